"""Which row of the access matrix a view answers for, said at the view and read by `access_map` and its test."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """The object of the access matrix, and its action for each method that the view answers."""

    object: str
    actions: dict[str, str]


def access(object: str, **actions: str) -> Callable[[View], View]:
    """Declare the matrix row: `@access("goal", GET="view", POST="change")`."""

    def decorate(view: View) -> View:
        view.access = Access(object, actions)  # type: ignore[attr-defined]
        return view

    return decorate
