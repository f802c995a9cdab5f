"""The page about a learner's work, before the statements."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.json_body import json_object
from diagnostics import selectors, services
from diagnostics.forms import ContextForm
from diagnostics.forms.answering import said_of_work
from diagnostics.models import Attempt, ContextAnswer, ContextQuestion
from diagnostics.selectors.questionnaire import Questionnaire
from diagnostics.views.attempts import (
    NOTHING_USABLE,
    first_error,
    own_attempt,
    page_url,
    saved_json,
    side_items,
    tell_superseded,
)


@access("self_assessment.draft", GET="view", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_context(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where she works: a card a question. Posted as a whole it saves what differs from what the page had shown."""
    attempt = own_attempt(request, pk)
    if attempt.is_submitted:
        return redirect("diagnostics:attempt-profile", pk=attempt.pk)
    asked = selectors.questionnaire(attempt)
    if not asked.context:
        raise Http404
    if request.method == "POST":
        return _save(request, attempt, asked)
    return _show(request, attempt, asked, [ContextForm.of(one) for one in asked.context])


@access("self_assessment.draft", POST="change")
@require_POST
def context_save(request: HttpRequest, pk: UUID, question: UUID) -> JsonResponse:
    """Save the answer to one question, sent as JSON."""
    attempt = own_attempt(request, pk, round__diagnostic_version__questions=question)
    asked = ContextQuestion.objects.get(pk=question)
    form = ContextForm(asked, json_object(request) or NOTHING_USABLE)
    if not form.is_valid():
        return JsonResponse({"message": first_error(form)}, status=400)
    answers = [(asked, form.cleaned_data["text"], form.base)]
    try:
        [saved] = services.save_context(
            attempt=attempt, answers=answers, stroke=form.sent_as, by=request.user, now=clock.now()
        )
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    return saved_json(saved, form.mark, said_of_work(saved.kept) if isinstance(saved.kept, ContextAnswer) else None)


@access("self_assessment.draft", GET="view")
@require_safe
@never_cache
def context_news(request: HttpRequest, pk: UUID) -> JsonResponse:
    """What is kept of this page, for a window that comes back to the front."""
    attempt = own_attempt(request, pk)
    kept = {str(one.question_id): said_of_work(one) for one in attempt.context_answers.all()}
    return JsonResponse({"kept": kept, "is_submitted": attempt.is_submitted})


def _save(request: HttpRequest, attempt: Attempt, asked: Questionnaire) -> HttpResponse:
    posted = [ContextForm.of(one, request.POST) for one in asked.context]
    if not all(form.is_valid() for form in posted):
        return _show(request, attempt, asked, posted, status=422)
    news = [(form.question, form.cleaned_data["text"], form.base) for form in posted if form.is_news]
    try:
        saved = services.save_context(attempt=attempt, answers=news, by=request.user, now=clock.now())
    except Refused as refusal:
        return _show(request, attempt, asked, posted, refusal=str(refusal), status=409)
    tell_superseded(request, saved)
    pressed = request.POST.get("go", "")
    if pressed == "back":
        return redirect("diagnostics:attempt-start", pk=attempt.round_id)
    return redirect(page_url(attempt, 0 if pressed == "stay" else 1))


def _show(
    request: HttpRequest,
    attempt: Attempt,
    asked: Questionnaire,
    forms: Sequence[ContextForm],
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = {
        "attempt": attempt,
        "asked": asked,
        "cards": list(zip(asked.context, forms, strict=True)),
        "forms": forms,
        "side": side_items(attempt, asked, 0),
        "is_open": attempt.is_open(clock.now()),
        "refusal": refusal,
    }
    return render(request, "diagnostics/attempt_context.html", page, status=status)
