"""Five hundred files that a generator breaks in every format: none raises, each refusal names its place and leaves
nothing behind, what is stored is whole. Some of them by the page, which answers every one; more under `-m slow`."""

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.enums import JobState
from carnegie.people.models import User
from standards import formats, services
from standards.formats import workbook
from standards.formats.draft import Parsed
from tests.cast import Cast
from tests.standards.files import case, child, item
from tests.standards.test_hostile_files import RAW, counts
from tests.standards.test_hostile_files import hostile as hostile_case
from tests.standards.test_hostile_tables import CELLS
from tests.standards.test_hostile_tables import hostile as hostile_other
from tests.standards.test_round_trips import awkward
from tests.standards.test_version_export import NOW

FILES, MORE, ON_THE_PAGE = 500, 10_000, 96
BASE = formats.read(case([item(n) for n in range(4)], [child(n, n - 1 if n else None) for n in range(4)])).draft
MORE_CELLS = (
    "=cmd|' /C calc'!A0",
    "'" * 40,
    "isRelatedTo",
    "isRelatedTo x|",
    "framework",
    "scale_level",
    "1e400",
    "é" * 500,
)


def table_cells(dice: random.Random) -> list[list[str]]:
    """A table of ours, of OpenSALT or with a column a level, with junk in its header and cells."""
    headers = (
        ["code", "parent_code", "heading", "kind", "summary", "identifier", "links", "level_1", "rateable"],
        ["Identifier", "fullStatement", "Human Coding Scheme", "Is Child Of", "sequenceNumber", "isRelatedTo"],
        ["#title", "x"],
        ["Domain", "Standard", "Statement", "code"],
    )
    header = list(dice.choice(headers))
    rows = [[dice.choice(["A", "B", "A.1", "x", ""]) for _cell in header] for _row in range(dice.randrange(8))]
    for _ in range(dice.randrange(8)):
        row = dice.choice([header, *rows])
        row[dice.randrange(len(row))] = dice.choice(CELLS + MORE_CELLS)
    if dice.random() < 0.3 and rows:
        dice.choice(rows).extend(dice.choice(CELLS) for _ in range(dice.randrange(90)))
    return [header, *rows]


def broken_csv(dice: random.Random) -> bytes:
    return "\n".join(",".join(row) for row in table_cells(dice)).encode(errors="replace")


def broken_workbook(dice: random.Random) -> bytes:
    """A workbook with junk in its cells, or in the parts of its archive."""
    header, *rows = table_cells(dice)
    data = workbook.write(dice.choice(["Framework", "CF Item", "CF Doc"]), header, rows, [])
    return data if dice.random() < 0.5 else repacked(dice, data)


def repacked(dice: random.Random, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if dice.random() < 0.2:
                place = dice.randrange(len(content))
                content = content[:place] + dice.choice(RAW) + content[place + dice.randrange(30) :]
            if dice.random() > 0.05:
                target.writestr(name, content)
    return out.getvalue()


def broken_export(dice: random.Random) -> bytes:
    """One of our own files with a piece of it replaced."""
    format = dice.choice(formats.EXPORT_FORMATS[:4])
    data = formats.write(format, awkward(), status="draft", changed_at=NOW, base_url="https://x.example").encode()
    place = dice.randrange(len(data))
    return data[:place] + dice.choice(RAW) + data[place + dice.randrange(40) :]


def hostile(seed: int) -> bytes:
    dice = random.Random(seed)
    makers: tuple[Any, ...] = (broken_csv, broken_csv, broken_workbook, broken_export)
    if seed % 6 == 0:
        return hostile_case(seed)
    if seed % 6 == 1:
        return hostile_other(seed)
    data: bytes = makers[seed % 6 - 2](dice)
    if dice.random() < 0.15:
        place = dice.randrange(len(data) + 1)
        data = data[:place] + dice.choice(RAW) + data[place + dice.randrange(20) :]
    return data


def look_at(parsed: Parsed) -> str:
    """`read`, or the code of the refusal; every finding must have a place, a field or both, and a sentence."""
    for issue in (*parsed.warnings, *parsed.errors):
        told = issue.as_json()
        is_count = issue.message.startswith("and ")
        assert issue.message
        assert is_count or issue.row or issue.identifier or issue.field, told
    errors = list(parsed.errors)
    assert (parsed.draft is not None) or errors
    if parsed.draft and not errors:
        identifiers = [one.identifier for one in parsed.draft.elements]
        assert len(set(identifiers)) == len(identifiers)
        assert [one.position for one in parsed.draft.elements] == list(range(len(identifiers)))
        return "read"
    return errors[0].code


def look_at_many(seeds: range) -> Counter[str]:
    found: Counter[str] = Counter()
    for seed in seeds:
        try:
            found[look_at(formats.read(hostile(seed), f"{seed}"))] += 1
        except Exception as error:  # so that the failure names the seed
            pytest.fail(f"seed {seed}: {error!r}")
    return found


def store_many(seeds: range, cast: Cast) -> Counter[tuple[str, bool]]:
    """How many of each format were stored, and how many refused."""
    found: Counter[tuple[str, bool]] = Counter()
    for seed in seeds:
        data, before = hostile(seed), counts()
        parsed = formats.read(data, f"{seed}")
        outcome, refused = look_at(parsed), []
        try:
            report = services.import_framework(
                data=data, file_name=f"{seed}", owner=cast.provider, by=cast.dee, now=NOW
            )
        except services.ImportRefused as refusal:
            refused = refusal.report.errors
            assert counts() == before, seed
        else:
            assert report.version, seed
            assert report.version.elements.count() == report.elements, seed
        assert outcome == (refused[0]["code"] if refused else "read"), seed
        found[parsed.format, outcome == "read"] += 1
    return found


def test_five_hundred_broken_files(cast: Cast) -> None:
    found = store_many(range(FILES), cast)
    assert {format for format, stored in found if stored} == set(formats.FORMAT_NAMES)
    assert {format for format, stored in found if not stored} == {"", *formats.FORMAT_NAMES}
    assert found.total() == FILES


def test_the_refusals_are_of_many_sorts() -> None:
    found = look_at_many(range(FILES))
    assert found["read"] > FILES // 5
    assert FILES - found["read"] > FILES // 5
    assert len(found) > 8, found


@pytest.mark.slow
def test_ten_thousand_more() -> None:
    look_at_many(range(FILES, FILES + MORE))


@pytest.mark.slow
def test_two_thousand_more_are_stored_whole_or_refused_whole(cast: Cast) -> None:
    assert store_many(range(FILES, FILES + 2_000), cast).total() == 2_000


def test_the_pages_answer_every_broken_file(cast: Cast, as_user: Callable[[User], Client]) -> None:
    """Read by the job, shown and confirmed: each refusal stands on the page, none is a fault of ours."""
    client = as_user(cast.dee)
    for seed in range(ON_THE_PAGE):
        job = services.start_import(
            data=hostile(seed) or b" ", file_name=f"{seed}", owner=cast.provider, by=cast.dee, now=NOW
        )
        services.run_preview(job_id=job.pk, clock=lambda: NOW)
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.DONE, ""), seed
        errors, before = job.result["report"]["errors"], counts()
        html = unescape(client.get(reverse("standards:import-detail", args=[job.pk])).content.decode())
        assert [one["message"] for one in errors if one["message"] not in html] == [], seed
        confirmed = client.post(reverse("standards:import-confirm", args=[job.pk]), follow=True)
        assert (confirmed.status_code, not errors or counts() == before) == (200, True), seed


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive(readme=b"x"), "wrong_kind"),
        (archive(xl__workbook_xml=b"0" * 80_000_000), "too_large"),
        (archive(xl__workbook_xml=b"<a/>", **{f"p{n}": b"" for n in range(600)}), "too_large"),
        (archive(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "bad_workbook"),
        (archive(xl__workbook_xml=b"<c r='A1'/>" * 1_200_000), "too_many"),
        (archive(xl__workbook_xml=b"<workbook/>"), "bad_workbook"),
        (b"PK\x03\x04" + b"\x00" * 100, "bad_workbook"),
    ],
    ids=["zip", "bomb", "parts", "entities", "cells", "empty", "broken"],
)
def test_the_caps_of_workbooks(data: bytes, code: str) -> None:
    parsed = formats.read(data, "x.xlsx")
    assert (parsed.draft, [issue.code for issue in parsed.errors]) == (None, [code])


def test_formulas_of_a_workbook_are_never_calculated() -> None:
    assert BASE
    BASE.elements[0].full_statement = '=HYPERLINK("https://evil.example")'
    draft = formats.read(formats.as_file("xlsx", BASE, status="", changed_at=NOW, base_url=""), "x").draft
    assert draft
    assert draft.elements[0].full_statement == BASE.elements[0].full_statement
    text = formats.write("csv", BASE, status="", changed_at=NOW, base_url="")
    assert "\"'=HYPERLINK(" in text or "'=HYPERLINK(" in text
