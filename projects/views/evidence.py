"""Evidence: the learner's own list, adding, opening, deleting."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NoRoom, Refused
from carnegie.core.forms import sent
from programmes.models import Enrolment
from projects import policies, selectors, services
from projects.enums import EvidenceKind
from projects.forms import EvidenceForm
from projects.models import Evidence
from projects.views import fetch
from projects.views.reading import note_reader

PAGE = 50
GET_POST = ["GET", "HEAD", "POST"]


@access("evidence_file", GET="view")
@require_safe
def evidence_list(request: HttpRequest) -> HttpResponse:
    rows = Paginator(selectors.evidence_rows(request.user), PAGE).get_page(request.GET.get("page"))
    is_learner = selectors.enrolments_of(request.user).exists()
    return render(request, "projects/evidence_list.html", {"page": rows, "is_learner": is_learner})


@access("evidence_file", GET="create", POST="create")
@require_http_methods(GET_POST)
def evidence_new(request: HttpRequest) -> HttpResponse:
    """A file, a link or a text (`?kind=`), perhaps for a project, a goal or a claim (`?project=`, `?goal=`, `?claim=`,
    which names the statement)."""
    kind = request.GET.get("kind", EvidenceKind.FILE)
    if kind not in EvidenceKind.values:
        raise Http404
    enrolment, initial = _for_what(request)
    employer = selectors.employer_on(enrolment, clock.today())
    form = EvidenceForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        enrolment=enrolment,
        kind=kind,
        employer=employer,
        cancel_url=_back(initial),
        initial=initial,
    )
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        seen_by = employer if form.cleaned_data.get("shared_with_employer") else None
        fields = form.cleaned_data | {"shared_with_employer": seen_by}
        try:
            evidence = services.add_evidence(enrolment=enrolment, kind=kind, by=request.user, now=clock.now(), **fields)
        except Refused as refusal:
            form.add_error(form.content_field, str(refusal))
            status = 507 if isinstance(refusal, NoRoom) else 422
        else:
            messages.success(request, _("Your evidence is kept."))
            return redirect(_back(initial) if initial else reverse("projects:evidence-detail", args=[evidence.pk]))
    context = {"form": form, "kinds": _kinds(request, kind), "kind": kind}
    return render(request, "projects/evidence_new.html", context, status=status)


def _for_what(request: HttpRequest) -> tuple[Enrolment, dict[str, Any]]:
    """The enrolment, and what the address says that the evidence is for."""
    for name, rows in (("project", selectors.projects_to_link), ("goal", selectors.goals_to_link)):
        for enrolment in selectors.enrolments_of(request.user) if request.GET.get(name) else ():
            if row := _found(rows(enrolment), request.GET[name]):
                return enrolment, {f"{name}s": [row.pk]}
        if request.GET.get(name):
            raise Http404
    return fetch.own_enrolment(request), {"claim": _query(request)} if "claim" in request.GET else {}


def _query(request: HttpRequest) -> str:
    """The way back to the claim: which place and which statement it is about."""
    return urlencode({"enrolment": request.GET.get("enrolment", ""), "item": request.GET["claim"]})


def _found(rows: Any, wanted: str) -> Any | None:
    try:
        return rows.filter(pk=UUID(wanted)).first()
    except ValueError:
        return None


def _back(initial: dict[str, Any]) -> str:
    if initial.get("projects"):
        return reverse("projects:project-detail", args=initial["projects"])
    if initial.get("goals"):
        return reverse("projects:goal-detail", args=initial["goals"])
    if "claim" in initial:
        return f"{reverse('projects:claim-new')}?{initial['claim']}"
    return reverse("projects:evidence-list")


def _kinds(request: HttpRequest, kind: str) -> list[dict[str, Any]]:
    """Links to the three forms, keeping what the evidence is for."""
    query = request.GET.copy()
    items = []
    words = {EvidenceKind.FILE: _("A file"), EvidenceKind.LINK: _("A link"), EvidenceKind.TEXT: _("A text")}
    for value, label in words.items():
        query["kind"] = value
        items.append({"label": label, "url": f"?{query.urlencode()}", "current": value == kind})
    return items


@access("evidence_file", GET="view")
@require_safe
def evidence_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    evidence = fetch.evidence(request, pk)
    if evidence.kind != EvidenceKind.FILE:
        _note_reader(request, evidence)
    page = selectors.evidence_page(evidence, request.user, clock.today())
    return render(request, "projects/evidence_detail.html", {"page": page, "evidence": evidence})


@access("evidence_file", GET="view")
@require_safe
def evidence_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file itself, always as a download: no browser may run what somebody uploaded."""
    evidence = fetch.evidence(request, pk)
    if evidence.kind != EvidenceKind.FILE:
        raise Http404
    try:
        content = evidence.file.open("rb")
    except OSError:
        raise Http404(_("The file is missing from the store.")) from None
    _note_reader(request, evidence)
    response = FileResponse(
        content, as_attachment=True, filename=evidence.file_name, content_type=evidence.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _note_reader(request: HttpRequest, evidence: Evidence) -> None:
    """The learner sees who opened what she made; her own visits are not noted."""
    if policies.owns_evidence(request.user, evidence):
        return
    note_reader(request, evidence.enrolment.learner_id, "evidence", evidence.pk)


@access("evidence_file", GET="delete", POST="delete")
@require_http_methods(GET_POST)
def evidence_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    evidence = fetch.evidence(request, pk)
    fetch.allow(policies.owns_evidence(request.user, evidence))
    if request.method == "POST":
        try:
            services.remove_evidence(evidence=evidence, by=request.user, now=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("projects:evidence-detail", pk=pk)
        messages.success(request, _("The evidence is deleted."))
        return redirect("projects:evidence-list")
    return render(request, "projects/evidence_delete.html", {"evidence": evidence})
