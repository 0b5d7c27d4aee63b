import Foundation
import Testing
import TurnoutHTTP

@testable import TurnoutConfiguration

@Suite("Options of compress, rateLimit, inFlightReq and circuitBreaker")
struct TrafficOptionsTests {
    /// Resolves one middleware: what it comes to, or what is wrong with it.
    private func read(_ text: String) throws -> (options: MiddlewareOptions?, problems: [String]) {
        let folder = try ConfigurationFolder([
            "dynamic/a.yml": "http: {middlewares: {m: {\(text)}}}\n", "traefik.yml": "",
        ])
        let resolved = ResolvedConfiguration(
            DynamicConfiguration(paths: [folder.url.path + "/dynamic"]),
            static: StaticConfiguration.read(file: folder.url.path + "/traefik.yml"),
            middlewareKinds: MiddlewareOptions.kinds, internalServices: [])
        let only = try #require(resolved.middlewares.values.first)
        return (only.options, only.problems.map { "\(folder.short($0.place)): \($0.message)" })
    }

    @Test("defaults are Traefik's")
    func defaults() throws {
        guard case .rateLimit(let rate) = try read("rateLimit: {average: 3, period: 2s}").options,
            case .inFlightReq(let flight) = try read("inFlightReq: {amount: 3}").options,
            case .compress(let compress) = try read("compress: {}").options,
            case .circuitBreaker(let breaker) = try read("circuitBreaker: {expression: 'NetworkErrorRatio() > 0.5'}")
                .options
        else {
            Issue.record("one of them can't be used")
            return
        }
        #expect(rate.requestsPerSecond == 1.5 && rate.burst == 1 && rate.source == .address(.peer))
        #expect(flight.amount == 3 && flight.source == .host)
        #expect(compress.encodings == ["gzip", "br", "zstd"] && compress.defaultEncoding == nil)
        #expect(compress.minimumBytes == 1024)
        #expect(breaker.condition == .networkErrorRatio(.greater, 0.5) && breaker.responseCode == 503)
        #expect(breaker.checkPeriod == .milliseconds(100) && breaker.fallbackDuration == .seconds(10))
        #expect(breaker.recoveryDuration == .seconds(10))
    }

    @Test("no average, or less than none, is no limit")
    func noLimit() throws {
        for text in ["burst: 2", "average: 0", "average: -1"] {
            guard case .rateLimit(let rate) = try read("rateLimit: {\(text)}").options else {
                Issue.record("'\(text)' can't be used")
                continue
            }
            #expect(rate.requestsPerSecond == .infinity)
        }
    }

    @Test(
        "what can't be used is named with its place",
        arguments: [
            ("rateLimit: {average: 1, redis: {endpoints: [a]}}", "keeps its counts in Redis"),
            ("rateLimit: {average: 1, period: -1s}", "has a negative 'period'"),
            (
                "rateLimit: {average: 1, sourceCriterion: {requestHost: true, requestHeaderName: X}}",
                "has 'requestHeaderName' and 'requestHost' in its 'sourceCriterion'; choose one of them"
            ),
            (
                "inFlightReq: {amount: 1, sourceCriterion: {ipStrategy: {excludedIPs: [1.2.3.4, x]}}}",
                "has 'x' in its 'excludedIPs'"
            ),
            (
                "inFlightReq: {amount: 1, sourceCriterion: {ipStrategy: {ipv6Subnet: 129}}}",
                "has 129 as its 'ipv6Subnet'"
            ),
            ("compress: {encodings: [gzip, deflate]}", "has 'deflate' among its 'encodings'"),
            ("compress: {encodings: [gzip], defaultEncoding: br}", "has 'br' as its 'defaultEncoding'"),
            (
                "compress: {includedContentTypes: [a/b], excludedContentTypes: [a/c]}",
                "has 'includedContentTypes' and 'excludedContentTypes'"
            ),
            ("compress: {excludedContentTypes: [a b]}", "names 'a b', which is no media type"),
            ("circuitBreaker: {expression: NetworkErrorRatio() > 1}", "has an 'expression' that can't be used"),
            ("circuitBreaker: {checkPeriod: 1s}", "has an 'expression' that can't be used"),
            (
                "circuitBreaker: {expression: NetworkErrorRatio() > 0.5, responseCode: 42}",
                "has 42 as its 'responseCode'"
            ),
        ])
    func faults(_ text: String, _ message: String) throws {
        let (options, problems) = try read(text)
        #expect(options == nil)
        let problem = try #require(problems.first)
        #expect(
            problem.hasPrefix("dynamic/a.yml:1:") && problem.contains("the middleware 'm@file' \(message)"),
            "\(problem)")
    }
}
