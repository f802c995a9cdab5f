"""The pages of reminders and filed mails in a real browser, in every state that they can be in."""

import os

import pytest
from django.core.mail import EmailMessage

from carnegie.notifications.models import Reminder
from tests.cast import NOW, Cast


@pytest.fixture
def owed(transactional_db, owe):
    """One reminder in each of some states, and the people."""
    cast = Cast()
    facts = {"sent": {"sent_at": NOW}, "failed": {"last_error": "550 5.1.1 no such person here"}, "uncertain": {}}
    for state in ("scheduled", "sent", "failed", "uncertain", "cancelled", "expired"):
        row = owe(cast.amara, occurrence=state)
        Reminder.objects.filter(pk=row.pk).update(state=state, **facts.get(state, {}))
    return cast


def look(page, name):
    """Keep pictures when LOOK names a folder for them."""
    if folder := os.environ.get("LOOK"):
        for scheme, width in (("light", 1280), ("dark", 1280), ("light", 360)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{scheme}-{width}.png", full_page=True)


def test_reminders(owed, page, sign_in, axe):
    sign_in(page, owed.root)
    page.goto("/reminders/")
    assert page.get_by_test_id("reminder").count() == 6
    axe(page)
    look(page, "list")
    page.goto("/reminders/?state=failed")
    page.get_by_role("link", name="Must").click()
    assert page.get_by_test_id("state").inner_text() == "Failed"
    axe(page)
    look(page, "detail")
    page.goto("/reminders/?state=suppressed")
    axe(page)
    look(page, "none-in-state")


def test_uncertain_and_nothing_yet(owed, page, sign_in, axe):
    sign_in(page, owed.amara)
    page.goto("/reminders/?state=uncertain")
    page.get_by_role("link", name="Must").click()
    axe(page)
    look(page, "uncertain")
    sign_in(page, owed.ben)
    page.goto("/reminders/")
    axe(page)
    look(page, "empty")


def test_filed_mails(owed, page, sign_in, axe, settings, tmp_path):
    settings.EMAIL_BACKEND = "carnegie.notifications.file_mail.FileMailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    sign_in(page, owed.root)
    page.goto("/mail/")
    axe(page)
    look(page, "mail-none")
    text = "Dear Amara,\n\nopen it:\nhttp://127.0.0.1:8000/diagnostics/0b7a3c52-0000-4000-8000-000000000000/\n\nBye"
    EmailMessage("Your project came back with a note", text, to=["amara@example.test"]).send()
    page.goto("/mail/")
    axe(page)
    look(page, "mail-list")
    page.get_by_role("link", name="Your project came back").click()
    axe(page)
    look(page, "mail")
