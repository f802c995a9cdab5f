"""The people and things that tests play with: two employers in one cohort, and outsiders of every sort.

Built by models, not by services, so that a broken service fails its own tests and no others. `NOW` is the moment
at which the play is set.
"""

import datetime as dt
from dataclasses import dataclass, field

from carnegie.people.enums import MembershipRole, OrganisationKind
from carnegie.people.models import Membership, Organisation, User
from diagnostics.enums import AttemptState, DiagnosticState
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
from programmes.enums import Depth, Mode, Strategy, SupporterKind
from programmes.models import (
    Activity,
    Cohort,
    CohortRole,
    Enrolment,
    EnrolmentEmployer,
    LearningEvent,
    Mapping,
    Module,
    Programme,
    ProgrammeFramework,
    ProgrammeRole,
    Supporter,
)
from standards.enums import AdoptionStatus, Approval, AssociationType
from standards.models import Crosswalk, CrosswalkLink, Element, Framework, FrameworkVersion, Scale, ScaleLevel

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
LONG_AGO = TODAY - dt.timedelta(days=200)
LEVELS = ("Not yet", "Emerging", "Developing", "Established", "Leading")


def person(name: str, **fields: object) -> User:
    """An account `name`@example.test that can sign in by session."""
    return User.objects.create_user(f"{name.lower()}@example.test", full_name=f"{name} Example", **fields)


def make_scale() -> Scale:
    scale = Scale.objects.create(title="Five levels")
    ScaleLevel.objects.bulk_create(
        ScaleLevel(scale=scale, value=value, label=label, description=f"{label}, as it looks", is_proficient=value >= 4)
        for value, label in enumerate(LEVELS, start=1)
    )
    return scale


def make_framework(
    owner: Organisation | None,
    title: str,
    *,
    domains: int = 2,
    per_domain: int = 3,
    status: str = AdoptionStatus.ADOPTED,
) -> FrameworkVersion:
    """A framework of `domains` domains with `per_domain` standards each, coded D1, D1.1, …"""
    framework = Framework.objects.create(owner=owner, title=title, creator="Standards Board")
    version = FrameworkVersion.objects.create(framework=framework, status=status, scale=make_scale(), changed_at=NOW)
    position = 0
    for d in range(1, domains + 1):
        domain = Element.objects.create(
            version=version,
            position=position,
            depth=0,
            code=f"D{d}",
            kind="domain",
            full_statement=f"{title} domain {d}",
            is_rateable=False,
        )
        position += 1
        for s in range(1, per_domain + 1):
            Element.objects.create(
                version=version,
                parent=domain,
                position=position,
                depth=1,
                code=f"D{d}.{s}",
                kind="standard",
                full_statement=f"{title} standard {d}.{s}",
            )
            position += 1
    return version


def make_link(crosswalk: Crosswalk, left: Element, right: Element, *, author: User, **fields: object) -> CrosswalkLink:
    """A proposed link of two elements; approved by `approved_by`."""
    if "approved_by" in fields:
        fields |= {"approval": Approval.APPROVED, "approved_at": NOW}
    lineages = {"left_lineage": left.lineage, "right_lineage": right.lineage}
    facts = {"kind": AssociationType.IS_RELATED_TO, **lineages, **fields}
    return CrosswalkLink.objects.create(crosswalk=crosswalk, left=left, right=right, author=author, **facts)


def make_diagnostic(
    programme: Programme, version: FrameworkVersion, by: User, title: str = "Self-assessment"
) -> DiagnosticVersion:
    """A published diagnostic of every rateable element, one page a domain, five levels."""
    diagnostic = Diagnostic.objects.create(programme=programme, title=title)
    published = DiagnosticVersion.objects.create(
        diagnostic=diagnostic,
        framework_version=version,
        state=DiagnosticState.PUBLISHED,
        published_at=NOW,
        published_by=by,
    )
    for level in version.scale.levels.all():
        DiagnosticLevel.objects.create(
            version=published,
            value=level.value,
            rank=level.value,
            label=level.label,
            description=level.description,
            is_proficient=level.is_proficient,
        )
    rateable = version.elements.filter(is_rateable=True).select_related("parent")
    for position, element in enumerate(rateable):
        Item.objects.create(
            version=published,
            element=element,
            lineage=element.lineage,
            position=position,
            domain=element.parent.title,
            domain_position=element.parent.position,
            code=element.code,
            statement=element.full_statement,
        )
    return published


def make_attempt(round_: Round, enrolment: Enrolment, *, ranks: list[int], submitted: bool = True) -> Attempt:
    """An attempt that answers the first items with these ranks (1 to 5), each with an example that must not leak."""
    attempt = Attempt.objects.create(
        round=round_,
        enrolment=enrolment,
        state=AttemptState.SUBMITTED if submitted else AttemptState.IN_PROGRESS,
        started_at=NOW - dt.timedelta(days=2),
        submitted_at=NOW - dt.timedelta(days=1) if submitted else None,
    )
    levels = {level.rank: level for level in round_.diagnostic_version.levels.all()}
    for item, rank in zip(round_.diagnostic_version.items.all(), ranks, strict=False):
        Answer.objects.create(
            attempt=attempt,
            item=item,
            level=levels[rank],
            importance=3,
            example=f"canary-example-{enrolment.learner.short_name}-{item.code}",
            saved_at=NOW,
        )
    return attempt


def make_need(attempt: Attempt, title: str = "Delegating with follow-up") -> Need:
    need = Need.objects.create(
        enrolment=attempt.enrolment, attempt=attempt, title=title, reason="canary-reason", context="canary-context"
    )
    NeedElement.objects.create(need=need, element=attempt.round.diagnostic_version.items.all()[0].element)
    return need


@dataclass
class Cast:
    """Everybody and everything, by the names of the access matrix where it has one."""

    provider: Organisation = field(init=False)
    other_provider: Organisation = field(init=False)
    employer_a: Organisation = field(init=False)
    employer_b: Organisation = field(init=False)
    amara: User = field(init=False)
    ben: User = field(init=False)
    bill: User = field(init=False)
    cora: User = field(init=False)
    carl: User = field(init=False)
    lena: User = field(init=False)
    lars: User = field(init=False)
    dee: User = field(init=False)
    sam: User = field(init=False)
    sue: User = field(init=False)
    root: User = field(init=False)
    otto: User = field(init=False)
    olga: User = field(init=False)
    pia: User = field(init=False)
    eve: User = field(init=False)
    framework_version: FrameworkVersion = field(init=False)
    programme: Programme = field(init=False)
    other_programme: Programme = field(init=False)
    modules: list[Module] = field(init=False)
    activity: Activity = field(init=False)
    event: LearningEvent = field(init=False)
    cohort: Cohort = field(init=False)
    other_cohort: Cohort = field(init=False)
    amara_enrolment: Enrolment = field(init=False)
    ben_enrolment: Enrolment = field(init=False)
    otto_enrolment: Enrolment = field(init=False)
    diagnostic_version: DiagnosticVersion = field(init=False)
    target_profile: TargetProfile = field(init=False)
    round: Round = field(init=False)

    def __post_init__(self) -> None:
        self._people()
        self._provision()
        self._cohorts()
        self._diagnostic()

    def _people(self) -> None:
        make = Organisation.objects.create
        self.provider = make(name="Northbridge Leadership", kind=OrganisationKind.PROVIDER)
        self.other_provider = make(name="Southgate Academy", kind=OrganisationKind.PROVIDER)
        self.employer_a = make(name="Elm Park Nursery")
        self.employer_b = make(name="Hillside Primary")
        names = "amara ben bill cora carl lena lars dee sam sue otto olga pia eve"
        for name in names.split():
            setattr(self, name, person(name.capitalize()))
        self.root = person("Root", is_staff=True, is_superuser=True)
        self._membership(self.dee, self.provider, MembershipRole.PROGRAMME_ADMIN)
        self._membership(self.pia, self.other_provider, MembershipRole.PROGRAMME_ADMIN)
        self._membership(self.sam, self.employer_a, MembershipRole.SPONSOR)
        self._membership(self.sue, self.employer_b, MembershipRole.SPONSOR)
        self._membership(self.lena, self.employer_a, MembershipRole.STAFF)
        self._membership(self.lars, self.employer_b, MembershipRole.STAFF)

    def _membership(self, user: User, organisation: Organisation, role: str) -> None:
        Membership.objects.create(user=user, organisation=organisation, role=role, from_date=LONG_AGO)

    def _provision(self) -> None:
        self.framework_version = make_framework(self.provider, "Heads")
        self.programme = Programme.objects.create(provider=self.provider, title="Leading in Practice")
        self.other_programme = Programme.objects.create(provider=self.other_provider, title="Elsewhere")
        ProgrammeFramework.objects.create(programme=self.programme, version=self.framework_version)
        self.modules = [
            Module.objects.create(programme=self.programme, title=title, position=position)
            for position, title in enumerate(("Leading self", "Leading teams"), start=1)
        ]
        self.activity = Activity.objects.create(
            module=self.modules[0], title="Reading group", strategy=Strategy.SELF_STUDY, mode=Mode.ONLINE, hours=2
        )
        self.event = LearningEvent.objects.create(
            programme=self.programme,
            module=self.modules[1],
            title="Workshop: change in small teams",
            strategy=Strategy.WORKSHOP,
            mode=Mode.FACE_TO_FACE,
            hours=3,
            starts_at=NOW + dt.timedelta(days=7),
            ends_at=NOW + dt.timedelta(days=7, hours=3),
            place="Room 2",
            capacity=12,
        )
        first = self.framework_version.elements.get(code="D1.1")
        Mapping.objects.create(
            module=self.modules[0], element=first, depth=Depth.DEVELOPS, rationale="Core of the module"
        )

    def _cohorts(self) -> None:
        dates = {"starts_on": TODAY - dt.timedelta(days=60), "ends_on": TODAY + dt.timedelta(days=200)}
        self.cohort = Cohort.objects.create(programme=self.programme, title="Autumn", **dates)
        self.other_cohort = Cohort.objects.create(programme=self.programme, title="Spring", **dates)
        self.amara_enrolment = self._enrol(self.cohort, self.amara, self.employer_a)
        self.ben_enrolment = self._enrol(self.cohort, self.ben, self.employer_b)
        self.otto_enrolment = self._enrol(self.other_cohort, self.otto, self.employer_a)
        self._facilitator(self.cohort, self.bill)
        self._facilitator(self.other_cohort, self.olga)
        self._support(self.amara_enrolment, self.cora, SupporterKind.COACH)
        self._support(self.amara_enrolment, self.carl, SupporterKind.COLLEAGUE)
        self._support(self.amara_enrolment, self.lena, SupporterKind.LINE_MANAGER)
        self._support(self.ben_enrolment, self.lars, SupporterKind.LINE_MANAGER)
        yesterday = TODAY - dt.timedelta(days=1)
        self._support(self.amara_enrolment, self.eve, SupporterKind.COACH, to_date=yesterday)
        CohortRole.objects.create(cohort=self.cohort, user=self.eve, from_date=LONG_AGO, to_date=yesterday)
        ProgrammeRole.objects.create(programme=self.programme, user=self.eve, from_date=LONG_AGO, to_date=yesterday)

    def _enrol(self, cohort: Cohort, learner: User, employer: Organisation) -> Enrolment:
        enrolment = Enrolment.objects.create(cohort=cohort, learner=learner, enrolled_at=NOW, job_title="Deputy head")
        EnrolmentEmployer.objects.create(enrolment=enrolment, organisation=employer, from_date=LONG_AGO)
        return enrolment

    def _facilitator(self, cohort: Cohort, user: User) -> None:
        CohortRole.objects.create(cohort=cohort, user=user, from_date=LONG_AGO)

    def _support(self, enrolment: Enrolment, user: User, kind: str, to_date: dt.date | None = None) -> None:
        Supporter.objects.create(enrolment=enrolment, user=user, kind=kind, from_date=LONG_AGO, to_date=to_date)

    def _diagnostic(self) -> None:
        self.diagnostic_version = make_diagnostic(self.programme, self.framework_version, self.dee)
        self.target_profile = TargetProfile.objects.create(
            programme=self.programme, diagnostic_version=self.diagnostic_version, title="New heads"
        )
        for item in self.diagnostic_version.items.all():
            Target.objects.create(profile=self.target_profile, item=item, minimum=4, maximum=5)
        self.round = Round.objects.create(
            cohort=self.cohort,
            diagnostic_version=self.diagnostic_version,
            target_profile=self.target_profile,
            title="Baseline",
            opens_on=TODAY - dt.timedelta(days=3),
            closes_on=TODAY + dt.timedelta(days=14),
            opened_by=self.bill,
        )
