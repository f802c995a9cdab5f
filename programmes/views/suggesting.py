"""What an event should serve: suggested by facilitators, decided by programme admins."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page, way_back
from programmes import selectors, services
from programmes.forms import SuggestionForm
from programmes.models import MappingSuggestion
from programmes.views.answer import saved, to_programme
from programmes.views.programme import FORM
from programmes.views.reach import allow, found_programme, own_programme
from standards.models import Element

DECISIONS = {"accept": services.accept_suggestion, "decline": services.decline_suggestion}


@access("mapping", GET="suggest", POST="suggest")
@require_http_methods(FORM)
def suggestion_new(request: HttpRequest, pk: UUID, element_pk: UUID) -> HttpResponse:
    """Ask that an event to come serve an element; by who facilitates a cohort of the programme. Leads back to the page
    of ours from which she came (`back`)."""
    programme = found_programme(request, pk)
    allow(programme.is_led)
    element = get_object_or_404(
        Element.objects.filter(version__in=programme.frameworks.values("version"), is_rateable=True), pk=element_pk
    )
    back = way_back(request, "")
    form = SuggestionForm(
        sent(request),
        events=selectors.events_to_come(programme, clock.now()),
        submit=_("Suggest it"),
        cancel_url=back or reverse("programmes:programme-detail", args=[pk]),
    )

    def write(**data: Any) -> MappingSuggestion:
        return services.suggest_mapping(element=element, **data, by=request.user, now=clock.now())

    if made := saved(form, write):
        messages.success(
            request, _("Suggested for “%(event)s”: a programme admin decides.") % {"event": made.event.title}
        )
        return redirect(back) if back else to_programme(programme, f"event-{made.event_id}")
    return form_page(request, "programmes/suggestion_new.html", form, programme=programme, element=element)


@access("mapping", GET="change")
@require_safe
def suggestion_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What waits for a decision, the oldest first."""
    programme = own_programme(request, pk)
    context = {"programme": programme, "waiting": selectors.waiting_suggestions(programme)}
    return render(request, "programmes/suggestion_list.html", context)


@access("mapping", POST="change")
@require_POST
def suggestion_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept or decline one suggestion (`decision`); anything else decides nothing. A refusal is said on the list."""
    known = MappingSuggestion.objects.visible_to(request.user, clock.today()).select_related("event", "element")
    suggestion = get_object_or_404(known, pk=pk)
    decision = request.POST.get("decision", "")
    if decision not in DECISIONS:
        raise BadRequest("no decision")
    decide = DECISIONS[decision]
    try:
        decide(suggestion=suggestion, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = (
            _("“%(event)s” now serves %(element)s.")
            if decision == "accept"
            else _("“%(event)s” stays without %(element)s.")
        )
        messages.success(request, words % {"event": suggestion.event.title, "element": suggestion.element})
    return redirect("programmes:suggestion-list", pk=suggestion.event.programme_id)
