"""The people and things that tests play with: two employers in one cohort, and outsiders of every sort.

Built by models, not by services, so that a broken service fails its own tests and no others; rows of one sort in one
statement, for some three thousand tests begin with them. `NOW` is the moment at which the play is set.
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
EVERYBODY = ["amara", "ben", "bill", "cora", "carl", "lena", "lars", "dee", "sam", "sue", "otto", "olga", "pia", "eve"]
LEVELS = ("Not yet", "Emerging", "Developing", "Established", "Leading")


def person(name: str, **fields: object) -> User:
    """An account `name`@example.test that can sign in by session."""
    user = _account(name, **fields)
    user.save()
    return user


def _account(name: str, **fields: object) -> User:
    user = User(email=f"{name.lower()}@example.test", full_name=f"{name} Example", **fields)
    user.set_unusable_password()
    return user


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
    Element.objects.bulk_create(
        element for d in range(1, domains + 1) for element in _domain(version, d, per_domain=per_domain)
    )
    return version


def _domain(version: FrameworkVersion, d: int, *, per_domain: int) -> list[Element]:
    title = version.framework.title
    first = (d - 1) * (per_domain + 1)
    facts = {"kind": "domain", "full_statement": f"{title} domain {d}", "is_rateable": False}
    domain = Element(version=version, position=first, depth=0, code=f"D{d}", **facts)
    return [domain] + [
        Element(
            version=version,
            parent=domain,
            position=first + s,
            depth=1,
            code=f"D{d}.{s}",
            kind="standard",
            full_statement=f"{title} standard {d}.{s}",
        )
        for s in range(1, per_domain + 1)
    ]


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
    DiagnosticLevel.objects.bulk_create(
        DiagnosticLevel(
            version=published,
            value=level.value,
            rank=level.value,
            label=level.label,
            description=level.description,
            is_proficient=level.is_proficient,
        )
        for level in version.scale.levels.all()
    )
    rateable = version.elements.filter(is_rateable=True).select_related("parent")
    Item.objects.bulk_create(
        Item(
            version=published,
            element=element,
            lineage=element.lineage,
            position=position,
            domain=element.parent.title,
            domain_position=element.parent.position,
            code=element.code,
            statement=element.full_statement,
        )
        for position, element in enumerate(rateable)
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
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            item=item,
            level=levels[rank],
            importance=3,
            example=f"canary-example-{enrolment.learner.short_name}-{item.code}",
            saved_at=NOW,
        )
        for item, rank in zip(round_.diagnostic_version.items.all(), ranks, strict=False)
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
        self.provider = Organisation(name="Northbridge Leadership", kind=OrganisationKind.PROVIDER)
        self.other_provider = Organisation(name="Southgate Academy", kind=OrganisationKind.PROVIDER)
        self.employer_a = Organisation(name="Elm Park Nursery")
        self.employer_b = Organisation(name="Hillside Primary")
        Organisation.objects.bulk_create([self.provider, self.other_provider, self.employer_a, self.employer_b])
        accounts = {name: _account(name.capitalize()) for name in EVERYBODY}
        accounts["root"] = _account("Root", is_staff=True, is_superuser=True)
        User.objects.bulk_create(accounts.values())
        for name, account in accounts.items():
            setattr(self, name, account)
        Membership.objects.bulk_create(
            Membership(user=user, organisation=organisation, role=role, from_date=LONG_AGO)
            for user, organisation, role in (
                (self.dee, self.provider, MembershipRole.PROGRAMME_ADMIN),
                (self.pia, self.other_provider, MembershipRole.PROGRAMME_ADMIN),
                (self.sam, self.employer_a, MembershipRole.SPONSOR),
                (self.sue, self.employer_b, MembershipRole.SPONSOR),
                (self.lena, self.employer_a, MembershipRole.STAFF),
                (self.lars, self.employer_b, MembershipRole.STAFF),
            )
        )

    def _provision(self) -> None:
        self.framework_version = make_framework(self.provider, "Heads")
        self.programme = Programme(provider=self.provider, title="Leading in Practice")
        self.other_programme = Programme(provider=self.other_provider, title="Elsewhere")
        Programme.objects.bulk_create([self.programme, self.other_programme])
        ProgrammeFramework.objects.create(programme=self.programme, version=self.framework_version)
        self.modules = Module.objects.bulk_create(
            Module(programme=self.programme, title=title, position=position)
            for position, title in enumerate(("Leading self", "Leading teams"), start=1)
        )
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
        self.cohort = Cohort(programme=self.programme, title="Autumn", **dates)
        self.other_cohort = Cohort(programme=self.programme, title="Spring", **dates)
        Cohort.objects.bulk_create([self.cohort, self.other_cohort])
        self._learners()
        self._colleagues()

    def _learners(self) -> None:
        facts = {"enrolled_at": NOW, "job_title": "Deputy head"}
        self.amara_enrolment = Enrolment(cohort=self.cohort, learner=self.amara, **facts)
        self.ben_enrolment = Enrolment(cohort=self.cohort, learner=self.ben, **facts)
        self.otto_enrolment = Enrolment(cohort=self.other_cohort, learner=self.otto, **facts)
        employers = {
            self.amara_enrolment: self.employer_a,
            self.ben_enrolment: self.employer_b,
            self.otto_enrolment: self.employer_a,
        }
        Enrolment.objects.bulk_create(employers)
        EnrolmentEmployer.objects.bulk_create(
            EnrolmentEmployer(enrolment=enrolment, organisation=employer, from_date=LONG_AGO)
            for enrolment, employer in employers.items()
        )

    def _colleagues(self) -> None:
        long_since = {"from_date": LONG_AGO}
        ended = {"from_date": LONG_AGO, "to_date": TODAY - dt.timedelta(days=1)}
        CohortRole.objects.bulk_create(
            [
                CohortRole(cohort=self.cohort, user=self.bill, **long_since),
                CohortRole(cohort=self.other_cohort, user=self.olga, **long_since),
                CohortRole(cohort=self.cohort, user=self.eve, **ended),
            ]
        )
        amara, ben = self.amara_enrolment, self.ben_enrolment
        Supporter.objects.bulk_create(
            [
                Supporter(enrolment=amara, user=self.cora, kind=SupporterKind.COACH, **long_since),
                Supporter(enrolment=amara, user=self.carl, kind=SupporterKind.COLLEAGUE, **long_since),
                Supporter(enrolment=amara, user=self.lena, kind=SupporterKind.LINE_MANAGER, **long_since),
                Supporter(enrolment=ben, user=self.lars, kind=SupporterKind.LINE_MANAGER, **long_since),
                Supporter(enrolment=amara, user=self.eve, kind=SupporterKind.COACH, **ended),
            ]
        )
        ProgrammeRole.objects.create(programme=self.programme, user=self.eve, **ended)

    def _diagnostic(self) -> None:
        self.diagnostic_version = make_diagnostic(self.programme, self.framework_version, self.dee)
        self.target_profile = TargetProfile.objects.create(
            programme=self.programme, diagnostic_version=self.diagnostic_version, title="New heads"
        )
        Target.objects.bulk_create(
            Target(profile=self.target_profile, item=item, minimum=4, maximum=5)
            for item in self.diagnostic_version.items.all()
        )
        self.round = Round.objects.create(
            cohort=self.cohort,
            diagnostic_version=self.diagnostic_version,
            target_profile=self.target_profile,
            title="Baseline",
            opens_on=TODAY - dt.timedelta(days=3),
            closes_on=TODAY + dt.timedelta(days=14),
            opened_by=self.bill,
        )
