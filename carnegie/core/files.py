"""Files on their way in: from the request without a stop on the disk, and into the storage whole or not at all."""

import contextlib
import errno
import io
from typing import Any

import structlog
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as StoreUnreachable
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from carnegie.core.errors import NoRoom

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
AWAY = frozenset({errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ESTALE})
SERVER_ERROR = 500
log = structlog.get_logger(__name__)


def keep_file(file: FieldFile, name: str, content: bytes) -> None:
    """Store `content` under a `name` that is not in use, without saving the row.

    NoRoom when the storage fails, with a sentence that tells a full disk from a store that cannot be reached, one that
    refuses, and any other fault: what it had begun to write is removed again.
    """
    try:
        file.save(name, ContentFile(content), save=False)
    except Exception as error:
        log.exception("file_not_stored")
        with contextlib.suppress(Exception):
            file.storage.delete(file.field.generate_filename(file.instance, name))
        raise NoRoom(_why(error)) from error


def _why(error: Exception) -> str:
    """Only what the system says of a full disk is one; a folder that cannot be written to is not."""
    number = error.errno if isinstance(error, OSError) else None
    if number in FULL:
        return _("There is no room for this file just now, so nothing of it is kept. Try again later.")
    if number in AWAY or _is_away(error):
        return _(
            "The place where files are kept cannot be reached just now, so nothing of this file is kept. Try again in "
            "a few minutes."
        )
    if number in REFUSED or isinstance(error, ClientError):
        return _(
            "The place where files are kept does not take this file, so nothing of it is kept. Waiting will not help: "
            "tell who runs this installation."
        )
    return _(
        "The file could not be stored because of a fault on our side, so nothing of it is kept. Try again later, or "
        "tell who runs this installation."
    )


def _is_away(error: Exception) -> bool:
    """Nobody answers, or a store on another server says that it cannot just now."""
    if isinstance(error, ClientError):
        return bool(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= SERVER_ERROR)
    return isinstance(error, ConnectionError | TimeoutError | StoreUnreachable | HTTPClientError)


class MemoryUploadHandler(FileUploadHandler):
    """Keeps uploads in memory: what is allowed is small, and a full disk then stops no form on its way in.

    Of a request that brings more than UPLOAD_MAX_BYTES the rest is read and dropped, and the file counts as the whole
    request's size, so that the form can say that it is too big and keep what else was typed.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.buffer = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received <= settings.UPLOAD_MAX_BYTES:
            self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        is_whole = self.received <= settings.UPLOAD_MAX_BYTES
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            self.buffer,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size if is_whole else self.received,
            self.charset,
            self.content_type_extra,
        )
