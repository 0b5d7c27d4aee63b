#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Puts another path in the place of the request's, and says in `X-Replaced-Path` what that was.
    final class ReplacePath: SharedMiddleware {
        /// Percent-encoded, or what is wrong with its escapes.
        private let path: Result<[UInt8], URLPath.InvalidEscape>

        init(_ options: ReplacePathOptions) {
            path = Result { () throws(URLPath.InvalidEscape) in try URLPath(Array(options.path.utf8)).encoded }
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            switch path {
            case .failure(let escape): return .answer(.invalid(escape))
            case .success(let path):
                exchange.request.headers.append("x-replaced-path", exchange.request.path)
                exchange.request.path = path
                return .next
            }
        }
    }

    /// Rewrites the path where it matches a regular expression, and says in `X-Replaced-Path` what it was.
    final class ReplacePathRegex: SharedMiddleware {
        private let expression: SubmatchExpression
        private let template: ReplacementTemplate

        init?(_ options: ReplacePathRegexOptions) {
            guard let expression = try? SubmatchExpression(options.regex) else { return nil }
            self.expression = expression
            template = ReplacementTemplate(options.replacement, for: expression)
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let path = exchange.request.path
            do throws(SubmatchExpression.TextTooLong) {
                guard try expression.matches(path) else { return .next }
                let result = try expression.replacingAll(in: path, with: template)
                return replace(path, by: result, of: exchange)
            } catch {
                return .answer(LocalAnswer(status: 414, text: "Request URI Too Long"))
            }
        }

        private func replace(_ old: [UInt8], by text: [UInt8], of exchange: Exchange) -> MiddlewareStep {
            do throws(URLPath.InvalidEscape) {
                let path = try URLPath(text).encoded
                exchange.request.headers.append("x-replaced-path", old)
                return exchange.replacePath(path)
            } catch {
                return .answer(.invalid(error))
            }
        }
    }

    extension LocalAnswer {
        /// A path was made that has an escape which is none.
        fileprivate static func invalid(_ escape: URLPath.InvalidEscape) -> LocalAnswer {
            .plain(500, "invalid URL escape \"\(String(decoding: escape.text, as: UTF8.self))\"\n")
        }
    }
#endif
