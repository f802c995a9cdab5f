"""Files that cannot be stored: a full disk is called one, and nothing else is."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile

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
