"""What every page's header shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from carnegie.home.selectors.standing import Standing, standing_of

# Who goes where: a test on her standing, and the places that it adds.
PLACES: tuple[tuple[Callable[[Standing], bool], tuple[tuple[str, Any], ...]], ...] = (
    (lambda who: who.is_system_admin, (("admin:index", _("Administration")),)),
)


@dataclass
class NavItem:
    """One entry of the header's navigation, or of `tabs`; `count` shows how many wait there."""

    label: str
    url: str
    count: int | None = None
    current: bool = False


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation`: the places this person can go to, the one she is in marked; worked out only when drawn."""
    return {"navigation": SimpleLazyObject(lambda: mark_current(places_for(request), request.path))}


def places_for(request: HttpRequest) -> list[NavItem]:
    """The places that follow from this person's relations, in the order of the header."""
    if not request.user.is_authenticated:
        return []
    standing = standing_of(request)
    places = {"home:home": _("Home")}
    for holds, theirs in PLACES:
        if holds(standing):
            places |= {name: label for name, label in theirs if name not in places}
    return [NavItem(str(label), reverse(name)) for name, label in places.items()]


def mark_current(places: list[NavItem], path: str) -> list[NavItem]:
    """Mark the place whose address is the longest beginning of `path`; home only when it is the page itself."""
    inside = [place for place in places if path == place.url or (place.url != "/" and path.startswith(place.url))]
    for place in sorted(inside, key=lambda place: len(place.url))[-1:]:
        place.current = True
    return places
