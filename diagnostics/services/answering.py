"""Attempts: beginning, saving answer by answer, and submitting once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from diagnostics.enums import AttemptState
from diagnostics.models import (
    Answer,
    Attempt,
    AttemptTransition,
    ContextAnswer,
    ContextQuestion,
    DiagnosticVersion,
    Item,
    Round,
    TargetProfile,
)
from diagnostics.models.attempt import Given
from diagnostics.models.diagnostic import BESIDE_LEVEL
from diagnostics.models.stroke import Stroke
from diagnostics.policies import may_answer
from diagnostics.selectors import target_profile_for
from programmes.models import Enrolment


@dataclass(frozen=True)
class SavedAnswer:
    """The acknowledgement of one save. `superseded`: the item had been changed elsewhere since the page that sent
    this save last heard of it; what was just sent is what counts now. `kept`: the save was late (or sent twice), so it
    changed nothing and this is what counts."""

    item_id: UUID  # or that of a question about her work
    revision: int
    saved_at: dt.datetime
    superseded: bool
    kept: Answer | ContextAnswer | None = None


class MissingAnswers(Refused):
    """Some items lack a level (or “not applicable”) or what is required beside it, or some questions about her work
    must still be answered; submitting so asks for confirmation."""

    def __init__(self, items: Sequence[Item], questions: Sequence[ContextQuestion] = ()) -> None:
        super().__init__(_("Some statements or questions are not answered yet."))
        self.items = items
        self.questions = questions


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
    number = latest.number + 1 if latest else 1
    target = _targets(round, enrolment, timezone.localdate(now))
    try:
        with transaction.atomic():
            return attempts.create(
                round=round, enrolment=enrolment, number=number, started_at=now, target_profile=target
            )
    except IntegrityError:
        return attempts.get(state=AttemptState.IN_PROGRESS)


def _targets(round_: Round, enrolment: Enrolment, on: dt.date) -> TargetProfile | None:
    """What is expected of her, held against its deletion; where that came first, what counts without it."""
    found = target_profile_for(round_, enrolment, on)
    while found is not None and not TargetProfile.objects.keep_for_now(found.pk):
        found = target_profile_for(round_, enrolment, on)
    return found


@write
def save_answer(
    *,
    attempt: Attempt,
    item: Item,
    rank: int | None,
    is_not_applicable: bool,
    importance: int | None,
    example: str,
    confidence: int | None = None,
    base_revision: int,
    stroke: Stroke | None = None,
    by: User,
    now: dt.datetime,
) -> SavedAnswer:
    """Store what was given for one item. The newest save counts, and of those of one page the one with the highest
    `stroke`, whichever comes last. `base_revision` is what the page last heard (0 for none). Refused: not her own,
    round closed, already submitted, an item or level of another diagnostic, and what the diagnostic does not ask."""
    given = Given(item.pk, rank, is_not_applicable, importance, example, confidence)
    return _save(attempt, [(given, base_revision)], stroke, by, now)[0]


@write
def save_answers(
    *, attempt: Attempt, answers: Sequence[tuple[Given, int]], by: User, now: dt.datetime
) -> list[SavedAnswer]:
    """Store what was given for several items, each with its base revision: all or nothing, by one statement."""
    return _save(attempt, answers, None, by, now)


@write
def save_context(
    *,
    attempt: Attempt,
    answers: Sequence[tuple[ContextQuestion, str, int]],
    stroke: Stroke | None = None,
    by: User,
    now: dt.datetime,
) -> list[SavedAnswer]:
    """Store what she says about her work: question, text, base revision; all or nothing, by one statement. Refused as
    for answers, and what is no answer to its question (`ContextQuestion.fault`)."""
    _require_answerer(by, attempt.enrolment)
    _require_open(attempt.round, attempt.last_day, now)
    for question, text, _base in answers:
        if fault := question.fault(text):
            raise Refused(fault)
    given = [(question.pk, text) for question, text, _base in answers]
    revisions = ContextAnswer.objects.upsert(attempt.pk, given, now, stroke)
    sent = [(question.pk, base) for question, _text, base in answers]
    late = ContextAnswer.objects.late(attempt.pk, stroke, [pk for pk, _base in sent if pk not in revisions])
    return _acknowledged(attempt, sent, revisions, late, now)


@write
def show_previous(*, attempt: Attempt, shows: bool, by: User, now: dt.datetime) -> None:
    """Whether her pages say what she answered last time: her own choice, at any time until she submits."""
    _require_answerer(by, attempt.enrolment)
    Attempt.objects.filter(pk=attempt.pk, state=AttemptState.IN_PROGRESS).update(shows_previous=shows)


@write
def submit_attempt(*, attempt: Attempt, confirm_missing: bool = False, by: User, now: dt.datetime) -> Attempt:
    """Close the attempt for good. Of many at once exactly one succeeds. Refused: not her own, submitted already,
    round closed, no statement answered at all, and what is missing unless `confirm_missing` (`MissingAnswers`)."""
    _require_answerer(by, attempt.enrolment)
    rows = Attempt.objects.with_last_day().select_for_update(of=("self",))
    locked: Attempt = rows.select_related("round__diagnostic_version", "enrolment").get(pk=attempt.pk)
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


def _save(
    attempt: Attempt, answers: Sequence[tuple[Given, int]], stroke: Stroke | None, by: User, now: dt.datetime
) -> list[SavedAnswer]:
    _require_answerer(by, attempt.enrolment)
    _require_open(attempt.round, attempt.last_day, now)
    for given, _base in answers:
        _require_asked_for(attempt.round.diagnostic_version, given)
    revisions = Answer.objects.upsert(attempt.pk, [given for given, _base in answers], now, stroke)
    sent = [(given.item_id, base) for given, base in answers]
    late = Answer.objects.late(attempt.pk, stroke, [pk for pk, _base in sent if pk not in revisions])
    return _acknowledged(attempt, sent, revisions, late, now)


def _acknowledged(
    attempt: Attempt,
    sent: Sequence[tuple[UUID, int]],
    revisions: Mapping[UUID, int],
    late: Mapping[UUID, Answer | ContextAnswer],
    now: dt.datetime,
) -> list[SavedAnswer]:
    """What the learner is told once everything that was sent is kept, or something newer."""
    if len(revisions) + len(late) < len(sent):
        raise Refused(_why_not_kept(attempt))
    return [
        SavedAnswer(pk, revisions[pk], now, revisions[pk] > base + 1) if pk in revisions else _told_late(pk, late[pk])
        for pk, base in sent
    ]


def _told_late(pk: UUID, kept: Answer | ContextAnswer) -> SavedAnswer:
    return SavedAnswer(pk, kept.revision, kept.saved_at, superseded=False, kept=kept)


def _why_not_kept(attempt: Attempt) -> str:
    if Attempt.objects.filter(pk=attempt.pk, state=AttemptState.SUBMITTED).exists():
        return _("You have submitted this self-assessment, so it no longer changes.")
    return _("This statement or level is not part of this self-assessment.")


def _require_asked_for(version: DiagnosticVersion, given: Given) -> None:
    if given.rank is not None and given.is_not_applicable:
        raise Refused(_("Choose a level or “not applicable”, not both."))
    if given.is_not_applicable and not version.allows_not_applicable:
        raise Refused(_("“Not applicable” is not a choice in this self-assessment."))
    asked = version.asked_beside
    if any(getattr(given, name) for name in BESIDE_LEVEL if name not in asked):
        raise Refused(_("This self-assessment does not ask for that."))


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
    version, hers = attempt.round.diagnostic_version, Answer.objects.filter(attempt=attempt)
    items = version.items.exclude(pk__in=hers.complete(version).values("item"))
    said = ContextAnswer.objects.filter(attempt=attempt).exclude(text="")
    questions = version.questions.filter(is_required=True).exclude(pk__in=said.values("question"))
    missing = MissingAnswers(list(items), list(questions))
    if missing.items and not hers.answered().exists():
        raise Refused(_("Answer at least one statement before you submit."))
    if (missing.items or missing.questions) and not confirm_missing:
        raise missing
