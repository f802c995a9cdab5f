"""Small real files for the demo's evidence, made here so that none has to be shipped."""

import struct
import zlib

from django.core.files.base import ContentFile

Pixel = tuple[int, int, int]
PAPER: Pixel = (255, 255, 255)
BAR: Pixel = (15, 83, 98)
LINE: Pixel = (181, 89, 13)
WIDTH, HEIGHT, BASE = 480, 240, 210
MINUTES = (40, 38, 41, 31, 27, 24)


def make(kind: str) -> "ContentFile[bytes]":
    """The file that a story calls `kind`: a chart (PNG), a rota (PDF) or a tally (CSV)."""
    makers = {"chart": ("minutes.png", chart), "rota": ("rota.pdf", rota), "tally": ("tally.csv", tally)}
    name, content = makers[kind]
    return ContentFile(content(), name=name)


def tally() -> bytes:
    rows = ["week,day,children"]
    counts = (9, 10, 8, 12, 11, 12, 14, 13, 15, 15)
    rows += [f"{n // 5 + 1},{['Mon', 'Tue', 'Wed', 'Thu', 'Fri'][n % 5]},{count}" for n, count in enumerate(counts)]
    return ("\r\n".join(rows) + "\r\n").encode()


def chart() -> bytes:
    """A PNG of six bars, getting shorter, with a line at the target."""
    rows = b"".join(b"\x00" + bytes(value for x in range(WIDTH) for value in _pixel(x, y)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _pixel(x: int, y: int) -> Pixel:
    if y in (BASE - 20 * 4, BASE - 20 * 4 + 1) and x % 12 < 8:
        return LINE
    bar, offset = divmod(x - 30, 72)
    if 0 <= bar < len(MINUTES) and offset < 48 and BASE - MINUTES[bar] * 4 <= y < BASE:
        return BAR
    return BAR if y == BASE and 20 <= x < WIDTH - 20 else PAPER


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


ROTA = (
    "Paired observation, toddler room",
    "Tuesday week 1   Jo and Marta    One change: coats before shoes",
    "Tuesday week 2   Sade and Jo     One change: music off until nine",
    "Tuesday week 3   Marta and Lin   One change: one adult stays at the door",
    "Tuesday week 4   Lin and Sade    One change: breakfast at the low table",
)


def rota() -> bytes:
    """A one-page PDF with a few lines of text."""
    lines = " ".join(f"({text}) Tj 0 -26 Td" for text in ROTA)
    stream = f"BT /F1 13 Tf 60 760 Td {lines} ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
