"""The pages of claims: what each may see, claiming, deciding, the list."""

import re
from typing import Any

import pytest
from django.test import Client

from carnegie.people.models import User
from diagnostics.models import Round
from diagnostics.services import begin_version, publish_diagnostic
from projects import selectors
from projects.enums import ClaimState
from projects.models import Claim, ClaimEvidence, Evidence
from tests.cast import EVERYBODY, NOW, TODAY, Cast
from tests.projects.play import make_evidence
from tests.projects.test_claims import WHY, WORDS, at, claim_of, decide, item

TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def test_each_sees_of_a_claim_what_the_matrix_gives(cast: Cast, as_user: Any) -> None:
    claim = decide(claim_of(cast), cast.bill)
    seen = {}
    for name in {*EVERYBODY, "root"}:
        page = as_user(getattr(cast, name)).get(at("claim-detail", claim.pk))
        seen[name] = (
            page.status_code,
            "canary-claim" in page.text,
            "canary-why" in page.text,
            "Rota notes" in page.text,
        )
    whole, dates, nothing = (200, True, True, True), (200, False, False, False), (404, False, False, False)
    expected = dict.fromkeys({*EVERYBODY, "root"}, nothing) | {"amara": whole, "bill": whole, "dee": dates}
    assert seen == expected


def test_a_claim_and_a_missing_one_look_alike_to_outsiders(cast: Cast, as_user: Any) -> None:
    claim = claim_of(cast)
    for name in ("ben", "lena", "lars", "olga", "pia"):
        client = as_user(getattr(cast, name))
        for page in ("claim-detail", "claim-decide"):
            there, absent = (client.get(at(page, pk)) for pk in (claim.pk, claim.item_id))
            assert (there.status_code, absent.status_code) == (404, 404)
            assert TOKEN.sub("", there.text) == TOKEN.sub("", absent.text)


def test_the_learner_claims_adds_evidence_on_the_way_and_takes_it_back(cast: Cast, as_user: Any) -> None:
    amara, new = as_user(cast.amara), at("claim-new")
    page = amara.get(new).text
    assert f"{at('evidence-new')}?enrolment={cast.amara_enrolment.pk}&amp;claim=" in page
    chosen = item(cast, "D1.2")
    added = amara.post(
        f"{at('evidence-new')}?kind=text&enrolment={cast.amara_enrolment.pk}&claim={chosen.pk}",
        {"title": "A letter", "text": "canary-letter"},
    )
    assert added["Location"] == f"{new}?enrolment={cast.amara_enrolment.pk}&item={chosen.pk}"
    page = amara.get(added["Location"]).text
    assert (f'value="{chosen.pk}" selected' in page, "A letter" in page) == (True, True)
    bens = make_evidence(cast.ben_enrolment, title="Ben's letter")
    sent = {"item": chosen.pk, "statement": WORDS, "evidence": [Evidence.objects.get(title="A letter").pk]}
    assert "Ben&#x27;s letter" not in page
    for wrong in ({"evidence": []}, {"evidence": [bens.pk]}, {"statement": ""}, {"item": bens.pk}, {"item": ""}):
        refused = amara.post(new, sent | wrong)
        assert (refused.status_code, b'data-testid="error-summary"' in refused.content) == (422, True), wrong
    claim = Claim.objects.get(pk=amara.post(new, sent)["Location"].split("/")[-2])
    assert f'value="{chosen.pk}"' not in amara.get(new).text
    assert amara.post(new, sent).status_code == 422
    amara.post(at("claim-withdraw", claim.pk))
    assert Claim.objects.get().state == "withdrawn"
    assert "not possible" in amara.post(at("claim-withdraw", claim.pk), follow=True).text


def test_extra_fields_change_nothing(cast: Cast, as_user: Any) -> None:
    piece = make_evidence(cast.amara_enrolment)
    sent = {"item": item(cast).pk, "statement": WORDS, "evidence": [piece.pk]}
    more = {"state": "accepted", "reason": "x", "decided_by": cast.amara.pk, "enrolment": cast.ben_enrolment.pk}
    as_user(cast.amara).post(at("claim-new"), sent | more)
    claim = Claim.objects.get()
    assert (claim.state, claim.reason, claim.decided_by, claim.enrolment) == ("claimed", "", None, cast.amara_enrolment)


def test_who_takes_part_nowhere_cannot_claim(cast: Cast, as_user: Any) -> None:
    assert as_user(cast.bill).get(at("claim-new")).status_code == 403
    assert "Nothing to claim yet" in as_user(cast.otto).get(at("claim-new")).text


def test_the_facilitator_finds_reads_and_decides(cast: Cast, as_user: Any) -> None:
    piece = make_evidence(cast.amara_enrolment)
    claim, bill = claim_of(cast, evidence=[piece]), as_user(cast.bill)
    assert "1 claim to meet a standard already waits" in bill.get(at("queue")).text
    assert at("claim-decide", claim.pk) in bill.get(at("claim-list")).text
    page = bill.get(at("claim-decide", claim.pk)).text
    crumb = f'<a href="{at("claim-detail", claim.pk)}">D1.1</a>'
    assert [word in page for word in (WORDS, at("evidence-detail", piece.pk), crumb)] == [True, True, True]
    assert "canary-evidence" in bill.get(at("evidence-detail", piece.pk)).text
    sent = {"seen": "claimed", "decision": "in_part", "reason": WHY}
    for wrong in ({"reason": ""}, {"decision": ""}, {"decision": "withdrawn"}, {"decision": "claimed"}):
        assert bill.post(at("claim-decide", claim.pk), sent | wrong).status_code == 422
    bill.post(at("claim-decide", claim.pk), sent)
    assert WHY in as_user(cast.amara).get(at("claim-detail", claim.pk)).text
    assert "waits for your decision" not in bill.get(at("queue")).text
    again = bill.get(at("claim-decide", claim.pk)).text
    assert re.findall(r'type="radio"[^>]* value="(\w+)"', again) == ["accepted"]


def test_a_decision_over_another_one_answers_409_with_what_was_typed(cast: Cast, as_user: Any) -> None:
    claim = decide(claim_of(cast), cast.bill, ClaimState.DECLINED, reason="It is not hers")
    sent = {"seen": "claimed", "decision": "accepted", "reason": "I was about to accept"}
    stale = as_user(cast.bill).post(at("claim-decide", claim.pk), sent)
    assert stale.status_code == 409
    assert ["I was about to accept" in stale.text, "It is not hers" in stale.text] == [True, True]
    assert Claim.objects.get().state == "declined"


def test_the_list_is_each_persons_own_narrowed_sorted_and_taken_along(cast: Cast, as_user: Any) -> None:
    done = decide(claim_of(cast), cast.bill)
    User.objects.filter(pk=cast.ben.pk).update(full_name="+Ben")
    waits = claim_of(cast, enrolment=cast.ben_enrolment)
    everything = {
        name: {row.pk for row in as_user(getattr(cast, name)).get(at("claim-list")).context["page"]}
        for name in {*EVERYBODY, "root"}
    }
    both = {done.pk, waits.pk}
    assert {name: rows for name, rows in everything.items() if rows} == {
        "bill": both,
        "dee": both,
        "amara": {done.pk},
        "ben": {waits.pk},
    }
    bill = as_user(cast.bill)

    def rows(query: str) -> list[Any]:
        return [row.pk for row in bill.get(f"{at('claim-list')}?{query}").context["page"]]

    assert (rows(""), rows("sort=learner")) == ([waits.pk, done.pk], [waits.pk, done.pk])
    assert (rows("state=accepted"), rows("name=ama"), rows("name=zoe")) == ([done.pk], [done.pk], [])
    assert len(rows("state=nonsense&sort=nonsense")) == 2
    lines = bill.get(f"{at('claim-export')}?state=claimed").text.splitlines()
    assert lines[1:] == [f"'+Ben,{cast.cohort.title},{waits.item},claimed,2026-11-24,"]
    assert "canary" not in as_user(cast.dee).get(at("claim-export")).text


@pytest.mark.parametrize("claims", [1, 3])
def test_pages_do_not_grow_in_queries(cast: Cast, as_user: Any, django_assert_num_queries: Any, claims: int) -> None:
    made = [claim_of(cast, item=one) for one in cast.diagnostic_version.items.all()[:claims]]
    ClaimEvidence.objects.bulk_create(
        ClaimEvidence(claim=made[0], evidence=make_evidence(cast.amara_enrolment)) for _number in range(claims)
    )
    bill: Client = as_user(cast.bill)
    for page, queries in ((at("claim-list"), 7), (at("claim-decide", made[0].pk), 9)):
        with django_assert_num_queries(queries):
            bill.get(page)


def test_what_may_be_claimed_stands_in_the_order_of_the_questionnaire(cast: Cast) -> None:
    claim_of(cast)
    offered = selectors.item_choices(cast.amara_enrolment, TODAY)
    assert [[words.split(" ")[0] for _pk, words in group] for _domain, group in offered] == [
        ["D1.2", "D1.3"],
        ["D2.1", "D2.2", "D2.3"],
    ]


def test_of_what_two_versions_ask_the_newest_wording_is_offered_until_it_is_claimed(cast: Cast) -> None:
    draft = begin_version(version=cast.diagnostic_version, by=cast.dee, now=NOW)
    newer = publish_diagnostic(version=draft, by=cast.dee, now=NOW)
    Round.objects.create(
        cohort=cast.cohort, diagnostic_version=newer, title="Exit", opens_on=TODAY, closes_on=TODAY, opened_by=cast.bill
    )
    claim_of(cast)

    def offered() -> list[str]:
        return [pk for _domain, group in selectors.item_choices(cast.amara_enrolment, TODAY) for pk, _words in group]

    asked = list(newer.items.order_by("domain_position", "position"))
    assert offered() == [str(one.pk) for one in asked if one.code != "D1.1"]
    claim_of(cast, item=asked[1])
    assert offered() == [str(one.pk) for one in asked[2:]]
