"""What a rater does by her link: answer one statement after the other, submit once, or say no.

Who holds the link is the rater; no account is asked for or noted. Everything goes through the panel's row, so that
nothing comes in while the report is worked out.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import Refused
from diagnostics.models import DiagnosticLevel, Item, RaterAnswer, RaterInvitation, RaterPanel, RaterResponse
from diagnostics.models.stroke import Stroke


@dataclass(frozen=True)
class Said:
    """What a rater gives for one item in one save; `base` is the revision that her page last heard."""

    item_id: UUID
    rank: int | None
    is_not_applicable: bool
    comment: str
    base: int
    stroke: Stroke | None = None


@dataclass(frozen=True)
class Kept:
    """The acknowledgement of one save; `superseded`: it was changed in another window since; `instead`: the save was
    late (or sent twice), so it changed nothing and this is what counts."""

    item_id: UUID
    revision: int
    saved_at: dt.datetime
    superseded: bool
    instead: RaterAnswer | None = None


@write
def save_ratings(*, invitation: RaterInvitation, said: Sequence[Said], now: dt.datetime) -> list[Kept]:
    """Store what was given: all or nothing, the newest counts. Refused: panel ended, submitted already, an item or
    level of another diagnostic."""
    held = _held(invitation, now)
    response = _response(held, now)
    levels, items = _asked(held, said)
    kept = {answer.item_id: answer for answer in response.answers.filter(item__in=items).select_related("level")}
    return [_save(response, kept.get(one.item_id), one, levels, now) for one in said]


@write
def submit_rating(*, invitation: RaterInvitation, now: dt.datetime) -> RaterResponse:
    """Hand it in for good. Refused: panel ended, submitted already, nothing answered at all."""
    held = _held(invitation, now)
    response = _response(held, now)
    if not any(answer.is_answered for answer in response.answers.all()):
        raise Refused(_("Answer at least one statement before you submit."))
    response.submitted_at = now
    response.save(update_fields=["submitted_at"])
    return response


@write
def decline_rating(*, invitation: RaterInvitation, now: dt.datetime) -> None:
    """Say no: what was saved is deleted and no more mails come. She may still change her mind by answering."""
    held = _held(invitation, now)
    RaterResponse.objects.filter(invitation=held).delete()
    held.declined_at = now
    held.save(update_fields=["declined_at"])


def _held(invitation: RaterInvitation, now: dt.datetime) -> RaterInvitation:
    """The invitation, with its panel open and locked, and not submitted."""
    panels = RaterPanel.objects.select_for_update(of=("self",)).select_related("round")
    panel = panels.get(pk=invitation.panel_id)
    found = RaterInvitation.objects.filter(pk=invitation.pk).first()
    if found is None or not panel.is_open(now):
        raise Refused(_("This has ended: nothing more can be answered."))
    if RaterResponse.objects.filter(invitation=found, submitted_at__isnull=False).exists():
        raise Refused(_("You have submitted your answers already."))
    found.panel = panel
    return found


def _response(invitation: RaterInvitation, now: dt.datetime) -> RaterResponse:
    """Hers, begun now if there is none; who answers has not said no."""
    if invitation.declined_at is not None:
        invitation.declined_at = None
        invitation.save(update_fields=["declined_at"])
    response = RaterResponse.objects.filter(invitation=invitation).first()
    return response or RaterResponse.objects.create(invitation=invitation, started_at=now)


def _asked(invitation: RaterInvitation, said: Sequence[Said]) -> tuple[dict[int, DiagnosticLevel], list[UUID]]:
    """Levels by rank and the items that were sent; refused when one is not of the panel's diagnostic."""
    version = invitation.panel.round.diagnostic_version_id
    levels = {level.rank: level for level in DiagnosticLevel.objects.filter(version=version)}
    items = [one.item_id for one in said]
    are_known = Item.objects.filter(version=version, pk__in=items).count() == len(set(items))
    fits = all(one.rank is None or (one.rank in levels and not one.is_not_applicable) for one in said)
    if not are_known or not fits:
        raise Refused(_("This statement or level is not part of what is asked."))
    return levels, items


def _save(
    response: RaterResponse,
    kept: RaterAnswer | None,
    said: Said,
    levels: dict[int, DiagnosticLevel],
    now: dt.datetime,
) -> Kept:
    """One answer; its revision grows only when something changed, so that a save sent twice is no second change. What
    is late changes nothing."""
    if kept is not None and kept.has(said.stroke):
        return Kept(said.item_id, kept.revision, kept.saved_at, superseded=False, instead=kept)
    level = levels[said.rank] if said.rank is not None else None
    answer = kept or RaterAnswer(response=response, item_id=said.item_id, revision=0)
    before = (answer.level_id, answer.is_not_applicable, answer.comment)
    answer.level, answer.is_not_applicable, answer.comment = level, said.is_not_applicable, said.comment
    if kept is None or before != (answer.level_id, answer.is_not_applicable, answer.comment):
        answer.revision += 1
    answer.saved_at = now
    answer.remember(said.stroke)
    answer.save()
    return Kept(said.item_id, answer.revision, now, answer.revision > said.base + 1)
