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
FRESH = dt.timedelta(seconds=30)  # a turn that was prolonged so lately need not be again


class Occupied(Refused):
    """Somebody else is editing this draft now: nothing was saved. `who` says who, and since when."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} " + _("Nothing was saved."))
        self.who = who


@audit.write
def take_turn(*, version: FrameworkVersion, by: User, now: dt.datetime) -> EditingTurn:
    """Makes `by` the editor for the next five minutes, or keeps her so. Refused: Occupied while it is somebody else's
    turn, Refused when the version is no draft; NotAllowed as `policies.may_change_draft` says."""
    _check(version, by, now)
    return turn_on(version, by, now)


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
    _check(found, by, now)
    return found


def _check(version: FrameworkVersion, by: User, now: dt.datetime) -> None:
    if not policies.may_change_draft(by, version, timezone.localdate(now)):
        raise NotAllowed(_("Only programme admins of the organisation that owns this framework may do this."))
    if version.is_locked:
        raise Refused(_("This text is adopted and locked. Make a new version to change it."))


def turn_on(draft: FrameworkVersion, by: User, now: dt.datetime) -> EditingTurn:
    """The turn of `by`, inside another service's write. Of two who take it in the same moment one gets it."""
    turn = EditingTurn.objects.select_related("editor").filter(version=draft).first()
    if turn is None:
        first = EditingTurn(version=draft, editor=by, since=now, until=now + TURN)
        EditingTurn.objects.bulk_create([first], ignore_conflicts=True)
        turn = EditingTurn.objects.select_related("editor").get(version=draft)
    is_running = turn.until > now
    if is_running and turn.editor_id != by.pk:
        raise Occupied(is_editing(turn))
    if is_running and turn.until > now + TURN - FRESH:
        return turn
    seen = EditingTurn.objects.filter(version=draft, editor=turn.editor_id, until=turn.until)
    turn.editor, turn.since, turn.until = by, turn.since if is_running else now, now + TURN
    if not seen.update(editor=by, since=turn.since, until=turn.until):
        return turn_on(draft, by, now)
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
