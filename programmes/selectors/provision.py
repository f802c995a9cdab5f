"""What a programme offers: its parts in reading order, and those that help with given elements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from programmes.enums import DEPTH_RANK, Depth, Mode, Strategy
from programmes.models import Activity, LearningEvent, Mapping, Module, Programme
from programmes.selectors.booking import Room, Seat, Seats, room_of
from standards.models import Element

Key = tuple[str, UUID]


@dataclass(frozen=True)
class Part:
    """One item of provision: the programme itself, a module, an activity or an event.

    `hours` are those of the item and of what is in it (none for a whole programme); `module` is the module it stands
    in; `of` are the keys of the activities and events whose hours it counts. An event that has not begun has `room`,
    and `seats` where the reader takes part herself: what she has booked, or can.
    """

    kind: str
    pk: UUID
    title: str
    hours: Decimal = Decimal(0)
    module: str = ""
    strategy: str = ""
    mode: str = ""
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    place: str = ""
    of: frozenset[Key] = frozenset()
    summary: str = ""
    room: Room | None = None
    seats: tuple[Seat, ...] = ()

    @property
    def must_wait(self) -> bool:
        """Full, for who has not booked it."""
        return self.room is not None and self.room.is_full and not any(seat.booking for seat in self.seats)

    @property
    def key(self) -> Key:
        return self.kind, self.pk

    @property
    def anchor(self) -> str:
        """Where it stands on the programme's page."""
        return f"{self.kind}-{self.pk}"


def parts_of(programme: Programme, *, now: dt.datetime | None = None, seats: Seats | None = None) -> dict[Key, Part]:
    """All parts in reading order: the whole, each module with its activities and events, events beside. 3 queries.

    With `now`, events to come say how much room they have; with `seats`, what their learner has booked.
    """
    modules = list(programme.modules.all())
    activities = _by_module(Activity.objects.filter(module__programme=programme))
    events = _by_module(programme.events.with_seats() if now else programme.events.all())
    whole = Part("programme", programme.pk, programme.title)
    words = {value: str(label) for value, label in [*Strategy.choices, *Mode.choices]}  # each translated once
    found = [whole]
    for module in modules:
        inside = [_taught("activity", row, module.title, words) for row in activities[module.pk]]
        inside += [_taught("event", row, module.title, words) for row in events[module.pk]]
        found += [_module(module, inside), *inside]
    found += [_taught("event", row, "", words) for row in events[None]]
    booking = _booking(events, now, seats)
    return {part.key: replace(part, **booking.get(part.pk, {})) for part in found}


def _booking(
    events: dict[UUID | None, list[Activity | LearningEvent]], now: dt.datetime | None, seats: Seats | None
) -> dict[UUID, dict[str, Any]]:
    """Room and seats of each event, by its id."""
    rows = cast(list[LearningEvent], [row for group in events.values() for row in group])
    ahead = {row.pk for row in rows if now and row.starts_at > now}
    return {
        row.pk: {"room": room_of(row) if row.pk in ahead else None, "seats": seats.at(row) if seats else ()}
        for row in rows
    }


def _by_module(rows: Iterable[Activity | LearningEvent]) -> dict[UUID | None, list[Activity | LearningEvent]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row.module_id].append(row)
    return groups


def _module(module: Module, inside: list[Part]) -> Part:
    hours = sum((part.hours for part in inside), Decimal(0))
    keys = frozenset(part.key for part in inside)
    return Part("module", module.pk, module.title, hours, of=keys, summary=module.summary)


def _taught(kind: str, row: Activity | LearningEvent, module: str, words: dict[str, str]) -> Part:
    return Part(
        kind,
        row.pk,
        row.title,
        row.hours,
        module,
        words[row.strategy],
        words[row.mode],
        getattr(row, "starts_at", None),
        getattr(row, "ends_at", None),
        getattr(row, "place", ""),
        frozenset({(kind, row.pk)}),
    )


@dataclass(frozen=True)
class Outline:
    """A programme as its page shows it: each module with what is in it, then the events beside the modules."""

    modules: list[tuple[Part, list[Part]]]
    beside: list[Part]


def outline(parts: dict[Key, Part], events: Collection[UUID]) -> Outline:
    """The parts in groups, with no other events than those in `events`."""
    found = Outline([], [])
    for part in parts.values():
        if part.kind == "module":
            found.modules.append((part, []))
        elif part.kind == "activity" or (part.kind == "event" and part.pk in events):
            (found.modules[-1][1] if part.module else found.beside).append(part)
    return found


def key_of(mapping: Mapping) -> Key:
    """Which part a mapping names, without a query."""
    for kind in ("programme", "module", "activity", "event"):
        if pk := getattr(mapping, f"{kind}_id"):
            return kind, pk
    raise ValueError("a mapping names one item")


@dataclass(frozen=True)
class Provision:
    """A part that helps with some elements: `depth` is how far at most, `depths` how far for each lineage."""

    part: Part
    depth: str
    elements: tuple[Element, ...]
    depths: dict[UUID, str]

    @property
    def why(self) -> str:
        """With which, how far, and when: “develops D1.1, D1.3 · introduces D2.1 · Tue 1 Dec 2026, 13:30 · two places
        left”."""
        words = []
        for depth in reversed(Depth):
            codes = [_name(element) for element in self.elements if self.depths[element.lineage] == depth]
            if codes:
                words.append(_("%(depth)s %(elements)s") % {"depth": depth.label, "elements": ", ".join(codes)})
        if self.part.starts_at:
            words.append(formats.date_format(timezone.localtime(self.part.starts_at), "DATETIME_FORMAT"))
        if self.part.room and self.part.room.words:
            words.append(self.part.room.words)
        return " · ".join(words)


def provision_for(
    programme: Programme, elements: Iterable[Element], *, now: dt.datetime | None = None, seats: Seats | None = None
) -> list[Provision]:
    """Parts of the programme that cover any of `elements` (by lineage: also mapped in another version).

    Deepest first, then the soonest date, then the order of the programme. With `now`, events that are over are left
    out, and full ones stand last, but for what the learner of `seats` has booked. Four queries however many elements.
    """
    wanted = {element.lineage: element for element in elements}
    return _ranked(*_links(programme, wanted, now, seats), wanted, now)


def provision_by_element(
    programme: Programme, elements: Iterable[Element], *, now: dt.datetime | None = None, seats: Seats | None = None
) -> dict[UUID, list[Provision]]:
    """The same for each element by itself, by the element's id; also four queries."""
    wanted = {element.lineage: element for element in elements}
    parts, links = _links(programme, wanted, now, seats)
    return {
        element.pk: _ranked(
            parts,
            {key: {lineage: depths[lineage]} for key, depths in links.items() if lineage in depths},
            {lineage: element},
            now,
        )
        for lineage, element in wanted.items()
    }


Links = dict[Key, dict[UUID, str]]


def _links(
    programme: Programme, wanted: dict[UUID, Element], now: dt.datetime | None, seats: Seats | None
) -> tuple[dict[Key, Part], Links]:
    """The programme's parts, and for each part that is mapped to a wanted lineage, how far it goes there."""
    rows = mappings_by_lineage(programme, Q(element__lineage__in=list(wanted)))
    versions = {lineage: element.version_id for lineage, element in wanted.items()}
    return parts_of(programme, now=now, seats=seats), settle(rows, versions)


def mappings_by_lineage(programme: Programme, condition: Q) -> Iterator[Mapping]:
    """Mappings of the programme with lineage and version of their elements at hand; one query."""
    return Mapping.objects.of_programme(programme).filter(condition).select_related("element").iterator()


def settle(rows: Iterable[Mapping], versions: dict[UUID, UUID]) -> Links:
    """How far each part goes in each lineage. Where a part is mapped to an element in the version in question, that
    cell counts; else the deepest that it has in other versions."""
    own: Links = defaultdict(dict)
    carried: Links = defaultdict(dict)
    for row in rows:
        lineage, key = row.element.lineage, key_of(row)
        into = own if row.element.version_id == versions[lineage] else carried
        into[key][lineage] = deeper(into[key].get(lineage), row.depth)
    return {key: {**carried[key], **own[key]} for key in {*own, *carried}}


def deeper(one: str | None, other: str) -> str:
    return other if one is None or DEPTH_RANK[other] > DEPTH_RANK[one] else one


def _ranked(
    parts: dict[Key, Part], links: Links, wanted: dict[UUID, Element], now: dt.datetime | None
) -> list[Provision]:
    order = {key: place for place, key in enumerate(parts)}
    found = [
        _provision(parts[key], depths, wanted)
        for key, depths in links.items()
        if not (now and (end := parts[key].ends_at) and end <= now)
    ]
    never = dt.datetime.max.replace(tzinfo=dt.UTC)

    def rank(one: Provision) -> tuple[bool, int, dt.datetime, int]:
        return one.part.must_wait, -DEPTH_RANK[one.depth], one.part.starts_at or never, order[one.part.key]

    return sorted(found, key=rank)


def _provision(part: Part, depths: dict[UUID, str], wanted: dict[UUID, Element]) -> Provision:
    elements = sorted((wanted[lineage] for lineage in depths), key=lambda element: element.position)
    deepest = max(depths.values(), key=DEPTH_RANK.__getitem__)
    return Provision(part, deepest, tuple(elements), depths)


def _name(element: Element) -> str:
    return element.code or (element.title if len(element.title) <= 60 else f"{element.title[:59]}…")
