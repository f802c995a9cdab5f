"""What a form may offer, and a service may accept: own rows only."""

import datetime as dt
from itertools import groupby

from django.db.models import Q, QuerySet

from carnegie.people.models import Organisation, User
from diagnostics.models import Need
from programmes.enums import EnrolmentStatus, SupporterKind
from programmes.models import Enrolment, Supporter
from projects.enums import CLOSED_STATES, GoalState
from projects.models import Goal, Project
from standards.models import Element

Choices = list[tuple[str, list[tuple[str, str]]]]


def enrolments_of(user: User) -> QuerySet[Enrolment]:
    """Where she takes part now, the latest first."""
    mine = Enrolment.objects.as_learner(user).filter(status=EnrolmentStatus.ACTIVE)
    return mine.select_related("cohort__programme").order_by("-enrolled_at")


def elements_for(enrolment: Enrolment) -> QuerySet[Element]:
    """The standards of the programme's frameworks, and those that the learner's needs name."""
    needs = Need.objects.filter(enrolment=enrolment).order_by().values("elements__element")
    versions = enrolment.cohort.programme.frameworks.values("version")
    return Element.objects.filter(Q(version__in=versions) | Q(pk__in=needs))


def element_choices(elements: QuerySet[Element]) -> Choices:
    """Those that can be rated, under their domain, in reading order."""
    rows = elements.filter(is_rateable=True).select_related("parent", "version__framework")
    ordered = rows.order_by("version__framework__title", "version", "position")
    return [
        (group, [(str(row.pk), str(row)) for row in members])
        for group, members in groupby(ordered, key=lambda row: str(row.parent or row.version.framework))
    ]


def needs_of(enrolment: Enrolment) -> QuerySet[Need]:
    return Need.objects.filter(enrolment=enrolment)


def goals_to_link(enrolment: Enrolment) -> QuerySet[Goal]:
    """Goals that she has not set aside."""
    return Goal.objects.filter(enrolment=enrolment).exclude(state=GoalState.SET_ASIDE)


def projects_to_link(enrolment: Enrolment) -> QuerySet[Project]:
    return Project.objects.filter(enrolment=enrolment).exclude(state__in=CLOSED_STATES)


def employer_on(enrolment: Enrolment, on: dt.date) -> Organisation | None:
    """Who employs the learner on that day."""
    row = enrolment.employers.active(on).select_related("organisation").first()
    return row.organisation if row else None


def possible_colleagues(project: Project, on: dt.date) -> QuerySet[User]:
    """Workplace colleagues and line managers of the learner who are not on the project yet."""
    kinds = (SupporterKind.COLLEAGUE, SupporterKind.LINE_MANAGER)
    named = Supporter.objects.active(on, enrolment=project.enrolment_id, kind__in=kinds)
    already = project.colleagues.active(on).values("user")
    return User.objects.filter(pk__in=named.values("user"), is_active=True).exclude(pk__in=already)


def facilitators_of(project: Project, on: dt.date) -> QuerySet[User]:
    """Active people who facilitate the learner's cohort on that day, each once."""
    return cohort_facilitators(project.enrolment, on)


def cohort_facilitators(enrolment: Enrolment, on: dt.date) -> QuerySet[User]:
    """The same of an enrolment; never the learner herself."""
    roles = enrolment.cohort.roles.active(on).exclude(user=enrolment.learner_id).values("user")
    return User.objects.filter(pk__in=roles, is_active=True).order_by("full_name")
