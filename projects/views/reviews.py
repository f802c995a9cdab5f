"""What a facilitator works through: the queue, and the review of a submission."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from projects import policies, selectors, services
from projects.enums import ReviewState
from projects.forms import ReviewForm
from projects.models import Review, Submission
from projects.views import fetch
from projects.views.answer import differences, on_top_of

PAGE = 25
GET_POST = ["GET", "HEAD", "POST"]


@access("inbox", GET="view")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the oldest first; empty for those who facilitate nobody."""
    on = clock.today()
    cohorts = selectors.waiting_by_cohort(request.user, on)
    wanted = request.GET.get("cohort", "")
    rows = selectors.queue(request.user, on)
    if wanted in [pk for pk, _title, _number in cohorts]:
        rows = rows.filter(enrolment__cohort=wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page if page.has_other_pages() else None,
        "waiting": selectors.waiting(page, clock.now()),
        "total": sum(number for _pk, _title, number in cohorts),
        "cohorts": cohorts,
        "claims_to_decide": selectors.claims_to_decide(request.user, on).count(),
        "wanted": wanted,
    }
    return render(request, "projects/queue.html", context)


@access("review", GET="create", POST="create")
@require_http_methods(GET_POST)
def review_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The submission beside the form; `pk` is the submission's. A save over a newer one is answered 409,
    one over another facilitator's 403; both keep what was typed."""
    submission = fetch.submission(request, pk)
    page = selectors.review_page(submission, request.user, clock.today())
    _is_facilitator(request, submission)
    if request.method != "POST" and page.review and page.review.state == ReviewState.RELEASED:
        return redirect("projects:review-detail", pk=page.review.pk)
    if request.method != "POST":
        _may_write(request, page)
    cancel = reverse("projects:project-detail", args=[submission.project_id])
    form = ReviewForm(sent(request), page=page, cancel_url=cancel)
    if request.method == "POST" and form.is_valid():
        try:
            review = _save(request, submission, form)
        except Stale as stale:
            return _stale_page(request, form, submission, str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return _review_page(request, form, page, status=403 if isinstance(refusal, NotAllowed) else 422)
        else:
            return _saved(request, review)
    return _review_page(request, form, page)


def _is_facilitator(request: HttpRequest, submission: Submission) -> None:
    cohort = submission.project.enrolment.cohort
    fetch.allow(policies.is_facilitator(request.user, cohort, clock.today()))


def _may_write(request: HttpRequest, page: selectors.ReviewPage) -> None:
    """Over a draft only its author."""
    if page.review:
        page.review.submission = page.submission
        fetch.allow(policies.may_change_review(request.user, page.review, clock.today()))


def _save(request: HttpRequest, submission: Submission, form: ReviewForm) -> Review:
    return services.save_review(
        submission=submission,
        comment=form.cleaned_data["comment"],
        decision=form.cleaned_data["decision"],
        judgements=form.judgements(),
        base_version=form.cleaned_data["base_version"],
        by=request.user,
        now=clock.now(),
    )


def _saved(request: HttpRequest, review: Review) -> HttpResponse:
    if "check" in request.POST:
        return redirect("projects:review-detail", pk=review.pk)
    messages.success(request, _("Your draft is saved. Only facilitators and programme admins see it."))
    return redirect("projects:review-edit", pk=review.submission_id)


def _review_page(
    request: HttpRequest, form: Any, page: selectors.ReviewPage, status: int = 0, **context: Any
) -> HttpResponse:
    return form_page(request, "projects/review_edit.html", form, status, page=page, **context)


def _stale_page(request: HttpRequest, form: ReviewForm, submission: Submission, message: str) -> HttpResponse:
    """The text that is stored now above the form, which keeps what was typed, on top of the newer version."""
    page = selectors.review_page(submission, request.user, clock.today())
    newer = ReviewForm(page=page, cancel_url="")
    rows = differences(form, {name: field.initial for name, field in newer.fields.items() if name != "base_version"})
    on_top_of(form, page.review.lock_version if page.review else 0)
    return _review_page(request, form, page, status=409, stale=message, differences=rows)


@access("review", GET="view")
@require_safe
def review_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The review as the learner reads it; its author releases it from here."""
    review = fetch.review(request, pk)
    page = selectors.review_page(review.submission, request.user, clock.today())
    may_change = policies.may_change_review(request.user, review, clock.today())
    return render(request, "projects/review_detail.html", {"review": review, "page": page, "may_change": may_change})


@access("review", POST="release")
@require_POST
def review_release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show it to the learner, take the step that it decides, and go on to what waits next."""
    review = fetch.review(request, pk)
    _is_facilitator(request, review.submission)
    try:
        services.release_review(review=review, by=request.user, now=clock.now())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:review-detail", pk=pk)
    messages.success(request, _("The review is released, and the learner sees it."))
    return redirect("projects:queue")
