"""The audit trail: who changed what, when, by which service.

Database triggers (django-pghistory) write one append-only row per change, so that a bulk update or a hand-typed
UPDATE leaves a trace too. On learner-owned models the trail keeps ids, state, actor and time and never free text:
erasing a person then needs no rewriting of history.
"""

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

import pghistory
from django.db import models, transaction

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

_writing: ContextVar[bool] = ContextVar("_writing", default=False)


def tracked(*, exclude: tuple[str, ...] = (), silent: tuple[str, ...] = ()) -> Callable[[type[M]], type[M]]:
    """Class decorator: keep an append-only history of this model, leaving out the fields in `exclude`.

    A change of nothing but `silent` fields writes no row; they are kept with every other change. The rows live in
    `<Model>History` of the same app and are reached by `row.history`.
    """

    def decorate(model: type[M]) -> type[M]:
        told = [one.name for one in model._meta.fields if one.name not in {*exclude, *silent}]
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(condition=pghistory.AnyChange(*told)) if silent else pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            append_only=True,
            exclude=list(exclude) or None,
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
            model_name=f"{model.__name__}History",
        )(model)

    return decorate


def write(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a service as one write: atomic, and its trail rows carry the service's name and the actor (`by`).

    A service called by another belongs to that one's write: the trail names the outermost.
    """

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), _named(function.__name__, kwargs.get("by")):
            return function(*args, **kwargs)

    return wrapper


def made_by(row: models.Model) -> str | None:
    """The key of the person on whose behalf a tracked row was first written; None when no service wrote it."""
    first = row.history.filter(pgh_label="insert").select_related("pgh_context").order_by("pgh_id").first()  # type: ignore[attr-defined]
    return first.pgh_context.metadata.get("actor") if first and first.pgh_context else None


@contextlib.contextmanager
def _named(service: str, by: object) -> Iterator[None]:
    if _writing.get():
        yield
        return
    token = _writing.set(True)
    try:
        with pghistory.context(service=service, actor=str(by.pk) if isinstance(by, models.Model) else None):
            yield
    finally:
        _writing.reset(token)
