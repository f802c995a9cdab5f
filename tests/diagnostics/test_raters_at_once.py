"""A panel that is closed while raters hand in: one report, and whoever was told that she has submitted counts in it."""

import pytest

from diagnostics import services
from diagnostics.models import RaterGroupReport, RaterResponse
from tests.cast import NOW, Cast
from tests.diagnostics.at_once import at_once
from tests.diagnostics.rating_play import ask, open_panel, say

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_trial", range(3))
def test_closed_three_times_while_six_hand_in(cast: Cast, _trial: int) -> None:
    panel = open_panel(cast)
    people = ask(cast, panel, "Kim", "Lee", "Mo", "Nell", "Oz", "Pat")
    for one in people:
        say(one, [3], submits=False)

    def close() -> None:
        services.close_panel(panel=panel, by=cast.amara, now=NOW)

    handing_in = [lambda one=one: services.submit_rating(invitation=one, now=NOW) for one in people]
    accepted = at_once(*handing_in, close, close, lambda: services.close_ended_panels(now=panel.closes_at))

    handed_in = RaterResponse.objects.filter(submitted_at__isnull=False).count()
    assert RaterGroupReport.objects.get().raters == handed_in
    assert sum(accepted[: len(people)]) == handed_in


def test_two_hands_open_one_panel(cast: Cast) -> None:
    accepted = at_once(*[lambda: open_panel(cast)] * 4)
    assert sum(accepted) == 1


def test_one_person_is_invited_once(cast: Cast) -> None:
    panel = open_panel(cast)
    assert sum(at_once(*[lambda: ask(cast, panel, "Kim")] * 4)) == 1


def test_one_rater_submits_once(cast: Cast) -> None:
    kim = ask(cast, open_panel(cast), "Kim")[0]
    say(kim, [3], submits=False)
    assert sum(at_once(*[lambda: services.submit_rating(invitation=kim, now=NOW)] * 8)) == 1
