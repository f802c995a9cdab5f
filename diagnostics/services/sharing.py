"""Sharing a self-assessment, what others say or a need with a named person, taking it back, and noting who looked."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.enums import AccessKind
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.models import AccessLog
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.models import Attempt, Need, RaterPanel
from diagnostics.policies import SHARED_WITH, may_be_shown_report, owns
from programmes.policies import relations

Shared = Attempt | Need | RaterPanel


@write
def share(*, shared: Shared, grantee: User, by: User, now: dt.datetime) -> SharingGrant:
    """Let a coach, facilitator or line manager of the learner see it until she revokes it; doing so twice is one
    grant. Refused: not her own, an attempt not submitted, a panel not closed or with one of
    its unnamed raters, anybody else."""
    if not owns(by, shared.enrolment):
        raise NotAllowed(_("Only the learner herself shares this."))
    _require_ready(shared)
    if not relations(grantee, shared.enrolment, timezone.localdate(now)) & SHARED_WITH:
        raise Refused(_("You can share this with your coach, your facilitator or your line manager."))
    if isinstance(shared, RaterPanel) and not may_be_shown_report(grantee, shared):
        raise Refused(_("Who was asked without a name could work out from her own answer what the others said."))
    named = {"owner": by, "grantee": grantee, "subject": subject_of(shared), "subject_id": shared.pk}
    # One after the other: what is shared is held against sharing it at the same moment, the grant against its end.
    type(shared).objects.select_for_update(of=("self",)).get(pk=shared.pk)
    held = SharingGrant.objects.select_for_update().filter(**named, revoked_at__isnull=True).first()
    if held is not None:
        return held
    _entry(shared, by, AccessKind.SHARED, now).save()
    return SharingGrant.objects.create(**named, granted_at=now)


@write
def revoke_grant(*, grant: SharingGrant, by: User, now: dt.datetime) -> SharingGrant:
    """End it at once; ending it twice changes nothing. Refused to anybody but the owner."""
    locked = SharingGrant.objects.select_for_update().get(pk=grant.pk)
    if locked.owner_id != by.pk:
        raise NotAllowed(_("Only the person who shared this can take it back."))
    if locked.revoked_at is None:
        locked.revoked_at = now
        locked.save(update_fields=["revoked_at"])
    return locked


@write
def log_readings(*, shared: Sequence[Shared], by: User, now: dt.datetime) -> None:
    """Note that somebody other than the learner read these, for the learner to see."""
    AccessLog.objects.bulk_create(_entry(one, by, AccessKind.VIEWED, now) for one in shared)


def subject_of(shared: Shared) -> str:
    subjects = {Attempt: GrantSubject.ATTEMPT, Need: GrantSubject.NEED, RaterPanel: GrantSubject.PANEL}
    return subjects[type(shared)]


def _require_ready(shared: Shared) -> None:
    if isinstance(shared, Attempt) and not shared.is_submitted:
        raise Refused(_("Submit your self-assessment before you share it."))
    if isinstance(shared, RaterPanel) and shared.closed_at is None:
        raise Refused(_("What others say can be shared once they can no longer answer."))


def _entry(shared: Shared, by: User, kind: str, now: dt.datetime) -> AccessLog:
    return AccessLog(
        learner_id=shared.enrolment.learner_id,
        actor=by,
        kind=kind,
        object_type=subject_of(shared),
        object_id=shared.pk,
        at=now,
    )
