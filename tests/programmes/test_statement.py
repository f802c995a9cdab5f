"""The mapping statement: what it says, to whom, and that its PDF is one that a screen reader can read."""

import re
import zlib
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from programmes.enums import Depth
from programmes.models import Mapping
from tests.cast import Cast

SignIn = Callable[[User], Client]


def at(cast: Cast, name: str = "statement") -> str:
    return reverse(f"programmes:{name}", args=[cast.programme.pk, cast.framework_version.pk])


def read(pdf: bytes) -> tuple[str, str]:
    """Everything in a PDF that is not a drawing, and its text as the fonts' own tables spell it."""
    streams = [_opened(raw) for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)]
    objects = (pdf + b"\n".join(streams)).decode("latin-1")
    return objects, "".join(_letters(streams))


def _opened(raw: bytes) -> bytes:
    try:
        return zlib.decompress(raw)
    except zlib.error:
        return raw


def _letters(streams: list[bytes]) -> list[str]:
    """What the character maps of all fonts can spell: each pair of a glyph and its letters."""
    pairs = re.findall(
        r"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", b"\n".join(s for s in streams if b"CMap" in s).decode("latin-1")
    )
    return [bytes.fromhex(pair).decode("utf-16-be", "replace") for pair in pairs if len(pair) % 4 == 0]


def test_the_page_says_what_is_covered_by_what_and_why_and_what_is_not(cast: Cast, as_user: SignIn) -> None:
    page = as_user(cast.sam).get(at(cast))
    said = page.context["statement"]
    assert dict(said["facts"]) == {
        "Programme": "Leading in Practice",
        "Provider": "Northbridge Leadership",
        "Framework": "Heads",
        "Issued by": "Standards Board",
        "Version": "1",
        "Date of this statement": dict(said["facts"])["Date of this statement"],
    }
    assert said["domains"][0]["rows"][0] == {
        "code": "D1.1",
        "title": "Heads standard 1.1",
        "status": "Covered",
        "hours": "2 hours",
        "by": [{"depth": "Develops", "title": "Leading self", "why": "Core of the module"}],
    }
    assert [row["code"] for row in said["gaps"]] == ["D1.2", "D1.3", "D2.1", "D2.2", "D2.3"]
    assert "Core of the module" in page.text


def test_the_pdf_is_tagged_titled_and_in_english(cast: Cast, as_user: SignIn) -> None:
    answer = as_user(cast.dee).get(at(cast, "statement-pdf"))
    assert answer["Content-Type"] == "application/pdf"
    objects, letters = read(answer.content)
    assert answer.content.startswith(b"%PDF-1.7")
    assert re.search(r"/MarkInfo\s*<<\s*/Marked true", objects)
    assert "/Lang (en-GB)" in objects or "/Lang(en-GB)" in objects
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", objects)
    assert "Mapping statement: Leading in Practice" in objects
    tags = set(re.findall(r"/S\s*/(\w+)", objects))
    assert {"H1", "H2", "Table", "TR", "TH", "TD", "L", "LI"} <= tags, tags
    assert set("CoreofthmduleHads1.") <= set(letters)


def test_what_people_typed_is_never_source_and_letters_that_no_font_has_are_boxes(cast: Cast, as_user: SignIn) -> None:
    Mapping.objects.update(rationale='#panic("x") $x$ *bold* <a> ] \\ 😀 中文')
    cast.programme.title = "#import 😀 “Leading”"
    cast.programme.save()
    answer = as_user(cast.dee).get(at(cast, "statement-pdf"))
    assert answer.status_code == 200
    _objects, letters = read(answer.content)
    assert "□" in letters
    assert "😀" not in letters


def test_the_statement_of_everything_mapped_has_no_gap(cast: Cast, as_user: SignIn) -> None:
    for element in cast.framework_version.elements.filter(is_rateable=True).exclude(code="D1.1"):
        Mapping.objects.create(element=element, depth=Depth.DEVELOPS, event=cast.event)
    browser = as_user(cast.dee)
    assert browser.get(at(cast)).context["statement"]["gaps"] == []
    assert browser.get(at(cast, "statement-pdf")).status_code == 200


def test_outsiders_get_neither(cast: Cast, as_user: SignIn) -> None:
    pia = as_user(cast.pia)
    assert [pia.get(at(cast, name)).status_code for name in ("statement", "statement-pdf")] == [404, 404]
