"""The steps of a version: draft, adopted, deprecated. `standards.enums.TRANSITIONS` says which may follow which."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from standards import policies
from standards.enums import TRANSITIONS, AdoptionStatus
from standards.models import FrameworkTransition, FrameworkVersion


@audit.write
def adopt_version(*, version: FrameworkVersion, by: User, now: dt.datetime) -> FrameworkVersion:
    """Locks the text for good. Refused when it is no draft, or empty; NotAllowed as `policies` says."""
    locked = _locked(version, by, now)
    if not locked.elements.exists():
        raise Refused(_("This version has no elements: there is nothing to adopt."))
    return _step(locked, AdoptionStatus.ADOPTED, by, now)


@audit.write
def deprecate_version(*, version: FrameworkVersion, by: User, now: dt.datetime, reason: str = "") -> FrameworkVersion:
    """Takes an adopted version out of use; what already cites it keeps it. NotAllowed and Refused as above."""
    return _step(_locked(version, by, now), AdoptionStatus.DEPRECATED, by, now, reason)


def _locked(version: FrameworkVersion, by: User, now: dt.datetime) -> FrameworkVersion:
    locked = FrameworkVersion.objects.select_for_update(of=("self",)).select_related("framework__owner")
    found: FrameworkVersion = locked.get(pk=version.pk)
    if not policies.may_change_status(by, found, timezone.localdate(now)):
        raise NotAllowed(_refusal(found))
    return found


def _refusal(version: FrameworkVersion) -> str:
    if version.framework.owner_id is None:
        return _("This framework is shared by all: only a system administrator may do this.")
    return _("Only programme admins of the organisation that owns this framework may do this.")


def _step(version: FrameworkVersion, to: str, by: User, now: dt.datetime, reason: str = "") -> FrameworkVersion:
    if to not in TRANSITIONS[version.status]:
        raise Refused(_("This version is %(status)s already.") % {"status": version.get_status_display()})
    FrameworkTransition.objects.create(
        version=version, from_state=version.status, to_state=to, at=now, by=by, reason=reason
    )
    version.status = to
    version.changed_at = now
    version.lock_version += 1
    _date(version, timezone.localdate(now))
    version.save()
    return version


def _date(version: FrameworkVersion, today: dt.date) -> None:
    """Dates of force that the file did not give."""
    if version.status == AdoptionStatus.ADOPTED:
        version.status_start_date = version.status_start_date or today
    else:
        version.status_end_date = version.status_end_date or today
