"""Questions about the learner's context, while the diagnostic is a draft: for programme admins."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics import selectors, services
from diagnostics.forms import QuestionForm
from diagnostics.models import ContextQuestion, DiagnosticVersion
from diagnostics.views.reach import changeable_question, changeable_version

FIELDS = ("wording", "hint", "kind", "options", "is_required")


@access("diagnostic.definition", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One more question, after the others."""
    version = changeable_version(request, pk)
    form = QuestionForm(sent(request), submit=_("Add the question"), cancel_url=_back(version))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_question(version=version, question=_asked(form), by=request.user, now=clock.now())
            messages.success(request, _("The question is added."))
            return redirect(_back(version))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return form_page(request, "diagnostics/question_new.html", form, version=version)


@access("diagnostic.definition", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change one question; what somebody else saved meanwhile is shown beside, not written over."""
    question = changeable_question(request, pk)
    form = QuestionForm(
        sent(request), initial=_beginning(question), submit=_("Save"), cancel_url=_back(question.version)
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or None
            services.change_question(question=question, to=_asked(form), seen=seen, by=request.user, now=clock.now())
            messages.success(request, _("The question is saved."))
            return redirect(_back(question.version))
        except Stale as stale:
            return _stale(request, question, form, str(stale))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return form_page(request, "diagnostics/question_edit.html", form, question=question)


@access("diagnostic.definition", POST="change")
@require_POST
def question_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place up (`up` is sent) or down."""
    question = changeable_question(request, pk)
    try:
        services.move_question(question=question, up="up" in request.POST, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(question.version))


@access("diagnostic.definition", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def question_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it out, after asking once more."""
    question = changeable_question(request, pk)
    if request.method != "POST":
        return render(request, "diagnostics/question_delete.html", {"question": question})
    try:
        services.delete_question(question=question, by=request.user, now=clock.now())
        messages.success(request, _("The question is taken out."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(question.version))


def _back(version: DiagnosticVersion) -> str:
    return f"{reverse('diagnostics:diagnostic-detail', args=[version.pk])}#questions"


def _asked(form: QuestionForm) -> services.Asked:
    return services.Asked(**{name: form.cleaned_data[name] for name in FIELDS})


def _beginning(question: ContextQuestion) -> dict[str, Any]:
    fields = {name: getattr(question, name) for name in FIELDS}
    return fields | {"options": "\n".join(question.options), "seen": selectors.state_of_question(question)}


def _stale(request: HttpRequest, question: ContextQuestion, form: QuestionForm, why: str) -> HttpResponse:
    stored = _beginning(changeable_question(request, question.pk))
    pairs = [(form.fields[name].label, stored[name], form[name].value()) for name in FIELDS]
    differences = [(label, before, after) for label, before, after in pairs if str(before) != str(after or "")]
    form.data = form.data.copy()
    form.data["seen"] = stored["seen"]
    page = {"question": question, "stale": why, "differences": differences}
    return form_page(request, "diagnostics/question_edit.html", form, status=409, **page)
