"""The workload of the performance design: 500 learners in 20 cohorts, frameworks of 300 to 1,500 elements,
programmes of 60 items, 20,000 answers. Built in bulk, the same for the same seed; a second call changes nothing."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from carnegie.people.enums import MembershipRole, OrganisationKind
from carnegie.people.models import Membership, Organisation, User
from diagnostics.enums import AttemptState, DiagnosticState, RoundKind
from diagnostics.models import (
    Answer,
    Attempt,
    Diagnostic,
    DiagnosticLevel,
    DiagnosticVersion,
    Item,
    Need,
    NeedElement,
    Round,
    Target,
    TargetProfile,
)
from programmes.enums import Depth, Mode, Strategy
from programmes.models import (
    Activity,
    Cohort,
    CohortRole,
    Enrolment,
    EnrolmentEmployer,
    Mapping,
    Module,
    Programme,
    ProgrammeFramework,
)
from projects.enums import GoalState, ProjectState
from projects.models import Goal, GoalElement, Project, ProjectElement, ProjectGoal, ProjectMember
from standards.enums import AdoptionStatus
from standards.models import Element, Framework, FrameworkVersion, Scale
from standards.services import default_scale

COHORTS, LEARNERS_PER_COHORT, ITEMS = 20, 25, 40
MODULES, ACTIVITIES_PER_MODULE, MAPPINGS = 12, 4, 1000
WIDE_MAPPINGS = 5000
ADMIN, FACILITATOR, LEARNER = "admin@bench.test", "facilitator@bench.test", "learner-0-0@bench.test"


@dataclass(frozen=True)
class Dataset:
    """The ids that the measured pages need."""

    tree_1000: uuid.UUID
    tree_300: uuid.UUID
    tree_1500: uuid.UUID
    package_1200: uuid.UUID
    programme: uuid.UUID
    wide_programme: uuid.UUID
    cohort: uuid.UUID
    attempt: uuid.UUID
    submitted: uuid.UUID
    enrolment: uuid.UUID
    element: uuid.UUID
    item: uuid.UUID
    goal: uuid.UUID
    project: uuid.UUID


def build(*, seed: int, now: dt.datetime) -> Dataset:
    """Fill the database, all or nothing, unless it is filled already; returns the ids either way."""
    if not User.objects.filter(email=ADMIN).exists():
        with transaction.atomic():
            Builder(seed, now).run()
    return _collect()


def _collect() -> Dataset:
    enrolment = Enrolment.objects.get(learner__email=LEARNER)
    attempts = Attempt.objects.filter(enrolment=enrolment)
    project = Project.objects.get(enrolment=enrolment)
    versions = FrameworkVersion.objects.order_by("framework__title")
    asked = attempts.get(state=AttemptState.IN_PROGRESS).round.diagnostic_version
    item = asked.items.get(position=0)
    return Dataset(
        tree_1000=versions.get(framework__title="Framework of 1000").pk,
        tree_300=versions.get(framework__title="Framework of 300").pk,
        tree_1500=versions.get(framework__title="Framework of 1500").pk,
        package_1200=versions.get(framework__title="Framework of 1200").case_identifier,
        programme=enrolment.cohort.programme_id,
        wide_programme=Programme.objects.get(title="Wide programme").pk,
        cohort=enrolment.cohort_id,
        attempt=attempts.get(state=AttemptState.IN_PROGRESS).pk,
        submitted=attempts.get(state=AttemptState.SUBMITTED).pk,
        enrolment=enrolment.pk,
        element=item.element_id,
        item=item.pk,
        goal=Goal.objects.filter(enrolment=enrolment).order_by("pk")[0].pk,
        project=project.pk,
    )


class Builder:
    """One filling of an empty database; the methods run in the order of `run`."""

    def __init__(self, seed: int, now: dt.datetime) -> None:
        self.random = random.Random(seed)  # noqa: S311 - repeatable data, not a secret
        self.now = now
        self.today = now.date()

    def run(self) -> None:
        self._people()
        self._frameworks()
        self._programme()
        self._diagnostic()
        self._cohorts()
        self._answers()
        self._work()
        self._wide()

    def _people(self) -> None:
        self.provider = Organisation.objects.create(name="Benchmark provider", kind=OrganisationKind.PROVIDER)
        self.employers = Organisation.objects.bulk_create(
            Organisation(name=f"Employer {n:02}", kind=OrganisationKind.EMPLOYER) for n in range(10)
        )
        self.admin = User.objects.create_user(ADMIN, full_name="Bench Admin")
        self.facilitator = User.objects.create_user(FACILITATOR, full_name="Bench Facilitator")
        Membership.objects.create(
            user=self.admin,
            organisation=self.provider,
            role=MembershipRole.PROGRAMME_ADMIN,
            from_date=self.today - dt.timedelta(days=400),
        )

    def _frameworks(self) -> None:
        self.scale = default_scale(by=self.admin, now=self.now)
        self.version = self._framework(self.scale, domains=10, size=300)
        self._framework(self.scale, domains=20, size=1000)

    def _framework(self, scale: Scale, *, domains: int, size: int) -> FrameworkVersion:
        framework = Framework.objects.create(
            owner=self.provider, title=f"Framework of {size}", creator="Benchmark standards board"
        )
        version = FrameworkVersion.objects.create(
            framework=framework, status=AdoptionStatus.ADOPTED, scale=scale, changed_at=self.now
        )
        elements: list[Element] = []
        for d in range(domains):
            domain = self._element(version, None, len(elements), f"D{d + 1}")
            elements.append(domain)
            for s in range(size // domains - 1):
                elements.append(self._element(version, domain, len(elements), f"D{d + 1}.{s + 1}"))
        Element.objects.bulk_create(elements)
        return version

    def _element(self, version: FrameworkVersion, parent: Element | None, position: int, code: str) -> Element:
        return Element(
            version=version,
            parent=parent,
            position=position,
            depth=1 if parent else 0,
            code=code,
            kind="standard" if parent else "domain",
            full_statement=f"{code}: leads {self.random.choice(('people', 'change', 'learning', 'care'))} well at work",
            is_rateable=parent is not None,
        )

    def _programme(self) -> None:
        self.programme = self._provision("Benchmark programme", self.version, MAPPINGS)

    def _wide(self) -> None:
        """The sizes of the standards and mapping figures; last, so that the data before stay what they were."""
        self._framework(self.scale, domains=20, size=1200)
        version = self._framework(self.scale, domains=20, size=1500)
        self._provision("Wide programme", version, WIDE_MAPPINGS)

    def _provision(self, title: str, version: FrameworkVersion, mappings: int) -> Programme:
        """A programme of 60 items (modules and their activities) mapped to `version` in so many cells."""
        programme = Programme.objects.create(provider=self.provider, title=title)
        ProgrammeFramework.objects.create(programme=programme, version=version)
        modules = Module.objects.bulk_create(
            Module(programme=programme, title=f"Module {n + 1}", position=n + 1) for n in range(MODULES)
        )
        activities = Activity.objects.bulk_create(
            Activity(
                module=module,
                title=f"Activity {module.position}.{n + 1}",
                position=n + 1,
                strategy=Strategy.WORKSHOP,
                mode=Mode.BLENDED,
                hours=2,
            )
            for module in modules
            for n in range(ACTIVITIES_PER_MODULE)
        )
        elements = list(version.elements.filter(is_rateable=True))
        pairs = [(activity, element) for activity in activities for element in elements]
        Mapping.objects.bulk_create(
            Mapping(activity=activity, element=element, depth=self.random.choice(Depth.values))
            for activity, element in self.random.sample(pairs, mappings)
        )
        return programme

    def _diagnostic(self, size: int = ITEMS) -> None:
        diagnostic = Diagnostic.objects.create(programme=self.programme, title="Benchmark self-assessment")
        self.diagnostic_version = DiagnosticVersion.objects.create(
            diagnostic=diagnostic,
            framework_version=self.version,
            state=DiagnosticState.PUBLISHED,
            published_at=self.now,
            published_by=self.admin,
        )
        self.levels = DiagnosticLevel.objects.bulk_create(
            DiagnosticLevel(
                version=self.diagnostic_version,
                value=level.value,
                rank=rank,
                label=level.label,
                description=level.description,
                is_proficient=level.is_proficient,
            )
            for rank, level in enumerate(self.scale.levels.order_by("value"), start=1)
        )
        rateable = self.version.elements.filter(is_rateable=True).select_related("parent").order_by("depth", "code")
        chosen = sorted(list(rateable)[:size], key=lambda element: element.position)
        self.items = Item.objects.bulk_create(
            Item(
                version=self.diagnostic_version,
                element=element,
                lineage=element.lineage,
                position=position,
                domain=element.parent.title,
                domain_position=element.parent.position,
                code=element.code,
                statement=element.full_statement,
            )
            for position, element in enumerate(chosen)
        )
        self.targets = TargetProfile.objects.create(
            programme=self.programme, diagnostic_version=self.diagnostic_version, title="Benchmark targets"
        )
        Target.objects.bulk_create(Target(profile=self.targets, item=item, minimum=4, maximum=5) for item in self.items)

    def _cohorts(self) -> None:
        self.cohorts = Cohort.objects.bulk_create(
            Cohort(
                programme=self.programme,
                title=f"Cohort {n + 1:02}",
                starts_on=self.today - dt.timedelta(days=60),
                ends_on=self.today + dt.timedelta(days=300),
            )
            for n in range(COHORTS)
        )
        for cohort in self.cohorts:
            CohortRole.objects.create(cohort=cohort, user=self.facilitator, from_date=cohort.starts_on)
        learners = User.objects.bulk_create(
            User(email=f"learner-{c}-{n}@bench.test", full_name=f"Learner {c}-{n}", password=make_password(None))
            for c in range(COHORTS)
            for n in range(LEARNERS_PER_COHORT)
        )
        self.enrolments = Enrolment.objects.bulk_create(
            Enrolment(cohort=self.cohorts[n // LEARNERS_PER_COHORT], learner=learner, enrolled_at=self.now)
            for n, learner in enumerate(learners)
        )
        EnrolmentEmployer.objects.bulk_create(
            EnrolmentEmployer(
                enrolment=enrolment,
                organisation=self.random.choice(self.employers),
                from_date=self.today - dt.timedelta(days=400),
            )
            for enrolment in self.enrolments
        )

    def _answers(self) -> None:
        rounds = {cohort.pk: self._round(cohort, "Baseline") for cohort in self.cohorts}
        self.attempts = Attempt.objects.bulk_create(
            Attempt(
                round=rounds[enrolment.cohort_id],
                enrolment=enrolment,
                state=AttemptState.SUBMITTED,
                started_at=self.now - dt.timedelta(days=3),
                submitted_at=self.now - dt.timedelta(days=2),
            )
            for enrolment in self.enrolments
        )
        second = Attempt.objects.create(
            round=self._round(self.cohorts[0], "Mid-point"), enrolment=self.enrolments[0], started_at=self.now
        )
        Answer.objects.bulk_create(
            Answer(attempt=attempt, item=item, level=self.random.choice(self.levels), importance=2, saved_at=self.now)
            for attempt in [*self.attempts, second]
            for item in self.items
        )

    def _round(self, cohort: Cohort, title: str, kind: str = RoundKind.BASELINE) -> Round:
        return Round.objects.create(
            cohort=cohort,
            diagnostic_version=self.diagnostic_version,
            target_profile=self.targets,
            title=title,
            kind=kind,
            opens_on=self.today - dt.timedelta(days=10),
            closes_on=self.today + dt.timedelta(days=300),
            opened_by=self.admin,
        )

    def _work(self) -> None:
        element = self.items[0].element
        for attempt in self.attempts:
            self._learner_work(attempt, element)

    def _learner_work(self, attempt: Attempt, element: Element) -> None:
        enrolment = attempt.enrolment
        need = Need.objects.create(enrolment=enrolment, attempt=attempt, title="Leading people", reason="New team")
        NeedElement.objects.create(need=need, element=element)
        goal = Goal.objects.create(
            enrolment=enrolment,
            need=need,
            title="Hold one observed hour a month",
            success_measure="A rota that is kept",
            due_date=self.today + dt.timedelta(days=90),
            state=GoalState.ACTIVE,
        )
        GoalElement.objects.create(goal=goal, element=element)
        project = Project.objects.create(
            enrolment=enrolment,
            title="A calmer start to the day",
            aim="Arrivals without queues",
            state=self.random.choice((ProjectState.PROPOSED, ProjectState.IN_PROGRESS, ProjectState.SUBMITTED)),
            state_since=self.now - dt.timedelta(days=self.random.randrange(20)),
        )
        ProjectMember.objects.create(project=project, enrolment=enrolment)
        ProjectGoal.objects.create(project=project, goal=goal)
        ProjectElement.objects.create(project=project, element=element)
