"""What happens to a panel between opening and reading it: its last day moves, answers are counted, pages grow old in
another window, and somebody is told that it has closed."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import formats

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.notifications.enums import ReminderState
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import deliver, tick
from diagnostics import selectors, services
from diagnostics.enums import PANEL_CLOSED
from diagnostics.models import RaterInvitation, RaterPanel
from programmes.models import CohortRole
from tests.cast import NOW, TODAY, Cast
from tests.diagnostics.rating_play import AFTER, LAST_DAY, ask, open_panel, say

DAY = dt.timedelta(days=1)
LATER = LAST_DAY + 7 * DAY


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


@pytest.fixture
def amara(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.amara)


@pytest.fixture
def panel(cast: Cast) -> RaterPanel:
    return open_panel(cast)


def move(cast: Cast, panel: RaterPanel, day: dt.date, *, base: dt.date = LAST_DAY, **facts: Any) -> RaterPanel:
    return services.change_last_day(panel=panel, closes_on=day, base=base, **{"by": cast.amara, "now": NOW} | facts)


class TestTheLastDay:
    def test_a_link_that_was_mailed_holds_until_the_end_of_the_new_day(self, cast: Cast, panel: RaterPanel) -> None:
        kim, lee = ask(cast, panel, "Kim", "Lee")
        token = kim.token
        assert move(cast, panel, LATER).closes_on == LATER
        say(kim, [3], now=AFTER)
        assert services.close_ended_panels(now=AFTER) == 0
        end = RaterPanel.objects.get().closes_at
        assert selectors.invitation_of(token, end + 13 * DAY) == kim
        with pytest.raises(Refused, match="ended"):
            say(lee, [3], now=end)

    def test_it_may_come_sooner_but_not_before_today(self, cast: Cast, panel: RaterPanel) -> None:
        kim = ask(cast, panel, "Kim")[0]
        with pytest.raises(Refused, match="over already"):
            move(cast, panel, TODAY - DAY)
        assert move(cast, panel, TODAY, by=cast.bill).closes_on == TODAY
        with pytest.raises(Refused, match="ended"):
            say(kim, [3], now=NOW + DAY)

    @pytest.mark.parametrize(("day", "why"), [(LAST_DAY, "last day already"), (TODAY + 200 * DAY, "three months")])
    def test_refused_days(self, cast: Cast, panel: RaterPanel, day: dt.date, why: str) -> None:
        with pytest.raises(Refused, match=why):
            move(cast, panel, day)

    def test_whoever_saw_another_day_is_told(self, cast: Cast, panel: RaterPanel) -> None:
        move(cast, panel, LATER)
        with pytest.raises(Stale, match="changed the last day to Tue 8 Dec 2026"):
            move(cast, panel, LAST_DAY + DAY, by=cast.bill)
        assert RaterPanel.objects.get().closes_on == LATER

    def test_not_once_it_is_closed_or_over(self, cast: Cast, panel: RaterPanel) -> None:
        with pytest.raises(Refused, match="has ended"):
            move(cast, panel, LATER, now=AFTER)
        services.close_panel(panel=panel, by=cast.amara, now=NOW)
        with pytest.raises(Refused, match="has ended"):
            move(cast, panel, LATER)

    @pytest.mark.parametrize("who", ["ben", "cora", "lena", "dee", "sam", "olga", "eve", "root"])
    def test_by_who_may_invite_only(self, cast: Cast, panel: RaterPanel, who: str) -> None:
        with pytest.raises(NotAllowed):
            move(cast, panel, LATER, by=getattr(cast, who))

    def test_the_page(self, cast: Cast, amara: Client, panel: RaterPanel) -> None:
        page, told = at("panel-day", panel.pk), at("panel-detail", panel.pk)
        assert formats.date_format(LAST_DAY) in amara.get(page).text
        old = {"base": LAST_DAY, "closes_on": TODAY - DAY}
        refused = amara.post(page, old)
        assert (refused.status_code, "over already" in refused.text) == (422, True)
        assert amara.post(page, old | {"closes_on": LATER})["Location"] == told
        stale = amara.post(page, old | {"closes_on": LATER + DAY})
        assert (stale.status_code, "changed the last day to Tue 8 Dec 2026" in stale.text) == (409, True)
        again = {name: stale.context["form"].initial[name] for name in ("base", "closes_on")}
        assert again == {"base": LATER, "closes_on": LATER + DAY}
        assert amara.post(page, again)["Location"] == told
        assert RaterPanel.objects.get().closes_on == LATER + DAY
        services.close_panel(panel=panel, by=cast.amara, now=NOW)
        assert "no longer changes" in amara.get(page).text
        assert 'name="closes_on"' not in amara.get(page).text


class TestCounting:
    """While somebody of an unnamed group can be removed, nobody is told how many have answered, and the reverse."""

    def counts(self, panel: RaterPanel) -> list[tuple[str, int, int, int | None, bool]]:
        return [(one.relationship, one.invited, one.asked, one.answered, one.waits) for one in
                selectors.group_counts(RaterPanel.objects.get(pk=panel.pk))]  # fmt: skip

    def test_as_it_was_then_until_it_is_counted_again(self, cast: Cast, panel: RaterPanel) -> None:
        kim, lee, _mo = ask(cast, panel, "Kim", "Lee", "Mo")
        say(kim, [3])
        assert self.counts(panel) == [("colleague", 3, 0, None, True)]
        services.count_answers(panel=panel, by=cast.amara, now=NOW)
        nell = ask(cast, panel, "Nell")[0]
        say(lee, [3], now=NOW + DAY)
        say(nell, [3], now=NOW + DAY)
        assert self.counts(panel) == [("colleague", 4, 3, 1, False)]
        services.count_answers(panel=panel, by=cast.amara, now=NOW + 2 * DAY)
        assert self.counts(panel) == [("colleague", 4, 4, 3, False)]

    def test_a_group_that_was_too_small_then_is_not_counted_once_it_grows(self, cast: Cast, panel: RaterPanel) -> None:
        for one in ask(cast, panel, "Kim", "Lee"):
            say(one, [3])
        services.count_answers(panel=panel, by=cast.amara, now=NOW)
        ask(cast, panel, "Mo")
        assert self.counts(panel) == [("colleague", 3, 2, None, True)]

    def test_who_was_counted_stays_and_who_came_later_can_be_removed(self, cast: Cast, panel: RaterPanel) -> None:
        kim = ask(cast, panel, "Kim", "Lee", "Mo")[0]
        services.count_answers(panel=panel, by=cast.amara, now=NOW)
        nell = ask(cast, panel, "Nell")[0]
        with pytest.raises(Refused, match="had the answers counted"):
            services.remove_invitation(invitation=kim, by=cast.amara, now=NOW)
        services.remove_invitation(invitation=nell, by=cast.amara, now=NOW)
        assert self.counts(panel) == [("colleague", 3, 3, 0, False)]

    def test_line_managers_and_named_people_are_told_of_as_they_answer(self, cast: Cast) -> None:
        panel = open_panel(cast, mode="named")
        kim = ask(cast, panel, "Kim", "Lee", "Mo")[0]
        say(kim, [3])
        services.count_answers(panel=panel, by=cast.amara, now=NOW)
        assert self.counts(panel) == [("colleague", 3, 3, 1, False)]
        services.remove_invitation(invitation=kim, by=cast.amara, now=NOW)

    def test_a_line_manager_can_be_removed_after_counting(self, cast: Cast, panel: RaterPanel) -> None:
        lena = ask(cast, panel, "Lena", as_="line_manager")[0]
        services.count_answers(panel=panel, by=cast.amara, now=NOW)
        services.remove_invitation(invitation=lena, by=cast.amara, now=NOW)

    def test_only_the_learner_and_only_while_it_is_open(self, cast: Cast, panel: RaterPanel) -> None:
        for who in (cast.bill, cast.dee, cast.ben, cast.root):
            with pytest.raises(NotAllowed):
                services.count_answers(panel=panel, by=who, now=NOW)
        with pytest.raises(Refused, match="has ended"):
            services.count_answers(panel=panel, by=cast.amara, now=AFTER)

    def test_once_it_is_closed_everything_is_counted(self, cast: Cast, panel: RaterPanel) -> None:
        for one in ask(cast, panel, "Kim", "Lee", "Mo"):
            say(one, [3])
        services.close_panel(panel=panel, by=cast.amara, now=NOW)
        assert self.counts(panel) == [("colleague", 3, 3, 3, False)]

    def test_the_page_asks_first_and_the_facilitator_sees_what_was_counted(
        self, cast: Cast, amara: Client, as_user: Any, panel: RaterPanel
    ) -> None:
        kim = ask(cast, panel, "Kim", "Lee", "Mo")[0]
        say(kim, [3])
        detail, count = at("panel-detail", panel.pk), at("panel-count", panel.pk)
        bill = as_user(cast.bill)
        for client, may_count in ((amara, 1), (bill, 0)):
            page = client.get(detail).text
            assert (page.count("not counted yet"), page.count('data-testid="count"')) == (1, may_count)
        assert "nobody who is asked today can be removed" in amara.get(count).text
        assert not RaterInvitation.objects.filter(counted_at__isnull=False).exists()
        page = amara.post(count, follow=True).text
        assert (page.count('data-testid="remove"'), page.count("Count again")) == (0, 1)
        for client in (amara, bill):
            assert "not counted yet" not in client.get(detail).text
            assert "not counted yet" not in client.get(at("panel-close", panel.pk)).text
        ask(cast, panel, "Nell")
        page = amara.get(detail).text
        assert ("1 of 3" in " ".join(page.split()), page.count('data-testid="remove"')) == (True, 1)


class TestPagesThatGrewOld:
    """A page in another window leads back to the panel with a plain word, never to an error."""

    @pytest.mark.parametrize("name", ["rater-resend", "rater-remove"])
    def test_of_somebody_who_was_removed_meanwhile(
        self, cast: Cast, amara: Client, panel: RaterPanel, name: str
    ) -> None:
        kim = ask(cast, panel, "Kim", "Lee")[0]
        amara.post(at("rater-remove", panel.pk, kim.pk))
        again = amara.post(at(name, panel.pk, kim.pk), follow=True)
        assert again.redirect_chain == [(at("panel-detail", panel.pk), 302)]
        assert "This person is no longer asked" in again.text
        assert RaterInvitation.objects.count() == 1

    def test_of_a_panel_that_has_closed(self, cast: Cast, amara: Client, panel: RaterPanel) -> None:
        kim = ask(cast, panel, "Kim")[0]
        services.close_panel(panel=panel, by=cast.amara, now=NOW)
        for name in ("rater-resend", "rater-remove", "panel-remind", "panel-close", "panel-count"):
            address = at(name, panel.pk, *([kim.pk] if name.startswith("rater") else []))
            page = amara.post(address, follow=True)
            assert (page.status_code, "This panel has ended" in page.text) == (200, True), name
        assert RaterInvitation.objects.count() == 1

    def test_of_somebody_who_was_counted_meanwhile(self, cast: Cast, amara: Client, panel: RaterPanel) -> None:
        kim = ask(cast, panel, "Kim", "Lee", "Mo")[0]
        services.count_answers(panel=panel, by=cast.amara, now=NOW)
        assert "had the answers counted" in amara.post(at("rater-remove", panel.pk, kim.pk), follow=True).text

    def test_asked_again_while_she_is_removed(self, cast: Cast, panel: RaterPanel) -> None:
        kim = ask(cast, panel, "Kim")[0]
        RaterInvitation.objects.all().delete()
        for act in (services.ask_again, services.remove_invitation):
            with pytest.raises(Refused, match="no longer asked"):
                act(invitation=kim, by=cast.amara, now=NOW)

    def test_somebody_of_another_panel_is_nobody_here(self, cast: Cast, amara: Client, panel: RaterPanel) -> None:
        facts = {"round": cast.round, "enrolment": cast.ben_enrolment, "mode": "named", "closes_on": LAST_DAY}
        his = services.open_panel(**facts, by=cast.ben, now=NOW)
        person = services.PersonAsked("canary-person", "kim@rater.test", "peer")
        kim = services.invite_raters(panel=his, people=[person], by=cast.ben, now=NOW)[0]
        page = amara.post(at("rater-remove", panel.pk, kim.pk), follow=True)
        assert ("no longer asked" in page.text, "canary" in page.text) == (True, False)
        assert RaterInvitation.objects.get() == kim


class TestWhoIsTold:
    def owed(self) -> list[str]:
        return sorted(Reminder.objects.filter(kind=PANEL_CLOSED).values_list("recipient__email", flat=True))

    def opened_by_bill(self, cast: Cast) -> RaterPanel:
        facts = {"round": cast.round, "enrolment": cast.amara_enrolment, "mode": "anonymous", "closes_on": LAST_DAY}
        return services.open_panel(**facts, by=cast.bill, now=NOW)

    def test_the_learner_once_and_the_facilitator_who_opened_it(self, cast: Cast) -> None:
        ask(cast, self.opened_by_bill(cast), "Kim")
        for _time in range(2):
            services.close_ended_panels(now=AFTER)
        assert self.owed() == [cast.amara.email, cast.bill.email]

    def test_not_who_has_just_closed_it_nor_anybody_where_nobody_was_asked(self, cast: Cast) -> None:
        panel = self.opened_by_bill(cast)
        ask(cast, panel, "Kim")
        services.close_panel(panel=panel, by=cast.bill, now=NOW)
        assert self.owed() == [cast.amara.email]
        RaterPanel.objects.all().delete()
        Reminder.objects.all().delete()
        services.close_panel(panel=open_panel(cast), by=cast.bill, now=NOW)
        assert self.owed() == []

    def test_the_mails_hold_a_way_there_and_nothing_that_was_said(self, transactional_db: None, cast: Cast) -> None:
        panel = self.opened_by_bill(cast)
        for one in ask(cast, panel, "Kim", "Lee", "Mo"):
            say(one, [2], comments=["canary-words"])
        tick(now=AFTER)
        told = {
            one.to[0]: f"{one.subject}\n{one.body}" for one in mail.outbox if at("panel-detail", panel.pk) in one.body
        }
        assert sorted(told) == [cast.amara.email, cast.bill.email]
        assert "Others have answered: Baseline" in told[cast.amara.email]
        assert "Amara Example, Baseline: nobody is asked any more" in told[cast.bill.email]
        words = ("canary", "Kim", "Lee", "rater.test", "2.00", "three", "anonymous")
        assert [word for word in words if word in "".join(told.values())] == []

    def test_looked_at_again_when_it_is_sent(self, transactional_db: None, cast: Cast) -> None:
        ask(cast, self.opened_by_bill(cast), "Kim")
        services.close_ended_panels(now=AFTER)
        CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
        cast.amara.is_active = False
        cast.amara.save()
        tick(now=AFTER)
        rows = Reminder.objects.filter(kind=PANEL_CLOSED).values_list("recipient__email", "state")
        assert dict(rows) == {
            cast.amara.email: ReminderState.SUPPRESSED,
            cast.bill.email: ReminderState.CANCELLED,
        }

    def test_nothing_is_said_of_a_panel_that_is_open(self, transactional_db: None, cast: Cast) -> None:
        ask(cast, self.opened_by_bill(cast), "Kim")
        services.close_ended_panels(now=AFTER)
        RaterPanel.objects.update(closed_at=None)
        Reminder.objects.exclude(kind=PANEL_CLOSED).delete()
        assert deliver(now=AFTER).cancelled == 2
