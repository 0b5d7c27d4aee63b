"""What middlewares change, beside the answers of `answers.py`."""

from answers import ANSWERS, sized

ANSWERS |= {
    "fields": [sized(b"<p>fields", b"X-Set: a", b"x-set: b", b"X-SMALL: c", b"X-Gone: d", b"X-Odd: e", b"X-Frame-Options: f", b"Server: s", b"Etag: g")],
    "untyped": [sized(b"<!DOCTYPE html><p>untyped")],
    "untyped-encoded": [sized(b"<!DOCTYPE html><p>untyped", b"Content-Encoding: br")],
    "vary": [sized(b"vary", b"Vary: Accept", b"Content-Type: text/plain")],
    "vary-origin": [sized(b"vary", b"Vary: Origin", b"Content-Type: text/plain")],
    "vary-two": [sized(b"vary", b"Vary: Accept", b"Vary: Cookie", b"Content-Type: text/plain")],
    "cors": [sized(b"cors", b"Access-Control-Allow-Origin: https://z.example", b"Access-Control-Allow-Credentials: false", b"Content-Type: text/plain")],
}

#: Bodies whose type has to be guessed.
BODIES = [
    b"hello", b"\n <!doctype html>", b"<p>", b"<p", b"<party>", b"<!-->", b"<b attribute", b" <?xml version", b"%PDF-1.4", b" %PDF-1.4", b"%!PS-Adobe-3",
    b"GIF89a", b"RIFFxxxxWEBPVP8", b"RIFFxxxxWEBPxx", b"RIFFxxxxWAVE", b"RIFFxxxxAVI ", b"FORMxxxxAIFF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"BMx", b"\0\0\1\0", b"\0\0\2\0",
    b"ID3", b"OggS\0", b"MThd\0\0\0\6", b"\x1a\x45\xdf\xa3", b"\0" * 34 + b"LP", b"x" * 34 + b"LP", b"\0\1\0\0", b"OTTO", b"ttcf", b"wOFF", b"wOF2",
    b"\x1f\x8b\x08", b"PK\3\4", b"Rar!\x1a\7\0", b"Rar!\x1a\7\1\0", b"\0asm", b"a\x1b[0m", b"a\1", b"a\x0b", b"\xfe\xff\0a", b"\xfe\xff", b"\xff\xfe\0a", b"\xef\xbb\xbfa", b"\xef\xbb\xbf",
    b"\0\0\0\x10ftypisom\0\0\0\0", b"\0\0\0\x14ftypisom\0\0\0\0mp42", b"\0\0\0\x18ftypisom\0\0\0\0mp42", b"\0\0\0\x10ftypmp42\0\0\0\0", b"\0\0\0\x10ftypisommp42",
    b" " * 511 + b"a\1", b" " * 511 + b"\1", b"{\"a\": 1}", b"\xe9", b"7z\xbc\xaf\x27\x1c",
]
ANSWERS |= {f"body-{number}": [sized(body)] for number, body in enumerate(BODIES)}
