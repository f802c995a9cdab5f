"""The life of drafts: begin one, say what it is, throw it away; and whether the framework is public."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from standards import policies, selectors, services
from standards.forms import ChangeFactsForm, NewFrameworkForm, NewVersionForm, facts_of, settled_facts
from standards.models import FrameworkVersion
from standards.views.reach import changeable

FORM = ["GET", "HEAD", "POST"]


@access("framework.draft", GET="create", POST="create")
@require_http_methods(FORM)
def framework_new(request: HttpRequest) -> HttpResponse:
    """Begin a framework of one's own, as an empty draft."""
    owners = selectors.owners_for(request.user, clock.today())
    if not policies.may_import_anywhere(request.user, clock.today()):
        raise PermissionDenied
    form = NewFrameworkForm(
        sent(request),
        owners=owners,
        scales=selectors.scales_for(owners[0]),
        submit=_("Begin the draft"),
        cancel_url=reverse("standards:framework-list"),
    )
    if form.is_bound and form.is_valid():
        try:
            draft = services.new_framework(**_facts(form), owner=form.cleaned_data["owner"], **_who(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is there: write its elements next."))
            return redirect("standards:version-edit", pk=draft.pk)
    return form_page(request, "standards/framework_new.html", form)


@access("framework.draft", GET="create", POST="create")
@require_http_methods(FORM)
def version_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin the next version from this text, also from an old one."""
    source = changeable(request, pk)
    form = NewVersionForm(sent(request), cancel_url=reverse("standards:version-detail", args=[pk]))
    if form.is_bound and form.is_valid():
        try:
            draft = services.start_draft(
                framework=source.framework, source=source, **form.cleaned_data, **_who(request)
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is there, with all of the text: change what is to change."))
            return redirect("standards:version-edit", pk=draft.pk)
    context = {"version": source, "draft": selectors.open_draft(source.framework)}
    return form_page(
        request, "standards/version_new.html", form, 409 if form.errors and form.is_valid() else 0, **context
    )


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def version_facts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what a draft is: title, issuing body, licence, dates, notes, scale."""
    version = changeable(request, pk)
    if version.is_locked:
        messages.error(request, _("This version is locked: begin a new one to change what it says about itself."))
        return redirect("standards:version-detail", pk=pk)
    form = _facts_form(request, version)
    if form.is_bound and form.is_valid():
        try:
            services.change_facts(
                version=version,
                **_facts(form),
                base_lock_version=form.cleaned_data["base_lock_version"],
                **_who(request),
            )
        except Stale as refusal:
            return _both_texts(request, version, form, str(refusal))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("standards:version-detail", pk=pk)
    return form_page(request, "standards/version_facts.html", form, version=version)


def _facts_form(request: HttpRequest, version: FrameworkVersion, data: Any = None) -> ChangeFactsForm:
    framework = version.framework
    return ChangeFactsForm(
        data if data is not None else sent(request),
        initial=facts_of(version),
        scales=selectors.scales_for(framework.owner, beside=version.scale),
        settled=settled_facts(framework, is_settled=selectors.is_settled(framework)),
        submit=_("Save"),
        cancel_url=reverse("standards:version-detail", args=[version.pk]),
    )


def _both_texts(request: HttpRequest, version: FrameworkVersion, form: ChangeFactsForm, refusal: str) -> HttpResponse:
    """What was typed stays in the form; beside it what is saved now, which the next save is measured against."""
    saved = FrameworkVersion.objects.select_related("framework__owner", "scale").get(pk=version.pk)
    stored, data = facts_of(saved), request.POST.copy()
    data["base_lock_version"] = str(saved.lock_version)
    differences = [
        (field.label, stored[field.name], form.cleaned_data[field.name])
        for field in form.visible_fields()
        if form.cleaned_data[field.name] != stored[field.name]
    ]
    context = {"version": saved, "stale": refusal, "differences": differences}
    return form_page(request, "standards/version_facts.html", _facts_form(request, saved, data), 409, **context)


@access("framework.draft", GET="delete", POST="delete")
@require_http_methods(FORM)
def version_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away, after a page that says what is lost."""
    version = changeable(request, pk)
    context = {
        "version": version,
        "element_count": version.elements.count(),
        "is_only": not version.framework.versions.exclude(pk=pk).exists(),
    }
    if request.method != "POST":
        return render(request, "standards/version_delete.html", context)
    try:
        services.delete_draft(version=version, **_who(request))
    except NotAllowed:
        raise
    except Refused as refusal:
        return render(request, "standards/version_delete.html", {**context, "refusal": str(refusal)}, status=409)
    messages.success(request, _("The draft is deleted."))
    return redirect("standards:framework-list")


# The matrix has no row of its own for this: whoever may end an adopted text may also open it.
@access("framework.adopted", GET="deprecate", POST="deprecate")
@require_http_methods(FORM)
def version_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether everybody may read the framework, and what they then see."""
    version = changeable(request, pk)
    if request.method == "POST":
        return _switch(request, version)
    shown = selectors.siblings(version, with_draft=False)
    address = f"{settings.BASE_URL}/ims/case/v1p1/CFPackages/{version.case_identifier}"
    context = {"version": version, "framework": version.framework, "shown": shown, "address": address}
    return render(request, "standards/version_publish.html", context)


def _switch(request: HttpRequest, version: FrameworkVersion) -> HttpResponse:
    publish = request.POST.get("public") == "yes"
    try:
        if publish:
            services.publish_framework(framework=version.framework, **_who(request))
        else:
            services.withdraw_framework(framework=version.framework, **_who(request))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("Everybody can read it now.") if publish else _("Only who signs in can read it now.")
        messages.success(request, done)
    return redirect("standards:version-publish", pk=version.pk)


def _facts(form: Any) -> dict[str, Any]:
    return {"about": services.FrameworkFacts(**form.about()), "facts": services.VersionFacts(**form.facts())}


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "now": clock.now()}
