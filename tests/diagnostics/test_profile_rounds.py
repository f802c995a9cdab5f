"""Rounds and groups of raters beside a profile: which, with which numbers, and with which sentences."""

import re
from typing import Any

import pytest

from diagnostics import selectors
from diagnostics.enums import RoundKind
from diagnostics.models import (
    Answer,
    Attempt,
    DiagnosticLevel,
    DiagnosticVersion,
    Target,
    TargetProfile,
)
from standards.models import FrameworkVersion
from tests.cast import NOW, Cast, make_attempt, make_diagnostic, make_framework
from tests.diagnostics.panels import make_panel
from tests.diagnostics.rounds import at, beside, make_round, make_year, rate, shown

CODES = ["D1.1", "D1.2", "D1.3", "D2.1", "D2.2", "D2.3"]


def other_version(framework: FrameworkVersion, cast: Cast, title: str, *, levels: int = 5) -> DiagnosticVersion:
    """A second questionnaire about the same statements, with so many levels."""
    version = make_diagnostic(cast.programme, framework, cast.dee, title=title)
    DiagnosticLevel.objects.filter(version=version, rank__gt=levels).delete()
    return version


def texts(sections: list[Any]) -> list[tuple[str, list[str]]]:
    return [(section.key, [f"{one.statement[:4]} {one.text}" for one in section.sentences]) for section in sections]


@pytest.fixture
def year(cast: Cast) -> dict[str, Attempt]:
    return make_year(cast)


# ---- which rounds ----


def test_beside_a_later_round_stand_the_first_the_latest_earlier_one_and_the_look_back(
    cast: Cast, year: dict[str, Attempt]
) -> None:
    assert beside(shown(year["exit"], cast)) == [
        ("earlier", "Baseline"),
        ("earlier", "Mid-point"),
        ("then", "Looking back (“then”)"),
    ]
    assert beside(shown(year["mid"], cast)) == [("earlier", "Baseline"), ("then", "Looking back (“then”)")]
    assert beside(shown(year["baseline"], cast)) == []
    assert beside(shown(year["then"], cast)) == [("earlier", "Baseline"), ("earlier", "Exit")]


def test_she_chooses_others_or_none(cast: Cast, year: dict[str, Attempt]) -> None:
    assert beside(shown(year["baseline"], cast, [year["exit"]])) == [("later", "Exit")]
    assert beside(shown(year["exit"], cast, [])) == []


def test_of_each_round_the_latest_submitted_attempt_counts_and_overwrites_nothing(
    cast: Cast, year: dict[str, Attempt]
) -> None:
    """Two attempts in one round, as after it was opened again."""
    spare = make_round(cast, "Spare", RoundKind.MID_POINT)
    again = rate(cast, spare, [5, 5, 5, 5, 5, 5], 50, round=year["mid"].round, number=2)
    found = shown(year["exit"], cast, [year["mid"], again])
    assert [column.attempt for column in found.profile.columns] == [again]
    old = shown(year["mid"], cast)
    assert [line.rank for line in old.profile.lines] == [3, 3, 3, 3, 3, 3]
    assert again in [choice.attempt for choice in old.rounds.choices]
    new = shown(again, cast)
    assert (year["mid"] in [choice.attempt for choice in new.rounds.choices], new.rounds.superseded) == (
        False,
        [year["mid"]],
    )


def test_what_is_not_hers_not_submitted_or_about_other_statements_is_no_choice(
    cast: Cast, year: dict[str, Attempt]
) -> None:
    elsewhere = make_diagnostic(cast.programme, make_framework(cast.provider, "Other"), cast.dee, title="Other")
    stranger = rate(cast, make_round(cast, "Other", RoundKind.MID_POINT, elsewhere), [5] * 6, 20)
    begun = make_attempt(
        make_round(cast, "Begun", RoundKind.MID_POINT), cast.amara_enrolment, ranks=[5], submitted=False
    )
    bens = make_attempt(year["mid"].round, cast.ben_enrolment, ranks=[5] * 6)
    found = shown(year["exit"], cast, [stranger, begun, bens])
    assert beside(found) == []
    assert [choice.attempt for choice in found.rounds.choices] == [year["baseline"], year["mid"], year["then"]]


def test_rounds_of_another_version_are_matched_by_what_the_statement_was_before(
    cast: Cast, year: dict[str, Attempt]
) -> None:
    """The next version of the questionnaire has the statements in another order; one of them is new."""
    later = other_version(cast.framework_version, cast, "Reworded")
    items = list(later.items.order_by("position"))
    for place, item in enumerate(reversed(items), start=100):
        item.position = place
        item.save()
    items[0].lineage = items[0].pk
    items[0].save()
    attempt = rate(cast, make_round(cast, "Next", RoundKind.FOLLOW_UP, later), [1, 1, 1, 1, 1, 5], 1)
    column = shown(attempt, cast, [year["exit"]]).profile.columns[0]
    lines = shown(attempt, cast, [year["exit"]]).profile.lines
    assert {line.item.code: column.ranks.get(line.item.lineage) for line in lines} == {
        "D1.1": None,
        "D1.2": 5,
        "D1.3": 4,
        "D2.1": 2,
        "D2.2": 3,
        "D2.3": 3,
    }


def test_a_round_with_another_number_of_levels_is_left_out_and_this_is_said(
    cast: Cast, year: dict[str, Attempt], as_user: Any
) -> None:
    four = other_version(cast.framework_version, cast, "Four levels", levels=4)
    early = rate(cast, make_round(cast, "Four", RoundKind.BASELINE, four), [4] * 6, 120)
    found = shown(year["exit"], cast)
    assert ("earlier", "Four") not in beside(found)
    assert [(column.title, column.levels) for column in found.profile.left_out] == [("Four", 4)]
    page = as_user(cast.amara).get(at(year["exit"])).text
    assert "used a scale of 4 levels, this round one of 5" in page
    assert str(early.pk) in page


# ---- numbers ----


def test_each_voice_has_its_own_column_and_none_is_ever_a_mean_of_others(cast: Cast, year: dict[str, Attempt]) -> None:
    groups = {"line_manager": (1, ["2", "3"]), "colleague": (4, ["4.5", "2", "3"]), "peer": (2, None)}
    make_panel(year["exit"].round, cast.amara_enrolment, groups)
    found = shown(year["exit"], cast, [year["baseline"]])
    assert beside(found) == [("earlier", "Baseline"), ("group", "Line manager"), ("group", "Colleagues")]
    first = found.profile.domains[0]
    assert [first.level, first.expected, *(first.mean_of(column) for column in found.profile.columns)] == [
        4.3,
        4.0,
        3.0,
        2.5,
        3.2,
    ]


def test_a_mean_is_of_statements_that_both_rated(cast: Cast, year: dict[str, Attempt]) -> None:
    Answer.objects.filter(attempt=year["exit"], item__code="D1.1").update(level=None, is_not_applicable=True)
    first = shown(year["exit"], cast, [year["baseline"]]).profile
    assert (first.domains[0].level, first.domains[0].mean_of(first.columns[0])) == (4.5, 2.5)


def test_what_is_expected_of_her_was_settled_when_she_began(cast: Cast, year: dict[str, Attempt]) -> None:
    own = TargetProfile.objects.create(
        programme=cast.programme, diagnostic_version=cast.diagnostic_version, title="Deputies"
    )
    Target.objects.create(profile=own, item=cast.diagnostic_version.items.get(code="D1.1"), minimum=2, maximum=2)
    Attempt.objects.filter(pk=year["exit"].pk).update(target_profile=own)
    lines = shown(
        Attempt.objects.select_related("enrolment__learner", "round").get(pk=year["exit"].pk), cast
    ).profile.lines
    assert [line.expected for line in lines] == ["2 Emerging", "", "", "", "", ""]


def test_page_figure_table_and_files_have_the_same_numbers(cast: Cast, as_user: Any) -> None:
    framework = make_framework(cast.provider, "Three", domains=3, per_domain=2)
    version = make_diagnostic(cast.programme, framework, cast.dee, title="Three")
    first = rate(cast, make_round(cast, "First", RoundKind.BASELINE, version), [1, 2, 3, 4, 5, 5], 30)
    later = rate(cast, make_round(cast, "Second", RoundKind.EXIT, version), [2, 3, 4, 5, 1, 2], 1)
    make_panel(later.round, cast.amara_enrolment, {"colleague": (3, ["1.5", "2", "2", "3", "4", "4.5"])})
    browser = as_user(cast.amara)
    response = browser.get(at(later), {"chosen": "1", "beside": str(first.pk)})
    cells = re.findall(r'<td class="numeric" data-label="\w+">(.*?)</td>', response.text)
    table = [[float(cell) for cell in cells[start : start + 4]] for start in (0, 4, 8)]
    assert table == [[2.5, 4.0, 1.5, 1.8], [4.5, 4.0, 3.5, 2.5], [1.5, 4.0, 5.0, 4.2]]
    rounds, others = response.context["figures"]
    assert (rounds["title"], others["title"]) == ("Self-rating, expected, other rounds", "Self-rating and each group")
    assert browser.get(at(first), {"chosen": "1"}).context["figures"][0]["title"] == "Self-rating and what is expected"
    drawn = [rounds["series"][0], rounds["series"][1], rounds["series"][2], others["series"][1]]
    assert [list(row) for row in zip(*(line["values"] for line in drawn), strict=True)] == table
    assert rounds["series"][0] == others["series"][0]
    means = selectors.as_document(response.context["shown"], NOW)["means"]
    assert [[float(cell) for cell in row[1:]] for row in means] == table
    rows = browser.get(at(later, "profile-csv"), {"chosen": "1", "beside": str(first.pk)}).text.splitlines()
    assert [row.split(",")[6] for row in rows[1:]] == ["2", "3", "4", "5", "1", "2"]
    assert [row.split(",")[11] for row in rows[1:]] == ["1.5", "2", "2", "3", "4", "4.5"]


# ---- sentences ----


def test_what_has_changed_since_the_last_round(cast: Cast, year: dict[str, Attempt]) -> None:
    changed, up, down = shown(year["exit"], cast, [year["baseline"], year["mid"]]).change_sections
    assert changed.lead == "Of 6 statements rated both times 3 are higher, 1 lower and 2 the same."
    assert texts([up, down]) == [
        (
            "up",
            [
                "D1.2 From 3 Developing to 5 Leading.",
                "D1.1 From 3 Developing to 4 Established.",
                "D1.3 From 3 Developing to 4 Established.",
            ],
        ),
        ("down", ["D2.1 From 3 Developing to 2 Emerging."]),
    ]
    assert down.lead == "A lower later self-rating is no failure: you may now know better what it takes."


def test_response_shift_compares_the_start_then_the_start_today_and_now(cast: Cast, year: dict[str, Attempt]) -> None:
    shift = shown(year["exit"], cast).change_sections[-1]
    assert shift.lead == (
        "Looking back at the start, 2 of 6 statements are now rated lower than in Baseline (Wed 26 Aug 2026), and 1"
        " higher. Counted from the start as it looks today, 3 have risen; counted from Baseline (Wed 26 Aug 2026), 2."
        " As you learn what a standard asks for, you may judge more strictly: this is called response shift."
        " A lower later self-rating is no failure: you may now know better what it takes."
    )
    assert texts([shift]) == [
        (
            "shift",
            [
                "D1.1 Baseline: 4 Established. The start as seen today: 2 Emerging. Now: 4 Established.",
                "D1.3 Baseline: 2 Emerging. The start as seen today: 1 Not yet. Now: 4 Established.",
                "D2.3 Baseline: 3 Developing. The start as seen today: 4 Established. Now: 3 Developing.",
            ],
        )
    ]


def test_nothing_has_changed_before_there_is_an_earlier_round_nor_beside_a_look_back(
    cast: Cast, year: dict[str, Attempt]
) -> None:
    assert [shown(year[name], cast).change_sections for name in ("baseline", "then")] == [[], []]


def test_blind_spots_and_hidden_strengths_are_one_level_or_more_from_each_group_by_itself(
    cast: Cast, year: dict[str, Attempt]
) -> None:
    """She said 4, 5, 4, 2, 3, 3: half a level is no difference, a whole one is."""
    groups = {
        "line_manager": (1, ["3", "3", "3.5", "2", "3.5", "5"]),
        "colleague": (3, ["4", "4.5", "4", "2.5", "3", "3"]),
    }
    make_panel(year["exit"].round, cast.amara_enrolment, groups)
    manager, colleagues = shown(year["exit"], cast).group_views
    assert texts(manager.sections) == [
        (
            "blind-spots",
            ["D1.2 You said 5 Leading; they say 3 Developing.", "D1.1 You said 4 Established; they say 3 Developing."],
        ),
        ("hidden-strengths", ["D2.3 You said 3 Developing; they say 5 Leading."]),
    ]
    assert (colleagues.title, colleagues.sections) == ("Colleagues", [])


def test_each_sort_is_said_five_times_at_most_with_her_example_and_how_sure_she_is(
    cast: Cast, year: dict[str, Attempt]
) -> None:
    Answer.objects.filter(attempt=year["exit"]).update(level=cast.diagnostic_version.levels.get(rank=5), confidence=2)
    Answer.objects.filter(attempt=year["exit"], item__code="D1.1").update(confidence=1)
    section = shown(year["exit"], cast).strengths
    assert [one.statement[:4] for one in section.sentences] == CODES[:5]
    assert [one.note for one in section.sentences] == ["Not sure of this level.", "", "", "", ""]
    assert section.more_text == "And 1 more in the table."
    assert section.sentences[0].example == "canary-example-Amara-D1.1"
