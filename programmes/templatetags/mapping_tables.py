"""Draws the tables of mapping and coverage. Joined here and not in templates: thousands of cells take milliseconds."""

from collections.abc import Iterable, Sequence

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnegie.core.templatetags.components.furniture import chip
from programmes.enums import DEPTH_RANK, CoverageStatus, Depth
from programmes.models import Programme
from programmes.selectors import MOST_PARTS, ElementCoverage, Heat, Line, Part

register = template.Library()
TONES = {
    CoverageStatus.UNTOUCHED: "bad",
    CoverageStatus.THIN: "warn",
    CoverageStatus.UNPREPARED: "warn",
    CoverageStatus.COVERED: "good",
}
BAR = 60  # the width of a bar, in its own units
LONGEST = 90  # characters of a title in the grid


@register.simple_tag
def status_chip(status: str) -> SafeString:
    """A coverage status in a word."""
    known = CoverageStatus(status)
    return chip(label=known.label, tone=TONES[known], icon="half" if known == CoverageStatus.THIN else None)


def _chips() -> dict[str, str]:
    return {status: status_chip(status) for status in CoverageStatus.values}


def in_short(text: str, length: int = LONGEST) -> str:
    return escape(text if len(text) <= length else Truncator(text).chars(length))


# ---- coverage ----


@register.simple_tag
def coverage_rows(*, rows: Sequence[ElementCoverage], programme: Programme) -> SafeString:
    """Element by element: status, how deep, hours, by what."""
    chips, words = _chips(), {depth: str(Depth(depth).label) for depth in Depth.values}
    over = chip(label=_("more than needed"), tone="info")
    names = [_("Coverage"), _("Deepest"), _("Hours"), _("By")]
    places = {part.key: escape(part.title) for part in rows[0].whole.parts} if rows else {}
    pieces = []
    for row in rows:
        link = _map_it(programme, row) if getattr(programme, "is_admin", False) else ""
        by = "<br>".join(
            f'{places[cover.part.key]} <span class="text-secondary small">{words[cover.depth]}</span>'
            for cover in row.covers
        )
        pieces.append(
            f'<tr id="element-{row.element.pk}"><th scope="row">{_named(row.element)}{link}</th>'
            f'<td data-label="{names[0]}">{chips[row.status]}{f" {over}" if row.is_over else ""}</td>'
            f'<td data-label="{names[1]}">{capfirst(words[row.depth]) if row.depth else "–"}</td>'
            f'<td data-label="{names[2]}" class="numeric">{_number(row.hours)}</td>'
            f'<td data-label="{names[3]}">{by or "–"}</td></tr>'
        )
    return mark_safe("".join(pieces))  # noqa: S308  every text is escaped above


def _named(line: Line) -> str:
    code = f'<span class="text-secondary fw-normal">{escape(line.code)}</span> ' if line.code else ""
    return f"{code}{escape(line.title)}"


def _map_it(programme: Programme, row: ElementCoverage) -> str:
    if row.status == CoverageStatus.COVERED:
        return ""
    url = reverse("programmes:mapping-row", args=[programme.pk, row.element.pk])
    hidden = f'<span class="visually-hidden"> {escape(row.element)}</span>'
    return f'<br><a class="fw-normal small" href="{url}">{_("Map it")}{hidden}</a>'


def _number(hours: object) -> str:
    text = f"{hours:.1f}"
    return text.removesuffix(".0")


@register.simple_tag
def heat_table(*, heat: Heat) -> SafeString:
    """Domains down, modules across: the letter of the deepest, and how many of the domain's elements are touched."""
    head = "".join(
        f'<th scope="col" class="v"><span>{in_short(_column(part), 44)}</span></th>' for part in heat.columns
    )
    pieces = [f'<thead><tr><th scope="col">{_("Domain")}</th>{head}</tr></thead><tbody>']
    for domain, spots in heat.rows:
        name = in_short(str(domain.element)) if domain.element else _("Elements without a domain")
        pieces.append(f'<tr><th scope="row">{name}</th>')
        for spot in spots:
            if spot.rank:
                said = f'<span class="visually-hidden">{spot.label}, </span>'
                letter = f'<b aria-hidden="true">{spot.letter}</b>'
                pieces.append(f"<td class=d{spot.rank}>{said}{letter} <small>{spot.touched}/{spot.total}</small></td>")
            else:
                pieces.append("<td>–</td>")
        pieces.append("</tr>")
    return mark_safe("".join([*pieces, "</tbody>"]))  # noqa: S308  every text is escaped above


def _column(part: Part | None) -> str:
    if part is None:
        return _("Events beside the modules")
    return _("Whole programme") if part.kind == "programme" else part.title


# ---- grid ----


@register.simple_tag
def grid_head(*, parts: Sequence[Part]) -> SafeString:
    """A column a part."""
    return mark_safe(  # noqa: S308  titles are escaped
        "".join(
            f'<th scope="col" class="v k-{part.kind}" data-item="{part.kind}:{part.pk}">'
            f"<span>{in_short(_column(part), 44)}</span></th>"
            for part in parts
        )
    )


@register.simple_tag
def grid_foot(*, touching: Iterable[int], total: int) -> SafeString:
    """How many elements each part is mapped to, as a number and a bar."""
    return mark_safe("".join(f"<td><b>{count}</b>{bar(count, 0, total)}</td>" for count in touching))  # noqa: S308


def bar(deep: int, light: int, total: int) -> str:
    """Two lengths of a bar: those that go deep, then those that only introduce. The number beside it says the same."""
    unit = BAR / max(total, 1)
    first = min(BAR, round(deep * unit))
    second = min(BAR - first, round(light * unit))
    return (
        f'<svg class="cover" viewBox="0 0 {BAR} 6" aria-hidden="true">'
        f'<rect class="all" width="{BAR}" height="6"/><rect class="deep" width="{first}" height="6"/>'
        f'<rect class="light" x="{first}" width="{second}" height="6"/></svg>'
    )


@register.simple_tag
def grid_rows(
    *, lines: Iterable[Line], rows: dict[str, ElementCoverage], places: Sequence[int], programme: Programme
) -> SafeString:
    """The lines of the grid with the columns at `places`; headings go across."""
    drawn = _GridRows(places, programme)
    pieces = [drawn.row(rows[line.pk]) if line.is_rateable else drawn.heading(line) for line in lines]
    return mark_safe("".join(pieces))  # noqa: S308  every text is escaped


class _GridRows:
    """What all rows of one answer have in common, made once."""

    def __init__(self, places: Sequence[int], programme: Programme) -> None:
        self.chips = _chips()
        self.column = {place: number for number, place in enumerate(places)}
        self.empty = ["<td>"] * len(places)
        self.open = _("Open")
        page = reverse("programmes:mapping-row", args=[programme.pk, programme.pk])
        self.link = page.removesuffix(f"{programme.pk}/") if getattr(programme, "is_admin", False) else ""

    def heading(self, line: Line) -> str:
        words = in_short(str(line))
        return f"<tr class=heading><th colspan=2 scope=rowgroup>{words}<td colspan={len(self.empty)}>"

    def row(self, row: ElementCoverage) -> str:
        line, cells = row.element, list(self.empty)
        for place, cell in row.cells.items():
            if cell.revision and place in self.column:
                why = " w" if cell.rationale else ""
                classes = f'"d{DEPTH_RANK[cell.depth]}{why}"' if why else f"d{DEPTH_RANK[cell.depth]}"
                cells[self.column[place]] = f"<td class={classes} data-r={cell.revision}>{cell.depth[0].upper()}"
        name = f'<a href="{self.link}{line.pk}/">{escape(line.code) or self.open}</a>' if self.link else _code(line)
        return (
            f"<tr id=element-{line.pk} data-element={line.pk} data-status={row.status.value}>"
            f"<th scope=row>{name} {in_short(line.title)}"
            f"<td class=covered>{self.chips[row.status]}{_parts_bar(row)}{''.join(cells)}"
        )


def _code(line: Line) -> str:
    return f'<span class="text-secondary">{escape(line.code)}</span>'


def _parts_bar(row: ElementCoverage) -> str:
    light = len(row.cells) - row.deep
    words = ngettext("%(count)d part", "%(count)d parts", len(row.cells)) % {"count": len(row.cells)}
    return (
        f"<span class=parts data-deep={row.deep} data-light={light}>{bar(row.deep, light, MOST_PARTS)}"
        f"<small>{words}</small></span>"
    )
