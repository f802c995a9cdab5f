"""Nobody can work out what an anonymous rater said, whatever is shown and whenever it is read.

The solver tries every way in which a small group can answer, keeps those that agree with what a reader sees, and looks
whether somebody's level is the same in all of them.
"""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant
from diagnostics import selectors, services
from diagnostics.models import Attempt, RaterPanel
from diagnostics.policies import may_read_answers
from diagnostics.services.rater_report import plain_level, veiled_level
from tests.cast import NOW, TODAY, Cast, make_attempt
from tests.diagnostics.rating_play import ask, open_panel, say, shown

Answers = tuple[int | None, ...]
Veil = Callable[[Sequence[int], int, int], Decimal | None]


def veil(ranks: Sequence[int], levels: int, minimum: int) -> Decimal | None:
    return veiled_level(ranks, levels=levels, minimum=minimum)


def ways(raters: int, levels: int, items: int = 1) -> Iterator[tuple[Answers, ...]]:
    """Every way to answer: for each item one level, or none, of each rater."""
    choices = [None, *range(1, levels + 1)]
    return itertools.product(itertools.product(choices, repeat=raters), repeat=items)


def seen(way: tuple[Answers, ...], levels: int, minimum: int, show: Veil) -> tuple[Decimal | None, ...]:
    """What the report says about each item."""
    return tuple(show([rank for rank in answers if rank is not None], levels, minimum) for answers in way)


def given_away(raters: int, levels: int, minimum: int, *, items: int = 1, show: Veil = veil) -> list[Any]:
    """What a reader may see that leaves one possibility for the level of somebody."""
    by_sight: dict[tuple[Decimal | None, ...], list[set[int | None]]] = defaultdict(
        lambda: [set() for _place in range(raters * items)]
    )
    for way in ways(raters, levels, items):
        could = by_sight[seen(way, levels, minimum, show)]
        for place, rank in enumerate(itertools.chain.from_iterable(way)):
            could[place].add(rank)
    return [sight for sight, places in by_sight.items() if any(len(could) == 1 for could in places)]


@pytest.mark.parametrize("minimum", [2, 3, 4])
@pytest.mark.parametrize("levels", range(2, 12))
def test_no_level_is_given_away_by_a_group_of_the_minimum(minimum: int, levels: int) -> None:
    assert given_away(minimum, min(levels, 7 if minimum == 4 else levels), minimum) == []


@pytest.mark.parametrize("levels", [2, 3, 4, 5])
@pytest.mark.parametrize("raters", [3, 4, 5])
def test_nor_by_a_larger_one_of_which_some_cannot_say(raters: int, levels: int) -> None:
    assert given_away(raters, levels, 3) == []


@pytest.mark.parametrize("levels", [3, 4])
def test_nor_by_two_statements_read_together(levels: int) -> None:
    assert given_away(3, levels, 3, items=2) == []


def test_a_group_under_the_minimum_shows_nothing() -> None:
    assert {seen(way, 5, 3, veil) for way in ways(2, 5)} == {(None,)}


def test_the_solver_finds_what_the_rules_prevent() -> None:
    """Without the clamp a unanimous end gives all away; without the minimum one rater; unrounded still the ends."""

    def unclamped(ranks: Sequence[int], levels: int, minimum: int) -> Decimal | None:
        return Decimal(round(2 * sum(ranks) / len(ranks))) / 2 if len(ranks) >= minimum else None

    def without_minimum(ranks: Sequence[int], levels: int, _minimum: int) -> Decimal | None:
        return veil(ranks, levels, 1)

    def exact(ranks: Sequence[int], levels: int, minimum: int) -> Decimal | None:
        return plain_level(ranks) if len(ranks) >= minimum else None

    assert (Decimal(1),) in given_away(4, 3, 4, show=exact)
    assert given_away(3, 2, 3, show=exact)
    assert given_away(2, 3, 3, show=lambda ranks, levels, _m: unclamped(ranks, levels, 2) if ranks else None)
    assert given_away(1, 5, 3, show=without_minimum)


def test_who_rated_herself_could_tell_more() -> None:
    """Knowing her own 3 beside "1.5", a rater knows that the other two said 1: such a report is not shown to her."""
    others = {way[0][1:] for way in ways(3, 5) if way[0][0] == 3 and seen(way, 5, 3, veil) == (Decimal("1.5"),)}
    assert others == {(1, 1)}


# ---- the same of real panels, at every time and for every reader ----

READERS = ("amara", "bill", "lena", "dee")
OF_THE_PANEL = ("panel-detail", "report-detail")
OF_THE_ATTEMPT = ("attempt-profile", "profile-csv")


class Sight:
    """All that anybody can read of a panel at one moment after the other."""

    def __init__(self, cast: Cast, attempt: Attempt) -> None:
        self.cast, self.attempt = cast, attempt
        self.clients = {name: Client() for name in READERS}
        for name, client in self.clients.items():
            client.force_login(getattr(cast, name))

    def of(self, panel: RaterPanel) -> list[object]:
        """The pages and files, byte by byte but for what is made anew each time, what is put on paper, and the report
        as it is kept."""
        addresses = [reverse(f"diagnostics:{name}", args=[panel.pk]) for name in OF_THE_PANEL]
        addresses += [reverse(f"diagnostics:{name}", args=[self.attempt.pk]) for name in OF_THE_ATTEMPT]
        pages: list[object] = []
        for client in self.clients.values():
            for response in map(client.get, addresses):
                pages.append((response.status_code, _steady(response.content.decode(), panel)))
        return [*pages, *map(self._paper, READERS), shown(RaterPanel.objects.get(pk=panel.pk))]

    def _paper(self, name: str) -> object:
        """What the PDF is made from, for who may have it made."""
        reader = getattr(self.cast, name)
        if not may_read_answers(reader, self.attempt, TODAY):
            return None
        return selectors.as_document(selectors.shown_profile(self.attempt, reader, None), NOW)


def _steady(page: str, panel: RaterPanel) -> str:
    for one in [panel.pk, *panel.invitations.values_list("pk", flat=True)]:
        page = page.replace(str(one), "id")
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


def history(
    cast: Cast, attempt: Attempt, way: tuple[Answers, ...], *, peers: Sequence[int] = (), fourth: Sequence[int] = (5, 5)
) -> list[Any]:
    """Everything that can be read along the life of one panel in which three colleagues answer like this: before,
    with a fourth who is taken off after answering, when they are counted, after closing, after an extension, and when
    it is read again."""
    with transaction.atomic():
        panel, sight, read = open_panel(cast), Sight(cast, attempt), []
        people = ask(cast, panel, "Kim", "Lee", "Mo", "Nell")
        for one, rank in zip(ask(cast, panel, *"PQ"[: len(peers)], as_="peer") if peers else [], peers, strict=True):
            say(one, [rank])
        if fourth:
            say(people[3], fourth)
        for number, one in enumerate(people[:3]):
            if way[0][number] is not None:
                say(one, [answers[number] for answers in way], comments=[f"canary-words-{number}"])
            read.append(sight.of(panel))
        warning = reverse("diagnostics:rater-remove", args=[panel.pk, people[3].pk])
        read.append([_steady(sight.clients["amara"].get(warning).content.decode(), panel)])
        services.remove_invitation(invitation=people[3], by=cast.amara, now=NOW)
        read.append(sight.of(panel))
        services.count_answers(panel=panel, by=cast.amara, now=NOW)
        read.append(sight.of(panel))
        _grant_all(cast, panel, attempt)
        services.close_panel(panel=panel, by=cast.amara, now=NOW)
        read.append(sight.of(panel))
        services.extend_round(
            round=cast.round, closes_on=cast.round.closes_on + dt.timedelta(days=9), by=cast.bill, now=NOW
        )
        services.close_ended_panels(now=NOW + dt.timedelta(days=40))
        read.append(sight.of(panel))
        transaction.set_rollback(True)
    return read


def _grant_all(cast: Cast, panel: RaterPanel, attempt: Attempt) -> None:
    for subject, shared in ((GrantSubject.PANEL, panel), (GrantSubject.ATTEMPT, attempt)):
        for grantee in (cast.bill, cast.lena):
            facts = {"owner": cast.amara, "grantee": grantee, "subject": subject, "subject_id": shared.pk}
            SharingGrant.objects.create(**facts, granted_at=NOW)


@pytest.mark.parametrize(
    "same_sight",
    [
        # 1.5: all at the lowest, or any one of them not.
        [((1, 1, 1), (2, 2, 2)), ((2, 1, 1), (2, 2, 2)), ((1, 2, 1), (1, 2, 3)), ((1, 1, 3), (3, 1, 2))],
        # 4.5: the other end.
        [((5, 5, 5), (0, 3, 3)), ((4, 5, 5), (3, 0, 5)), ((5, 4, 5), (5, 5, 0)), ((5, 5, 3), (0, 1, 1))],
    ],
)
def test_readers_see_the_same_at_every_time_however_it_was_answered(cast: Cast, same_sight: list[Any]) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 3])
    told = [history(cast, attempt, way, peers=(1, 5)) for way in same_sight]
    assert all(one == told[0] for one in told[1:])


@pytest.mark.parametrize("way", [((1, 1, 1), (2, 0, 2)), ((None, 3, 3), (None, 3, 3))])
def test_whether_a_removed_person_had_answered_is_never_seen(cast: Cast, way: tuple[Answers, ...]) -> None:
    """The warning, the page before and after, and all that follows are the same for who had, and who had not; also
    where the group stays too small for lack of her."""
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 3])
    told = [history(cast, attempt, way, fourth=fourth) for fourth in ((), (5, 5))]
    assert told[0] == told[1]


def test_and_something_else_when_it_should_be(cast: Cast) -> None:
    """The comparison above would notice a difference: at the end on every page, file and paper of who may read it, and
    the words of the raters stand there; before that, and to others, never."""
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 3])
    low, even = (history(cast, attempt, way) for way in (((1, 1, 1), (3, 3, 3)), ((3, 3, 3), (3, 3, 3))))
    differ = [
        [place for place, pair in enumerate(zip(*moment, strict=True)) if pair[0] != pair[1]]
        for moment in zip(low, even, strict=True)
    ]
    assert differ[:6] == [[]] * 6
    # amara, bill and lena: report, profile and file (of four pages each); the papers; and what is kept.
    assert differ[6:] == [[1, 2, 3, 5, 6, 7, 9, 10, 11, 16, 17, 18, 20]] * 2
    said = [[place for place, seen in enumerate(moment) if "canary-words-1" in str(seen)] for moment in low]
    assert said == [[]] * 6 + [[1, 2, 5, 6, 9, 10, 16, 17, 18]] * 2
