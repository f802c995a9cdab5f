"""Attempts: beginning, saving answer by answer, and submitting once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from diagnostics.enums import AttemptState
from diagnostics.models import Answer, Attempt, AttemptTransition, Item, Round
from diagnostics.models.attempt import Given
from diagnostics.policies import may_answer
from programmes.models import Enrolment


@dataclass(frozen=True)
class SavedAnswer:
    """The acknowledgement of one save. `superseded`: the item had been changed elsewhere since the page that sent
    this save last heard of it; what was just sent is what counts now."""

    item_id: UUID
    revision: int
    saved_at: dt.datetime
    superseded: bool


class MissingAnswers(Refused):
    """Some items have neither a level nor “not applicable”; submitting them so asks for confirmation."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__(_("Some statements are not answered yet."))
        self.items = items


@write
def start_attempt(*, round: Round, enrolment: Enrolment, again: bool = False, by: User, now: dt.datetime) -> Attempt:
    """The learner's attempt in progress, begun now if there is none; two requests at once get the same one.

    Refused: a round that is not open or does not ask her, and a second attempt after a submitted one unless
    `again` says that she means it.
    """
    _require_answerer(by, enrolment)
    _require_asked(round, enrolment)
    _require_open(round, round.last_day_for(enrolment.pk), now)
    attempts = Attempt.objects.filter(round=round, enrolment=enrolment)
    latest = attempts.order_by("-number").first()
    if latest is not None and not latest.is_submitted:
        return latest
    if latest is not None and not again:
        raise Refused(_("You have submitted this self-assessment."))
    try:
        with transaction.atomic():
            return attempts.create(
                round=round, enrolment=enrolment, number=latest.number + 1 if latest else 1, started_at=now
            )
    except IntegrityError:
        return attempts.get(state=AttemptState.IN_PROGRESS)


@write
def save_answer(
    *,
    attempt: Attempt,
    item: Item,
    rank: int | None,
    is_not_applicable: bool,
    importance: int | None,
    example: str,
    base_revision: int,
    by: User,
    now: dt.datetime,
) -> SavedAnswer:
    """Store what was given for one item; the newest save counts. `base_revision` is what the page last heard (0 for
    none). Refused: not her own, round closed, already submitted, an item or level of another diagnostic."""
    given = Given(item.pk, rank, is_not_applicable, importance, example)
    return _save(attempt, [(given, base_revision)], by, now)[0]


@write
def save_answers(
    *, attempt: Attempt, answers: Sequence[tuple[Given, int]], by: User, now: dt.datetime
) -> list[SavedAnswer]:
    """Store what was given for several items, each with its base revision: all or nothing, by one statement."""
    return _save(attempt, answers, by, now)


@write
def submit_attempt(*, attempt: Attempt, confirm_missing: bool = False, by: User, now: dt.datetime) -> Attempt:
    """Close the attempt for good. Of many at once exactly one succeeds. Refused: not her own, submitted already,
    round closed, nothing answered at all, and items without an answer unless `confirm_missing` (`MissingAnswers`)."""
    _require_answerer(by, attempt.enrolment)
    rows = Attempt.objects.with_last_day().select_for_update(of=("self",)).select_related("round", "enrolment")
    locked: Attempt = rows.get(pk=attempt.pk)
    if locked.is_submitted:
        raise Refused(_("You have submitted this self-assessment already."))
    _require_open(locked.round, locked.last_day, now)
    _require_complete(locked, confirm_missing)
    locked.state, locked.submitted_at = AttemptState.SUBMITTED, now
    locked.save(update_fields=["state", "submitted_at"])
    AttemptTransition.objects.create(
        attempt=locked, from_state=AttemptState.IN_PROGRESS, to_state=AttemptState.SUBMITTED, at=now, by=by
    )
    return locked


def _save(attempt: Attempt, answers: Sequence[tuple[Given, int]], by: User, now: dt.datetime) -> list[SavedAnswer]:
    _require_answerer(by, attempt.enrolment)
    _require_open(attempt.round, attempt.last_day, now)
    if any(given.rank is not None and given.is_not_applicable for given, _base in answers):
        raise Refused(_("Choose a level or “not applicable”, not both."))
    revisions = Answer.objects.upsert(attempt.pk, [given for given, _base in answers], now)
    if len(revisions) < len(answers):
        raise Refused(_why_not_kept(attempt))
    return [
        SavedAnswer(given.item_id, revisions[given.item_id], now, revisions[given.item_id] > base + 1)
        for given, base in answers
    ]


def _why_not_kept(attempt: Attempt) -> str:
    if Attempt.objects.filter(pk=attempt.pk, state=AttemptState.SUBMITTED).exists():
        return _("You have submitted this self-assessment, so it no longer changes.")
    return _("This statement or level is not part of this self-assessment.")


def _require_answerer(by: User, enrolment: Enrolment) -> None:
    if not may_answer(by, enrolment):
        raise NotAllowed(_("Only the learner herself may answer, while she takes part."))


def _require_asked(round_: Round, enrolment: Enrolment) -> None:
    if round_.cohort_id != enrolment.cohort_id or round_.enrolment_id not in (None, enrolment.pk):
        raise Refused(_("This round does not ask you."))


def _require_open(round_: Round, last_day: dt.date, now: dt.datetime) -> None:
    if now < round_.opens_at:
        raise Refused(_("This round opens on %(day)s.") % {"day": formats.date_format(round_.opens_on)})
    if not round_.is_open(now, last_day):
        raise Refused(
            _(
                "This round closed at the end of %(day)s. Your saved answers are kept: ask your facilitator to "
                "extend the round."
            )
            % {"day": formats.date_format(last_day)}
        )


def _require_complete(attempt: Attempt, confirm_missing: bool) -> None:
    answered = Answer.objects.answered().filter(attempt=attempt).values_list("item", flat=True)
    items = attempt.round.diagnostic_version.items
    missing = list(items.exclude(pk__in=answered))
    if missing and len(missing) == items.count():
        raise Refused(_("Answer at least one statement before you submit."))
    if missing and not confirm_missing:
        raise MissingAnswers(missing)
