/// The identifiers of warnings: the rule is accepted, and probably doesn't do what was meant.
extension Diagnostic.ID {
    // Whole rules and their structure
    /// `a || b && c` without parentheses.
    public static var mixedOperators: Self { Self(rawValue: "mixed-operators") }
    /// ``Host(`a`) && Host(`b`)``
    public static var contradiction: Self { Self(rawValue: "contradiction") }
    /// `a || !a`
    public static var tautology: Self { Self(rawValue: "tautology") }
    /// `a || a`
    public static var duplicateOperand: Self { Self(rawValue: "duplicate-operand") }
    /// A rule, or a regular expression, that takes every request.
    public static var matchesEverything: Self { Self(rawValue: "matches-everything") }
    /// A rule that takes no request at all.
    public static var neverMatches: Self { Self(rawValue: "never-matches") }

    // Texts that mean something elsewhere
    /// `{name:regex}` where braces are ordinary text.
    public static var templateAsText: Self { Self(rawValue: "template-as-text") }
    /// `*` where it is ordinary text.
    public static var wildcardAsText: Self { Self(rawValue: "wildcard-as-text") }
    /// A regular expression where only text is compared.
    public static var regexpAsText: Self { Self(rawValue: "regexp-as-text") }
    /// ``Host(`a || b`)``
    public static var severalValues: Self { Self(rawValue: "several-values") }
    /// Blanks at an end of a value.
    public static var surroundingBlanks: Self { Self(rawValue: "surrounding-blanks") }

    // Values that no request has
    public static var unreachableHost: Self { Self(rawValue: "unreachable-host") }
    public static var unreachablePath: Self { Self(rawValue: "unreachable-path") }
    public static var unreachableMethod: Self { Self(rawValue: "unreachable-method") }
    public static var unknownMethod: Self { Self(rawValue: "unknown-method") }
    public static var invalidHeaderName: Self { Self(rawValue: "invalid-header-name") }
    public static var invisibleHeader: Self { Self(rawValue: "invisible-header") }
    public static var managedHeader: Self { Self(rawValue: "managed-header") }
    public static var unreachableHeaderValue: Self { Self(rawValue: "unreachable-header-value") }

    // Values that mean less or more than they seem to
    public static var unescapedDot: Self { Self(rawValue: "unescaped-dot") }
    public static var unanchoredHostRegexp: Self { Self(rawValue: "unanchored-host-regexp") }
    public static var capitalNeverMatches: Self { Self(rawValue: "capital-never-matches") }
    public static var queryPairAsKey: Self { Self(rawValue: "query-pair-as-key") }
    public static var queryWithoutValue: Self { Self(rawValue: "query-without-value") }
    public static var hostBitsSet: Self { Self(rawValue: "host-bits-set") }
    public static var oneAddressFamily: Self { Self(rawValue: "one-address-family") }
}
