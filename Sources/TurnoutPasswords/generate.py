#!/usr/bin/env python3
"""Writes BlowfishState+Start.swift: the digits of pi that Blowfish starts from.

Usage: generate.py > BlowfishState+Start.swift
"""


def arctangent_of_inverse(x, one):
    term = total = one // x
    divisor, sign = 3, -1
    while term:
        term //= x * x
        total += sign * (term // divisor)
        divisor, sign = divisor + 2, -sign
    return total


WORDS = 18 + 4 * 256
GUARD = 64
one = 1 << (32 * WORDS + GUARD)
pi = 4 * (4 * arctangent_of_inverse(5, one) - arctangent_of_inverse(239, one))
fraction = (pi - 3 * one) >> GUARD
words = [fraction >> (32 * (WORDS - 1 - index)) & 0xFFFFFFFF for index in range(WORDS)]


def rows(words):
    texts = [f"0x{word:08x}" for word in words]
    return "".join("        " + ", ".join(texts[i:i + 9]) + ",\n" for i in range(0, len(texts), 9)).rstrip(",\n") + ","


print(f"""// Written by generate.py.

extension BlowfishState {{
    /// The fraction of pi in binary.
    // swift-format-ignore
    static let start: [UInt32] = [
{rows(words)}
    ]
}}""")
