"""The profile as PDF and CSV, and that no result changes when the framework does."""

import csv
import io
import re
from typing import Any

import pytest
from django.urls import reverse

from diagnostics import services
from diagnostics.enums import RoundKind
from diagnostics.models import Answer, Attempt
from standards.models import Element, FrameworkVersion, ScaleLevel
from tests.cast import NOW, Cast, make_attempt, make_diagnostic, make_framework
from tests.diagnostics.panels import make_panel
from tests.diagnostics.rounds import make_round
from tests.programmes.test_statement import read


def at(attempt: Attempt, name: str) -> str:
    return reverse(f"diagnostics:{name}", args=[attempt.pk])


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    """Three parts, so that there is a figure, with an earlier round and two groups."""
    version = make_diagnostic(
        cast.programme, make_framework(cast.provider, "Three", domains=3), cast.dee, title="Three"
    )
    earlier = make_attempt(make_round(cast, "First", RoundKind.BASELINE, version), cast.amara_enrolment, ranks=[2] * 9)
    Attempt.objects.filter(pk=earlier.pk).update(submitted_at=earlier.started_at)
    later = make_round(cast, "Later", RoundKind.EXIT, version)
    make_panel(later, cast.amara_enrolment, {"line_manager": (1, ["3"] * 9), "colleague": (4, ["4.5"] * 9)})
    return make_attempt(later, cast.amara_enrolment, ranks=[3, 4, 5, 1, 2, 3, 4, 5, 1])


def test_the_pdf_is_tagged_says_whose_it_is_and_has_its_figures_in_words(
    cast: Cast, attempt: Attempt, as_user: Any
) -> None:
    answer = as_user(cast.amara).get(at(attempt, "profile-pdf"))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="profile-later.pdf"',
    )
    objects, _letters = read(answer.content)
    assert re.search(r"/MarkInfo\s*<<\s*/Marked true", objects)
    assert "<pdfuaid:part>1</pdfuaid:part>" in objects
    assert "Profile of Amara Example" in objects
    assert {"H1", "H2", "Table", "TH", "TD", "Figure", "L", "LI"} <= set(re.findall(r"/S\s*/(\w+)", objects))
    alternatives = re.findall(r"/Alt\s*\((.*?\.)\)", objects)
    assert len(alternatives) == 2
    assert "Three domain 1 4.0, Three domain 2 2.0, Three domain 3 3.3" in alternatives[0]


def test_what_people_typed_is_never_source_of_the_pdf(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    Answer.objects.filter(attempt=attempt).update(example='#panic("x") $x$ *bold* <a> ] \\ 😀 中文')
    cast.amara.full_name = "#import 😀"
    cast.amara.save()
    answer = as_user(cast.amara).get(at(attempt, "profile-pdf"))
    assert (answer.status_code, "□" in read(answer.content)[1]) == (200, True)


def test_a_reader_is_told_that_it_holds_what_was_shared(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    services.share(shared=attempt, grantee=cast.lena, by=cast.amara, now=NOW)
    page = as_user(cast.lena).get(at(attempt, "attempt-profile")).text
    assert "You see only what Amara has shared with you, and Amara sees that you looked." in page
    own, shared = (as_user(one).get(at(attempt, "profile-pdf")).content for one in (cast.amara, cast.lena))
    assert len(read(shared)[0]) < len(read(own)[0])


def rows_of(cast: Cast, attempt: Attempt, as_user: Any) -> list[dict[str, str]]:
    text = as_user(cast.amara).get(at(attempt, "profile-csv")).content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_a_row_a_statement_and_a_column_a_voice(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    Answer.objects.filter(attempt=attempt, item__code="D1.1").update(confidence=2)
    Answer.objects.filter(attempt=attempt, item__code="D1.2").update(
        level=None, is_not_applicable=True, importance=None
    )
    first, second = rows_of(cast, attempt, as_user)[:2]
    assert first == {
        "learner": "Amara Example",
        "round": "Later",
        "submitted": "Mon 23 Nov 2026",
        "part": "Three domain 1",
        "code": "D1.1",
        "statement": "Three standard 1.1",
        "level": "3",
        "level in words": "Developing",
        "expected at least": "4",
        "expected at most": "5",
        "First (Sun 22 Nov 2026)": "2",
        "Line manager (1 answered)": "3",
        "Colleagues (4 answered)": "4.5",
        "importance": "great",
        "how sure": "fairly sure",
        "example": "canary-example-Amara-D1.1",
    }
    unrated = ("level", "level in words", "expected at least", "importance")
    assert [second[name] for name in unrated] == ["", "Not applicable", "", ""]


def test_no_cell_of_the_table_is_a_formula(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    for start in "=+-@\t":
        Answer.objects.filter(attempt=attempt).update(example=f"{start}cmd|' /C calc'!A0")
        assert {row["example"] for row in rows_of(cast, attempt, as_user)} == {f"'{start}cmd|' /C calc'!A0"}


def test_results_are_the_same_to_the_byte_after_the_framework_has_changed(
    cast: Cast, attempt: Attempt, as_user: Any
) -> None:
    """Reworded, moved, another scale, retired: what she saw is a copy."""
    browser = as_user(cast.amara)
    names = ("attempt-profile", "profile-pdf", "profile-csv")

    def seen() -> list[bytes]:
        """Without what is new in every answer: the token of its forms."""
        return [
            re.sub(rb'"X-CSRFToken": "\w+"|value="\w{64}"', b"", browser.get(at(attempt, name)).content)
            for name in names
        ]

    before = seen()
    version = attempt.round.diagnostic_version.framework_version
    Element.objects.filter(version=version).update(full_statement="Reworded", code="X", kind="other")
    ScaleLevel.objects.filter(scale=version.scale).update(label="Other", is_proficient=True)
    FrameworkVersion.objects.filter(pk=version.pk).update(status="deprecated", label="old")
    assert seen() == before
    attempt.round.diagnostic_version.items.filter(code="D1.1").update(statement="Tampered")
    assert [one != two for one, two in zip(seen(), before, strict=True)] == [True, True, True]
