"""Bringing a framework in: choose a file, see what is in it, store it. A job in between, so that one may leave."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.enums import JobState
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.models import Job
from carnegie.people.models import Organisation
from standards import formats, policies, selectors, services, tasks
from standards.forms import ImportForm, SeedForm
from standards.services.jobs import KIND

PATIENCE = dt.timedelta(seconds=10)


@access("import_job", GET="create", POST="create")
@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """A file of her own, or one that comes with Carnegie."""
    if not policies.may_import_anywhere(request.user, clock.today()):
        raise PermissionDenied
    if "seed" in request.POST:
        return _start_seed(request)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*bound, user=request.user, on=clock.today())
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        upload = chosen["file"]
        return _start(request, upload.read(), upload.name or "", chosen["owner"], chosen["format"])
    owners = selectors.owners_for(request.user, clock.today())
    context = {"form": form, "owners": owners, "seed_groups": _seed_groups()}
    return render(request, "standards/import_new.html", context, status=400 if form.errors else 200)


def _seed_groups() -> list[tuple[str, list[selectors.Seed]]]:
    """Ours, those in force before those that were superseded."""
    every = selectors.seeds()
    return [
        (_("In force, or with no end known to us"), [seed for seed in every if not seed.until]),
        (_("Superseded, for older programmes and for comparison"), [seed for seed in every if seed.until]),
    ]


def _start_seed(request: HttpRequest) -> HttpResponse:
    form = SeedForm(request.POST, user=request.user, on=clock.today())
    if not form.is_valid():
        messages.error(request, _("Choose a framework and one of your organisations."))
        return redirect("standards:import-new")
    path = selectors.SEEDS[form.cleaned_data["seed"]]
    return _start(request, path.read_bytes(), path.name, form.cleaned_data["owner"])


def _start(
    request: HttpRequest, data: bytes, file_name: str, owner: Organisation, format: str = "auto"
) -> HttpResponse:
    file = {"data": data, "file_name": file_name, "format": format}
    job = services.start_import(**file, owner=owner, by=request.user, now=clock.now())
    tasks.send_import_preview(job.pk)
    return redirect("standards:import-detail", pk=job.pk)


@access("job", GET="view")
@require_safe
def import_detail(request: HttpRequest, pk: str) -> HttpResponse:
    """How far the job is; when it is done, what is in the file. The page asks again by itself while it waits."""
    job = _own(request, pk)
    waiting = job.state in (JobState.QUEUED, JobState.RUNNING)
    if request.htmx and waiting:  # type: ignore[attr-defined]
        return render(request, "standards/_import_progress.html", _progress(job))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Refresh": "true"})
    report = job.result.get("report", {})
    context = {
        **_progress(job),
        "is_waiting": waiting,
        "report": report,
        "may_confirm": job.state == JobState.DONE and not report.get("errors") and not job.result.get("stored"),
        "differences": job.result.get("differences", {}),
        "is_same": bool(report.get("framework")),
        "format": formats.FORMAT_NAMES.get(job.result.get("format", "")),
    }
    return render(request, "standards/import_detail.html", context)


def _progress(job: Job) -> dict[str, object]:
    return {
        "job": job,
        "is_late": job.state == JobState.QUEUED and clock.now() - job.created_at > PATIENCE,
    }


@access("import_job", POST="create")
@require_POST
def import_run(request: HttpRequest, pk: str) -> HttpResponse:
    """Reads the file here and now, when no worker came for it."""
    job = _own(request, pk)
    services.run_preview(job_id=job.pk, clock=clock.now)
    return redirect("standards:import-detail", pk=job.pk)


@access("framework.draft", POST="create")
@require_POST
def import_confirm(request: HttpRequest, pk: str) -> HttpResponse:
    """Stores the framework as a draft and shows it."""
    job = _own(request, pk)
    try:
        version = services.confirm_import(job=job, by=request.user, now=clock.now())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("standards:import-detail", pk=job.pk)
    messages.success(request, _("Stored. Nothing is in use until you adopt it."))
    return redirect("standards:version-detail", pk=version.pk)


def _own(request: HttpRequest, pk: str) -> Job:
    return get_object_or_404(Job, pk=pk, kind=KIND, owner=request.user)
