"""What the benchmark sends and brings in is what pages and services take; its figures are no tests."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.operations.benchmark.drive import LoadToolMissingError, Posts, load
from carnegie.operations.benchmark.imports import case_file, moodle_file
from carnegie.operations.benchmark.pages import cells
from carnegie.people.models import User
from programmes.models import Mapping
from standards import services
from tests.cast import NOW, Cast

# What Moodle has and a framework has not, and bold letters.
OF_MOODLE = {"missing", "default_level_left_out", "exported_id_left_out", "formatting_left_out"}


@pytest.mark.parametrize(
    ("write", "format", "associations", "oddities"),
    [(case_file, "case", 124, set()), (moodle_file, "moodle-csv", 24, OF_MOODLE)],
)
def test_its_files_are_frameworks_and_new_each_time(
    cast: Cast, write: Callable[[int, uuid.UUID], str], format: str, associations: int, oddities: set[str]
) -> None:
    owned = {"owner": cast.provider, "by": cast.dee, "now": NOW}
    for document in (uuid.uuid4(), uuid.uuid4()):
        report = services.import_framework(data=write(100, document).encode(), file_name="x", **owned)
        assert (report.format, report.elements, report.associations) == (format, 100, associations)
        assert report.created == 100
        assert report.version
        assert max(report.version.elements.values_list("depth", flat=True)) == 1
        assert {row["code"] for row in report.warnings} == oddities


def test_each_cell_is_sent_with_the_revision_that_it_has(cast: Cast, as_user: Callable[[User], Client]) -> None:
    element = cast.framework_version.elements.get(code="D1.2")
    for revision, depth in ((7, "develops"), (2, "assesses")):
        Mapping.objects.all().delete()
        Mapping.objects.create(activity=cast.activity, element=element, depth=depth, revision=revision)
        address = reverse("programmes:mapping-cell", args=[cast.programme.pk])
        for step in (1, 2):
            body = cells(cast.programme.pk).first
            answer = as_user(cast.dee).post(address, body, content_type="application/json")
            assert (answer.status_code, answer.json()["revision"]) == (200, revision + step)


def test_the_first_body_takes_its_word_and_number() -> None:
    posts = Posts([('{"depth": "%s", "n": %d}', 5), ("{}", 0)], words=("a", "b", "c"), step=1)
    assert posts.first == '{"depth": "c", "n": 5}'
    assert Posts([("plain", 0)]).first == "plain"


def test_without_the_load_tool_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LoadToolMissingError, match="apt-get install wrk"):
        load("http://127.0.0.1:9", clients=1, seconds=1, headers={}, work=tmp_path, posts=None)
