"""The page of files to take away, and the page to print."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from standards import formats, services
from tests.cast import NOW, Cast
from tests.standards.files import case, child, item, small_case
from tests.standards.test_case_rubrics import described
from tests.standards.test_version_export import export

SignIn = Callable[[User], Client]


def test_each_file_says_what_it_cannot_hold(cast: Cast, as_user: SignIn) -> None:
    version = cast.framework_version
    html = as_user(cast.amara).get(reverse("standards:version-formats", args=[version.pk])).content.decode()
    draft = formats.draft_of(version)
    for format in formats.EXPORT_FORMATS:
        assert f'data-testid="export-{format}"' in html
        assert [one for one in formats.losses(format, draft) if one not in html] == []
    assert "Holds everything." in html


def test_a_draft_is_for_its_owners_alone(cast: Cast, as_user: SignIn) -> None:
    version = services.import_framework(
        data=small_case(), file_name="x", owner=cast.provider, by=cast.dee, now=NOW
    ).version
    assert version
    for name in ("version-formats", "version-print"):
        url = reverse(f"standards:{name}", args=[version.pk])
        found = [as_user(who).get(url).status_code for who in (cast.dee, cast.pia, cast.bill, cast.amara)]
        assert (found, Client().get(url).status_code) == ([200, 404, 404, 404], 302)
        assert as_user(cast.dee).post(url).status_code == 405


def test_the_page_to_print_holds_every_text(cast: Cast, as_user: SignIn) -> None:
    version = services.import_framework(
        data=export(described()).encode(), file_name="x", owner=cast.provider, by=cast.dee, now=NOW
    ).version
    assert version
    html = as_user(cast.dee).get(reverse("standards:version-print", args=[version.pk])).content.decode()
    for words in ("Domain", "D1.1", "Statement 3", "a little", "a lot", "So so", "counts as proficient"):
        assert words in html


def test_the_preview_of_a_newer_file_shows_old_and_new_words(cast: Cast, as_user: SignIn) -> None:
    services.import_framework(data=small_case(), file_name="x", owner=cast.provider, by=cast.dee, now=NOW)
    items = [item(1, "Domain", humanCodingScheme="D1"), item(2, "Reworded", humanCodingScheme="D1.1"), item(4, "<New>")]
    data = case(items, [child(1, None), child(2, 1, sequenceNumber=2), child(4, 1, sequenceNumber=1)])
    job = services.start_import(data=data, file_name="x", owner=cast.provider, by=cast.dee, now=NOW)
    services.run_preview(job_id=job.pk, clock=lambda: NOW)
    html = as_user(cast.dee).get(reverse("standards:import-detail", args=[job.pk])).content.decode()
    for words in ("<del>Statement 2</del> <ins>Reworded</ins>", "<ins>&lt;New&gt;</ins>", "<del>Statement 3</del>"):
        assert words in html
    job.refresh_from_db()
    assert job.result["differences"]["counts"] == [1, 1, 1]
    assert "1 new, 1 changed, 1 unchanged, 1 no longer there" in html
