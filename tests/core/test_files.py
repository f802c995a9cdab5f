"""Files that cannot be stored: a full disk is called one, and nothing else is; each fault says what helps."""

import errno
import os
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from botocore.config import Config
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from storages.backends.s3 import S3Storage

from carnegie.core.errors import NoRoom
from carnegie.core.files import keep_file
from carnegie.core.models import Job
from tests.fixtures.disk import ROOM


def kept_in(folder: Path) -> FieldFile:
    file: FieldFile = Job(kind="test").file
    file.storage = FileSystemStorage(location=folder)
    return file


def test_a_folder_that_cannot_be_made_is_no_full_disk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NoRoom, match="a fault on our side"):
        keep_file(kept_in(tmp_path / "file"), "name", b"content")


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="no room for this file"):
        keep_file(kept_in(tmp_path), "name", b"x" * 4 * ROOM)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_or_a_quota_that_is_used_up_is_full(tmp_path: Path, number: int) -> None:
    with pytest.raises(NoRoom, match="no room for this file"):
        keep_file(failing(tmp_path, number), "name", b"content")


@pytest.mark.parametrize("number", [errno.ETIMEDOUT, errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ESTALE])
def test_a_share_that_does_not_answer_cannot_be_reached(tmp_path: Path, number: int) -> None:
    with pytest.raises(NoRoom, match="cannot be reached just now"):
        keep_file(failing(tmp_path, number), "name", b"content")


class FailingStorage(FileSystemStorage):
    """Fails as the kernel would with this number."""

    number = 0

    def _save(self, name: str, content: object) -> str:
        raise OSError(self.number, os.strerror(self.number))


def failing(folder: Path, number: int) -> FieldFile:
    file = kept_in(folder)
    file.storage = FailingStorage(location=folder)
    file.storage.number = number
    return file


def test_a_folder_that_takes_nothing_refuses() -> None:
    """The kernel's own folder of devices: nobody may write there, whoever runs this."""
    with pytest.raises(NoRoom, match="does not take this file"):
        keep_file(kept_in(Path("/sys/carnegie")), "name", b"content")


# ---- a store on another server ----


def store_at(port: int) -> FieldFile:
    file = kept_in(Path("/"))
    file.storage = S3Storage(
        bucket_name="files",
        endpoint_url=f"http://127.0.0.1:{port}",
        access_key="key",
        secret_key="secret",
        region_name="eu-west-2",
        client_config=Config(retries={"max_attempts": 0}, connect_timeout=2, read_timeout=2),
    )
    return file


def test_a_store_where_nobody_listens_cannot_be_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: a connection is refused
        with pytest.raises(NoRoom, match="cannot be reached just now"):
            keep_file(store_at(taken.getsockname()[1]), "name", b"content")


@pytest.fixture
def answering(request: pytest.FixtureRequest) -> Iterator[int]:
    """The port of a server that answers everything with one status."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(request.param)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_PUT = do_DELETE = _answer  # noqa: N815 - the names of the standard library

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("answering", [403], indirect=True)
def test_a_store_that_does_not_let_us_in_refuses(answering: int) -> None:
    with pytest.raises(NoRoom, match="does not take this file"):
        keep_file(store_at(answering), "name", b"content")


@pytest.mark.parametrize("answering", [503], indirect=True)
def test_a_store_that_cannot_just_now_is_tried_again_later(answering: int) -> None:
    with pytest.raises(NoRoom, match="cannot be reached just now"):
        keep_file(store_at(answering), "name", b"content")
