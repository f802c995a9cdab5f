"""The frameworks that come with Carnegie: each is read without a remark, says whose words are whose, and counts."""

import pytest

from standards import selectors, services
from standards.formats.plain_csv import read
from tests.cast import NOW, Cast

COUNTS = {
    "civil-service-2012": (13, 10),
    "common-core": (6, 6),
    "early-years-teachers-2013": (12, 10),
    "every-child-matters": (35, 30),
    "headteachers-2004": (6, 6),
    "headteachers-2015": (4, 4),
    "headteachers-2020": (22, 17),
    "npq-2017": (6, 6),
    "npq-leadership-2020": (30, 20),
    "tda-post-threshold-2007": (22, 10),
    "teachers-2011": (10, 9),
    "wales-2017": (6, 6),
}
SUPERSEDED = {"civil-service-2012", "headteachers-2004", "headteachers-2015", "npq-2017", "tda-post-threshold-2007"}


def test_these_come_with_carnegie() -> None:
    assert sorted(selectors.SEEDS) == sorted(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_a_seed_is_clean_and_says_what_it_is(name: str) -> None:
    parsed = read(selectors.SEEDS[name].read_text(encoding="utf-8"))
    draft = parsed.draft
    assert draft
    assert ([str(issue) for issue in parsed.warnings], [str(issue) for issue in parsed.errors]) == ([], [])
    assert (len(draft.elements), sum(one.is_rateable for one in draft.elements)) == COUNTS[name]
    assert draft.official_source_url == ""
    assert (draft.licence_title, bool(draft.creator)) == ("Open Government Licence v3.0", True)
    assert "text is authoritative" in draft.notes
    assert draft.status_start_date
    assert bool(draft.status_end_date) == ("Superseded" in draft.notes) == (name in SUPERSEDED)


def test_the_list_gives_those_in_force_first() -> None:
    names = [seed.name for seed in selectors.seeds()]
    assert names[0] == "headteachers-2020"
    assert set(names[-len(SUPERSEDED) :]) == SUPERSEDED
    first = selectors.seeds()[0]
    assert (first.edition, first.elements, first.until) == ("2020", 22, None)


@pytest.mark.django_db
def test_each_is_brought_in(cast: Cast) -> None:
    for name in COUNTS:
        report = services.import_seed(name=name, owner=cast.provider, by=cast.dee, now=NOW)
        assert (report.elements, report.warnings) == (COUNTS[name][0], [])
