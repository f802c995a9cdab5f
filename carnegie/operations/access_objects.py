"""One object of each kind of a learner and her programme: what example addresses and forms name."""

import datetime as dt
from typing import Any

from django.db.models import Q

from carnegie.core import clock
from carnegie.core.models import Job
from carnegie.notifications.models import Reminder
from carnegie.people.models import SharingGrant, User
from diagnostics.enums import AttemptState, DiagnosticState
from diagnostics.models import (
    Attempt,
    ContextQuestion,
    DiagnosticVersion,
    Need,
    RaterInvitation,
    RaterPanel,
    Round,
    TargetProfile,
)
from programmes.enums import SuggestionState
from programmes.models import (
    Activity,
    Booking,
    CohortRole,
    Enrolment,
    EnrolmentEmployer,
    LearningEvent,
    Mapping,
    MappingSuggestion,
    Module,
    ProgrammeFramework,
    Supporter,
)
from projects.models import (
    Claim,
    Evidence,
    Goal,
    Milestone,
    Project,
    ProjectColleague,
    Review,
    Submission,
    SuccessMeasure,
)
from standards.enums import AdoptionStatus, Approval
from standards.models import Association, Crosswalk, CrosswalkLink, Element, FrameworkVersion, Scale

Objects = dict[str, str]


def objects_of(learner: User) -> Objects:
    """One object of each kind of this learner and her programme, by name; a kind that has none is left out.

    Of several it is the one made first, by key: demo data and tests write past moments into `created_at`.
    """
    enrolment = Enrolment.objects.filter(learner=learner).select_related("cohort").order_by("pk")[0]
    cohort, programme = enrolment.cohort, enrolment.cohort.programme
    attempts = Attempt.objects.filter(enrolment=enrolment)
    projects = Project.objects.filter(enrolment=enrolment)
    versions = DiagnosticVersion.objects.filter(diagnostic__programme=programme)
    frameworks = FrameworkVersion.objects.filter(framework__owner=programme.provider)
    panels = RaterPanel.objects.filter(enrolment=enrolment)
    drafts = frameworks.filter(status=AdoptionStatus.DRAFT)
    rows = {
        "enrolment": Enrolment.objects.filter(pk=enrolment.pk),
        "cohort": type(cohort).objects.filter(pk=cohort.pk),
        "programme": type(programme).objects.filter(pk=programme.pk),
        "module": Module.objects.filter(programme=programme),
        "activity": Activity.objects.filter(module__programme=programme),
        "event": LearningEvent.objects.filter(programme=programme),
        "booking": Booking.objects.live().filter(enrolment=enrolment, event__starts_at__gt=clock.now()),
        "mapping": Mapping.objects.filter(module__programme=programme),
        "suggestion": MappingSuggestion.objects.filter(event__programme=programme, state=SuggestionState.OPEN),
        "facilitator_role": CohortRole.objects.filter(cohort=cohort, to_date=None),
        "supporter": Supporter.objects.filter(enrolment=enrolment, to_date=None),
        "diagnostic_version": versions.filter(state=DiagnosticState.PUBLISHED),
        "diagnostic_draft": versions.filter(state=DiagnosticState.DRAFT),
        "question": ContextQuestion.objects.filter(version__in=versions, version__state=DiagnosticState.DRAFT),
        "target_profile": TargetProfile.objects.filter(programme=programme),
        "round": Round.objects.filter(cohort=cohort),
        "round_unasked": Round.objects.filter(cohort=cohort).exclude(pk__in=panels.values("round")),
        "panel": panels,
        "panel_open": panels.filter(closed_at=None),
        "invitation": RaterInvitation.objects.filter(panel__in=panels, panel__closed_at=None),
        "attempt": attempts.filter(state=AttemptState.SUBMITTED),
        "attempt_draft": attempts.filter(state=AttemptState.IN_PROGRESS),
        "closed_panel": RaterPanel.objects.filter(enrolment=enrolment, closed_at__isnull=False),
        "context_question": ContextQuestion.objects.filter(version__diagnostic__programme=programme),
        "need": Need.objects.filter(enrolment=enrolment),
        "goal": Goal.objects.filter(enrolment=enrolment),
        "project": projects,
        "milestone": Milestone.objects.filter(project__in=projects),
        "measure": SuccessMeasure.objects.filter(project__in=projects),
        "colleague": ProjectColleague.objects.filter(project__in=projects),
        "evidence": Evidence.objects.filter(enrolment=enrolment, kind="file"),
        "claim": Claim.objects.filter(enrolment=enrolment),
        "submission": Submission.objects.filter(project__in=projects),
        "review": Review.objects.filter(submission__project__in=projects),
        "grant": SharingGrant.objects.filter(owner=learner, revoked_at=None),
        "reminder": Reminder.objects.filter(recipient=learner),
        "framework_version": frameworks.filter(status=AdoptionStatus.ADOPTED),
        "framework_draft": frameworks.filter(status=AdoptionStatus.DRAFT),
        "draft_element": Element.objects.filter(version__in=drafts),
        "draft_scale": Scale.objects.filter(Q(owner=None) | Q(owner=programme.provider)),
        "draft_link": Association.objects.filter(version__in=drafts),
        "spare_module": Module.objects.filter(programme=programme, activities=None, events=None, mappings=None),
        "crosswalk": Crosswalk.objects.filter(owner=programme.provider),
        "crosswalk_link": CrosswalkLink.objects.filter(crosswalk__owner=programme.provider, approval=Approval.PROPOSED),
        "import_job": Job.objects.filter(owner__memberships__organisation=programme.provider),
    }
    found = {name: rows_of.order_by("pk").first() for name, rows_of in rows.items()}
    objects = {name: str(row.pk) for name, row in found.items() if row is not None}
    return objects | _others(enrolment) | _next_version(found["framework_version"])


def _next_version(version: FrameworkVersion | None) -> Objects:
    """The latest adopted text of the same framework, the same one where there is no later."""
    if version is None:
        return {}
    adopted = version.framework.versions.filter(status=AdoptionStatus.ADOPTED)
    return {"next_version": str(adopted.order_by("-number")[0].pk)}


def _others(enrolment: Enrolment) -> Objects:
    """What forms name besides the object in the address."""
    link = ProgrammeFramework.objects.filter(programme=enrolment.cohort.programme)[0]
    element = link.version.elements.filter(is_rateable=True)[0]
    employer = EnrolmentEmployer.objects.filter(enrolment=enrolment)[0].organisation_id
    colleague = Supporter.objects.filter(enrolment=enrolment, kind="colleague")[0].user_id
    coach = Supporter.objects.filter(enrolment=enrolment, kind="coach")[0].user_id
    manager = Supporter.objects.filter(enrolment=enrolment, kind="line_manager")[0].user_id
    top = link.version.elements.filter(parent=None)[0]
    provider = enrolment.cohort.programme.provider_id
    used = ProgrammeFramework.objects.filter(programme=enrolment.cohort.programme).values("version")
    others = FrameworkVersion.objects.filter(status=AdoptionStatus.ADOPTED).exclude(pk__in=used)
    spare = others.order_by("pk").first()
    item = DiagnosticVersion.objects.get(pk=_published(enrolment)).items.filter(element=element)[0]
    return {
        "element": str(element.pk),
        "item": str(item.pk),
        "item_hex": item.pk.hex,
        "employer": str(employer),
        "colleague_user": str(colleague),
        "coach_user": str(coach),
        "line_manager_user": str(manager),
        "top_element": str(top.pk),
        "case_document": str(link.version.case_identifier),
        "provider": str(provider),
        "spare_version": str(spare.pk) if spare else "",
        "framework": str(link.version.framework_id),
        "spare_framework": str(spare.framework_id) if spare else "",
        "today": clock.today().isoformat(),
        "soon": (clock.today() + dt.timedelta(days=30)).isoformat(),
        "later": (clock.today() + dt.timedelta(days=60)).isoformat(),
    }


def _published(enrolment: Enrolment) -> Any:
    versions = DiagnosticVersion.objects.filter(
        diagnostic__programme=enrolment.cohort.programme, state=DiagnosticState.PUBLISHED
    )
    return versions.order_by("pk")[0].pk
