"""The log of reminders: one's own, those one oversees, all for system administrators; never what they said."""

import dataclasses
import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.notifications import registry, selectors
from carnegie.notifications.models import Reminder
from tests.cast import NOW, TODAY

URL = reverse("notifications:reminder-list")
SUBJECT, OTHER_SUBJECT = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def rows(cast, owe, monkeypatch):
    """Dee oversees one subject of one kind; nobody oversees the nudges."""
    kind = registry.get("tests.must")

    def overseen(user, on):
        return [SUBJECT] if (user.pk, on) == (cast.dee.pk, TODAY) else []

    monkeypatch.setitem(registry.KINDS, kind.code, dataclasses.replace(kind, overseen=overseen))
    return {
        "amara": owe(cast.amara, subject_id=SUBJECT),
        "amara nudged": owe(cast.amara, subject_id=SUBJECT, kind="tests.nudge"),
        "amara elsewhere": owe(cast.amara, subject_id=OTHER_SUBJECT),
        "ben": owe(cast.ben, subject_id=SUBJECT),
        "dee": owe(cast.dee, subject_id=OTHER_SUBJECT),
    }


SEES = {
    "amara": ["amara", "amara elsewhere", "amara nudged"],
    "ben": ["ben"],
    "dee": ["amara", "ben", "dee"],
    "root": ["amara", "amara elsewhere", "amara nudged", "ben", "dee"],
    "bill": [],
    "cora": [],
    "lena": [],
    "sam": [],
    "pia": [],
    "eve": [],
}


@pytest.mark.parametrize(("who", "names"), SEES.items())
def test_who_sees_which_rows(cast, rows, as_user, who, names):
    client = as_user(getattr(cast, who))
    shown = {row["reminder"].pk for row in client.get(URL).context["rows"]}
    assert sorted(name for name, row in rows.items() if row.pk in shown) == names
    for name, row in rows.items():
        page = client.get(reverse("notifications:reminder-detail", args=[row.pk]))
        assert page.status_code == (200 if name in names else 404)


def test_foreign_and_missing_answer_alike(cast, rows, as_user):
    client = as_user(cast.ben)
    answers = [
        client.get(reverse("notifications:reminder-detail", args=[pk])) for pk in (rows["amara"].pk, uuid.UUID(int=9))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    said = [re.sub(r"\b\w{64}\b", "a token", answer.content.decode()) for answer in answers]
    assert said[0] == said[1]


def test_signed_out_is_sent_to_sign_in(rows):
    assert Client().get(URL).url == f"/accounts/login/?next={URL}"


def test_posting_is_refused(cast, rows, as_user):
    assert as_user(cast.amara).post(URL).status_code == 405


def test_list_shows_kind_state_and_recipient(cast, rows, as_user):
    text = as_user(cast.dee).get(URL).content.decode()
    assert text.count('data-testid="reminder"') == 3
    assert "Ben Example" in text
    assert "Must" in text
    assert "scheduled" in text


@pytest.mark.parametrize(("state", "number"), [("sent", 1), ("scheduled", 4), ("nonsense", 5), ("", 5)])
def test_filter_by_state(cast, rows, as_user, state, number):
    Reminder.objects.filter(pk=rows["ben"].pk).update(state="sent", sent_at=NOW)
    page = as_user(cast.root).get(URL, {"state": state})
    assert len(page.context["rows"]) == number


@pytest.mark.parametrize("query", [{}, {"state": "sent"}])
def test_empty_list_says_what_will_be_here(cast, kinds, as_user, query):
    page = as_user(cast.amara).get(URL, query)
    assert page.status_code == 200
    assert "empty" in page.content.decode()


def test_detail_of_a_kind_that_is_gone_shows_its_code_and_error(cast, rows, as_user):
    Reminder.objects.filter(pk=rows["ben"].pk).update(kind="gone.kind", state="failed", last_error="550 <no> such")
    text = as_user(cast.root).get(reverse("notifications:reminder-detail", args=[rows["ben"].pk])).content.decode()
    assert "gone.kind" in text
    assert "550 &lt;no&gt; such" in text


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow(cast, owe, as_user, django_assert_num_queries, number):
    for occurrence in range(number):
        owe(cast.amara, occurrence=str(occurrence))
    client = as_user(cast.amara)
    with django_assert_num_queries(5):
        assert len(client.get(URL).context["rows"]) == number


def test_lag_is_the_age_of_what_waits_longest(cast, owe):
    assert selectors.lag(NOW) == dt.timedelta(0)
    owe(cast.amara, due_at=NOW - dt.timedelta(minutes=7))
    owe(cast.ben, due_at=NOW + dt.timedelta(minutes=7))
    sent = owe(cast.dee, due_at=NOW - dt.timedelta(hours=7))
    Reminder.objects.filter(pk=sent.pk).update(state="sent", sent_at=NOW)
    assert selectors.lag(NOW) == dt.timedelta(minutes=7)
