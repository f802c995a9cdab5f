"""The ground of the demo: organisations, people and their roles, framework, programme, mapping, diagnostic, cohorts."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from carnegie.operations.demo_data import expecting, people, provision
from carnegie.operations.demo_data.calendar import Calendar
from carnegie.people.enums import MembershipRole, OrganisationKind
from carnegie.people.models import Membership, Organisation, User
from carnegie.people.services import account_for, keep_address
from diagnostics import services as diagnostics
from diagnostics.enums import Ask, RoundKind
from diagnostics.models import DiagnosticVersion, Round, TargetProfile
from programmes import services as programmes
from programmes.models import Cohort, Programme
from programmes.services.mapping import Item
from standards import services as standards
from standards.models import Element

ZONE = "Europe/London"
SEED = "headteachers-2020"
EARLIER_SEED = "headteachers-2015"
CROSSWALK_SEED = "headteachers-2015-2020"
FOUNDED, IMPORTED, PLANNED, ENROLLED, ASKED, OPENED, CLOSES, ENDS = -200, -100, -95, -60, -57, -55, 4, 130


@dataclass
class Ground:
    """What the learners' stories stand on."""

    calendar: Calendar
    users: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    programme: Programme = field(init=False)
    diagnostic: DiagnosticVersion = field(init=False)
    targets: TargetProfile = field(init=False)
    cohort: Cohort = field(init=False)
    other_cohort: Cohort = field(init=False)

    def user(self, person: people.Person) -> User:
        return self.users[person.email]


def lay(calendar: Calendar) -> Ground:
    ground = Ground(calendar)
    _organisations(ground)
    _people(ground)
    _framework(ground)
    _programme(ground)
    _crosswalk(ground)
    _diagnostic(ground)
    _cohorts(ground)
    return ground


def give_passwords() -> None:
    """The demo's password for everybody, made once."""
    User.objects.update(password=make_password(people.PASSWORD))


def _organisations(ground: Ground) -> None:
    kinds = {
        people.PROVIDER: OrganisationKind.PROVIDER,
        people.OTHER_PROVIDER: OrganisationKind.PROVIDER,
        people.NURSERY: OrganisationKind.EMPLOYER,
        people.PRIMARY: OrganisationKind.EMPLOYER,
    }
    founded = ground.calendar.at(FOUNDED, "09:00")
    for name, kind in kinds.items():
        ground.organisations[name] = Organisation.objects.create(name=name, kind=kind, created_at=founded)


def _people(ground: Ground) -> None:
    founded = ground.calendar.at(FOUNDED, "09:00")
    root = User.objects.create_superuser(people.ROOT.email, full_name=people.ROOT.name, created_at=founded)
    keep_address(user=root)
    ground.users[root.email] = root
    for person in people.STAFF:
        if person is not people.ROOT:
            ground.users[person.email] = account_for(
                email=person.email, full_name=person.name, time_zone=ZONE, by=root, now=founded
            )
    for person, organisation, role in (
        (people.DEE, people.PROVIDER, MembershipRole.PROGRAMME_ADMIN),
        (people.PIA, people.OTHER_PROVIDER, MembershipRole.PROGRAMME_ADMIN),
        (people.SAM, people.NURSERY, MembershipRole.SPONSOR),
        (people.LENA, people.NURSERY, MembershipRole.STAFF),
        (people.CARL, people.NURSERY, MembershipRole.STAFF),
    ):
        Membership.objects.create(
            user=ground.user(person),
            organisation=ground.organisations[organisation],
            role=role,
            from_date=ground.calendar.day(FOUNDED),
            created_at=founded,
        )


def _framework(ground: Ground) -> None:
    dee, now = ground.user(people.DEE), ground.calendar.at(IMPORTED, "10:12")
    report = standards.import_seed(name=SEED, owner=ground.organisations[people.PROVIDER], by=dee, now=now)
    version = standards.adopt_version(version=report.version, by=dee, now=ground.calendar.at(IMPORTED, "10:40"))
    standards.publish_framework(framework=version.framework, by=dee, now=ground.calendar.at(IMPORTED, "10:45"))
    ground.elements = {element.code: element for element in version.elements.select_related("version")}


def _crosswalk(ground: Ground) -> None:
    """What the earlier standards have become in these: most links are approved, the last two wait for somebody."""
    owner, dee = ground.organisations[people.PROVIDER], ground.user(people.DEE)
    now = ground.calendar.at(PLANNED, "14:30")
    earlier = standards.import_seed(name=EARLIER_SEED, owner=owner, by=dee, now=now).version
    standards.adopt_version(version=earlier, by=dee, now=now)
    crosswalk = programmes.begin_with_seed(name=CROSSWALK_SEED, owner=owner, by=dee, now=now)
    links = crosswalk.links.order_by("left__position", "right__position")
    settled = [(str(link.pk), link.revision) for link in links][:-2]
    programmes.approve_links(crosswalk=crosswalk, links=settled, by=dee, now=now)


def _programme(ground: Ground) -> None:
    dee, now = ground.user(people.DEE), ground.calendar.at(PLANNED, "11:05")
    ground.programme = programmes.create_programme(
        provider=ground.organisations[people.PROVIDER],
        title=provision.PROGRAMME,
        summary=provision.SUMMARY,
        by=dee,
        now=now,
    )
    version = next(iter(ground.elements.values())).version
    programmes.add_framework(programme=ground.programme, version=version, by=dee, now=now)
    for part in provision.PARTS:
        _part(ground, part, dee)
    programmes.create_programme(
        provider=ground.organisations[people.OTHER_PROVIDER],
        title=provision.OTHER_PROGRAMME,
        summary="",
        by=ground.user(people.PIA),
        now=now,
    )


def _part(ground: Ground, part: provision.Part, dee: User) -> None:
    now = ground.calendar.at(PLANNED, "11:20")
    module = programmes.add_module(programme=ground.programme, title=part.title, summary=part.summary, by=dee, now=now)
    _map(ground, module, part.maps, dee)
    for deed in part.deeds:
        words = {"title": deed.title, "strategy": deed.strategy, "mode": deed.mode, "hours": deed.hours}
        if deed.day is None:
            item: Item = programmes.add_activity(module=module, by=dee, now=now, **words)
        else:
            starts = ground.calendar.on_workday(deed.day, deed.time)
            item = programmes.add_event(
                programme=ground.programme,
                module=module,
                starts_at=starts,
                ends_at=starts + deed.length,
                place=deed.place,
                capacity=deed.capacity,
                by=dee,
                now=now,
                **words,
            )
        _map(ground, item, deed.maps, dee)


def _map(ground: Ground, item: Item, maps: tuple[tuple[str, str, str], ...], dee: User) -> None:
    now = ground.calendar.at(PLANNED + 1, "14:00")
    for code, depth, why in maps:
        programmes.set_mapping(
            item=item, element=ground.elements[code], depth=depth, rationale=why, base_revision=0, by=dee, now=now
        )


def _diagnostic(ground: Ground) -> None:
    dee, now = ground.user(people.DEE), ground.calendar.at(PLANNED + 5, "09:30")
    version = next(iter(ground.elements.values())).version
    draft = diagnostics.create_diagnostic(
        programme=ground.programme,
        framework_version=version,
        title=provision.DIAGNOSTIC,
        introduction=provision.INTRODUCTION,
        minutes=provision.MINUTES,
        asks=diagnostics.Asks(confidence=Ask.OPTIONAL),
        by=dee,
        now=now,
    )
    expecting.ask_about_work(draft, by=dee, now=now)
    ground.diagnostic = diagnostics.publish_diagnostic(version=draft, by=dee, now=now)
    targets = {item.pk: provision.TARGET_RANKS[item.code] for item in ground.diagnostic.items.all()}
    ground.targets = diagnostics.save_target_profile(
        version=ground.diagnostic, title=provision.TARGETS, targets=targets, by=dee, now=now
    )


def _cohorts(ground: Ground) -> None:
    ground.cohort = _cohort(ground, provision.COHORT, people.BILL)
    ground.other_cohort = _cohort(ground, provision.OTHER_COHORT, people.OLGA)


def _cohort(ground: Ground, title: str, facilitator: people.Person) -> Cohort:
    dee, now = ground.user(people.DEE), ground.calendar.at(ENROLLED - 5, "15:00")
    cohort = programmes.create_cohort(
        programme=ground.programme,
        title=title,
        starts_on=ground.calendar.day(OPENED),
        ends_on=ground.calendar.day(ENDS),
        time_zone=ZONE,
        by=dee,
        now=now,
    )
    programmes.name_facilitator(cohort=cohort, email=facilitator.email, full_name=facilitator.name, by=dee, now=now)
    return cohort


def open_baseline(ground: Ground, cohort: Cohort, facilitator: people.Person) -> Round:
    """Asked of everybody who is enrolled by now."""
    return diagnostics.open_round(
        cohort=cohort,
        diagnostic_version=ground.diagnostic,
        target_profile=ground.targets,
        kind=RoundKind.BASELINE,
        title=provision.ROUND,
        opens_on=ground.calendar.day(OPENED),
        closes_on=ground.calendar.day(CLOSES),
        by=ground.user(facilitator),
        now=ground.calendar.at(ASKED, "16:10"),
    )
