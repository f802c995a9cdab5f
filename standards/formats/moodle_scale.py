"""Scales as Moodle writes them: labels in one cell, which of them are proficient as JSON in another."""

import json
from typing import Any

from django.utils.translation import gettext as _

from standards.formats.clean import Cleaner
from standards.formats.draft import LevelDraft, ScaleDraft
from standards.formats.moodle_table import SCALE, SCALE_CONFIGURATION, Row

MAX_LEVELS = 50


def read_scale(row: Row, clean: Cleaner) -> ScaleDraft | None:
    """The scale of this row, or None where it has none or one that cannot be stored; every oddity is a warning."""
    if not row[SCALE]:
        if row[SCALE_CONFIGURATION]:
            message = _("A configuration without scale values: it is left out.")
            clean.warn("scale_left_out", message, SCALE_CONFIGURATION)
        return None
    cells = row[SCALE].split(",")
    if not 2 <= len(cells) <= MAX_LEVELS:
        message = _("A scale has 2 to %(limit)d levels, this one has %(count)d: it is left out.")
        clean.warn("scale_left_out", message % {"limit": MAX_LEVELS, "count": len(cells)}, SCALE)
        return None
    levels = {place: clean.text(cell, SCALE, 100) for place, cell in enumerate(cells, start=1)}
    if not all(levels.values()):
        clean.warn("empty_level", _("A level of the scale has no name: it is left out."), SCALE)
    proficient = _proficient(row[SCALE_CONFIGURATION], levels, clean)
    return ScaleDraft([LevelDraft(label, place in proficient) for place, label in levels.items() if label])


def _proficient(text: str, levels: dict[int, str], clean: Cleaner) -> set[int]:
    """The places, from 1, of the levels that count as proficient."""
    chosen: set[int] = set()
    if not text:
        message = _("The file does not say which levels count as proficient.")
        clean.warn("missing", message, SCALE_CONFIGURATION)
    for entry in _entries(text, clean):
        place = _place(entry)
        if place is None and "scaleid" in entry:
            continue
        if place not in levels:
            message = _("The configuration names level %(place)s, which the scale does not have.")
            clean.warn("unknown_level", message % {"place": str(entry.get("id"))[:40]}, SCALE_CONFIGURATION)
            continue
        if _is_on(entry.get("proficient")):
            chosen.add(place)
        if _is_on(entry.get("scaledefault")):
            message = _("That “%(level)s” is the scale's default level is not stored.") % {"level": levels[place]}
            clean.warn("default_level_left_out", message, SCALE_CONFIGURATION)
    return chosen


def _entries(text: str, clean: Cleaner) -> list[dict[str, Any]]:
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        found = None
    entries = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if not isinstance(found, list) or len(entries) < len(found) or len(found) > 2 * MAX_LEVELS:
        message = _("Which levels count as proficient cannot be read from this configuration.")
        clean.warn("bad_scale_configuration", message, SCALE_CONFIGURATION)
    return entries[: 2 * MAX_LEVELS]


def _place(entry: dict[str, Any]) -> int | None:
    value = entry.get("id")
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_on(value: object) -> bool:
    return value not in (None, 0, "", "0", False)
