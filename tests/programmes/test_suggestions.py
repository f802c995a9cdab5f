"""What an event should serve: suggested, decided once, and then a cell of the mapping."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from programmes import services
from programmes.enums import Depth, SuggestionState
from programmes.models import CohortRole, LearningEvent, Mapping, MappingSuggestion
from standards.models import Element
from tests.cast import NOW, TODAY, Cast, make_framework


def element(cast: Cast, code: str = "D1.2") -> Element:
    return cast.framework_version.elements.get(code=code)


def suggest(cast: Cast, code: str = "D1.2", **fields: Any) -> MappingSuggestion:
    wished = {"event": cast.event, "element": element(cast, code), "depth": Depth.DEVELOPS, "reason": "10 of 20"}
    return services.suggest_mapping(**(wished | {"by": cast.bill, "now": NOW} | fields))


def decide(cast: Cast, suggestion: MappingSuggestion, *, accept: bool, **fields: Any) -> MappingSuggestion:
    service = services.accept_suggestion if accept else services.decline_suggestion
    return service(suggestion=suggestion, **({"by": cast.dee, "now": NOW} | fields))


def cells() -> list[tuple[str, str, str]]:
    found = Mapping.objects.filter(event__isnull=False)
    return list(found.values_list("element__code", "depth", "rationale"))


def test_accepted_it_becomes_a_cell_with_its_reason(cast: Cast) -> None:
    made = decide(cast, suggest(cast), accept=True)
    assert (made.state, made.decided_by, made.decided_at) == (SuggestionState.ACCEPTED, cast.dee, NOW)
    assert cells() == [("D1.2", "develops", "10 of 20")]


def test_declined_it_changes_nothing_and_may_be_suggested_again(cast: Cast) -> None:
    assert decide(cast, suggest(cast), accept=False).state == SuggestionState.DECLINED
    assert cells() == []
    assert suggest(cast).state == SuggestionState.OPEN


def test_what_is_no_suggestion_is_refused(cast: Cast) -> None:
    Mapping.objects.create(event=cast.event, element=element(cast, "D2.1"), depth=Depth.DEVELOPS)
    suggest(cast)
    for fields, words in (
        ({}, "suggested already"),
        ({"element": element(cast, "D2.1")}, "serves this element already"),
        ({"element": element(cast, "D1")}, "does not use"),
        ({"element": make_framework(cast.provider, "Other").elements.get(code="D1.2")}, "does not use"),
        ({"now": NOW + dt.timedelta(days=30), "element": element(cast, "D2.2")}, "is over"),
    ):
        with pytest.raises(Refused, match=words):
            suggest(cast, **fields)


def test_only_facilitators_suggest_and_only_admins_decide(cast: Cast) -> None:
    for name in ("amara", "cora", "dee", "sam", "pia", "eve"):
        with pytest.raises(NotAllowed):
            suggest(cast, by=getattr(cast, name))
    waiting = suggest(cast)
    for name in ("bill", "amara", "olga", "pia", "sam"):
        for accept in (True, False):
            with pytest.raises(NotAllowed):
                decide(cast, waiting, accept=accept, by=getattr(cast, name))
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    with pytest.raises(NotAllowed):
        suggest(cast, "D2.3")


def test_what_the_event_serves_meanwhile_is_said_and_waits_on(cast: Cast) -> None:
    waiting = suggest(cast)
    Mapping.objects.create(event=cast.event, element=element(cast), depth=Depth.ASSESSES, rationale="Hers")
    with pytest.raises(Stale, match="serves this element already"):
        decide(cast, waiting, accept=True)
    waiting.refresh_from_db()
    assert (waiting.state, cells()) == (SuggestionState.OPEN, [("D1.2", "assesses", "Hers")])


def test_a_second_decision_is_told_of_the_first(cast: Cast) -> None:
    waiting = suggest(cast)
    decide(cast, waiting, accept=False)
    with pytest.raises(Stale, match="it was declined"):
        decide(cast, waiting, accept=True)
    assert cells() == []


@pytest.mark.django_db(transaction=True)
def test_of_eight_decisions_at_once_one_counts() -> None:
    cast = Cast()
    waiting = suggest(cast)

    def act(number: int) -> bool:
        try:
            decide(cast, waiting, accept=number % 2 == 0)
            return True
        except Stale:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(act, range(8))) == [False] * 7 + [True]
    waiting.refresh_from_db()
    assert len(cells()) == (waiting.state == SuggestionState.ACCEPTED)


# ---- pages ----


def post(client: Client, name: str, pk: Any, *more: Any, **data: str) -> Any:
    return client.post(reverse(f"programmes:{name}", args=[pk, *more]), data, follow=True)


def test_from_suggestion_to_cell_through_the_pages(cast: Cast, as_user: Any) -> None:
    bill, dee = as_user(cast.bill), as_user(cast.dee)
    sent = {"event": str(cast.event.pk), "depth": "develops", "reason": "At least 10 of 20"}
    assert "a programme admin decides" in (
        post(bill, "suggestion-new", cast.programme.pk, element(cast).pk, **sent).content.decode()
    )
    programme = reverse("programmes:programme-detail", args=[cast.programme.pk])
    assert "1 suggestion waits" in dee.get(programme).content.decode()
    assert "suggestion waits" not in bill.get(programme).content.decode()
    waiting = dee.get(reverse("programmes:suggestion-list", args=[cast.programme.pk])).content.decode()
    assert "At least 10 of 20" in waiting
    assert "Bill Example" in waiting
    done = post(dee, "suggestion-decide", MappingSuggestion.objects.get().pk, decision="accept").content.decode()
    assert "No suggestion waits" in done
    assert cells() == [("D1.2", "develops", "At least 10 of 20")]


def test_it_leads_back_to_the_page_from_which_one_came(cast: Cast, as_user: Any) -> None:
    bill, url = as_user(cast.bill), reverse("programmes:suggestion-new", args=[cast.programme.pk, element(cast).pk])
    sent = {"event": str(cast.event.pk), "depth": "develops", "reason": "Many"}
    came, programme = "/somewhere/?round=1", reverse("programmes:programme-detail", args=[cast.programme.pk])
    assert (
        f'href="{came}"' in bill.get(f"{url}?back=%2Fsomewhere%2F%3Fround%3D1").text
    )  # also for who thinks better of it
    assert bill.post(url, sent | {"back": came})["Location"] == came
    MappingSuggestion.objects.all().delete()
    assert bill.post(f"{url}?back=%2F%2Fevil.test", sent)["Location"] == f"{programme}#event-{cast.event.pk}"


def test_what_is_wrong_is_said_and_kept(cast: Cast, as_user: Any) -> None:
    bill = as_user(cast.bill)
    over = LearningEvent.objects.get(pk=cast.event.pk)
    over.pk, over._state.adding = None, True
    over.starts_at, over.ends_at = NOW - dt.timedelta(days=2), NOW - dt.timedelta(days=1)
    over.save()
    url = reverse("programmes:suggestion-new", args=[cast.programme.pk, element(cast).pk])
    good = {"event": str(cast.event.pk), "depth": "develops", "reason": "Many"}
    for wrong in ({}, good | {"event": str(over.pk)}, good | {"depth": "deep"}, good | {"reason": "x" * 301}):
        assert bill.post(url, wrong).status_code == 422
    bill.post(url, good)
    again = bill.post(url, good)
    assert (again.status_code, "suggested already" in again.content.decode()) == (422, True)
    foreign = make_framework(cast.provider, "Other").elements.get(code="D1.2")
    heading = element(cast, "D1")
    for one in (foreign, heading):
        other = reverse("programmes:suggestion-new", args=[cast.programme.pk, one.pk])
        assert bill.get(other).status_code == 404


def test_a_decision_that_came_second_is_said_on_the_list(cast: Cast, as_user: Any) -> None:
    waiting = suggest(cast)
    dee = as_user(cast.dee)
    post(dee, "suggestion-decide", waiting.pk, decision="decline")
    assert "decided already" in post(dee, "suggestion-decide", waiting.pk, decision="accept").content.decode()
    assert cells() == []


@pytest.mark.parametrize("sent", [{}, {"decision": ""}, {"decision": "Accept"}])
def test_a_post_without_a_decision_decides_nothing(cast: Cast, as_user: Any, sent: dict[str, str]) -> None:
    waiting = suggest(cast)
    assert post(as_user(cast.dee), "suggestion-decide", waiting.pk, **sent).status_code == 400
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == (SuggestionState.OPEN, None)


def test_the_list_warns_of_what_is_mapped_already(cast: Cast, as_user: Any) -> None:
    suggest(cast)
    Mapping.objects.create(event=cast.event, element=element(cast), depth=Depth.INTRODUCES)
    page = as_user(cast.dee).get(reverse("programmes:suggestion-list", args=[cast.programme.pk])).content.decode()
    assert ('data-testid="mapped-already"' in page, 'data-testid="accept"' in page) == (True, False)


@pytest.mark.parametrize("size", [1, 3])
def test_a_fixed_number_of_queries(cast: Cast, as_user: Any, django_assert_num_queries: Any, size: int) -> None:
    for code in ("D1.2", "D1.3", "D2.1")[:size]:
        suggest(cast, code)
    dee = as_user(cast.dee)
    with django_assert_num_queries(5):
        dee.get(reverse("programmes:suggestion-list", args=[cast.programme.pk]))
