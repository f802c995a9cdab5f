"""A profile for taking along: as the text of a document, and as a table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from carnegie.core import charts
from diagnostics.selectors.profile import ProfileDomain, ProfileLine
from diagnostics.selectors.profile_columns import Column, day_of, figure, mean_figure
from diagnostics.selectors.profile_sentences import Section, gaps
from diagnostics.selectors.profile_shown import Figure, GroupView, ShownProfile

Cell = str | int | float


def as_document(shown: ShownProfile, now: dt.datetime) -> dict[str, Any]:
    """The whole profile as plain text and drawings, numbers as on the page. Paper is shown to others: it names her
    where the page says “you”."""
    profile, about = shown.profile, [shown.recency, *_about(shown), *shown.left_out]
    shown = replace(shown, is_own=False)
    return {
        "title": _title(shown),
        "facts": _facts(shown, now),
        "about": about,
        "levels": "  ·  ".join(f"{level.rank} {level.label}" for level in profile.levels),
        "figures": [_figure(one, profile.maximum) for one in shown.figures],
        "heads": [shown.self_title, _("Expected"), *(column.full_title for column in profile.columns)],
        "names": [shown.self_title, _("Expected"), *(column.title for column in profile.columns)],
        "means": [_means(shown, domain) for domain in profile.domains],
        "sections": [_section(one) for one in _sections(shown)],
        "groups": [_group(one) for one in shown.group_views],
        "domains": [
            {"title": domain.title, "rows": [_row(shown, line) for line in domain.lines]} for domain in profile.domains
        ],
        "words": _words(shown),
    }


def as_table(shown: ShownProfile) -> tuple[list[str], list[list[Cell]]]:
    """One row a statement, the head first. Whose it is, of which round and day, stands in each row."""
    columns = shown.profile.columns
    header = [
        *(
            _("learner"),
            _("round"),
            _("submitted"),
            _("part"),
            _("code"),
            _("statement"),
            _("level"),
            _("level in words"),
        ),
        *(_("expected at least"), _("expected at most"), *(column.full_title for column in columns)),
        *(_("importance"), _("how sure"), _("example")),
    ]
    whose = [str(shown.attempt.enrolment.learner), shown.attempt.round.title, day_of(shown.attempt)]
    rows = [
        [*whose, domain.title, *_table_row(line, columns)] for domain in shown.profile.domains for line in domain.lines
    ]
    return header, rows


def _table_row(line: ProfileLine, columns: Sequence[Column]) -> list[Cell]:
    said = line.label or (_("Not applicable") if line.is_not_applicable else "")
    return [
        *(line.item.code, line.item.statement, line.rank or "", said, line.minimum or "", line.maximum or ""),
        *(_number(column, line) for column in columns),
        *(line.importance_label, line.confidence_label, line.example),
    ]


def _number(column: Column, line: ProfileLine) -> Cell:
    rank = column.ranks.get(line.item.lineage)
    if rank is None:
        return ""
    return int(rank) if rank == int(rank) else float(rank)


def _title(shown: ShownProfile) -> str:
    return _("Profile of %(name)s") % {"name": shown.attempt.enrolment.learner}


def _facts(shown: ShownProfile, now: dt.datetime) -> list[list[str]]:
    attempt = shown.attempt
    made = formats.date_format(timezone.localtime(now), "DATETIME_FORMAT")
    return [
        [_("Round"), attempt.round.title],
        [_("Submitted"), day_of(attempt)],
        [_("Programme"), attempt.enrolment.cohort.programme.title],
        [_("Made on"), made],
    ]


def _about(shown: ShownProfile) -> list[str]:
    targets = _("No targets were set: what is expected is the lowest level that the scale itself calls proficient.")
    shared = _("This holds only what the learner shared with the person who made this file.")
    return ([] if shown.profile.has_targets else [targets]) + ([] if shown.is_own else [shared])


def _figure(one: Figure, maximum: int) -> dict[str, Any]:
    series: list[charts.SeriesData] = [{"name": line.name, "values": line.values} for line in one.outlines]
    drawn = charts.radar_chart(axes=one.axes, series=series, maximum=maximum, rings=maximum)
    return {"title": one.title, "alt": _alt(one)} | asdict(drawn)


def _alt(one: Figure) -> str:
    """The figure in words: each outline with its numbers."""
    lines = [
        f"{outline.name}: "
        + ", ".join(f"{axis} {mean_figure(value)}" for axis, value in zip(one.axes, outline.values, strict=True))
        for outline in one.outlines
    ]
    return f"{one.title}. {'. '.join(lines)}."


def _means(shown: ShownProfile, domain: ProfileDomain) -> list[str]:
    beside = [domain.mean_of(column) for column in shown.profile.columns]
    return [domain.title, *map(mean_figure, [domain.level, domain.expected, *beside])]


def _row(shown: ShownProfile, line: ProfileLine) -> list[str]:
    said = line.said or (_("Not applicable") if line.is_not_applicable else _("Not answered"))
    beside = [figure(column.ranks.get(line.item.lineage)) for column in shown.profile.columns]
    return [str(line.item), said, line.expected or "–", *beside]


def _sections(shown: ShownProfile) -> list[Section]:
    return [shown.strengths, gaps(shown.profile), *shown.change_sections]


def _section(one: Section) -> dict[str, Any]:
    return asdict(one) | {"more": one.more_text}


def _group(view: GroupView) -> dict[str, Any]:
    return asdict(view) | {"sections": [_section(one) for one in view.sections]}


def _words(shown: ShownProfile) -> dict[str, str]:
    """Headings of the document."""
    return {
        "figures": _("In one picture, and in numbers"),
        "means": _("Means of what was rated; the others' and the expected only of the same statements."),
        "part": _("Part"),
        "sentences": _("In sentences"),
        "groups": _("What others say"),
        "apart": shown.apart,
        "alike": _("Nowhere a whole level away from the self-rating."),
        "comments": _("In their own words"),
        "statements": _("Statement by statement"),
        "statement": _("Statement"),
        "levels": _("The levels"),
        "page": _("Page"),
    }
