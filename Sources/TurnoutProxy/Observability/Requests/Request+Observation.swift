#if Proxy
    import Turnout

    extension Request {
        var methodLabel: MethodLabel {
            // Three of four requests.
            spells(method.range, "GET") ? .get : MethodLabel(bytes[method.range])
        }

        /// What is spoken on top of HTTP.
        ///
        /// - Parameter asksForUpgrade: Whether `Connection` and `Upgrade` say so.
        func protocolLabel(asksForUpgrade: Bool) -> ProtocolLabel {
            var kind = ProtocolLabel.http
            var hasAccept = false
            var hasType = false
            for field in headers {
                switch field.name.count {
                case 6 where !hasAccept && names(field, "accept"):
                    hasAccept = true
                    if lists(field, "text/event-stream") { kind = .sse }
                case 7 where asksForUpgrade && names(field, "upgrade") && lists(field, "websocket"): return .websocket
                case 12 where !hasType && names(field, "content-type"):
                    hasType = true
                    let value = bytes[field.value.range]
                    if kind == .http, value.starts(with: "application/grpc".utf8) {
                        kind = value.starts(with: "application/grpc-web".utf8) ? .grpcWeb : .grpc
                    }
                default: break
                }
            }
            return kind
        }

        /// The value of the first header of the name, as text.
        ///
        /// - Parameter name: In small letters.
        func headerText(_ name: String) -> String {
            let field = headers.first { bytes[$0.name.range].elementsEqual(name.utf8) }
            return field.map { String(decoding: bytes[$0.value.range], as: UTF8.self) } ?? ""
        }

        private func names(_ field: Field, _ name: StaticString) -> Bool { spells(field.name.range, name) }

        private func spells(_ range: Range<Int>, _ text: StaticString) -> Bool {
            guard range.count == text.utf8CodeUnitCount else { return false }
            return text.withUTF8Buffer { bytes[range].elementsEqual($0) }
        }

        /// Whether a value lists a word, whatever the case of its letters.
        private func lists(_ field: Field, _ word: StaticString) -> Bool {
            bytes[field.value.range].split(separator: 0x2C).contains { item in
                let trimmed = item.drop { $0 == 0x20 || $0 == 0x09 }
                let end = trimmed.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? trimmed.startIndex
                let text = trimmed[..<end]
                guard text.count == word.utf8CodeUnitCount else { return false }
                return word.withUTF8Buffer { word in
                    text.lazy.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }.elementsEqual(word)
                }
            }
        }
    }
#endif
