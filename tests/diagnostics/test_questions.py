"""Questions about the learner's context while a diagnostic is a draft."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from diagnostics import selectors, services
from diagnostics.enums import DiagnosticState
from diagnostics.models import ContextQuestion, DiagnosticVersion
from diagnostics.services import Asked
from tests.cast import NOW, Cast


@pytest.fixture
def draft(cast: Cast) -> DiagnosticVersion:
    DiagnosticVersion.objects.update(state=DiagnosticState.DRAFT)
    cast.diagnostic_version.refresh_from_db()
    return cast.diagnostic_version


@pytest.fixture
def dee(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.dee)


def add(cast: Cast, draft: DiagnosticVersion, wording: str, **fields: Any) -> ContextQuestion:
    asked = Asked(wording=wording, **fields)
    return services.add_question(version=draft, question=asked, by=cast.dee, now=NOW)


def wordings(draft: DiagnosticVersion) -> list[str]:
    return list(draft.questions.values_list("wording", flat=True))


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


def test_questions_stand_in_the_order_in_which_they_were_added(cast: Cast, draft: DiagnosticVersion) -> None:
    for wording in ("Where?", " How many? "):
        add(cast, draft, wording)
    assert wordings(draft) == ["Where?", "How many?"]


def test_a_choice_keeps_its_answers_and_others_have_none(cast: Cast, draft: DiagnosticVersion) -> None:
    question = add(cast, draft, "Where?", kind="choice", options=[" Nursery", "", "School "])
    assert question.options == ["Nursery", "School"]
    kept = services.change_question(
        question=question, to=Asked(wording="How many?", kind="number", options=["x", "y"]), by=cast.dee, now=NOW
    )
    assert (kept.wording, kept.kind, kept.options) == ("How many?", "number", [])


def test_questions_that_make_no_sense_are_refused(cast: Cast, draft: DiagnosticVersion) -> None:
    for fields, words in (
        ({"wording": "  "}, "Write what is asked"),
        ({"wording": "Where?", "kind": "choice"}, "2 to 20 answers"),
        ({"wording": "Where?", "kind": "choice", "options": ["Here", " "]}, "2 to 20 answers"),
        ({"wording": "Where?", "kind": "choice", "options": [str(n) for n in range(21)]}, "2 to 20 answers"),
        ({"wording": "Where?", "kind": "choice", "options": ["Here", "HERE"]}, "are the same"),
    ):
        with pytest.raises(Refused, match=words):
            add(cast, draft, **fields)
    assert wordings(draft) == []


def test_at_most_twenty_questions(cast: Cast, draft: DiagnosticVersion) -> None:
    ContextQuestion.objects.bulk_create(
        ContextQuestion(version=draft, position=n, wording=f"Question {n}") for n in range(1, 21)
    )
    with pytest.raises(Refused, match="At most 20 questions"):
        add(cast, draft, "One more?")


@pytest.mark.parametrize(
    ("moved", "up", "then"),
    [
        ("B", True, ["B", "A", "C"]),
        ("B", False, ["A", "C", "B"]),
        ("A", True, ["A", "B", "C"]),
        ("C", False, ["A", "B", "C"]),
    ],
)
def test_moving(cast: Cast, draft: DiagnosticVersion, moved: str, up: bool, then: list[str]) -> None:
    questions = {wording: add(cast, draft, wording) for wording in "ABC"}
    services.move_question(question=questions[moved], up=up, by=cast.dee, now=NOW)
    assert wordings(draft) == then


def test_taken_out_and_then_gone_for_everybody(cast: Cast, draft: DiagnosticVersion) -> None:
    one, two = add(cast, draft, "One"), add(cast, draft, "Two")
    gone = ContextQuestion.objects.get(pk=one.pk)
    services.delete_question(question=one, by=cast.dee, now=NOW)
    assert wordings(draft) == ["Two"]
    for late in (
        lambda: services.change_question(question=gone, to=Asked(wording="Late"), by=cast.dee, now=NOW),
        lambda: services.move_question(question=gone, up=True, by=cast.dee, now=NOW),
        lambda: services.delete_question(question=gone, by=cast.dee, now=NOW),
    ):
        with pytest.raises(Refused, match="taken this question out meanwhile"):
            late()
    add(cast, draft, "Three")
    assert (wordings(draft), two.position) == (["Two", "Three"], 2)


def test_published_questions_are_frozen(cast: Cast, draft: DiagnosticVersion) -> None:
    one = add(cast, draft, "One")
    add(cast, draft, "Two")
    services.publish_diagnostic(version=draft, by=cast.dee, now=NOW)
    who = {"by": cast.dee, "now": NOW}
    for late in (
        lambda: add(cast, draft, "Late"),
        lambda: services.change_question(question=one, to=Asked(wording="Late"), **who),
        lambda: services.move_question(question=one, up=False, **who),
        lambda: services.delete_question(question=one, **who),
    ):
        with pytest.raises(Refused, match="published, so it no longer changes"):
            late()
    assert wordings(draft) == ["One", "Two"]


def test_only_a_programme_admin_may(cast: Cast, draft: DiagnosticVersion) -> None:
    one = add(cast, draft, "One")
    for name in ("amara", "bill", "cora", "lena", "sam", "pia", "eve", "root"):
        who = {"by": getattr(cast, name), "now": NOW}
        for late in (
            lambda who=who: services.add_question(version=draft, question=Asked(wording="Two"), **who),
            lambda who=who: services.change_question(question=one, to=Asked(wording="Two"), **who),
            lambda who=who: services.move_question(question=one, up=False, **who),
            lambda who=who: services.delete_question(question=one, **who),
        ):
            with pytest.raises(NotAllowed):
                late()
    assert wordings(draft) == ["One"]


def test_of_two_who_change_a_question_the_second_is_told(cast: Cast, draft: DiagnosticVersion) -> None:
    one = add(cast, draft, "One")
    seen, who = selectors.state_of_question(one), {"by": cast.dee, "now": NOW}
    services.change_question(question=one, to=Asked(wording="First"), seen=seen, **who)
    with pytest.raises(Stale, match="changed this question"):
        services.change_question(question=one, to=Asked(wording="Second"), seen=seen, **who)
    assert wordings(draft) == ["First"]


# ---- the pages ----


def test_a_question_is_added_changed_moved_and_taken_out(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    sent = {"wording": "Where?", "kind": "choice", "options": "Nursery\r\nSchool\r\n", "is_required": "on"}
    response = dee.post(at("question-new", draft.pk), sent)
    assert response["Location"] == f"{at('diagnostic-detail', draft.pk)}#questions"
    dee.post(at("question-new", draft.pk), {"wording": "How many?", "kind": "number"})
    one, two = draft.questions.all()
    assert (one.options, one.is_required, two.kind) == (["Nursery", "School"], True, "number")
    page = dee.get(at("diagnostic-detail", draft.pk)).text
    told = [word in page for word in ("Where?", "Nursery", "How many?", "A number", "question-up")]
    assert told == [True] * 5
    dee.post(at("question-move", one.pk), {"down": "1"})
    assert wordings(draft) == ["How many?", "Where?"]
    assert b"Nursery\nSchool" in dee.get(at("question-edit", one.pk)).content
    dee.post(at("question-edit", one.pk), sent | {"wording": "Where now?"})
    assert "Where now?" in dee.get(at("question-delete", one.pk)).text
    dee.post(at("question-delete", one.pk))
    assert wordings(draft) == ["How many?"]


def test_what_is_wrong_is_said(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    good = {"wording": "Where?", "kind": "choice", "options": "A\nB"}
    one = add(cast, draft, "One")
    for wrong in (
        {},
        good | {"wording": "\x00"},
        good | {"wording": "x" * 301},
        good | {"kind": "essay"},
        good | {"options": "A"},
        good | {"options": "A\na"},
        good | {"options": "A\n" + "x" * 201},
        good | {"hint": "x" * 301},
    ):
        for address in (at("question-new", draft.pk), at("question-edit", one.pk)):
            response = dee.post(address, wrong)
            assert (response.status_code, b'data-testid="error-summary"' in response.content) == (422, True), wrong
    assert wordings(draft) == ["One"]


def test_what_somebody_else_saved_is_shown_beside(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    one = add(cast, draft, "One")
    sent = {"wording": "Mine", "kind": "text", "seen": selectors.state_of_question(one)}
    services.change_question(question=one, to=Asked(wording="Theirs"), by=cast.dee, now=NOW)
    response = dee.post(at("question-edit", one.pk), sent)
    assert response.status_code == 409
    assert [word in response.text for word in ("Theirs", "Mine", 'data-testid="stale"')] == [True, True, True]
    again = sent | {"seen": response.context["form"]["seen"].value()}
    assert dee.post(at("question-edit", one.pk), again).status_code == 302
    assert wordings(draft) == ["Mine"]


def test_a_learner_reads_the_questions_and_changes_none(cast: Cast, as_user: Any, draft: DiagnosticVersion) -> None:
    one = add(cast, draft, "How many people do you lead?")
    services.publish_diagnostic(version=draft, by=cast.dee, now=NOW)
    page = as_user(cast.amara).get(at("diagnostic-detail", draft.pk)).text
    assert ("How many people do you lead?" in page, "question-edit" in page) == (True, False)
    assert as_user(cast.amara).post(at("question-delete", one.pk)).status_code == 403
    assert as_user(cast.pia).get(at("question-edit", one.pk)).status_code == 404
