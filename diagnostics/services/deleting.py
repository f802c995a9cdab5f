"""Throwing away what nothing depends on: a draft, and targets that nobody is measured by."""

import datetime as dt
from collections import Counter
from collections.abc import Collection

from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from diagnostics.models import DiagnosticVersion, TargetProfile
from diagnostics.selectors import state_of_all, state_of_targets, uses_of
from diagnostics.services.defining import locked_draft, require_definer
from diagnostics.services.targets import locked_targets


@write
def delete_diagnostic(*, version: DiagnosticVersion, seen: str | None = None, by: User, now: dt.datetime) -> None:
    """Throw a draft away with its statements, questions and targets, and the diagnostic too where there is no other
    version of it. `seen` is `state_of_all` of what was looked at.

    Refused: a published version, and one that something depends on, saying what. Stale: somebody has changed it since.
    """
    require_definer(by, version.diagnostic.programme, now)
    draft = locked_draft(version)
    if seen is not None and seen != state_of_all(draft):
        raise Stale(_("Somebody has changed this draft since you looked at it. Look again before you delete it."))
    try:
        draft.delete()
    except ProtectedError as error:
        what = {"what": _counted(error.protected_objects)}
        raise Refused(_("This draft is in use, so it cannot be deleted: %(what)s.") % what) from None
    if not draft.diagnostic.versions.exists():
        draft.diagnostic.delete()


@write
def delete_target_profile(*, profile: TargetProfile, seen: str | None = None, by: User, now: dt.datetime) -> None:
    """Throw targets away. `seen` is `state_of_targets` of what was looked at.

    Refused: where a round names them or a learner is measured by them, saying which. Stale: somebody has changed them
    since."""
    require_definer(by, profile.programme, now)
    locked = locked_targets(profile)
    if seen is not None and seen != state_of_targets(locked):
        raise Stale(_("Somebody has changed these targets since you looked at them. Look again first."))
    if uses := uses_of(locked):
        raise Refused(_("These targets are in use, so they stay: %(what)s.") % {"what": "; ".join(uses)})
    locked.delete()


def _counted(rows: Collection[models.Model]) -> str:
    """How many of which kind: whose they are may not be for the reader."""
    counts = Counter(str(row._meta.verbose_name) for row in rows)
    return ", ".join(f"{count} × {kind}" for kind, count in sorted(counts.items()))
