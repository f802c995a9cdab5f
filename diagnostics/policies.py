"""Who may do what with self-assessments: the rows `diagnostic.definition`, `target_profile`, `round`,
`self_assessment`, `need`, `feedback360.round`, `feedback360.report` and `rater_invitation` of the access matrix."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.enums import ATTRIBUTABLE, RaterMode
from diagnostics.models import Attempt, RaterInvitation, RaterPanel
from diagnostics.models.reach import led_cohorts
from programmes.enums import EnrolmentStatus, Relation
from programmes.models import Cohort, Enrolment, Programme
from programmes.policies import is_facilitator, is_programme_admin, relations

SHARED_WITH = frozenset({Relation.COACH, Relation.FACILITATOR, Relation.LINE_MANAGER})
"""Who may be shown a self-assessment by its learner; a grant to anybody else opens nothing."""


def may_define(user: User, programme: Programme, on: dt.date) -> bool:
    """Make, change and publish the programme's diagnostics and set its targets."""
    return is_programme_admin(user, programme, on)


def knows_programme(user: User, programme: Programme, on: dt.date) -> bool:
    """Takes part in it as learner, supporter, sponsor or facilitator, and so may know that it exists."""
    enrolments = Enrolment.objects.filter(cohort__programme=programme)
    near = enrolments.as_learner(user) | enrolments.as_supporter(user, on) | enrolments.as_sponsor(user, on)
    return near.exists() or led_cohorts(user, on).filter(programme=programme).exists()


def knows_cohort(user: User, cohort: Cohort) -> bool:
    """Learns in it."""
    return cohort.enrolments.as_learner(user).exists()


def may_lead(user: User, cohort: Cohort, on: dt.date) -> bool:
    """Open, extend and follow a cohort's rounds."""
    return is_facilitator(user, cohort, on) or is_programme_admin(user, cohort.programme, on)


def owns(user: User, enrolment: Enrolment) -> bool:
    return user.is_active and user.pk == enrolment.learner_id


def may_answer(user: User, enrolment: Enrolment) -> bool:
    """Rate herself: the learner, while she takes part."""
    return owns(user, enrolment) and enrolment.status == EnrolmentStatus.ACTIVE


def may_read_answers(user: User, attempt: Attempt, on: dt.date) -> bool:
    """The learner always; once submitted also those in `SHARED_WITH` to whom she has granted it."""
    if owns(user, attempt.enrolment):
        return True
    return attempt.is_submitted and _shared(user, attempt.enrolment, GrantSubject.ATTEMPT, attempt.pk, on)


def may_ask_raters(user: User, enrolment: Enrolment, on: dt.date) -> bool:
    """Open, fill and close a panel of raters: the learner, while she takes part, and her cohort's facilitators."""
    return may_answer(user, enrolment) or is_facilitator(user, enrolment.cohort, on)


def may_follow_raters(user: User, enrolment: Enrolment, on: dt.date) -> bool:
    """See how many have answered, never what: also who administers the programme."""
    return owns(user, enrolment) or may_lead(user, enrolment.cohort, on)


def may_read_report(user: User, panel: RaterPanel, on: dt.date) -> bool:
    """What others say, once the panel has closed: the learner, and those in `SHARED_WITH` to whom she has granted
    the report itself."""
    if panel.closed_at is None or not may_be_shown_report(user, panel):
        return False
    return owns(user, panel.enrolment) or _shared(user, panel.enrolment, GrantSubject.PANEL, panel.pk, on)


def may_be_shown_report(user: User, panel: RaterPanel) -> bool:
    """Nobody who was asked without her name: knowing her own answer she could work out what the others said."""
    return not unnamed_invitations(user).filter(panel=panel).exists()


def unnamed_invitations(*users: User) -> QuerySet[RaterInvitation]:
    """Where one of `users` was asked as one of a group whose raters are not named."""
    unnamed = RaterInvitation.objects.filter(panel__mode=RaterMode.ANONYMOUS).exclude(relationship__in=ATTRIBUTABLE)
    return unnamed.filter(email__in=[user.email.lower() for user in users])


def may_list_needs(user: User, enrolment: Enrolment, on: dt.date) -> bool:
    """Know which needs a learner has chosen, also when there is none yet."""
    return owns(user, enrolment) or bool(relations(user, enrolment, on) & {Relation.COACH, Relation.FACILITATOR})


def grants_to(user: User, enrolment: Enrolment, subject: str) -> QuerySet[SharingGrant]:
    """What a learner shows this person of one kind of thing, whatever the person is to her now."""
    return SharingGrant.objects.filter(
        owner=enrolment.learner_id, grantee=user, subject=subject, revoked_at__isnull=True
    )


def _shared(user: User, enrolment: Enrolment, subject: str, subject_id: UUID, on: dt.date) -> bool:
    granted = grants_to(user, enrolment, subject).filter(subject_id=subject_id)
    return granted.exists() and bool(relations(user, enrolment, on) & SHARED_WITH)
