"""The two commands as the outside contract names them: output, exit codes, refusals."""

import io
import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from standards import formats, selectors
from standards.models import Framework, FrameworkVersion
from tests.cast import Cast
from tests.standards.files import ROOT, case, item_id, moodle, row, small_case

KEYS = (
    *("framework", "title", "elements", "associations", "levels", "created", "updated", "unchanged"),
    *("warnings", "errors"),
)
PROJECT = Path(__file__).resolve().parents[2]


def bring_in(path: Path, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    try:
        call_command("import_framework", path, *options, "--json", stdout=out)
    finally:
        lines = out.getvalue().splitlines()
        assert len(lines) == 1
    return json.loads(lines[0])  # type: ignore[no-any-return]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_bytes(small_case())
    return path


def test_import_prints_one_json_object(cast: Cast, file: Path) -> None:
    report = bring_in(file, "--by", "DEE@example.test")
    version = FrameworkVersion.objects.get(pk=report["framework"])
    assert tuple(report) == KEYS
    assert [report[key] for key in KEYS[1:8]] == ["Test standards", 3, 3, 0, 3, 0, 0]
    assert (version.framework.owner, version.status) == (cast.provider, "draft")
    again = bring_in(file, "--by", "dee@example.test")
    assert [again[key] for key in ("framework", "created", "updated", "unchanged")] == [str(version.pk), 0, 0, 3]


@pytest.mark.parametrize("format", ["auto", "moodle-csv"])
def test_a_moodle_file_tells_its_levels_and_what_it_leaves_out(cast: Cast, tmp_path: Path, format: str) -> None:
    path = tmp_path / "frame.csv"
    path.write_bytes(moodle(ROOT, row("", "A", "a"), row("Z", "B", "b", c10="A")))
    report = bring_in(path, "--format", format)
    assert [report[key] for key in KEYS[1:8]] == ["Frame", 2, 1, 2, 2, 0, 0]
    assert [(one["row"], one["field"], one["code"]) for one in report["warnings"]] == [
        (2, "creator", "missing"),
        (2, "Scale configuration", "default_level_left_out"),
        (4, "Parent ID number", "unknown_parent"),
    ]


def test_without_by_it_is_shared(cast: Cast, file: Path) -> None:
    report = bring_in(file)
    assert FrameworkVersion.objects.get(pk=report["framework"]).framework.owner is None


def test_a_dry_run_stores_nothing(cast: Cast, file: Path) -> None:
    report = bring_in(file, "--dry-run")
    assert (report["framework"], report["created"]) == (None, 3)
    assert Framework.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--format", "opensalt-xlsx"), "no Excel workbook"),
        (("--by", "nobody@example.test"), "no active account"),
        (("--by", "amara@example.test"), "admin of 0 organisations"),
    ],
)
def test_refusals_exit_1_and_name_what_would_do(cast: Cast, file: Path, options: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("import_framework", file, *options)
    assert refusal.value.returncode == 1
    assert Framework.objects.count() == 1


def test_errors_are_in_the_object_and_on_stderr(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(case([{"identifier": item_id(1)}]))
    out = io.StringIO()
    with pytest.raises(CommandError, match="fullStatement: This element has no statement"):
        call_command("import_framework", path, "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert (report["framework"], [error["code"] for error in report["errors"]]) == (None, ["missing"])


def test_a_missing_file_and_a_folder_are_refused(cast: Cast, tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_framework", path)


@pytest.mark.parametrize("arguments", [["import_framework"], ["import_framework", "x", "--format", "what"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, PROJECT / "manage.py", *arguments], capture_output=True, check=False)
    assert done.returncode == 2, done.stderr


def test_export_and_import_agree(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "heads.csv"
    call_command("export_framework", cast.framework_version.pk, "--format", "csv", "--output", path)
    report = bring_in(path)
    again = FrameworkVersion.objects.get(pk=report["framework"])
    assert [e.full_statement for e in selectors.tree(again)] == [
        e.full_statement for e in selectors.tree(cast.framework_version)
    ]
    out = io.StringIO()
    call_command("export_framework", cast.framework_version.pk, "--format", "case-v1p1", stdout=out)
    assert len(json.loads(out.getvalue())["CFItems"]) == 8


@pytest.mark.parametrize("format", ["moodle-csv", "xlsx"])
def test_what_a_format_cannot_hold_is_said_beside_the_file(cast: Cast, tmp_path: Path, format: str) -> None:
    path, told = tmp_path / "file", io.StringIO()
    call_command("export_framework", cast.framework_version.pk, "--format", format, "--output", path, stderr=told)
    draft = formats.draft_of(cast.framework_version)
    assert told.getvalue().splitlines() == [f"not in this file: {one}" for one in formats.losses(format, draft)]
    assert len(formats.read(path.read_bytes()).draft.elements) == 8  # type: ignore[union-attr]


def test_a_workbook_does_not_go_where_only_text_can(cast: Cast) -> None:
    with pytest.raises(CommandError, match="--output"):
        call_command("export_framework", cast.framework_version.pk, "--format", "xlsx", stdout=io.StringIO())


def test_export_of_nothing_and_to_nowhere(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no framework version"):
        call_command("export_framework", uuid.uuid4(), "--format", "csv")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_framework", cast.framework_version.pk, "--format", "csv", "--output", tmp_path)
