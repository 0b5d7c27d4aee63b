/// The matchers of HTTP rules in v2 syntax.
extension CallMeaning {
    mutating func httpFormulaV2() -> Formula? {
        switch matcher {
        case .host, .hostHeader:
            return anyOf { meaning, argument in
                meaning.requireASCII(argument)
                return meaning.hostFormula(argument.value, allowsWildcard: false, forgivesRequestDot: true)
            }
        case .hostRegexp:
            return anyOf { meaning, argument in
                meaning.requireASCII(argument)
                return meaning.template(argument, .host)?.pattern.map { .predicate(.rawHostRegexp($0)) }
            }
        case .path, .pathPrefix:
            let isPrefix = matcher == .pathPrefix
            return anyOf { meaning, argument in
                meaning.requireLeadingSlash(argument)
                guard let template = meaning.template(argument, isPrefix ? .pathPrefix : .path) else { return nil }
                if let pattern = template.pattern { return .predicate(.pathRegexp(pattern)) }
                return .predicate(isPrefix ? .pathPrefix(argument.value) : .path(argument.value))
            }
        case .method:
            return anyOf { meaning, argument in .predicate(.method(meaning.upperCasedMethod(argument.value))) }
        case .headers, .headersRegexp: return headersFormula()
        case .query: return queryFormula()
        case .clientIP: return anyOf { meaning, argument in meaning.addressRange(argument) }
        case .pathRegexp, .header, .headerRegexp, .queryRegexp, .hostSNI, .hostSNIRegexp, .alpn:
            return nil  // not in this language; the caller looked the name up
        }
    }

    /// The union of the meanings of all arguments; checks all of them even after an error.
    mutating func anyOf(_ meaningOf: (inout CallMeaning, StringArgument) -> Formula?) -> Formula? {
        var formulas: [Formula] = []
        for argument in arguments {
            if let formula = meaningOf(&self, argument) { formulas.append(formula) }
        }
        return formulas.count == arguments.count ? any(formulas) : nil
    }

    /// Name and value in turn. Of pairs with the same spelling of the name only the last counts.
    private mutating func headersFormula() -> Formula? {
        guard arguments.count.isMultiple(of: 2) else {
            report(
                .wrongArgumentCount,
                "\(matcher.rawValue) takes pairs of name and value, got \(arguments.count) arguments", range)
            return nil
        }
        var names: [[UInt8]] = []
        var formulas: [Formula] = []
        for index in stride(from: 0, to: arguments.count, by: 2) {
            let (name, value) = (arguments[index], arguments[index + 1])
            var predicate: Predicate?
            let header = HeaderName(matching: name.value)
            if matcher == .headersRegexp {
                guard let pattern = regex(value.value, of: value) else { continue }
                predicate = header.map { .headerRegexp(name: $0.bytes, pattern) }
            } else {
                predicate = header.map { .header(name: $0.bytes, value: value.value) }
            }
            let formula = predicate.map { Formula.predicate($0) } ?? .constant(false)
            if let earlier = names.firstIndex(of: name.value) {
                formulas[earlier] = formula
            } else {
                names.append(name.value)
                formulas.append(formula)
            }
        }
        return all(formulas)
    }

    /// All arguments, each cut at its first `=`, make one list of keys and value templates in turn.
    private mutating func queryFormula() -> Formula? {
        var pieces: [(text: ArraySlice<UInt8>, argument: StringArgument)] = []
        for argument in arguments {
            let value = argument.value
            if let equals = value.firstIndex(of: UInt8(ascii: "=")) {
                pieces.append((value[..<equals], argument))
                pieces.append((value[(equals + 1)...], argument))
            } else {
                pieces.append((value[...], argument))
            }
        }
        guard pieces.count.isMultiple(of: 2) else {
            report(
                .wrongArgumentCount, "Query takes pairs of key and value, such as Query(`key=value`)", range,
                notes: [.init("write Query(`key=`) for a key with any value")])
            return nil
        }
        var formulas: [Formula] = []
        var names: Set<[UInt8]> = []
        for index in stride(from: 0, to: pieces.count, by: 2) {
            let pair = Array(pieces[index].text) + [UInt8(ascii: "=")] + Array(pieces[index + 1].text)
            var place = pieces[index].argument
            if place.value != pair {
                // A pair that is written as two arguments can only be blamed as a whole.
                let both = place.range.union(pieces[index + 1].argument.range)
                place = StringArgument(value: pair, range: both, quote: .interpreted)
            }
            let known = diagnostics.count
            if let formula = queryFormula(pair: pair, argument: place, names: &names) { formulas.append(formula) }
            for new in known..<diagnostics.count where place.value != pieces[index].argument.value {
                diagnostics[new].range = place.range
            }
        }
        return formulas.isEmpty ? nil : all(formulas)
    }
}
