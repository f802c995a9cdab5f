"""The mapping statement: what a programme covers of a framework, for those who did not make it."""

import datetime as dt
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.enums import CoverageStatus, Depth
from programmes.models import Programme
from programmes.selectors.coverage import MOST_PARTS, Coverage, DomainCoverage, ElementCoverage
from programmes.selectors.provision import Part
from standards.models import FrameworkVersion


def statement(programme: Programme, found: Coverage, on: dt.date) -> dict[str, Any]:
    """The whole statement as plain text, numbers in words, for a page and for a PDF. `found` with its reasons."""
    return {
        "title": _("Mapping statement: %(programme)s") % {"programme": programme.title},
        "provider": programme.provider.name,
        "facts": _facts(programme, found.version, on),
        "summary": programme.summary,
        "figures": _figures(found),
        "domains": [_domain(domain) for domain in found.domains],
        "gaps": [
            {"code": row.element.code, "title": row.element.title, "status": capfirst(row.status.label)}
            for row in found.rows
            if row.status != CoverageStatus.COVERED
        ],
        "parts": [_part(part) for part in found.parts if part.kind != "programme"],
        "legend": [[str(depth.label), _meaning(depth)] for depth in Depth]
        + [[str(status.label), str(status.meaning)] for status in CoverageStatus],
        "over": _("More than %(most)d parts that develop or assess an element are counted as more than needed.")
        % {"most": MOST_PARTS},
        "words": _words(),
    }


def _meaning(depth: Depth) -> str:
    return {
        Depth.INTRODUCES: _("Learners meet it for the first time."),
        Depth.DEVELOPS: _("Learners practise it and get better at it."),
        Depth.ASSESSES: _("Learners show it, and are told how well."),
    }[depth]


def _facts(programme: Programme, version: FrameworkVersion, on: dt.date) -> list[list[str]]:
    framework = version.framework
    rows = [
        (_("Programme"), programme.title),
        (_("Provider"), programme.provider.name),
        (_("Framework"), framework.title),
        (_("Issued by"), framework.creator),
        (_("Version"), version.label or str(version.number)),
        (_("In force from"), _date(version.status_start_date)),
        (_("Date of this statement"), _date(on)),
    ]
    return [[label, value] for label, value in rows if value]


def _date(day: dt.date | None) -> str:
    return formats.date_format(day, "DATE_FORMAT") if day else ""


def _figures(found: Coverage) -> list[str]:
    total = {"touched": found.touched, "total": len(found.rows)}
    counts = found.counts
    return [
        _("%(touched)d of %(total)d elements are served by at least one part of the programme.") % total,
        _("%(covered)d are developed; %(thin)d are only introduced; %(unprepared)d are assessed only.") % counts,
        _("%(untouched)d are not served.") % counts,
        _("Hours that serve this framework: %(hours)s.") % {"hours": _hours(found.hours)},
    ]


def _hours(hours: Any) -> str:
    number = f"{hours:.1f}".removesuffix(".0")
    return ngettext("%(number)s hour", "%(number)s hours", 1 if number == "1" else 2) % {"number": number}


def _domain(domain: DomainCoverage) -> dict[str, Any]:
    touched = {"touched": domain.touched, "total": domain.total, "hours": _hours(domain.hours)}
    return {
        "title": str(domain.element) if domain.element else _("Elements without a domain"),
        "note": _("%(touched)d of %(total)d served · %(hours)s") % touched,
        "rows": [_row(row) for row in domain.rows],
    }


def _row(row: ElementCoverage) -> dict[str, Any]:
    return {
        "code": row.element.code,
        "title": row.element.title,
        "status": capfirst(row.status.label),
        "hours": _hours(row.hours),
        "by": [
            {"depth": capfirst(cover.label), "title": cover.part.title, "why": cover.rationale} for cover in row.covers
        ],
    }


def _part(part: Part) -> list[str]:
    kinds = {"module": _("Module"), "activity": _("Activity"), "event": _("Event")}
    how = " · ".join(one for one in (part.module, part.strategy, part.mode) if one)
    return [kinds[part.kind], part.title, how, _hours(part.hours)]


def _words() -> dict[str, str]:
    """Headings and labels of the statement."""
    return {
        "figures": _("In short"),
        "covered": _("What is covered, how deep, and by what"),
        "gaps": _("What is not, or not fully, covered"),
        "no_gaps": _("Every element is developed by at least one part of the programme."),
        "parts": _("The parts of the programme"),
        "legend": _("What the words mean"),
        "element": _("Element"),
        "status": _("Coverage"),
        "by": _("By what, and why"),
        "hours": _("Hours"),
        "part": _("Part"),
        "kind": _("Kind"),
        "how": _("How"),
        "nothing": _("Nothing"),
        "page": _("Page"),
        "hours_rule": _(
            "Hours are those of the activities and events that are mapped, themselves or through their module, each"
            " counted once."
        ),
    }
