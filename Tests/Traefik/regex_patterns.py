"""The patterns and texts that record_regex.py puts to Traefik."""
HANDWRITTEN = r"""
a
^/a$
^/api/v[0-9]+$
^/(api|web)/?$
\.(?:css|js|png|jpe?g|svg|woff2?)$
^/users/[^/]+/posts/\d+$
(?i)^/Admin
(?i)\.PHP$
^/(?P<tenant>[a-z0-9-]+)/(?P<rest>.*)$
^/(?<year>\d{4})-(?<month>\d{2})$
a|b|c
a||b
|a
a|
|
()
(|)
(a|)b
(?:)
a(?:)*
(?:a|b)(?:)*
(?:a|b)(?:|c)d
(?:a|b)(?:x){0}
(?:x(?:a|b))y
(?:a|(?:b|(?:c|d)))e
((a|b)|(c|d))*e
(?:(?:(?:(?:a))))
a(b(c(d)))
(?:ab){2}c
ab{2}
ab{2,}
ab{2,3}
ab{0}
ab{0}c
(?:ab){0,0}c
ab{0,}
ab{0,1}
ab{1}
(?:a|b){1}c
a{,2}
a{2
a{
a{}
a{,}
a{a}
a{1,2
a{01}
a{1,02}
a{-1}
a{ 1}
x{
{
}
{{
}{
a{2}{3}
(?:a{2}){3}
(?:a{500}){2}
(?:a{501}){2}
(?:a{2}){501}
(?:(?:a{10}){10}){10}
(?:(?:a{10}){10}){11}
(?:a{0}){1000}
(?:(?:a{0}){1000}){2}
(?:(?:a{1000}){0}){1000}
(?:a{0,}){1000}
(?:(?:a{1,}){1000}){1}
(?:a{1000}){0,1}
(?:a{1000})?
(?:a{1000})*
(?:a{1000}){1,1}
a{1000}
a{1001}
a{1000,}
a{1001,}
a{0,1001}
a{5,4}
a{99999999999999999999}
a{1,99999999999999999999}
a{100000001}
a*
a+
a?
a*?
a+?
a??
a{2}?
a{2,}?
a**
a*+
a++
a+*
a?+
a?*
a*?*
a+?+
a???
a{2}*
a*{2}
a{2}+
a{2}??
*
+
?
{2}
{2
*a
|*
|+a
|{2}
(*a)
(+)
(?:*)
^*
$*
\b+
^+
(?:^)*a
(?:a*)*b
(?:a*)+b
(?:a?)?b
(?:a|b*)*c
(?i)*
a(?i)*
a*(?i)*
a(?i)*B
a\Q\E*
a*\Q\E*
\Qab\E*
\Q\E
\Q\E*
\Qa.b\E
\Qa.b
\Q\\E
\Qa\Eb\Qc
\Q*+?
\Q(
\Q[\E]
\E
a\E
[\Qa\E]
.
..
.*
(?s).
(?s).*
(?s:.)a.
^.$
^..$
^/.$
(?s)^/.$
^/\n$
(?m)^a$
(?m)^$
(?m:^a)
(?m)a$
^a
a$
\Aa
a\z
(?m)\Aa\z
(?-m)^a$
(?m)(?-m:^a)
(?m)b$|^c
\ba
a\b
\Ba
a\B
\b
\B
^\b
\ba\b
(?i)\ba
(?i)\bK
a$b
a^b
$^
^^a
a$$
(?i)abc
(?i)k
(?i)s
(?i)K
(?i)[k]
(?i)[^k]
(?i)[^s]
(?i)[a-z]
(?i)[^a-z]
(?i)[j-l]
(?i)[^j-l]
(?i)\w
(?i)\W
(?i)[\w]
(?i)[^\w]
(?i)[\W]
(?i)[^\W]
(?i)[[:alpha:]]
(?i)[[:^alpha:]]
(?i)[[:lower:]]
(?i)[[:^lower:]]
(?i)[[:upper:]]
(?i)[[:word:]]
(?i)[[:ascii:]]
(?i)[[:^ascii:]]
(?i)\p{ASCII}
(?i)\P{ASCII}
(?i)\p{Lu}
(?i)\P{Lu}
(?i)\p{Ll}
(?i)\p{Lt}
(?i)\p{L}
(?i)\p{M}
(?i)\p{Greek}
(?i)\P{Greek}
(?i)\p{Latin}
(?i)\p{Cherokee}
(?i)\p{Any}
(?i)\p{Cn}
(?i)\p{Assigned}
(?i)\p{LC}
(?i)^/\p{LC}$
(?i)^/\P{LC}$
(?i)^/\p{Cased_Letter}$
(?i)^/[\p{LC}]$
(?i)^/[\p{LC}ι]$
(?i)^/[^\p{LC}]$
(?i)\p{So}
(?i)\p{Nl}
(?i)ß
(?i)ẞ
(?i)ǆ
(?i)ǅ
(?i)µ
(?i)ι
(?i)[α-ω]
(?i)[^α-ω]
(?i)σ
(?i)θ
(?i)ſ
(?i)\x{212A}
(?i)İ
(?i)ı
(?i)i
(?i)Å
(?i)å
(?i)Ꭰ
(?i)ꭰ
(?i)ᲀ
(?i)𐐀
(?i)𞤀
(?i)[\x{0}-\x{10FFFF}]
(?i)[\x{0}-\x{1E942}]
(?i)[^\x{42}-\x{10FFFF}]
(?i)1
(?i)(?-i)a
(?i)a(?-i)b
(?i:a)b
a(?i:b)c
a(?i)b
(a(?i)b)c
(?:a(?i)b|c)d
(?i)(?s)(?m)(?U)a
(?imsU)a
(?imsU-imsU:a)
(?i-i)a
(?i-s:a.)
(?-i:a)
(?-)a
(?-:a)
(?i-)a
(?i-:a)
(?--i)a
(?-i-s)a
(?ii)a
(?)a
(?:a
(?i
(?i:
(?
(?:
(?i:a
(?x)a
(?x:a)
(?n)a
(?I)a
(?u)a
(?a)b
(?^i)a
(?+i)a
(?=a)
(?!a)
(?<=a)
(?<!a)
(?<=a)b>
(?<!
(?>a)
(?#a)
(?|a)
(?'n'a)
(?&n)
(?P=n)
(?P>n)
(?P<n>a)
(?P<n>a)(?P<n>b)
(?<n>a)(?<n>b)
(?P<>a)
(?P<n
(?P<
(?P
(?P<n a>b)
(?P<n-a>b)
(?P<é>b)
(?P<1>a)
(?P<_>a)
(?P<n>
(?P<n>a
(?<>a)
(?<n
(?<
(?<n>a|b)c
(?P!a)
(?R)
(?1)
(?C)
(?(1)a|b)
(
)
(a
a)
(a))
((a)
(a)(
a(b
[
]
[]
[^]
[]]
[]a]
[^]a]
[^]
[a
[a-
[a-]
[-a]
[^-a]
[a-z
[--a]
[a--]
[+--]
[a-a]
[z-a]
[b-a]
[a-\d]
[\d-a]
[\d-\w]
[a\-z]
[\]]
[\[]
[\^a]
[a^]
[^^]
[^a^]
[[]
[[a]
[[a]]
[[:]
[[:a]
[[:a:]
[[:alpha:]
[[:alpha:]]
[[:^alpha:]]
[[:^^alpha:]]
[^[:alpha:]]
[^[:^alpha:]]
[[:alpha:][:digit:]]
[[:alpha:]-z]
[a-[:alpha:]]
[[:alnum:]]
[[:ascii:]]
[[:blank:]]
[[:cntrl:]]
[[:digit:]]
[[:graph:]]
[[:lower:]]
[[:print:]]
[[:punct:]]
[[:space:]]
[[:upper:]]
[[:word:]]
[[:xdigit:]]
[[:foo:]]
[[:Alpha:]]
[[:perlSpace:]]
[[::]]
[[:alpha]]
[:alpha:]
[[.a.]]
[[=a=]]
[[:\d:]]
[a&&b]
[a||b]
[a~~b]
[\b]
[\B]
[\A]
[\z]
[\Q]
[\n\t\r\f\v\a]
[\x41-\x43]
[\101-\103]
[\p{Lu}\p{Nd}]
[^\p{Lu}\p{Nd}]
[\P{Lu}a]
[\pL-z]
[^\pL]
[\d\s]
[^\d\s]
[\D\d]
[^\D\d]
[\S]
[^\S]
[α-ω]
[^α-ω]
[ω-α]
[😀-😎]
[^\x{FFFD}]
[\x{FFFD}]
[\x{0}-\x{10FFFF}]
[^\x{0}-\x{10FFFF}]
a[^\x{0}-\x{10FFFF}]|b
[\x{D800}-\x{DFFF}]
[^\x{D800}-\x{DFFF}]
\x{D800}
\x{FFFD}
\d
\D
\s
\S
\w
\W
^/\s$
^/[\s]$
^/[[:space:]]$
\d+\D+
\a
\f
\n
\r
\t
\v
\0
\00
\000
\0000
\01
\07
\08
\1
\2
\8
\9
\10
\12
\123
\1234
\18
\81
\377
\400
\777
(a)\1
(a)\10
\x
\x1
\x41
\x4G
\xG1
\x{
\x{}
\x{41
\x{41}
\x{0041}
\x{00000000000000041}
\x{G}
\x{10FFFF}
\x{110000}
\x{FFFFFFFFFFFFFFFFFFF}
\x{-1}
\x{ 41}
\x{4 1}
\xé
\u0041
\U00000041
\Z
\z
\A
\G
\K
\C
\X
\R
\h
\H
\V
\N
\e
\c
\cA
\g1
\k<n>
\l
\o{101}
\q
\i
\I
\y
\Y
\_
\-
\/
\.
\,
\:
\;
\<
\>
\"
\'
\`
\#
\%
\&
\@
\!
\=
\~
\ 
\é
\\
\
a\
[\
[a\
[\]
(\
\p
\P
\pL
\PL
\pLu
\pl
\pX
\p^
\p{
\p{}
\p{L
\p{L}
\p{^L}
\P{^L}
\P{L}
\p{^^L}
\p{^}
\p{Lu}
\p{lu}
\p{LU}
\p{ L u }
\p{-l_u-}
\p{L&}
\p{LC}
\p{Letter}
\p{letter}
\p{Uppercase_Letter}
\p{uppercaseletter}
\p{UPPERCASE LETTER}
\p{Cased-Letter}
\p{Combining_Mark}
\p{cntrl}
\p{digit}
\p{punct}
\p{Any}
\p{any}
\P{Any}
\p{ASCII}
\p{ascii}
\P{ASCII}
\p{Assigned}
\P{Assigned}
\p{Cn}
\p{C}
\p{Other}
\p{Unassigned}
\p{Cs}
\p{Co}
\p{Greek}
\p{greek}
\p{GREEK}
\p{Han}
\p{Common}
\p{Inherited}
\p{Zinh}
\p{Grek}
\p{Unknown}
\p{Old_Italic}
\p{OldItalic}
\p{Old Italic}
\p{Olditalic}
\p{Phags_Pa}
\p{Phagspa}
\p{Nko}
\p{Kawi}
\p{Nagmundari}
\p{SignWriting}
\p{Signwriting}
\p{Script=Greek}
\p{IsGreek}
\p{InGreek}
\p{Alphabetic}
\p{Lowercase}
\p{White_Space}
\p{é}
\pé
\p{L}\p{N}
\p{L}*
^/\p{L}+$
^/\P{L}+$
(a+)+$
(?:a|aa)+$
(.*)(.*)(.*)x
^(?:a?){30}a{30}$
.{3}
.{0,3}$
^.{1,3}$
é
é+
日本
[日本]
😀
^/é$
^/日.$
^/...$
"""

CATEGORIES = ("C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs"
              .split())
SCRIPTS = """Adlam Ahom Arabic Armenian Avestan Balinese Bamum Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese
Buhid Carian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Dogra Duployan
Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gurmukhi Han Hangul Hanunoo Hatran Hebrew
Hiragana Inherited Javanese Kaithi Kannada Katakana Kawi Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Lisu
Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Miao Modi Mongolian Mro Multani Myanmar Nabataean
Nandinagari Newa Nko Nushu Ogham Oriya Osage Osmanya Palmyrene Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham
Sinhala Sogdian Soyombo Sundanese Syriac Tagalog Tagbanwa Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh
Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Yezidi Yi""".split()
SEVERAL_WORDS = ["Anatolian_Hieroglyphs", "Nyiakeng_Puachue_Hmong", "Zanabazar_Square", "New_Tai_Lue", "Hanifi_Rohingya"]
RAW = [b"\xff", b"a\xffb", b"[\xff]", b"[a\xff]", b"\\Q\xff", b"\\\xff", b"\\x\xff", b"\\p\xff", b"\\p{\xff}", b"\\p{\xff",
       b"(?P<\xff>a)", b"(?P<\xff", b"(?\xff)", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe6\x97", b"\xe6\x97(",
       b"(\xff", b"a**\xff", b"\xffa**", b"a\x00b", b"[\x00-\x02]", b"\n", b"\r", b"a\nb", b"(?m)^b\n", b"\x7f"]
SIZES = ["(" * 998 + "a" + ")" * 998, "(" * 999 + "a" + ")" * 999, "(" * 1000 + "a" + ")" * 1000,
         "(" * 1001 + "a" + ")" * 1001, "(?:" * 1500 + "a" + ")" * 1500, "(?:" * 999 + "a" + ")*" * 999,
         "(?:" * 1000 + "a" + ")*" * 1000, "(?:" * 998 + "ab" + ")*" * 998, "(?:" * 499 + "ab" + ")*c" * 499,
         "(?:" * 500 + "ab" + ")*c" * 500, "(?:" * 501 + "ab" + ")*c" * 501, "a(b" * 499 + ")" * 499, "a(b" * 500 + ")" * 500,
         "a(b" * 501 + ")" * 501, "(a|bc" * 333 + ")" * 333, "(" * 2000, "(?:" * 2000, "((a{100}){10}){1}",
         "(?:x{1000}){1}" * 1000, "((?:xx|yy|zz){1000}" * 300 + ")" * 300, "(?:.{1000}.{1000}.{1000}){1}" * 200,
         "(?:xy){1000}" * 1676, "(?:xy){1000}" * 1680, "(?:a?){1000}" * 1670, "(?:a?){1000}" * 1690]

ATOMS = r"""a b c ab 0 / - \. \d \D \w \W \s \S \pL \PL \p{Lu} \P{Greek} \p{^Nd} . ^ $ \b \B \A \z [a-c] [^a-c] [a-] [[:alpha:]]
[[:^digit:]] [^\d] [\W\d] k s é ſ \x{212A} ß µ [α-ω] [k-s] [^k] (?i) (?s) (?m) (?-i) (?i:K) (?i:[^s]) () (?:) (a|b) (?:a|bc|)
(?P<n>k) \Qa.\E \x41 \101 \n \x{FFFD}""".split()
QUANTIFIERS = ["*", "+", "?", "*?", "{2}", "{0,2}", "{1,}", "{0}", "{1}", "{2,3}?", "{", "{,2}"]
SPICE = list(r"()[]{}|*+?^$.\-:,=!<>PQEdwspLkKsS019iumUx&") + ["(?", "[^", "[:", ":]", "\\p{", "\\x{", "é", "ſ"]

TEXTS = ["", "a", "b", "ab", "abc", "ba", "aa", "aab", "A", "AB", "k", "K", "\u212a", "s", "S", "ſ", "é", "É", "ß", "ẞ", "µ", "μ", "α", "Ω",
         "ς", "ι", "\u0345", "\u1fbe", "ǆ", "ǅ", "Ǆ", "i", "I", "İ", "ı", "Å", "\u212b", "Ꭰ", "ꭰ", "ᲀ", "в", "𐐀", "𐐨", "𞤀", "𞤢", "0", "42", "a b", "\n",
         "a\n", "\nb", "a\nb", "\t", "\v", "\x00", "\x7f", "-", "_", ".", "a.b", "\\", "^", "{", "}", "a{", "a{,2}", "\u00a0", "\u2028", "日本", "日",
         "😀", "\u0378", "\ue000", "\u00ad", "Ⅷ", "ⅷ", "\u0301", "¼", "€", "x", "z", "Z", "\ufffd", "api-v1", "1234", "v1", "\u01c5x", "\U0010ffff",
         "A8", "S4", "«", "»", "‿", "〈", "〉", "ʰ", "ª", "٣", "\u0903", "\u20dd", "Ɫ", "ɫ", "ﬀ"]
RAW_TEXTS = [b"\xff", b"a\xff", b"\xe6\x97", b"\xed\xa0\x80", b"\xf0\x9f", b"\xc3", b"\xff\xfeb", b"\xc0\x80", b"\xf4\x90\x80\x80"]
ALL_TEXTS = [t.encode() for t in TEXTS] + RAW_TEXTS


def patterns(generator, count):
    """Distinct patterns as bytes: the handwritten ones, then random ones up to `count` of these."""
    seeds = [line for line in HANDWRITTEN.split("\n") if line]
    found = dict.fromkeys(line.encode() for line in seeds)
    found.update(dict.fromkeys(RAW))
    found.update(dict.fromkeys(text.encode() for text in SIZES))
    for name in CATEGORIES + SCRIPTS + SEVERAL_WORDS:
        for form in (r"^/\p{%s}", r"(?i)^/\p{%s}", r"^/[^\P{%s}a]", r"(?i)^/\P{%s}"):
            if form.startswith("(?i)") or generator.random() < 0.5:
                found[(form % name).encode()] = None
    for text in TEXTS:
        if text and "\n" not in text and "\\" not in text:
            found[f"(?i)^/{text}$".encode()] = None
            found[f"(?i)^/[^{text}]$".encode()] = None
    goal = len(found) + count
    while len(found) < goal:
        if generator.random() < 0.5:
            found[combined(generator).encode()] = None
        else:
            found[mutated(generator, generator.choice(seeds)).encode()] = None
    return list(found)


def combined(generator):
    """Something that is mostly a pattern."""
    parts = []
    for _ in range(generator.randint(1, 5)):
        part = generator.choice(ATOMS)
        if generator.random() < 0.2:
            part = generator.choice(["({})", "(?:{})", "(?i:{})", "(?s:{}|b)", "(?:{}|{})"]).replace("{}", combined(generator))
        if generator.random() < 0.4:
            part += generator.choice(QUANTIFIERS)
        parts.append(part)
        if generator.random() < 0.15:
            parts.append("|")
    return generator.choice(["", "", "^/", "(?i)^/"]) + "".join(parts) + generator.choice(["", "", "$"])


def mutated(generator, text):
    for _ in range(generator.randint(1, 3)):
        place = generator.randint(0, len(text))
        choice = generator.random()
        if choice < 0.4:
            text = text[:place] + generator.choice(SPICE) + text[place:]
        elif choice < 0.6:
            text = text[:place] + text[place + 1:]
        elif choice < 0.8:
            text = text[:place] + generator.choice(ATOMS) + text[place:]
        else:
            end = generator.randint(place, len(text))
            text = text[:end] + text[place:end] + text[end:]
    return text or "a"


def texts(pattern, generator):
    """Texts to try, without the slash that every path starts with."""
    if len(pattern) > 2000:
        return [b"", b"a"]
    name = pattern.decode("utf-8", "replace")
    if "^/" in name and "\\p" in name.lower() or "(?i)^/" in name and len(name) < 12:
        # U+0345 folds to iota, alone of its category.
        return list(dict.fromkeys(["\u0345".encode()] + generator.sample(ALL_TEXTS, 40) + unicode_samples(generator)))
    chosen = generator.sample(ALL_TEXTS, 8)
    # Parts of the pattern itself come near it.
    letters = "".join(c for c in name if c.isalnum())
    for _ in range(6):
        start = generator.randint(0, len(letters))
        chosen.append(letters[start:start + generator.randint(1, 6)].encode())
    return list(dict.fromkeys(chosen))


def unicode_samples(generator):
    characters = [generator.randint(0x80, 0x2FFF) for _ in range(16)] + [generator.randint(0x3000, 0x1FFFF) for _ in range(8)]
    return [chr(c).encode() for c in characters if not 0xD800 <= c <= 0xDFFF]
