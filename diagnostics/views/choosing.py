"""Needs: choosing two to five things to work on."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused, Stale
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics import policies, selectors, services
from diagnostics.enums import FEWEST_NEEDS, MOST_NEEDS, AttemptState, NeedState
from diagnostics.forms import NeedForm
from diagnostics.models import Attempt, Item, Need
from programmes import selectors as programmes
from programmes.models import Enrolment


@access("need", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def need_choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One need at a time, with those chosen already beside it."""
    attempt = _own_attempt(request, pk)
    if not attempt.is_submitted:
        return redirect("diagnostics:attempt-review", pk=attempt.pk)
    chosen = list(selectors.needs_of(attempt))
    form = NeedForm(
        sent(request),
        items=_items(attempt),
        initial={"elements": request.GET.getlist("element")},
        submit=_("Choose this need"),
        cancel_url=reverse("diagnostics:attempt-profile", args=[attempt.pk]),
    )
    if request.method == "POST" and form.is_valid() and _choose(request, attempt, form):
        return _after_choosing(request, attempt, len(chosen) + 1)
    page = {"chosen": chosen, "earlier": selectors.needs_of_other_rounds(attempt), "is_full": len(chosen) >= MOST_NEEDS}
    return form_page(request, "diagnostics/need_choose.html", form, attempt=attempt, **page)


@access("need", GET="view")
@require_safe
def need_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one learner works on, for herself, her coach and facilitator, and whom she shows it to."""
    on = clock.today()
    enrolment = get_object_or_404(Enrolment.objects.select_related("learner", "cohort__programme"), pk=pk)
    is_own = policies.owns(request.user, enrolment)
    needs = list(selectors.needs_with_elements(Need.objects.visible_to(request.user, on).filter(enrolment=pk)))
    if not (needs or policies.may_list_needs(request.user, enrolment, on)):
        raise Http404
    if not is_own:
        services.log_readings(shared=needs, by=request.user, now=clock.now())
    chosen = [need for need in needs if need.state == NeedState.CHOSEN]
    now = clock.now()
    seats = programmes.seats_of([enrolment], now) if is_own and chosen else None
    offers = selectors.offers(enrolment.cohort.programme, chosen, now, with_gaps=is_own, seats=seats)
    page = {
        "enrolment": enrolment,
        "is_own": is_own,
        "needs": [_with_offers(need, offers) for need in chosen],
        "set_aside": [need for need in needs if need.state == NeedState.SET_ASIDE],
        "attempt": _latest(enrolment) if is_own else None,
    }
    return render(request, "diagnostics/need_list.html", page)


@access("need", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def need_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a need in other words, or tie it to other statements."""
    need = _own_need(request, pk)
    form = _edit_form(request, need)
    differences = None
    if request.method == "POST" and form.is_valid():
        try:
            if _change(request, need, form):
                messages.success(request, _("Your need is saved."))
                return redirect(_list_url(need))
        except Stale as stale:
            differences = _differences(need, form)
            form.add_error(None, str(stale))
            form.data = form.data.copy()
            form.data["base"] = services.need_fingerprint(need)
    status = 0 if differences is None else 409
    return form_page(
        request, "diagnostics/need_edit.html", form, status=status, need=need, differences=differences or []
    )


def _edit_form(request: HttpRequest, need: Need) -> NeedForm:
    about = list(need.elements.values_list("element", flat=True))
    words = {name: getattr(need, name) for name in ("title", "reason", "context")}
    return NeedForm(
        sent(request),
        items=_items(need.attempt),
        initial=words | {"elements": about, "base": services.need_fingerprint(need)},
        submit=_("Save"),
        cancel_url=_list_url(need),
    )


def _differences(need: Need, form: NeedForm) -> list[tuple[str, str, str]]:
    """What is stored now beside what she typed, where they differ: (label, stored, hers)."""
    names = form.fields["elements"].label_from_instance
    about = [link.element for link in need.elements.select_related("element").order_by("element__position")]
    stored = {name: getattr(need, name) for name in ("title", "reason", "context")}
    stored["elements"] = "; ".join(map(names, about))
    hers = form.cleaned_data | {"elements": "; ".join(map(names, form.cleaned_data["elements"]))}
    return [(str(form.fields[name].label), text, hers[name]) for name, text in stored.items() if text != hers[name]]


@access("need", POST="change")
@require_POST
def need_set_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    need = _own_need(request, pk)
    services.set_need_aside(need=need, by=request.user, now=clock.now())
    messages.success(request, _("“%(title)s” is set aside; it stays in your record.") % {"title": need.title})
    return redirect(_list_url(need))


# ---- fetching ----


def _own_attempt(request: HttpRequest, pk: UUID) -> Attempt:
    attempts = Attempt.objects.visible_to(request.user, clock.today()).select_related("enrolment", "round")
    attempt = get_object_or_404(attempts, pk=pk)
    if not policies.owns(request.user, attempt.enrolment):
        raise PermissionDenied
    return attempt


def _own_need(request: HttpRequest, pk: UUID) -> Need:
    needs = Need.objects.visible_to(request.user, clock.today()).select_related("enrolment", "attempt__round")
    need = get_object_or_404(needs, pk=pk)
    if not policies.owns(request.user, need.enrolment):
        raise PermissionDenied
    return need


def _items(attempt: Attempt) -> list[Item]:
    """The statements of the attempt, in the order of its pages."""
    return list(Item.objects.filter(version=attempt.round.diagnostic_version_id))


def _latest(enrolment: Enrolment) -> Attempt | None:
    """The attempt that new needs are chosen from: the one submitted last."""
    submitted = Attempt.objects.filter(enrolment=enrolment, state=AttemptState.SUBMITTED)
    return submitted.order_by("-submitted_at").first()


def _list_url(need: Need) -> str:
    return reverse("diagnostics:need-list", args=[need.enrolment_id])


def _with_offers(need: Any, offers: dict[UUID, list[selectors.Offer]]) -> Need:
    """The need, with what the programme offers for it."""
    need.offers = offers[need.pk]
    return cast(Need, need)


# ---- doing ----


def _choose(request: HttpRequest, attempt: Attempt, form: NeedForm) -> Need | None:
    """The new need; None, with the reason in the form, when it is refused."""
    try:
        return services.choose_need(attempt=attempt, **_words(form), by=request.user, now=clock.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _change(request: HttpRequest, need: Need, form: NeedForm) -> Need | None:
    try:
        base = form.cleaned_data["base"]
        return services.change_need(need=need, **_words(form), base=base, by=request.user, now=clock.now())
    except Stale:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _words(form: NeedForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("elements", "title", "reason", "context")}


def _after_choosing(request: HttpRequest, attempt: Attempt, count: int) -> HttpResponse:
    """The first need leads to the second; from the second on to the list."""
    if count < FEWEST_NEEDS:
        messages.success(request, _("Your need is chosen. Choose one more: two to five make a plan."))
        return redirect("diagnostics:need-choose", pk=attempt.pk)
    messages.success(request, _("Your need is chosen."))
    return redirect("diagnostics:need-list", pk=attempt.enrolment_id)
