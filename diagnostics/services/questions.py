"""Questions about the learner's context: added, changed, moved and taken out while the diagnostic is a draft."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from diagnostics.enums import QuestionKind
from diagnostics.models import ContextQuestion, DiagnosticVersion
from diagnostics.selectors import state_of_question
from diagnostics.services.defining import locked_draft, require_definer

MOST_QUESTIONS, MOST_OPTIONS = 20, 20
FEWEST_OPTIONS = 2


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: how it is answered, and by which of `options` where there is a choice."""

    wording: str
    kind: str = QuestionKind.TEXT
    hint: str = ""
    is_required: bool = False
    options: Sequence[str] = ()


@write
def add_question(*, version: DiagnosticVersion, question: Asked, by: User, now: dt.datetime) -> ContextQuestion:
    """A question after the last one. Refused: a published version, a choice without 2 to 20 answers that differ, an
    empty question, more than 20 questions."""
    draft = _held(version, by, now)
    _require_makes_sense(question)
    positions = list(draft.questions.values_list("position", flat=True))
    if len(positions) >= MOST_QUESTIONS:
        raise Refused(_("At most %(most)d questions: learners answer them beside all statements.") % _most())
    row = ContextQuestion(version=draft, position=max(positions, default=0) + 1, created_at=now)
    return _stored(row, question)


@write
def change_question(
    *, question: ContextQuestion, to: Asked, seen: str | None = None, by: User, now: dt.datetime
) -> ContextQuestion:
    """`seen` is `state_of_question` of what was changed from. Stale: somebody has changed it since.

    Refused: as in `add_question`, and a question that is gone."""
    row = _held_question(question, by, now)
    _require_makes_sense(to)
    if seen is not None and seen != state_of_question(row):
        raise Stale(_("Somebody has changed this question since you opened the page. Nothing of yours was saved yet."))
    return _stored(row, to)


@write
def move_question(*, question: ContextQuestion, up: bool, by: User, now: dt.datetime) -> None:
    """One place up or down; the first stays first and the last stays last. Refused as in `change_question`."""
    row = _held_question(question, by, now)
    others = row.version.questions.exclude(pk=row.pk)
    beside = others.filter(position__lt=row.position).last() if up else others.filter(position__gt=row.position).first()
    if beside is None:
        return
    mine, its = row.position, beside.position
    spare = max(row.version.questions.values_list("position", flat=True)) + 1
    for one, position in ((row, spare), (beside, mine), (row, its)):
        one.position = position
        one.save(update_fields=["position"])


@write
def delete_question(*, question: ContextQuestion, by: User, now: dt.datetime) -> None:
    """Refused as in `change_question`."""
    _held_question(question, by, now).delete()


def _held(version: DiagnosticVersion, by: User, now: dt.datetime) -> DiagnosticVersion:
    require_definer(by, version.diagnostic.programme, now)
    return locked_draft(version)


def _held_question(question: ContextQuestion, by: User, now: dt.datetime) -> ContextQuestion:
    draft = _held(question.version, by, now)
    row = draft.questions.filter(pk=question.pk).first()
    if row is None:
        raise Refused(_("Somebody has taken this question out meanwhile."))
    return row


def _require_makes_sense(question: Asked) -> None:
    if not question.wording.strip():
        raise Refused(_("Write what is asked."))
    told = _options(question)
    if question.kind != QuestionKind.CHOICE:
        return
    if not FEWEST_OPTIONS <= len(told) <= MOST_OPTIONS:
        raise Refused(_("Give %(fewest)d to %(most)d answers to choose from.") % _most())
    if len({one.casefold() for one in told}) < len(told):
        raise Refused(_("Two of the answers to choose from are the same."))


def _options(question: Asked) -> list[str]:
    """Answers belong to a choice only: those of a question that has become another kind go."""
    if question.kind != QuestionKind.CHOICE:
        return []
    return [option.strip() for option in question.options if option.strip()]


def _stored(row: ContextQuestion, question: Asked) -> ContextQuestion:
    row.kind, row.wording, row.hint = question.kind, question.wording.strip(), question.hint.strip()
    row.is_required, row.options = question.is_required, _options(question)
    row.save()
    return row


def _most() -> dict[str, int]:
    return {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS}
