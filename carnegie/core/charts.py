"""Geometry of the charts that components draw as SVG: numbers in, coordinates out, no colours and no database."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NotRequired, TypedDict

SIZE = 480  # width of the drawing, in its own units
HEIGHT = 410
RADIUS = 132
LABEL_GAP = 16
LINE_HEIGHT = 17
LABEL_WIDTH = 12  # characters a line of an axis label may have
LABEL_LINES = 4

PAIR_HEIGHT = 48  # of a label and the two bars beneath it
BAR = 185  # the longest bar to either side
GAP = 4  # between the middle and a bar
LONGEST_LABEL = 52

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


class SeriesData(TypedDict):
    """What a page gives for one outline: a value per axis, None where there is none, and perhaps a CSS class."""

    name: str
    values: Sequence[float | None]
    css: NotRequired[str]


@dataclass(frozen=True)
class Axis:
    """One spoke: where it ends, and its label in lines at their places."""

    label: str
    end: Point
    anchor: Anchor
    lines: list[tuple[float, float, str]]


@dataclass(frozen=True)
class Series:
    """One outline: `points` skip axes without a value, so that nothing is drawn as a zero that was never given."""

    name: str
    css: str
    points: list[Point]
    values: list[float | None]

    @property
    def outline(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True)
class Radar:
    axes: list[Axis]
    rings: list[str]
    ticks: list[tuple[float, float, str]]
    series: list[Series]
    centre: Point
    width: int = SIZE
    height: int = HEIGHT


class PairData(TypedDict):
    """What a page gives for one pair of bars: a length to each side of the middle, and the figure beside it."""

    label: str
    left: float
    left_text: str
    right: float
    right_text: str


@dataclass(frozen=True)
class Pair:
    """One line of the chart: its label above, from `top` on, and two bars that begin in the middle."""

    label: str
    top: int
    left: float
    right: float
    left_text: str
    right_text: str

    @property
    def left_from(self) -> float:
        return round(SIZE / 2 - GAP - self.left, 1)

    @property
    def right_end(self) -> float:
        return round(SIZE / 2 + GAP + self.right, 1)


@dataclass(frozen=True)
class Versus:
    pairs: list[Pair]
    height: int
    width: int = SIZE
    middle: float = SIZE / 2
    right_from: float = SIZE / 2 + GAP


def versus_chart(pairs: Sequence[PairData]) -> Versus:
    """Lay out pairs of bars back to back; each side has a scale of its own, whose largest value is the longest bar.

    ValueError for a negative length.
    """
    if any(one["left"] < 0 or one["right"] < 0 for one in pairs):
        raise ValueError("a bar cannot have a negative length")
    longest = [max((one[side] for one in pairs), default=0) for side in ("left", "right")]
    return Versus([_pair(one, number, *longest) for number, one in enumerate(pairs)], len(pairs) * PAIR_HEIGHT)


def _pair(one: PairData, number: int, left: float, right: float) -> Pair:
    label = one["label"] if len(one["label"]) <= LONGEST_LABEL else f"{one['label'][: LONGEST_LABEL - 1]}…"
    return Pair(
        label=label,
        top=number * PAIR_HEIGHT,
        left=round(share(one["left"], left) * BAR / 100, 1),
        right=round(share(one["right"], right) * BAR / 100, 1),
        left_text=one["left_text"],
        right_text=one["right_text"],
    )


def polar(fraction: float, index: int, count: int) -> Point:
    """The point on spoke `index` of `count` at `fraction` (0 to 1) of the radius; spoke 0 points up, then clockwise."""
    angle = 2 * math.pi * index / count - math.pi / 2
    distance = RADIUS * fraction
    return (
        round(SIZE / 2 + distance * math.cos(angle), 1),
        round(HEIGHT / 2 + distance * math.sin(angle), 1),
    )


def radar_chart(*, axes: Sequence[str], series: Sequence[SeriesData], maximum: float, rings: int) -> Radar:
    """Lay out a radar of `series`, whose values run from 0 to `maximum`.

    ValueError when there are fewer than three axes, a series has another number of values, or a value is out of range.
    """
    if len(axes) < 3:
        raise ValueError("a radar needs at least three axes")
    if maximum <= 0:
        raise ValueError("the maximum must be above zero")
    count = len(axes)
    return Radar(
        axes=[_axis(label, index, count) for index, label in enumerate(axes)],
        rings=[_ring(step / rings, count) for step in range(1, rings + 1)],
        ticks=[(*polar(step / rings, 0, count), f"{maximum * step / rings:g}") for step in range(1, rings + 1)],
        series=[_series(one, number, count, maximum) for number, one in enumerate(series, start=1)],
        centre=(SIZE / 2, HEIGHT / 2),
    )


def share(value: float, maximum: float) -> float:
    """`value` as a percentage of `maximum`, held between 0 and 100; 0 when there is nothing to share."""
    return round(min(max(value / maximum, 0), 1) * 100, 1) if maximum > 0 else 0


def wrap(label: str, width: int = LABEL_WIDTH, lines: int = LABEL_LINES) -> list[str]:
    """`label` in at most `lines` lines of about `width` characters; what does not fit ends in an ellipsis."""
    wrapped: list[str] = []
    for word in label.split():
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= width:
            wrapped[-1] += f" {word}"
        else:
            wrapped.append(word)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], f"{wrapped[lines - 1]}…"]
    return wrapped


def _ring(fraction: float, count: int) -> str:
    return " ".join(f"{x},{y}" for x, y in (polar(fraction, index, count) for index in range(count)))


def _axis(label: str, index: int, count: int) -> Axis:
    end_x, end_y = polar(1, index, count)
    x, y = polar(1 + LABEL_GAP / RADIUS, index, count)
    lines = wrap(label)
    sideways = (end_x - SIZE / 2) / RADIUS
    upwards = (HEIGHT / 2 - end_y) / RADIUS
    top = y - (len(lines) - 1) * LINE_HEIGHT * (1 + upwards) / 2 + LINE_HEIGHT * 0.3
    return Axis(
        label=label,
        end=(end_x, end_y),
        anchor="middle" if abs(sideways) < 0.2 else "start" if sideways > 0 else "end",
        lines=[(x, round(top + number * LINE_HEIGHT, 1), line) for number, line in enumerate(lines)],
    )


def _series(one: SeriesData, number: int, count: int, maximum: float) -> Series:
    values = list(one["values"])
    if len(values) != count:
        raise ValueError(f"{one['name']}: {len(values)} values for {count} axes")
    if any(value is not None and not 0 <= value <= maximum for value in values):
        raise ValueError(f"{one['name']}: a value lies outside 0 to {maximum:g}")
    return Series(
        name=one["name"],
        css=one.get("css") or f"series-{(number - 1) % 4 + 1}",
        points=[polar(value / maximum, index, count) for index, value in enumerate(values) if value is not None],
        values=values,
    )
