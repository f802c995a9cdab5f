"""What she was asked and what she said stay as they were, byte for byte, whatever becomes of the framework."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from diagnostics.models import Answer, Attempt, ItemDescriptor
from standards import services as standards
from standards.models import Element, ScaleLevel
from tests.cast import NOW, Cast, make_attempt
from tests.diagnostics.test_attempt_page import url
from tests.diagnostics.test_last_answers import make_round

AsUser = Callable[[User], Client]


@pytest.fixture
def submitted(cast: Cast) -> Attempt:
    for item in cast.diagnostic_version.items.all():
        for level in cast.diagnostic_version.levels.all():
            ItemDescriptor.objects.create(item=item, level=level, text=f"{item.code} at {level.label}")
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[2, 3, 1, 4, 5, 2])


@pytest.fixture
def begun(cast: Cast, submitted: Attempt) -> Attempt:
    return make_attempt(make_round(cast, "Exit"), cast.amara_enrolment, ranks=[3], submitted=False)


def results(client: Client, submitted: Attempt, begun: Attempt) -> dict[str, list[bytes]]:
    """Every page that shows her questions or answers, without what is new in each answer of the server."""
    pages = {
        "profile": reverse("diagnostics:attempt-profile", args=[submitted.pk]),
        "page": url(begun),
        "review": reverse("diagnostics:attempt-review", args=[begun.pk]),
    }
    secret = rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"'
    return {name: re.sub(secret, b"", client.get(page).content).splitlines() for name, page in pages.items()}


def stored() -> list[dict[str, Any]]:
    return list(Answer.objects.order_by("pk").values())


def test_after_a_new_version_of_the_framework(cast: Cast, submitted: Attempt, begun: Attempt, as_user: AsUser) -> None:
    """One element reworded, one given another meaning, one removed; then adopted."""
    client = as_user(cast.amara)
    before = results(client, submitted, begun), stored()
    assert any(b"Heads standard 1.1" in line for line in before[0]["profile"])
    who = {"by": cast.dee, "now": NOW}
    framework = cast.framework_version.framework
    draft = standards.start_draft(framework=framework, source=cast.framework_version, label="2027", **who)
    for code, meaning_changes in (("D1.1", False), ("D1.2", True)):
        row = draft.elements.get(code=code)
        words = {"full_statement": f"canary-new {code}", "meaning_changes": meaning_changes}
        standards.change_element(element=row, base_revision=row.revision, **words, **who)
    draft.elements.get(code="D2.3").delete()
    standards.adopt_version(version=draft, **who)
    after = results(client, submitted, begun), stored()
    assert [
        pair for name in after[0] for pair in zip(before[0][name], after[0][name], strict=True) if pair[0] != pair[1]
    ] == []
    assert after == before


def test_even_when_the_very_rows_that_it_was_made_from_are_reworded(
    cast: Cast, submitted: Attempt, begun: Attempt, as_user: AsUser
) -> None:
    """No page of ours does this to an adopted version; a hand in the database might. (Codes stay: what is taught now is
    named by those of today.)"""
    client = as_user(cast.amara)
    before = results(client, submitted, begun), stored()
    rows = Element.objects.filter(version=cast.framework_version)
    changed = rows.update(full_statement="canary-new", abbreviated_statement="canary-short", notes="canary")
    ScaleLevel.objects.filter(scale=cast.framework_version.scale).update(label="canary-level", description="canary")
    assert changed == 8
    after = results(client, submitted, begun), stored()
    assert [
        pair for name in after[0] for pair in zip(before[0][name], after[0][name], strict=True) if pair[0] != pair[1]
    ] == []
    assert after == before
