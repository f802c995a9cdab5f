"""Signing in: by password, by code, with a second step; the admin's door is the same one."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from tests.cast import person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"

PUBLIC = [
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
    "account_inactive",
]
OWN = ["account_logout", "account_email", "account_change_password", "mfa_index", "usersessions_list"]
SAFE_OWN = ["mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "account_reauthenticate"]


@pytest.fixture
def amara() -> User:
    user = person("Amara")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(client: Client, amara: User) -> Client:
    """Amara's browser, just after she proved a second time that it is she."""
    client.post(reverse("account_login"), {"login": amara.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_who_sends_a_form_when_signed_out_is_told_that_it_was_not_saved(client: Client) -> None:
    looked = client.get("/projects/new/", follow=True)
    sent = client.post("/projects/new/", {"title": "Long text"}, follow=True)
    assert sent.redirect_chain == [("/accounts/login/?next=/projects/new/&unsaved=1", 302)]
    assert ["Back button" in page.text for page in (looked, sent)] == [False, True]
    assert 'name="next" value="/projects/new/"' in sent.text


def test_a_password_signs_in(client: Client, amara: User) -> None:
    response = client.post(reverse("account_login"), {"login": "AMARA@example.test", "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(amara.pk)


@pytest.mark.parametrize("login", ["amara@example.test", "nobody@example.test"])
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client, amara: User, login: str) -> None:
    response = client.post(reverse("account_login"), {"login": login, "password": "not this one"})

    assert response.status_code == 200
    assert "<title>Error: Sign in · Carnegie</title>" in response.text
    assert response.text.count('data-testid="error-summary"') == 1
    assert "The e-mail address or the password is not right." in response.text
    assert "_auth_user_id" not in client.session


def test_empty_fields_are_each_named(client: Client) -> None:
    response = client.post(reverse("account_login"), {})

    links = re.findall(r'<a href="#(id_\w+)">(.*?)</a>', response.text)
    assert links == [
        ("id_login", "E-mail address: This field is required."),
        ("id_password", "Password: This field is required."),
    ]


def test_a_code_from_the_mail_signs_in(client: Client, amara: User) -> None:
    response = client.post(reverse("account_request_login_code"), {"email": amara.email}, follow=True)
    assert "<h1>Enter your code</h1>" in response.text
    code = re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[0].body, re.M)
    assert code

    response = client.post(reverse("account_confirm_login_code"), {"code": code[1]})

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(amara.pk)


def test_a_wrong_code_does_not(client: Client, amara: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": amara.email})

    response = client.post(reverse("account_confirm_login_code"), {"code": "NOTTHIS"})

    assert response.text.count('data-testid="error-summary"') == 1
    assert "_auth_user_id" not in client.session


def test_the_second_step_is_asked_for_and_opens_the_door(client: Client, amara: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(amara, secret)

    response = client.post(reverse("account_login"), {"login": amara.email, "password": PASSWORD}, follow=True)

    assert "<h1>Enter the code from your app</h1>" in response.text
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["home:home", "home:gallery", *OWN[1:]])
def test_somebody_signed_out_is_sent_to_sign_in(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={reverse(name)}")


def test_nobody_signs_herself_up(client: Client) -> None:
    response = client.post(reverse("account_signup"), {"email": "new@example.test", "password1": PASSWORD})

    assert "Accounts come by invitation" in response.text
    assert User.objects.count() == 0


def test_the_admin_is_entered_through_the_same_door(client: Client) -> None:
    response = client.get("/admin/login/?next=/admin/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2F")


def test_the_admin_is_for_system_administrators_only(client: Client, amara: User, signed_in: Client) -> None:
    assert signed_in.get("/admin/", follow=True).status_code == 403

    client.force_login(person("Root", is_staff=True, is_superuser=True))
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/people/user/").status_code == 200


def assert_strict(response) -> None:
    policy = response["Content-Security-Policy"]
    directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert (directives["script-src"], directives["style-src"]) == ("'self'", "'self'")
    assert "unsafe" not in policy
    page = response.text
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"", page) == []
    scripts = re.findall(r"<script\b([^>]*)>", page)
    assert [one for one in scripts if "src=" not in one and 'type="application/json"' not in one] == []


def assert_a_proper_page(response) -> None:
    assert response.status_code == 200
    assert response.text.count("<h1") == 1
    title = re.search(r"<title>(.*?) · Carnegie</title>", response.text, re.S)
    assert title
    assert title[1].strip()
    assert '<html lang="en-gb">' in response.text


@pytest.mark.parametrize("name", SAFE_OWN[:2])
def test_a_change_of_the_second_step_asks_again_who_it_is(client: Client, amara: User, name: str) -> None:
    client.post(reverse("account_login"), {"login": amara.email, "password": PASSWORD})

    response = client.get(reverse(name), follow=True)

    assert "<h1>Is it you?</h1>" in response.text
    assert_strict(response)


@pytest.mark.parametrize("name", PUBLIC)
def test_pages_before_the_door(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert_a_proper_page(response)
    assert_strict(response)


@pytest.mark.parametrize("name", OWN + SAFE_OWN)
def test_pages_of_ones_own_account(signed_in: Client, name: str) -> None:
    response = signed_in.get(reverse(name))

    assert_a_proper_page(response)
    assert_strict(response)


def test_the_account_pages_with_a_second_step_set_up(signed_in: Client, amara: User) -> None:
    TOTP.activate(amara, generate_totp_secret())
    signed_in.post(reverse("mfa_generate_recovery_codes"))

    for name in ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]:
        response = signed_in.get(reverse(name))
        assert_a_proper_page(response)
        assert_strict(response)


def test_a_changed_address_waits_for_its_confirmation(signed_in: Client, amara: User) -> None:
    signed_in.post(reverse("account_email"), {"email": "amara.new@example.test", "action_add": ""})

    response = signed_in.get(reverse("account_email"))

    assert "Waits for your confirmation" in response.text
    assert [message.to for message in mail.outbox] == [["amara.new@example.test"]]
    assert_strict(response)


def test_a_used_link_says_so(client: Client) -> None:
    response = client.get(reverse("account_reset_password_from_key", args=["0", "a-b"]))

    assert_a_proper_page(response)
    assert "This link has been used" in response.text
