"""What every page's header shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from carnegie.home.selectors.standing import Standing, standing_of


@dataclass(frozen=True)
class Place:
    """A page of the navigation; `inside` are beginnings of other addresses that belong to it."""

    name: str
    label: Any
    inside: tuple[str, ...] = ()


ASSESSMENT = Place("diagnostics:attempt-list", _("Self-assessment"), ("/diagnostics/", "/projects/claims/"))
GOALS = Place("projects:goal-list", _("Goals"))
PROJECTS = Place("projects:project-list", _("Projects"))
THREAD = Place("home:thread-list", _("Golden thread"))
QUEUE = Place("projects:queue", _("Queue"), ("/projects/submissions/", "/projects/reviews/", "/projects/claims/"))
FRAMEWORKS = Place("standards:framework-list", _("Frameworks"))
PROGRAMMES = Place("programmes:programme-list", _("Programmes"))
DIAGNOSTICS = Place("diagnostics:diagnostic-list", _("Diagnostics"), ("/diagnostics/",))
REMINDERS = Place("notifications:reminder-list", _("Reminders"))
ADMINISTRATION = Place("admin:index", _("Administration"))

# Who goes where: a test on her standing, and the places that it adds.
PLACES: tuple[tuple[Callable[[Standing], bool], tuple[Place, ...]], ...] = (
    (lambda who: who.is_learner, (ASSESSMENT, GOALS, PROJECTS, THREAD)),
    (lambda who: who.is_facilitator, (QUEUE, PROJECTS, PROGRAMMES, DIAGNOSTICS)),
    (lambda who: who.is_coach, (GOALS,)),
    (lambda who: who.is_coach or who.is_workplace, (PROJECTS,)),
    (lambda who: who.is_programme_admin, (FRAMEWORKS, PROGRAMMES, DIAGNOSTICS)),
    (lambda who: who.is_system_admin, (FRAMEWORKS, REMINDERS, ADMINISTRATION)),
)


@dataclass
class NavItem:
    """One entry of the header's navigation, or of `tabs`; `count` shows how many wait there."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    inside: tuple[str, ...] = ()


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation`: the places this person can go to, the one she is in marked; worked out only when drawn."""
    return {"navigation": SimpleLazyObject(lambda: mark_current(places_for(request), request.path))}


def places_for(request: HttpRequest) -> list[NavItem]:
    """The places that follow from this person's relations, in the order of the header."""
    if not request.user.is_authenticated:
        return []
    who = standing_of(request)
    found = dict.fromkeys(place for holds, places in PLACES if holds(who) for place in places)
    home = NavItem(_("Home"), reverse("home:home"))
    return [home, *(NavItem(str(one.label), reverse(one.name), inside=one.inside) for one in found)]


def mark_current(places: list[NavItem], path: str) -> list[NavItem]:
    """Mark the place whose address is the longest beginning of `path`; home only when it is the page itself."""
    marked = max(places, key=lambda place: _length(place, path), default=None)
    if marked is not None and _length(marked, path):
        marked.current = True
    return places


def _length(place: NavItem, path: str) -> int:
    """How much of `path` this place covers: 0 when the page is not inside it."""
    if place.url == "/":
        return int(path == "/")
    return max((len(start) for start in (place.url, *place.inside) if path.startswith(start)), default=0)
