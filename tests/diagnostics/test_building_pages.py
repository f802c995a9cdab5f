"""The pages on which a diagnostic is built, changed, published and gone on from."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics import selectors, services
from diagnostics.enums import DiagnosticState
from diagnostics.models import DiagnosticVersion
from standards.models import Element, Scale, ScaleLevel
from tests.cast import NOW, Cast
from tests.diagnostics.test_admin_pages import SAID


@pytest.fixture
def dee(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.dee)


@pytest.fixture
def draft(cast: Cast) -> DiagnosticVersion:
    DiagnosticVersion.objects.update(state=DiagnosticState.DRAFT)
    cast.diagnostic_version.refresh_from_db()
    return cast.diagnostic_version


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


def element(cast: Cast, code: str) -> Element:
    return cast.framework_version.elements.get(code=code)


def codes(version: DiagnosticVersion) -> list[str]:
    return list(version.items.values_list("code", flat=True))


def two_steps(cast: Cast, **fields: Any) -> Scale:
    scale = Scale.objects.create(**({"title": "Two steps", "owner": cast.provider} | fields))
    for value, label in enumerate(("Not yet", "Yes"), start=1):
        ScaleLevel.objects.create(scale=scale, value=value, label=label)
    return scale


def test_headings_and_single_statements_together(cast: Cast, dee: Client) -> None:
    ticked = {"branches": [element(cast, "D2").pk], "statements": [element(cast, "D1.3").pk]}
    dee.post(at("diagnostic-new", cast.programme.pk), SAID | ticked)
    made = DiagnosticVersion.objects.get(diagnostic__title="Short")
    assert codes(made) == ["D1.3", "D2.1", "D2.2", "D2.3"]


def test_kinds_narrow_what_is_ticked(cast: Cast, dee: Client) -> None:
    new = at("diagnostic-new", cast.programme.pk)
    assert 'name="kinds"' not in dee.get(new).text
    cast.framework_version.elements.filter(code__in=["D1.1", "D2.2"]).update(kind="descriptor")
    assert "descriptor (2)" in dee.get(new).text
    sent = SAID | {"everything": "1", "kinds": [":descriptor"]}
    dee.post(new, sent)
    made = DiagnosticVersion.objects.get(diagnostic__title="Short")
    assert codes(made) == ["D1.1", "D2.2"]
    form = dee.get(at("diagnostic-edit", made.pk)).context["form"]
    assert (form.initial["kinds"], form.ticks.everything) == ([":descriptor"], True)
    for wrong in (sent | {"kinds": []}, sent | {"kinds": ["descriptor"]}):
        assert dee.post(new, wrong | {"title": "Another"}).status_code == 422


def test_a_scale_and_what_is_asked_besides(cast: Cast, dee: Client) -> None:
    scale, foreign = two_steps(cast), two_steps(cast, title="Foreign steps", owner=cast.other_provider)
    short = Scale.objects.create(title="Only one", owner=cast.provider)
    new = at("diagnostic-new", cast.programme.pk)
    page = dee.get(new).text
    told = ["Two steps (2 levels: Not yet … Yes)" in page, "Foreign steps" in page, "Only one" in page]
    assert told == [True, False, False]
    for wrong in (foreign, short):
        assert dee.post(new, SAID | {"everything": "1", "scale": str(wrong.pk)}).status_code == 422
    asks = {"asks_importance": "off", "asks_confidence": "required", "asks_example": "off"}
    dee.post(new, SAID | asks | {"everything": "1", "scale": str(scale.pk), "allows_not_applicable": ""})
    made = DiagnosticVersion.objects.get(diagnostic__title="Short")
    assert [getattr(made, name) for name in selectors.ASKS] == ["off", "required", "off", False]
    assert list(made.levels.values_list("label", flat=True)) == ["Not yet", "Yes"]
    page = dee.get(at("diagnostic-detail", made.pk)).text
    assert ("How sure she is (must be answered)" in page, "preview-na" in page) == (True, False)


def test_the_draft_opens_as_it_is_and_changes_in_all_parts(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    draft.items.filter(code="D1.1").delete()
    form = dee.get(at("diagnostic-edit", draft.pk)).context["form"]
    ticks = form.ticks
    assert (ticks.everything, ticks.branches) == (False, {element(cast, "D2").pk})
    assert ticks.statements == {element(cast, "D1.2").pk, element(cast, "D1.3").pk}
    sent = SAID | {
        "statements": [element(cast, "D1.1").pk],
        "seen": form["seen"].value(),
        "asks_confidence": "optional",
    }
    assert dee.post(at("diagnostic-edit", draft.pk), sent)["Location"] == at("diagnostic-detail", draft.pk)
    draft.refresh_from_db()
    assert (draft.diagnostic.title, draft.minutes, draft.asks_confidence, codes(draft)) == (
        *("Short", 10, "optional"),
        ["D1.1"],
    )


def test_what_somebody_else_saved_is_shown_beside(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    seen = selectors.state_of_draft(draft)
    theirs = {"title": "Theirs", "introduction": "canary-theirs", "minutes": 10, "by": cast.dee, "now": NOW}
    services.change_diagnostic(version=draft, **theirs)
    mine = SAID | {"branches": [element(cast, "D2").pk], "seen": seen}
    response = dee.post(at("diagnostic-edit", draft.pk), mine)
    assert (response.status_code, 'data-testid="stale"' in response.text) == (409, True)
    gone = "\n".join(str(element(cast, code)) for code in ("D1.1", "D1.2", "D1.3"))
    assert [tuple(map(str, line)) for line in response.context["differences"]] == [
        ("Title", "Theirs", "Short"),
        ("Statements that the other one does not ask about", gone, ""),
        ("Introduction", "canary-theirs", ""),
    ]
    draft.refresh_from_db()
    assert (draft.diagnostic.title, len(codes(draft))) == ("Theirs", 6)
    again = mine | {"seen": response.context["form"]["seen"].value()}
    assert dee.post(at("diagnostic-edit", draft.pk), again).status_code == 302
    assert codes(draft) == ["D2.1", "D2.2", "D2.3"]


def test_publishing_asks_once_more(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    page = dee.get(at("diagnostic-publish", draft.pk))
    draft.refresh_from_db()
    assert (draft.state, "6, with wording and place, in 2 parts" in page.text) == (DiagnosticState.DRAFT, True)
    services.add_question(version=draft, question=services.Asked(wording="Where?"), by=cast.dee, now=NOW)
    stale = dee.post(at("diagnostic-publish", draft.pk), {"seen": page.context["seen"]}, follow=True)
    assert "Look again before you publish it." in stale.text
    seen = dee.get(at("diagnostic-publish", draft.pk)).context["seen"]
    assert "Published." in dee.post(at("diagnostic-publish", draft.pk), {"seen": seen}, follow=True).text
    again = dee.get(at("diagnostic-publish", draft.pk), follow=True)
    assert "published, so it no longer changes" in again.text


def test_a_new_version_from_the_page(cast: Cast, dee: Client) -> None:
    first = cast.diagnostic_version
    assert "keep the version they were opened with" in dee.get(at("diagnostic-renew", first.pk)).text
    response = dee.post(at("diagnostic-renew", first.pk))
    second = DiagnosticVersion.objects.get(number=2)
    assert response["Location"] == at("diagnostic-edit", second.pk)
    page = dee.get(at("diagnostic-renew", first.pk)).text
    assert ('data-testid="draft-open"' in page, 'data-testid="confirm"' in page) == (True, False)
    assert "has a draft already" in dee.post(at("diagnostic-renew", first.pk), follow=True).text
    for version, other in ((first, second), (second, first)):
        detail = dee.get(at("diagnostic-detail", version.pk)).text
        assert f'href="{at("diagnostic-detail", other.pk)}"' in detail
    assert DiagnosticVersion.objects.count() == 2


def test_a_learner_is_not_told_of_other_versions(cast: Cast, as_user: Any) -> None:
    services.begin_version(version=cast.diagnostic_version, by=cast.dee, now=NOW)
    page = as_user(cast.amara).get(at("diagnostic-detail", cast.diagnostic_version.pk)).text
    assert ('data-testid="versions"' in page, 'data-testid="renew"' in page) == (False, False)


@pytest.mark.parametrize("more", [0, 60])
def test_the_page_does_not_grow_in_queries(
    cast: Cast, dee: Client, draft: DiagnosticVersion, django_assert_num_queries: Any, more: int
) -> None:
    parent = element(cast, "D2")
    Element.objects.bulk_create(
        Element(version=parent.version, parent=parent, position=100 + n, depth=1, full_statement=f"More {n}")
        for n in range(more)
    )
    for number in range(1 + more // 20):
        two_steps(cast, title=f"Scale {number}")
    with django_assert_num_queries(14):
        dee.get(at("diagnostic-edit", draft.pk))


@pytest.mark.parametrize("more", [0, 2])
def test_the_detail_does_not_grow_in_queries(
    cast: Cast, dee: Client, draft: DiagnosticVersion, django_assert_num_queries: Any, more: int
) -> None:
    for number in range(1 + more):
        question = services.Asked(wording=f"Question {number}")
        services.add_question(version=draft, question=question, by=cast.dee, now=NOW)
        whose = services.Audience(kind="organisation", organisation=cast.employer_a)
        services.save_target_profile(
            version=draft, title=f"Elm {number}", targets={}, audience=whose, by=cast.dee, now=NOW
        )
    with django_assert_num_queries(12):
        dee.get(at("diagnostic-detail", draft.pk))
