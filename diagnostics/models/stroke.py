"""In which order a page sent its saves: one that arrives late must not replace a newer one of the same page.

A request can be stuck on its way long after its page has given it up, or be delivered twice. Each page load therefore
calls itself by a random key, its writer, and numbers what is given on it: the stroke. An answer remembers the highest
stroke of each writer that wrote it, so that a late one is known for what it is although another device wrote between.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

HIGHEST_STROKE = 2**31 - 1
MOST_REMEMBERED = 1000
"""Characters of what an answer remembers, about twenty page loads that changed it; then it begins anew."""

_IS_NOT_LATE = "NOT EXISTS (SELECT FROM jsonb_each(excluded.strokes) sent WHERE kept.strokes -> sent.key >= sent.value)"
_REMEMBERED = f"""
    CASE WHEN length(kept.strokes::text) < {MOST_REMEMBERED} THEN kept.strokes || excluded.strokes
    ELSE excluded.strokes END
"""


def in_order(upsert: str, rows: str) -> str:
    """The statement, with its `rows`, which leaves alone what is newer. It calls the table's row `kept`, sets its
    `strokes` to {remembered} and holds where {is_not_late}; what has no stroke (no script sent it) always counts."""
    return upsert.format(rows=rows, remembered=_REMEMBERED, is_not_late=_IS_NOT_LATE)


@dataclass(frozen=True)
class Stroke:
    """One save's place among those of its page load; numbers count from 1."""

    writer: UUID
    number: int

    @property
    def as_strokes(self) -> dict[str, int]:
        return {str(self.writer): self.number}


class Stroked(models.Model):
    """An answer that remembers the highest stroke of each writer."""

    strokes = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), editable=False)

    class Meta:
        abstract = True

    def has(self, stroke: Stroke | None) -> bool:
        """Whether this save, or a newer one of the same page, was stored already."""
        return stroke is not None and self.strokes.get(str(stroke.writer), 0) >= stroke.number

    def remember(self, stroke: Stroke | None) -> None:
        """As `REMEMBERED` does, where a row is locked and changed by hand."""
        if stroke is not None:
            fits = len(str(self.strokes)) < MOST_REMEMBERED
            self.strokes = (self.strokes if fits else {}) | stroke.as_strokes


def strokes_by_writer(name: str) -> models.CheckConstraint:
    """That what is remembered is kept by writer."""
    kind = Func(F("strokes"), function="jsonb_typeof", output_field=models.TextField())
    return models.CheckConstraint(
        name=name,
        condition=Exact(kind, Value("object")),
        violation_error_message=_("Strokes are kept by writer."),
    )
