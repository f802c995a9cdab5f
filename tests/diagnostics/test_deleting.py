"""Drafts and targets are thrown away where nothing depends on them, and otherwise say what does."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from diagnostics import selectors, services
from diagnostics.models import Diagnostic, DiagnosticVersion, Item, Round, Target, TargetProfile
from projects.models import Claim
from tests.cast import NOW, Cast, make_attempt


@pytest.fixture
def dee(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.dee)


@pytest.fixture
def draft(cast: Cast) -> DiagnosticVersion:
    """A first draft that nobody was asked, with a question and targets."""
    made = services.create_diagnostic(
        programme=cast.programme,
        framework_version=cast.framework_version,
        title="A second look",
        introduction="",
        minutes=5,
        by=cast.dee,
        now=NOW,
    )
    services.add_question(version=made, question=services.Asked(wording="Where?"), by=cast.dee, now=NOW)
    targets_of(cast, made, "For everybody")
    return made


def targets_of(cast: Cast, version: DiagnosticVersion, title: str) -> TargetProfile:
    item = version.items.all()[0]
    return services.save_target_profile(version=version, title=title, targets={item.pk: (2, 3)}, by=cast.dee, now=NOW)


def at(name: str, pk: Any) -> str:
    return reverse(f"diagnostics:{name}", args=[pk])


# ---- a draft ----


def test_the_page_says_what_is_lost_and_then_it_is(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    kept = DiagnosticVersion.objects.exclude(pk=draft.pk).count()
    page = dee.get(at("diagnostic-detail", draft.pk)).text
    assert at("diagnostic-delete", draft.pk) in page
    asked = dee.get(at("diagnostic-delete", draft.pk))
    for said in ("6 statements ask", "1 question about where", "“For everybody”", "the diagnostic goes too"):
        assert said in asked.text
    response = dee.post(at("diagnostic-delete", draft.pk), {"seen": asked.context["seen"]})
    assert (response.status_code, response["Location"]) == (302, reverse("diagnostics:diagnostic-list"))
    assert DiagnosticVersion.objects.count() == kept
    assert not Diagnostic.objects.filter(title="A second look").exists()
    assert not Item.objects.filter(version=draft.pk).exists()
    assert not Target.objects.filter(profile__title="For everybody").exists()
    trail = apps.get_model("diagnostics", "DiagnosticVersionHistory").objects.filter(pgh_label="delete")
    written = [
        (row.pgh_obj_id, row.pgh_context.metadata["service"], row.pgh_context.metadata["actor"]) for row in trail
    ]
    assert written == [(draft.pk, "delete_diagnostic", str(cast.dee.pk))]


def test_the_draft_of_a_next_version_leaves_what_is_published(cast: Cast, dee: Client) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2, 3])
    draft = services.begin_version(version=cast.diagnostic_version, by=cast.dee, now=NOW)
    assert "published versions, their rounds" in dee.get(at("diagnostic-delete", draft.pk)).text
    assert dee.post(at("diagnostic-delete", draft.pk)).status_code == 302
    assert list(DiagnosticVersion.objects.all()) == [cast.diagnostic_version]
    assert attempt.answers.count() == 2


def test_what_is_published_stays(cast: Cast, dee: Client) -> None:
    url = at("diagnostic-delete", cast.diagnostic_version.pk)
    assert url not in dee.get(at("diagnostic-detail", cast.diagnostic_version.pk)).text
    assert 'data-testid="confirm"' not in dee.get(url).text
    response = dee.post(url)
    assert (response.status_code, "no longer changes" in response.text) == (409, True)
    assert DiagnosticVersion.objects.filter(pk=cast.diagnostic_version.pk).exists()


def test_a_draft_on_which_something_hangs_stays_and_says_what(
    cast: Cast, dee: Client, draft: DiagnosticVersion
) -> None:
    """No service hangs anything on a draft; the database refuses all the same, and nothing of it is lost."""
    Claim.objects.create(enrolment=cast.amara_enrolment, item=draft.items.all()[0], statement="canary-claim")
    response = dee.post(at("diagnostic-delete", draft.pk))
    assert response.status_code == 409
    assert ("1 × claim" in response.text, "canary" in response.text, "Amara" in response.text) == (True, False, False)
    assert (draft.items.count(), draft.questions.count()) == (6, 1)


def test_what_was_changed_since_is_looked_at_again(cast: Cast, dee: Client, draft: DiagnosticVersion) -> None:
    seen = selectors.state_of_all(draft)
    services.add_question(version=draft, question=services.Asked(wording="How many?"), by=cast.dee, now=NOW)
    with pytest.raises(Stale, match="Look again"):
        services.delete_diagnostic(version=draft, seen=seen, by=cast.dee, now=NOW)
    response = dee.post(at("diagnostic-delete", draft.pk), {"seen": seen})
    assert (response.status_code, "2 questions about where" in response.text) == (409, True)


@pytest.mark.parametrize("name", ["amara", "bill", "sam", "pia", "root"])
def test_only_who_may_define_may_delete(cast: Cast, draft: DiagnosticVersion, name: str) -> None:
    by = getattr(cast, name)
    with pytest.raises(NotAllowed):
        services.delete_diagnostic(version=draft, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_target_profile(profile=draft.target_profiles.get(), by=by, now=NOW)
    assert draft.target_profiles.count() == 1


# ---- targets ----


def test_targets_that_nothing_uses_are_deleted_after_asking(cast: Cast, dee: Client) -> None:
    profile = targets_of(cast, cast.diagnostic_version, "For heads")
    url = at("target-delete", profile.pk)
    assert url in dee.get(at("target-edit", profile.pk)).text
    asked = dee.get(url)
    assert "The level that they expect of 1 statement is lost" in asked.text
    response = dee.post(url, {"seen": asked.context["seen"]})
    back = at("diagnostic-detail", cast.diagnostic_version.pk)
    assert (response.status_code, response["Location"]) == (302, back)
    assert list(TargetProfile.objects.all()) == [cast.target_profile]


def test_targets_in_use_name_each_round_and_count_learners(cast: Cast, dee: Client) -> None:
    """Who is measured is not said: nobody's name stands beside what is expected of her."""
    for enrolment in (cast.amara_enrolment, cast.ben_enrolment):
        attempt = make_attempt(cast.round, enrolment, ranks=[2], submitted=False)
        type(attempt).objects.filter(pk=attempt.pk).update(target_profile=cast.target_profile)
    url = at("target-delete", cast.target_profile.pk)
    asked, refused = dee.get(url), dee.post(url)
    assert (asked.status_code, refused.status_code) == (200, 409)
    for page in (asked.text, refused.text):
        assert "the round “Baseline” of Autumn" in page
        assert "2 learners are measured by them" in page
        assert ("Amara" in page, 'data-testid="confirm"' in page) == (False, False)
    Round.objects.update(target_profile=None)
    with pytest.raises(Refused, match="so they stay: 2 learners are measured by them"):
        services.delete_target_profile(profile=cast.target_profile, by=cast.dee, now=NOW)


def test_targets_that_somebody_changed_are_looked_at_again(cast: Cast, dee: Client) -> None:
    profile = targets_of(cast, cast.diagnostic_version, "For heads")
    seen = selectors.state_of_targets(profile)
    services.save_target_profile(
        version=cast.diagnostic_version, profile=profile, title="For deputies", targets={}, by=cast.dee, now=NOW
    )
    response = dee.post(at("target-delete", profile.pk), {"seen": seen})
    assert (response.status_code, "Look again" in response.text) == (409, True)
    assert TargetProfile.objects.filter(pk=profile.pk).exists()


@pytest.mark.parametrize("size", [1, 3])
def test_a_fixed_number_of_queries(
    cast: Cast, dee: Client, draft: DiagnosticVersion, django_assert_num_queries: Any, size: int
) -> None:
    for number in range(size):
        targets_of(cast, draft, f"Targets {number}")
    with django_assert_num_queries(11):
        dee.get(at("diagnostic-delete", draft.pk))
    with django_assert_num_queries(10):
        dee.get(at("target-delete", draft.target_profiles.all()[0].pk))
