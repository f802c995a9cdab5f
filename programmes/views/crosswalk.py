"""Crosswalks: the list, a new one, the editor side by side, and the steps of the whole."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from carnegie.people.models import Organisation
from programmes import policies, selectors, services
from programmes.forms import CrosswalkForm, CrosswalkSeedForm, LinkForm, NewCrosswalkForm
from programmes.selectors import Side
from programmes.views.answer import confirmed, saved
from programmes.views.coverage import used_version
from programmes.views.programme import FORM
from programmes.views.reach import allow, found_programme
from standards.enums import Approval
from standards.models import Crosswalk, CrosswalkLink, Element

PAGE, SHOWN = 50, 400


def found_crosswalk(request: HttpRequest, pk: UUID) -> Crosswalk:
    """One that she may know of, with `may_propose` and `may_approve`."""
    return get_object_or_404(selectors.crosswalks_for(request.user, clock.today()), pk=pk)


def proposing(request: HttpRequest, pk: UUID) -> Crosswalk:
    """One into which she may write."""
    crosswalk = found_crosswalk(request, pk)
    allow(crosswalk.may_propose)
    return crosswalk


def approving(request: HttpRequest, pk: UUID) -> Crosswalk:
    """One whose links she may approve."""
    crosswalk = found_crosswalk(request, pk)
    allow(crosswalk.may_approve)
    return crosswalk


@access("crosswalk", GET="view")
@require_safe
def crosswalk_list(request: HttpRequest) -> HttpResponse:
    """The crosswalks of the providers with whose programmes she has to do."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = selectors.crosswalks_for(request.user, clock.today()).filter(title__icontains=words)
    context = {
        "page": Paginator(found, 25).get_page(request.GET.get("page")),
        "words": words,
        "may_add": selectors.proposing_for(request.user, clock.today()).exists(),
    }
    return render(request, "programmes/crosswalk_list.html", context)


@access("crosswalk", GET="propose", POST="propose")
@require_http_methods(FORM)
def crosswalk_new(request: HttpRequest) -> HttpResponse:
    """A crosswalk between two frameworks of which something is adopted."""
    owners = selectors.proposing_for(request.user, clock.today())
    allow(bool(owners))
    if "seed" in request.POST:
        return _begin_with_seed(request, owners)
    form = NewCrosswalkForm(
        sent(request),
        owners=owners,
        frameworks=selectors.linkable_frameworks(),
        submit=_("Begin the crosswalk"),
        cancel_url=reverse("programmes:crosswalk-list"),
    )
    made = saved(form, lambda **data: services.create_crosswalk(**data, by=request.user, now=clock.now()))
    if made:
        messages.success(request, _("The crosswalk is there. Choose an element on each side to link them."))
        return redirect("programmes:crosswalk-detail", made.pk)
    offered = [(owner, seed) for owner in owners for seed in selectors.crosswalk_seeds(owner)]
    return form_page(request, "programmes/crosswalk_new.html", form, offered=offered, owners=owners)


def _begin_with_seed(request: HttpRequest, owners: QuerySet[Organisation]) -> HttpResponse:
    form = CrosswalkSeedForm(request.POST, owners=owners)
    if not form.is_valid():
        messages.error(request, _("Choose a crosswalk and one of your organisations."))
        return redirect("programmes:crosswalk-new")
    asked = form.cleaned_data
    try:
        made = services.begin_with_seed(name=asked["seed"], owner=asked["owner"], by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:crosswalk-new")
    messages.success(request, _("Its links are proposed: look at each before you approve them."))
    return redirect("programmes:crosswalk-detail", made.pk)


@access("crosswalk", GET="view")
@require_safe
def crosswalk_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Both frameworks side by side, what is chosen on each, and the links. `part=chosen` answers the middle alone."""
    crosswalk = found_crosswalk(request, pk)
    sides = selectors.sides(crosswalk)
    context = {"crosswalk": crosswalk, **_chosen(request, crosswalk, sides)}
    if request.GET.get("part") == "chosen":
        return render(request, "programmes/_crosswalk_chosen.html", context)
    numbers = selectors.link_numbers(crosswalk)
    context["columns"] = [_column(request, side, numbers, context) for side in sides]
    return render(request, "programmes/crosswalk_detail.html", context)


def _chosen(request: HttpRequest, crosswalk: Crosswalk, sides: tuple[Side, Side]) -> dict[str, Any]:
    """The element chosen on each side, the links that touch them, and what to link them by."""
    left, right = (side.element(request.GET.get(side.name, "")) for side in sides)
    both = left is not None and right is not None
    links = selectors.links_of(crosswalk, lineages=[one.lineage for one in (left, right) if one])
    page = Paginator(links, PAGE).get_page(request.GET.get("page"))
    for link in page.object_list:
        link.crosswalk = crosswalk
        link.may_change = policies.may_write_link(request.user, link, crosswalk)
    form = LinkForm(initial={"left": left.pk, "right": right.pk}) if left and right else None
    return {
        "left": left,
        "right": right,
        "page": page,
        "linked": both and _link_between(crosswalk, left, right),
        "form": form if crosswalk.may_propose else None,
        "suggestions": selectors.suggestions_for(crosswalk, sides, left, right) if crosswalk.may_propose else [],
    }


def _link_between(crosswalk: Crosswalk, left: Element | None, right: Element | None) -> CrosswalkLink | None:
    if left is None or right is None:
        return None
    return selectors.links_of(crosswalk).filter(left_lineage=left.lineage, right_lineage=right.lineage).first()


def _column(request: HttpRequest, side: Side, numbers: dict[UUID, int], chosen: dict[str, Any]) -> dict[str, Any]:
    words = request.GET.get(f"{side.name}_q", "")[:200]
    elements = selectors.matching(side.elements, words)
    other = "right" if side.name == "left" else "left"
    return {
        "side": side,
        "words": words,
        "chosen": chosen[side.name],
        "other_name": other,
        "other": chosen[other],
        "elements": [(one, min(one.depth, 6), numbers.get(one.lineage, 0)) for one in elements[:SHOWN]],
        "count": len(elements),
        "is_cut": len(elements) > SHOWN,
    }


@access("mapping", GET="view")
@require_safe
def coverage_through(request: HttpRequest, pk: UUID, version_pk: UUID, crosswalk_pk: UUID) -> HttpResponse:
    """How well the programme covers the other framework of a crosswalk, read from what it is mapped to."""
    programme, crosswalk = found_programme(request, pk), found_crosswalk(request, crosswalk_pk)
    version = used_version(programme, version_pk)
    if version.framework_id not in (crosswalk.left_id, crosswalk.right_id):
        raise Http404
    found = selectors.coverage_through(programme, version, crosswalk)
    context = {
        "programme": programme,
        "crosswalk": crosswalk,
        "version": version,
        "other": crosswalk.right if crosswalk.left_id == version.framework_id else crosswalk.left,
        "through": found,
        "page": Paginator(found.rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "programmes/coverage_through.html", context)


@access("crosswalk", GET="approve", POST="approve")
@require_http_methods(FORM)
def crosswalk_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword title and description."""
    crosswalk = approving(request, pk)
    form = CrosswalkForm(
        sent(request),
        initial={"title": crosswalk.title, "description": crosswalk.description},
        submit=_("Save"),
        cancel_url=reverse("programmes:crosswalk-detail", args=[pk]),
    )

    def write(**data: str) -> Crosswalk:
        return services.change_crosswalk(crosswalk=crosswalk, **data, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("Saved."))
        return redirect("programmes:crosswalk-detail", pk)
    return form_page(request, "programmes/crosswalk_edit.html", form, crosswalk=crosswalk)


@access("crosswalk", GET="approve", POST="approve")
@require_http_methods(FORM)
def crosswalk_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove it with its links."""
    crosswalk = approving(request, pk)

    def write() -> None:
        services.delete_crosswalk(crosswalk=crosswalk, by=request.user, now=clock.now())

    back = reverse("programmes:crosswalk-list")
    context = {"crosswalk": crosswalk}
    return confirmed(request, "programmes/crosswalk_delete.html", context, write, _("The crosswalk is deleted."), back)


@access("crosswalk", GET="approve", POST="approve")
@require_http_methods(FORM)
def crosswalk_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All links that wait, on one page, to approve at once or to leave some out."""
    crosswalk = approving(request, pk)
    waiting = list(selectors.links_of(crosswalk).filter(approval=Approval.PROPOSED))
    if request.method == "POST":
        return _approve(request, crosswalk)
    return render(request, "programmes/crosswalk_approve.html", {"crosswalk": crosswalk, "waiting": waiting})


def _approve(request: HttpRequest, crosswalk: Crosswalk) -> HttpResponse:
    links = [pair for value in request.POST.getlist("link") if (pair := _seen(value))]
    count = services.approve_links(crosswalk=crosswalk, links=links, by=request.user, now=clock.now())
    words = ngettext("%(count)d link is approved.", "%(count)d links are approved.", count) % {"count": count}
    if count < len(links):
        words += " " + _("The others were changed or settled meanwhile: look again.")
    messages.success(request, words)
    return redirect("programmes:crosswalk-detail", crosswalk.pk)


def _seen(value: str) -> tuple[str, int] | None:
    """“key:revision” as the page sends it; None for junk."""
    key, _colon, revision = value.partition(":")
    try:
        return str(UUID(key)), int(revision[:9])
    except ValueError:
        return None


@access("crosswalk", POST="propose")
@require_POST
def suggestion_dismiss(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Suggest these two no more."""
    crosswalk = proposing(request, pk)
    left, right = (side.element(request.POST.get(side.name, "")) for side in selectors.sides(crosswalk))
    if left is None or right is None:
        messages.error(request, _("These elements are not in the versions in force."))
        return redirect("programmes:crosswalk-detail", pk)
    services.dismiss_pair(crosswalk=crosswalk, left=left, right=right, by=request.user, now=clock.now())
    messages.success(request, _("Not suggested again."))
    return redirect(_here(crosswalk, left, None))


def _here(crosswalk: Crosswalk, left: Element | None, right: Element | None) -> str:
    """The editor with these elements chosen."""
    chosen = "&".join(f"{name}={one.pk}" for name, one in (("left", left), ("right", right)) if one)
    return reverse("programmes:crosswalk-detail", args=[crosswalk.pk]) + (f"?{chosen}#chosen" if chosen else "")
