"""Confirming stores the framework, all of it, once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed
from carnegie.core.models import Job
from carnegie.people.models import User
from standards import services
from standards.models import Framework
from tests.cast import NOW, TODAY, Cast
from tests.standards.files import small_case

SignIn = Callable[[User], Client]


@pytest.fixture
def job(cast: Cast) -> Job:
    job = services.start_import(data=small_case(), file_name="s.json", owner=cast.provider, by=cast.dee, now=NOW)
    services.run_preview(job_id=job.pk, clock=lambda: NOW)
    job.refresh_from_db()
    return job


def url(job: Job) -> str:
    return reverse("standards:import-confirm", args=[job.pk])


def test_it_is_stored_as_a_draft_and_shown(
    cast: Cast, as_user: SignIn, job: Job, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client = as_user(cast.dee)
    assert client.get(url(job)).status_code == 405
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        response = client.post(url(job), follow=True)
    framework = Framework.objects.get(title="Test standards")
    version = framework.versions.get()
    assert response.redirect_chain[0][0] == reverse("standards:version-detail", args=[version.pk])
    assert (version.status, version.elements.count(), framework.owner) == ("draft", 3, cast.provider)
    assert "Nothing is in use until you adopt it." in response.content.decode()
    assert not job.file.storage.exists(job.file.name)


def test_asked_twice_it_is_stored_once(cast: Cast, as_user: SignIn, job: Job) -> None:
    client = as_user(cast.dee)
    first, again = (client.post(url(job)).headers["Location"] for _ in range(2))
    assert first == again
    assert Framework.objects.filter(title="Test standards").count() == 1
    html = client.get(reverse("standards:import-detail", args=[job.pk])).content.decode()
    assert ('data-testid="import-stored"' in html, 'data-testid="import-confirm"' in html) == (True, False)


def test_the_same_file_again_says_that_nothing_has_changed(cast: Cast, as_user: SignIn, job: Job) -> None:
    services.confirm_import(job=job, by=cast.dee, now=NOW)
    again = services.start_import(data=small_case(), file_name="s", owner=cast.provider, by=cast.dee, now=NOW)
    services.run_preview(job_id=again.pk, clock=lambda: NOW)
    html = as_user(cast.dee).get(reverse("standards:import-detail", args=[again.pk])).content.decode()
    assert ('data-testid="import-unchanged"' in html, 'data-testid="import-confirm"' in html) == (True, False)


def test_a_role_that_ended_since_stores_nothing(cast: Cast, as_user: SignIn, job: Job) -> None:
    cast.dee.memberships.update(to_date=TODAY)
    assert as_user(cast.dee).post(url(job)).status_code == 403
    assert Framework.objects.filter(title="Test standards").count() == 0


def test_only_who_started_it_may(cast: Cast, job: Job) -> None:
    with pytest.raises(NotAllowed):
        services.confirm_import(job=job, by=cast.pia, now=NOW)


def test_a_file_that_went_missing_is_told(cast: Cast, as_user: SignIn, job: Job) -> None:
    job.file.storage.delete(job.file.name)
    html = as_user(cast.dee).post(url(job), follow=True).content.decode()
    assert "The file is not there any more" in html
