"""Needs: what a learner chooses to work on."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.people.models import User
from diagnostics.enums import MOST_NEEDS, NeedState
from diagnostics.models import Attempt, Need, NeedElement
from diagnostics.policies import owns
from standards.models import Element


@write
def choose_need(
    *,
    attempt: Attempt,
    elements: Iterable[Element],
    title: str,
    reason: str,
    context: str,
    by: User,
    now: dt.datetime,
) -> Need:
    """One more need from a submitted attempt. Refused: not her own, not submitted, a sixth need, no element or one
    that was not asked about, no reason."""
    locked = _locked(attempt, by)
    if not locked.is_submitted:
        raise Refused(_("Submit your self-assessment first: needs are chosen from it."))
    if locked.needs.filter(state=NeedState.CHOSEN).count() >= MOST_NEEDS:
        raise Refused(_("You have chosen five needs already: set one aside before you choose another."))
    chosen = _asked_about(locked, elements)
    title, reason = _words(title, reason)
    need = Need.objects.create(
        enrolment=locked.enrolment,
        attempt=locked,
        title=title,
        reason=reason,
        context=context.strip(),
        created_at=now,
    )
    _name_elements(need, chosen)
    return need


@write
def change_need(
    *,
    need: Need,
    elements: Iterable[Element],
    title: str,
    reason: str,
    context: str,
    base: str,
    by: User,
    now: dt.datetime,
) -> Need:
    """Put a need in other words or tie it to other elements; refused as `choose_need` refuses. Stale when it no longer
    reads as the page showed it: `base` is the `need_fingerprint` of then."""
    attempt = _locked(need.attempt, by)
    need.refresh_from_db(fields=["title", "reason", "context", "state"])
    if base != need_fingerprint(need):
        raise Stale(_("This was changed since you opened it. Compare both texts, then save again."))
    chosen = _asked_about(attempt, elements)
    need.title, need.reason = _words(title, reason)
    need.context = context.strip()
    need.save(update_fields=["title", "reason", "context"])
    need.elements.exclude(element__in=chosen).delete()
    kept = set(need.elements.values_list("element", flat=True))
    _name_elements(need, [element for element in chosen if element.pk not in kept])
    return need


@write
def set_need_aside(*, need: Need, by: User, now: dt.datetime) -> Need:
    """No longer one of her needs; it stays in her record, with the goals made from it."""
    _locked(need.attempt, by)
    need.state = NeedState.SET_ASIDE
    need.save(update_fields=["state"])
    return need


def need_fingerprint(need: Need) -> str:
    """Tells one text of a need from another, and what it is about, without repeating it. One query."""
    about = sorted(str(pk) for pk in need.elements.values_list("element", flat=True))
    said = json.dumps([need.title, need.reason, need.context, need.state, about])
    return hashlib.sha256(said.encode()).hexdigest()


def _locked(attempt: Attempt, by: User) -> Attempt:
    """The attempt, held so that needs of it are chosen one after the other."""
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment", "round").get(pk=attempt.pk)
    if not owns(by, locked.enrolment):
        raise NotAllowed(_("Only the learner herself chooses her needs."))
    return locked


def _asked_about(attempt: Attempt, elements: Iterable[Element]) -> list[Element]:
    chosen = list({element.pk: element for element in elements}.values())
    if not chosen:
        raise Refused(_("Choose at least one statement that this need is about."))
    asked = attempt.round.diagnostic_version.items.filter(element__in=chosen).count()
    if asked != len(chosen):
        raise Refused(_("A need can only be about statements of this self-assessment."))
    return chosen


def _words(title: str, reason: str) -> tuple[str, str]:
    if not title.strip():
        raise Refused(_("Say what you want to work on."))
    if not reason.strip():
        raise Refused(_("Say why this matters now."))
    return title.strip(), reason.strip()


def _name_elements(need: Need, elements: Iterable[Element]) -> None:
    NeedElement.objects.bulk_create(NeedElement(need=need, element=element) for element in elements)
