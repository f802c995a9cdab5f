"""Formatted text becomes text that people can read."""

import pytest

from standards.formats.clean import Cleaner, without_markup
from standards.formats.draft import Issues


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("Use <sup>1/2</sup> of it", "Use 1/2 of it"),
        ("Use &lt;sup&gt;1/2&lt;/sup&gt; of it", "Use 1/2 of it"),
        ("2<sup>1/2</sup> hours", "2 1/2 hours"),
        ("5 m<sup>2</sup> of H<SUB>2</SUB>O", "5 m\u00b2 of H\u2082O"),
        ("the 1<sup>st</sup> <b>day</b>", "the 1st day"),
        ("<p>One &amp; two</p><ul class='x'><li>three</li><li>four</li></ul>", "One & two\nthree\nfour"),
        ("First<br/>second", "First\nsecond"),
        ("Say &quot;why&quot;&nbsp;first", 'Say "why"\u00a0first'),
        ("x < y and y > z, a<b", "x < y and y > z, a<b"),
        ("AT&T, research&notes, ?a=1&copy=2", "AT&T, research&notes, ?a=1&copy=2"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<placeholder>", "<placeholder>"),
        ("A paragraph\n\nand another", "A paragraph\n\nand another"),
    ],
)
def test_what_stays_is_what_people_read(stored: str, read: str) -> None:
    assert without_markup(stored) == read


def test_only_prose_loses_its_markup() -> None:
    clean = Cleaner(Issues())
    assert clean.prose("<i>Note</i>", "notes", 3) == "Not"
    assert clean.address("https://example.org/?a=1&amp;b=<b>", "uri") == "https://example.org/?a=1&amp;b=<b>"
    assert clean.prose(7, "notes") == "7"


def test_a_hostile_text_costs_no_more_than_its_length() -> None:
    """Half a million spaces, tags that never end and entities that are none: in well under a second each."""
    for piece in (" ", "<sup ", "<sup>1", "&#1", "1<sup>"):
        assert len(without_markup("<b>" + piece * 100_000)) > 0 or piece == " "
