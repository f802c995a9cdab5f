"""What a rater sees by her link, without an account. Who holds the link is the rater, so nothing here asks who is
signed in or sets a cookie; opening a link changes nothing, for mail scanners follow links."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.json_body import json_object
from diagnostics import selectors, services
from diagnostics.forms import RatingForm
from diagnostics.forms.raters import said_of_her
from diagnostics.models import RaterInvitation
from diagnostics.selectors.raters import Rating, RatingPage

View = Callable[..., HttpResponse]
NOTHING_USABLE = {"level": "?"}
POSTS_A_MINUTE = 120
MINUTE = 60


def by_link(view: View) -> View:
    """The view gets the invitation whose link this is: a kind page with 404 for one that is unknown, with 410 for one
    whose panel has ended. The secret in the address stands for sign-in and for the CSRF token alike (nobody who does
    not know it can send anything here), so no cookie is needed; it is kept out of referrers, caches and search
    machines."""

    @wraps(view)
    def with_invitation(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        invitation = selectors.invitation_of(token, clock.now())
        if invitation is None:
            return _gone(request)
        with timezone.override(invitation.panel.round.time_zone):
            response = _answer(view, request, invitation, named)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(login_not_required(never_cache(with_invitation)))


def _answer(view: View, request: HttpRequest, invitation: RaterInvitation, named: dict[str, Any]) -> HttpResponse:
    if not invitation.panel.is_open(clock.now()):
        return _show(request, "rating_ended", invitation, status=410)
    if request.method == "POST" and _is_too_often(invitation):
        return _show(request, "rating_often", invitation, status=429)
    return view(request, invitation, **named)


@access("feedback360.response", GET="view")
@by_link
@require_safe
def rating_start(request: HttpRequest, invitation: RaterInvitation) -> HttpResponse:
    """Who asks, what for, how long it takes and what is shown to whom; once submitted what she has said."""
    response = selectors.response_of(invitation)
    if response and response.is_submitted:
        return _show(request, "rating_done", invitation, asked=selectors.rating(invitation))
    asked = selectors.rating(invitation)
    return _show(request, "rating_start", invitation, asked=asked, has_begun=response is not None)


@access("feedback360.response", GET="view", POST="change")
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def rating_page(request: HttpRequest, invitation: RaterInvitation, number: int) -> HttpResponse:
    """The statements; posted as a whole it saves what differs from what the page had shown."""
    if _is_submitted(invitation):
        return _to(request, "start")
    asked = selectors.rating(invitation)
    page = next((page for page in asked.pages if page.number == number), None)
    if page is None:
        raise Http404
    if request.method == "POST":
        return _save_page(request, invitation, asked, page)
    cards = [RatingForm.of(question.item, question.answer) for question in page.questions]
    return _show_page(request, invitation, asked, page, cards)


@access("feedback360.response", POST="change")
@by_link
@require_POST
def rating_save(request: HttpRequest, invitation: RaterInvitation, item: UUID) -> HttpResponse:
    """Save one card, sent as JSON; "Saved" may be shown once this has answered 200."""
    form = RatingForm(json_object(request) or NOTHING_USABLE)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        return JsonResponse({"message": f"{form[name].label}: {errors[0]}"}, status=400)
    try:
        said = services.Said(**form.given(item), stroke=form.sent_as)
        [saved] = services.save_ratings(invitation=invitation, said=[said], now=clock.now())
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    told = {
        "revision": saved.revision,
        "saved": formats.time_format(timezone.localtime(saved.saved_at)),
        "superseded": saved.superseded,
        "shown": form.mark,
    }
    kept = said_of_her(saved.instead)
    return JsonResponse(told | {"shown": kept["shown"], "kept": kept} if saved.instead else told)


@access("feedback360.response", GET="view", POST="create")
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def rating_review(request: HttpRequest, invitation: RaterInvitation) -> HttpResponse:
    """What is not answered yet; then submit, for good."""
    if _is_submitted(invitation):
        return _to(request, "start")
    refusal = ""
    if request.method == "POST":
        try:
            services.submit_rating(invitation=invitation, now=clock.now())
        except Refused as error:
            refusal = str(error)
        else:
            return _to(request, "start")
    asked = selectors.rating(invitation)
    return _show(request, "rating_review", invitation, status=409 if refusal else 200, asked=asked, refusal=refusal)


@access("feedback360.response", GET="view", POST="change")
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def rating_decline(request: HttpRequest, invitation: RaterInvitation) -> HttpResponse:
    """Say no; what was saved is deleted."""
    if _is_submitted(invitation):
        return _to(request, "start")
    if request.method == "POST":
        services.decline_rating(invitation=invitation, now=clock.now())
        return _to(request, "start")
    return _show(request, "rating_decline", invitation)


def _is_submitted(invitation: RaterInvitation) -> bool:
    response = selectors.response_of(invitation)
    return response is not None and response.is_submitted


def _is_too_often(invitation: RaterInvitation) -> bool:
    """More often than anybody types."""
    key = f"rating-{invitation.pk}-{int(clock.now().timestamp()) // MINUTE}"
    sent = cache.get(key, 0) + 1
    cache.set(key, sent, timeout=MINUTE)
    return bool(sent > POSTS_A_MINUTE)


def _save_page(request: HttpRequest, invitation: RaterInvitation, asked: Rating, page: RatingPage) -> HttpResponse:
    cards = [RatingForm.of(question.item, question.answer, request.POST) for question in page.questions]
    if not all(card.is_valid() for card in cards):
        return _show_page(request, invitation, asked, page, cards, status=422)
    pairs = zip(page.questions, cards, strict=True)
    news = [services.Said(**card.given(question.item.pk)) for question, card in pairs if card.is_news]
    try:
        if news:
            services.save_ratings(invitation=invitation, said=news, now=clock.now())
    except Refused as refusal:
        return _show_page(request, invitation, asked, page, cards, status=409, refusal=str(refusal))
    return _go(request, asked, page)


def _go(request: HttpRequest, asked: Rating, page: RatingPage) -> HttpResponse:
    """On to where the pressed button leads."""
    number = page.number + {"back": -1, "stay": 0}.get(request.POST.get("go", ""), 1)
    if number < 1:
        return _to(request, "start")
    if number > len(asked.pages):
        return _to(request, "review")
    return _to(request, "page", number=number)


def _to(request: HttpRequest, name: str, **named: Any) -> HttpResponse:
    return redirect(f"diagnostics:rating-{name}", token=_token(request), **named)


def _token(request: HttpRequest) -> str:
    """As it stands in the address."""
    return str(request.resolver_match.kwargs["token"])


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was and one that was taken back; nothing of it sends a rater to sign in."""
    return render(request, "diagnostics/rating_gone.html", {"csrf_token": "", "messages": []}, status=404)


def _show_page(
    request: HttpRequest,
    invitation: RaterInvitation,
    asked: Rating,
    page: RatingPage,
    cards: Sequence[RatingForm],
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    forms = dict(zip((question.item.pk for question in page.questions), cards, strict=True))
    parts = [(title, [(one, forms[one.item.pk]) for one in questions]) for title, questions in page.parts]
    following = next((one for one in asked.pages if one.number == page.number + 1), None)
    named = {"asked": asked, "page": page, "parts": parts, "forms": cards, "following": following, "refusal": refusal}
    return _show(request, "rating_page", invitation, status=status, elsewhere=asked.answered - page.answered, **named)


def _show(
    request: HttpRequest, name: str, invitation: RaterInvitation, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page without navigation and without a token in a cookie."""
    panel = invitation.panel
    base = {
        "invitation": invitation,
        "panel": panel,
        "learner": panel.enrolment.learner,
        "version": panel.round.diagnostic_version,
        "hides": panel.hides(invitation.relationship),
        "token": _token(request),
        "csrf_token": "",
        "messages": [],
    }
    return render(request, f"diagnostics/{name}.html", {**base, **context}, status=status)
