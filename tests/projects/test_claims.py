"""Recognition of prior learning: a learner claims a statement with evidence, a facilitator decides and says why."""

import datetime as dt
from functools import partial
from itertools import cycle
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.notifications import registry
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import tick
from carnegie.people.models import User
from diagnostics.models import Item, Round
from programmes.enums import EnrolmentStatus
from programmes.models import CohortRole
from projects.enums import CLAIM_DECISIONS, CLAIM_TRANSITIONS, ClaimState
from projects.models import Claim, ClaimEvidence, ClaimTransition, Evidence
from projects.services import decide_claim, make_claim, remove_evidence, withdraw_claim
from projects.services.steps import WrongState
from tests.cast import EVERYBODY, LONG_AGO, NOW, TODAY, Cast, make_diagnostic, make_framework, person
from tests.diagnostics.test_submitting import at_once
from tests.projects.play import make_evidence

DAY = dt.timedelta(days=1)
WORDS = "canary-claim: I led a room of nine for two years"
WHY = "canary-why: the rota and the letter show it"


def at(name: str, *args: Any) -> str:
    return reverse(f"projects:{name}", args=args)


def item(cast: Cast, code: str = "D1.1") -> Item:
    return cast.diagnostic_version.items.get(code=code)


def claim_of(cast: Cast, **fields: Any) -> Claim:
    enrolment = fields.pop("enrolment", cast.amara_enrolment)
    evidence = fields.pop("evidence", None)
    named = {"enrolment": enrolment, "item": item(cast), "statement": WORDS, "by": enrolment.learner, "now": NOW}
    named["evidence"] = [make_evidence(enrolment)] if evidence is None else evidence
    return make_claim(**(named | fields))


def decide(claim: Claim, by: User, decision: str = ClaimState.ACCEPTED, **fields: Any) -> Claim:
    return decide_claim(
        claim=claim, by=by, **({"decision": decision, "reason": WHY, "seen": "claimed", "now": NOW} | fields)
    )


def steps(claim: Claim) -> list[tuple[str, str, User]]:
    return [(one.from_state, one.to_state, one.by) for one in claim.transitions.all()]


# ---- claiming ----


def test_a_claim_rests_on_her_evidence_and_tells_the_facilitators(cast: Cast) -> None:
    evidence = make_evidence(cast.amara_enrolment)
    claim = claim_of(cast, evidence=[evidence])
    assert (claim.state, claim.statement, steps(claim)) == ("claimed", WORDS, [("", "claimed", cast.amara)])
    assert [one.evidence for one in claim.evidence.all()] == [evidence]
    assert list(Reminder.objects.values_list("kind", "recipient", "subject_id")) == [
        ("projects.claim_waiting", cast.bill.pk, claim.pk)
    ]


def test_nobody_claims_for_another_or_once_she_takes_part_no_longer(cast: Cast) -> None:
    for name in set(EVERYBODY) - {"amara"}:
        with pytest.raises(NotAllowed):
            claim_of(cast, by=getattr(cast, name))
    cast.amara_enrolment.status = EnrolmentStatus.WITHDRAWN
    with pytest.raises(Refused, match="no longer take part"):
        claim_of(cast)
    assert Claim.objects.count() == 0


def test_only_what_she_is_asked_with_evidence_of_her_own(cast: Cast) -> None:
    other = make_diagnostic(cast.programme, make_framework(cast.provider, "Other"), cast.dee, title="Other")
    asks = {"cohort": cast.cohort, "diagnostic_version": other, "opens_on": TODAY, "closes_on": TODAY}
    for fields in (
        {"enrolment": cast.ben_enrolment},
        {"opens_on": TODAY + DAY, "closes_on": TODAY + DAY},
        {"cohort": cast.otto_enrolment.cohort},
    ):
        Round.objects.create(**(asks | {"title": "Not hers", "opened_by": cast.bill} | fields))
    bens = make_evidence(cast.ben_enrolment)
    for wrong, words in (
        ({"item": other.items.first()}, "Choose a statement that your programme asks"),
        ({"evidence": [bens]}, "your own evidence"),
        ({"evidence": [make_evidence(cast.amara_enrolment), bens]}, "your own evidence"),
        ({"evidence": []}, "at least one piece"),
        ({"statement": " \n"}, "Say how"),
    ):
        with pytest.raises(Refused, match=words):
            claim_of(cast, **wrong)
    assert (Claim.objects.count(), Reminder.objects.count()) == (0, 0)


def test_one_claim_stands_at_a_time_and_a_new_one_may_follow_a_refusal(cast: Cast) -> None:
    first = claim_of(cast)
    with pytest.raises(Refused, match="claimed this already"):
        claim_of(cast)
    decide(first, cast.bill, ClaimState.DECLINED)
    second = claim_of(cast)
    withdraw_claim(claim=second, by=cast.amara, now=NOW)
    assert claim_of(cast).state == "claimed"
    assert claim_of(cast, item=item(cast, "D1.2")).state == "claimed"


@pytest.mark.django_db(transaction=True)
def test_of_ten_claims_at_once_one_stands() -> None:
    cast = Cast()
    piece = make_evidence(cast.amara_enrolment)
    assert at_once(10, lambda: claim_of(cast, evidence=[piece])) == {"Claim": 1, "Refused": 9}
    assert (Claim.objects.count(), ClaimTransition.objects.count(), Reminder.objects.count()) == (1, 1, 1)


def test_she_takes_it_back_while_it_is_undecided_and_her_evidence_is_free_again(cast: Cast) -> None:
    claim = claim_of(cast)
    piece = Evidence.objects.get()
    with pytest.raises(Refused, match="A claim of yours rests on this evidence"):
        remove_evidence(evidence=piece, by=cast.amara, now=NOW)
    for name in ("ben", "bill", "dee", "cora"):
        with pytest.raises(NotAllowed):
            withdraw_claim(claim=claim, by=getattr(cast, name), now=NOW)
    assert withdraw_claim(claim=claim, by=cast.amara, now=NOW).state == "withdrawn"
    assert steps(claim)[1:] == [("claimed", "withdrawn", cast.amara)]
    with pytest.raises(WrongState):
        withdraw_claim(claim=claim, by=cast.amara, now=NOW)
    remove_evidence(evidence=piece, by=cast.amara, now=NOW)
    assert (Evidence.objects.count(), Claim.objects.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_evidence_is_deleted_or_claimed_upon_but_never_both() -> None:
    cast = Cast()
    for one in cast.diagnostic_version.items.all():
        piece = make_evidence(cast.amara_enrolment)
        acts = cycle([partial(claim_of, cast, item=one, evidence=[piece]), partial(_remove, piece, cast.amara)])
        came = at_once(2, lambda acts=acts: next(acts)())
        is_claimed = Claim.objects.filter(item=one).exists()
        assert came == ({"Claim": 1, "Refused": 1} if is_claimed else {"NoneType": 1, "Foreign": 1})
        assert Evidence.objects.filter(pk=piece.pk).exists() is is_claimed


def _remove(piece: Evidence, by: User) -> None:
    remove_evidence(evidence=Evidence.objects.get(pk=piece.pk), by=by, now=NOW)


# ---- deciding ----


@pytest.mark.parametrize("decision", CLAIM_DECISIONS)
def test_a_decision_keeps_who_when_and_why_and_tells_the_learner(cast: Cast, decision: str) -> None:
    claim = decide(claim_of(cast), cast.bill, decision)
    assert (claim.state, claim.reason, claim.decided_by, claim.decided_at) == (decision, WHY, cast.bill, NOW)
    assert steps(claim)[1:] == [("claimed", decision, cast.bill)]
    told = Reminder.objects.get(kind="projects.claim_decided")
    assert (told.recipient, told.subject_id) == (cast.amara, claim.pk)
    with pytest.raises(WrongState):
        withdraw_claim(claim=claim, by=cast.amara, now=NOW)


def test_a_facilitator_of_the_cohort_decides_and_nobody_else(cast: Cast) -> None:
    claim = claim_of(cast)
    for name in {*EVERYBODY, "root"} - {"bill"}:
        with pytest.raises(NotAllowed):
            decide(claim, getattr(cast, name))
    CohortRole.objects.create(cohort=cast.cohort, user=cast.amara, from_date=LONG_AGO)
    with pytest.raises(NotAllowed):
        decide(claim, cast.amara)
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    with pytest.raises(NotAllowed):
        decide(claim, cast.bill)
    assert Claim.objects.get().state == "claimed"


def test_it_needs_a_reason_and_one_of_the_decisions(cast: Cast) -> None:
    claim = claim_of(cast)
    with pytest.raises(Refused, match="Say why"):
        decide(claim, cast.bill, reason="  ")
    for wrong in ("claimed", "withdrawn", "nonsense"):
        with pytest.raises(WrongState):
            decide(claim, cast.bill, wrong)
    assert (Claim.objects.get().state, claim.transitions.count()) == ("claimed", 1)


@pytest.mark.parametrize("stands", ClaimState.values)
def test_no_state_is_left_but_as_the_table_says(cast: Cast, stands: str) -> None:
    claim = claim_of(cast)
    decided = {} if stands in ("claimed", "withdrawn") else {"reason": "x", "decided_by": cast.bill, "decided_at": NOW}
    for wanted in ClaimState.values:
        Claim.objects.update(state=stands, **decided)
        may = wanted in CLAIM_TRANSITIONS[stands]
        try:
            if wanted == ClaimState.WITHDRAWN:
                withdraw_claim(claim=claim, by=cast.amara, now=NOW)
            else:
                decide(claim, cast.bill, wanted, seen=stands)
        except Refused:
            assert (may, Claim.objects.get().state) == (False, stands)
        else:
            assert (may, Claim.objects.get().state) == (True, wanted)


def test_what_was_accepted_in_part_may_be_accepted_whole_and_both_reasons_are_kept(cast: Cast) -> None:
    claim = decide(claim_of(cast), cast.bill, ClaimState.IN_PART, reason="The letter is missing")
    decide(claim, cast.bill, ClaimState.ACCEPTED, seen="in_part", reason="The letter came")
    assert list(claim.transitions.values_list("to_state", "reason")) == [
        ("claimed", ""),
        ("in_part", "The letter is missing"),
        ("accepted", "The letter came"),
    ]


def test_who_decides_over_another_decision_is_told(cast: Cast) -> None:
    claim = decide(claim_of(cast), cast.bill, ClaimState.IN_PART)
    with pytest.raises(Stale, match="accepted in part"):
        decide(claim, cast.bill, ClaimState.ACCEPTED, seen="claimed")
    assert claim.transitions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_ten_decisions_at_once_one_stands() -> None:
    cast = Cast()
    fay = person("Fay")
    CohortRole.objects.create(cohort=cast.cohort, user=fay, from_date=LONG_AGO)
    claim = claim_of(cast)
    came = at_once(10, lambda: decide(claim, fay, ClaimState.DECLINED))
    assert came == {"Claim": 1, "Stale": 9}
    assert (claim.transitions.count(), Reminder.objects.filter(kind="projects.claim_decided").count()) == (2, 1)


def test_the_database_keeps_one_standing_claim_and_whole_decisions(cast: Cast) -> None:
    claim = claim_of(cast)
    with pytest.raises(IntegrityError, match="claim_once_per_item"), transaction.atomic():
        Claim.objects.create(enrolment=claim.enrolment, item=claim.item, statement="again")
    with pytest.raises(IntegrityError, match="claim_decided_has_who_when_why"), transaction.atomic():
        Claim.objects.update(state=ClaimState.ACCEPTED)
    with pytest.raises(IntegrityError, match="claim_evidence_unique"), transaction.atomic():
        ClaimEvidence.objects.create(claim=claim, evidence=Evidence.objects.get())


# ---- the mails ----


def test_mails_hold_names_and_links_and_go_while_they_are_true(cast: Cast) -> None:
    claim = claim_of(cast)
    waiting = Reminder.objects.get()
    still_due = registry.get(waiting.kind).still_due
    assert still_due(waiting, NOW)
    decide(claim, cast.bill)
    assert not still_due(waiting, NOW)
    tick(now=NOW, budget_seconds=60)
    (sent,) = [one for one in mail.outbox if "claim" in one.subject]
    assert (sent.to, sent.subject) == (["amara@example.test"], "Bill Example has decided on your claim")
    assert at("claim-detail", claim.pk) in sent.body
    assert [word in sent.body for word in ("canary", "accepted", "Access standard")] == [False, False, False]


def test_a_facilitator_whose_role_ended_gets_no_mail(cast: Cast) -> None:
    claim_of(cast)
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    waiting = Reminder.objects.get()
    assert not registry.get(waiting.kind).still_due(waiting, NOW)
