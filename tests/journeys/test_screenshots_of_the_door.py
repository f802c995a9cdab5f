"""Pictures of signing in, of one's account and of errors: pages that allauth brings, in our clothes.

SCREENSHOT_DIR=/tmp/pictures python -m pytest -m slow tests/journeys/test_screenshots_of_the_door.py
"""

import re
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import get_resolver, reverse

from carnegie.people.models import User
from tests.cast import person
from tests.journeys.test_screenshots import shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"
ALLAUTH = ("account_", "mfa_", "usersessions_")
OUTSIDE = (
    *("account_login", "account_signup", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key_done", "account_request_login_code", "account_inactive"),
)
INSIDE = (
    *("account_email", "account_change_password", "account_reauthenticate", "mfa_index", "mfa_activate_totp"),
    *("mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list", "account_logout"),
)
WITH_TWO_STEPS = ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate")
ASKS_AGAIN = ("account_reauthenticate", "mfa_reauthenticate")
ON_THE_WAY = {
    *("account_confirm_login_code", "account_reset_password_from_key", "mfa_authenticate", "account_set_password"),
}
NO_PICTURE = {
    "account_email_verification_sent": "addresses are confirmed by a code",
    "account_confirm_email": "addresses are confirmed by a code",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "for scripts",
    "mfa_reauthenticate_webauthn": "needs a key in the machine; drawn like mfa_reauthenticate",
    "mfa_edit_webauthn": "needs a key in the machine; one field",
    "mfa_remove_webauthn": "needs a key in the machine; one question",
}


@pytest.fixture
def amara(live_server) -> User:
    user = person("Amara")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_outside(page, amara):
    for name in OUTSIDE:
        visit(page, name)
    page.goto("/accounts/login/")
    page.get_by_test_id("sign-in").click()
    shoot(page, "account_login-refused")
    page.goto(reverse("account_request_login_code"))
    page.get_by_test_id("email").fill(amara.email)
    page.get_by_test_id("send-code").click()
    page.get_by_test_id("code").wait_for()
    shoot(page, "account_confirm_login_code")
    page.goto(reverse("account_reset_password"))
    page.locator("main input[type=email]").fill(amara.email)
    page.get_by_test_id("reset-password").click()
    page.wait_for_url("**/done/")
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)
    assert link
    page.goto(link[0])
    shoot(page, "account_reset_password_from_key")


def test_inside(page, amara):
    enter(page, amara)
    for name in INSIDE:
        visit(page, name)
    page.goto("/nowhere/")
    shoot(page, "error-404")
    page.goto("/admin/")
    shoot(page, "error-403")


def test_with_two_steps(page, amara):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(amara, secret)
    RecoveryCodes.activate(amara)
    enter(page, amara)
    shoot(page, "mfa_authenticate")
    counter = next(totp.yield_hotp_counters_from_time())
    page.locator("main input[name=code]").fill(totp.format_hotp_value(totp.hotp_value(secret, counter)))
    page.get_by_test_id("mfa-sign-in").click()
    page.wait_for_url("**/")
    for name in WITH_TWO_STEPS:
        visit(page, name)


def test_without_a_password(page, sign_in, amara):
    amara.set_unusable_password()
    amara.save()
    sign_in(page, amara)
    visit(page, "account_set_password")


def test_every_page_of_the_door_is_looked_at():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str) and name.startswith(ALLAUTH)}

    assert names == {*OUTSIDE, *INSIDE, *WITH_TWO_STEPS, *ON_THE_WAY, *NO_PICTURE}


def visit(page: "Page", name: str) -> None:
    page.goto(reverse(name))
    if name not in ASKS_AGAIN and page.get_by_test_id("reauthenticate").count():
        page.get_by_test_id("password").fill(PASSWORD)
        page.get_by_test_id("reauthenticate").click()
        page.wait_for_url(f"**{reverse(name)}")
    shoot(page, name)


def enter(page: "Page", user: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_test_id("login").fill(user.email)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url(re.compile(r"(/|authenticate/)$"))
