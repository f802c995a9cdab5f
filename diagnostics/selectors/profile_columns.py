"""What stands beside her own rating: another round of hers, or one group of raters. Each is a column of its own."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diagnostics.enums import RaterRelationship, RoundKind
from diagnostics.models import Attempt

Rank = int | Decimal
"""A level, counted from 1 (least); halves only for groups of raters."""


class ColumnKind(StrEnum):
    """`THEN`: what she said later about the start."""

    EARLIER = "earlier"
    LATER = "later"
    THEN = "then"
    GROUP = "group"


GROUP_TITLES = {
    RaterRelationship.LINE_MANAGER: gettext_lazy("Line manager"),
    RaterRelationship.COLLEAGUE: gettext_lazy("Colleagues"),
    RaterRelationship.PEER: gettext_lazy("Peers on the programme"),
    RaterRelationship.REPORT: gettext_lazy("People led"),
    RaterRelationship.COACH: gettext_lazy("Coach or mentor"),
    RaterRelationship.OTHER: gettext_lazy("Others"),
}


@dataclass(frozen=True)
class Column:
    """One voice. `ranks` is by the lineage of the statement, which framework versions share; `levels` is how many
    levels the scale of another round has. Columns are laid side by side and never added up."""

    kind: ColumnKind
    title: str
    note: str
    ranks: Mapping[UUID, Rank]
    levels: int = 0
    attempt: Attempt | None = None

    @property
    def full_title(self) -> str:
        return f"{self.title} ({self.note})"


def round_column(other: Attempt, beside: Attempt, ranks: Mapping[UUID, Rank], levels: int) -> Column:
    """What she said in another round; `beside` is the attempt that it stands beside."""
    return Column(kind_of(other, beside), other.round.title, day_of(other), ranks, levels, other)


def group_column(relationship: str, raters: int, ranks: Mapping[UUID, Rank]) -> Column:
    """What one group says about the statements of the same round, and so on the same scale."""
    note = ngettext("%(number)d answered", "%(number)d answered", raters) % {"number": raters}
    return Column(ColumnKind.GROUP, str(GROUP_TITLES[RaterRelationship(relationship)]), note, ranks)


def kind_of(other: Attempt, beside: Attempt) -> ColumnKind:
    if is_then(other):
        return ColumnKind.THEN
    return ColumnKind.EARLIER if submitted_before(other, beside) else ColumnKind.LATER


def is_then(attempt: Attempt) -> bool:
    return attempt.round.kind == RoundKind.RETROSPECTIVE


def submitted_before(one: Attempt, other: Attempt) -> bool:
    return (submitted_at(one), one.number) < (submitted_at(other), other.number)


def day_of(attempt: Attempt) -> str:
    """The day on which it was submitted, in the reader's time zone."""
    return formats.date_format(timezone.localtime(submitted_at(attempt)), "DATE_FORMAT")


def submitted_at(attempt: Attempt) -> dt.datetime:
    assert attempt.submitted_at is not None, "only submitted attempts are compared"
    return attempt.submitted_at


def figure(rank: Rank | None) -> str:
    """A level as it is written everywhere: whole, or with its half."""
    if rank is None:
        return "–"
    whole = int(rank)
    return str(whole) if whole == rank else formats.number_format(rank, decimal_pos=1)


def mean_figure(mean: float | None) -> str:
    """The mean of a domain as it is written everywhere, with one decimal."""
    return "–" if mean is None else formats.number_format(mean, decimal_pos=1)


def left_out(column: Column, levels: int) -> str:
    """Why a column of another scale stands in no table and no figure."""
    words = {"round": column.full_title, "theirs": column.levels, "ours": levels}
    return (
        _(
            "%(round)s used a scale of %(theirs)d levels, this round one of %(ours)d. Levels of different scales cannot"
            " be laid side by side, so it is left out."
        )
        % words
    )
