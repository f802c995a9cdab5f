"""Pages on which a learner rates herself; each works without JavaScript."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.json_body import json_object
from diagnostics import selectors, services
from diagnostics.forms import AnswerForm, Card, asked_beside
from diagnostics.forms.answering import said
from diagnostics.models import Answer, Attempt, Item, Round
from diagnostics.selectors.questionnaire import Domain, Questionnaire
from diagnostics.views.attempts import (
    NOTHING_USABLE,
    first_error,
    for_page,
    own_attempt,
    page_url,
    saved_json,
    side_items,
    tell_superseded,
)
from programmes.models import Enrolment

PREVIOUS = {"previous-on": True, "previous-off": False}


@access("self_assessment.draft", GET="view")
@require_safe
def attempt_list(request: HttpRequest) -> HttpResponse:
    """What I am asked, and what I have said."""
    page = {
        "rounds": selectors.rounds_of(request.user, clock.now()),
        "with_needs": selectors.enrolments_with_needs(request.user),
    }
    return render(request, "diagnostics/attempt_list.html", page)


@access("self_assessment.draft", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What this is, how long it takes and who will see what; then begin, or go on."""
    now = clock.now()
    round_ = get_object_or_404(_rounds(request), pk=pk)
    enrolment = Enrolment.objects.as_learner(request.user).filter(cohort=round_.cohort_id).first()
    if enrolment is None or round_.enrolment_id not in (None, enrolment.pk):
        raise PermissionDenied
    latest = Attempt.objects.filter(round=round_, enrolment=enrolment).order_by("-number").first()
    if request.method == "POST":
        return _start(request, round_, enrolment, now)
    last_day = round_.last_day_for(enrolment.pk)
    page = {"round": round_, "attempt": latest, "last_day": last_day, "is_open": round_.is_open(now, last_day)}
    page["is_to_come"] = now < round_.opens_at
    return render(request, "diagnostics/attempt_start.html", page)


@access("self_assessment.draft", GET="view", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_page(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One domain: a card a statement. Posted as a whole it saves what differs from what the page had shown."""
    attempt = own_attempt(request, pk, also=for_page)
    if attempt.is_submitted:
        return redirect("diagnostics:attempt-profile", pk=attempt.pk)
    asked = selectors.questionnaire(attempt, number)
    domain = _domain(asked, number)
    if request.method == "POST":
        return _save_page(request, attempt, asked, domain)
    beside = asked_beside(attempt.round.diagnostic_version)
    cards = [Card.of(question.item, question.answer, beside) for question in domain.questions]
    return _show_page(request, attempt, asked, domain, cards)


@access("self_assessment.draft", POST="change")
@require_POST
def answer_save(request: HttpRequest, pk: UUID, item: UUID) -> JsonResponse:
    """Save one card, sent as JSON; "Saved" may be shown once this has answered 200."""
    attempt = own_attempt(request, pk, round__diagnostic_version__items=item)
    form = AnswerForm(json_object(request) or NOTHING_USABLE)
    if not form.is_valid():
        return JsonResponse({"message": first_error(form)}, status=400)
    given = form.given(item)
    try:
        saved = services.save_answer(
            attempt=attempt,
            item=Item(pk=item),
            rank=given.rank,
            is_not_applicable=given.is_not_applicable,
            importance=given.importance,
            example=given.example,
            confidence=given.confidence,
            base_revision=form.base,
            stroke=form.sent_as,
            by=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    return saved_json(saved, form.mark, said(saved.kept) if isinstance(saved.kept, Answer) else None)


@access("self_assessment.draft", GET="view")
@require_safe
@never_cache
def answer_news(request: HttpRequest, pk: UUID, number: int) -> JsonResponse:
    """What is kept of one page's cards, for a window that comes back to the front: another may have been newer."""
    attempt = own_attempt(request, pk)
    kept = {str(answer.item_id): said(answer) for answer in selectors.answers_on_page(attempt, number)}
    return JsonResponse({"kept": kept, "is_submitted": attempt.is_submitted})


@access("self_assessment.draft", GET="view", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is not answered yet; then submit, for good."""
    attempt = own_attempt(request, pk)
    if attempt.is_submitted:
        return redirect("diagnostics:attempt-profile", pk=attempt.pk)
    return _submit(request, attempt) if request.method == "POST" else _show_review(request, attempt)


# ---- fetching ----


def _rounds(request: HttpRequest) -> Any:
    found = Round.objects.visible_to(request.user, clock.today())
    return found.select_related("diagnostic_version__diagnostic__programme", "cohort", "target_profile")


def _domain(asked: Questionnaire, number: int) -> Domain:
    found = next((domain for domain in asked.domains if domain.number == number), None)
    if found is None:
        raise Http404
    return found


# ---- doing ----


def _start(request: HttpRequest, round_: Round, enrolment: Enrolment, now: dt.datetime) -> HttpResponse:
    again = request.POST.get("again") == "yes"
    try:
        attempt = services.start_attempt(round=round_, enrolment=enrolment, again=again, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("diagnostics:attempt-start", pk=round_.pk)
    return redirect(page_url(attempt, selectors.questionnaire(attempt).resume))


def _save_page(request: HttpRequest, attempt: Attempt, asked: Questionnaire, domain: Domain) -> HttpResponse:
    posted = [AnswerForm.of(question.item, request.POST) for question in domain.questions]
    beside = asked_beside(attempt.round.diagnostic_version)
    if not all(form.is_valid() for form in posted):
        cards = [form.card(beside) for form in posted]
        return _show_page(request, attempt, asked, domain, cards, posted, status=422)
    news = [
        (form.given(question.item.pk), form.base)
        for question, form in zip(domain.questions, posted, strict=True)
        if form.is_news
    ]
    try:
        saved = services.save_answers(attempt=attempt, answers=news, by=request.user, now=clock.now())
    except Refused as refusal:
        cards = [form.card(beside) for form in posted]
        return _show_page(request, attempt, asked, domain, cards, refusal=str(refusal), status=409)
    tell_superseded(request, saved)
    return _go(request, attempt, asked, domain)


def _go(request: HttpRequest, attempt: Attempt, asked: Questionnaire, domain: Domain) -> HttpResponse:
    """On to where the pressed button leads; the one about last time leads back to the same page."""
    pressed = request.POST.get("go", "")
    if pressed in PREVIOUS:
        services.show_previous(attempt=attempt, shows=PREVIOUS[pressed], by=request.user, now=clock.now())
        return redirect(page_url(attempt, domain.number))
    number = domain.number + {"back": -1, "stay": 0}.get(pressed, 1)
    if number < 1 and not asked.context:
        return redirect("diagnostics:attempt-start", pk=attempt.round_id)
    if number > len(asked.domains):
        return redirect("diagnostics:attempt-review", pk=attempt.pk)
    return redirect(page_url(attempt, number))


def _submit(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    confirmed = request.POST.get("confirm_missing") == "yes"
    try:
        services.submit_attempt(attempt=attempt, confirm_missing=confirmed, by=request.user, now=clock.now())
    except Refused as refusal:
        return _show_review(request, attempt, str(refusal), status=409)
    messages.success(request, _("Your self-assessment is submitted. This is what it says."))
    return redirect("diagnostics:attempt-profile", pk=attempt.pk)


# ---- showing ----


def _show_page(
    request: HttpRequest,
    attempt: Attempt,
    asked: Questionnaire,
    domain: Domain,
    cards: Sequence[Card],
    posted: Sequence[AnswerForm] = (),
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = {
        "attempt": attempt,
        "version": attempt.round.diagnostic_version,
        "asked": asked,
        "domain": domain,
        "following": next((one for one in asked.domains if one.number == domain.number + 1), None),
        "cards": list(zip(domain.questions, cards, strict=True)),
        "forms": posted,
        "side": side_items(attempt, asked, domain.number),
        "elsewhere": asked.answered - domain.answered,
        "is_open": attempt.is_open(clock.now()),
        "refusal": refusal,
    }
    return render(request, "diagnostics/attempt_page.html", page, status=status)


def _show_review(request: HttpRequest, attempt: Attempt, refusal: str = "", status: int = 200) -> HttpResponse:
    asked = selectors.questionnaire(attempt)
    page = {"attempt": attempt, "asked": asked, "back": page_url(attempt, asked.resume), "refusal": refusal}
    return render(request, "diagnostics/attempt_review.html", page, status=status)
