"""Reminding who has not answered: whom, how often, what the mail says."""

import datetime as dt
from itertools import cycle
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import tick
from carnegie.people.models import User
from diagnostics import reminders
from diagnostics.enums import ROUND_NUDGE
from diagnostics.models import Round
from programmes.enums import EnrolmentStatus
from programmes.models import CohortRole
from tests.cast import LONG_AGO, NOW, TODAY, Cast, make_attempt, person
from tests.diagnostics.test_rounds import AFTER, CLOSES, DAY, at, extend, remind
from tests.diagnostics.test_submitting import at_once


@pytest.fixture
def bill(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.bill)


def second_facilitator(cast: Cast) -> User:
    fay = person("Fay")
    CohortRole.objects.create(cohort=cast.cohort, user=fay, from_date=LONG_AGO)
    return fay


def test_reminding_all_means_those_who_have_submitted_nothing_and_still_may(cast: Cast) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[1] * 6)
    assert remind(cast) == ["Ben"]
    row = Reminder.objects.get()
    assert (row.kind, row.recipient, row.subject_id) == (ROUND_NUDGE, cast.ben, cast.round.pk)
    with pytest.raises(Refused, match="Nobody who could still answer"):
        remind(cast, cast.amara_enrolment)
    with pytest.raises(Refused, match="Nobody who could still answer"):
        remind(cast, now=AFTER)
    extend(cast, TODAY + 30 * DAY, cast.ben_enrolment)
    assert remind(cast, now=AFTER) == ["Ben"]


def test_at_most_once_a_day_of_the_round_whoever_asks(cast: Cast) -> None:
    Round.objects.update(time_zone="Pacific/Auckland")
    fay = second_facilitator(cast)
    assert remind(cast, cast.ben_enrolment) == ["Ben"]
    assert remind(cast, by=fay) == ["Amara"]
    assert remind(cast) == []
    past_midnight_there = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)
    assert remind(cast, by=fay, now=past_midnight_there) == ["Amara", "Ben"]
    assert Reminder.objects.count() == 4


def test_only_who_leads_reminds_and_only_whom_the_round_asks(cast: Cast) -> None:
    for name in ("amara", "ben", "cora", "lena", "sam", "olga", "pia", "eve", "root"):
        with pytest.raises(NotAllowed):
            remind(cast, by=getattr(cast, name))
    with pytest.raises(Refused, match="whom this round asks"):
        remind(cast, cast.otto_enrolment)
    assert Reminder.objects.count() == 0


def test_it_is_checked_again_when_it_is_sent(cast: Cast) -> None:
    remind(cast)
    amaras, bens = Reminder.objects.order_by("recipient__email")
    assert (reminders.still_due(amaras, NOW), reminders.still_due(bens, NOW)) == (True, True)
    make_attempt(cast.round, cast.amara_enrolment, ranks=[1] * 6)
    assert (reminders.still_due(amaras, NOW), reminders.still_due(bens, AFTER)) == (False, False)
    extend(cast, TODAY + 30 * DAY, cast.ben_enrolment)
    assert reminders.still_due(bens, AFTER)
    cast.ben_enrolment.status = EnrolmentStatus.WITHDRAWN
    cast.ben_enrolment.save()
    assert not reminders.still_due(bens, AFTER)


def test_the_mail_says_who_asked_until_when_and_nothing_that_was_answered(cast: Cast) -> None:
    make_attempt(cast.round, cast.ben_enrolment, ranks=[1, 2], submitted=False)
    extend(cast, CLOSES + DAY, cast.ben_enrolment)
    remind(cast, cast.ben_enrolment, by=cast.dee)
    tick(now=NOW, budget_seconds=60)
    (sent,) = [one for one in mail.outbox if "still waits" in one.subject]
    assert sent.to == ["ben@example.test"]
    said = [
        word in sent.body for word in ("Dee Example reminds you", "Wed 9 Dec 2026", at("attempt-start", cast.round.pk))
    ]
    assert said == [True, True, True]
    assert "canary" not in sent.body


def test_one_click_reminds_one_or_all_and_the_page_says_when(cast: Cast, bill: Client) -> None:
    page, nudge = at("round-detail", cast.round.pk), at("round-nudge", cast.round.pk)
    assert "Remind all 2 who have not submitted" in bill.get(page).text
    one = bill.post(nudge, {"enrolment": cast.ben_enrolment.pk}, follow=True)
    assert "Ben Example gets a mail." in one.text
    assert [bool(row.reminded_at) for row in one.context["page"]] == [False, True]
    assert one.text.count('data-testid="remind"') == 1
    assert "1 learner gets a mail" not in bill.post(nudge, follow=True).text
    assert "reminded today already" in bill.post(nudge, follow=True).text
    assert bill.post(nudge, {"enrolment": cast.otto_enrolment.pk}).status_code == 404
    assert sorted(Reminder.objects.values_list("recipient__email", flat=True)) == [
        "amara@example.test",
        "ben@example.test",
    ]


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_at_once_send_one_mail_each() -> None:
    cast = Cast()
    askers = cycle([cast.bill, second_facilitator(cast), cast.dee])
    came = at_once(12, lambda: remind(cast, by=next(askers)))
    assert came == {"list": 12}
    assert sorted(Reminder.objects.values_list("recipient__full_name", flat=True)) == ["Amara Example", "Ben Example"]


def test_the_board_stays_narrowed_after_reminding(cast: Cast, bill: Client) -> None:
    """Somebody who works through a long list one by one is not thrown back to its beginning."""
    page, nudge = at("round-detail", cast.round.pk), at("round-nudge", cast.round.pk)
    narrowed = f"{page}?name=ben&sort=begun"
    shown = bill.get(narrowed).text
    assert shown.count(f'name="back" value="{page}?name=ben&amp;sort=begun"') == 2  # remind one, remind all
    back = bill.post(nudge, {"enrolment": cast.ben_enrolment.pk, "back": narrowed})
    assert (back.status_code, back["Location"]) == (302, narrowed)


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test", "/\t/evil.test", "javascript:alert(1)", ""])
def test_reminding_leads_to_no_page_of_others(cast: Cast, bill: Client, elsewhere: str) -> None:
    response = bill.post(at("round-nudge", cast.round.pk), {"back": elsewhere})
    assert response["Location"] == at("round-detail", cast.round.pk)
