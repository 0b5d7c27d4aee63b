/// Logs, metrics and traces in the static configuration.
extension Structure {
    static let log = Structure {
        Key("level", .text)
        Key("format", .text)
        Key("noColor", .flag)
        Key("filePath", .text)
        Key("maxSize", .integer, .unsupported)
        Key("maxAge", .integer, .unsupported)
        Key("maxBackups", .integer, .unsupported)
        Key("compress", .flag, .unsupported)
        Key("otlp", .structure(otlpLog), .unsupported, mayBeEmpty: true)
    }

    static let accessLog = Structure {
        Key("filePath", .text)
        Key("format", .text)
        Key("filters") {
            Key("statusCodes", .texts)
            Key("retryAttempts", .flag)
            Key("minDuration", .duration)
        }
        Key("fields") {
            Key("defaultMode", .text)
            Key("names", .textMembers)
            Key("headers") {
                Key("defaultMode", .text)
                Key("names", .textMembers)
            }
            Key("queryParameters") {
                Key("defaultMode", .text)
            }
        }
        Key("bufferingSize", .integer)
        Key("addInternals", .flag)
        Key("dualOutput", .flag, .unsupported)
        Key("otlp", .structure(otlpLog), .unsupported, mayBeEmpty: true)
    }

    static let metrics = Structure {
        Key("addInternals", .flag)
        Key("prometheus", mayBeEmpty: true) {
            labels
            Key("buckets", .numbers)
            Key("entryPoint", .text)
            Key("manualRouting", .flag)
            Key("headerLabels", .textMembers)
        }
        Key("datadog", .structure(statistics), .unsupported, mayBeEmpty: true)
        Key("statsD", .structure(statistics), .unsupported, mayBeEmpty: true)
        Key("influxDB2", .unsupported, mayBeEmpty: true) {
            labels
            Key("address", .text)
            Key("token", .text)
            Key("pushInterval", .duration)
            Key("org", .text)
            Key("bucket", .text)
            Key("additionalLabels", .textMembers)
        }
        Key("otlp", .unsupported, mayBeEmpty: true) {
            labels
            collectors
            Key("explicitBoundaries", .numbers)
            Key("pushInterval", .duration)
            Key("serviceName", .text)
            Key("resourceAttributes", .textMembers)
        }
    }

    static let tracing = Structure {
        Key("serviceName", .text)
        Key("resourceAttributes", .textMembers)
        Key("capturedRequestHeaders", .texts)
        Key("capturedResponseHeaders", .texts)
        Key("safeQueryParams", .texts)
        Key("sampleRate", .number)
        Key("addInternals", .flag)
        Key("otlp", mayBeEmpty: true) {
            collectors
        }
        Key("globalAttributes", .textMembers)
        Key("spanNameLimit", .integer, .removed("remove it"))
        Key("jaeger", .any, .removed(openTelemetry))
        Key("zipkin", .any, .removed(openTelemetry))
        Key("datadog", .any, .removed(openTelemetry))
        Key("instana", .any, .removed(openTelemetry))
        Key("haystack", .any, .removed(openTelemetry))
        Key("elastic", .any, .removed(openTelemetry))
    }

    private static let openTelemetry = "use 'tracing.otlp'"

    @KeysBuilder
    private static var labels: [Key] {
        Key("addEntryPointsLabels", .flag)
        Key("addRoutersLabels", .flag)
        Key("addServicesLabels", .flag)
    }

    @KeysBuilder
    private static var collectors: [Key] {
        Key("grpc", .structure(collector), mayBeEmpty: true)
        Key("http", .structure(collector), mayBeEmpty: true)
    }

    private static let otlpLog = Structure {
        collectors
        Key("serviceName", .text)
        Key("resourceAttributes", .textMembers)
    }

    private static let statistics = Structure {
        labels
        Key("address", .text)
        Key("pushInterval", .duration)
        Key("prefix", .text)
    }
}
