"""Pages on which a learner rates herself; each works without JavaScript."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.json_body import json_object
from diagnostics import policies, selectors, services
from diagnostics.forms import AnswerForm
from diagnostics.models import Attempt, Item, Round
from diagnostics.selectors.questionnaire import Domain, Questionnaire
from programmes.models import Enrolment

NOTHING_USABLE = {"level": "?"}


@access("self_assessment.draft", GET="view")
@require_safe
def attempt_list(request: HttpRequest) -> HttpResponse:
    """What I am asked, and what I have said."""
    return render(request, "diagnostics/attempt_list.html", {"rounds": selectors.rounds_of(request.user, clock.now())})


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
    attempt = _own_attempt(request, pk)
    if attempt.is_submitted:
        return redirect("diagnostics:attempt-profile", pk=attempt.pk)
    asked = selectors.questionnaire(attempt)
    domain = _domain(asked, number)
    if request.method == "POST":
        return _save_page(request, attempt, asked, domain)
    cards = [AnswerForm.of(question.item, question.answer) for question in domain.questions]
    return _show_page(request, attempt, asked, domain, cards)


@access("self_assessment.draft", POST="change")
@require_POST
def answer_save(request: HttpRequest, pk: UUID, item: UUID) -> JsonResponse:
    """Save one card, sent as JSON; "Saved" may be shown once this has answered 200."""
    now = clock.now()
    of_item = _attempts(request).filter(round__diagnostic_version__items=item)
    attempt = _require_own(request, get_object_or_404(of_item, pk=pk))
    form = AnswerForm(json_object(request) or NOTHING_USABLE)
    if not form.is_valid():
        return JsonResponse({"message": _first_error(form)}, status=400)
    given = form.given(item)
    try:
        saved = services.save_answer(
            attempt=attempt,
            item=Item(pk=item),
            rank=given.rank,
            is_not_applicable=given.is_not_applicable,
            importance=given.importance,
            example=given.example,
            base_revision=form.base,
            by=request.user,
            now=now,
        )
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    return JsonResponse(
        {
            "revision": saved.revision,
            "saved_at": saved.saved_at.isoformat(),
            "saved": formats.time_format(timezone.localtime(saved.saved_at)),
            "superseded": saved.superseded,
            "shown": form.mark,
        }
    )


@access("self_assessment.draft", GET="view", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is not answered yet; then submit, for good."""
    attempt = _own_attempt(request, pk)
    if attempt.is_submitted:
        return redirect("diagnostics:attempt-profile", pk=attempt.pk)
    if request.method == "POST":
        return _submit(request, attempt)
    page = {"attempt": attempt, "asked": selectors.questionnaire(attempt)}
    return render(request, "diagnostics/attempt_review.html", page)


# ---- fetching ----


def _rounds(request: HttpRequest) -> Any:
    found = Round.objects.visible_to(request.user, clock.today())
    return found.select_related("diagnostic_version__diagnostic__programme", "cohort", "target_profile")


def _attempts(request: HttpRequest) -> Any:
    found = Attempt.objects.visible_to(request.user, clock.today())
    return found.with_last_day().select_related("enrolment", "round__diagnostic_version__diagnostic")


def _own_attempt(request: HttpRequest, pk: UUID) -> Attempt:
    return _require_own(request, get_object_or_404(_attempts(request), pk=pk))


def _require_own(request: HttpRequest, attempt: Attempt) -> Attempt:
    if not policies.owns(request.user, attempt.enrolment):
        raise PermissionDenied
    return attempt


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
    number = selectors.questionnaire(attempt).resume
    return redirect("diagnostics:attempt-page", pk=attempt.pk, number=number)


def _save_page(request: HttpRequest, attempt: Attempt, asked: Questionnaire, domain: Domain) -> HttpResponse:
    cards = [AnswerForm.of(question.item, question.answer, request.POST) for question in domain.questions]
    if not all(card.is_valid() for card in cards):
        return _show_page(request, attempt, asked, domain, cards, status=422)
    news = [
        (card.given(question.item.pk), card.base)
        for question, card in zip(domain.questions, cards, strict=True)
        if card.is_news
    ]
    try:
        saved = services.save_answers(attempt=attempt, answers=news, by=request.user, now=clock.now())
    except Refused as refusal:
        return _show_page(request, attempt, asked, domain, cards, refusal=str(refusal), status=409)
    _tell(request, [one for one in saved if one.superseded])
    return _go(request, attempt, asked, domain)


def _tell(request: HttpRequest, superseded: Sequence[services.SavedAnswer]) -> None:
    if superseded:
        text = ngettext(
            "One answer had also been changed in another window or on another device. Your last one counts.",
            "%(count)s answers had also been changed in another window or on another device. Your last ones count.",
            len(superseded),
        )
        messages.warning(request, text % {"count": len(superseded)})


def _go(request: HttpRequest, attempt: Attempt, asked: Questionnaire, domain: Domain) -> HttpResponse:
    """On to where the pressed button leads."""
    number = domain.number + {"back": -1, "stay": 0}.get(request.POST.get("go", ""), 1)
    if number < 1:
        return redirect("diagnostics:attempt-start", pk=attempt.round_id)
    if number > len(asked.domains):
        return redirect("diagnostics:attempt-review", pk=attempt.pk)
    return redirect("diagnostics:attempt-page", pk=attempt.pk, number=number)


def _submit(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    confirmed = request.POST.get("confirm_missing") == "yes"
    try:
        services.submit_attempt(attempt=attempt, confirm_missing=confirmed, by=request.user, now=clock.now())
    except Refused as refusal:
        page = {"attempt": attempt, "asked": selectors.questionnaire(attempt), "refusal": str(refusal)}
        return render(request, "diagnostics/attempt_review.html", page, status=409)
    messages.success(request, _("Your self-assessment is submitted. This is what it says."))
    return redirect("diagnostics:attempt-profile", pk=attempt.pk)


# ---- showing ----


def _show_page(
    request: HttpRequest,
    attempt: Attempt,
    asked: Questionnaire,
    domain: Domain,
    cards: Sequence[AnswerForm],
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    page = {
        "attempt": attempt,
        "asked": asked,
        "domain": domain,
        "following": next((one for one in asked.domains if one.number == domain.number + 1), None),
        "cards": list(zip(domain.questions, cards, strict=True)),
        "forms": cards,
        "side": [_side_item(attempt, one, domain) for one in asked.domains],
        "elsewhere": asked.answered - domain.answered,
        "is_open": attempt.is_open(clock.now()),
        "refusal": refusal,
    }
    return render(request, "diagnostics/attempt_page.html", page, status=status)


def _side_item(attempt: Attempt, domain: Domain, here: Domain) -> dict[str, Any]:
    return {
        "label": domain.title,
        "url": _page_url(attempt, domain.number),
        "current": domain.number == here.number,
        "note": f"{domain.answered}/{domain.total}{' ✓' if domain.is_done else ''}",
    }


def _page_url(attempt: Attempt, number: int) -> str:
    return reverse("diagnostics:attempt-page", args=[attempt.pk, number])


def _first_error(form: AnswerForm) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form[name].label}: {errors[0]}"
