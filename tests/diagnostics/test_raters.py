"""Asking others: opening a panel, inviting, answering, and the report that is made once."""

import datetime as dt

import pytest
from django.test import override_settings

from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.models import Reminder
from diagnostics import selectors, services
from diagnostics.models import RaterAnswer, RaterGroupReport, RaterInvitation, RaterPanel, RaterResponse, Round
from programmes.enums import EnrolmentStatus
from tests.cast import NOW, TODAY, Cast
from tests.diagnostics.rating_play import AFTER, LAST_DAY, ask, open_panel, say, shown

ONCE_ASKED = "Others are already asked"


def close(cast: Cast, panel: RaterPanel) -> RaterPanel:
    return services.close_panel(panel=panel, by=cast.amara, now=NOW)


def words(cast: Cast, panel: RaterPanel) -> dict[str, list[tuple[str, str]]]:
    """What the learner reads in the raters' own words, by group."""
    report = selectors.report_of(panel, cast.amara)
    assert report is not None
    return {title: [(one.text, one.about) for one in said] for title, said in report.comments.items()}


class TestOpening:
    def test_the_minimum_is_pinned(self, cast: Cast) -> None:
        with override_settings(RATER_MINIMUM=4):
            panel = open_panel(cast)
        assert (panel.minimum, panel.mode, panel.closed_at) == (4, "anonymous", None)

    def test_no_installation_shows_a_single_anonymous_rater(self, cast: Cast) -> None:
        with override_settings(RATER_MINIMUM=1):
            assert open_panel(cast).minimum == 2

    def test_once_a_round_and_learner(self, cast: Cast) -> None:
        open_panel(cast)
        with pytest.raises(Refused, match=ONCE_ASKED):
            open_panel(cast)

    @pytest.mark.parametrize(("days", "why"), [(-1, "over already"), (200, "three months")])
    def test_the_last_day_is_near(self, cast: Cast, days: int, why: str) -> None:
        facts = {"round": cast.round, "enrolment": cast.amara_enrolment, "mode": "named"}
        with pytest.raises(Refused, match=why):
            services.open_panel(**facts, closes_on=TODAY + dt.timedelta(days=days), by=cast.amara, now=NOW)

    def test_a_round_to_come_or_of_another_is_refused(self, cast: Cast) -> None:
        facts = {"mode": "named", "closes_on": LAST_DAY, "by": cast.amara, "now": NOW}
        Round.objects.filter(pk=cast.round.pk).update(enrolment=cast.ben_enrolment)
        with pytest.raises(Refused, match="does not ask this learner"):
            services.open_panel(round=Round.objects.get(), enrolment=cast.amara_enrolment, **facts)
        Round.objects.update(enrolment=None, opens_on=TODAY + dt.timedelta(days=1))
        with pytest.raises(Refused, match="opens on"):
            services.open_panel(round=Round.objects.get(), enrolment=cast.amara_enrolment, **facts)

    @pytest.mark.parametrize("who", ["ben", "cora", "lena", "dee", "sam", "olga", "eve", "root"])
    def test_by_the_learner_and_her_facilitator_only(self, cast: Cast, who: str) -> None:
        facts = {"round": cast.round, "enrolment": cast.amara_enrolment, "mode": "named", "closes_on": LAST_DAY}
        with pytest.raises(NotAllowed):
            services.open_panel(**facts, by=getattr(cast, who), now=NOW)
        assert services.open_panel(**facts, by=cast.bill, now=NOW).opened_by == cast.bill

    def test_not_by_a_learner_who_has_left(self, cast: Cast) -> None:
        cast.amara_enrolment.status = EnrolmentStatus.WITHDRAWN
        cast.amara_enrolment.save()
        with pytest.raises(NotAllowed):
            open_panel(cast)


class TestInviting:
    def test_each_is_owed_one_mail_that_names_no_account_and_no_address(self, cast: Cast) -> None:
        kim, lee = ask(cast, open_panel(cast), "Kim", "Lee")
        rows = Reminder.objects.order_by("subject_id").values_list("recipient", "subject_id", "occurrence", "policy")
        assert list(rows) == [
            (None, kim.pk, "asked-1", "must_deliver"),
            (None, lee.pk, "asked-1", "must_deliver"),
        ]

    def test_of_the_link_only_a_hash_is_kept(self, cast: Cast) -> None:
        kim = ask(cast, open_panel(cast), "Kim")[0]
        assert len(kim.token) == 22
        kept = [str(value) for row in RaterInvitation.objects.values_list() for value in row]
        assert [value for value in kept if kim.token in value] == []
        assert selectors.invitation_of(kim.token, NOW) == kim
        assert selectors.invitation_of(kim.token_hash, NOW) is None

    def test_a_link_is_unknown_a_fortnight_after_the_end(self, cast: Cast) -> None:
        kim = ask(cast, open_panel(cast), "Kim")[0]
        assert selectors.invitation_of(kim.token, NOW + dt.timedelta(days=21)) == kim
        assert selectors.invitation_of(kim.token, NOW + dt.timedelta(days=22)) is None

    @pytest.mark.parametrize(
        ("emails", "why"),
        [
            (["Kim@rater.test"], "already asked"),
            (["new@rater.test", "NEW@rater.test"], "there twice"),
            (["Amara@example.test"], "leave her own address out"),
        ],
    )
    def test_all_or_nobody(self, cast: Cast, emails: list[str], why: str) -> None:
        panel = open_panel(cast)
        ask(cast, panel, "Kim")
        people = [services.PersonAsked("Somebody", email, "peer") for email in ["first@rater.test", *emails]]
        with pytest.raises(Refused, match=why):
            services.invite_raters(panel=panel, people=people, by=cast.amara, now=NOW)
        assert (RaterInvitation.objects.count(), Reminder.objects.count()) == (1, 1)

    def test_thirty_at_most(self, cast: Cast) -> None:
        panel = open_panel(cast)
        ask(cast, panel, *[f"R{number}" for number in range(30)])
        with pytest.raises(Refused, match="At most 30"):
            ask(cast, panel, "Onemore")

    def test_not_after_the_end(self, cast: Cast) -> None:
        panel = open_panel(cast)
        close(cast, panel)
        with pytest.raises(Refused, match="has ended"):
            ask(cast, panel, "Kim")

    def test_again_until_submitted_twice_a_day_and_without_telling(self, cast: Cast) -> None:
        """Whoever has answered is treated like the others: asking again tells nobody who has not."""
        panel = open_panel(cast)
        kim, lee = ask(cast, panel, "Kim", "Lee")
        token = kim.token
        say(kim, [3])
        for one in (kim, lee):
            services.ask_again(invitation=one, by=cast.amara, now=NOW)
            with pytest.raises(Refused, match="twice within a day"):
                services.ask_again(invitation=one, by=cast.amara, now=NOW)
        with pytest.raises(Refused, match="twice within a day"):
            services.remind_raters(panel=panel, by=cast.amara, now=NOW)
        tomorrow = NOW + dt.timedelta(days=1, minutes=1)
        services.remind_raters(panel=panel, by=cast.bill, now=tomorrow)
        assert set(RaterInvitation.objects.values_list("times_asked", flat=True)) == {3}
        assert selectors.invitation_of(token, tomorrow) == kim

    def test_removing_deletes_the_answers_and_only_the_learner_may(self, cast: Cast) -> None:
        panel = open_panel(cast)
        kim = ask(cast, panel, "Kim")[0]
        say(kim, [3])
        with pytest.raises(NotAllowed):
            services.remove_invitation(invitation=kim, by=cast.bill, now=NOW)
        services.remove_invitation(invitation=kim, by=cast.amara, now=NOW)
        assert (RaterResponse.objects.count(), RaterAnswer.objects.count()) == (0, 0)

    def test_nothing_is_removed_once_it_is_closed(self, cast: Cast) -> None:
        panel = open_panel(cast)
        kim = ask(cast, panel, "Kim")[0]
        close(cast, panel)
        with pytest.raises(Refused, match="has ended"):
            services.remove_invitation(invitation=kim, by=cast.amara, now=NOW)
        assert RaterInvitation.objects.count() == 1


class TestAnswering:
    def test_the_newest_counts_and_another_window_is_told(self, cast: Cast) -> None:
        kim = ask(cast, open_panel(cast), "Kim")[0]
        item = cast.diagnostic_version.items.order_by("position")[0]

        def save(rank: int, base: int) -> services.Kept:
            return services.save_ratings(invitation=kim, said=[services.Said(item.pk, rank, False, "", base)], now=NOW)[
                0
            ]

        assert (save(2, 0).revision, save(2, 0).revision) == (1, 1)
        assert not save(3, 1).superseded
        assert save(4, 1).superseded
        kept = RaterAnswer.objects.get()
        assert (kept.level.rank, kept.revision) == (4, 3)

    def test_what_is_not_asked_is_refused(self, cast: Cast) -> None:
        kim = ask(cast, open_panel(cast), "Kim")[0]
        item = cast.diagnostic_version.items.all()[0]
        for said in (
            services.Said(item.pk, 9, False, "", 0),
            services.Said(item.pk, 2, True, "", 0),
            services.Said(kim.pk, 2, False, "", 0),
        ):
            with pytest.raises(Refused, match="not part of"):
                services.save_ratings(invitation=kim, said=[said], now=NOW)
        assert not RaterAnswer.objects.exists()

    def test_submitted_once_and_for_all(self, cast: Cast) -> None:
        kim = ask(cast, open_panel(cast), "Kim")[0]
        with pytest.raises(Refused, match="at least one"):
            services.submit_rating(invitation=kim, now=NOW)
        say(kim, [3])
        for act in (lambda: say(kim, [4]), lambda: services.decline_rating(invitation=kim, now=NOW)):
            with pytest.raises(Refused, match="submitted"):
                act()
        assert RaterAnswer.objects.get().level.rank == 3

    def test_saying_no_deletes_what_was_said_and_can_be_taken_back(self, cast: Cast) -> None:
        kim = ask(cast, open_panel(cast), "Kim")[0]
        say(kim, [3], submits=False)
        services.decline_rating(invitation=kim, now=NOW)
        assert not RaterResponse.objects.exists()
        say(kim, [4])
        kim.refresh_from_db()
        assert (kim.declined_at, RaterAnswer.objects.get().level.rank) == (None, 4)

    def test_nothing_comes_in_after_the_last_day(self, cast: Cast) -> None:
        kim = ask(cast, open_panel(cast), "Kim")[0]
        with pytest.raises(Refused, match="ended"):
            say(kim, [3], now=AFTER)


class TestClosing:
    def test_the_report_of_an_anonymous_panel(self, cast: Cast) -> None:
        panel = open_panel(cast)
        lena = ask(cast, panel, "Lena", as_="line_manager")[0]
        say(lena, [2, 4])
        for one, ranks in zip(ask(cast, panel, "Kim", "Lee", "Mo"), ([1, 2, 5], [1, 3, None], [1, 3, 0]), strict=True):
            say(one, ranks)
        for one in ask(cast, panel, "Pat", "Quin", as_="peer"):
            say(one, [5])
        ask(cast, panel, "Ray", as_="report")
        close(cast, panel)
        assert shown(panel) == {
            "colleague": (3, True, {"D1.1": "1.50", "D1.2": "2.50"}),
            "line_manager": (1, True, {"D1.1": "2.00", "D1.2": "4.00"}),
            "peer": (2, False, {}),
            "report": (0, False, {}),
        }

    def test_the_report_of_a_named_panel(self, cast: Cast) -> None:
        panel = open_panel(cast, mode="named")
        for one, rank in zip(ask(cast, panel, "Kim", "Lee", "Mo"), (1, 1, 2), strict=True):
            say(one, [rank], comments=[f"Seen by {one.name}"])
        panel = close(cast, panel)
        assert shown(panel) == {"colleague": (3, True, {"D1.1": "1.33"})}
        assert words(cast, panel) == {
            "Colleagues": [
                ("Seen by Kim Rater", "Kim Rater · D1.1 Heads standard 1.1"),
                ("Seen by Lee Rater", "Lee Rater · D1.1 Heads standard 1.1"),
                ("Seen by Mo Rater", "Mo Rater · D1.1 Heads standard 1.1"),
            ]
        }

    def test_what_is_not_handed_in_does_not_count(self, cast: Cast) -> None:
        panel = open_panel(cast)
        for number, one in enumerate(ask(cast, panel, "Kim", "Lee", "Mo")):
            say(one, [3], comments=["canary-unsent"], submits=number != 2)
        panel = close(cast, panel)
        assert shown(panel) == {"colleague": (2, False, {})}
        assert words(cast, panel) == {}

    def test_comments_stand_without_names_in_an_order_that_joins_nothing(self, cast: Cast) -> None:
        panel = open_panel(cast)
        written = (["Zest", "Apt"], ["Calm", "Zeal"], ["Brave", "Mild"])
        for one, comments in zip(ask(cast, panel, "Kim", "Lee", "Mo"), written, strict=True):
            say(one, [3, 3], comments=comments)
        for one in ask(cast, panel, "Pat", as_="peer"):
            say(one, [3], comments=["canary-peer"])
        assert selectors.report_of(panel, cast.amara) is None
        panel = close(cast, panel)
        first, second = ("D1.1 Heads standard 1.1", "D1.2 Heads standard 1.2")
        assert words(cast, panel) == {
            "Colleagues": [
                *(("Brave", first), ("Calm", first), ("Zest", first)),
                *(("Apt", second), ("Mild", second), ("Zeal", second)),
            ]
        }

    def test_once_also_when_the_round_is_extended(self, cast: Cast) -> None:
        panel = open_panel(cast)
        for one in ask(cast, panel, "Kim", "Lee", "Mo"):
            say(one, [3])
        close(cast, panel)
        before = shown(panel)
        later = LAST_DAY + dt.timedelta(days=30)
        services.extend_round(round=cast.round, closes_on=later, by=cast.bill, now=NOW)
        for act in (lambda: close(cast, panel), lambda: ask(cast, panel, "New"), lambda: open_panel(cast)):
            with pytest.raises(Refused):
                act()
        assert services.close_ended_panels(now=AFTER) == 0
        assert shown(panel) == before

    def test_by_itself_when_the_last_day_is_over(self, cast: Cast) -> None:
        panel = open_panel(cast)
        for one in ask(cast, panel, "Kim", "Lee", "Mo"):
            say(one, [3])
        assert services.close_ended_panels(now=panel.closes_at - dt.timedelta(seconds=1)) == 0
        assert services.close_ended_panels(now=panel.closes_at) == 1
        assert services.close_ended_panels(now=panel.closes_at) == 0
        assert RaterGroupReport.objects.count() == 1

    def test_not_by_anybody_else(self, cast: Cast) -> None:
        panel = open_panel(cast)
        for who in (cast.ben, cast.cora, cast.lena, cast.dee, cast.root):
            with pytest.raises(NotAllowed):
                services.close_panel(panel=panel, by=who, now=NOW)


@pytest.mark.parametrize("mode", ["named", "anonymous"])
def test_of_a_small_group_not_even_the_number_is_told(cast: Cast, mode: str) -> None:
    panel = open_panel(cast, mode=mode)
    for one in (*ask(cast, panel, "Kim", "Lee", "Mo")[:2], *ask(cast, panel, "Pat", "Quin", as_="peer")):
        say(one, [3])
    services.count_answers(panel=panel, by=cast.amara, now=NOW)
    assert [(row.relationship, row.invited, row.answered) for row in selectors.group_counts(panel)] == [
        ("colleague", 3, 2),
        ("peer", 2, None),
    ]


def test_the_trail_holds_neither_people_nor_links_nor_answers(cast: Cast) -> None:
    kim = ask(cast, open_panel(cast), "Kim")[0]
    say(kim, [3], comments=["canary-comment"])
    services.decline_rating(invitation=ask(cast, kim.panel, "Lee")[0], now=NOW)
    rows = RaterInvitation.history.rel.related_model.objects.values()
    trail = [str(value) for row in rows for value in row.values()]
    assert [value for value in trail if "Kim" in value or "rater.test" in value or kim.token_hash in value] == []
    assert len(rows) == 3
