"""Needs: two to five, each for a reason; the services."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from diagnostics import services
from diagnostics.enums import NeedState
from diagnostics.models import Attempt, Need
from tests.cast import NOW, Cast, make_attempt, make_framework


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)


def choose(cast: Cast, attempt: Attempt, **fields: Any) -> Need:
    elements = cast.framework_version.elements.filter(code="D1.1")
    named = {"elements": elements, "title": "Delegate", "reason": "My team waits", "context": "Year 2"}
    return services.choose_need(attempt=attempt, **(named | {"by": cast.amara, "now": NOW} | fields))


def about(need: Need) -> list[str]:
    return sorted(need.elements.values_list("element__code", flat=True))


def test_a_need_keeps_words_and_elements(cast: Cast, attempt: Attempt) -> None:
    elements = cast.framework_version.elements.filter(code__in=["D1.1", "D2.3"])
    need = choose(cast, attempt, elements=elements, title=" Delegate ")
    assert (need.title, need.reason, need.context, about(need)) == (
        "Delegate",
        "My team waits",
        "Year 2",
        ["D1.1", "D2.3"],
    )
    assert (need.enrolment, need.state) == (cast.amara_enrolment, NeedState.CHOSEN)


def test_what_is_not_a_need_is_refused(cast: Cast, attempt: Attempt) -> None:
    foreign = make_framework(cast.provider, "Other").elements.filter(code="D1.1")
    domain = cast.framework_version.elements.filter(code="D1")
    for fields, words in (
        ({"elements": []}, "at least one statement"),
        ({"elements": foreign}, "of this self-assessment"),
        ({"elements": domain}, "of this self-assessment"),
        ({"title": " "}, "what you want to work on"),
        ({"reason": " \n"}, "why this matters"),
    ):
        with pytest.raises(Refused, match=words):
            choose(cast, attempt, **fields)
    assert Need.objects.count() == 0


def test_only_from_a_submitted_attempt(cast: Cast) -> None:
    begun = make_attempt(cast.round, cast.amara_enrolment, ranks=[2], submitted=False)
    with pytest.raises(Refused, match="Submit your self-assessment first"):
        choose(cast, begun)


def test_only_by_the_learner(cast: Cast, attempt: Attempt) -> None:
    need = choose(cast, attempt)
    for name in ("ben", "bill", "cora", "dee", "lena", "root"):
        by = getattr(cast, name)
        with pytest.raises(NotAllowed):
            choose(cast, attempt, by=by)
        with pytest.raises(NotAllowed):
            services.set_need_aside(need=need, by=by, now=NOW)


def test_a_sixth_is_refused_until_one_is_set_aside(cast: Cast, attempt: Attempt) -> None:
    needs = [choose(cast, attempt) for _number in range(5)]
    with pytest.raises(Refused, match="five needs already"):
        choose(cast, attempt)
    services.set_need_aside(need=needs[0], by=cast.amara, now=NOW)
    assert choose(cast, attempt).state == NeedState.CHOSEN


def test_a_change_replaces_words_and_elements(cast: Cast, attempt: Attempt) -> None:
    need = choose(cast, attempt)
    elements = cast.framework_version.elements.filter(code__in=["D1.2", "D1.3"])
    said = {"elements": elements, "title": "Listen", "reason": "Because", "context": ""}
    base = services.need_fingerprint(need)
    services.change_need(need=need, **said, base=base, by=cast.amara, now=NOW)
    need.refresh_from_db()
    assert (need.title, need.reason, need.context, about(need)) == ("Listen", "Because", "", ["D1.2", "D1.3"])


@pytest.mark.django_db(transaction=True)
def test_of_twelve_chosen_at_once_five_are_kept() -> None:
    cast = Cast()
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2] * 6)

    def act(_number: int) -> bool:
        try:
            choose(cast, attempt)
            return True
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        assert sorted(pool.map(act, range(12))) == [False] * 7 + [True] * 5
    assert Need.objects.count() == 5


def test_a_change_over_a_newer_one_is_refused_and_loses_nothing(cast: Cast, attempt: Attempt) -> None:
    need = choose(cast, attempt)
    base, other = services.need_fingerprint(need), cast.framework_version.elements.filter(code="D1.2")
    said = {"title": "Delegate", "reason": "My team waits", "context": "Year 2", "by": cast.amara, "now": NOW}
    services.change_need(need=need, elements=other, base=base, **said)
    for elements in (other, cast.framework_version.elements.filter(code="D2.1")):
        with pytest.raises(Stale):
            services.change_need(need=need, elements=elements, base=base, **said | {"title": "Mine"})
    need.refresh_from_db()
    assert (need.title, about(need)) == ("Delegate", ["D1.2"])


def test_the_page_shows_both_texts_and_saves_on_top_when_asked_again(
    cast: Cast, attempt: Attempt, as_user: Any
) -> None:
    need = choose(cast, attempt)
    amara, url = as_user(cast.amara), reverse("diagnostics:need-edit", args=[need.pk])
    base = amara.get(url).context["form"]["base"].value()
    element = cast.framework_version.elements.get(code="D1.1").pk
    first = {"title": "First tab", "reason": "One", "context": "", "elements": [element], "base": base}
    assert amara.post(url, first).status_code == 302
    response = amara.post(url, first | {"title": "Second tab"})
    page = response.content.decode()
    assert (response.status_code, "First tab" in page, 'value="Second tab"' in page) == (409, True, True)
    need.refresh_from_db()
    assert need.title == "First tab"
    again = response.context["form"]["base"].value()
    assert amara.post(url, first | {"title": "Second tab", "base": again}).status_code == 302
    need.refresh_from_db()
    assert need.title == "Second tab"
