"""People whom somebody else has enrolled: they come in by a code or by a new password, at their own address only."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from carnegie.people.services import account_for
from tests.cast import NOW, person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture
def root() -> User:
    return person("Root", is_staff=True, is_superuser=True)


@pytest.fixture
def nia(root: User) -> User:
    return account_for(email="Nia@Example.test", full_name="Nia Example", by=root, now=NOW)


def addresses(user: User) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary"))


def ask_for_code(client: Client, email: str) -> str | None:
    """The code that is sent to `email`; None when none is."""
    mail.outbox.clear()
    client.post(reverse("account_request_login_code"), {"email": email})
    found = [re.search(r"^([A-Z0-9-]{6,})$", one.body, re.M) for one in mail.outbox if one.to == [email]]
    return found[0][1] if found and found[0] else None


def test_an_invited_person_comes_in_by_a_code(client: Client, nia: User) -> None:
    assert addresses(nia) == [("nia@example.test", True, True)]
    code = ask_for_code(client, "nia@example.test")
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get("/").context["user"] == nia
    assert addresses(nia) == [("nia@example.test", True, True)]


def test_an_invited_person_sets_a_password_by_a_link(client: Client, nia: User) -> None:
    client.post(reverse("account_reset_password"), {"email": "nia@example.test"})
    (message,) = mail.outbox
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", message.body)
    assert (message.to, bool(link)) == (["nia@example.test"], True)
    form = client.get(link[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    fresh = Client()
    fresh.post(reverse("account_login"), {"login": "nia@example.test", "password": PASSWORD})
    assert fresh.get("/").context["user"] == nia


def test_nobody_is_asked_to_confirm_the_address_of_an_invitation(client: Client, nia: User) -> None:
    nia.set_password(PASSWORD)
    nia.save()
    client.post(reverse("account_login"), {"login": nia.email, "password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp"), follow=True).status_code == 200
    assert mail.outbox == []


def test_an_address_corrected_by_an_administrator_shuts_the_wrong_one_out(nia: User, root: User) -> None:
    admin = Client()
    admin.force_login(root)
    fields = {"email": "nia.right@example.test", "full_name": nia.full_name, "language": "en-gb"}
    fields |= {"time_zone": "Europe/London", "is_active": "on"}
    answer = admin.post(reverse("admin:people_user_change", args=[nia.pk]), fields)
    assert answer.status_code == 302
    assert addresses(nia) == [("nia.right@example.test", True, True)]
    assert ask_for_code(Client(), "nia@example.test") is None
    assert ask_for_code(Client(), "nia.right@example.test")


def test_an_account_made_by_an_administrator_is_like_any_other(root: User) -> None:
    admin = Client()
    admin.force_login(root)
    fields = {"email": "ola@example.test", "full_name": "Ola", "language": "en-gb", "time_zone": "Europe/London"}
    admin.post(reverse("admin:people_user_add"), {**fields, "is_active": "on"})
    assert addresses(User.objects.get(full_name="Ola")) == [("ola@example.test", True, True)]
