"""The scene of the access test: the cast, with one object of every kind that belongs to Amara, and who plays whom."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from carnegie.core.enums import JobState
from carnegie.core.models import Job
from carnegie.notifications.services import plan_reminder
from carnegie.operations.access_objects import objects_of
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics import services as diagnostics
from diagnostics.enums import DiagnosticState
from diagnostics.models import ContextQuestion, Diagnostic, DiagnosticVersion, RaterInvitation, Round
from programmes.enums import BookingStatus, EnrolmentStatus
from programmes.models import Booking, MappingSuggestion, Module, ProgrammeFramework
from projects.enums import EvidenceKind, ProjectState, ReviewDecision, ReviewState
from projects.models import (
    Claim,
    ClaimEvidence,
    ClaimTransition,
    Evidence,
    EvidenceProject,
    Goal,
    Milestone,
    Project,
    ProjectColleague,
    ProjectElement,
    ProjectMember,
    ProjectTransition,
    Review,
    Submission,
    SuccessMeasure,
)
from standards import services
from standards.enums import AdoptionStatus
from standards.models import Association, Crosswalk, Framework, FrameworkVersion
from tests.cast import LONG_AGO, NOW, TODAY, Cast, make_attempt, make_framework, make_link, make_need
from tests.diagnostics.panels import make_panel

# Actor of the matrix → who plays it. The last rows are denial-only: nothing of Amara's is theirs.
PLAYED_BY = {
    "L": "amara",
    "PEER": "ben",
    "COACH": "cora",
    "COLL": "carl",
    "LM": "lena",
    "FAC": "bill",
    "PA": "dee",
    "SPON": "sam",
    "SA": "root",
    "OTHER_L": "otto",
    "OTHER_FAC": "olga",
    "OTHER_PA": "pia",
    "OTHER_ORG": "lars",
    "OTHER_SPON": "sue",
    "EX": "eve",
}
GRANTEES = ("cora", "bill", "lena")


@dataclass
class Scene:
    cast: Cast
    objects: dict[str, str]
    clients: dict[str, Client] = field(default_factory=dict)

    def person(self, actor: str) -> User:
        return getattr(self.cast, PLAYED_BY[actor])

    def client(self, actor: str) -> Client:
        """A browser of hers: the actors sign in once, when the scene is set."""
        return self.clients[actor]

    def sign_in_all(self) -> None:
        self.clients["ANON"] = Client(raise_request_exception=False)
        for actor in PLAYED_BY:
            self.clients[actor] = Client(raise_request_exception=False)
            self.clients[actor].force_login(self.person(actor))


def set_scene() -> Scene:
    """One object of each kind; the project is in progress, its review released."""
    cast = Cast()
    now = NOW
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2, 3, 1, 4, 5, 2])
    _second_round(cast)
    rater = _panel(cast)
    need = make_need(attempt)
    project = _project(cast, now)
    Goal.objects.create(
        enrolment=cast.amara_enrolment,
        need=need,
        title="Delegate",
        success_measure="canary-measure",
        due_date=TODAY + dt.timedelta(days=50),
    )
    _evidence(cast, project)
    _drafts(cast)
    _closed_panel(cast)
    Framework.objects.filter(pk=cast.framework_version.framework_id).update(is_public=True)
    MappingSuggestion.objects.create(
        event=cast.event, element=cast.framework_version.elements.get(code="D2.2"), suggested_by=cast.bill
    )
    Booking.objects.create(
        event=cast.event, enrolment=cast.amara_enrolment, turn=1, status=BookingStatus.BOOKED, booked_at=now
    )
    _grant(cast, cast.cora, GrantSubject.NEED, need.pk, now)
    plan_reminder(
        kind="programmes.invitation",
        recipient=cast.amara,
        subject_id=cast.amara_enrolment.pk,
        occurrence="access",
        due_at=now,
        expires_at=now + dt.timedelta(days=1),
        now=now,
    )
    extra = _extra(cast) | {"rater_token": rater.token}
    scene = Scene(cast, objects_of(cast.amara) | extra)
    scene.sign_in_all()
    return scene


def _second_round(cast: Cast) -> None:
    """An open round in which Amara has begun, so that there is a draft beside the submitted attempt."""
    ContextQuestion.objects.create(
        version=cast.diagnostic_version, position=0, kind="number", wording="How many people do you lead?"
    )
    later = Round.objects.create(
        cohort=cast.cohort,
        diagnostic_version=cast.diagnostic_version,
        target_profile=cast.target_profile,
        title="Mid-point",
        kind="mid_point",
        opens_on=TODAY - dt.timedelta(days=2),
        closes_on=TODAY + dt.timedelta(days=20),
        opened_by=cast.bill,
    )
    make_attempt(later, cast.amara_enrolment, ranks=[3, 3], submitted=False)
    Round.objects.filter(pk=cast.round.pk).update(
        opens_on=TODAY - dt.timedelta(days=30), closes_on=TODAY + dt.timedelta(days=10)
    )


def _panel(cast: Cast) -> RaterInvitation:
    """Amara asks three colleagues about the first round; one has begun, with words that must not leak."""
    panel = diagnostics.open_panel(
        round=cast.round,
        enrolment=cast.amara_enrolment,
        mode="anonymous",
        closes_on=TODAY + dt.timedelta(days=10),
        by=cast.amara,
        now=NOW,
    )
    asked = [
        diagnostics.PersonAsked(f"{name} Rater", f"{name.lower()}@rater.test", "colleague")
        for name in ("Kim", "Lee", "Mo")
    ]
    first = diagnostics.invite_raters(panel=panel, people=asked, by=cast.amara, now=NOW)[0]
    item = cast.diagnostic_version.items.all()[0]
    said = diagnostics.Said(item.pk, 3, False, "canary-rater-comment", 0)
    diagnostics.save_ratings(invitation=first, said=[said], now=NOW)
    return first


def _closed_panel(cast: Cast) -> None:
    """What others said of Amara in a round that is over: one group that is shown, one that is not."""
    over = Round.objects.create(
        cohort=cast.cohort,
        enrolment=cast.amara_enrolment,
        diagnostic_version=cast.diagnostic_version,
        title="Before",
        opens_on=TODAY - dt.timedelta(days=50),
        closes_on=TODAY - dt.timedelta(days=40),
        opened_by=cast.bill,
    )
    make_panel(over, cast.amara_enrolment, {"colleague": (3, ["2", "3.5", "4"]), "peer": (2, None)})


def _project(cast: Cast, now: dt.datetime) -> Project:
    project = Project.objects.create(
        enrolment=cast.amara_enrolment,
        title="Calmer handovers",
        aim="canary-aim",
        benefit_self="canary-self",
        benefit_team="canary-team",
        benefit_organisation="canary-organisation",
        state=ProjectState.IN_PROGRESS,
        state_since=now,
    )
    element = cast.framework_version.elements.get(code="D1.1")
    for state in (ProjectState.PROPOSED, ProjectState.APPROVED, ProjectState.IN_PROGRESS):
        ProjectTransition.objects.create(project=project, to_state=state, at=now, by=cast.amara)
    ProjectMember.objects.create(project=project, enrolment=cast.amara_enrolment)
    ProjectElement.objects.create(project=project, element=element)
    ProjectColleague.objects.create(project=project, user=cast.carl, from_date=LONG_AGO)
    Milestone.objects.create(project=project, title="Rota", due_date=TODAY)
    SuccessMeasure.objects.create(project=project, measure="Minutes")
    snapshot = {"texts": {"title": project.title}, "measures": [], "milestones": [], "goals": [], "elements": []}
    submission = Submission.objects.create(
        project=project, number=1, snapshot=snapshot | {"evidence": []}, submitted_at=now, submitted_by=cast.amara
    )
    Review.objects.create(
        submission=submission,
        author=cast.bill,
        comment="canary-review",
        decision=ReviewDecision.MORE_WORK,
        state=ReviewState.RELEASED,
        released_at=now,
    )
    return project


def _evidence(cast: Cast, project: Project) -> None:
    evidence = Evidence.objects.create(
        enrolment=cast.amara_enrolment,
        kind=EvidenceKind.FILE,
        title="Rota",
        file=ContentFile(b"canary-file", name="rota.txt"),
        file_name="rota.txt",
        content_type="text/plain",
        size=11,
    )
    EvidenceProject.objects.create(evidence=evidence, project=project)
    item = cast.diagnostic_version.items.get(code="D2.3")
    claim = Claim.objects.create(enrolment=cast.amara_enrolment, item=item, statement="canary-claim")
    ClaimEvidence.objects.create(claim=claim, evidence=evidence)
    ClaimTransition.objects.create(claim=claim, to_state=claim.state, at=NOW, by=cast.amara)


def _drafts(cast: Cast) -> None:
    draft = make_framework(cast.provider, "Draft framework", status=AdoptionStatus.DRAFT)
    first, second = draft.elements.order_by("position")[:2]
    ends = {"origin_identifier": str(first.identifier), "destination_identifier": str(second.identifier)}
    Association.objects.create(version=draft, kind="precedes", origin=first, destination=second, **ends)
    make_framework(cast.provider, "Not yet used")
    _next_version(cast)
    Module.objects.create(programme=cast.programme, title="Empty", position=3)
    diagnostic = Diagnostic.objects.create(programme=cast.programme, title="Next year")
    draft = DiagnosticVersion.objects.create(diagnostic=diagnostic, framework_version=cast.framework_version)
    published = cast.diagnostic_version
    for level in published.levels.all():
        level.pk, level.version, level._state.adding = None, draft, True
        level.save()
    for item in published.items.all():
        draft.items.create(
            element=item.element,
            lineage=item.lineage,
            position=item.position,
            domain=item.domain,
            domain_position=item.domain_position,
            statement=item.statement,
        )
    draft.questions.create(position=1, wording="Where do you work?")
    assert draft.state == DiagnosticState.DRAFT
    Job.objects.create(owner=cast.dee, kind="framework_import", state=JobState.QUEUED)
    assert cast.amara_enrolment.status == EnrolmentStatus.ACTIVE


def _next_version(cast: Cast) -> None:
    """A later text of the framework that Amara's programme uses, adopted: one standard reworded, one left out."""
    source, who = cast.framework_version, {"by": cast.dee, "now": NOW}
    draft = services.start_draft(framework=source.framework, source=source, **who)
    draft.elements.filter(code="D1.1").update(full_statement="Access standard 1.1, in other words")
    draft.elements.filter(code="D2.3").delete()
    services.adopt_version(version=draft, **who)


def _crosswalk(cast: Cast, other: FrameworkVersion) -> None:
    """One with a link that Bill proposed."""
    left, right = cast.framework_version, other
    crosswalk = Crosswalk.objects.create(
        owner=cast.provider, title="Heads to others", left=left.framework, right=right.framework
    )
    make_link(crosswalk, left.elements.get(code="D1.1"), right.elements.get(code="D1.1"), author=cast.bill)


def _extra(cast: Cast) -> dict[str, str]:
    unmapped = make_framework(cast.provider, "Unmapped")
    _crosswalk(cast, unmapped)
    ProgrammeFramework.objects.create(programme=cast.programme, version=unmapped)
    return {
        "unmapped_version": str(unmapped.pk),
    }


def _grant(cast: Cast, grantee: User, subject: str, subject_id: Any, now: dt.datetime) -> None:
    SharingGrant.objects.create(
        owner=cast.amara, grantee=grantee, subject=subject, subject_id=subject_id, granted_at=now
    )


SHARED_OBJECTS = {
    GrantSubject.ATTEMPT: "attempt",
    GrantSubject.NEED: "need",
    GrantSubject.GOAL: "goal",
    GrantSubject.PROJECT: "project",
    GrantSubject.EVIDENCE: "evidence",
    GrantSubject.REVIEW: "review",
    GrantSubject.ENROLMENT: "enrolment",
    GrantSubject.PANEL: "closed_panel",
}


def share_everything(scene: Scene) -> None:
    """Amara shares all that can be shared with all who may receive it, and flags her evidence for her employer."""
    now = NOW
    for subject, name in SHARED_OBJECTS.items():
        for grantee in (*GRANTEES, "ben", "sam"):
            person = getattr(scene.cast, grantee)
            known = SharingGrant.objects.filter(
                owner=scene.cast.amara, grantee=person, subject=subject, subject_id=scene.objects[name]
            )
            if not known.exists():
                _grant(scene.cast, person, subject, scene.objects[name], now)
    Evidence.objects.update(shared_with_employer=scene.cast.employer_a)
