"""Choosing a file: who may, what the form refuses, and that the job is done whether or not there is a broker."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings as in_force
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from carnegie.core.enums import JobState
from carnegie.core.models import Job
from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, User
from standards import formats
from tests.cast import TODAY, Cast
from tests.fixtures.disk import ROOM
from tests.fixtures.worker import CeleryProcess
from tests.standards.files import ROOT, moodle, small_case

SignIn = Callable[[User], Client]
URL = reverse("standards:import-new")


def upload(data: bytes, name: str = "standards.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("name", ["amara", "bill", "cora", "lena", "sam", "root", "otto"])
def test_others_may_not(cast: Cast, as_user: SignIn, name: str) -> None:
    client = as_user(getattr(cast, name))
    file = {"file": upload(small_case()), "owner": cast.provider.pk}
    assert (client.get(URL).status_code, client.post(URL, file).status_code) == (403, 403)
    assert Job.objects.count() == 0


def test_an_ended_role_counts_no_more(cast: Cast, as_user: SignIn) -> None:
    cast.dee.memberships.update(to_date=TODAY)
    assert as_user(cast.dee).get(URL).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_worker_reads_it_when_there_is_a_broker(
    as_user: SignIn, celery_worker_process: Callable[[], CeleryProcess]
) -> None:
    cast = Cast()
    client = as_user(cast.dee)
    client.post(URL, {"file": upload(small_case()), "owner": cast.provider.pk})
    job = Job.objects.get()
    assert (job.state, job.result) == (JobState.QUEUED, {})
    worker = celery_worker_process()
    worker.wait_for("] succeeded in")
    job.refresh_from_db()
    assert (job.state, job.result["report"]["elements"]) == (JobState.DONE, 3)


def test_an_admin_without_broker_gets_her_preview_at_once(cast: Cast, as_user: SignIn, no_broker: None) -> None:
    response = as_user(cast.dee).post(URL, {"file": upload(small_case()), "owner": cast.provider.pk})
    job = Job.objects.get()
    assert response.headers["Location"] == reverse("standards:import-detail", args=[job.pk])
    assert (job.owner, job.state, job.progress, job.total, job.error) == (cast.dee, JobState.DONE, 3, 3, "")
    assert (job.result["report"]["elements"], job.result["kinds"], job.result["depth"]) == (3, [["", 3]], 2)
    assert job.result["outline"] == [[0, "D1", "Domain"], [1, "D1.1", "Statement 2"], [1, "", "Statement 3"]]


def test_the_frameworks_that_come_with_carnegie(cast: Cast, as_user: SignIn, no_broker: None) -> None:
    client = as_user(cast.dee)
    page = unescape(client.get(URL).content.decode())
    assert page.count('name="seed"') == 12
    assert "Headteachers' standards 2020" in page
    assert "Department for Education and Skills · 2004 · 6 elements · superseded, in force until 2014" in page
    client.post(URL, {"seed": "headteachers-2020", "owner": cast.provider.pk})
    assert Job.objects.get().result["report"]["elements"] == 22


@pytest.mark.parametrize(
    "fields", [{"seed": "../../etc/passwd"}, {"seed": "headteachers-2020", "owner": "x"}, {"seed": "headteachers-2020"}]
)
def test_a_seed_that_is_not_there_is_refused(cast: Cast, as_user: SignIn, fields: dict[str, str]) -> None:
    html = as_user(cast.dee).post(URL, fields, follow=True).content.decode()
    assert "Choose a framework and one of your organisations." in html
    assert Job.objects.count() == 0


def test_the_form_refuses_nothing_too_much_and_foreign_owners(
    cast: Cast, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_force, "IMPORT_MAX_BYTES", 100)
    client = as_user(cast.dee)
    for fields, wrong in (
        ({"owner": cast.provider.pk}, ["file"]),
        ({"owner": cast.provider.pk, "file": upload(b"")}, ["file"]),
        ({"owner": cast.provider.pk, "file": upload(b"x" * 101)}, ["file"]),
        ({"owner": cast.other_provider.pk, "file": upload(b"x")}, ["owner"]),
    ):
        response = client.post(URL, fields)
        assert (response.status_code, list(response.context["form"].errors)) == (400, wrong)
    assert Job.objects.count() == 0


def test_she_may_say_what_kind_of_file_it_is(cast: Cast, as_user: SignIn, no_broker: None) -> None:
    client = as_user(cast.dee)
    html = client.get(URL).content.decode()
    assert [name for name in ("auto", *formats.READERS) if f'<option value="{name}"' not in html] == []
    for format, found in (("matrix", "bad_json"), ("case", "bad_json"), ("csv", "no_heading_column")):
        Job.objects.all().delete()
        client.post(URL, {"file": upload(moodle(ROOT)), "format": format, "owner": cast.provider.pk})
        job = Job.objects.get()
        assert (job.parameters["format"], [e["code"] for e in job.result["report"]["errors"]]) == (format, [found])
    wrong = client.post(URL, {"file": upload(moodle(ROOT)), "format": "exe", "owner": cast.provider.pk})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (400, ["format"])


def test_with_two_organisations_she_chooses(cast: Cast, as_user: SignIn) -> None:
    assert '<input type="hidden" name="owner"' in as_user(cast.dee).get(URL).content.decode()
    Membership.objects.create(
        user=cast.dee, organisation=cast.other_provider, role=MembershipRole.PROGRAMME_ADMIN, from_date=TODAY
    )
    html = as_user(cast.dee).get(URL).content.decode()
    assert html.count(f'<option value="{cast.other_provider.pk}"') == 2


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_keeps_nothing_and_says_so(cast: Cast, as_user: SignIn) -> None:
    response = as_user(cast.dee).post(URL, {"file": upload(b"heading\n" + b"x" * 4 * ROOM), "owner": cast.provider.pk})
    assert response.status_code == 507
    assert "There is no room for this file just now" in response.content.decode()
    assert Job.objects.count() == 0
    assert [path for path in Path(storages["default"].location).rglob("jobs/*") if path.stat().st_size == ROOM] == []
