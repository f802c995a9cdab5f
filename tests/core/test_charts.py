"""The geometry of charts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnegie.core.charts import (
    HEIGHT,
    LABEL_LINES,
    RADIUS,
    SIZE,
    PairData,
    polar,
    radar_chart,
    share,
    versus_chart,
    wrap,
)

CENTRE = (SIZE / 2, HEIGHT / 2)


def test_the_first_spoke_points_up_and_the_rest_follow_the_clock() -> None:
    assert [polar(1, index, 4) for index in range(4)] == [
        (CENTRE[0], CENTRE[1] - RADIUS),
        (CENTRE[0] + RADIUS, CENTRE[1]),
        (CENTRE[0], CENTRE[1] + RADIUS),
        (CENTRE[0] - RADIUS, CENTRE[1]),
    ]


@given(fraction=st.floats(0, 1), index=st.integers(0, 39), count=st.integers(3, 40))
def test_a_value_lies_as_far_from_the_centre_as_it_is_large(fraction: float, index: int, count: int) -> None:
    assert math.dist(polar(fraction, index, count), CENTRE) == pytest.approx(RADIUS * fraction, abs=0.1)


def test_a_value_that_was_not_given_is_left_out_and_not_drawn_as_zero() -> None:
    chart = radar_chart(axes=["A", "B", "C"], series=[{"name": "You", "values": [5, None, 0]}], maximum=5, rings=5)

    assert chart.series[0].points == [polar(1, 0, 3), polar(0, 2, 3)]


def test_rings_and_ticks_count_to_the_maximum() -> None:
    chart = radar_chart(axes=["A", "B", "C"], series=[], maximum=5, rings=5)

    assert [text for _x, _y, text in chart.ticks] == ["1", "2", "3", "4", "5"]
    assert len(chart.rings) == 5


def test_series_get_their_own_look_unless_they_bring_one() -> None:
    series = [{"name": str(n), "values": [1, 1, 1]} for n in range(5)]
    series.append({"name": "own", "values": [1, 1, 1], "css": "mine"})

    chart = radar_chart(axes=["A", "B", "C"], series=series, maximum=5, rings=1)

    assert [one.css for one in chart.series] == ["series-1", "series-2", "series-3", "series-4", "series-1", "mine"]


@pytest.mark.parametrize(
    ("axes", "values", "maximum", "message"),
    [
        (["A", "B"], [1, 1], 5, "three axes"),
        (["A", "B", "C"], [1, 1], 5, "2 values for 3 axes"),
        (["A", "B", "C"], [1, 1, 6], 5, "outside 0 to 5"),
        (["A", "B", "C"], [1, 1, -1], 5, "outside 0 to 5"),
        (["A", "B", "C"], [0, 0, 0], 0, "above zero"),
    ],
)
def test_it_refuses_what_cannot_be_drawn(axes: list[str], values: list[float], maximum: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        radar_chart(axes=axes, series=[{"name": "You", "values": values}], maximum=maximum, rings=5)


def test_a_share_is_held_between_nothing_and_all() -> None:
    assert [share(*pair) for pair in [(1, 4), (9, 4), (-1, 4), (1, 0)]] == [25, 100, 0, 0]


@given(st.text())
def test_labels_keep_to_their_lines(label: str) -> None:
    assert len(wrap(label)) <= LABEL_LINES


def test_a_long_label_is_broken_at_words_and_cut_with_an_ellipsis() -> None:
    assert wrap("Curriculum and teaching") == ["Curriculum", "and teaching"]
    assert wrap("one two three four five six", width=5, lines=3)[-1].endswith("…")


def pair(left: float, right: float, label: str = "One") -> PairData:
    return {"label": label, "left": left, "left_text": "", "right": right, "right_text": ""}


def test_bars_begin_in_the_middle_and_each_side_has_its_own_scale() -> None:
    chart = versus_chart([pair(10, 2), pair(5, 0), pair(0, 1)])
    assert [(one.left, one.right) for one in chart.pairs] == [(185, 185), (92.5, 0), (0, 92.5)]
    assert [(one.left_from, one.right_end) for one in chart.pairs] == [(51, 429), (143.5, 244), (236, 336.5)]
    assert [one.top for one in chart.pairs] == [0, 48, 96]
    assert chart.height == 144


def test_pairs_without_a_length_a_long_name_and_a_length_below_zero() -> None:
    assert versus_chart([]).height == 0
    assert [one.left for one in versus_chart([pair(0, 0)]).pairs] == [0]
    assert versus_chart([pair(1, 1, "x" * 53)]).pairs[0].label == "x" * 51 + "…"
    with pytest.raises(ValueError, match="negative"):
        versus_chart([pair(-1, 0)])
