"""Cohorts and who leads them."""

import datetime as dt
import zoneinfo

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.models import User
from carnegie.people.services import account_for
from programmes.enums import CohortRoleKind
from programmes.models import Cohort, CohortRole, Programme
from programmes.services.invitation import invite
from programmes.services.programme import require_admin
from programmes.services.rows import drop, keep


@audit.write
def create_cohort(
    *,
    programme: Programme,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    time_zone: str,
    by: User,
    now: dt.datetime,
) -> Cohort:
    """A group that will take the programme. Refused: who is not its admin, dates out of order, a title in use."""
    require_admin(by, programme, now)
    _require_zone(time_zone)
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    return keep(Cohort(programme=programme, title=title, time_zone=time_zone, created_at=now, **dates))


@audit.write
def change_cohort(
    *,
    cohort: Cohort,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    time_zone: str,
    by: User,
    now: dt.datetime,
) -> Cohort:
    """Change a cohort's title and dates. Refused as for a new one."""
    require_admin(by, cohort.programme, now)
    _require_zone(time_zone)
    cohort.title, cohort.starts_on, cohort.ends_on, cohort.time_zone = title, starts_on, ends_on, time_zone
    return keep(cohort, "title", "starts_on", "ends_on", "time_zone")


@audit.write
def delete_cohort(*, cohort: Cohort, by: User, now: dt.datetime) -> None:
    """Remove a cohort that nobody has joined. Refused: who is not an admin, one with learners or facilitators."""
    require_admin(by, cohort.programme, now)
    drop(
        cohort,
        hanging=[
            (cohort.enrolments.all(), _("It has learners, so it stays.")),
            (cohort.roles.all(), _("It has had facilitators, so it stays.")),
        ],
    )


@audit.write
def name_facilitator(*, cohort: Cohort, email: str, full_name: str, by: User, now: dt.datetime) -> CohortRole:
    """Let a person lead the cohort from today, with a new account when she has none, and invite her.

    Refused: who is not an admin of the programme; a person who leads it already, or who learns in it.
    """
    require_admin(by, cohort.programme, now)
    person = account_for(email=email, full_name=full_name, time_zone=cohort.time_zone, by=by, now=now)
    if cohort.enrolments.filter(learner=person).exists():
        raise Refused(_("%(person)s is a learner in this cohort.") % {"person": person})
    today = timezone.localdate(now)
    if cohort.roles.active(today).filter(user=person).exists():
        raise Refused(_("%(person)s leads this cohort already.") % {"person": person})
    kind = CohortRoleKind.FACILITATOR
    role = keep(CohortRole(cohort=cohort, user=person, kind=kind, from_date=today, created_at=now))
    invite(recipient=person, subject_id=role.pk, until=cohort.ends_on, now=now)
    return role


@audit.write
def end_cohort_role(*, role: CohortRole, by: User, now: dt.datetime) -> CohortRole:
    """From today the person no longer leads the cohort. Refused: who is not an admin, a role that has ended."""
    require_admin(by, role.cohort.programme, now)
    today = timezone.localdate(now)
    if role.to_date is not None and role.to_date <= today:
        raise Refused(_("This has ended already."))
    role.to_date = max(today, role.from_date)
    return keep(role, "to_date")


def _require_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise Refused(_("This time zone is not known."))
