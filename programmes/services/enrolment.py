"""Who takes part, employed by whom, supported by whom."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.enums import OrganisationKind
from carnegie.people.models import Membership, Organisation, User
from carnegie.people.services import account_for
from programmes.enums import ENROLMENT_TRANSITIONS, EnrolmentStatus, SupporterKind
from programmes.models import (
    Cohort,
    Enrolment,
    EnrolmentEmployer,
    EnrolmentTransition,
    Programme,
    Supporter,
)
from programmes.policies import may_end_supporter, supporter_kinds
from programmes.services.booking import free_places
from programmes.services.invitation import invite
from programmes.services.programme import require_admin
from programmes.services.rows import drop, keep, require

AT_WORK = (SupporterKind.LINE_MANAGER, SupporterKind.COLLEAGUE)


@audit.write
def name_employer(*, programme: Programme, name: str, by: User, now: dt.datetime) -> Organisation:
    """The organisation called `name`, whatever the case of its letters, made as an employer when there is none.

    Refused: who is not an admin of the programme, an empty name.
    """
    require_admin(by, programme, now)
    words = " ".join(name.split())
    found = Organisation.objects.filter(name__iexact=words).first()
    return found or keep(Organisation(name=words, kind=OrganisationKind.EMPLOYER, created_at=now))


@audit.write
def enrol_learner(
    *,
    cohort: Cohort,
    email: str,
    full_name: str,
    employer: Organisation,
    job_title: str,
    by: User,
    now: dt.datetime,
) -> Enrolment:
    """Give a person a place in the cohort, employed by `employer` from today, and invite her.

    She gets an account without a password when the address has none; an existing account is used as it is. Refused:
    who is not an admin of the programme, a person who is in the cohort already or leads it, a deactivated account.
    """
    require_admin(by, cohort.programme, now)
    today = timezone.localdate(now)
    learner = account_for(email=email, full_name=full_name, time_zone=cohort.time_zone, by=by, now=now)
    if cohort.roles.active(today).filter(user=learner).exists():
        raise Refused(_("%(person)s leads this cohort.") % {"person": learner})
    enrolment = keep(Enrolment(cohort=cohort, learner=learner, job_title=job_title, enrolled_at=now, created_at=now))
    EnrolmentTransition.objects.create(enrolment=enrolment, to_state=enrolment.status, at=now, by=by)
    keep(EnrolmentEmployer(enrolment=enrolment, organisation=employer, from_date=today, created_at=now))
    invite(recipient=learner, subject_id=enrolment.pk, until=cohort.ends_on, now=now)
    return enrolment


@audit.write
def change_enrolment(*, enrolment: Enrolment, job_title: str, by: User, now: dt.datetime) -> Enrolment:
    """Change the role at work that is shown. Refused: who is not an admin of the programme."""
    require_admin(by, enrolment.cohort.programme, now)
    enrolment.job_title = job_title
    return keep(enrolment, "job_title")


@audit.write
def withdraw_enrolment(*, enrolment: Enrolment, reason: str, by: User, now: dt.datetime) -> Enrolment:
    """The learner leaves the programme; all that she made stays hers, her places at events to come go to others."""
    return _step(enrolment, EnrolmentStatus.WITHDRAWN, reason, by, now)


@audit.write
def complete_enrolment(*, enrolment: Enrolment, reason: str, by: User, now: dt.datetime) -> Enrolment:
    """The learner has completed the programme; her places at events to come go to others."""
    return _step(enrolment, EnrolmentStatus.COMPLETED, reason, by, now)


@audit.write
def resume_enrolment(*, enrolment: Enrolment, reason: str, by: User, now: dt.datetime) -> Enrolment:
    """A learner who had withdrawn takes part again."""
    return _step(enrolment, EnrolmentStatus.ACTIVE, reason, by, now)


def _step(enrolment: Enrolment, to_state: str, reason: str, by: User, now: dt.datetime) -> Enrolment:
    """One row of ENROLMENT_TRANSITIONS, under a lock. Refused: who is not an admin, a step that is not in the table."""
    require_admin(by, enrolment.cohort.programme, now)
    locked = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if to_state not in ENROLMENT_TRANSITIONS[locked.status]:
        words = {"now": locked.get_status_display(), "wanted": EnrolmentStatus(to_state).label}
        raise Refused(_("This place is “%(now)s” and cannot become “%(wanted)s”.") % words)
    EnrolmentTransition.objects.create(
        enrolment=locked, from_state=locked.status, to_state=to_state, at=now, by=by, reason=reason
    )
    locked.status = enrolment.status = to_state
    locked.save(update_fields=["status"])
    if to_state != EnrolmentStatus.ACTIVE:
        free_places(enrolment=locked, by=by, now=now)
    return locked


@audit.write
def delete_enrolment(*, enrolment: Enrolment, by: User, now: dt.datetime) -> None:
    """Undo a mistaken enrolment. Refused: who is not an admin, a learner who has made or booked something or has
    support."""
    require_admin(by, enrolment.cohort.programme, now)
    Enrolment.objects.select_for_update().filter(pk=enrolment.pk).first()  # who books just now comes before or after
    supported = (enrolment.supporters.all(), _("People have been named to support this learner: withdraw her instead."))
    booked = (enrolment.bookings.all(), _("She has booked an event: withdraw her instead."))
    drop(enrolment, hanging=[supported, booked])


@audit.write
def change_employer(
    *, enrolment: Enrolment, organisation: Organisation, from_date: dt.date, by: User, now: dt.datetime
) -> EnrolmentEmployer:
    """From `from_date` the learner works for `organisation`: her present period ends there, and a new one begins.

    Line managers and colleagues of the earlier workplace support her until then; those who stand at the new one stay.
    Refused: who is not an admin; the same organisation; a day that is not after the beginning of the present period.
    """
    require_admin(by, enrolment.cohort.programme, now)
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    current = enrolment.employers.order_by("-from_date").first()
    if current is not None:
        _end_employment(current, organisation, from_date)
        _end_workplace_support(enrolment, organisation, from_date)
    return keep(EnrolmentEmployer(enrolment=enrolment, organisation=organisation, from_date=from_date, created_at=now))


def _end_employment(current: EnrolmentEmployer, following: Organisation, day: dt.date) -> None:
    if current.organisation_id == following.pk and current.to_date is None:
        raise Refused(_("%(employer)s is the learner’s employer already.") % {"employer": following})
    if day <= current.from_date:
        raise Refused(_("Choose a day after the present employment began."))
    if current.to_date is None or current.to_date > day:
        current.to_date = day
        keep(current, "to_date")


def _end_workplace_support(enrolment: Enrolment, following: Organisation, day: dt.date) -> None:
    there = Membership.objects.active(day).filter(organisation=following).values("user")
    workplace = enrolment.supporters.filter(kind__in=AT_WORK, from_date__lt=day).exclude(user__in=there)
    workplace.filter(Q(to_date__isnull=True) | Q(to_date__gt=day)).update(to_date=day)


@audit.write
def name_supporter(
    *, enrolment: Enrolment, email: str, full_name: str, kind: str, by: User, now: dt.datetime
) -> Supporter:
    """Let a person support the learner as `kind` from today, and tell her by mail.

    Refused: who may not name such a supporter (learners name their line manager and colleagues only), the learner
    herself, a learner who no longer takes part, the same support twice.
    """
    today = timezone.localdate(now)
    require(kind in supporter_kinds(by, enrolment, today), _("You may not name such a supporter for this learner."))
    if enrolment.status != EnrolmentStatus.ACTIVE:
        raise Refused(_("This learner no longer takes part."))
    zone = enrolment.cohort.time_zone
    person = account_for(email=email, full_name=full_name, time_zone=zone, by=by, now=now)
    if person == enrolment.learner:
        raise Refused(_("Nobody supports herself: name somebody else."))
    supporter = keep(Supporter(enrolment=enrolment, user=person, kind=kind, from_date=today, created_at=now))
    invite(recipient=person, subject_id=supporter.pk, until=enrolment.cohort.ends_on, now=now)
    return supporter


@audit.write
def end_supporter(*, supporter: Supporter, by: User, now: dt.datetime) -> Supporter:
    """From today the person no longer supports the learner; that she did is kept.

    Refused: everybody but the learner, facilitators and admins; support that has ended.
    """
    today = timezone.localdate(now)
    require(may_end_supporter(by, supporter, today), _("You may not end this support."))
    if supporter.to_date is not None and supporter.to_date <= today:
        raise Refused(_("This has ended already."))
    supporter.to_date = max(today, supporter.from_date)
    return keep(supporter, "to_date")
