"""PDF that a screen reader can read: a page of its own in Typst, and what it says as data, never as its source."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

STANDARD = "ua-1"  # PDF/UA-1: tagged, titled, in a language; the compiler refuses what is not
MISSING = "□"
_PROBE = b'#set document(title: "probe")\n#json(bytes(sys.inputs.data))'


def pdf_of(source: Path, data: dict[str, Any], *, now: dt.datetime) -> bytes:
    """The page at `source` filled with `data`, which it reads as JSON from `sys.inputs.data`.

    It must hold a `title`; `missing` is set to a sentence when letters had to be drawn as boxes, since none of the
    fonts has them (a PDF with unreadable letters would be refused).
    """
    data = {**data, "missing": ""}
    try:
        return _compile(str(source), data, now)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    words = _("%(box)s stands for a letter that this file cannot show.") % {"box": MISSING}
    return _compile(str(source), {**_readable(data), "missing": words}, now)


def pdf_answer(data: bytes, name: str) -> HttpResponse:
    """The PDF as a file called `name`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _compile(source: str | bytes, data: Any, now: dt.datetime) -> bytes:
    return bytes(
        typst.compile(
            source,
            sys_inputs={"data": json.dumps(data, cls=DjangoJSONEncoder)},
            pdf_standards=[STANDARD],
            ignore_system_fonts=True,
            timestamp=int(now.timestamp()),
        )
    )


def _readable(data: dict[str, Any]) -> dict[str, Any]:
    """The same with boxes for letters that no font of ours has; each unusual letter is tried by itself."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)
    unusual = {letter for letter in text if ord(letter) > 0x24F or ord(letter) < 32}
    boxes = {ord(letter): MISSING for letter in unusual if not _is_shown(letter)}
    replaced: dict[str, Any] = _replaced(data, boxes | dict.fromkeys(range(32), " ") | {10: "\n"})
    return replaced


def _is_shown(letter: str) -> bool:
    try:
        _compile(_PROBE, letter, dt.datetime.now(dt.UTC))
    except typst.TypstError:
        return False
    return True


def _replaced(value: Any, letters: dict[int, str]) -> Any:
    if isinstance(value, (str, Promise)):
        return str(value).translate(letters)
    if isinstance(value, dict):
        return {key: _replaced(one, letters) for key, one in value.items()}
    return [_replaced(one, letters) for one in value] if isinstance(value, list) else value
