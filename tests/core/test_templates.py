"""Templates hold nothing that the Content-Security-Policy would refuse, and load nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMES = [str(path.relative_to(ROOT / "templates")) for path in TEMPLATES]
PAGES = [name for name in NAMES if not name.startswith("mail/")]

INLINE = {
    "style attribute": re.compile(r"\sstyle\s*=", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "script": re.compile(r"<script\b(?![^>]*\b(?:src=|type=\"application/json\"))", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
    "address elsewhere": re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=\"(?:https?:)?//", re.I),
    "htmx code": re.compile(r"\b(?:hx-on|hx-vals=.js:|hx-headers=.js:)", re.I),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_inline(name: str) -> None:
    text = re.sub(r"{%.*?%}", "", (ROOT / "templates" / name).read_text())

    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_loads(name: str) -> None:
    get_template(name)


def test_the_patterns_find_what_they_look_for() -> None:
    samples = [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a onclick="x()">',
        "<script>x()</script>",
        '<a href="javascript:x()">',
        '<script src="https://example.test/x.js">',
        '<p hx-on:click="x()">',
    ]

    assert [what for sample in samples for what, pattern in INLINE.items() if pattern.search(sample)] == list(INLINE)
