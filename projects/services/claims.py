"""Claims that a standard is met already: made by the learner, decided by a facilitator under the row's lock."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from diagnostics.models import Item
from programmes.models import Enrolment
from projects.enums import CLAIM_DECISIONS, CLAIM_TRANSITIONS, ClaimState
from projects.models import Claim, ClaimEvidence, ClaimTransition, Evidence
from projects.policies import may_decide_claim
from projects.selectors import cohort_facilitators, items_to_claim
from projects.services import checks
from projects.services.steps import MAIL_LIFE, WrongState

CLAIM_WAITING = "projects.claim_waiting"
CLAIM_DECIDED = "projects.claim_decided"


@write
def make_claim(
    *, enrolment: Enrolment, item: Item, statement: str, evidence: Iterable[Evidence], by: User, now: dt.datetime
) -> Claim:
    """The learner says that she meets a statement already, how, and what shows it; the facilitators get a mail.

    Refuses anybody else, who takes part no longer, statements that no round asks her, evidence that is not hers, a
    claim without words or evidence, and a second one while the first stands.
    """
    evidence = list(evidence)
    checks.is_own(enrolment, by)
    checks.takes_part(enrolment)
    _is_asked(item, enrolment, timezone.localdate(now))
    _is_complete(statement, evidence)
    evidence = _held(evidence, enrolment)
    claim = _created(Claim(enrolment=enrolment, item=item, statement=statement.strip(), created_at=now))
    ClaimEvidence.objects.bulk_create(ClaimEvidence(claim=claim, evidence=piece) for piece in evidence)
    _move(claim, ClaimState.CLAIMED, by, now, start="")
    return claim


@write
def withdraw_claim(*, claim: Claim, by: User, now: dt.datetime) -> Claim:
    """The learner takes it back while it is not decided; her evidence is then free again."""
    checks.is_own(claim.enrolment, by)
    locked = lock_claim(claim)
    if ClaimState.WITHDRAWN not in CLAIM_TRANSITIONS[locked.state]:
        raise _wrong(locked)
    _move(locked, ClaimState.WITHDRAWN, by, now)
    locked.evidence.all().delete()
    return locked


@write
def decide_claim(*, claim: Claim, decision: str, reason: str, seen: str, by: User, now: dt.datetime) -> Claim:
    """A facilitator accepts it, in part or whole, or declines it, with a reason; the learner gets a mail.

    `seen` is the state that the page showed: who decides over somebody else's decision is told (Stale). Refuses others
    than facilitators of the cohort (NotAllowed), a missing reason, and a step that does not follow from the state.
    """
    locked = lock_claim(claim)
    if not may_decide_claim(by, locked, timezone.localdate(now)):
        raise NotAllowed(_("Only a facilitator of the cohort decides this."))
    if locked.state != seen:
        raise Stale(_("This claim is “%(state)s” by now.") % {"state": locked.get_state_display()})
    if decision not in CLAIM_DECISIONS or decision not in CLAIM_TRANSITIONS[locked.state]:
        raise _wrong(locked)
    if not reason.strip():
        raise Refused(_("Say why: the learner reads it."))
    locked.reason, locked.decided_by, locked.decided_at = reason.strip(), by, now
    _move(locked, decision, by, now)
    return locked


def lock_claim(claim: Claim) -> Claim:
    """The row as it is now, held until the transaction ends."""
    rows = Claim.objects.select_for_update(of=("self",))
    return rows.select_related("enrolment__learner", "enrolment__cohort").get(pk=claim.pk)


def _is_asked(item: Item, enrolment: Enrolment, on: dt.date) -> None:
    if not items_to_claim(enrolment, on).filter(pk=item.pk).exists():
        raise checks.Foreign(_("Choose a statement that your programme asks you about."))


def _is_complete(statement: str, evidence: list[Evidence]) -> None:
    if not statement.strip():
        raise Refused(_("Say how you meet this already."))
    if not evidence:
        raise Refused(_("Choose at least one piece of evidence: the facilitator decides by it."))


def _held(evidence: list[Evidence], enrolment: Enrolment) -> list[Evidence]:
    """Her own pieces, kept from being deleted until the claim rests on them."""
    wanted = {piece.pk for piece in evidence}
    rows = Evidence.objects.select_for_update(no_key=True).filter(pk__in=wanted, enrolment=enrolment)
    held = list(rows.order_by("pk"))
    if len(held) < len(wanted):
        raise checks.Foreign(_("Choose from your own evidence."))
    return held


def _created(claim: Claim) -> Claim:
    """The new row; of two at once one is refused by the database."""
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError:
        standing = Claim.objects.filter(~Q(state__in=[ClaimState.DECLINED, ClaimState.WITHDRAWN]))
        if not standing.filter(enrolment=claim.enrolment_id, item=claim.item_id).exists():
            raise
        raise Refused(_("You have claimed this already.")) from None
    return claim


def _wrong(claim: Claim) -> WrongState:
    said = {"state": claim.get_state_display()}
    return WrongState(_("The claim is “%(state)s” now, so this step is not possible.") % said)


def _move(claim: Claim, state: str, by: User, now: dt.datetime, start: str | None = None) -> None:
    """The new state, its history row and the mails that it owes."""
    said = {"from_state": claim.state if start is None else start, "to_state": state, "at": now, "by": by}
    reason = claim.reason if state in CLAIM_DECISIONS else ""
    step = ClaimTransition.objects.create(claim=claim, reason=reason, **said)
    if start is None:
        claim.state = state
        claim.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    if state == ClaimState.CLAIMED:
        _owe(CLAIM_WAITING, list(cohort_facilitators(claim.enrolment, timezone.localdate(now))), step, now)
    elif state in CLAIM_DECISIONS:
        _owe(CLAIM_DECIDED, [claim.enrolment.learner], step, now)


def _owe(kind: str, people: list[User], step: ClaimTransition, now: dt.datetime) -> None:
    for person in people:
        plan_reminder(
            kind=kind,
            recipient=person,
            subject_id=step.claim_id,
            occurrence=str(step.pk),
            due_at=now,
            expires_at=now + MAIL_LIFE,
            now=now,
        )
