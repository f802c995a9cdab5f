"""Bringing a framework in from another server's address."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.fetching import Unreachable
from standards import policies, services, tasks
from standards.forms import AddressForm


@access("import_job", GET="create", POST="create")
@require_http_methods(["GET", "POST"])
def import_by_address(request: HttpRequest) -> HttpResponse:
    """Asks for the address of a CASE package; the same preview as for a file follows."""
    if not policies.may_import_anywhere(request.user, clock.today()):
        raise PermissionDenied
    form = AddressForm(request.POST or None, user=request.user, on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            job = services.start_import_from(**form.cleaned_data, by=request.user, now=clock.now())
        except Unreachable as refusal:
            form.add_error("address", str(refusal))
        else:
            tasks.send_import_preview(job.pk)
            return redirect("standards:import-detail", pk=job.pk)
    return render(request, "standards/import_by_address.html", {"form": form}, status=422 if form.errors else 200)
