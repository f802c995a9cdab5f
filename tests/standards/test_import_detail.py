"""The job's page: its owner's alone, telling how far it is, then what is in the file; and that it runs once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from carnegie.core.enums import JobState
from carnegie.core.models import Job
from carnegie.people.models import User
from standards import services, tasks
from standards.services import jobs
from tests.cast import NOW, Cast
from tests.standards.files import ROOT, case, item, matrix, moodle, row, small_case

SignIn = Callable[[User], Client]


def start(cast: Cast, data: bytes = small_case(), name: str = "standards.json") -> Job:
    return services.start_import(data=data, file_name=name, owner=cast.provider, by=cast.dee, now=NOW)


def url(job: Job, page: str = "detail") -> str:
    return reverse(f"standards:import-{page}", args=[job.pk])


def run(job: Job, now: dt.datetime = NOW) -> bool:
    return services.run_preview(job_id=job.pk, clock=lambda: now)


@pytest.mark.parametrize("name", ["amara", "pia", "bill", "root"])
def test_nobody_else_knows_of_it(cast: Cast, as_user: SignIn, name: str) -> None:
    job = start(cast)
    run(job)
    client = as_user(getattr(cast, name))
    answers = (client.get(url(job)), client.post(url(job, "run")), client.post(url(job, "confirm")))
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_jobs_of_other_kinds_have_other_pages(cast: Cast, as_user: SignIn) -> None:
    job = Job.objects.create(owner=cast.dee, kind="something_else")
    assert as_user(cast.dee).get(url(job)).status_code == 404


def test_while_it_waits_the_page_asks_again_and_works_without_scripts(cast: Cast, as_user: SignIn) -> None:
    job = start(cast)
    client = as_user(cast.dee)
    html = client.get(url(job)).content.decode()
    assert "Waiting for its turn." in html
    assert f'<a href="{url(job)}">Look again</a>' in html
    assert 'data-testid="import-run"' not in html
    part = client.get(url(job), headers={"HX-Request": "true"}).content.decode()
    assert ("<h1>" in part, f'hx-get="{url(job)}"' in part) == (False, True)
    run(job)
    assert client.get(url(job), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_when_nobody_came_for_it_it_can_be_read_now(cast: Cast, as_user: SignIn) -> None:
    job = start(cast)
    Job.objects.update(created_at=NOW - dt.timedelta(minutes=1))
    client = as_user(cast.dee)
    assert 'data-testid="import-run"' in client.get(url(job)).content.decode()
    assert client.get(url(job, "run")).status_code == 405
    html = client.post(url(job, "run"), follow=True).content.decode()
    assert 'data-testid="import-confirm"' in html


def test_a_long_heading_in_the_preview_ends_after_a_word_and_shows_that_it_was_cut(cast: Cast, as_user: SignIn) -> None:
    whole, long, unbroken = "x" * 160, "Leading " * 30, "y" * 200
    job = start(cast, case([item(number, text) for number, text in enumerate((whole, long, unbroken), start=1)]))
    run(job)
    job.refresh_from_db()
    titles = [title for _depth, _code, title in job.result["outline"]]
    assert sorted(titles) == sorted([whole, "Leading " * 18 + "Leading…", "y" * 159 + "…"])
    assert "Leading Leading…" in as_user(cast.dee).get(url(job)).text


def test_the_preview_shows_the_tree_counts_and_oddities(cast: Cast, as_user: SignIn) -> None:
    job = start(cast, case([item(1, "<k>One</k>", humanCodingScheme="A"), item(2, humanCodingScheme="A")]))
    run(job)
    html = as_user(cast.dee).get(url(job)).content.decode()
    assert ("&lt;k&gt;One&lt;/k&gt;" in html, "<k>One</k>" in html) == (True, False)
    assert "2 new, 0 changed, 0 unchanged, 0 no longer there" in html
    assert "The code “A” stands 2 times." in html
    assert 'data-testid="import-confirm"' in html


@pytest.mark.parametrize(
    ("data", "kind", "scale"),
    [
        (moodle(ROOT, row("", "A", "a")), "Moodle competency framework (CSV)", "Not yet / Yes"),
        (matrix([{"name": "a"}]), "Mahara SmartEvidence matrix (JSON)", "Ready / No / Partly / Yes"),
        (small_case(), "CASE 1.0 or 1.1 package (JSON)", "our own five levels"),
        (b"heading\nOne\n", "Plain CSV with the column “heading”", "our own five levels"),
    ],
    ids=["moodle", "matrix", "case", "csv"],
)
def test_the_preview_says_what_the_file_is_and_which_scale_it_brings(
    cast: Cast, as_user: SignIn, data: bytes, kind: str, scale: str
) -> None:
    job = start(cast, data)
    run(job)
    html = as_user(cast.dee).get(url(job)).content.decode()
    assert (kind in html, scale in html) == (True, True)


def test_errors_are_listed_and_nothing_can_be_stored(cast: Cast, as_user: SignIn) -> None:
    job = start(cast, b"code,heading\nA,\nB,\n", "broken.csv")
    run(job)
    client = as_user(cast.dee)
    html = client.get(url(job)).content.decode()
    assert "There are 2 things to put right in it. Nothing was stored." in html
    assert ("Row 2" in html, "Row 3" in html, 'data-testid="import-confirm"' in html) == (True, True, False)
    html = client.post(url(job, "confirm"), follow=True).content.decode()
    assert "There is nothing to store" in html


def test_a_lost_file_and_a_fault_end_in_a_sentence(cast: Cast, as_user: SignIn) -> None:
    lost = start(cast)
    lost.file.storage.delete(lost.file.name)
    run(lost)
    lost.refresh_from_db()
    assert (lost.state, lost.result) == (JobState.FAILED, {})
    assert "fault on our side" in as_user(cast.dee).get(url(lost)).content.decode()


def test_it_runs_once_however_often_it_is_called(cast: Cast) -> None:
    job = start(cast)
    assert [run(job), run(job)] == [True, False]
    tasks.run_import_preview(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (JobState.DONE, NOW)


def test_a_job_that_somebody_holds_is_left_alone_until_the_lease_ends(cast: Cast) -> None:
    job = start(cast)
    Job.objects.update(state=JobState.RUNNING, started_at=NOW)
    assert run(job, NOW + jobs.LEASE) is False
    assert run(job, NOW + jobs.LEASE + dt.timedelta(seconds=1)) is True


def test_names_of_files_do_not_become_paths(cast: Cast) -> None:
    job = start(cast, name="../../etc/\x00passwd")
    assert (job.parameters["file_name"], job.file.name) == ("../../etc/passwd", f"jobs/{job.pk}")
    job.file.storage.delete(job.file.name)
    job.file.save("x", ContentFile(b""))


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(
    cast: Cast, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    job = start(cast, case([item(n) for n in range(size)]))
    run(job)
    client = as_user(cast.dee)
    client.get(url(job))
    with django_assert_num_queries(4):
        client.get(url(job))
