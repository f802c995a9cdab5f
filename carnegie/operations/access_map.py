"""Every route of ours beside its row of the access matrix, with an example address for the seeded objects.

A view says its row itself (`carnegie.core.access`); what an example needs besides, the object in the address and the
least data that its form accepts, stands in `access_examples`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from carnegie.core.access import Access

# Routes that other packages bring: signing in, and the administration of the installation.
FOREIGN = ("account_", "mfa_", "socialaccount_", "usersessions_", "admin:")


@dataclass(frozen=True)
class Route:
    """A named route of ours; `access` is None where its view says nothing, which a test refuses."""

    name: str
    access: Access | None


def routes() -> list[Route]:
    """All routes that this project's own views answer, by name."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda route: route.name)


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif pattern.name and not f"{namespace}{pattern.name}".startswith(FOREIGN):
            yield Route(f"{namespace}{pattern.name}", getattr(pattern.callback, "access", None))


def describe(examples: dict[str, Any], objects: dict[str, str]) -> list[dict[str, Any]]:
    """One entry per route and action: its methods, matrix row, example path and minimal valid data."""
    return [entry for route in routes() if route.access for entry in _entries(route, examples, objects)]


def _entries(route: Route, examples: dict[str, Any], objects: dict[str, str]) -> Iterator[dict[str, Any]]:
    assert route.access is not None
    example = examples.get(route.name)
    for action in dict.fromkeys(route.access.actions.values()):
        yield {
            "name": route.name,
            "methods": [method for method, named in route.access.actions.items() if named == action],
            "object": route.access.object,
            "action": action,
            "path": _path(route.name, example, objects),
            "json": bool(example and example.as_json),
            "data": example.form_data(objects) if example and "POST" in route.access.actions else {},
        }


def _path(name: str, example: Any, objects: dict[str, str]) -> str | None:
    """The example address, or nothing where the learner has no object of that kind."""
    if example is None or not set(example.arguments.values()) <= set(objects):
        return None
    return reverse(name, kwargs=example.kwargs(objects)) + example.query
