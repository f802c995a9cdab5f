"""Whose turn it is to change a draft, and the one way in for every service that changes its text."""

import datetime as dt

from django.db.models import F
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from standards import policies
from standards.models import EditingTurn, FrameworkVersion

TURN = dt.timedelta(minutes=5)  # so long without an act, and the draft is anybody's


class Occupied(Refused):
    """Somebody else is editing this draft now: nothing was saved."""


@audit.write
def take_turn(*, version: FrameworkVersion, by: User, now: dt.datetime) -> EditingTurn:
    """Makes `by` the editor for the next five minutes, or keeps her so. Refused: Occupied while it is somebody else's
    turn, Refused when the version is no draft; NotAllowed as `policies.may_change_draft` says."""
    return turn_on(locked_draft(version, by, now), by, now)


@audit.write
def end_turn(*, version: FrameworkVersion, by: User, now: dt.datetime) -> None:
    """Ends the turn of `by`; nothing happens when it is not hers."""
    EditingTurn.objects.filter(version=version, editor=by, until__gt=now).update(until=now)


def locked_draft(version: FrameworkVersion, by: User, now: dt.datetime) -> FrameworkVersion:
    """The draft, locked until the end of the write: changes of one tree come one after the other."""
    locked = FrameworkVersion.objects.select_for_update(of=("self",)).select_related("framework__owner", "scale")
    found: FrameworkVersion | None = locked.filter(pk=version.pk).first()
    if found is None:
        raise Refused(_("Somebody has deleted this draft meanwhile."))
    if not policies.may_change_draft(by, found, timezone.localdate(now)):
        raise NotAllowed(_("Only programme admins of the organisation that owns this framework may do this."))
    if found.is_locked:
        raise Refused(_("This text is adopted and locked. Make a new version to change it."))
    return found


def turn_on(draft: FrameworkVersion, by: User, now: dt.datetime) -> EditingTurn:
    """The turn of `by` on a draft that is locked already, inside another service's write."""
    turn = EditingTurn.objects.select_related("editor").filter(version=draft).first()
    if turn is not None and turn.until > now and turn.editor_id != by.pk:
        raise Occupied(is_editing(turn) + " " + _("Nothing was saved."))
    is_hers = turn is not None and turn.until > now
    since = turn.since if turn is not None and is_hers else now
    if turn is None:
        return EditingTurn.objects.create(version=draft, editor=by, since=since, until=now + TURN)
    turn.editor, turn.since, turn.until = by, since, now + TURN
    turn.save()
    return turn


def is_editing(turn: EditingTurn) -> str:
    """Who is at it, and since when."""
    since = formats.time_format(timezone.localtime(turn.since), "H:i")
    return _("%(name)s is editing now, since %(time)s.") % {"name": turn.editor.full_name, "time": since}


def opened(version: FrameworkVersion, by: User, now: dt.datetime) -> FrameworkVersion:
    """The draft for a change by `by`: locked, and hers for the next five minutes."""
    draft = locked_draft(version, by, now)
    turn_on(draft, by, now)
    return draft


def touched(draft: FrameworkVersion, now: dt.datetime) -> None:
    """Notes that the text differs from what it was, also from the file that it came from."""
    FrameworkVersion.objects.filter(pk=draft.pk).update(
        lock_version=F("lock_version") + 1, changed_at=now, content_digest=""
    )
