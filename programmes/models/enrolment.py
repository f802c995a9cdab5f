"""Enrolments: who is a learner, employed by whom, supported by whom, and when."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import DatedRelation, DatedRelationQuerySet, Transition, UUIDModel
from carnegie.people.enums import MembershipRole
from carnegie.people.models import Organisation, User
from programmes.enums import EnrolmentStatus, SupporterKind
from programmes.models.cohort import Cohort
from programmes.models.held import held, none_of
from programmes.models.programme import administering, as_flag, leading


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments by what a person is to them on the day `on`; the single-row form is `programmes.policies`.

    Each relation is a condition below, so that several of them make one filter: every page asks these questions, and
    a union of querysets takes three times as long to build.
    """

    def as_learner(self, user: User) -> "EnrolmentQuerySet":
        return self.filter(learner=user)

    def as_facilitator(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        return self.filter(_facilitated(user, on))

    def as_supporter(self, user: User, on: dt.date, *kinds: str) -> "EnrolmentQuerySet":
        return self.filter(_supported(user, on, *kinds or SupporterKind.values))

    def as_line_manager(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        """Supported as line manager; one whose organisation is known must be of the learner's employer of that day."""
        return self.filter(_managed(user, on))

    def as_programme_admin(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        return self.filter(_administered(user, on))

    def as_sponsor(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        return self.filter(_sponsored(user, on))

    def read_by(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        """Her own, and those she coaches or facilitates."""
        return self.filter(_own_or_coached(user, on) | _facilitated(user, on))

    def near(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        """Those to which she is somebody herself, not through the cohort or the programme."""
        return self.filter(_own_or_coached(user, on) | _managed(user, on) | _sponsored(user, on))

    def own_coached_or_sponsored(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        return self.filter(_own_or_coached(user, on) | _sponsored(user, on))

    def close_to(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        """Those that she may look into: her own, and those she coaches, facilitates or administers."""
        return self.filter(_close(user, on)) if user.is_active else self.none()

    def visible_to(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        """Those that she may know of; line managers and sponsors see no more than that they are, and when."""
        if not user.is_active:
            return self.none()
        return self.filter(_close(user, on) | _managed(user, on) | _sponsored(user, on))

    def with_rights(self, user: User, on: dt.date) -> "EnrolmentQuerySet":
        """Each with `is_close` (she may look into it) and `is_admin` (she may change it)."""
        close = _close(user, on) & Q(Value(user.is_active))
        return self.annotate(is_close=as_flag(close), is_admin=as_flag(_administered(user, on)))


def _facilitated(user: User, on: dt.date) -> Q:
    return Q(cohort__in=leading(user, on))


def _supported(user: User, on: dt.date, *kinds: str) -> Q:
    named = [str(kind) for kind in kinds]
    return Q(pk__in=held("programmes.Supporter", "enrolment_id", on, user_id=user.pk, kind=named))


def _own_or_coached(user: User, on: dt.date) -> Q:
    return Q(learner=user) | _supported(user, on, SupporterKind.COACH, SupporterKind.MENTOR)


def _managed(user: User, on: dt.date) -> Q:
    homes = held("people.Membership", "organisation_id", on, user_id=user.pk)
    of_her_own = Q(none_of(homes)) | _employed(homes, on)
    return _supported(user, on, SupporterKind.LINE_MANAGER) & of_her_own


def _administered(user: User, on: dt.date) -> Q:
    roles = held("programmes.ProgrammeRole", "programme_id", on, user_id=user.pk)
    return Q(cohort__programme__in=roles) | Q(cohort__programme__provider__in=administering(user, on))


def _sponsored(user: User, on: dt.date) -> Q:
    role = MembershipRole.SPONSOR.value
    return _employed(held("people.Membership", "organisation_id", on, user_id=user.pk, role=role), on)


def _employed(organisations: RawSQL, on: dt.date) -> Q:
    """Learners of these organisations on that day."""
    return Q(pk__in=held("programmes.EnrolmentEmployer", "enrolment_id", on, organisation_id=organisations))


def _close(user: User, on: dt.date) -> Q:
    return _own_or_coached(user, on) | _facilitated(user, on) | _administered(user, on)


@tracked(exclude=("job_title",))
class Enrolment(UUIDModel):
    """A person's place in a cohort. All that a learner makes hangs on this, since she may be in two cohorts."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=EnrolmentStatus, default=EnrolmentStatus.ACTIVE)
    job_title = models.CharField(_("role at work"), max_length=150, blank=True)
    enrolled_at = models.DateTimeField()

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["learner__full_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "learner"],
                name="enrolment_once_per_cohort",
                violation_error_message=_("This person is already enrolled in this cohort."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner}, {self.cohort}"


class EnrolmentTransition(Transition):
    """One change of an enrolment's status."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="transitions")

    @property
    def words(self) -> str:
        """“taking part → withdrawn”; the first row has no beginning."""
        states = [EnrolmentStatus(state).label for state in (self.from_state, self.to_state) if state]
        return " → ".join(map(str, states))

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


@tracked()
class EnrolmentEmployer(UUIDModel, DatedRelation):
    """Who employed the learner in a period of the enrolment: one at a time."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="employers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = DatedRelationQuerySet.as_manager()

    class Meta:
        ordering = ["-from_date", "-pk"]
        constraints = [
            DatedRelation.dates_in_order("enrolment_employer_dates_in_order"),
            ExclusionConstraint(
                name="enrolment_employer_one_at_a_time",
                expressions=[
                    (F("enrolment"), RangeOperators.EQUAL),
                    (Func(F("from_date"), F("to_date"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The learner already has an employer in this period."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


@tracked()
class Supporter(UUIDModel, DatedRelation):
    """Someone who supports one learner; a handover ends one row and begins another, so history stays."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="supporters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("relation"), max_length=20, choices=SupporterKind)

    objects = DatedRelationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "from_date", "pk"]
        constraints = [
            DatedRelation.dates_in_order("supporter_dates_in_order"),
            ExclusionConstraint(
                name="supporter_once_at_a_time",
                expressions=[
                    (F("enrolment"), RangeOperators.EQUAL),
                    (F("user"), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (Func(F("from_date"), F("to_date"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already supports this learner in this way."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"
