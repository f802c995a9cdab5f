"""Broken Moodle and Mahara files: each is stored whole or refused whole, none raises, nothing in them is executed."""

import json
import random
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnegie.core.errors import Refused
from carnegie.people.models import User
from standards import formats, services
from standards.formats import guard
from tests.cast import NOW, Cast
from tests.standards.files import HEADER, ROOT, matrix, moodle, row
from tests.standards.test_hostile_files import RAW, counts, damage

ROUNDS = 80
CELLS = (
    "",
    "A",
    "B",
    "0",
    "1",
    "\x00",
    "x" * 3000,
    "<script>alert(1)</script>",
    "[]",
    "{",
    ",,,",
    "%2C",
    "\u2028",
    "1e999",
)


@pytest.fixture(autouse=True)
def _at_most_two_minutes() -> Iterator[None]:
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("this file keeps a worker busy"))
    signal.alarm(120)
    yield
    signal.alarm(0)


def broken_moodle(dice: random.Random) -> bytes:
    rows: list[dict[int, Any]] = [{**ROOT}]
    rows += [row(dice.choice(["", "A", "B", "C"]), dice.choice("ABC"), "x", "<p>y") for _ in range(dice.randrange(6))]
    for _ in range(dice.randrange(6)):
        dice.choice(rows)[dice.randrange(14)] = dice.choice(CELLS)
    return moodle(*rows)


def broken_matrix(dice: random.Random) -> bytes:
    standards = [{"standardid": n, "name": "s", "description": "<b>x"} for n in range(dice.randrange(1, 4))]
    elements = [
        {"standardid": dice.randrange(4), "elementid": str(n), "name": "e", "parentid": str(dice.randrange(4))}
        for n in range(dice.randrange(5))
    ]
    content = json.loads(matrix(standards, elements))
    for _ in range(dice.randrange(5)):
        damage(dice, content)
    return json.dumps(content).encode()


def hostile(seed: int) -> bytes:
    dice = random.Random(seed)
    data = broken_matrix(dice) if seed % 2 else broken_moodle(dice)
    if seed % 5 == 0:
        place = dice.randrange(len(data))
        data = data[:place] + dice.choice(RAW) + data[place + dice.randrange(20) :]
    return data


def test_damaged_files_are_stored_whole_or_refused_whole(cast: Cast) -> None:
    refused = 0
    for seed in range(ROUNDS):
        before, data = counts(), hostile(seed)
        try:
            report = services.import_framework(
                data=data, file_name=f"{seed}", owner=cast.provider, by=cast.dee, now=NOW
            )
        except Refused:
            refused += 1
            assert counts() == before, seed
        else:
            assert report.version, seed
            assert report.version.elements.count() == report.elements, seed
    assert 10 < refused < ROUNDS - 10


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_noise_is_never_an_exception(data: bytes) -> None:
    for format in ("moodle-csv", "matrix"):
        for start in (b"", HEADER.encode()):
            parsed = formats.read(start + data, "noise", format)
            assert parsed.draft is not None or list(parsed.errors)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    )
)
def test_any_json_in_any_place_is_never_an_exception(junk: object) -> None:
    every = {
        **dict.fromkeys(("shortname", "name", "description", "standardid", "elementid", "parentid"), junk),
        **dict.fromkeys(("parentelementid", "parent", "priority"), junk),
    }
    text = json.dumps(junk)
    for data in (
        json.dumps({"framework": junk, "standards": 1}).encode(),
        matrix(junk, junk),
        matrix([junk, every, {"name": "x", "standardelement": junk}], [junk, every], evidencestatuses=junk),
        matrix(
            [{"standardid": 1, "name": "x", "standardelement": [every, every]}], [every], name=junk, institution=junk
        ),
        moodle({**ROOT, 6: text, 13: text}, row("", "A", "a", text, c5="x,y", c6=text, c9=text, c10=text)),
    ):
        parsed = formats.read(data)
        assert [json.dumps(issue.as_json()).encode() for issue in (*parsed.warnings, *parsed.errors)]


def big(cell: str) -> bytes:
    return moodle(ROOT, row("", "A", "a", cell), row("A", "B", "b", c10=cell), row("", "C", "c", c6=cell, c5=cell))


CELLS_OF_A_MEGABYTE = {"text": "x", "marks": "<", "tags": "<b>", "one code": "A,", "two codes": "B,C,", "brackets": "["}


@pytest.mark.parametrize("name", CELLS_OF_A_MEGABYTE)
def test_cells_of_a_megabyte_are_read(name: str) -> None:
    piece = CELLS_OF_A_MEGABYTE[name]
    parsed = formats.read(big(piece * (990_000 // len(piece))))
    assert (parsed.format, parsed.draft is not None, list(parsed.errors)) == ("moodle-csv", True, [])


def capped() -> dict[str, tuple[bytes, str]]:
    accent, name = moodle(ROOT, row("", "A", "é")).decode(), matrix([{"name": "x"}])
    return {
        "a cell too long": (moodle(ROOT, row("", "A", "a", "x" * 1_100_000)), "bad_csv"),
        "NUL in a cell": (moodle(ROOT, row("", "A", "a\x00")), "nul_byte"),
        "latin-1": (accent.encode("latin-1"), "not_utf8"),
        "utf-16": (accent.encode("utf-16"), "wrong_kind"),
        "too many rows": (HEADER.encode() + b",a,b,,,,,,,,,,,\n" * 100_000, "too_many"),
        "too many standards": (matrix([{"name": "x"}] * 100_000), "too_many"),
        "too many names": (b'{"framework": {"standards": [' + b'{"shortname": 1},' * 100_000, "too_many"),
        "too nested": (b'{"framework": {"standards": ' + b"[" * 100_000, "too_nested"),
        "broken off": (name[:-5], "bad_json"),
        "NUL in a name": (name.replace(b'"x"', b'"\x00"'), "nul_byte"),
    }


CAPPED = capped()


@pytest.mark.parametrize("name", CAPPED)
def test_the_caps(name: str) -> None:
    data, code = CAPPED[name]
    parsed = formats.read(data)
    assert (parsed.draft, [issue.code for issue in parsed.errors]) == (None, [code])


def test_too_many_links_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_ASSOCIATIONS", 2)
    rows = [row("", f"A{n}", "x", c10="A0,A1,A2,A3,A4") for n in range(5)]
    assert [issue.code for issue in formats.read(moodle(ROOT, *rows)).errors] == ["too_many"]


def test_a_file_of_a_thousand_oddities_lists_some_and_counts_the_rest() -> None:
    parsed = formats.read(moodle(ROOT, *(row("Z", f"A{n}", "x") for n in range(1_000))))
    unknown = [issue for issue in parsed.warnings if issue.code == "unknown_parent"]
    assert (len(unknown), unknown[-1].message) == (301, "and 700 more of this kind")


ATTACK = '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">a</a>&lt;script&gt;'


@pytest.mark.parametrize(
    "data",
    [
        moodle({**ROOT, 2: ATTACK, 3: ATTACK, 5: f"{ATTACK},b"}, row("", ATTACK, ATTACK, ATTACK, c7=ATTACK)),
        matrix([{"standardid": 1, "shortname": ATTACK, "name": ATTACK, "description": ATTACK, ATTACK: 1}], name=ATTACK),
    ],
    ids=["moodle", "matrix"],
)
def test_nothing_of_it_is_executed(cast: Cast, as_user: Callable[[User], Client], data: bytes) -> None:
    job = services.start_import(data=data, file_name=ATTACK, owner=cast.provider, by=cast.dee, now=NOW)
    services.run_preview(job_id=job.pk, clock=lambda: NOW)
    client = as_user(cast.dee)
    pages = [client.get(reverse("standards:import-detail", args=[job.pk]))]
    pages.append(client.post(reverse("standards:import-confirm", args=[job.pk]), follow=True))
    for page in pages:
        html = page.content.decode()
        assert (page.status_code, "&lt;script&gt;" in html) == (200, True)
        assert [part for part in ("<script>alert", "<img src=x", 'href="javascript:') if part in html] == []
