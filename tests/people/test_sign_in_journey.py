"""The door in a real browser: by keyboard, without scripts, by code and by passkey; axe on every page of it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from carnegie.people.models import User
from tests.cast import person

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long enough password"


@pytest.fixture
def amara(live_server) -> User:
    user = person("Amara")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def root(live_server) -> User:
    return person("Root", is_staff=True, is_superuser=True)


def test_by_keyboard_after_a_slip(page, axe, amara):
    page.goto("/accounts/login/")
    axe(page)
    page.get_by_test_id("login").fill(amara.email)
    page.keyboard.press("Tab")
    page.keyboard.type("not this one")
    page.keyboard.press("Enter")
    summary = page.get_by_test_id("error-summary")
    summary.wait_for()
    assert page.evaluate("document.activeElement.dataset.testid") == "error-summary"
    axe(page)
    page.get_by_test_id("password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.get_by_test_id("account-menu").press("Enter")
    page.get_by_test_id("sign-out").press("Enter")
    page.wait_for_url("**/accounts/login/**")


def test_a_line_of_the_summary_leads_to_its_field(page, live_server):
    page.goto("/accounts/login/")
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("error-summary").get_by_role("link", name="Password").click()
    assert page.evaluate("document.activeElement.id") == "id_password"


def test_without_scripts(page_without_scripts, amara):
    page = page_without_scripts
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/accounts/login/")
    assert not page.get_by_test_id("sign-in-passkey").is_visible()
    page.get_by_test_id("login").fill(amara.email)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url("**/")
    assert not page.get_by_test_id("sign-out").is_visible()
    page.get_by_test_id("menu").click()
    page.get_by_test_id("sign-out").click()
    page.wait_for_url("**/accounts/login/**")


def test_by_code(page, axe, amara):
    page.goto("/accounts/login/")
    page.get_by_test_id("sign-in-code").click()
    axe(page)
    page.get_by_test_id("email").fill(amara.email)
    page.get_by_test_id("send-code").click()
    page.get_by_test_id("code").wait_for()
    axe(page)
    code = re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[0].body, re.M)
    assert code
    page.get_by_test_id("code").fill(code[1])
    page.get_by_test_id("confirm-code").click()
    page.wait_for_url("**/")


def test_a_passkey_is_registered_and_then_signs_in(page, axe, amara):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.get_by_test_id("login").fill(amara.email)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("reauthenticate").wait_for()
    axe(page)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("reauthenticate").click()
    page.get_by_test_id("webauthn-save").wait_for()
    axe(page)
    page.get_by_test_id("passwordless").check()
    page.get_by_test_id("webauthn-save").click()
    page.get_by_text("recovery codes").first.wait_for()

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_test_id("sign-in-passkey").click()
    page.wait_for_url("**/")
    assert page.get_by_test_id("account-menu").inner_text().startswith("Amara")


@pytest.mark.parametrize("address", ["/accounts/2fa/", "/accounts/email/", "/accounts/password/set/"])
def test_account_pages(page, sign_in, axe, amara, address):
    amara.set_unusable_password()
    amara.save()
    sign_in(page, amara)
    page.goto(address)
    axe(page)


def test_the_gallery_is_accessible(page, sign_in, axe, root):
    sign_in(page, root)
    page.goto("/gallery/")
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    axe(page)


@pytest.mark.parametrize("address", ["/nowhere/", "/admin/"])
def test_error_pages_are_accessible(page, sign_in, axe, amara, address):
    sign_in(page, amara)
    page.goto(address)
    assert page.get_by_test_id("error-page").is_visible()
    axe(page)


@pytest.mark.parametrize("address", ["/admin/", "/admin/people/user/", "/admin/people/membership/add/"])
def test_the_admin_works_under_our_policy(page, sign_in, root, address):
    """The `page` fixture fails the test when the browser refused anything."""
    sign_in(page, root)
    page.goto(address)
    assert "Carnegie" in page.title()


def test_menus_close_on_escape_and_elsewhere(page, sign_in, amara):
    sign_in(page, amara)
    page.goto("/accounts/2fa/")
    menu = page.get_by_test_id("account-menu")
    menu.click()
    assert page.get_by_test_id("sign-out").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_test_id("sign-out").is_visible()
    menu.click()
    page.locator("h1").click()
    assert not page.get_by_test_id("sign-out").is_visible()
