"""Each named constraint of this app, tripped once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint

from diagnostics.enums import AttemptState, DiagnosticState
from diagnostics.models import (
    Answer,
    Attempt,
    ContextAnswer,
    ContextQuestion,
    Diagnostic,
    DiagnosticLevel,
    DiagnosticVersion,
    Item,
    ItemDescriptor,
    NeedElement,
    RaterAnswer,
    RaterGroupReport,
    RaterGroupResult,
    RaterInvitation,
    RaterPanel,
    RaterResponse,
    Round,
    RoundExtension,
    Target,
    TargetProfile,
)
from tests.cast import NOW, TODAY, Cast, make_attempt, make_need

Break = Callable[[Cast], Any]


def begun(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)


def item(cast: Cast) -> Item:
    return cast.diagnostic_version.items.first()


def version(cast: Cast, **fields: Any) -> DiagnosticVersion:
    named = {"diagnostic": cast.diagnostic_version.diagnostic, "framework_version": cast.framework_version}
    return DiagnosticVersion.objects.create(**(named | {"number": 2} | fields))


def copy_of(cast: Cast, **fields: Any) -> Item:
    row = item(cast)
    row.pk = None
    for name, value in fields.items():
        setattr(row, name, value)
    row._state.adding = True
    row.save()
    return row


def another_round(cast: Cast, **fields: Any) -> Round:
    named = {"cohort": cast.cohort, "diagnostic_version": cast.diagnostic_version, "opened_by": cast.bill}
    return Round.objects.create(title="Odd", **(named | fields))


def descriptor(cast: Cast) -> None:
    for _twice in range(2):
        ItemDescriptor.objects.create(item=item(cast), level=cast.diagnostic_version.levels.first(), text="x")


def answer(cast: Cast, **fields: Any) -> Answer:
    return Answer.objects.create(attempt=begun(cast), saved_at=NOW, **fields)


def need_element(cast: Cast) -> None:
    link = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[3])).elements.get()
    NeedElement.objects.create(need=link.need, element=link.element)


def question(cast: Cast, **fields: Any) -> ContextQuestion:
    return ContextQuestion.objects.create(
        version=cast.diagnostic_version, position=1, wording="How many staff?", **fields
    )


def answered_twice(cast: Cast) -> None:
    attempt, asked = begun(cast), question(cast)
    for _twice in range(2):
        ContextAnswer.objects.create(attempt=attempt, question=asked, text="12", saved_at=NOW)


def panel(cast: Cast, **fields: Any) -> RaterPanel:
    named = {"round": cast.round, "enrolment": cast.amara_enrolment, "opened_by": cast.amara, "closes_on": TODAY}
    return RaterPanel.objects.create(**(named | fields))


def invitation(of: RaterPanel, number: int = 1, email: str = "kim@rater.test") -> RaterInvitation:
    return RaterInvitation.objects.create(
        panel=of,
        relationship="peer",
        name="Kim",
        email=email,
        token_hash=f"{number:064x}",
        expires_at=NOW,
        invited_by=of.opened_by,
    )


def rater_answer(cast: Cast, times: int = 1, **fields: Any) -> None:
    response = RaterResponse.objects.create(invitation=invitation(panel(cast)), started_at=NOW)
    for _time in range(times):
        RaterAnswer.objects.create(response=response, item=item(cast), saved_at=NOW, **fields)


def twice_invited(cast: Cast) -> None:
    kept = panel(cast)
    invitation(kept, 1)
    invitation(kept, 2)


def group(of: RaterPanel) -> RaterGroupReport:
    return RaterGroupReport.objects.create(panel=of, relationship="peer", raters=3, is_shown=True)


def twice_grouped(cast: Cast) -> None:
    kept = panel(cast)
    group(kept)
    group(kept)


def twice_resulted(cast: Cast) -> None:
    kept = group(panel(cast))
    for _twice in range(2):
        RaterGroupResult.objects.create(group=kept, item=item(cast), level=3)


BREAKS: dict[str, Break] = {
    "diagnostic_title_unique": lambda c: Diagnostic.objects.create(programme=c.programme, title="Self-assessment"),
    "diagnostic_version_number_unique": lambda c: version(c, number=1),
    "diagnostic_published_has_time": lambda c: version(c, state=DiagnosticState.PUBLISHED),
    "diagnostic_level_rank_unique": lambda c: DiagnosticLevel.objects.create(
        version=c.diagnostic_version, value=9, rank=1, label="Again"
    ),
    "item_element_unique": lambda c: copy_of(c, position=99),
    "item_position_unique": lambda c: copy_of(c, element=c.framework_version.elements.filter(is_rateable=False)[0]),
    "item_descriptor_unique": descriptor,
    "target_profile_title_unique": lambda c: TargetProfile.objects.create(
        programme=c.programme, diagnostic_version=c.diagnostic_version, title="New heads"
    ),
    "target_item_unique": lambda c: Target.objects.create(profile=c.target_profile, item=item(c), minimum=1, maximum=2),
    "target_range_in_order": lambda c: Target.objects.update(minimum=5, maximum=4),
    "round_dates_in_order": lambda c: another_round(c, opens_on=TODAY, closes_on=TODAY - dt.timedelta(days=1)),
    "attempt_number_unique": lambda c: [make_attempt(c.round, c.amara_enrolment, ranks=[]) for _twice in range(2)],
    "attempt_one_in_progress": lambda c: Attempt.objects.create(
        round=c.round, enrolment=begun(c).enrolment, number=2, started_at=NOW
    ),
    "attempt_submitted_has_time": lambda c: Attempt.objects.filter(pk=begun(c).pk).update(state=AttemptState.SUBMITTED),
    "answer_once_per_item": lambda c: answer(c, item=item(c)),
    "answer_level_or_not_applicable": lambda c: answer(
        c, item=c.diagnostic_version.items.last(), level=c.diagnostic_version.levels.first(), is_not_applicable=True
    ),
    "answer_importance_in_range": lambda c: answer(c, item=c.diagnostic_version.items.last(), importance=9),
    "answer_confidence_in_range": lambda c: answer(c, item=c.diagnostic_version.items.last(), confidence=9),
    "answer_strokes_by_writer": lambda c: answer(c, item=c.diagnostic_version.items.last(), strokes=[1]),
    "need_element_unique": need_element,
    "diagnostic_level_rank_in_range": lambda c: DiagnosticLevel.objects.create(
        version=c.diagnostic_version, value=12, rank=12, label="One too many"
    ),
    "target_profile_names_its_audience": lambda c: TargetProfile.objects.create(
        programme=c.programme, diagnostic_version=c.diagnostic_version, title="Deputies", audience="role"
    ),
    "round_extension_is_later": lambda c: RoundExtension.objects.create(
        round=c.round, closed_on=TODAY, closes_on=TODAY, at=NOW, by=c.bill
    ),
    "context_question_position_unique": lambda c: [question(c) for _twice in range(2)],
    "context_question_choice_has_options": lambda c: question(c, kind="choice", options=["Only one"]),
    "context_answer_once_per_question": answered_twice,
    "context_answer_strokes_by_writer": lambda c: ContextAnswer.objects.create(
        attempt=begun(c), question=question(c), saved_at=NOW, strokes=[1]
    ),
    "rater_panel_once": lambda c: [panel(c) for _twice in range(2)],
    "rater_panel_minimum_positive": lambda c: panel(c, minimum=0),
    "rater_invitation_once": twice_invited,
    "rater_email_lower_case": lambda c: invitation(panel(c), email="Kim@rater.test"),
    "rater_answer_once_per_item": lambda c: rater_answer(c, times=2),
    "rater_answer_level_or_not_applicable": lambda c: rater_answer(
        c, level=c.diagnostic_version.levels.first(), is_not_applicable=True
    ),
    "rater_answer_strokes_by_writer": lambda c: rater_answer(c, strokes=[1]),
    "rater_group_report_once": twice_grouped,
    "rater_group_result_once": twice_resulted,
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name](cast)


def test_every_named_constraint_is_tripped() -> None:
    named = {
        constraint.name
        for model in DiagnosticVersion._meta.app_config.get_models()
        for constraint in model._meta.constraints
    }
    assert set(BREAKS) == named


def test_no_key_has_an_index_that_a_unique_constraint_gives_already() -> None:
    """The index of a constraint that begins with a key finds by that key too; a second one would only be written."""
    doubled = [
        f"{model._meta.label}.{constraint.fields[0]}: {constraint.name}"
        for model in DiagnosticVersion._meta.app_config.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None
        if constraint.fields and model._meta.get_field(constraint.fields[0]).db_index
    ]
    assert doubled == []


def test_a_comment_without_a_level_is_allowed(cast: Cast) -> None:
    kept = answer(cast, item=cast.diagnostic_version.items.last(), example="First the words")
    assert kept not in Answer.objects.answered()
