"""What the pages show, take and refuse; and that their queries do not grow with rows."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.notifications.models import Reminder
from carnegie.people.models import Organisation, User
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
    Supporter,
)
from tests.cast import LONG_AGO, NOW, TODAY, Cast, make_framework, person

SignIn = Callable[[User], Client]


def at(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def dee(cast: Cast, as_user: SignIn) -> Client:
    return as_user(cast.dee)


# ---- the same number of queries with one row and with three ----


def three_of_everything(cast: Cast) -> None:
    for number in range(2):
        module = Module.objects.create(programme=cast.programme, title=f"More {number}", position=3 + number)
        Activity.objects.create(module=module, title="More", strategy="seminar", mode="online")
        Cohort.objects.create(
            programme=cast.programme, title=f"More {number}", starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=9)
        )
        LearningEvent.objects.create(
            programme=cast.programme,
            title=f"More {number}",
            strategy="seminar",
            mode="online",
            starts_at=NOW,
            ends_at=NOW + dt.timedelta(hours=1),
        )
        learner = person(f"More{number}")
        enrolment = Enrolment.objects.create(cohort=cast.cohort, learner=learner, enrolled_at=NOW)
        EnrolmentEmployer.objects.create(enrolment=enrolment, organisation=cast.employer_a, from_date=LONG_AGO)
        Supporter.objects.create(enrolment=enrolment, user=cast.cora, kind="coach", from_date=LONG_AGO)
        CohortRole.objects.create(cohort=cast.cohort, user=person(f"Fac{number}"), from_date=LONG_AGO)
        for element in cast.framework_version.elements.filter(is_rateable=True):
            Mapping.objects.create(module=module, element=element, depth="develops")


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        ("programme-list", 6),
        ("programme-detail", 12),
        ("mapping-grid", 10),
        ("coverage", 11),
        ("cohort-detail", 8),
        ("enrolment-detail", 8),
    ],
)
def test_queries_do_not_grow_with_rows(
    cast: Cast, dee: Client, page: str, queries: int, many: bool, django_assert_num_queries: Any
) -> None:
    addresses = {
        "programme-list": at(page) if page == "programme-list" else "",
        "programme-detail": at("programme-detail", cast.programme.pk),
        "mapping-grid": at("mapping-grid", cast.programme.pk, cast.framework_version.pk),
        "coverage": at("coverage", cast.programme.pk, cast.framework_version.pk),
        "cohort-detail": at("cohort-detail", cast.cohort.pk),
        "enrolment-detail": at("enrolment-detail", cast.amara_enrolment.pk),
    }
    if many:
        three_of_everything(cast)
    dee.get(addresses[page])
    with django_assert_num_queries(queries):
        assert dee.get(addresses[page]).status_code == 200


# ---- building a programme ----


def test_a_programme_is_built_from_nothing(cast: Cast, dee: Client) -> None:
    answer = dee.post(at("programme-new"), {"provider": cast.provider.pk, "title": "New heads", "summary": "S"})
    programme = Programme.objects.get(title="New heads")
    assert answer.headers["Location"] == at("programme-detail", programme.pk)
    dee.post(at("framework-add", programme.pk), {"version": make_framework(cast.provider, "Coaches").pk})
    dee.post(at("module-new", programme.pk), {"title": "First", "summary": ""})
    module = programme.modules.get()
    taught = {"title": "Read", "strategy": "self_study", "mode": "online", "hours": "1.5"}
    dee.post(at("activity-new", module.pk), taught)
    times = {"starts_at": "2026-12-01T13:30", "ends_at": "2026-12-01T15:00", "place": "Hall", "capacity": "12"}
    dee.post(at("event-new", programme.pk), {**taught, "title": "Meet", "module": module.pk, **times})
    event = programme.events.get()
    assert (event.starts_at, event.module, event.capacity) == (
        dt.datetime(2026, 12, 1, 13, 30, tzinfo=dt.UTC),
        module,
        12,
    )
    page = text_of(dee.get(at("programme-detail", programme.pk)))
    for words in ("New heads", "First", "Read", "Meet", "Tue 1 Dec 2026, 13:30", "Coaches"):
        assert words in page


def test_forms_say_what_is_wrong_and_keep_what_was_typed(cast: Cast, dee: Client) -> None:
    page = text_of(dee.post(at("programme-new"), {"provider": cast.provider.pk, "title": "", "summary": "Kept"}))
    assert "This field is required." in page
    assert "Kept" in page
    same = {"provider": cast.provider.pk, "title": cast.programme.title}
    assert "This provider already has a programme with this title." in text_of(dee.post(at("programme-new"), same))
    assert Programme.objects.count() == 2


def test_form_choices_of_others_are_refused(cast: Cast, dee: Client) -> None:
    dee.post(at("programme-new"), {"provider": cast.other_provider.pk, "title": "Taken over"})
    theirs = make_framework(cast.other_provider, "Theirs")
    draft = make_framework(cast.provider, "Draft", status="draft")
    for version in (theirs, draft):
        dee.post(at("framework-add", cast.programme.pk), {"version": version.pk})
    module = Module.objects.create(programme=cast.other_programme, title="Theirs")
    event = {"title": "E", "strategy": "seminar", "mode": "online", "hours": "1", "module": module.pk}
    times = {"starts_at": "2026-12-01T13:30", "ends_at": "2026-12-01T15:00"}
    page = dee.post(at("event-new", cast.programme.pk), {**event, **times})
    assert "Select a valid choice" in text_of(page)
    assert Programme.objects.count() == 2
    assert LearningEvent.objects.count() == 1
    assert cast.programme.frameworks.count() == 1


def test_extra_fields_change_nothing(cast: Cast, dee: Client) -> None:
    data = {"title": "Renamed", "summary": "", "provider": cast.other_provider.pk, "id": "x"}
    dee.post(at("programme-edit", cast.programme.pk), data)
    cast.programme.refresh_from_db()
    assert (cast.programme.title, cast.programme.provider) == ("Renamed", cast.provider)


def test_a_refused_delete_says_why_and_deletes_nothing(cast: Cast, dee: Client) -> None:
    answer = dee.post(at("module-delete", cast.modules[0].pk))
    assert answer.status_code == 409
    assert "It has activities: delete those first." in text_of(answer)
    assert Module.objects.count() == 2


@pytest.mark.parametrize(
    "times",
    [
        {"starts_at": "junk", "ends_at": "2026-12-01T15:00"},
        {"starts_at": "2026-12-01T15:00", "ends_at": "2026-12-01T13:30"},
        {"starts_at": "2026-03-29T01:30", "ends_at": "2026-12-01T15:00", "hours": "NaN"},
        {"starts_at": "\x00", "ends_at": "9999-99-99T99:99", "capacity": "-5"},
        {},
    ],
)
def test_junk_in_an_event_is_a_form_with_errors(cast: Cast, dee: Client, times: dict[str, str]) -> None:
    data = {"title": "E", "strategy": "seminar", "mode": "online", "hours": "1", **times}
    answer = dee.post(at("event-new", cast.programme.pk), data)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert LearningEvent.objects.count() == 1


# ---- mapping ----


def test_the_cohorts_page_leads_those_who_open_rounds_to_them(cast: Cast, as_user: SignIn) -> None:
    address, rounds = at("cohort-detail", cast.cohort.pk), reverse("diagnostics:diagnostic-list")
    link = f'<a href="{rounds}" data-testid="to-rounds">Rounds and self-assessments</a>'
    pages = {name: as_user(getattr(cast, name)).get(address).text for name in ("amara", "bill", "cora", "dee")}
    assert [name for name, page in pages.items() if link in page] == ["bill", "dee"]
    assert as_user(cast.bill).get(rounds).status_code == 200


def test_a_framework_that_the_programme_does_not_use_has_no_grid(cast: Cast, dee: Client) -> None:
    other = make_framework(cast.provider, "Coaches")
    for name in ("mapping-grid", "coverage"):
        assert dee.get(at(name, cast.programme.pk, other.pk)).status_code == 404
    assert dee.get(at("mapping-row", cast.programme.pk, other.elements.get(code="D1.1").pk)).status_code == 404


def row_post(cast: Cast, dee: Client, **changes: str) -> Any:
    """The page of an element, read and sent back with some fields changed."""
    address = at("mapping-row", cast.programme.pk, cast.framework_version.elements.get(code="D1.1").pk)
    forms = dee.get(address).context["formset"]
    data = {"form-TOTAL_FORMS": str(len(forms.forms)), "form-INITIAL_FORMS": str(len(forms.forms))}
    for form in forms.forms:
        for name in form.fields:
            data[form[name].html_name] = form[name].value() or ""
    data["form-0-base_revision"] = "0"
    data = {key: 0 if key.endswith("base_revision") and value == "" else value for key, value in data.items()}
    return lambda: dee.post(address, {**data, **changes})


def test_a_row_is_saved_without_javascript(cast: Cast, dee: Client) -> None:
    answer = row_post(cast, dee, **{"form-2-depth": "assesses", "form-2-rationale": "Because", "form-1-depth": ""})()
    assert answer.status_code == 302
    kept = Mapping.objects.get()
    assert (kept.item, kept.depth, kept.rationale) == (cast.activity, "assesses", "Because")


def test_before_a_part_is_taken_away_the_page_says_what_it_alone_does(cast: Cast, dee: Client) -> None:
    """Given D1.1 developed by the first module alone; then by its activity too."""
    element = cast.framework_version.elements.get(code="D1.1")
    address = at("mapping-row", cast.programme.pk, element.pk)
    said = r'data-testid="only-part">([^<]*)'
    assert re.findall(said, dee.get(address).text) == ["Without this part the element would be untouched."]
    Mapping.objects.create(activity=cast.activity, element=element, depth="introduces")
    assert re.findall(said, dee.get(address).text) == ["Without this part the element would be thin."]
    Mapping.objects.update(depth="develops")
    assert re.findall(said, dee.get(address).text) == []


def test_a_row_that_somebody_changed_meanwhile_is_not_saved_at_all(cast: Cast, dee: Client) -> None:
    send = row_post(cast, dee, **{"form-1-depth": "assesses", "form-2-depth": "develops"})
    Mapping.objects.update(depth="introduces", revision=2)
    answer = send()
    assert answer.status_code == 409
    assert "Leading self: introduces" in text_of(answer)
    assert list(Mapping.objects.values_list("depth", "revision")) == [("introduces", 2)]


def test_junk_for_a_row_is_no_server_error(cast: Cast, dee: Client) -> None:
    address = at("mapping-row", cast.programme.pk, cast.framework_version.elements.get(code="D1.1").pk)
    for data in ({}, {"form-TOTAL_FORMS": "x"}, {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}):
        assert dee.post(address, data).status_code in (200, 400)
    assert Mapping.objects.count() == 1


def test_one_hour_is_not_called_hours(cast: Cast, dee: Client) -> None:
    Activity.objects.all().delete()
    LearningEvent.objects.all().delete()
    Activity.objects.create(module=cast.modules[0], title="Read", strategy="seminar", mode="online", hours=1)
    programme = text_of(dee.get(at("programme-detail", cast.programme.pk)))
    coverage = text_of(dee.get(at("coverage", cast.programme.pk, cast.framework_version.pk)))
    assert [re.findall(r"\b1 hours?\b", page) for page in (programme, coverage)] == [["1 hour"], ["1 hour"] * 2]


# ---- cohorts and enrolments ----


def test_a_learner_is_enrolled_with_a_new_employer_and_can_sign_in_by_code(cast: Cast, dee: Client) -> None:
    data = {"email": "New@example.test", "full_name": "New Person", "new_employer": "Oak Lane", "job_title": "Head"}
    answer = dee.post(at("enrolment-new", cast.cohort.pk), data)
    assert answer.headers["Location"] == at("cohort-detail", cast.cohort.pk)
    enrolment = Enrolment.objects.get(learner__email="new@example.test")
    assert enrolment.employers.get().organisation.name == "Oak Lane"
    assert Reminder.objects.get().recipient == enrolment.learner


def test_employers_of_other_providers_are_not_offered(cast: Cast, dee: Client) -> None:
    client = Organisation.objects.create(name="Secret Client")
    theirs = Cohort.objects.create(programme=cast.other_programme, title="Theirs", starts_on=TODAY, ends_on=TODAY)
    place = Enrolment.objects.create(cohort=theirs, learner=cast.otto, enrolled_at=NOW)
    EnrolmentEmployer.objects.create(enrolment=place, organisation=client, from_date=LONG_AGO)
    page = dee.get(at("enrolment-new", cast.cohort.pk))
    choices = [str(label) for _value, label in page.context["form"].fields["employer"].choices]
    assert choices == ["another, named below", "Elm Park Nursery", "Hillside Primary"]
    sent = {"email": "new@example.test", "full_name": "New", "employer": client.pk}
    assert "Select a valid choice" in text_of(dee.post(at("enrolment-new", cast.cohort.pk), sent))
    assert not User.objects.filter(email="new@example.test").exists()


def test_a_refused_enrolment_leaves_no_employer_behind(cast: Cast, dee: Client) -> None:
    data = {"email": cast.amara.email, "new_employer": "Oak Lane"}
    page = text_of(dee.post(at("enrolment-new", cast.cohort.pk), data))
    assert "This person is already enrolled in this cohort." in page
    assert not Organisation.objects.filter(name="Oak Lane").exists()


def test_an_enrolment_needs_exactly_one_employer(cast: Cast, dee: Client) -> None:
    both = {"email": "n@example.test", "full_name": "N", "employer": cast.employer_a.pk, "new_employer": "Oak"}
    none = {"email": "n@example.test", "full_name": "N"}
    assert "not both" in text_of(dee.post(at("enrolment-new", cast.cohort.pk), both))
    assert "Choose the employer" in text_of(dee.post(at("enrolment-new", cast.cohort.pk), none))


def test_a_place_is_withdrawn_and_taken_up_again_with_reasons(cast: Cast, dee: Client) -> None:
    place = cast.ben_enrolment.pk
    dee.post(at("enrolment-withdraw", place), {"reason": "New post"})
    page = text_of(dee.get(at("enrolment-detail", place)))
    assert "Withdrawn" in page
    assert "Taking part → withdrawn" in page
    answer = dee.post(at("enrolment-complete", place), {"reason": ""})
    assert "cannot become" in text_of(answer)
    dee.post(at("enrolment-resume", place), {})
    assert Enrolment.objects.get(pk=place).status == "active"


def test_a_learner_names_her_line_manager_but_no_coach(cast: Cast, as_user: SignIn) -> None:
    ben = as_user(cast.ben)
    address = at("supporter-new", cast.ben_enrolment.pk)
    choices = [value for value, _label in ben.get(address).context["form"].fields["kind"].choices]
    assert choices == ["colleague", "line_manager"]
    data = {"kind": "colleague", "email": "col@example.test", "full_name": "Col"}
    assert ben.post(address, data).status_code == 302
    assert ben.post(address, {**data, "kind": "coach"}).status_code == 422
    kinds = Supporter.objects.filter(enrolment=cast.ben_enrolment).values_list("kind", flat=True)
    assert list(kinds) == ["colleague", "line_manager"]


def test_support_ends_at_once(cast: Cast, dee: Client, as_user: SignIn) -> None:
    cora = as_user(cast.cora)
    page = at("enrolment-detail", cast.amara_enrolment.pk)
    assert cora.get(page).status_code == 200
    dee.post(at("supporter-end", Supporter.objects.get(enrolment=cast.amara_enrolment, user=cast.cora).pk))
    assert cora.get(page).status_code == 404


def test_a_facilitators_role_ends_at_once(cast: Cast, dee: Client, as_user: SignIn) -> None:
    bill = as_user(cast.bill)
    assert bill.get(at("cohort-detail", cast.cohort.pk)).status_code == 200
    dee.post(at("facilitator-end", CohortRole.objects.get(cohort=cast.cohort, user=cast.bill).pk))
    assert bill.get(at("cohort-detail", cast.cohort.pk)).status_code == 404


def test_a_change_of_employer_moves_what_the_sponsors_see(cast: Cast, dee: Client, as_user: SignIn) -> None:
    page = at("enrolment-detail", cast.ben_enrolment.pk)
    sam, sue = as_user(cast.sam), as_user(cast.sue)
    assert (sam.get(page).status_code, sue.get(page).status_code) == (404, 200)
    data = {"employer": cast.employer_a.pk, "from_date": TODAY.isoformat()}
    dee.post(at("employer-change", cast.ben_enrolment.pk), data)
    assert (sam.get(page).status_code, sue.get(page).status_code) == (200, 404)


def test_every_page_has_one_heading_and_a_title_of_its_own(cast: Cast, dee: Client) -> None:
    titles = []
    for address in (
        at("programme-list"),
        at("programme-detail", cast.programme.pk),
        at("mapping-grid", cast.programme.pk, cast.framework_version.pk),
        at("coverage", cast.programme.pk, cast.framework_version.pk),
        at("cohort-detail", cast.cohort.pk),
        at("enrolment-detail", cast.amara_enrolment.pk),
        at("event-detail", cast.event.pk),
        at("enrolment-new", cast.cohort.pk),
    ):
        html = dee.get(address).content.decode()
        assert html.count("<h1") == 1, address
        assert "style=" not in html
        titles.append(re.search(r"<title>(.*?)</title>", html, re.DOTALL).group(1))
    assert len(set(titles)) == len(titles)


def test_an_event_at_the_end_of_the_calendar_is_refused(cast: Cast, dee: Client, as_user: SignIn) -> None:
    """Stored, it could not be read in any time zone but London's, and would break the home of every learner."""
    data = {"title": "Late", "strategy": "seminar", "mode": "online", "hours": "1"}
    data |= {"starts_at": "9999-12-31T10:00", "ends_at": "9999-12-31T23:59"}
    answer = dee.post(at("event-new", cast.programme.pk), data)
    assert "Check the year." in text_of(answer)
    assert not LearningEvent.objects.filter(title="Late").exists()
    assert as_user(cast.amara).get("/").status_code == 200


@pytest.mark.parametrize("page", ["module-new", "event-new", "cohort-new", "framework-add", "programme-edit"])
def test_a_form_with_errors_is_answered_as_such(cast: Cast, dee: Client, page: str) -> None:
    assert dee.post(at(page, cast.programme.pk), {}).status_code == 422
