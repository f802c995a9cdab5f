"""What a facilitator does between two meetings of his cohort, from opening a round to what the next event teaches.

Given: Bill leads a cohort of twelve from New York, whose days are those of London; a diagnostic is published; Dee
administers the programme. The mails go through a real mail server.
"""

import datetime as dt

import pytest

from diagnostics.models import Answer, Attempt, Round, TargetProfile
from programmes.models import MappingSuggestion
from projects.models import Claim
from tests.cast import NOW, TODAY, Cast, make_attempt, make_need
from tests.diagnostics.crowd import enrol, submit
from tests.journeys import steps
from tests.journeys.steps import enter, fill, open_from, press, saved, shown, tab_on, tab_to
from tests.projects.test_claims import claim_of, item

pytestmark = pytest.mark.django_db(transaction=True)
CLOSES = TODAY + dt.timedelta(days=14)
A_WEEK_MORE, TWO_MORE = CLOSES + dt.timedelta(days=7), CLOSES + dt.timedelta(days=14)
LOW, HIGH = [2, 2, 4, 4, 4, 4], [2, 4, 4, 4, 4, 4]
CLAIMED = {"D1.2": "accepted", "D1.3": "in_part", "D2.1": "declined"}


@pytest.fixture
def cast(live_server, smtp_server) -> Cast:
    cast = Cast()
    cast.round.delete()
    cast.bill.time_zone = "America/New_York"
    cast.bill.save()
    enrol(cast.cohort, 10)
    return cast


@pytest.fixture
def later(monkeypatch):
    """`later(days)`: that many days have passed since the play began."""

    def turn(days: int) -> None:
        monkeypatch.setenv("CARNEGIE_NOW", (NOW + dt.timedelta(days=days)).isoformat())

    return turn


def test_from_a_round_to_the_next_event(new_page, sign_in, cast, later, smtp_server, look):
    desk = new_page()
    sign_in(desk, cast.bill)

    when_he_opens_a_round(desk, look)
    then_each_of_the_cohort_is_told(smtp_server)

    given_all_but_ben_have_submitted(cast)
    later(days=1)
    then_he_sees_who_has_not_answered(desk, look)
    when_he_reminds_ben(desk)
    then_ben_alone_gets_a_mail(smtp_server)

    when_he_gives_ben_a_week_more(desk, look)
    when_he_gives_all_a_day_that_is_too_early(desk, look)
    when_he_gives_all_two_weeks_more(desk)
    then_the_old_and_the_new_days_are_shown(desk, look)

    when_he_has_others_asked_about_ben(desk, look)
    then_the_rater_gets_a_mail(smtp_server)
    when_he_decides_what_amara_claims(desk, look)
    then_each_claim_has_its_answer(desk, look)

    when_he_reads_who_chose_what(desk, look)
    when_he_reads_where_all_stand(desk, look)
    when_he_follows_the_greatest_demand_to_what_teaches_it(desk, look)
    when_he_suggests_it_for_the_next_event(desk, look)
    office = new_page()
    sign_in(office, cast.dee)
    then_the_admin_accepts_it(office, look)
    then_the_event_teaches_it(desk, look)

    later(days=40)
    when_he_opens_the_round_again(desk)
    then_nothing_that_was_given_is_lost(desk)
    sign_in(office, cast.ben)
    then_ben_goes_on_where_he_was(office)


# ---- the round ----


def when_he_opens_a_round(page, look) -> None:
    page.goto("/")
    page.get_by_role("link", name="Diagnostics").click()
    open_from(page, "diagnostics", "Self-assessment")
    press(page, "round-new")
    look(page)
    assert "midnight to midnight in Europe/London" in page.locator("main").inner_text()
    fill(page, title="Baseline", opens_on=TODAY, closes_on=TODAY - dt.timedelta(days=1))
    press(page, "save")
    assert "closes" in shown(page, "error-summary")
    look(page)
    fill(page, closes_on=CLOSES)
    page.locator("select[name=target_profile]").select_option(index=1)
    saved(page)
    assert "On your clock it closes at Tue 8 Dec 2026, 19:00" in shown(page, "closes-elsewhere")
    look(page)


def then_each_of_the_cohort_is_told(mailbox) -> None:
    steps.deliver_mail()
    assert [str(mail["Subject"]) for mail in mailbox.messages] == ["Baseline is open: rate yourself"] * 12


def given_all_but_ben_have_submitted(cast) -> None:
    """Ten with needs of their own, Amara with claims; Ben has begun."""
    round_ = Round.objects.get()
    others = list(cast.cohort.enrolments.filter(learner__email__startswith="learner"))
    submitted = submit(round_, others, [LOW] * 5 + [HIGH] * 5)
    for attempt in submitted[:5]:
        make_need(attempt)
    make_attempt(round_, cast.amara_enrolment, ranks=LOW)
    make_attempt(round_, cast.ben_enrolment, ranks=[1, 2], submitted=False)
    for code in CLAIMED:
        claim_of(cast, item=item(cast, code))


def then_he_sees_who_has_not_answered(page, look) -> None:
    page.reload()
    assert "11 of 12" in shown(page, "submitted")
    page.get_by_label("State").select_option("in_progress")
    page.get_by_role("button", name="Filter").click()
    look(page)
    assert page.get_by_test_id("learner").locator("th").all_inner_texts() == ["Ben Example"]


def when_he_reminds_ben(page) -> None:
    press(page, "remind")
    page.get_by_text("Ben Example gets a mail.").wait_for()


def then_ben_alone_gets_a_mail(mailbox) -> None:
    steps.deliver_mail()
    reminders = [mail for mail in mailbox.messages if "still waits for you" in mail["Subject"]]
    assert [mail["X-Envelope-To"] for mail in reminders] == ["ben@example.test"]
    assert "Bill Example reminds you" in steps.text_of(reminders[0])


def when_he_gives_ben_a_week_more(page, look) -> None:
    board_row(page, "Ben").get_by_role("link", name="Give more time").click()
    assert page.get_by_label("Ben Example").is_checked()
    look(page)
    fill(page, closes_on=A_WEEK_MORE)
    saved(page)
    assert "Tue 15 Dec 2026" in board_row(page, "Ben").inner_text()
    assert "Tue 8 Dec 2026" in board_row(page, "Amara").inner_text()


def when_he_gives_all_a_day_that_is_too_early(page, look) -> None:
    press(page, "extend")
    fill(page, closes_on=CLOSES - dt.timedelta(days=1))
    press(page, "save")
    assert "is open until the end of Tue 8 Dec 2026 already: choose a later day." in shown(page, "error-summary")
    look(page)


def when_he_gives_all_two_weeks_more(page) -> None:
    fill(page, closes_on=TWO_MORE)
    saved(page)


def then_the_old_and_the_new_days_are_shown(page, look) -> None:
    assert extensions(page) == [
        ["Everybody", "Tue 8 Dec 2026", "Tue 22 Dec 2026", "Bill Example"],
        ["Ben Example", "Tue 8 Dec 2026", "Tue 15 Dec 2026", "Bill Example"],
    ]
    look(page)


def board_row(page, name: str):
    return page.get_by_test_id("learner").filter(has_text=name)


def extensions(page) -> list[list[str]]:
    """For whom, from, to and by whom of each line."""
    rows = page.get_by_test_id("extensions").locator("tbody tr")
    return [row.locator("th, td").all_inner_texts()[:4] for row in rows.all()]


# ---- raters and claims ----


def when_he_has_others_asked_about_ben(page, look) -> None:
    press(page, "others")
    look(page)
    page.get_by_role("link", name="about Ben Example").click()
    look(page)
    saved(page)
    assert "about Ben Example" in page.locator("main").inner_text()
    kim = page.get_by_role("group", name="Person 1")
    kim.get_by_label("Name").fill("Kim Lowe")
    press(page, "save")
    assert shown(page, "error-summary").endswith(
        "Person 1, E-mail address: This is needed to ask somebody."
        " Person 1, Who this is: This is needed to ask somebody."
    )
    look(page)
    kim.get_by_label("E-mail address").fill("kim@rater.test")
    kim.get_by_label("Who this is").select_option("colleague")
    saved(page)
    assert "Kim Lowe" in shown(page, "invitations")
    look(page)


def then_the_rater_gets_a_mail(mailbox) -> None:
    steps.deliver_mail()
    assert "Ben Example" in steps.text_of(steps.mails_to(mailbox, "kim@rater.test")[0])


def when_he_decides_what_amara_claims(page, look) -> None:
    page.goto("/")
    look(page)
    assert shown(page, "claims-wait") == "3 claims to meet a standard already wait for your decision"
    page.get_by_test_id("claims-wait").get_by_role("link").click()
    for code, decision in CLAIMED.items():
        page.get_by_test_id("claim").get_by_role("link", name=code).click()
        page.locator(f"[name=decision][value={decision}]").check()
        fill(page, reason=f"{code} {decision}: so I read the rota")
        if code == "D1.2":
            look(page)
        saved(page, "decide")


def then_each_claim_has_its_answer(page, look) -> None:
    look(page)
    assert dict(Claim.objects.values_list("item__code", "state")) == CLAIMED
    page.get_by_test_id("claim").get_by_role("link", name="D2.1").click()
    assert "D2.1 declined: so I read the rota" in shown(page, "claim-reason")
    look(page)


# ---- what the cohort needs ----


def when_he_reads_who_chose_what(page, look) -> None:
    page.goto("/")
    press(page, "cohort-needs-of")
    assert "5 of 12" in shown(page, "have-chosen")
    assert "canary-reason" in shown(page, "choosers")
    assert shown(page, "chosen-elements").endswith("D1.1 Heads standard 1.1 5")
    look(page)


def when_he_reads_where_all_stand(page, look) -> None:
    """Ten are counted, and no figure stands for all of them."""
    press(page, "to-heat-map")
    assert "the first 10 are counted" in shown(page, "counted")
    cells = page.get_by_test_id("levels").get_by_role("row").filter(has_text="D1.1").locator("td")
    assert [cell.split()[0] for cell in cells.all_inner_texts()] == ["–", "5+", "–", "–", "–", "5+"]
    look(page)


def when_he_follows_the_greatest_demand_to_what_teaches_it(page, look) -> None:
    press(page, "to-demand")
    page.get_by_role("img", name="Learners who need a statement").wait_for()
    look(page)
    open_from(page, "demand", "D1.1 Heads standard 1.1")
    assert "Leading self Develops" in shown(page, "taught-by")
    look(page)


def when_he_suggests_it_for_the_next_event(page, look) -> None:
    press(page, "suggest")
    page.get_by_text("Suggested for “Workshop: change in small teams”").wait_for()
    assert "Suggested already" in shown(page, "add-to-event")
    look(page)


def then_the_admin_accepts_it(page, look) -> None:
    page.goto("/")
    look(page)
    press(page, "suggestions-wait")
    assert "Autumn: at least 5 of 10 learners are below what is expected" in shown(page, "suggestion")
    look(page)
    press(page, "accept")
    page.get_by_test_id("no-suggestions").wait_for()


def then_the_event_teaches_it(page, look) -> None:
    page.reload()
    assert "Workshop: change in small teams" in shown(page, "taught-by")
    look(page)


# ---- opened again ----


def when_he_opens_the_round_again(page) -> None:
    page.get_by_role("link", name="Diagnostics").click()
    open_from(page, "diagnostics", "Self-assessment")
    open_from(page, "rounds", "Baseline")
    assert page.get_by_text("Closed", exact=True).is_visible()
    press(page, "extend")
    fill(page, closes_on=TODAY + dt.timedelta(days=50))
    saved(page)


def then_nothing_that_was_given_is_lost(page) -> None:
    """Who submitted is submitted, and Ben goes on where he was."""
    assert "11 of 12" in shown(page, "submitted")
    assert (Attempt.objects.count(), Answer.objects.count()) == (12, 68)


def then_ben_goes_on_where_he_was(page) -> None:
    page.goto("/diagnostics/mine/")
    press(page, "continue")
    assert "2 of 6" in shown(page, "progress")
    assert page.get_by_test_id("card").first.get_by_test_id("level-1").is_checked()


# ---- by keyboard alone ----


@pytest.mark.parametrize("javascript", [True, False])
def test_by_keyboard_alone(new_page, sign_in, cast, javascript):
    page = new_page(javascript=javascript)
    sign_in(page, cast.bill)
    page.goto("/")
    when_he_tabs_to_a_new_round(page)
    when_he_types_its_days(page)
    when_he_reminds_the_first_from_the_board(page)
    given_all_but_ben_have_submitted(cast)
    when_he_tabs_from_the_round_to_the_greatest_demand(page)
    when_he_suggests_it_by_key(page)


def when_he_tabs_to_a_new_round(page) -> None:
    tab_to(page, "[href='/diagnostics/']")
    enter(page)
    tab_to(page, "[data-testid=diagnostics] a")
    enter(page)
    tab_on(page, "round-new")


def when_he_types_its_days(page) -> None:
    tab_to(page, "[name=title]")
    page.keyboard.type("Mid-point")
    tab_to(page, "[name=kind]")
    page.keyboard.type("Mid")
    tab_to(page, "[name=target_profile]")
    page.keyboard.type("New heads")
    tab_to(page, "[name=closes_on]")
    page.keyboard.type(steps.BY_KEY.strftime("%d%m%Y"))
    tab_on(page, "save")
    opened = Round.objects.get()
    assert (opened.title, opened.kind, opened.opens_on, opened.closes_on, opened.target_profile_id) == (
        "Mid-point",
        "mid_point",
        TODAY,
        steps.BY_KEY,
        TargetProfile.objects.get().pk,
    )


def when_he_reminds_the_first_from_the_board(page) -> None:
    tab_on(page, "remind")
    page.get_by_text("Amara Example gets a mail.").wait_for()


def when_he_tabs_from_the_round_to_the_greatest_demand(page) -> None:
    tab_to(page, ".crumbs a")
    enter(page)
    tab_on(page, "to-needs")
    tab_on(page, "to-heat-map")
    assert "5+" in shown(page, "levels")
    tab_on(page, "to-demand")
    tab_to(page, "[data-testid=demand] a")
    enter(page)


def when_he_suggests_it_by_key(page) -> None:
    """He adds a word to the reason that stands there."""
    tab_to(page, "[name=reason]")
    page.keyboard.press("Control+End")
    page.keyboard.type(". Please!")
    tab_on(page, "suggest")
    made = MappingSuggestion.objects.get()
    assert (made.element.code, made.reason) == (
        "D1.2",
        "Autumn: at least 5 of 10 learners are below what is expected. Please!",
    )
