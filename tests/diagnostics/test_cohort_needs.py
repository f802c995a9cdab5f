"""What a cohort needs, through the pages: who chose what, where all stand, demand against coverage."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.models import AccessLog
from diagnostics.enums import NeedState
from diagnostics.models import Need, NeedElement, Round
from diagnostics.selectors import demand
from programmes.enums import Depth, EnrolmentStatus
from programmes.models import CohortRole, Enrolment, Mapping, MappingSuggestion
from tests.cast import NOW, TODAY, Cast, make_need
from tests.diagnostics.crowd import enrol, submit


@pytest.fixture
def bill(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.bill)


@pytest.fixture
def dee(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.dee)


def at(cast: Cast, name: str, *more: Any) -> str:
    return reverse(f"diagnostics:{name}", args=[cast.cohort.pk, *more])


def words(response: Any) -> str:
    """What is read on the page, without marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def need_of(cast: Cast, enrolment: Enrolment, *codes: str, title: str = "Delegating") -> Need:
    attempt = submit(cast.round, [enrolment], [[2] * 6])[0]
    need = make_need(attempt, title=title)
    need.elements.all().delete()
    elements = cast.framework_version.elements.filter(code__in=codes)
    NeedElement.objects.bulk_create(NeedElement(need=need, element=element) for element in elements)
    return need


def chosen_by(cast: Cast, number: int, code: str) -> list[Need]:
    return [need_of(cast, enrolment, code) for enrolment in enrol(cast.cohort, number)]


# ---- who chose what ----


def test_the_facilitator_reads_who_chose_what_and_who_has_not_yet(cast: Cast, bill: Client) -> None:
    need_of(cast, cast.amara_enrolment, "D1.1", "D2.1", title="Delegating")
    page = words(bill.get(at(cast, "cohort-needs")))
    assert "1 of 2" in page
    for shown in ("Amara Example", "Delegating", "canary-reason", "canary-context", "D2.1", "Ben Example"):
        assert shown in page
    assert "Self-assessment not submitted" in page
    assert "canary-example" not in page


def test_reading_is_noted_for_the_learner(cast: Cast, bill: Client) -> None:
    need = need_of(cast, cast.amara_enrolment, "D1.1")
    note = "Each learner can see that you have read her needs."
    assert note in words(bill.get(at(cast, "cohort-needs")))
    assert list(AccessLog.objects.values_list("learner", "actor", "object_id")) == [
        (cast.amara.pk, cast.bill.pk, need.pk)
    ]
    assert note not in words(bill.get(at(cast, "cohort-needs") + "?show=waiting"))
    assert AccessLog.objects.count() == 1


def test_filters_count_and_keep_what_they_say(cast: Cast, bill: Client) -> None:
    first = need_of(cast, cast.amara_enrolment, "D1.1", title="First need")
    other = enrol(cast.cohort, 1)[0]
    for title in ("Third need", "Fourth need"):
        make_need(first.attempt, title=title).elements.update(element=first.elements.get().element)
    need_of(cast, other, "D2.1", title="Sole need")
    url = at(cast, "cohort-needs")
    shown = {show: words(bill.get(f"{url}?show={show}")) for show in ("", "chosen", "short", "waiting")}
    assert "All 3 Have chosen 2 Only one so far 1 Have not chosen yet 1" in shown[""]
    named = {show: [n for n in ("Third need", "Sole need", "Ben Example") if n in page] for show, page in shown.items()}
    assert named == {
        "": ["Third need", "Sole need", "Ben Example"],
        "chosen": ["Third need", "Sole need"],
        "short": ["Sole need"],
        "waiting": ["Ben Example"],
    }
    lineage = cast.framework_version.elements.get(code="D2.1").lineage
    about = words(bill.get(f"{url}?element={lineage}"))
    assert ("Sole need" in about, "Third need" in about) == (True, False)
    assert "No learner fits" in words(bill.get(f"{url}?element=nonsense"))


def test_what_was_set_aside_and_other_cohorts_do_not_show(cast: Cast, bill: Client) -> None:
    need_of(cast, cast.amara_enrolment, "D1.1", title="Set aside")
    Need.objects.update(state=NeedState.SET_ASIDE)
    need_of(cast, cast.otto_enrolment, "D1.1", title="Elsewhere")
    page = words(bill.get(at(cast, "cohort-needs")))
    assert "Set aside" not in page
    assert "Elsewhere" not in page
    assert "No needs chosen yet" in page


def test_who_left_is_listed_with_what_she_had_chosen(cast: Cast, bill: Client) -> None:
    need_of(cast, cast.amara_enrolment, "D1.1", title="Before she left")
    Enrolment.objects.update(status=EnrolmentStatus.WITHDRAWN)
    page = words(bill.get(at(cast, "cohort-needs")))
    assert "Before she left" in page
    assert "Ben Example" not in page


def test_the_list_as_a_file_holds_no_formula(cast: Cast, bill: Client) -> None:
    need_of(cast, cast.amara_enrolment, "D1.1", title="=1+1")
    lines = bill.get(at(cast, "cohort-needs") + "?format=csv").content.decode().splitlines()
    assert lines[0] == "learner,need,about,chosen on,why,where at work"
    assert lines[1].startswith("Amara Example,'=1+1,D1.1 ")
    assert lines[1].endswith("canary-reason,canary-context")
    assert lines[2] == "Ben Example,,,,,"


def test_the_programme_admin_is_led_to_figures(cast: Cast, dee: Client) -> None:
    need_of(cast, cast.amara_enrolment, "D1.1")
    for query in ("", "?format=csv", "?show=chosen"):
        response = dee.get(at(cast, "cohort-needs") + query)
        assert (response.status_code, response["Location"]) == (302, at(cast, "cohort-demand"))
    assert AccessLog.objects.count() == 0


# ---- demand and coverage ----


def test_the_admin_gets_chosen_needs_in_whole_multiples_only(cast: Cast, bill: Client, dee: Client) -> None:
    chosen_by(cast, 4, "D1.1")
    url = at(cast, "cohort-demand") + "?format=csv"

    def chosen(client: Client) -> str:
        line = next(one for one in client.get(url).content.decode().splitlines() if one.startswith("D1.1,"))
        return line.split(",")[3]

    assert (chosen(bill), chosen(dee)) == ("4", "not shown")
    chosen_by(cast, 1, "D2.1")
    chosen_by(cast, 5, "D1.1")
    assert (chosen(bill), chosen(dee)) == ("9", "at least 5")


def test_that_everybody_chose_it_is_told_to_nobody_but_who_may_read_each(cast: Cast, bill: Client, dee: Client) -> None:
    """All five of a cohort: “5+” would say of each of them what she chose."""
    element, url = cast.framework_version.elements.get(code="D1.1").pk, at(cast, "cohort-demand") + "?format=csv"
    for number, told in ((5, "not shown"), (10, "at least 5")):
        chosen_by(cast, 5, "D1.1")
        lines = [client.get(url).text.splitlines() for client in (bill, dee)]
        cells = [next(one for one in found if one.startswith("D1.1,")).split(",")[3] for found in lines]
        assert cells == [str(number), told]
        reason = bill.get(at(cast, "element-demand", element)).text
        assert ("at least 5 chose it as a need" in reason) == (number == 10)


def test_only_whole_batches_of_those_who_chose_are_counted_for_the_admin(cast: Cast) -> None:
    chosen_by(cast, 4, "D2.1")
    chosen_by(cast, 5, "D1.1")

    def chosen() -> dict[str, int]:
        found = demand(cast.round, is_exact=False)
        return {row.taught.element.code: row.chosen for row in found.rows if row.chosen}

    assert chosen() == {}  # of the first five, four chose D2.1 and one D1.1
    chosen_by(cast, 1, "D1.1")
    assert chosen() == {"D1.1": 5}


def test_the_most_needed_and_least_taught_stand_first(cast: Cast, bill: Client) -> None:
    ranks = [[2, 2, 2, 2, 5, 5]] * 8 + [[5, 5, 5, 2, 5, 5]] * 2
    submit(cast.round, enrol(cast.cohort, 10), ranks)
    elements = {one.code: one for one in cast.framework_version.elements.all()}
    Mapping.objects.create(event=cast.event, element=elements["D1.2"], depth=Depth.INTRODUCES)
    found = demand(cast.round, is_exact=True)
    assert [(row.taught.element.code, row.below, row.taught.depth) for row in found.rows] == [
        ("D1.3", 5, None),
        ("D2.1", 5, None),
        ("D1.2", 5, "introduces"),
        ("D1.1", 5, "develops"),
        ("D2.2", 0, None),
        ("D2.3", 0, None),
    ]
    assert [(domain.below, len(domain.rows)) for domain in found.domains] == [(5, 3), (5, 3)]
    page = bill.get(at(cast, "cohort-demand")).content.decode()
    assert page.index("D1.3") < page.index("D1.2")
    assert '<title id="demand-title">' in page


def test_until_enough_have_submitted_it_says_how_many_have(cast: Cast, bill: Client) -> None:
    submit(cast.round, enrol(cast.cohort, 3), [[2] * 6] * 3)
    for name in ("cohort-demand", "cohort-heat-map"):
        page = words(bill.get(at(cast, name)))
        assert "5 must have submitted; 3 have." in page
        assert "canary" not in page


def test_without_a_round_it_says_what_to_do(cast: Cast, bill: Client) -> None:
    Round.objects.all().delete()
    for name in ("cohort-demand", "cohort-heat-map"):
        assert "No round yet" in words(bill.get(at(cast, name)))
    assert bill.get(at(cast, "element-demand", cast.framework_version.elements.get(code="D1.1").pk)).status_code == 404


def test_the_heat_map_shows_figures_and_hides_the_rest(cast: Cast, bill: Client) -> None:
    submit(cast.round, enrol(cast.cohort, 11), [[2]] * 7 + [[4]] * 4)
    page = words(bill.get(at(cast, "cohort-heat-map")))
    assert "Baseline: 11 learners have submitted; the first 10 are counted." in page
    lines = bill.get(at(cast, "cohort-heat-map") + "?format=csv").content.decode().splitlines()
    assert lines[0] == "domain,code,statement,Not yet,Emerging,Developing,Established,Leading,below expectation"
    assert lines[1].endswith(",not shown,at least 5,not shown,not shown,not shown,at least 5")
    assert len(lines) == 7


def test_a_round_for_one_learner_is_never_counted(cast: Cast, bill: Client) -> None:
    alone = Round.objects.get(pk=cast.round.pk)
    alone.pk, alone._state.adding, alone.enrolment, alone.title = None, True, cast.amara_enrolment, "For Amara alone"
    alone.save()
    assert "For Amara alone" not in words(bill.get(at(cast, "cohort-demand")))
    assert bill.get(at(cast, "cohort-demand") + f"?round={alone.pk}").status_code == 404


def test_rounds_of_other_cohorts_and_unknown_elements_do_not_exist(cast: Cast, bill: Client) -> None:
    other = Round.objects.get(pk=cast.round.pk)
    other.pk, other._state.adding, other.cohort = None, True, cast.other_cohort
    other.save()
    for name in ("cohort-demand", "cohort-heat-map"):
        for wanted in (other.pk, "nonsense"):
            assert bill.get(at(cast, name) + f"?round={wanted}").status_code == 404
    domain = cast.framework_version.elements.get(code="D1")
    assert bill.get(at(cast, "element-demand", domain.pk)).status_code == 404


def test_who_no_longer_facilitates_is_out_at_once(cast: Cast, bill: Client) -> None:
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    for name in ("cohort-needs", "cohort-demand", "cohort-heat-map"):
        assert bill.get(at(cast, name)).status_code == 404


# ---- one element ----


def test_an_element_shows_who_teaches_it_and_what_to_suggest(cast: Cast, bill: Client, dee: Client) -> None:
    submit(cast.round, enrol(cast.cohort, 10), [[2]] * 8 + [[5]] * 2)
    element = cast.framework_version.elements.get(code="D1.1")
    chosen_by(cast, 3, "D1.1")
    response = bill.get(at(cast, "element-demand", element.pk))
    page = words(response)
    for shown in ("at least 5 of 10 learners", "3 learners", "Leading self", "Workshop: change in small teams"):
        assert shown in page
    reason = "Autumn: at least 5 of 10 learners are below what is expected"
    assert f">{reason}</textarea>" in response.content.decode()  # 3 is too few for what others read
    hers = dee.get(at(cast, "element-demand", element.pk)).content.decode()
    assert ('data-testid="suggest"' in hers, 'data-testid="map-it"' in hers) == (False, True)


def test_after_suggesting_one_is_back_at_the_statement(cast: Cast, bill: Client) -> None:
    submit(cast.round, enrol(cast.cohort, 10), [[2]] * 10)
    element = cast.framework_version.elements.get(code="D1.1").pk
    here = at(cast, "element-demand", element) + f"?round={cast.round.pk}"
    page = bill.get(here).text
    assert (f'name="back" value="{here}"' in page, f"?back={quote(here)}" in page) == (True, True)
    sent = {"event": str(cast.event.pk), "depth": "develops", "reason": "Many", "back": here}
    done = bill.post(reverse("programmes:suggestion-new", args=[cast.programme.pk, element]), sent, follow=True)
    assert done.redirect_chain == [(here, 302)]
    assert ("a programme admin decides." in done.text, 'data-testid="waits"' in done.text) == (True, True)


def test_what_is_suggested_already_is_not_offered_again(cast: Cast, bill: Client) -> None:
    submit(cast.round, enrol(cast.cohort, 10), [[2]] * 10)
    elements = {code: cast.framework_version.elements.get(code=code) for code in ("D1.1", "D1.2")}
    MappingSuggestion.objects.create(event=cast.event, element=elements["D1.1"], suggested_by=cast.bill)
    pages = {code: bill.get(at(cast, "element-demand", one.pk)).text for code, one in elements.items()}
    offered = {code: ('data-testid="suggest"' in page, 'data-testid="waits"' in page) for code, page in pages.items()}
    assert offered == {"D1.1": (False, True), "D1.2": (True, False)}
    MappingSuggestion.objects.update(state="declined", decided_by=cast.dee, decided_at=NOW)
    assert 'data-testid="suggest"' in bill.get(at(cast, "element-demand", elements["D1.1"].pk)).text


def test_the_reason_holds_only_what_the_admin_reads_of_the_same_moment(cast: Cast, bill: Client) -> None:
    """Four of the first five chose it, and the sixth: the admin is shown nothing yet, and the exact five rounded down
    beside that would tell her of the sixth."""
    chosen_by(cast, 4, "D1.1")
    chosen_by(cast, 1, "D2.1")
    chosen_by(cast, 1, "D1.1")
    url = at(cast, "element-demand", cast.framework_version.elements.get(code="D1.1").pk)
    page = bill.get(url).content.decode()
    assert ("5 learners" in page, "chose it as a need" in page) == (True, False)
    chosen_by(cast, 4, "D1.1")
    assert "at least 5 chose it as a need</textarea>" in bill.get(url).content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_a_fixed_number_of_queries(cast: Cast, bill: Client, django_assert_num_queries: Any, size: int) -> None:
    for enrolment in enrol(cast.cohort, size * 5):
        need_of(cast, enrolment, "D1.1", "D2.1")
    for module in cast.modules[:size]:
        Mapping.objects.create(
            module=module, element=cast.framework_version.elements.get(code="D2.2"), depth=Depth.DEVELOPS
        )
    element = cast.framework_version.elements.get(code="D1.1").pk
    for name, more, queries in (
        ("cohort-needs", (), 14),
        ("cohort-heat-map", (), 7),
        ("cohort-demand", (), 10),
        ("element-demand", (element,), 15),
    ):
        with django_assert_num_queries(queries):
            assert bill.get(at(cast, name, *more)).status_code == 200


def test_the_cohorts_page_leads_there(cast: Cast, bill: Client, as_user: Any) -> None:
    url = reverse("programmes:cohort-detail", args=[cast.cohort.pk])
    assert at(cast, "cohort-needs") in bill.get(url).content.decode()
    assert at(cast, "cohort-needs") not in as_user(cast.amara).get(url).content.decode()
