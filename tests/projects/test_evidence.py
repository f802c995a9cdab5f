"""Uploads: told by content, kept under a random name, never shown inline."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from programmes.models import EnrolmentEmployer
from projects.enums import ProjectState
from projects.models import Evidence
from projects.services import add_evidence, remove_evidence
from projects.services.uploads import BadFile, clean_name, content_type, inspect
from tests.cast import NOW, TODAY, Cast
from tests.fixtures.disk import ROOM
from tests.projects.play import make_evidence, make_goal, make_project, make_submission

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


def told(value: object) -> str:
    """Test names say the name and the answer, never the bytes."""
    return value if isinstance(value, str) else "bytes"


SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> Iterator[None]:
    """A store of its own for each test."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    before = storages.backends
    with override_settings(STORAGES={**before, "default": place}):
        yield


def packed(*names: str, first: bytes = b"<x/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, first)
    return buffer.getvalue()


def bomb() -> bytes:
    """A small zip whose directory says that it unpacks to 50 GB."""
    data = bytearray(packed("a.bin"))
    directory = data.index(b"PK\x01\x02")
    struct.pack_into("<II", data, directory + 20, 4_000_000_000, 4_000_000_000)
    entry = bytes(data[directory : data.index(b"PK\x05\x06")])
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    struct.pack_into("<HHII", end, 8, 13, 13, len(entry) * 13, directory)
    return bytes(data[:directory]) + entry * 13 + bytes(end)


def garbled() -> bytes:
    """An OpenDocument file whose first part does not unpack."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    data = bytearray(buffer.getvalue())
    start = data.index(b"mimetype") + len("mimetype")
    data[start : start + 20] = bytes(byte ^ 0xFF for byte in data[start : start + 20])
    return bytes(data)


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def keep(cast: Cast, content: bytes, name: str) -> Evidence:
    return add_evidence(
        enrolment=cast.amara_enrolment, kind="file", title="Rota", file=upload(content, name), by=cast.amara, now=NOW
    )


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "a.pdf", "application/pdf"),
        (PNG, "a.PNG", "image/png"),
        (JPEG, "photo.jpeg", "image/jpeg"),
        (b"Minutes of the handover\n", "notes.txt", "text/plain"),
        ("Grüße, a < b\n".encode(), "notes.csv", "text/plain"),
        (packed("a.txt"), "a.zip", "application/zip"),
        (
            packed("[Content_Types].xml", "word/document.xml"),
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            packed("[Content_Types].xml", "xl/workbook.xml"),
            "a.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            packed("mimetype", first=b"application/vnd.oasis.opendocument.text"),
            "a.odt",
            "application/vnd.oasis.opendocument.text",
        ),
        (b"ID3\3\0\0\0\0\0\0" + b"\0" * 50, "a.mp3", "audio/mpeg"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a.mp4", "video/mp4"),
    ],
    ids=told,
)
def test_what_is_kept(content: bytes, name: str, kind: str) -> None:
    kept = inspect(upload(content, name))
    assert (kept.content_type, kept.content, len(kept.sha256)) == (kind, content, 64)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (SVG, "drawing.svg", "kind of file is not kept"),
        (SVG, "drawing.png", "kind of file is not kept"),
        (HTML, "photo.jpg", "kind of file is not kept"),
        (HTML, "notes.txt", "kind of file is not kept"),
        (b"MZ" + b"\0" * 100, "a.pdf", "kind of file is not kept"),
        (PDF, "a.jpg", "not what its name says"),
        (JPEG, "a.svg", "not what its name says"),
        (PDF, "a", "not what its name says"),
        (bomb(), "a.zip", "too big"),
        (bomb(), "a.docx", "too big"),
        (b"PK\x03\x04 broken", "a.zip", "damaged"),
        (garbled(), "a.odt", "damaged"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx", "macros"),
        (b"PK\x03\x04" + b"PK\x01\x02" * 6000, "a.zip", "too many parts"),
        (b"", "a.pdf", "empty"),
    ],
    ids=told,
)
def test_what_is_refused_with_a_sentence(content: bytes, name: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        inspect(upload(content, name))


def test_the_bomb_declares_fifty_gigabytes() -> None:
    with zipfile.ZipFile(io.BytesIO(bomb())) as archive:
        assert sum(entry.file_size for entry in archive.infolist()) > 50_000_000_000


def test_too_big_is_refused_before_it_is_read(settings: object) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024  # type: ignore[attr-defined]

    class Unread(SimpleUploadedFile):
        def read(self, *args: object) -> bytes:
            raise AssertionError("read")

    file = Unread("a.pdf", b"")
    file.size = 1024 * 1024 + 1
    with pytest.raises(BadFile, match="bigger than 1 MB"):
        inspect(file)
    lying = upload(PDF + b" " * 1024 * 1024, "a.pdf")
    lying.size = 10
    with pytest.raises(BadFile, match="bigger than 1 MB"):
        inspect(lying)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\a\\rota.pdf", "rota.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_unknown_bytes_have_no_type() -> None:
    with pytest.raises(BadFile):
        content_type(bytes(range(256)) * 20)


def test_the_stored_name_is_random_and_the_given_one_only_told(cast: Cast) -> None:
    evidence = keep(cast, PDF, "../../rota.pdf")
    assert (evidence.file_name, evidence.size, evidence.content_type) == ("rota.pdf", len(PDF), "application/pdf")
    folder, _slash, name = evidence.file.name.partition("/")
    assert (folder, len(name), "rota" in name, "." in name) == ("evidence", 32, False, False)


def test_it_is_served_as_a_download_that_no_browser_runs(cast: Cast, as_user: SignIn) -> None:
    evidence = keep(cast, PDF, 'ro"ta\n.pdf')
    answer = as_user(cast.bill).get(reverse("projects:evidence-file", args=[evidence.pk]))
    assert b"".join(answer.streaming_content) == PDF
    names = ("Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "Content-Type")
    assert [answer[name] for name in names] == [
        'attachment; filename="ro\\"ta.pdf"',
        "nosniff",
        "sandbox",
        "application/pdf",
    ]


@pytest.mark.parametrize(
    ("content", "name"), [(SVG, "a.svg"), (HTML, "a.jpg"), (bomb(), "a.zip"), (b"", "a.pdf")], ids=told
)
def test_the_page_says_why_a_file_is_refused_and_keeps_nothing(
    cast: Cast, as_user: SignIn, content: bytes, name: str
) -> None:
    data = {"title": "Rota", "file": upload(content, name)}
    answer = as_user(cast.amara).post(reverse("projects:evidence-new") + "?kind=file", data)
    assert answer.status_code == 422
    assert b"error-summary" in answer.content
    assert Evidence.objects.count() == 0
    assert stored_files() == []


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_keeps_nothing_and_says_so(cast: Cast, as_user: SignIn) -> None:
    data = {"title": "The rota of May", "file": upload(PDF + b" " * 4 * ROOM, "rota.pdf")}
    answer = as_user(cast.amara).post(reverse("projects:evidence-new") + "?kind=file", data)
    assert answer.status_code == 507
    assert "There is no room for this file just now" in answer.content.decode()
    assert "The rota of May" in answer.content.decode()
    assert Evidence.objects.count() == 0
    assert stored_files() == []


def stored_files() -> list[Path]:
    return [path for path in Path(storages["default"].location).rglob("*") if path.is_file()]


def test_no_upload_touches_the_disk_before_it_is_kept(cast: Cast, as_user: SignIn, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = "/nowhere"
    data = {"title": "Rota", "file": upload(PDF + b" " * 6_000_000, "rota.pdf")}
    answer = as_user(cast.amara).post(reverse("projects:evidence-new") + "?kind=file", data)
    assert (answer.status_code, Evidence.objects.get().size) == (302, len(PDF) + 6_000_000)


def test_of_an_upload_that_is_far_too_big_only_the_size_is_kept(cast: Cast, as_user: SignIn, settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES, settings.UPLOAD_MAX_BYTES = 1024 * 1024, 1024 * 1024 + 100
    data = {"title": "The rota of May", "file": upload(PDF + b" " * 3_000_000, "rota.pdf")}
    answer = as_user(cast.amara).post(reverse("projects:evidence-new") + "?kind=file", data)
    assert answer.status_code == 422
    assert "The file is bigger than 1 MB." in answer.content.decode()
    assert "The rota of May" in answer.content.decode()


def test_of_two_files_that_are_too_much_together_none_is_kept_cut_off(
    cast: Cast, as_user: SignIn, settings: Any
) -> None:
    settings.EVIDENCE_MAX_BYTES, settings.UPLOAD_MAX_BYTES = 1024 * 1024, 1024 * 1024 + 100
    file = PDF + b" " * 800_000
    data = {"title": "Rota", "another": upload(file, "a.pdf"), "file": upload(file, "b.pdf")}
    answer = as_user(cast.amara).post(reverse("projects:evidence-new") + "?kind=file", data)
    assert (answer.status_code, Evidence.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.example/x", "file:///etc/passwd", "data:text/html,x", "//a.example"]
)
def test_only_web_addresses_are_links(cast: Cast, url: str) -> None:
    with pytest.raises(Refused, match="https"):
        add_evidence(enrolment=cast.amara_enrolment, kind="link", title="Site", url=url, by=cast.amara, now=NOW)


def test_the_database_refuses_other_addresses_too(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="evidence_address_is_http"), transaction.atomic():
        make_evidence(cast.amara_enrolment, kind="link", text="", url="javascript:alert(1)")


@pytest.mark.parametrize("kind", ["file", "link", "text"])
def test_evidence_has_its_content(cast: Cast, kind: str) -> None:
    with pytest.raises(Refused, match="needs a file"):
        add_evidence(enrolment=cast.amara_enrolment, kind=kind, title="Nothing", by=cast.amara, now=NOW)
    with pytest.raises(IntegrityError, match="evidence_has_its_content"), transaction.atomic():
        make_evidence(cast.amara_enrolment, kind=kind, text="")


def test_only_the_present_employer_may_be_let_see(cast: Cast) -> None:
    def add(organisation: object) -> Evidence:
        return add_evidence(
            enrolment=cast.amara_enrolment,
            kind="text",
            title="Note",
            text="x",
            shared_with_employer=organisation,
            by=cast.amara,
            now=NOW,
        )

    with pytest.raises(Refused, match="present employer"):
        add(cast.employer_b)
    assert add(cast.employer_a).shared_with_employer == cast.employer_a
    EnrolmentEmployer.objects.filter(enrolment=cast.amara_enrolment).update(to_date=TODAY)
    with pytest.raises(Refused, match="present employer"):
        add(cast.employer_a)


@pytest.mark.parametrize("name", ["ben", "bill", "cora", "dee", "root"])
def test_only_the_learner_adds_and_deletes(cast: Cast, name: str) -> None:
    by = getattr(cast, name)
    with pytest.raises(NotAllowed):
        add_evidence(enrolment=cast.amara_enrolment, kind="text", title="x", text="x", by=by, now=NOW)
    with pytest.raises(NotAllowed):
        remove_evidence(evidence=make_evidence(cast.amara_enrolment), by=by, now=NOW)


def test_foreign_links_are_refused(cast: Cast) -> None:
    foreign = {
        "goals": [make_goal(cast.ben_enrolment)],
        "projects": [make_project(cast, enrolment=cast.ben_enrolment)],
    }
    for name, rows in foreign.items():
        with pytest.raises(Refused, match="your own"):
            add_evidence(
                enrolment=cast.amara_enrolment,
                kind="text",
                title="x",
                text="x",
                by=cast.amara,
                now=NOW,
                **{name: rows},
            )


def test_a_page_does_not_take_foreign_ids(cast: Cast, as_user: SignIn) -> None:
    goal, project = make_goal(cast.ben_enrolment), make_project(cast, enrolment=cast.ben_enrolment)
    client = as_user(cast.amara)
    for name, pk in (("goals", goal.pk), ("projects", project.pk)):
        answer = client.post(reverse("projects:evidence-new") + "?kind=text", {"title": "x", "text": "x", name: [pk]})
        assert answer.status_code == 422
    assert Evidence.objects.count() == 0
    for query in ({"goal": goal.pk}, {"project": project.pk}, {"goal": "x"}, {"kind": "x"}):
        assert client.get(reverse("projects:evidence-new"), query).status_code == 404


def test_evidence_goes_with_its_file_until_a_submission_names_it(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    evidence = keep(cast, PDF, "rota.pdf")
    path = Path(evidence.file.path)
    project = make_project(cast, ProjectState.IN_PROGRESS)
    project.evidence.create(evidence=evidence)
    submission = make_submission(project)
    with pytest.raises(Refused, match="it stays"):
        remove_evidence(evidence=evidence, by=cast.amara, now=NOW)
    assert path.exists()
    submission.delete()
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence=evidence, by=cast.amara, now=NOW + dt.timedelta(days=1))
    assert (Evidence.objects.count(), path.exists()) == (0, False)


@pytest.mark.parametrize("state", [ProjectState.COMPLETED, ProjectState.WITHDRAWN])
def test_closed_projects_take_no_evidence(cast: Cast, state: str) -> None:
    with pytest.raises(Refused, match="closed"):
        add_evidence(
            enrolment=cast.amara_enrolment,
            kind="text",
            title="x",
            text="x",
            projects=[make_project(cast, state)],
            by=cast.amara,
            now=NOW,
        )
