/// Logs, metrics and traces in the static configuration.
extension Structure {
    static let log = Structure([
        .key("level", .text),
        .key("format", .text),
        .key("noColor", .flag),
        .key("filePath", .text),
        .key("maxSize", .integer, .unsupported),
        .key("maxAge", .integer, .unsupported),
        .key("maxBackups", .integer, .unsupported),
        .key("compress", .flag, .unsupported),
        .key("otlp", .structure(otlpLog), .unsupported, mayBeEmpty: true),
    ])

    static let accessLog = Structure([
        .key("filePath", .text),
        .key("format", .text),
        .key(
            "filters",
            .structure(
                Structure([
                    .key("statusCodes", .texts), .key("retryAttempts", .flag), .key("minDuration", .duration),
                ]))),
        .key(
            "fields",
            .structure(
                Structure([
                    .key("defaultMode", .text),
                    .key("names", .textMembers),
                    .key("headers", .structure(Structure([.key("defaultMode", .text), .key("names", .textMembers)]))),
                    .key("queryParameters", .structure(Structure([.key("defaultMode", .text)]))),
                ]))),
        .key("bufferingSize", .integer),
        .key("addInternals", .flag),
        .key("dualOutput", .flag, .unsupported),
        .key("otlp", .structure(otlpLog), .unsupported, mayBeEmpty: true),
    ])

    static let metrics = Structure([
        .key("addInternals", .flag, .unsupported),
        .key(
            "prometheus",
            .structure(
                Structure(
                    labels + [
                        .key("buckets", .numbers),
                        .key("entryPoint", .text),
                        .key("manualRouting", .flag),
                        .key("headerLabels", .textMembers),
                    ])), .unsupported, mayBeEmpty: true),
        .key("datadog", .structure(statistics), .unsupported, mayBeEmpty: true),
        .key("statsD", .structure(statistics), .unsupported, mayBeEmpty: true),
        .key(
            "influxDB2",
            .structure(
                Structure(
                    labels + [
                        .key("address", .text), .key("token", .text), .key("pushInterval", .duration),
                        .key("org", .text),
                        .key("bucket", .text), .key("additionalLabels", .textMembers),
                    ])), .unsupported, mayBeEmpty: true),
        .key(
            "otlp",
            .structure(
                Structure(
                    labels + collectors + [
                        .key("explicitBoundaries", .numbers), .key("pushInterval", .duration),
                        .key("serviceName", .text),
                        .key("resourceAttributes", .textMembers),
                    ])), .unsupported, mayBeEmpty: true),
    ])

    static let tracing = Structure([
        .key("serviceName", .text),
        .key("resourceAttributes", .textMembers),
        .key("capturedRequestHeaders", .texts),
        .key("capturedResponseHeaders", .texts),
        .key("safeQueryParams", .texts),
        .key("sampleRate", .number),
        .key("addInternals", .flag),
        .key("otlp", .structure(Structure(collectors)), mayBeEmpty: true),
        .key("globalAttributes", .textMembers),
        .key("spanNameLimit", .integer, .removed("remove it")),
        .key("jaeger", .any, .removed(openTelemetry)),
        .key("zipkin", .any, .removed(openTelemetry)),
        .key("datadog", .any, .removed(openTelemetry)),
        .key("instana", .any, .removed(openTelemetry)),
        .key("haystack", .any, .removed(openTelemetry)),
        .key("elastic", .any, .removed(openTelemetry)),
    ])

    private static let openTelemetry = "use 'tracing.otlp'"

    private static let labels: [SchemaKey] = [
        .key("addEntryPointsLabels", .flag), .key("addRoutersLabels", .flag), .key("addServicesLabels", .flag),
    ]

    private static let collectors: [SchemaKey] = [
        .key("grpc", .structure(collector), mayBeEmpty: true), .key("http", .structure(collector), mayBeEmpty: true),
    ]

    private static let otlpLog = Structure(
        collectors + [
            .key("serviceName", .text), .key("resourceAttributes", .textMembers),
        ])

    private static let statistics = Structure(
        labels + [
            .key("address", .text), .key("pushInterval", .duration), .key("prefix", .text),
        ])
}
