"""More time for all, for some, for one; reminding who has not answered; and what each learner sees of her rounds."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from diagnostics import selectors, services
from diagnostics.enums import AttemptState, RoundKind
from diagnostics.models import Answer, Attempt, Round, RoundExtension
from diagnostics.models.attempt import Given
from tests.cast import NOW, TODAY, Cast, make_attempt

DAY = dt.timedelta(days=1)
CLOSES = TODAY + 14 * DAY
AFTER = NOW + 20 * DAY
CLOSED = "closed at the end of Tue 8 Dec 2026"


@pytest.fixture
def wait_until(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Pages believe that it is that moment from then on."""
    return lambda moment: monkeypatch.setenv("CARNEGIE_NOW", moment.isoformat())


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


def extend(cast: Cast, day: dt.date, *enrolments: Any, by: User | None = None, now: dt.datetime = NOW) -> Round:
    given = {"closes_on": day, "enrolments": enrolments, "by": by or cast.bill, "now": now}
    return services.extend_round(round=cast.round, **given)


def remind(cast: Cast, *enrolments: Any, by: User | None = None, now: dt.datetime = NOW) -> list[str]:
    told = services.remind(round=cast.round, enrolments=enrolments, by=by or cast.bill, now=now)
    return [one.learner.short_name for one in told]


def answers(cast: Cast, attempt: Attempt, now: dt.datetime, rank: int = 4) -> Any:
    item = cast.diagnostic_version.items.first()
    fresh = Attempt.objects.get(pk=attempt.pk)
    return services.save_answers(
        attempt=fresh, answers=[(Given(item.pk, rank, False, None, ""), 0)], by=fresh.enrolment.learner, now=now
    )


# ---- more time ----


def test_each_extension_is_written_once_with_both_days_who_and_when(cast: Cast) -> None:
    extend(cast, CLOSES + DAY)
    cast.round.refresh_from_db()
    extend(cast, CLOSES + 5 * DAY, cast.ben_enrolment, by=cast.dee, now=NOW + DAY)
    rows = RoundExtension.objects.values_list("enrolment", "closed_on", "closes_on", "by", "at")
    assert list(rows) == [
        (None, CLOSES, CLOSES + DAY, cast.bill.pk, NOW),
        (cast.ben_enrolment.pk, CLOSES + DAY, CLOSES + 5 * DAY, cast.dee.pk, NOW + DAY),
    ]
    assert Round.objects.get(pk=cast.round.pk).closes_on == CLOSES + DAY


def test_a_learner_may_answer_until_the_latest_of_the_rounds_day_and_her_own(cast: Cast) -> None:
    def days() -> list[dt.date]:
        return [cast.round.last_day_for(one.pk) for one in (cast.amara_enrolment, cast.ben_enrolment)]

    assert days() == [CLOSES, CLOSES]
    extend(cast, CLOSES + 5 * DAY, cast.ben_enrolment)
    assert days() == [CLOSES, CLOSES + 5 * DAY]
    extend(cast, CLOSES + 2 * DAY)
    assert days() == [CLOSES + 2 * DAY, CLOSES + 5 * DAY]
    extend(cast, CLOSES + 9 * DAY)
    assert days() == [CLOSES + 9 * DAY, CLOSES + 9 * DAY]


def test_more_time_for_several_is_a_row_each_with_her_own_day_before(cast: Cast) -> None:
    extend(cast, CLOSES + DAY, cast.ben_enrolment)
    extend(cast, CLOSES + 3 * DAY, cast.amara_enrolment, cast.ben_enrolment)
    rows = RoundExtension.objects.filter(closes_on=CLOSES + 3 * DAY).values_list("enrolment", "closed_on")
    assert dict(rows) == {cast.amara_enrolment.pk: CLOSES, cast.ben_enrolment.pk: CLOSES + DAY}


def test_no_day_before_the_one_in_force_and_the_refusal_names_it(cast: Cast) -> None:
    extend(cast, CLOSES + 5 * DAY, cast.ben_enrolment)
    with pytest.raises(Refused, match="The round is open until the end of Tue 8 Dec 2026 already"):
        extend(cast, CLOSES)
    with pytest.raises(Refused, match="Ben Example may answer until the end of Sun 13 Dec 2026 already"):
        extend(cast, CLOSES + 4 * DAY, cast.amara_enrolment, cast.ben_enrolment)
    with pytest.raises(Refused, match="closed already"):
        extend(cast, CLOSES + DAY, cast.amara_enrolment, now=AFTER)
    assert RoundExtension.objects.count() == 1


def test_only_whom_the_round_asks_and_only_by_who_leads(cast: Cast) -> None:
    with pytest.raises(Refused, match="learners whom this round asks"):
        extend(cast, CLOSES + DAY, cast.otto_enrolment)
    for name in ("amara", "cora", "lena", "sam", "olga", "pia", "eve", "root"):
        with pytest.raises(NotAllowed):
            extend(cast, CLOSES + DAY, cast.ben_enrolment, by=getattr(cast, name))
    assert RoundExtension.objects.count() == 0


def test_more_time_for_one_opens_every_door_to_her_and_none_to_another(
    cast: Cast, as_user: Any, wait_until: Any
) -> None:
    amaras = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6, submitted=False)
    bens = make_attempt(cast.round, cast.ben_enrolment, ranks=[3] * 6, submitted=False)
    extend(cast, TODAY + 30 * DAY, cast.ben_enrolment)
    wait_until(AFTER)
    for who, attempt, is_open in ((cast.amara, amaras, False), (cast.ben, bens, True)):
        client = as_user(who)
        assert (b'data-testid="closed"' in client.get(at("attempt-start", cast.round.pk)).content) is not is_open
        item = cast.diagnostic_version.items.first()
        saved = client.post(
            at("answer-save", attempt.pk, item.pk), {"level": "5", "base_revision": 1}, content_type="application/json"
        )
        assert saved.status_code == (200 if is_open else 409)
        assert (b"extended for you until" in client.get(at("attempt-list")).content) is is_open
        submitted = client.post(at("attempt-review", attempt.pk), {"confirm_missing": "yes"})
        assert (submitted.status_code == 302) is is_open
        assert Attempt.objects.get(pk=attempt.pk).is_submitted is is_open
    client = as_user(cast.ben)
    assert client.post(at("attempt-start", cast.round.pk), {"again": "yes"})["Location"].startswith("/diagnostics/att")


@pytest.mark.parametrize("has_more_time", [False, True])
def test_a_save_takes_six_queries_also_in_the_time_that_is_hers_alone(
    cast: Cast, as_user: Any, wait_until: Any, django_assert_num_queries: Any, has_more_time: bool
) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    extend(cast, TODAY + 30 * DAY, cast.amara_enrolment)
    client, item = as_user(cast.amara), cast.diagnostic_version.items.first()
    wait_until(AFTER if has_more_time else NOW)
    with django_assert_num_queries(6):
        saved = client.post(
            at("answer-save", attempt.pk, item.pk), {"level": "5", "base_revision": 1}, content_type="application/json"
        )
    assert saved.status_code == 200


def test_reopening_destroys_nothing(cast: Cast) -> None:
    begun = make_attempt(cast.round, cast.amara_enrolment, ranks=[3, 2], submitted=False)
    done = make_attempt(cast.round, cast.ben_enrolment, ranks=[1] * 6)
    with pytest.raises(Refused, match=CLOSED):
        answers(cast, begun, AFTER)
    before = [list(Answer.objects.order_by("pk").values()), list(Attempt.objects.order_by("pk").values())]
    extend(cast, TODAY + 30 * DAY, now=AFTER)
    assert [list(Answer.objects.order_by("pk").values()), list(Attempt.objects.order_by("pk").values())] == before
    answers(cast, begun, AFTER)
    assert [one.level.rank for one in begun.answers.order_by("item__position")] == [4, 2]
    assert [one.level.rank for one in done.answers.all()] == [1] * 6


def test_the_end_of_her_own_day_is_that_of_the_rounds_zone(cast: Cast) -> None:
    Round.objects.update(time_zone="America/New_York")
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    cast.round.refresh_from_db()
    extend(cast, CLOSES + DAY, cast.amara_enrolment)
    last = dt.datetime(2026, 12, 10, 4, 59, 59, tzinfo=dt.UTC)
    assert answers(cast, attempt, last)
    with pytest.raises(Refused, match="closed at the end of Wed 9 Dec 2026"):
        answers(cast, attempt, last + dt.timedelta(seconds=1))


# ---- the pages of who leads ----


@pytest.fixture
def bill(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.bill)


def test_a_facilitator_gives_one_more_time_and_finds_it_in_the_history(cast: Cast, bill: Client) -> None:
    address = at("round-extend", cast.round.pk)
    page = bill.get(f"{address}?learner={cast.ben_enrolment.pk}").text
    assert [page.count(" checked"), "Ben Example" in page, "Otto" in page] == [2, True, False]
    sent = {"closes_on": "2026-12-20", "whom": "some"}
    for wrong, words in (
        ({}, "Tick at least one learner"),
        ({"whom": ""}, "This field is required"),
        ({"enrolments": [cast.otto_enrolment.pk]}, "not one of the available choices"),
        ({"enrolments": [cast.ben_enrolment.pk], "closes_on": "2026-12-01"}, "Ben Example may answer until the end of"),
        ({"enrolments": [cast.ben_enrolment.pk], "whom": "everybody"}, "You ticked learners"),
    ):
        refused = bill.post(address, sent | wrong)
        assert (refused.status_code, words in refused.text) == (422, True), words
    assert RoundExtension.objects.count() == 0
    done = bill.post(address, sent | {"enrolments": [cast.ben_enrolment.pk]}, follow=True).text
    history = done.partition('data-testid="extensions"')[2].partition("</table>")[0]
    shown = [word in history for word in ("Ben Example", "Tue 8 Dec 2026", "Sun 20 Dec 2026", "Bill Example", "Amara")]
    assert shown == [True, True, True, True, False]


def test_the_board_is_narrowed_sorted_counted_and_paged(cast: Cast, bill: Client) -> None:
    make_attempt(cast.round, cast.ben_enrolment, ranks=[1] * 6)

    def names(query: str) -> list[str]:
        return [
            row.learner.short_name for row in bill.get(f"{at('round-detail', cast.round.pk)}?{query}").context["page"]
        ]

    assert names("") == ["Amara", "Ben"]
    assert names("sort=submitted") == ["Ben", "Amara"]
    assert (names("state=submitted"), names("state=not_begun"), names("state=in_progress")) == (["Ben"], ["Amara"], [])
    assert (names("name=aMa"), names("name=nobody"), names("state=nonsense&sort=x")) == (
        ["Amara"],
        [],
        ["Amara", "Ben"],
    )
    counts = bill.get(f"{at('round-detail', cast.round.pk)}?name=ama").context["counts"]
    assert counts == {"asked": 2, "submitted": 1}


def test_the_board_as_a_file_holds_states_and_days_and_is_for_facilitators(
    cast: Cast, bill: Client, as_user: Any
) -> None:
    User.objects.filter(pk=cast.ben.pk).update(full_name="=Ben")
    make_attempt(cast.round, cast.amara_enrolment, ranks=[1] * 6)
    remind(cast, cast.ben_enrolment)
    lines = bill.get(at("round-board", cast.round.pk)).text.splitlines()
    assert lines == [
        "Learner,State,Begun,Submitted,Attempts,Open until,Reminded",
        "'=Ben,not begun,,,0,2026-12-08,2026-11-24",
        "Amara Example,submitted,2026-11-22,2026-11-23,1,2026-12-08,",
    ]
    assert len(bill.get(f"{at('round-board', cast.round.pk)}?state=submitted").text.splitlines()) == 2
    assert as_user(cast.dee).get(at("round-board", cast.round.pk)).status_code == 403


@pytest.mark.parametrize(("last_day", "why"), [("2026-11-23", "closes before it opens"), ("2026-11-20", "later last")])
def test_a_day_that_does_not_do_is_said_at_its_field(cast: Cast, bill: Client, last_day: str, why: str) -> None:
    sent = {"title": "Exit", "diagnostic": cast.diagnostic_version.pk, "kind": RoundKind.EXIT}
    opens = "2026-11-24" if "before" in why else last_day
    page = bill.post(at("round-new", cast.cohort.pk), sent | {"opens_on": opens, "closes_on": last_day}).text
    assert re.search(rf'<a href="#id_closes_on">[^<]*{why}', page)


def test_days_are_those_of_the_cohort_wherever_its_facilitator_is(cast: Cast, as_user: Any) -> None:
    """It is midnight of the 25th on Bill's island, and the morning of the 24th in London."""
    User.objects.update(time_zone="Pacific/Kiritimati")
    bill = as_user(User.objects.get(pk=cast.bill.pk))
    new, extend = (bill.get(at("round-new", cast.cohort.pk)).text, bill.get(at("round-extend", cast.round.pk)).text)
    assert re.search(r'name="opens_on" value="2026-11-24"', new)
    assert "midnight in Europe/London" in new
    assert "midnight in Europe/London" in extend


def test_a_round_for_one_is_opened_from_the_form_for_learners_of_the_cohort_only(cast: Cast, bill: Client) -> None:
    new = at("round-new", cast.cohort.pk)
    sent = {"title": "Then", "diagnostic": cast.diagnostic_version.pk, "kind": RoundKind.RETROSPECTIVE}
    sent |= {"opens_on": "2026-11-24", "closes_on": "2026-12-01"}
    assert bill.post(new, sent | {"enrolment": cast.otto_enrolment.pk}).status_code == 422
    bill.post(new, sent | {"enrolment": cast.ben_enrolment.pk})
    opened = Round.objects.get(title="Then")
    assert opened.enrolment == cast.ben_enrolment
    assert [one.learner for one in selectors.round_board(opened)] == [cast.ben]


@pytest.mark.parametrize("kind", RoundKind.values)
def test_every_kind_can_be_asked_and_looking_back_is_explained(cast: Cast, as_user: Any, kind: str) -> None:
    Round.objects.update(kind=kind)
    bill, amara = as_user(cast.bill), as_user(cast.amara)
    pages = [bill.get(at("round-detail", cast.round.pk)), amara.get(at("attempt-list"))]
    pages.append(amara.get(at("attempt-start", cast.round.pk)))
    assert ['data-testid="then"' in page.text for page in pages] == [kind == RoundKind.RETROSPECTIVE] * 3


def test_who_reads_on_another_clock_is_told_the_moment(cast: Cast, as_user: Any) -> None:
    assert "On your clock" not in as_user(cast.bill).get(at("round-detail", cast.round.pk)).text
    User.objects.update(time_zone="Pacific/Auckland")
    assert (
        "Wed 9 Dec 2026, 13:00"
        in as_user(User.objects.get(pk=cast.bill.pk)).get(at("round-detail", cast.round.pk)).text
    )
    assert "Wed 9 Dec 2026, 13:00" in as_user(User.objects.get(pk=cast.amara.pk)).get(at("attempt-list")).text


# ---- a learner's own list ----


def test_a_later_attempt_overwrites_nothing_and_every_profile_stays_reachable(cast: Cast, as_user: Any) -> None:
    first = make_attempt(cast.round, cast.amara_enrolment, ranks=[1] * 6)
    others = make_attempt(cast.round, cast.ben_enrolment, ranks=[2] * 6)
    amara = as_user(cast.amara)
    assert 'data-testid="answer-again"' in amara.get(at("attempt-list")).text
    amara.post(at("attempt-start", cast.round.pk), {"again": "yes"})
    second = Attempt.objects.get(number=2)
    answers(cast, second, NOW, rank=5)
    begun = amara.get(at("attempt-list")).text
    assert [at("attempt-profile", first.pk) in begun, "Go on" in begun] == [True, True]
    services.submit_attempt(attempt=second, confirm_missing=True, by=cast.amara, now=NOW)
    page = amara.get(at("attempt-list")).text
    shown = [at("attempt-profile", one.pk) in page for one in (first, second, others)]
    assert (shown, page.count('data-testid="earlier"')) == ([True, True, False], 2)
    assert [one.level.rank for one in first.answers.all()] == [1] * 6
    assert amara.get(at("attempt-profile", first.pk)).status_code == 200
    assert set(Attempt.objects.filter(enrolment=cast.amara_enrolment).values_list("state", flat=True)) == {
        AttemptState.SUBMITTED
    }


def test_days_left_count_to_her_own_last_day(cast: Cast, as_user: Any, wait_until: Any) -> None:
    def said(who: User) -> str:
        return as_user(who).get(at("attempt-list")).text.partition('data-testid="closes"')[2].partition("</p>")[0]

    extend(cast, CLOSES + DAY, cast.ben_enrolment)
    assert "14 days left" in said(cast.amara)
    assert ("15 days left" in said(cast.ben), "extended for you until the end of" in said(cast.ben)) == (True, True)
    wait_until(NOW + 14 * DAY)
    assert "The last day is today" in said(cast.amara)
    assert "1 day left" in said(cast.ben)
    wait_until(NOW + 15 * DAY)
    assert (said(cast.amara), "The last day is today" in said(cast.ben)) == ("", True)


def test_home_and_board_count_with_her_own_last_day(cast: Cast, as_user: Any, wait_until: Any) -> None:
    extend(cast, TODAY + 30 * DAY, cast.ben_enrolment)
    wait_until(AFTER)
    pages = [as_user(who).get(reverse("home:home")).text for who in (cast.amara, cast.ben)]
    assert ["Say where you stand today" in page for page in pages] == [False, True]
