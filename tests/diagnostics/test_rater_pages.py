"""The pages on which a learner asks others, and those on which they answer by their link."""

import datetime as dt
import io
import json
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pghistory.models import Context

from carnegie.notifications.enums import ReminderState
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import tick
from carnegie.settings.logs import logging_settings
from diagnostics import services
from diagnostics.enums import RATER_ASKED
from diagnostics.models import RaterAnswer, RaterInvitation, RaterPanel, RaterResponse, Round
from tests.cast import NOW, TODAY, Cast, make_diagnostic, make_framework
from tests.diagnostics.rating_play import AFTER, ask, open_panel, say

FIELDS = ("name", "email", "relationship")


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


@pytest.fixture
def amara(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.amara)


@pytest.fixture
def panel(cast: Cast) -> RaterPanel:
    return open_panel(cast)


@pytest.fixture
def kim(cast: Cast, panel: RaterPanel) -> RaterInvitation:
    return ask(cast, panel, "Kim", "Lee", "Mo")[0]


def people(*rows: tuple[str, str, str]) -> dict[str, str]:
    sent = {"people-TOTAL_FORMS": "5", "people-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"people-{number}-{name}": value for name, value in zip(FIELDS, row, strict=True)}
    return sent


# ---- the learner ----


def test_from_the_round_to_the_invitations(cast: Cast, amara: Client) -> None:
    led = amara.get(at("panel-list", cast.round.pk))
    new = at("panel-new", cast.round.pk, cast.amara_enrolment.pk)
    assert led["Location"] == new
    assert b"3 or more" in amara.get(new).content
    response = amara.post(new, {"mode": "anonymous", "closes_on": TODAY + dt.timedelta(days=7)})
    panel = RaterPanel.objects.get()
    assert response["Location"] == at("rater-invite", panel.pk)
    sent = people(("Kim Lowe", "Kim@rater.test", "colleague"), ("Lena Moss", "lena@example.test", "line_manager"))
    assert amara.post(response["Location"], sent)["Location"] == at("panel-detail", panel.pk)
    assert list(RaterInvitation.objects.values_list("name", "email", "relationship")) == [
        ("Kim Lowe", "kim@rater.test", "colleague"),
        ("Lena Moss", "lena@example.test", "line_manager"),
    ]
    assert amara.get(at("panel-list", cast.round.pk))["Location"] == at("panel-detail", panel.pk)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "Name at least one person."),
        ([("Kim", "", "")], "This is needed to ask somebody."),
        ([("Kim", "no address", "peer")], "Person 1, E-mail address: Enter a valid email address."),
        ([("http://evil.test", "kim@rater.test", "peer")], "Give a name, without an address in it."),
        ([("Kim", "kim@rater.test", "boss")], "Select a valid choice"),
        ([("Kim", "k@rater.test", "peer"), ("Lee", "K@rater.test", "peer")], "The same address is there twice."),
        ([("Amara", "amara@example.test", "peer")], "leave her own address out"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    amara: Client, panel: RaterPanel, rows: list[tuple[str, str, str]], why: str
) -> None:
    response = amara.post(at("rater-invite", panel.pk), people(*rows))
    page = response.content.decode()
    assert (response.status_code, why in page) == (422, True)
    assert all(f'value="{name}"' in page for name, _email, _relation in rows)
    assert not RaterInvitation.objects.exists()


def test_a_form_without_its_counts_is_refused(amara: Client, panel: RaterPanel) -> None:
    assert amara.post(at("rater-invite", panel.pk), {}).status_code == 422


def test_a_second_panel_in_a_round_is_refused(cast: Cast, amara: Client, panel: RaterPanel) -> None:
    new = at("panel-new", cast.round.pk, cast.amara_enrolment.pk)
    response = amara.post(new, {"mode": "named", "closes_on": TODAY})
    assert (response.status_code, b"Others are already asked" in response.content) == (422, True)


def test_the_panel_never_tells_who_has_answered(
    cast: Cast, amara: Client, as_user: Any, panel: RaterPanel, kim: RaterInvitation
) -> None:
    ask(cast, panel, "Pat", as_="peer")
    before = steady(amara.get(at("panel-detail", panel.pk)))
    say(kim, [2], comments=["canary-comment"])
    page = steady(amara.get(at("panel-detail", panel.pk)))
    assert page == before
    assert (page.count("not counted yet"), page.count("not shown"), "canary" in page) == (1, 1, False)
    for row in (kim, *RaterInvitation.objects.filter(name__startswith="Lee")):
        answers = [amara.post(at("rater-resend", panel.pk, row.pk), follow=True).content.decode() for _time in range(2)]
        assert f"If {row.name} has not answered yet" in answers[0]
        assert "twice within a day" in answers[1]
        warning = amara.get(at("rater-remove", panel.pk, row.pk)).content.decode()
        assert f"If {row.name} has answered, handed in or not" in warning
    by_dee = as_user(cast.dee).get(at("panel-detail", panel.pk)).content.decode()
    assert "Colleague" in by_dee
    assert "Kim Rater" not in by_dee


def test_removing_and_closing_ask_first(cast: Cast, amara: Client, panel: RaterPanel, kim: RaterInvitation) -> None:
    say(kim, [2])
    remove, close = at("rater-remove", panel.pk, kim.pk), at("panel-close", panel.pk)
    assert b"deleted for good" in amara.get(remove).content
    assert b"cannot be opened again" in amara.get(close).content
    assert RaterAnswer.objects.exists()
    assert amara.post(remove)["Location"] == at("panel-detail", panel.pk)
    assert not RaterAnswer.objects.exists()
    assert amara.post(close)["Location"] == at("panel-detail", panel.pk)
    assert RaterPanel.objects.get().closed_at == NOW
    assert b"This panel has ended" in amara.post(close, follow=True).content
    page = amara.get(at("panel-detail", panel.pk)).content.decode()
    assert 'data-testid="invite"' not in page
    assert 'data-testid="remove"' not in page


@pytest.mark.parametrize("raters", [1, 3])
def test_pages_cost_the_same_for_one_and_three(
    cast: Cast, amara: Client, as_user: Any, raters: int, django_assert_num_queries: Any
) -> None:
    panel = open_panel(cast)
    for one in ask(cast, panel, *"ABC"[:raters]):
        say(one, [2])
    bill = as_user(cast.bill)
    for client, address in ((amara, at("panel-detail", panel.pk)), (bill, at("panel-list", cast.round.pk))):
        client.get(address)
        counts = {at("panel-detail", panel.pk): 7, at("panel-list", cast.round.pk): 9}
        with django_assert_num_queries(counts[address]):
            client.get(address)


# ---- the rater ----


def test_first_of_all_she_reads_what_is_shown_to_whom(cast: Cast, panel: RaterPanel, kim: RaterInvitation) -> None:
    lena = ask(cast, panel, "Lena", as_="line_manager")[0]
    named = ask(cast, open_panel(cast, round_=_another(cast), mode="named"), "Kim")[0]
    texts = [Client().get(at("rating-start", one.token)).content.decode() for one in (kim, lena, named)]
    for text in texts:
        assert "Amara Example takes part in “Leading in Practice”" in text
        assert "about 20 minutes" in text
    assert "You are anonymous." in texts[0]
    assert "3 or more in your group" in texts[0]
    assert "shown as the line manager's, so they can be traced to you" in texts[1]
    assert "your comments stand with your name" in texts[2]


def _another(cast: Cast) -> Any:
    days = {"opens_on": cast.round.opens_on, "closes_on": cast.round.closes_on}
    asked = {"cohort": cast.cohort, "diagnostic_version": cast.diagnostic_version, "opened_by": cast.bill}
    return Round.objects.create(title="Mid-point", **asked, **days)


def test_opening_every_page_changes_nothing(kim: RaterInvitation) -> None:
    """Scanners of mails follow links."""
    for name in ("rating-start", "rating-review", "rating-decline"):
        assert Client().get(at(name, kim.token)).status_code == 200
    assert Client().get(at("rating-page", kim.token, 1)).status_code == 200
    assert not RaterResponse.objects.exists()
    kim.refresh_from_db()
    assert kim.declined_at is None


def test_pages_of_a_link_leave_no_trace_of_it(kim: RaterInvitation) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in (at("rating-start", kim.token), at("rating-page", kim.token, 1), at("rating-review", kim.token)):
        response = client.get(address)
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response["Cache-Control"]
        assert response.cookies.output() == ""
    item = kim.panel.round.diagnostic_version.items.all()[0]
    sent = client.post(at("rating-page", kim.token, 1), {f"{item.pk.hex}-level": "4"})
    assert (sent.status_code, sent.cookies.output()) == (302, "")
    assert client.post(at("rating-decline", kim.token)).status_code == 302
    addresses = [row.metadata.get("url", "") for row in Context.objects.all()]
    assert [one for one in addresses if kim.token in one] == []
    assert any("rating" in one or "view/" in one for one in addresses)


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the log of a real installation says meanwhile."""
    stream = io.StringIO()
    production = logging_settings(as_json=True)
    production["handlers"]["stderr"]["stream"] = stream
    logging.config.dictConfig(production)
    yield stream
    logging.config.dictConfig(settings.LOGGING)


def test_the_log_holds_neither_link_nor_people_nor_words(
    kim: RaterInvitation, said: io.StringIO, smtp_server: Any, transactional_db: None
) -> None:
    tick(now=NOW)
    item = kim.panel.round.diagnostic_version.items.all()[0]
    given = {"level": "2", "comment": "canary-comment", "base_revision": 0}
    Client().post(at("rating-save", kim.token, item.pk), given, content_type="application/json")
    Client().post(at("rating-save", kim.token, item.pk), {"level": "9"}, content_type="application/json")
    Client().get(at("rating-start", "B" * 22))
    services.close_ended_panels(now=AFTER)
    assert Client().get(at("rating-start", kim.token)).status_code == 410
    log = said.getvalue()
    assert "view/<str:token>/" in log
    assert [word for word in (kim.token, "B" * 22, "Kim", "rater.test", "canary") if word in log] == []


def test_answers_are_kept_page_by_page_and_submitted_once(cast: Cast, kim: RaterInvitation) -> None:
    client, items = Client(), list(cast.diagnostic_version.items.order_by("position"))
    page = at("rating-page", kim.token, 1)
    assert client.get(page).content.decode().count('data-testid="card"') == 6
    sent = {
        f"{items[0].pk.hex}-level": "2",
        f"{items[0].pk.hex}-comment": "Listens\r\nfirst",
        f"{items[1].pk.hex}-level": "na",
    }
    assert client.post(page, sent)["Location"] == at("rating-review", kim.token)
    kept = RaterAnswer.objects.order_by("item__position").values_list("level__rank", "is_not_applicable", "comment")
    assert list(kept) == [(2, False, "Listens\nfirst"), (None, True, "")]
    review = client.get(at("rating-review", kim.token)).content.decode()
    assert review.count('data-testid="unanswered"') == 4
    assert client.post(at("rating-review", kim.token))["Location"] == at("rating-start", kim.token)
    done = client.get(at("rating-start", kim.token)).content.decode()
    assert "Thank you" in done
    assert "Listens" in done
    for address in (page, at("rating-review", kim.token), at("rating-decline", kim.token)):
        assert client.post(address, sent)["Location"] == at("rating-start", kim.token)
    assert RaterAnswer.objects.count() == 2


def test_nothing_answered_cannot_be_submitted(kim: RaterInvitation) -> None:
    response = Client().post(at("rating-review", kim.token))
    assert (response.status_code, b"Answer at least one statement" in response.content) == (409, True)
    assert not RaterResponse.objects.filter(submitted_at__isnull=False).exists()


def test_saying_no(kim: RaterInvitation, smtp_server: Any) -> None:
    say(kim, [2], submits=False)
    response = Client().post(at("rating-decline", kim.token), follow=True)
    assert b"nothing of yours is kept" in response.content
    assert not RaterAnswer.objects.exists()


def test_an_old_page_overwrites_nothing_that_it_did_not_touch(cast: Cast, kim: RaterInvitation) -> None:
    first, second = cast.diagnostic_version.items.order_by("position")[:2]
    page = at("rating-page", kim.token, 1)
    old = Client().get(page).context["forms"]
    shown = {f"{form.prefix}-shown": form.initial["shown"] for form in old}
    say(kim, [5], submits=False)
    Client().post(page, shown | {f"{second.pk.hex}-level": "2"})
    assert dict(RaterAnswer.objects.values_list("item__code", "level__rank")) == {first.code: 5, second.code: 2}


def test_a_card_is_saved_by_itself(cast: Cast, kim: RaterInvitation) -> None:
    item = cast.diagnostic_version.items.order_by("position")[0]
    address = at("rating-save", kim.token, item.pk)

    def save(**given: Any) -> tuple[int, dict[str, Any]]:
        response = Client(enforce_csrf_checks=True).post(address, json.dumps(given), content_type="application/json")
        return response.status_code, response.json()

    status, told = save(level="3", comment="", base_revision=0)
    assert (status, told["revision"], told["saved"], told["superseded"]) == (200, 1, "10:00", False)
    assert save(level="4", comment="", base_revision=0)[1]["superseded"]
    assert save(level="x")[0] == 400
    assert save(level="9")[0] == 409
    assert save(level="3", comment="\ud83d")[0] == 400
    say(kim, [], submits=True)
    assert save(level="5") == (409, {"message": "You have submitted your answers already."})
    assert RaterAnswer.objects.get().level.rank == 4


def test_more_than_fifteen_statements_are_asked_a_domain_a_page(cast: Cast) -> None:
    version = make_framework(cast.provider, "Long", domains=3, per_domain=6)
    cast.round.diagnostic_version = make_diagnostic(cast.programme, version, cast.dee, title="Long")
    cast.round.target_profile = None
    cast.round.save()
    kim = ask(cast, open_panel(cast), "Kim")[0]
    page = Client().get(at("rating-page", kim.token, 2)).content.decode()
    assert page.count('data-testid="card"') == 6
    assert "Long domain 2" in page
    assert Client().get(at("rating-page", kim.token, 4)).status_code == 404
    assert Client().post(at("rating-page", kim.token, 2), {"go": "back"})["Location"] == at("rating-page", kim.token, 1)


def test_a_link_that_ended_says_so_kindly_and_one_that_never_was_is_404(
    cast: Cast, panel: RaterPanel, kim: RaterInvitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = RaterInvitation.objects.get(name="Lee Rater")
    say(kim, [2], comments=["canary-comment"])
    services.remove_invitation(invitation=lee, by=cast.amara, now=NOW)
    unknown = Client().get(at("rating-start", "A" * 22))
    removed = Client().get(at("rating-start", lee.token))
    assert (unknown.status_code, removed.status_code, steady(unknown)) == (404, 404, steady(removed))
    assert ("has taken the link back" in removed.text, 'href="/"' in removed.text) == (True, False)
    services.close_panel(panel=panel, by=cast.amara, now=NOW)
    for name, rest in (("start", []), ("page", [1]), ("review", []), ("decline", [])):
        for method in ("get", "post"):
            ended = getattr(Client(), method)(at(f"rating-{name}", kim.token, *rest))
            assert ended.status_code == 410
            assert [word for word in (b"Amara", b"Kim", b"canary") if word in ended.content] == []
    monkeypatch.setenv("CARNEGIE_NOW", (AFTER + dt.timedelta(days=30)).isoformat())
    assert steady(Client().get(at("rating-start", kim.token))) == steady(unknown)


def steady(response: Any) -> str:
    """The page without the token against forged forms, which is another each time."""
    return "".join(line for line in response.content.decode().splitlines() if "csrf" not in line.lower())


def test_more_than_anybody_types_is_held_back(kim: RaterInvitation) -> None:
    client, page = Client(), at("rating-page", kim.token, 1)
    statuses = [client.post(page, {"go": "stay"}).status_code for _time in range(121)]
    assert (set(statuses[:120]), statuses[120]) == ({302}, 429)
    assert client.get(page).status_code == 200


# ---- mail ----


def to_raters(smtp_server: Any) -> dict[str, str]:
    """Their mails, by address; those of the cast are of no interest here."""
    found = {message["To"]: message.get_content() for message in smtp_server.messages}
    return {to: text for to, text in found.items() if to.endswith("@rater.test")}


def test_the_mail_brings_the_link_to_who_has_not_answered(
    transactional_db: None, cast: Cast, panel: RaterPanel, kim: RaterInvitation, smtp_server: Any
) -> None:
    tick(now=NOW)
    told = to_raters(smtp_server)
    assert sorted(told) == ["kim@rater.test", "lee@rater.test", "mo@rater.test"]
    assert f"{settings.BASE_URL}/diagnostics/view/{kim.token}/" in told["kim@rater.test"]
    assert "Dear Kim," in told["kim@rater.test"]
    assert [name for name in ("Lee", "Mo ", "rater.test") if name in told["kim@rater.test"]] == []
    smtp_server.messages.clear()
    lee, mo = RaterInvitation.objects.exclude(pk=kim.pk).order_by("name")
    say(kim, [2])
    services.decline_rating(invitation=lee, now=NOW)
    services.remind_raters(panel=panel, by=cast.amara, now=NOW)
    tick(now=NOW)
    again = to_raters(smtp_server)
    assert list(again) == ["mo@rater.test"]
    assert f"/view/{mo.token}/" in again["mo@rater.test"]


def test_a_mail_that_waits_is_not_sent_once_she_is_removed_or_the_panel_closed(
    transactional_db: None, cast: Cast, panel: RaterPanel, kim: RaterInvitation, smtp_server: Any
) -> None:
    services.remove_invitation(invitation=kim, by=cast.amara, now=NOW)
    services.close_panel(panel=panel, by=cast.amara, now=NOW)
    tick(now=NOW)
    assert to_raters(smtp_server) == {}
    states = Reminder.objects.filter(kind=RATER_ASKED).order_by("state").values_list("state", flat=True)
    assert list(states) == [ReminderState.CANCELLED, ReminderState.CANCELLED, ReminderState.SUPPRESSED]


def test_the_tick_closes_what_has_ended(cast: Cast, panel: RaterPanel, kim: RaterInvitation, smtp_server: Any) -> None:
    for _time in range(2):
        services.close_ended_panels(now=AFTER)
    assert RaterPanel.objects.get().closed_at == AFTER
