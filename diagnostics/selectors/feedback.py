"""What others said of a learner in a round: the closed report of her panel, as far as `reader` may read it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from carnegie.people.enums import GrantSubject
from carnegie.people.models import User
from diagnostics.enums import RaterMode, RaterRelationship
from diagnostics.models import Attempt, RaterAnswer, RaterGroupReport, RaterPanel
from diagnostics.policies import grants_to, owns, unnamed_invitations
from diagnostics.selectors.profile_columns import GROUP_TITLES, Column, Rank, group_column


@dataclass(frozen=True)
class Comment:
    """`about`: the statement, and who wrote it where raters are named."""

    text: str
    about: str


@dataclass(frozen=True)
class Feedback:
    """`groups`: those that are shown, each by itself, with their `comments` by title and statement by statement.
    `hidden`: the names of those that are not, for the learner."""

    panel_id: UUID
    groups: Sequence[Column]
    hidden: Sequence[str]
    comments: Mapping[str, Sequence[Comment]]


class Row(NamedTuple):
    """One result of one group; without item and level for a group that has none."""

    panel: UUID
    relationship: str
    raters: int
    is_shown: bool
    lineage: UUID | None
    level: Rank | None


def feedback(attempt: Attempt, reader: User) -> Feedback | None:
    """The report of the closed panel in the attempt's round; two queries.

    None when no panel has closed. Somebody else than the learner needs a grant on the panel itself (one on the attempt
    does not open it), and must not be one of its unnamed raters: from her own answer she could work out the others'.
    """
    groups = RaterGroupReport.objects.filter(
        panel__round=attempt.round_id, panel__enrolment=attempt.enrolment_id, panel__closed_at__isnull=False
    )
    is_own = owns(reader, attempt.enrolment)
    if not is_own:
        rated = unnamed_invitations(reader).filter(panel=OuterRef("panel"))
        granted = grants_to(reader, attempt.enrolment, GrantSubject.PANEL).filter(subject_id=OuterRef("panel"))
        groups = groups.filter(Exists(granted), ~Exists(rated))
    return _report(groups, knows_hidden=is_own)


def report_of(panel: RaterPanel, reader: User) -> Feedback | None:
    """The report of this closed panel for somebody who may read it; two queries."""
    return _report(RaterGroupReport.objects.filter(panel=panel), knows_hidden=owns(reader, panel.enrolment))


def _report(groups: QuerySet[RaterGroupReport], *, knows_hidden: bool) -> Feedback | None:
    fields = ("panel", "relationship", "raters", "is_shown", "results__item__lineage", "results__level")
    rows = [Row(*row) for row in groups.order_by("pk").values_list(*fields)]
    if not rows:
        return None
    first = {row.relationship: row for row in rows}
    shown = [row for row in first.values() if row.is_shown]
    hidden = [title_of(row.relationship) for row in first.values() if not row.is_shown]
    ranks = _ranks(rows)
    columns = [group_column(row.relationship, row.raters, ranks[row.relationship]) for row in shown]
    voices = _voices(rows[0].panel, [row.relationship for row in shown])
    return Feedback(rows[0].panel, columns, hidden if knows_hidden else [], voices)


def _ranks(rows: Sequence[Row]) -> dict[str, dict[UUID, Rank]]:
    """Levels by group and lineage, of the groups that are shown."""
    ranks: dict[str, dict[UUID, Rank]] = defaultdict(dict)
    for row in rows:
        if row.is_shown and row.lineage is not None and row.level is not None:
            ranks[row.relationship][row.lineage] = row.level
    return ranks


def title_of(relationship: str) -> str:
    return str(GROUP_TITLES[RaterRelationship(relationship)])


def _voices(panel: UUID, shown: Sequence[str]) -> Mapping[str, Sequence[Comment]]:
    """What the shown groups wrote, by statement; within one by the letters, so that no order tells who wrote."""
    answers = RaterAnswer.objects.filter(
        response__invitation__panel=panel,
        response__invitation__relationship__in=shown,
        response__submitted_at__isnull=False,
    ).exclude(comment="")
    fields = ("response__invitation__relationship", "response__invitation__panel__mode", "response__invitation__name")
    rows = answers.order_by("item__position", "comment").values_list(
        *fields, "comment", "item__code", "item__statement"
    )
    said: dict[str, list[Comment]] = defaultdict(list)
    for relationship, mode, name, comment, code, statement in rows:
        about = f"{code} {statement}".strip()
        who = "" if mode == RaterMode.ANONYMOUS else f"{name} · "
        said[relationship].append(Comment(comment, f"{who}{about}"))
    return {title_of(group): said[group] for group in shown if said[group]}
