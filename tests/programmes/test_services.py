"""What each write does, for whom, and the sentence with which it refuses."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.notifications.models import Reminder
from carnegie.people.models import Organisation, User
from programmes import services
from programmes.enums import Depth, EnrolmentStatus, Mode, Strategy, SupporterKind
from programmes.models import (
    Activity,
    Cohort,
    CohortRole,
    Enrolment,
    EnrolmentEmployer,
    EnrolmentTransition,
    LearningEvent,
    Mapping,
    Module,
    Programme,
    ProgrammeFramework,
    Supporter,
)
from programmes.reminders import INVITATION
from standards.enums import AdoptionStatus
from tests.cast import NOW, TODAY, Cast, make_framework

LATER = NOW + dt.timedelta(days=30)
PLACE = {"place": "Room 1", "capacity": 10}
TAUGHT = {"title": "Seminar", "strategy": Strategy.SEMINAR, "mode": Mode.ONLINE, "hours": Decimal("1.5")}
TIMES = {"starts_at": LATER, "ends_at": LATER + dt.timedelta(hours=2)}
DATES = {"starts_on": TODAY, "ends_on": TODAY + dt.timedelta(days=90), "time_zone": "Europe/London"}


def calls(cast: Cast) -> dict[str, Callable[[User], Any]]:
    """Every write that belongs to admins of the programme, as a call by `who`."""
    first = cast.framework_version.elements.get(code="D1.1")
    framework = ProgrammeFramework.objects.get(programme=cast.programme)
    other = make_framework(cast.provider, "Coaches")
    empty = Module.objects.create(programme=cast.programme, title="Empty", position=3)
    role = CohortRole.objects.get(cohort=cast.cohort, user=cast.bill)
    person = {"email": "new@example.test", "full_name": "New Person"}
    p, c, e = cast.programme, cast.cohort, cast.ben_enrolment

    def call(service: Callable[..., Any], **arguments: Any) -> Callable[[User], Any]:
        return lambda who: service(**arguments, by=who, now=NOW)

    return {
        "create_programme": call(services.create_programme, provider=cast.provider, title="Second", summary=""),
        "change_programme": call(services.change_programme, programme=p, title="Renamed", summary="s"),
        "add_framework": call(services.add_framework, programme=p, version=other),
        "add_module": call(services.add_module, programme=p, title="M", summary=""),
        "change_module": call(services.change_module, module=cast.modules[0], title="M", summary=""),
        "move_module": call(services.move_module, module=cast.modules[0], earlier=False),
        "delete_module": call(services.delete_module, module=empty),
        "add_activity": call(services.add_activity, module=cast.modules[0], **TAUGHT),
        "change_activity": call(services.change_activity, activity=cast.activity, **TAUGHT),
        "move_activity": call(services.move_activity, activity=cast.activity, earlier=True),
        "delete_activity": call(services.delete_activity, activity=cast.activity),
        "set_mapping": call(
            services.set_mapping, item=p, element=first, depth="develops", rationale="", base_revision=0
        ),
        "create_cohort": call(services.create_cohort, programme=p, title="Winter", **DATES),
        "change_cohort": call(services.change_cohort, cohort=c, title="Autumn 1", **DATES),
        "name_facilitator": call(services.name_facilitator, cohort=c, **person),
        "end_cohort_role": call(services.end_cohort_role, role=role),
        "name_employer": call(services.name_employer, programme=p, name="New Employer"),
        "enrol_learner": call(services.enrol_learner, cohort=c, employer=cast.employer_a, job_title="Head", **person),
        "change_enrolment": call(services.change_enrolment, enrolment=e, job_title="Head"),
        "change_employer": call(services.change_employer, enrolment=e, organisation=cast.employer_a, from_date=TODAY),
        "withdraw_enrolment": call(services.withdraw_enrolment, enrolment=e, reason="moved"),
        "complete_enrolment": call(services.complete_enrolment, enrolment=cast.amara_enrolment, reason=""),
        "remove_framework": call(services.remove_framework, framework=framework),
    }


ADMIN_CALLS = [
    "create_programme",
    "change_programme",
    "add_framework",
    "add_module",
    "change_module",
    "move_module",
    "delete_module",
    "add_activity",
    "change_activity",
    "move_activity",
    "delete_activity",
    "set_mapping",
    "create_cohort",
    "change_cohort",
    "name_facilitator",
    "end_cohort_role",
    "name_employer",
    "enrol_learner",
    "change_enrolment",
    "change_employer",
    "withdraw_enrolment",
    "complete_enrolment",
    "remove_framework",
]
NOT_ADMINS = ["amara", "ben", "bill", "cora", "carl", "lena", "sam", "root", "otto", "olga", "pia", "eve"]


@pytest.mark.parametrize("name", ADMIN_CALLS)
def test_only_an_admin_of_the_programme_may(cast: Cast, name: str) -> None:
    call = calls(cast)[name]
    for who in NOT_ADMINS:
        with pytest.raises(NotAllowed):
            call(getattr(cast, who))
    if name != "remove_framework":
        call(cast.dee)


def test_the_list_of_admin_calls_is_complete(cast: Cast) -> None:
    elsewhere = {"add_event", "change_event", "delete_event", "name_supporter", "end_supporter"}
    with_own_test = {"delete_programme", "delete_cohort", "delete_enrolment", "resume_enrolment", "set_mappings"}
    assert {*calls(cast), *elsewhere, *with_own_test} == set(services.__all__)
    assert sorted(calls(cast)) == sorted(ADMIN_CALLS)


def test_a_deactivated_admin_may_nothing(cast: Cast) -> None:
    cast.dee.is_active = False
    cast.dee.save()
    with pytest.raises(NotAllowed):
        services.add_module(programme=cast.programme, title="M", summary="", by=cast.dee, now=NOW)
    with pytest.raises(NotAllowed):
        calls(cast)["set_mapping"](cast.dee)


# ---- programmes and their parts ----


def refused(sentence: str) -> Any:
    return pytest.raises(Refused, match=f"^{sentence}$")


def test_two_programmes_of_a_provider_have_two_titles(cast: Cast) -> None:
    with refused("This provider already has a programme with this title."):
        services.create_programme(provider=cast.provider, title=cast.programme.title, summary="", by=cast.dee, now=NOW)


def test_a_title_is_needed(cast: Cast) -> None:
    with refused("title: This field cannot be blank."):
        services.add_module(programme=cast.programme, title="", summary="", by=cast.dee, now=NOW)


def test_a_programme_with_parts_stays_and_an_empty_one_goes(cast: Cast) -> None:
    with refused("It has cohorts, so it stays."):
        services.delete_programme(programme=cast.programme, by=cast.dee, now=NOW)
    empty = services.create_programme(provider=cast.provider, title="Second", summary="", by=cast.dee, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_programme(programme=empty, by=cast.pia, now=NOW)
    services.delete_programme(programme=empty, by=cast.dee, now=NOW)
    assert not Programme.objects.filter(title="Second").exists()


def test_a_programme_on_which_an_app_above_builds_stays(cast: Cast) -> None:
    programme = Programme.objects.create(provider=cast.provider, title="Second")
    cast.diagnostic_version.diagnostic.programme = programme
    cast.diagnostic_version.diagnostic.save()
    with refused("Something else is built on “Second”, so it stays."):
        services.delete_programme(programme=programme, by=cast.dee, now=NOW)


def test_a_draft_framework_cannot_be_used(cast: Cast) -> None:
    draft = make_framework(cast.provider, "Draft", status=AdoptionStatus.DRAFT)
    with refused("Only an adopted framework can be used: its text no longer changes."):
        services.add_framework(programme=cast.programme, version=draft, by=cast.dee, now=NOW)


def test_a_framework_of_another_provider_cannot_be_used(cast: Cast) -> None:
    theirs = make_framework(cast.other_provider, "Theirs")
    with refused("This framework belongs to another provider."):
        services.add_framework(programme=cast.programme, version=theirs, by=cast.dee, now=NOW)
    shared = make_framework(None, "Shared")
    services.add_framework(programme=cast.programme, version=shared, by=cast.dee, now=NOW)
    with refused("The programme already uses this framework."):
        services.add_framework(programme=cast.programme, version=shared, by=cast.dee, now=NOW)


def test_a_framework_with_mapped_cells_stays(cast: Cast) -> None:
    framework = ProgrammeFramework.objects.get(programme=cast.programme)
    with refused("Some of the programme is mapped to it: clear those cells first."):
        services.remove_framework(framework=framework, by=cast.dee, now=NOW)
    Mapping.objects.all().delete()
    services.remove_framework(framework=framework, by=cast.dee, now=NOW)
    assert not cast.programme.frameworks.exists()


def test_modules_are_numbered_from_one_and_change_places(cast: Cast) -> None:
    services.add_module(programme=cast.programme, title="Third", summary="", by=cast.dee, now=NOW)

    def order() -> list[tuple[int, str]]:
        return list(cast.programme.modules.values_list("position", "title"))

    assert order() == [(1, "Leading self"), (2, "Leading teams"), (3, "Third")]
    services.move_module(module=Module.objects.get(title="Third"), earlier=True, by=cast.dee, now=NOW)
    assert order() == [(1, "Leading self"), (2, "Third"), (3, "Leading teams")]
    services.move_module(module=cast.modules[0], earlier=True, by=cast.dee, now=NOW)
    assert order() == [(1, "Leading self"), (2, "Third"), (3, "Leading teams")]
    services.move_module(module=cast.modules[0], earlier=False, by=cast.dee, now=NOW)
    assert order() == [(1, "Third"), (2, "Leading self"), (3, "Leading teams")]


def test_a_module_on_which_something_hangs_stays(cast: Cast) -> None:
    first, second = cast.modules
    with refused("It has activities: delete those first."):
        services.delete_module(module=first, by=cast.dee, now=NOW)
    with refused("It has events: delete or move those first."):
        services.delete_module(module=second, by=cast.dee, now=NOW)
    services.delete_activity(activity=cast.activity, by=cast.dee, now=NOW)
    with refused("It is mapped to elements: clear those cells first."):
        services.delete_module(module=first, by=cast.dee, now=NOW)
    assert Module.objects.count() == 2


def test_an_activity_with_mapped_cells_stays(cast: Cast) -> None:
    Mapping.objects.create(
        activity=cast.activity, element=cast.framework_version.elements.get(code="D2.1"), depth=Depth.DEVELOPS
    )
    with refused("It is mapped to elements: clear those cells first."):
        services.delete_activity(activity=cast.activity, by=cast.dee, now=NOW)


def test_hours_are_not_negative_and_choices_are_known(cast: Cast) -> None:
    with pytest.raises(Refused, match="hours: "):
        services.add_activity(module=cast.modules[0], **{**TAUGHT, "hours": Decimal(-1)}, by=cast.dee, now=NOW)
    with pytest.raises(Refused, match="how people learn: "):
        services.add_activity(module=cast.modules[0], **{**TAUGHT, "strategy": "magic"}, by=cast.dee, now=NOW)
    assert Activity.objects.count() == 1


# ---- events ----


def add_event(cast: Cast, who: User, **changes: Any) -> LearningEvent:
    fields = {"programme": cast.programme, "module": cast.modules[0], **TAUGHT, **TIMES, **PLACE, **changes}
    return services.add_event(**fields, by=who, now=NOW)


@pytest.mark.parametrize("who", ["dee", "bill", "olga"])
def test_admins_and_facilitators_of_the_programme_plan_events(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    event = add_event(cast, person)
    fields = {**TAUGHT, **TIMES, **PLACE, "title": "Moved"}
    services.change_event(event=event, module=None, **fields, by=person, now=NOW)
    event.refresh_from_db()
    assert (event.title, event.module) == ("Moved", None)
    services.delete_event(event=event, by=person, now=NOW)
    assert list(LearningEvent.objects.all()) == [cast.event]


@pytest.mark.parametrize("who", ["amara", "ben", "cora", "carl", "lena", "sam", "root", "otto", "pia", "eve"])
def test_nobody_else_plans_events(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        add_event(cast, person)
    with pytest.raises(NotAllowed):
        services.change_event(event=cast.event, module=None, **TAUGHT, **TIMES, **PLACE, by=person, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_event(event=cast.event, by=person, now=NOW)


def test_an_event_takes_no_module_of_another_programme(cast: Cast) -> None:
    theirs = Module.objects.create(programme=cast.other_programme, title="Theirs")
    with refused("This module belongs to another programme."):
        add_event(cast, cast.dee, module=theirs)


def test_an_event_ends_after_it_starts(cast: Cast) -> None:
    with refused("The event ends before it starts."):
        add_event(cast, cast.dee, ends_at=LATER)


def test_an_event_with_mapped_cells_stays(cast: Cast) -> None:
    Mapping.objects.create(
        event=cast.event, element=cast.framework_version.elements.get(code="D2.1"), depth=Depth.DEVELOPS
    )
    with refused("It is mapped to elements: clear those cells first."):
        services.delete_event(event=cast.event, by=cast.dee, now=NOW)


# ---- mapping ----


def save_cell(cast: Cast, depth: str | None, base: int, code: str = "D2.1", **changes: Any) -> Mapping | None:
    arguments = {
        "item": cast.event,
        "element": cast.framework_version.elements.get(code=code),
        "rationale": None,
        "by": cast.dee,
        **changes,
    }
    return services.set_mapping(depth=depth, base_revision=base, now=NOW, **arguments)


def test_each_save_of_a_cell_raises_its_revision(cast: Cast) -> None:
    assert save_cell(cast, "introduces", 0, rationale="first").revision == 1
    second = save_cell(cast, "develops", 1)
    assert (second.revision, second.depth, second.rationale) == (2, "develops", "first")
    assert save_cell(cast, "develops", 2, rationale="").rationale == ""
    assert save_cell(cast, None, 3) is None
    assert not Mapping.objects.filter(event=cast.event).exists()


@pytest.mark.parametrize(("depth", "base"), [("assesses", 0), ("assesses", 1), (None, 0), (None, 1), ("assesses", 9)])
def test_a_cell_that_somebody_saved_meanwhile_is_stale(cast: Cast, depth: str | None, base: int) -> None:
    save_cell(cast, "introduces", 0)
    save_cell(cast, "develops", 1)
    with pytest.raises(Stale, match="Somebody else changed this cell meanwhile"):
        save_cell(cast, depth, base)
    kept = Mapping.objects.get(event=cast.event)
    assert (kept.depth, kept.revision) == ("develops", 2)


def test_a_cell_that_was_cleared_meanwhile_is_stale_also_when_filled_again(cast: Cast) -> None:
    save_cell(cast, "introduces", 0)
    save_cell(cast, None, 1)
    with pytest.raises(Stale):
        save_cell(cast, "develops", 1)
    assert save_cell(cast, "develops", 0).revision == 2
    with pytest.raises(Stale):
        save_cell(cast, "assesses", 1)
    with pytest.raises(Stale):
        save_cell(cast, None, 1)


def test_clearing_an_empty_cell_changes_nothing(cast: Cast) -> None:
    assert save_cell(cast, None, 0) is None


def test_only_elements_of_the_programmes_frameworks_are_mapped(cast: Cast) -> None:
    foreign = make_framework(cast.provider, "Foreign").elements.get(code="D1.1")
    with refused("The programme does not use the framework of this element."):
        save_cell(cast, "develops", 0, element=foreign)
    with refused("This is a heading: map the statements beneath it."):
        save_cell(cast, "develops", 0, code="D1")
    with refused("A depth is introduces, develops or assesses."):
        save_cell(cast, "masters", 0)


@pytest.mark.parametrize("kind", ["programme", "module", "activity", "event"])
def test_all_four_sorts_of_items_are_mapped(cast: Cast, kind: str) -> None:
    items = {"programme": cast.programme, "module": cast.modules[0], "activity": cast.activity, "event": cast.event}
    saved = save_cell(cast, "develops", 0, item=items[kind])
    assert saved.item == items[kind]
    assert save_cell(cast, "assesses", 1, item=items[kind]).revision == 2


# ---- cohorts ----


def test_a_cohort_needs_ordered_dates_a_known_zone_and_a_new_title(cast: Cast) -> None:
    def create(**changes: Any) -> Cohort:
        fields = {"title": "Winter", **DATES, **changes}
        return services.create_cohort(programme=cast.programme, **fields, by=cast.dee, now=NOW)

    with refused("The cohort ends before it starts."):
        create(ends_on=TODAY - dt.timedelta(days=1))
    with refused("This time zone is not known."):
        create(time_zone="Mars/Olympus")
    with refused("This programme already has a cohort with this title."):
        create(title="Autumn")
    assert create().programme == cast.programme


def test_a_cohort_with_learners_or_past_facilitators_stays(cast: Cast) -> None:
    with refused("It has learners, so it stays."):
        services.delete_cohort(cohort=cast.cohort, by=cast.dee, now=NOW)
    empty = services.create_cohort(programme=cast.programme, title="Winter", **DATES, by=cast.dee, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_cohort(cohort=empty, by=cast.bill, now=NOW)
    services.delete_cohort(cohort=empty, by=cast.dee, now=NOW)
    assert not Cohort.objects.filter(title="Winter").exists()


def test_a_facilitator_is_named_once_and_invited_once(cast: Cast) -> None:
    role = services.name_facilitator(
        cohort=cast.cohort, email="Fay@Example.test", full_name="Fay Example", by=cast.dee, now=NOW
    )
    assert (role.user.email, role.user.has_usable_password(), role.from_date) == ("fay@example.test", False, TODAY)
    assert Reminder.objects.get(subject_id=role.pk).recipient == role.user
    with refused("Fay Example leads this cohort already."):
        services.name_facilitator(cohort=cast.cohort, email="fay@example.test", full_name="", by=cast.dee, now=NOW)
    with refused("Amara Example is a learner in this cohort."):
        services.name_facilitator(cohort=cast.cohort, email=cast.amara.email, full_name="", by=cast.dee, now=NOW)


def test_a_role_ends_once_and_can_begin_again(cast: Cast) -> None:
    role = CohortRole.objects.get(cohort=cast.cohort, user=cast.bill)
    assert services.end_cohort_role(role=role, by=cast.dee, now=NOW).to_date == TODAY
    with refused("This has ended already."):
        services.end_cohort_role(role=role, by=cast.dee, now=NOW)
    services.name_facilitator(cohort=cast.cohort, email=cast.bill.email, full_name="", by=cast.dee, now=NOW)
    assert CohortRole.objects.filter(cohort=cast.cohort, user=cast.bill).count() == 2


# ---- enrolments ----


def enrol(cast: Cast, email: str = "new@example.test", full_name: str = "New Person", **changes: Any) -> Enrolment:
    fields = {"cohort": cast.cohort, "employer": cast.employer_a, "job_title": "Head", "by": cast.dee, **changes}
    return services.enrol_learner(email=email, full_name=full_name, now=NOW, **fields)


def test_enrolling_makes_an_account_without_password_an_employment_and_an_invitation(cast: Cast) -> None:
    enrolment = enrol(cast)
    learner = enrolment.learner
    assert (learner.email, learner.full_name, learner.has_usable_password()) == (
        "new@example.test",
        "New Person",
        False,
    )
    employment = EnrolmentEmployer.objects.get(enrolment=enrolment)
    assert (employment.organisation, employment.from_date, employment.to_date) == (cast.employer_a, TODAY, None)
    row = EnrolmentTransition.objects.get(enrolment=enrolment)
    assert (row.from_state, row.to_state, row.by, row.at) == ("", "active", cast.dee, NOW)
    invitation = Reminder.objects.get()
    assert (invitation.kind, invitation.recipient, invitation.subject_id, invitation.due_at) == (
        "programmes.invitation",
        learner,
        enrolment.pk,
        NOW,
    )


def test_an_existing_account_is_used_whatever_the_case_and_never_renamed(cast: Cast) -> None:
    enrolment = enrol(cast, email=" OTTO@example.TEST ", full_name="Somebody Else")
    assert enrolment.learner == cast.otto
    cast.otto.refresh_from_db()
    assert cast.otto.full_name == "Otto Example"


def test_nobody_is_enrolled_twice_in_a_cohort(cast: Cast) -> None:
    with refused("This person is already enrolled in this cohort."):
        enrol(cast, email=cast.amara.email)
    assert Enrolment.objects.filter(learner=cast.amara).count() == 1
    assert not Reminder.objects.exists()


def test_a_facilitator_does_not_learn_in_her_own_cohort(cast: Cast) -> None:
    with refused("Bill Example leads this cohort."):
        enrol(cast, email=cast.bill.email)


def test_enrolment_needs_an_address_a_name_and_an_active_account(cast: Cast) -> None:
    with refused("This is not a complete e-mail address."):
        enrol(cast, email="nobody")
    with refused("There is no account with this e-mail address yet: give the person’s name too."):
        enrol(cast, full_name=" ")
    User.objects.filter(pk=cast.otto.pk).update(is_active=False)
    with refused("The account with this e-mail address has been deactivated."):
        enrol(cast, email=cast.otto.email)
    assert not User.objects.filter(email="new@example.test").exists()


def test_an_employer_is_found_by_name_whatever_the_case(cast: Cast) -> None:
    def name(words: str) -> Organisation:
        return services.name_employer(programme=cast.programme, name=words, by=cast.dee, now=NOW)

    assert name("  elm park   NURSERY ") == cast.employer_a
    assert name("Oak Lane School").name == "Oak Lane School"
    with refused("name: This field cannot be blank."):
        name("  ")


def test_a_place_goes_from_active_to_withdrawn_and_back_with_a_row_each(cast: Cast) -> None:
    place = cast.ben_enrolment
    arguments = {"enrolment": place, "by": cast.dee, "now": NOW}
    services.withdraw_enrolment(reason="new post", **arguments)
    with pytest.raises(NotAllowed):
        services.resume_enrolment(enrolment=place, reason="", by=cast.bill, now=NOW)
    services.resume_enrolment(reason="is back", **arguments)
    services.complete_enrolment(reason="", **arguments)
    rows = EnrolmentTransition.objects.filter(enrolment=place).values_list("from_state", "to_state", "reason")
    assert list(rows) == [
        ("active", "withdrawn", "new post"),
        ("withdrawn", "active", "is back"),
        ("active", "completed", ""),
    ]
    for service in (services.withdraw_enrolment, services.resume_enrolment, services.complete_enrolment):
        with pytest.raises(Refused, match=r"^This place is “completed” and cannot become"):
            service(reason="", **arguments)
    place.refresh_from_db()
    assert place.status == EnrolmentStatus.COMPLETED


def test_a_mistaken_enrolment_can_be_undone_until_something_hangs_on_it(cast: Cast) -> None:
    enrolment = enrol(cast)
    with pytest.raises(NotAllowed):
        services.delete_enrolment(enrolment=enrolment, by=cast.bill, now=NOW)
    services.delete_enrolment(enrolment=enrolment, by=cast.dee, now=NOW)
    assert not Enrolment.objects.filter(learner__email="new@example.test").exists()
    with refused("People have been named to support this learner: withdraw her instead."):
        services.delete_enrolment(enrolment=cast.amara_enrolment, by=cast.dee, now=NOW)


def test_a_change_of_employer_closes_one_period_and_opens_the_next(cast: Cast) -> None:
    place = cast.ben_enrolment
    day = TODAY + dt.timedelta(days=10)

    def change(organisation: Organisation, from_date: dt.date) -> EnrolmentEmployer:
        return services.change_employer(
            enrolment=place, organisation=organisation, from_date=from_date, by=cast.dee, now=NOW
        )

    with refused("Hillside Primary is the learner’s employer already."):
        change(cast.employer_b, day)
    change(cast.employer_a, day)
    periods = place.employers.order_by("from_date").values_list("organisation__name", "to_date")
    assert list(periods) == [("Hillside Primary", day), ("Elm Park Nursery", None)]
    with refused("Choose a day after the present employment began."):
        change(cast.employer_b, day)


# ---- support ----


def name(cast: Cast, who: User, kind: str, email: str = "new@example.test", **changes: Any) -> Supporter:
    fields = {"enrolment": cast.amara_enrolment, "full_name": "New Person", **changes}
    return services.name_supporter(email=email, kind=kind, by=who, now=NOW, **fields)


@pytest.mark.parametrize("kind", SupporterKind.values)
@pytest.mark.parametrize("who", ["dee", "bill", "amara"])
def test_admins_and_facilitators_name_anybody_learners_people_at_work(cast: Cast, who: str, kind: str) -> None:
    person = getattr(cast, who)
    if who == "amara" and kind in (SupporterKind.COACH, SupporterKind.MENTOR):
        with refused("You may not name such a supporter for this learner."):
            name(cast, person, kind)
        return
    supporter = name(cast, person, kind)
    assert (supporter.kind, supporter.from_date, supporter.to_date) == (kind, TODAY, None)
    invited = kind in (SupporterKind.COACH, SupporterKind.MENTOR)
    assert Reminder.objects.filter(subject_id=supporter.pk).exists() == invited


@pytest.mark.parametrize("who", ["ben", "cora", "carl", "lena", "sam", "root", "otto", "olga", "pia", "eve"])
def test_nobody_else_names_or_ends_support(cast: Cast, who: str) -> None:
    supporter = Supporter.objects.get(enrolment=cast.amara_enrolment, user=cast.carl)
    for kind in SupporterKind.values:
        with pytest.raises(NotAllowed):
            name(cast, getattr(cast, who), kind)
    with pytest.raises(NotAllowed):
        services.end_supporter(supporter=supporter, by=getattr(cast, who), now=NOW)


@pytest.mark.parametrize("who", ["dee", "bill", "amara"])
def test_learner_facilitator_and_admin_end_support_and_history_stays(cast: Cast, who: str) -> None:
    supporter = Supporter.objects.get(enrolment=cast.amara_enrolment, user=cast.cora)
    services.end_supporter(supporter=supporter, by=getattr(cast, who), now=NOW)
    supporter.refresh_from_db()
    assert supporter.to_date == TODAY
    with refused("This has ended already."):
        services.end_supporter(supporter=supporter, by=getattr(cast, who), now=NOW)
    assert name(cast, cast.dee, SupporterKind.COACH, email=cast.cora.email).user == cast.cora


def test_support_named_today_and_ended_today_never_was(cast: Cast) -> None:
    supporter = name(cast, cast.dee, SupporterKind.COACH)
    services.end_supporter(supporter=supporter, by=cast.dee, now=NOW)
    assert not Supporter.objects.active(TODAY).filter(pk=supporter.pk).exists()


def test_support_is_neither_oneself_nor_twice_nor_after_the_end(cast: Cast) -> None:
    with refused("Nobody supports herself: name somebody else."):
        name(cast, cast.dee, SupporterKind.COACH, email=cast.amara.email)
    with refused("This person already supports this learner in this way."):
        name(cast, cast.dee, SupporterKind.COACH, email=cast.cora.email)
    services.withdraw_enrolment(enrolment=cast.amara_enrolment, reason="", by=cast.dee, now=NOW)
    with refused("This learner no longer takes part."):
        name(cast, cast.dee, SupporterKind.COACH)


# ---- the invitation ----


def test_an_invitation_is_due_while_the_place_is_open(cast: Cast) -> None:
    enrolment = enrol(cast)
    reminder = Reminder.objects.get()
    assert INVITATION.still_due(reminder, NOW)
    assert INVITATION.context(reminder) == {
        "cohort": "Autumn",
        "programme": "Leading in Practice",
        "starts_on": cast.cohort.starts_on,
        "role": "",
        "sign_in_path": "/accounts/login/",
    }
    services.withdraw_enrolment(enrolment=enrolment, reason="", by=cast.dee, now=NOW)
    assert not INVITATION.still_due(reminder, NOW)


def test_an_invitation_to_a_role_is_due_while_it_is_held(cast: Cast) -> None:
    role = services.name_facilitator(cohort=cast.cohort, email=cast.otto.email, full_name="", by=cast.dee, now=NOW)
    coach = name(cast, cast.dee, SupporterKind.COACH)
    for subject, word in ((role, "facilitator"), (coach, "coach")):
        reminder = Reminder.objects.get(subject_id=subject.pk)
        assert INVITATION.still_due(reminder, NOW)
        assert INVITATION.context(reminder)["role"] == word
    services.end_cohort_role(role=role, by=cast.dee, now=NOW)
    services.end_supporter(supporter=coach, by=cast.dee, now=NOW)
    assert not any(INVITATION.still_due(reminder, NOW) for reminder in Reminder.objects.all())


def test_admins_oversee_the_invitations_of_their_own_programmes(cast: Cast) -> None:
    enrolment = enrol(cast)
    assert enrolment.pk in INVITATION.overseen(cast.dee, TODAY)
    assert list(INVITATION.overseen(cast.pia, TODAY)) == []
    assert list(INVITATION.overseen(cast.amara, TODAY)) == []
