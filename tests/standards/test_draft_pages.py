"""The pages around drafts: begin one, say what it is, throw it away, and open the framework to everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from standards import services
from standards.models import Framework, FrameworkVersion
from tests.cast import NOW, Cast, make_framework

SignIn = Callable[[User], Client]
FACTS = {"title": "Leading a nursery", "creator": "The trust", "language": "en"}


def at(name: str, version: FrameworkVersion) -> str:
    return reverse(f"standards:{name}", args=[version.pk])


def test_a_framework_is_begun_for_ones_own_organisation(cast: Cast, as_user: SignIn) -> None:
    client = as_user(cast.dee)
    assert 'data-testid="framework-new"' in client.get(reverse("standards:framework-list")).content.decode()
    address = reverse("standards:framework-new")
    response = client.post(address, FACTS | {"owner": cast.provider.pk})
    draft = FrameworkVersion.objects.get(framework__title="Leading a nursery")
    assert response.url == at("version-edit", draft)
    assert "Nothing is written yet" in client.get(at("version-detail", draft)).content.decode()
    assert as_user(cast.amara).get(address).status_code == 403
    assert as_user(cast.pia).post(address, FACTS | {"owner": cast.provider.pk}).status_code == 422


@pytest.mark.parametrize(
    "junk",
    [
        {"title": "\x00"},
        {"title": "x" * 301},
        {"title": ""},
        {"scale": "nonsense"},
        {"status_start_date": "0202-01-01"},
    ],
)
def test_junk_is_answered_with_the_form(cast: Cast, as_user: SignIn, junk: dict[str, str]) -> None:
    response = as_user(cast.dee).post(reverse("standards:framework-new"), FACTS | {"owner": cast.provider.pk} | junk)
    assert response.status_code == 422
    assert not FrameworkVersion.objects.filter(status="draft").exists()


def test_a_new_version_begins_and_the_next_attempt_leads_to_it(cast: Cast, as_user: SignIn) -> None:
    client, version = as_user(cast.dee), cast.framework_version
    assert 'data-testid="version-new"' in client.get(at("version-detail", version)).content.decode()
    response = client.post(at("version-new", version), {"label": "2027", "notes": "Shorter"})
    draft = version.framework.versions.get(status="draft")
    assert (response.url, draft.label) == (at("version-edit", draft), "2027")
    for again in (client.get(at("version-new", version)), client.post(at("version-new", version), {})):
        html = again.content.decode()
        assert at("version-edit", draft) in html
        assert 'data-testid="draft-go"' in html
    assert version.framework.versions.count() == 2


def test_all_versions_are_listed_drafts_for_those_who_keep_it_only(cast: Cast, as_user: SignIn) -> None:
    version = cast.framework_version
    draft = services.start_draft(framework=version.framework, source=version, by=cast.dee, now=NOW)
    seen = {
        name: at("version-detail", draft)
        in as_user(getattr(cast, name)).get(at("version-detail", version)).content.decode()
        for name in ("dee", "amara", "pia")
    }
    assert seen == {"dee": True, "amara": False, "pia": False}


def test_facts_are_changed_and_a_stale_save_shows_both_texts(cast: Cast, as_user: SignIn) -> None:
    draft = make_framework(cast.provider, "Draft", status="draft")
    client, address = as_user(cast.dee), at("version-facts", draft)
    first = FACTS | {"notes": "From the first", "base_lock_version": "1", "scale": draft.scale_id}
    assert client.post(address, first).url == at("version-detail", draft)
    late = client.post(address, first | {"notes": "From the second"})
    html = late.content.decode()
    assert (late.status_code, "From the first" in html, "From the second" in html) == (409, True, True)
    assert 'name="base_lock_version" value="2"' in html
    assert client.post(address, first | {"notes": "Both", "base_lock_version": "2"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.notes, draft.framework.title, draft.lock_version) == ("Both", "Leading a nursery", 3)


def test_settled_facts_are_shown_but_not_taken(cast: Cast, as_user: SignIn) -> None:
    version = cast.framework_version
    draft = services.start_draft(framework=version.framework, source=version, by=cast.dee, now=NOW)
    client, address = as_user(cast.dee), at("version-facts", draft)
    assert "An adopted version stands under it" in client.get(address).content.decode()
    client.post(address, FACTS | {"licence_title": "OGL", "base_lock_version": "1", "scale": draft.scale_id})
    stored = Framework.objects.get(pk=draft.framework_id)
    assert (stored.title, stored.licence_title) == (version.framework.title, "OGL")


def test_the_facts_of_a_locked_version_are_not_changed(cast: Cast, as_user: SignIn) -> None:
    response = as_user(cast.dee).post(at("version-facts", cast.framework_version), FACTS, follow=True)
    assert "This version is locked" in response.content.decode()


def test_deleting_asks_first(cast: Cast, as_user: SignIn) -> None:
    draft = make_framework(cast.provider, "Draft", status="draft")
    client, address = as_user(cast.dee), at("version-delete", draft)
    html = client.get(address).content.decode()
    assert "Its 8 elements and all that is said of them are lost." in html
    assert FrameworkVersion.objects.filter(pk=draft.pk).exists()
    assert client.post(address).url == reverse("standards:framework-list")
    assert not FrameworkVersion.objects.filter(pk=draft.pk).exists()
    assert client.post(address).status_code == 404
    locked = client.post(at("version-delete", cast.framework_version))
    assert (locked.status_code, "its text is locked" in locked.content.decode()) == (409, True)


def test_public_and_closed_again(cast: Cast, as_user: SignIn) -> None:
    version = cast.framework_version
    client, address = as_user(cast.dee), at("version-publish", version)
    feed = f"/ims/case/v1p1/CFPackages/{version.case_identifier}"
    assert 'data-testid="no-licence"' in client.get(address).content.decode()
    assert "does not state a licence" in client.post(address, {"public": "yes"}, follow=True).content.decode()
    Framework.objects.filter(pk=version.framework_id).update(licence_title="OGL v3.0")
    answers: list[Any] = []
    for choice in ("yes", "no"):
        html = client.post(address, {"public": choice}, follow=True).content.decode()
        answers.append(('data-testid="is-public"' in html, Client().get(feed).status_code))
    assert answers == [(True, 200), (False, 404)]
    assert feed in client.get(address).content.decode()
    assert as_user(cast.amara).post(address, {"public": "yes"}).status_code == 403
