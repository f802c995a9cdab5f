"""The grid out as a spreadsheet and back in: what is shown first, what is stored, and what stops it."""

import io
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from carnegie.core import spreadsheets
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from programmes import services
from programmes.enums import Depth
from programmes.formats import Change
from programmes.models import Mapping, Module
from tests.cast import NOW, Cast
from tests.standards.drafting import second_admin

SignIn = Callable[[User], Client]
FORMATS = ("csv", "xlsx")


@pytest.fixture
def dee(cast: Cast, as_user: SignIn) -> Client:
    return as_user(cast.dee)


def at(cast: Cast, name: str = "mapping-import", *more: str) -> str:
    return reverse(f"programmes:{name}", args=[cast.programme.pk, cast.framework_version.pk, *more])


def table_of(cast: Cast, browser: Client, format: str = "csv") -> list[list[str]]:
    rows = spreadsheets.read(browser.get(at(cast, "mapping-export", format)).content)
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]


def send(cast: Cast, browser: Client, rows: Any, format: str = "csv") -> Any:
    if not isinstance(rows, bytes):
        write = spreadsheets.as_xlsx if format == "xlsx" else spreadsheets.as_csv
        rows = write(rows[0], rows[1:])
    return browser.post(at(cast), {"file": SimpleUploadedFile(f"grid.{format}", rows)})


def store(cast: Cast, browser: Client, shown: Any) -> Any:
    return browser.post(at(cast), {"preview": shown.context["preview"]}, follow=True)


def cells() -> dict[tuple[str, str], tuple[str, str, int]]:
    return {
        (row.element.code, str(row.item)): (row.depth, row.rationale, row.revision)
        for row in Mapping.objects.select_related("element")
    }


def row_of(rows: list[list[str]], code: str) -> list[str]:
    return next(row for row in rows if row[1] == code)


@pytest.mark.parametrize("format", FORMATS)
def test_what_goes_out_and_comes_back_untouched_changes_nothing(cast: Cast, dee: Client, format: str) -> None:
    """Also with reasons that look like formulas, hold quotes, commas or several lines."""
    for number, why in enumerate(("=1+1", "-2", 'He said "yes", twice', "one\n\ntwo", "+44 7", "@home")):
        element = cast.framework_version.elements.filter(is_rateable=True)[number]
        Mapping.objects.create(event=cast.event, element=element, depth=Depth.ASSESSES, rationale=why)
    before = cells()
    shown = send(cast, dee, dee.get(at(cast, "mapping-export", format)).content, format)
    sheet = shown.context["sheet"]
    assert (shown.status_code, sheet.changes, sheet.problems, sheet.cells) == (200, [], [], 30)
    assert "Nothing would change" in shown.text
    assert cells() == before


@pytest.mark.parametrize("format", FORMATS)
def test_changed_cells_are_shown_then_stored(cast: Cast, dee: Client, format: str) -> None:
    rows = table_of(cast, dee, format)
    row_of(rows, "D1.1")[4] = "a: At the end"  # was “D: Core of the module”
    row_of(rows, "D1.2")[3] = "introduces"
    row_of(rows, "D1.3")[5] = "D:  they lead "
    shown = send(cast, dee, rows, format)
    assert [tuple(one) for one in shown.context["shown"]] == [
        ("D1.1 Heads standard 1.1", "Leading self", "D: Core of the module", "A: At the end"),
        ("D1.2 Heads standard 1.2", "Whole programme", "", "I"),
        ("D1.3 Heads standard 1.3", "Reading group", "", "D: they lead"),
    ]
    assert Mapping.objects.count() == 1
    assert "3 cells are stored." in store(cast, dee, shown).text
    assert cells() == {
        ("D1.1", "Leading self"): ("assesses", "At the end", 2),
        ("D1.2", "Leading in Practice"): ("introduces", "", 1),
        ("D1.3", "Reading group"): ("develops", "they lead", 1),
    }
    assert "no longer" not in store(cast, dee, shown).text
    assert Mapping.objects.count() == 3


def test_a_cleared_cell_is_cleared_and_begins_anew_later(cast: Cast, dee: Client) -> None:
    rows = table_of(cast, dee)
    row_of(rows, "D1.1")[4] = ""
    store(cast, dee, send(cast, dee, rows))
    assert cells() == {}
    rows = table_of(cast, dee)
    row_of(rows, "D1.1")[4] = "D"
    store(cast, dee, send(cast, dee, rows))
    assert cells() == {("D1.1", "Leading self"): ("develops", "", 2)}


def test_a_cell_saved_meanwhile_is_shown_with_both_and_stops_all(cast: Cast, dee: Client) -> None:
    rows = table_of(cast, dee)
    Mapping.objects.update(depth=Depth.INTRODUCES, revision=2)
    row_of(rows, "D1.1")[4] = "A"
    row_of(rows, "D1.2")[4] = "A"
    sheet = send(cast, dee, rows).context["sheet"]
    assert [tuple(problem) for problem in sheet.problems] == [
        (3, "Leading self", "Somebody saved this since the file was made. The file: “A”; now: “I: Core of the module”.")
    ]
    assert Mapping.objects.count() == 1


def test_a_cell_saved_between_preview_and_answer_stops_all(cast: Cast, dee: Client) -> None:
    rows = table_of(cast, dee)
    row_of(rows, "D1.1")[4] = row_of(rows, "D1.2")[4] = "A"
    shown = send(cast, dee, rows)
    Mapping.objects.update(revision=2)
    assert "Somebody has saved some of these cells meanwhile" in store(cast, dee, shown).text
    assert cells() == {("D1.1", "Leading self"): ("develops", "Core of the module", 2)}


def test_everything_odd_is_named_by_row_and_column(cast: Cast, dee: Client) -> None:
    rows = table_of(cast, dee)
    theirs = Module.objects.create(programme=cast.other_programme, title="Theirs")
    rows[0].insert(3, "Theirs")
    rows[1].insert(3, f"module:{theirs.pk}")
    for row in rows[2:]:
        row.insert(3, "D")
    row_of(rows, "D1.2")[4] = "master"
    row_of(rows, "D1.3")[4] = "D: " + "x" * 2001
    rows.append(list(row_of(rows, "D2.1")))
    rows.append([cast.framework_version.elements.get(code="D1").pk.hex, "D1"])
    sheet = send(cast, dee, rows).context["sheet"]
    assert [(problem.row, problem.column, re.sub("^“.*?”", "…", problem.sentence)) for problem in sheet.problems] == [
        (2, "Theirs", "… is no part of this programme (any more)."),
        (4, "Whole programme", "… is no depth. Write I, D or A, or “D: why”."),
        (5, "Whole programme", "The reason is longer than 2000 characters."),
        (9, "", "This element has two rows."),
        (10, "", "… is no element of this framework version."),
    ]
    assert Mapping.objects.count() == 1


def test_columns_may_move_and_rows_and_columns_be_left_out(cast: Cast, dee: Client) -> None:
    rows = [[row[0], row[1], row[2], row[5], row[4], row[-1]] for row in table_of(cast, dee) if row[1] != "D1.2"]
    row_of(rows, "D1.1")[3] = "I"
    shown = send(cast, dee, rows)
    assert [tuple(one) for one in shown.context["shown"]] == [("D1.1 Heads standard 1.1", "Reading group", "", "I")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"\x00\x01", "neither a CSV nor an Excel workbook"),
        (b"%PDF-1.7", "neither a CSV nor an Excel workbook"),
        (b"PK\x03\x04 broken", "no Excel workbook"),
        (b"code,heading\nA1,x\n", "The second row must begin with"),
        (b"\xff\xfe\xe4", "is not UTF-8 text"),
        (b'a,"' + b"x" * 200_000, "cannot be read at line"),
        (b"x" * (10 * 1024 * 1024 + 1), "at most"),
    ],
    ids=["empty", "nul", "pdf", "zip", "other", "utf16", "endless", "huge"],
)
def test_other_files_are_refused_with_what_they_are(cast: Cast, dee: Client, data: bytes, words: str) -> None:
    answer = send(cast, dee, data)
    assert answer.status_code in (200, 422)
    assert words in answer.text
    assert not answer.context.get("preview")


def test_a_workbook_of_formulas_brings_values_only(cast: Cast, dee: Client) -> None:
    book = Workbook()
    for row in table_of(cast, dee):
        book.active.append(row)
    book.active["D4"] = '=CONCAT("D")'
    out = io.BytesIO()
    book.save(out)
    assert send(cast, dee, out.getvalue(), "xlsx").context["sheet"].changes == []


@pytest.mark.parametrize("preview", ["", "junk", "a:b:c", "\udcff"])
def test_a_forged_preview_stores_nothing(cast: Cast, dee: Client, preview: str) -> None:
    answer = dee.post(at(cast), {"preview": preview.encode("utf-8", "replace").decode()}, follow=True)
    assert "Choose the file once more." in answer.text
    assert Mapping.objects.count() == 1


def test_only_admins_bring_in_and_all_who_know_it_take_out(cast: Cast, as_user: SignIn) -> None:
    bill, pia = as_user(cast.bill), as_user(cast.pia)
    assert [bill.get(at(cast)).status_code, pia.get(at(cast)).status_code] == [403, 404]
    assert [one.get(at(cast, "mapping-export", "csv")).status_code for one in (bill, pia)] == [200, 404]
    assert bill.get(at(cast, "mapping-export", "ods")).status_code == 404


def test_a_preview_is_good_for_the_one_to_whom_it_was_shown(cast: Cast, dee: Client, as_user: SignIn) -> None:
    rows = table_of(cast, dee)
    row_of(rows, "D1.2")[4] = "A"
    shown, other = send(cast, dee, rows), as_user(second_admin(cast))
    assert "Choose the file once more." in store(cast, other, shown).text
    assert Mapping.objects.count() == 1
    assert "1 cell is stored." in store(cast, dee, shown).text


def change(cast: Cast, code: str = "D1.2", **other: Any) -> Change:
    element = str(cast.framework_version.elements.get(code=code).pk)
    return Change("module", str(cast.modules[0].pk), element, "develops", "", 0)._replace(**other)


def apply(cast: Cast, *changes: Change, by: str = "dee") -> int:
    use = {"programme": cast.programme, "version": cast.framework_version, "by": getattr(cast, by), "now": NOW}
    return services.apply_changes(changes=changes, **use)


def test_the_service_refuses_what_is_not_the_programmes_own(cast: Cast) -> None:
    theirs = Module.objects.create(programme=cast.other_programme, title="Theirs")
    good = change(cast)
    for bad in (
        change(cast, item=str(theirs.pk)),
        change(cast, element=str(theirs.pk)),
        change(cast, depth="masters"),
        change(cast, "D1"),
    ):
        with pytest.raises(Refused):
            apply(cast, good, bad)
    with pytest.raises(Stale):
        apply(cast, good, change(cast, "D1.3", base_revision=1))
    with pytest.raises(Refused):
        apply(cast, good, by="bill")
    assert Mapping.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_that_is_not_yet_done_is_waited_for_and_noticed() -> None:
    cast, outcomes = Cast(), []
    apply(cast, change(cast))

    def bring() -> None:
        try:
            outcomes.append(apply(cast, change(cast, depth="assesses", base_revision=1)))
        except Stale:
            outcomes.append("told")
        finally:
            connection.close()

    other = threading.Thread(target=bring)
    with transaction.atomic():
        apply(cast, change(cast, rationale="Mine", base_revision=1))
        other.start()
        other.join(0.5)
    other.join()
    assert outcomes == ["told"]
    assert Mapping.objects.get(element__code="D1.2").rationale == "Mine"


def test_many_cells_take_few_statements(cast: Cast) -> None:
    counts = []
    for codes in (["D1.2"], ["D1.3", "D2.1", "D2.2", "D2.3"]):
        changes = [change(cast, code) for code in codes]
        with CaptureQueriesContext(connection) as queries:
            assert apply(cast, *changes) == len(codes)
        counts.append(len(queries))
    assert counts[0] == counts[1]
