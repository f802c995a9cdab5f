"""What may be uploaded as evidence: told by its content, never by its name, and looked at without unpacking it."""

import hashlib
import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import puremagic
from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from carnegie.core.errors import Refused

UNPACKED_MAX_BYTES = 300 * 1024 * 1024
CONTAINER_MAX_ENTRIES = 5_000
NAME_MAX = 150
_ENTRY = b"PK\x01\x02"
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(ValueError, OSError, NotImplementedError, RuntimeError),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_SIMPLE = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heif": "image/heif",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
}
_ALIASES = {".jpeg": ".jpg", ".jpe": ".jpg", ".jfif": ".jpg", ".heic": ".heif", ".mpga": ".mp3"}
_OFFICE_FOLDERS = {
    "word/": _OFFICE + "wordprocessingml.document",
    "xl/": _OFFICE + "spreadsheetml.sheet",
    "ppt/": _OFFICE + "presentationml.presentation",
}
_OPEN_DOCUMENT = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
_NAMED = {
    "application/pdf": {"pdf"},
    "image/png": {"png"},
    "image/jpeg": {"jpg", "jpeg", "jpe", "jfif"},
    "image/gif": {"gif"},
    "image/webp": {"webp"},
    "image/heif": {"heic", "heif"},
    "video/mp4": {"mp4", "m4v"},
    "audio/mp4": {"m4a", "mp4"},
    "audio/mpeg": {"mp3"},
    "text/plain": {"txt", "csv", "md", "text"},
    "application/zip": {"zip"},
    _OFFICE + "wordprocessingml.document": {"docx"},
    _OFFICE + "spreadsheetml.sheet": {"xlsx"},
    _OFFICE + "presentationml.presentation": {"pptx"},
    "application/vnd.oasis.opendocument.text": {"odt"},
    "application/vnd.oasis.opendocument.spreadsheet": {"ods"},
    "application/vnd.oasis.opendocument.presentation": {"odp"},
}


class BadFile(Refused):
    """A file that is not kept."""


@dataclass(frozen=True)
class Upload:
    """A file that may be kept; `sha256` in hex."""

    content: bytes
    name: str
    content_type: str
    sha256: str


def inspect(file: "File[Any]") -> Upload:
    """Read an upload once, after its declared size was checked. Raises BadFile with a sentence."""
    if not file.size:
        raise BadFile(_("The file is empty."))
    if file.size > settings.EVIDENCE_MAX_BYTES:
        raise _too_big()
    content = file.read(settings.EVIDENCE_MAX_BYTES + 1)
    if len(content) > settings.EVIDENCE_MAX_BYTES:
        raise _too_big()
    name = clean_name(file.name or "")
    kind = content_type(content)
    if name.rpartition(".")[2].lower() not in _NAMED[kind]:
        raise BadFile(_("What is in the file is not what its name says. Save it again with the right ending."))
    return Upload(content, name, kind, hashlib.sha256(content).hexdigest())


def clean_name(name: str) -> str:
    """The last part of the name without control characters, at most 150 characters, its ending kept."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    stem, dot, ending = printable.strip().strip(".").rpartition(".")
    return f"{stem[: NAME_MAX - len(ending) - 1]}{dot}{ending}"[:NAME_MAX] or "file"


def content_type(content: bytes) -> str:
    """The media type by content, of those that are allowed; raises BadFile for any other."""
    if content.startswith(b"PK"):
        return _container(content)
    if _is_plain_text(content):
        return "text/plain"
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        found = []
    for match in found[:4]:
        extension = _ALIASES.get(match.extension, match.extension)
        if extension in _SIMPLE:
            return _SIMPLE[extension]
    raise _not_allowed()


def _is_plain_text(content: bytes) -> bool:
    """UTF-8 words without control characters, and not a page or drawing that a browser would run."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1f]|<[!?/a-z]|^%PDF|^GIF8", text, re.IGNORECASE)


def _container(content: bytes) -> str:
    """A zip or an office document, by its directory alone: nothing is unpacked."""
    if content.count(_ENTRY) > CONTAINER_MAX_ENTRIES:
        raise BadFile(_("The file holds too many parts."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            kind = _open_document(archive)
    except _DAMAGED:
        raise BadFile(_("The file is damaged.")) from None
    if sum(entry.file_size for entry in entries) > UNPACKED_MAX_BYTES:
        raise BadFile(_("Unpacked, the file would be too big."))
    names = [entry.filename for entry in entries]
    return kind or _office(names) or "application/zip"


def _open_document(archive: zipfile.ZipFile) -> str:
    first = archive.infolist()[:1]
    if not first or first[0].filename != "mimetype" or first[0].file_size > 100:
        return ""
    kind = archive.read(first[0]).decode("ascii", "replace")
    return kind if kind in _OPEN_DOCUMENT else ""


def _office(names: list[str]) -> str:
    if "[Content_Types].xml" not in names:
        return ""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadFile(_("Documents with macros are not kept. Save it without them."))
    for folder, kind in _OFFICE_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return ""


def _too_big() -> BadFile:
    size = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
    return BadFile(_("The file is bigger than %(size)s MB.") % {"size": size})


def _not_allowed() -> BadFile:
    kinds = _("PDF, Word, Excel, PowerPoint, OpenDocument, pictures, sound, MP4, text and zip")
    return BadFile(_("This kind of file is not kept. These are: %(kinds)s.") % {"kinds": kinds})
