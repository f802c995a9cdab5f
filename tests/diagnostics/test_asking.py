"""Opening and extending rounds, and the mail that says so."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail

from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import tick
from diagnostics import reminders, services
from diagnostics.enums import ROUND_OPENS, DiagnosticState, RoundKind
from diagnostics.models import DiagnosticVersion, Round
from programmes.enums import EnrolmentStatus
from programmes.services import enrol_learner
from tests.cast import NOW, TODAY, Cast, make_attempt, make_diagnostic, make_framework

DAY = dt.timedelta(days=1)


def open_round(cast: Cast, **fields: Any) -> Round:
    named = {
        "cohort": cast.cohort,
        "diagnostic_version": cast.diagnostic_version,
        "target_profile": cast.target_profile,
        "kind": RoundKind.EXIT,
        "title": "Exit",
        "opens_on": TODAY + DAY,
        "closes_on": TODAY + 10 * DAY,
        "by": cast.bill,
        "now": NOW,
    }
    return services.open_round(**(named | fields))


def owed(round_: Round) -> list[tuple[str, str, dt.datetime, dt.datetime]]:
    rows = Reminder.objects.filter(subject_id=round_.pk).order_by("recipient__email")
    return [(row.kind, row.recipient.short_name, row.due_at, row.expires_at) for row in rows]


def test_each_active_learner_of_the_cohort_is_told_when_it_opens(cast: Cast) -> None:
    round_ = open_round(cast)
    opens = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
    closes = dt.datetime(2026, 12, 5, tzinfo=dt.UTC)
    assert owed(round_) == [(ROUND_OPENS, "Amara", opens, closes), (ROUND_OPENS, "Ben", opens, closes)]


def test_days_are_those_of_the_cohorts_zone(cast: Cast) -> None:
    cast.cohort.time_zone = "Pacific/Auckland"
    assert open_round(cast).opens_at == dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)


def test_a_round_for_one_learner_asks_only_her(cast: Cast) -> None:
    round_ = open_round(cast, enrolment=cast.ben_enrolment)
    assert [name for _kind, name, _due, _expires in owed(round_)] == ["Ben"]


def test_who_has_withdrawn_is_not_asked(cast: Cast) -> None:
    cast.ben_enrolment.status = EnrolmentStatus.WITHDRAWN
    cast.ben_enrolment.save()
    assert [name for _kind, name, _due, _expires in owed(open_round(cast))] == ["Amara"]


def test_what_does_not_fit_is_refused(cast: Cast) -> None:
    other = make_diagnostic(cast.other_programme, make_framework(cast.other_provider, "Other"), cast.pia)
    draft = make_diagnostic(cast.programme, make_framework(cast.provider, "Draft"), cast.dee, title="Draft")
    DiagnosticVersion.objects.filter(pk=draft.pk).update(state=DiagnosticState.DRAFT)
    draft.refresh_from_db()
    second = make_diagnostic(cast.programme, make_framework(cast.provider, "Second"), cast.dee, title="Second")
    for fields, words in (
        ({"diagnostic_version": other, "target_profile": None}, "another programme"),
        ({"diagnostic_version": draft, "target_profile": None}, "Publish this diagnostic first"),
        ({"diagnostic_version": second}, "targets belong to another"),
        ({"enrolment": cast.otto_enrolment}, "not in this cohort"),
        ({"closes_on": TODAY}, "closes before it opens"),
        ({"opens_on": TODAY - 9 * DAY, "closes_on": TODAY - DAY}, "closed already"),
    ):
        with pytest.raises(Refused, match=words):
            open_round(cast, **fields)
    assert Round.objects.count() == 1
    assert Reminder.objects.count() == 0


def test_only_who_leads_the_cohort_opens_and_extends(cast: Cast) -> None:
    assert open_round(cast, by=cast.dee).opened_by == cast.dee
    for name in ("amara", "cora", "lena", "sam", "olga", "pia", "eve", "root"):
        with pytest.raises(NotAllowed):
            open_round(cast, by=getattr(cast, name))
        with pytest.raises(NotAllowed):
            services.extend_round(round=cast.round, closes_on=TODAY + 30 * DAY, by=getattr(cast, name), now=NOW)


def test_extending_only_adds_time(cast: Cast) -> None:
    later = services.extend_round(round=cast.round, closes_on=TODAY + 20 * DAY, by=cast.bill, now=NOW)
    assert later.closes_on == TODAY + 20 * DAY
    for day in (TODAY + 20 * DAY, TODAY + 15 * DAY):
        with pytest.raises(Refused, match="already: choose a later day"):
            services.extend_round(round=cast.round, closes_on=day, by=cast.bill, now=NOW)
    with pytest.raises(Refused, match="closed already"):
        services.extend_round(round=cast.round, closes_on=TODAY + 21 * DAY, by=cast.bill, now=NOW + 40 * DAY)


# ---- the mail ----


def test_it_is_due_while_open_to_her_and_not_submitted(cast: Cast) -> None:
    round_ = open_round(cast, opens_on=TODAY, closes_on=TODAY + DAY)
    amaras, bens = Reminder.objects.filter(subject_id=round_.pk).order_by("recipient__email")
    make_attempt(round_, cast.ben_enrolment, ranks=[3])
    make_attempt(round_, cast.amara_enrolment, ranks=[3], submitted=False)
    assert (reminders.still_due(amaras, NOW), reminders.still_due(bens, NOW)) == (True, False)
    assert not reminders.still_due(amaras, NOW - 2 * DAY)
    assert not reminders.still_due(amaras, NOW + 2 * DAY)
    cast.amara_enrolment.status = EnrolmentStatus.WITHDRAWN
    cast.amara_enrolment.save()
    assert not reminders.still_due(amaras, NOW)


def test_who_is_enrolled_later_is_told_too_and_only_once(cast: Cast) -> None:
    make_attempt(cast.round, cast.ben_enrolment, ranks=[3])
    assert [reminders.due_reminders(now=NOW), reminders.due_reminders(now=NOW)] == [1, 0]
    assert [name for _kind, name, _due, _expires in owed(cast.round)] == ["Amara"]
    assert reminders.due_reminders(now=NOW + 60 * DAY) == 0


def test_who_is_enrolled_late_is_invited_first_and_told_once_of_each_open_round(cast: Cast) -> None:
    open_round(cast, title="Values", opens_on=TODAY - 2 * DAY)
    nia = {"email": "nia@example.test", "full_name": "Nia Example", "job_title": "", "employer": cast.employer_a}
    enrolled = enrol_learner(cohort=cast.cohort, **nia, by=cast.dee, now=NOW)
    open_round(cast, title="Today", opens_on=TODAY, enrolment=enrolled, now=NOW + dt.timedelta(seconds=1))
    for minute in (1, 2):
        tick(now=NOW + dt.timedelta(minutes=minute), budget_seconds=60)
    invitation, *rounds = [one.subject for one in mail.outbox if one.to == ["nia@example.test"]]
    assert invitation == "Your place in Leading in Practice"
    assert rounds[0] == "Today is open: rate yourself"
    assert sorted(rounds[1:]) == ["Baseline is open: rate yourself", "Values is open: rate yourself"]


def test_the_mail_names_the_round_and_nothing_that_was_answered(cast: Cast) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    reminders.due_reminders(now=NOW)
    row = Reminder.objects.get(recipient=cast.amara)
    assert reminders.context(row) == {
        "round": "Baseline",
        "programme": "Leading in Practice",
        "closes_on": TODAY + 14 * DAY,
        "minutes": 20,
        "path": f"/diagnostics/rounds/{cast.round.pk}/start/",
    }
