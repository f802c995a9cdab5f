"""The golden thread, bars and radars."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from carnegie.core import charts
from carnegie.core.templatetags.components.drawing import (
    STATION_WORDS,
    TONE_ICONS,
    Station,
    Tone,
    draw,
    known,
    register,
    trimmed,
    value_of,
)


@register.simple_block_tag
def thread(content: SafeString, *, label: str, testid: str = "thread") -> SafeString:
    """The vertical line of `station`s, from what she said to what changed at work."""
    return draw("thread", content=content, label=label, testid=testid)


@register.simple_block_tag
def station(
    content: SafeString, *, title: str, state: Station, note: Any = "", level: int = 2, testid: str = ""
) -> SafeString:
    """One stop on the thread; `note` is the date or the reason beside the title."""
    known(state, STATION_WORDS, "state")
    return draw(
        "station",
        content=trimmed(content),
        title=title,
        state=state,
        word=STATION_WORDS[state],
        note=note,
        level=level,
        testid=testid,
    )


@register.inclusion_tag("components/thread_strip.html")
def thread_strip(*, stations: Sequence[Any], label: str) -> dict[str, Any]:
    """The thread in one line; a station has `title`, `state`, and perhaps `note` and `url`."""
    for stop in stations:
        known(value_of(stop, "state"), STATION_WORDS, "state")
    return {"stations": stations, "label": label, "words": STATION_WORDS}


@register.inclusion_tag("components/progress.html")
def progress(*, value: float, maximum: float, label: str, text: str = "", testid: str = "") -> dict[str, Any]:
    """How much of a whole is done; `label` names it for screen readers, `text` replaces "3 of 5"."""
    return {"value": value, "maximum": maximum or 1, "total": maximum, "label": label, "text": text, "testid": testid}


@register.inclusion_tag("components/meter.html")
def meter(
    *, label: str, value: float, maximum: float, text: str = "", mark: float | None = None, tone: Tone = "info"
) -> dict[str, Any]:
    """One bar of a bar chart: its name, its length, its figure, and perhaps a `mark` such as the target."""
    return {
        "label": label,
        "text": text or f"{value:g}",
        "share": charts.share(value, maximum),
        "mark": None if mark is None else charts.share(mark, maximum),
        "tone": known(tone, TONE_ICONS, "tone"),
    }


@register.inclusion_tag("components/radar.html")
def radar(
    *,
    axes: Sequence[str],
    series: Sequence[charts.SeriesData],
    maximum: float,
    title: str,
    description: str = "",
    rings: int = 5,
    id: str = "radar",
) -> dict[str, Any]:
    """A radar of several series over at least three axes; put a table with the same numbers beside it."""
    chart = charts.radar_chart(axes=axes, series=series, maximum=maximum, rings=rings)
    return {"chart": chart, "title": title, "description": description, "id": id}


@register.inclusion_tag("components/versus.html")
def versus(
    *,
    pairs: Sequence[charts.PairData],
    left: str,
    right: str,
    title: str,
    description: str = "",
    id: str = "versus",
) -> dict[str, Any]:
    """Pairs of bars back to back, `left` against `right`; put a table with the same numbers beside it."""
    names = {"left": left, "right": right, "title": title, "description": description, "id": id}
    return {"chart": charts.versus_chart(pairs), **names}
