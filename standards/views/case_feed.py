"""The CASE feed: frameworks for other systems, in the addresses and answers of CASE 1.0 and 1.1.

Public frameworks are there for everybody, the other adopted and deprecated ones for who has signed in. Errors that
are raised here or before become `imsx_StatusInfo` in `standards.middleware`.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from carnegie.core.access import access
from standards import selectors
from standards.formats import case_feed, case_openapi, case_status
from standards.formats.case_filter import BadQuery, Selection, parse_selection
from standards.formats.draft import as_uuid


def operation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Machines ask without signing in, and only to read: a POST is 405, not a missing token."""
    return access("case_feed", GET="view")(csrf_exempt(login_not_required(require_safe(view))))


@operation
def document_list(request: HttpRequest, release: str) -> HttpResponse:
    """The frameworks, one CFDocument each; see `case_filter` for what may be asked."""
    try:
        asked = parse_selection(_query(request), case_feed.DOCUMENT_FIELDS)
    except BadQuery as refusal:
        return _failure(release, 400, refusal.minor, str(refusal), refusal.parameter)
    documents = _feed(release).documents(selectors.feed(request.user))
    rows, total = asked.applied(documents, default_sort="title")
    text = _as_text({"CFDocuments": rows})
    tag = case_feed.digest(f"{total} {text}")
    headers = {"X-Total-Count": str(total), "Link": _links(request, asked, total)}
    return _unchanged(request, tag) or _answer(text, tag, headers)


@operation
def object_detail(request: HttpRequest, release: str, resource: str, identifier: str) -> HttpResponse:
    """One object or package; 304 for a client that has it already, before anything of it is read."""
    wanted = as_uuid(identifier)
    if wanted is None:
        return _failure(release, 404, "invalid_uuid", "Invalid UUID")
    readable = selectors.with_levels_and_history(selectors.feed(request.user))
    version = case_feed.find(readable, resource, wanted)
    if version is None:
        return _failure(release, 404, "unknownobject", "Unknown Object")
    tag = case_feed.tag(version, release, settings.BASE_URL, resource, wanted)
    if unchanged := _unchanged(request, tag):
        return unchanged
    body = _feed(release).answer(version, resource, wanted)
    return _answer(_as_text(body), tag) if body else _failure(release, 404, "unknownobject", "Unknown Object")


@operation
def discovery_document(request: HttpRequest) -> HttpResponse:
    """What this feed answers, as OpenAPI 3."""
    text = _as_text(case_openapi.document(settings.BASE_URL))
    tag = case_feed.digest(text)
    return _unchanged(request, tag) or _answer(text, tag)


def _feed(release: str) -> case_feed.Feed:
    return case_feed.Feed(release, settings.BASE_URL)


def _query(request: HttpRequest) -> dict[str, str]:
    """The parameters; a list may stand in one of them or in several."""
    query = request.GET.dict()
    return query | ({"fields": ",".join(request.GET.getlist("fields"))} if "fields" in query else {})


def _links(request: HttpRequest, asked: Selection, total: int) -> str:
    """The other pages of the set, as the header `Link` names them."""
    last = (max(total, 1) - 1) // asked.limit * asked.limit
    offsets = {"first": 0, "last": last}
    if asked.offset > 0:
        offsets["prev"] = max(0, min(asked.offset - asked.limit, last))
    if asked.offset + asked.limit < total:
        offsets["next"] = asked.offset + asked.limit
    query = _query(request) | {"limit": str(asked.limit)}
    address = f"{settings.BASE_URL}{request.path}"
    return ", ".join(
        f'<{address}?{urlencode(query | {"offset": str(offset)})}>; rel="{name}"' for name, offset in offsets.items()
    )


def _as_text(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """304 for a client that has just this already (or 412, where it asked for that)."""
    answer = get_conditional_response(request, tag, response=_answer("", tag))
    return None if answer.status_code == 200 else answer


def _answer(text: str, tag: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """Kept by the reader only, who asks each time whether it still holds: a framework may be closed again."""
    held = {"ETag": tag, "Cache-Control": "private, no-cache", **(headers or {})}
    return HttpResponse(text, content_type="application/json", headers=held)


def _failure(release: str, status: int, minor: str, description: str, field: str = "sourcedId") -> HttpResponse:
    text = _as_text(case_status.failure(release, minor, description, field))
    return HttpResponse(text, status=status, content_type="application/json")
