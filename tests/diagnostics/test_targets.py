"""Target profiles: for whom, as a grid and as a file, and what protects them."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from carnegie.core import spreadsheets
from carnegie.core.errors import NotAllowed, Refused, Stale
from diagnostics import selectors, services
from diagnostics.enums import TargetAudience
from diagnostics.formats import HEADER, target_table
from diagnostics.models import DiagnosticVersion, Target, TargetProfile
from diagnostics.services import Audience
from tests.cast import NOW, TODAY, Cast, make_attempt, make_diagnostic, make_framework


@pytest.fixture
def dee(cast: Cast, as_user: Any) -> Client:
    return as_user(cast.dee)


@pytest.fixture
def profile(cast: Cast) -> TargetProfile:
    """One that nobody has been shown: at least 2, at most 3, for the first two statements."""
    return save(cast, {item.pk: (2, 3) for item in cast.diagnostic_version.items.all()[:2]})


def save(cast: Cast, targets: dict[Any, tuple[int, int]], **fields: Any) -> TargetProfile:
    named = {"title": "Deputies", "version": cast.diagnostic_version, "by": cast.dee, "now": NOW}
    return services.save_target_profile(targets=targets, **(named | fields))


def ranges(profile: TargetProfile) -> list[tuple[str, int, int]]:
    rows = Target.objects.filter(profile=profile).order_by("item__position")
    return list(rows.values_list("item__code", "minimum", "maximum"))


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


# ---- for whom ----


def test_for_whom_is_kept_and_what_does_not_belong_to_it_is_not(cast: Cast) -> None:
    everything = {"role": " Deputy head ", "organisation": cast.employer_a}
    for kind, kept in (
        (TargetAudience.ROLE, ("role", "Deputy head", None)),
        (TargetAudience.ORGANISATION, ("organisation", "", cast.employer_a)),
        (TargetAudience.PROGRAMME, ("programme", "", None)),
    ):
        profile = save(cast, {}, title=kind, audience=Audience(kind=kind, **everything))
        profile.refresh_from_db()
        assert (profile.audience, profile.role, profile.organisation) == kept


def test_changing_the_levels_leaves_for_whom(cast: Cast) -> None:
    profile = save(cast, {}, audience=Audience(kind=TargetAudience.ROLE, role="Deputy head"))
    save(cast, {cast.diagnostic_version.items.all()[0].pk: (1, 2)}, profile=profile)
    profile.refresh_from_db()
    assert (profile.role, ranges(profile)) == ("Deputy head", [("D1.1", 1, 2)])


def test_only_who_employs_somebody_in_the_programme_can_be_named(cast: Cast) -> None:
    assert list(selectors.employers_of(cast.programme)) == [cast.employer_a, cast.employer_b]
    for organisation in (cast.other_provider, cast.provider, None):
        with pytest.raises(Refused, match="employs somebody in this programme"):
            save(cast, {}, audience=Audience(kind=TargetAudience.ORGANISATION, organisation=organisation))
    with pytest.raises(Refused, match="Name the role"):
        save(cast, {}, audience=Audience(kind=TargetAudience.ROLE, role="  "))
    assert TargetProfile.objects.get() == cast.target_profile


def test_an_employer_of_the_past_stays_named(cast: Cast) -> None:
    whose = Audience(kind=TargetAudience.ORGANISATION, organisation=cast.employer_b)
    profile = save(cast, {}, audience=whose)
    cast.ben_enrolment.employers.update(to_date=TODAY - dt.timedelta(days=1))
    save(cast, {}, profile=profile, audience=whose)
    cast.ben_enrolment.employers.all().delete()
    save(cast, {}, profile=profile, audience=whose)
    assert list(selectors.employers_of(cast.programme, profile)) == [cast.employer_a, cast.employer_b]


# ---- what protects them ----


@pytest.mark.parametrize("pinned", [True, False])
def test_what_learners_were_shown_no_longer_changes(cast: Cast, profile: TargetProfile, pinned: bool) -> None:
    """Shown by the attempt that was measured against it, or by the round that names it."""
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    if pinned:
        attempt.target_profile = profile
        attempt.save()
    else:
        cast.round.target_profile = profile
        cast.round.save()
    for fields in ({}, {"title": "Renamed"}, {"audience": Audience(kind=TargetAudience.ROLE, role="Head")}):
        with pytest.raises(Refused, match="already been shown"):
            save(cast, {}, profile=profile, **fields)
    profile.refresh_from_db()
    assert (profile.title, profile.role, ranges(profile)) == ("Deputies", "", [("D1.1", 2, 3), ("D1.2", 2, 3)])


def test_an_attempt_in_progress_has_been_shown_nothing(cast: Cast, profile: TargetProfile) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    attempt.target_profile = profile
    attempt.save()
    save(cast, {}, profile=profile)
    assert ranges(profile) == []


def test_of_two_who_change_them_the_second_is_told(cast: Cast, profile: TargetProfile) -> None:
    seen, item = selectors.state_of_targets(profile), cast.diagnostic_version.items.all()[2].pk
    save(cast, {item: (4, 5)}, profile=profile, seen=seen)
    with pytest.raises(Stale, match="changed these targets"):
        save(cast, {item: (1, 1)}, profile=profile, seen=seen)
    assert ranges(profile) == [("D1.3", 4, 5)]


def test_only_a_programme_admin_may(cast: Cast, profile: TargetProfile) -> None:
    for name in ("amara", "bill", "cora", "lena", "sam", "pia", "eve", "root"):
        with pytest.raises(NotAllowed):
            save(cast, {}, profile=profile, by=getattr(cast, name))


# ---- the grid ----


def sent(profile: TargetProfile, **fields: str) -> dict[str, str]:
    cells = {f"low-{target.item_id.hex}": str(target.minimum) for target in profile.targets.all()}
    cells |= {f"high-{target.item_id.hex}": str(target.maximum) for target in profile.targets.all()}
    return {"title": profile.title, "audience": "programme"} | cells | fields


def test_the_grid_says_what_is_wrong_beside_each_cell(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    one = cast.diagnostic_version.items.all()[0].pk.hex
    for wrong, words in (
        ({f"low-{one}": ""}, "Give both levels, or neither."),
        ({f"low-{one}": "4"}, "The highest expected level is below the lowest."),
        ({f"low-{one}": "6"}, "Choose one of the levels."),
        ({f"high-{one}": "\x00"}, "Choose one of the levels."),
        ({"audience": "role"}, "Name the role, as job titles have it."),
        ({"audience": "organisation"}, "Choose the organisation."),
        ({"audience": "organisation", "organisation": str(cast.other_provider.pk)}, "Select a valid choice"),
        ({"audience": "everyone"}, "Select a valid choice"),
        ({"title": "New heads"}, "already in use"),
        ({"title": "\x00"}, "Null characters are not allowed."),
    ):
        response = dee.post(at("target-edit", profile.pk), sent(profile) | wrong)
        assert (response.status_code, words in response.text) == (422, True), wrong
    assert ranges(profile) == [("D1.1", 2, 3), ("D1.2", 2, 3)]


def test_for_a_role_through_the_page(cast: Cast, dee: Client) -> None:
    page = dee.get(at("target-new", cast.diagnostic_version.pk)).text
    assert '<option value="Deputy head"></option>' in page
    dee.post(at("target-new", cast.diagnostic_version.pk), {"title": "D", "audience": "role", "role": "Deputy head"})
    assert TargetProfile.objects.get(title="D").role == "Deputy head"
    detail = dee.get(at("diagnostic-detail", cast.diagnostic_version.pk)).text
    assert "for the role “Deputy head”" in detail


def test_a_new_profile_may_begin_like_another(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    new = at("target-new", cast.diagnostic_version.pk)
    foreign = make_diagnostic(cast.programme, cast.framework_version, cast.dee, title="Another")
    other = save(cast, {foreign.items.all()[0].pk: (1, 1)}, version=foreign)
    counts = [dee.get(f"{new}?like={like}").text.count(" selected>") for like in (profile.pk, other.pk, "x", "")]
    # Beside the two cells of each of two targets there are an audience and the organisation that is none.
    assert counts == [6, 2, 2, 2]


def test_what_was_shown_is_read_only_and_can_be_copied(cast: Cast, dee: Client) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    page = dee.get(at("target-edit", cast.target_profile.pk)).text
    assert [word in page for word in ("target-copy", "<fieldset disabled>", 'data-testid="save"')] == [
        True,
        True,
        False,
    ]
    response = dee.post(at("target-edit", cast.target_profile.pk), sent(cast.target_profile))
    assert (response.status_code, "already been shown" in response.text) == (422, True)


def test_what_somebody_else_saved_is_shown_beside(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    mine = sent(profile, seen=selectors.state_of_targets(profile))
    save(cast, {cast.diagnostic_version.items.all()[0].pk: (4, 5)}, profile=profile)
    response = dee.post(at("target-edit", profile.pk), mine)
    assert response.status_code == 409
    told = [(label, now, wrote) for label, now, wrote in response.context["differences"]]
    assert told == [
        ("D1.1 Heads standard 1.1", "Established – Leading", "Emerging – Developing"),
        ("D1.2 Heads standard 1.2", "", "Emerging – Developing"),
    ]
    again = mine | {"seen": response.context["form"]["seen"].value()}
    assert dee.post(at("target-edit", profile.pk), again).status_code == 302
    assert ranges(profile) == [("D1.1", 2, 3), ("D1.2", 2, 3)]


def test_another_organisation_is_among_what_somebody_else_saved(
    cast: Cast, dee: Client, profile: TargetProfile
) -> None:
    mine = sent(profile, seen=selectors.state_of_targets(profile))
    mine |= {"audience": "organisation", "organisation": str(cast.employer_b.pk)}
    TargetProfile.objects.filter(pk=profile.pk).update(audience="organisation", organisation=cast.employer_a, role="")
    response = dee.post(at("target-edit", profile.pk), mine)
    assert response.status_code == 409
    assert ("Organisation", "Elm Park Nursery", "Hillside Primary") in [
        (str(label).capitalize(), now, wrote) for label, now, wrote in response.context["differences"]
    ]


@pytest.mark.parametrize("per_domain", [1, 30])
def test_the_grid_does_not_grow_in_queries(
    cast: Cast, dee: Client, django_assert_num_queries: Any, per_domain: int
) -> None:
    framework = make_framework(cast.provider, "Large", per_domain=per_domain)
    version = make_diagnostic(cast.programme, framework, cast.dee, title="Large")
    profile = save(cast, {item.pk: (1, 2) for item in version.items.all()}, version=version)
    with django_assert_num_queries(12):
        dee.get(at("target-edit", profile.pk))


# ---- the file ----


def file_of(profile: TargetProfile) -> list[list[str]]:
    rows = target_table(profile.diagnostic_version, selectors.ranges_of(profile))
    return spreadsheets.read(spreadsheets.as_csv(HEADER, rows))


def bring(client: Client, profile: TargetProfile, rows: list[list[str]] | bytes, **fields: str) -> Any:
    data = rows if isinstance(rows, bytes) else spreadsheets.as_csv(rows[0], rows[1:])
    upload = {"file": SimpleUploadedFile("targets.csv", data)} | fields
    return client.post(at("target-import", profile.pk), upload)


def test_out_and_in_again_changes_nothing(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    answer = dee.get(at("target-export", profile.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="targets-deputies.csv"'
    rows = spreadsheets.read(answer.content)
    assert rows[0] == ["identifier", "code", "statement", "at least", "at most"]
    assert [row[1:] for row in rows[1:4]] == [
        ["D1.1", "Heads standard 1.1", "2", "3"],
        ["D1.2", "Heads standard 1.2", "2", "3"],
        ["D1.3", "Heads standard 1.3"],
    ]
    assert bring(dee, profile, rows)["Location"] == at("target-edit", profile.pk)
    assert ranges(profile) == [("D1.1", 2, 3), ("D1.2", 2, 3)]


def test_a_level_is_a_number_or_a_name_and_what_is_left_out_stays(
    cast: Cast, dee: Client, profile: TargetProfile
) -> None:
    rows = file_of(profile)
    identifier = {row[1]: row[0] for row in rows[1:]}
    bring(
        dee,
        profile,
        [
            ["AT MOST", "Identifier", "at least", "note"],
            ["leading", identifier["D2.3"].upper(), "4", "x"],
            ["", identifier["D1.1"], ""],
            [],
            ["3.0", identifier["D2.1"], "Developing"],
        ],
    )
    assert ranges(profile) == [("D1.2", 2, 3), ("D2.1", 3, 3), ("D2.3", 4, 5)]


def test_all_or_nothing_and_everything_odd_is_named(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    ids = [row[0] for row in file_of(profile)[1:]]
    head = ["identifier", "at least", "at most"]
    response = bring(
        dee,
        profile,
        [
            head,
            [ids[0], "1", "5"],
            [ids[1], "6", "Superb"],
            [ids[0], "1", "1"],
            ["", "1", "1"],
            [ids[2], "", "2"],
            [ids[3], "4", "2"],
            ["=cmd()", "1", "2"],
        ],
    )
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "Row 3, “at least”: “6” is no level of this diagnostic.",
        "Row 3, “at most”: “Superb” is no level of this diagnostic.",
        "Row 4, “identifier”: the statement stands in row 2 already.",
        "Row 5, “identifier”: this diagnostic does not ask about “”.",
        "Row 6, “at least”: give both levels, or neither.",
        "Row 7, “at most”: the highest expected level is below the lowest.",
        "Row 8, “identifier”: this diagnostic does not ask about “=cmd()”.",
    ]
    assert ranges(profile) == [("D1.1", 2, 3), ("D1.2", 2, 3)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"code,at least\n", "lacks the columns “identifier”, “at most”"),
        (b"%PDF-1.7", "file of another kind"),
        (b"identifier,at least,at most\n\xff,1,2\n", "Line 2 is not UTF-8 text"),
    ],
)
def test_files_of_another_kind(cast: Cast, dee: Client, profile: TargetProfile, data: bytes, said: str) -> None:
    response = bring(dee, profile, data)
    assert (response.status_code, said in response.text) == (422, True)
    assert ranges(profile) == [("D1.1", 2, 3), ("D1.2", 2, 3)]


def test_a_hundred_oddities_are_counted(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    rows = [["identifier", "at least", "at most"], *([f"x{n}", "1", "1"] for n in range(100))]
    errors = bring(dee, profile, rows).context["form"].non_field_errors()
    assert (len(errors), errors[-1]) == (51, "And 50 more.")


def test_a_file_over_newer_targets_or_over_shown_ones_is_refused(
    cast: Cast, dee: Client, profile: TargetProfile
) -> None:
    rows, seen = file_of(profile), selectors.state_of_targets(profile)
    save(cast, {}, profile=profile)
    response = bring(dee, profile, rows, seen=seen)
    assert (response.status_code, "changed these targets" in response.text) == (422, True)
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    response = bring(dee, cast.target_profile, file_of(cast.target_profile))
    assert (response.status_code, "already been shown" in response.text) == (422, True)
    assert ranges(profile) == []


def test_words_that_begin_like_a_formula_are_made_harmless(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    item = cast.diagnostic_version.items.all()[0]
    item.statement, item.code = '=HYPERLINK("http://example.test")', "+1"
    item.save()
    lines = dee.get(at("target-export", profile.pk)).content.decode().splitlines()
    assert lines[1].split(",", 1)[1] == '\'+1,"\'=HYPERLINK(""http://example.test"")",2,3'


def test_a_file_goes_over_to_the_next_version(cast: Cast, dee: Client, profile: TargetProfile) -> None:
    rows = file_of(profile)
    draft: DiagnosticVersion = services.begin_version(version=cast.diagnostic_version, by=cast.dee, now=NOW)
    copy = draft.target_profiles.get(title="Deputies")
    save(cast, {}, version=draft, profile=copy)
    bring(dee, copy, rows)
    assert ranges(copy) == [("D1.1", 2, 3), ("D1.2", 2, 3)]


# ---- two at once, and much at once ----


@pytest.mark.django_db(transaction=True)
def test_targets_that_are_saved_while_the_draft_is_changed_wait_and_are_refused_in_words() -> None:
    """What they name is gone when their turn comes."""
    cast = Cast()
    draft = services.begin_version(version=cast.diagnostic_version, by=cast.dee, now=NOW)
    gone, kept = draft.items.order_by("position")[:2]
    words = {"title": "Changed", "introduction": "", "minutes": 5, "by": cast.dee, "now": NOW}

    def save_meanwhile() -> str:
        try:
            save(cast, {gone.pk: (1, 2)}, version=draft)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.change_diagnostic(version=draft, contents=services.Contents(elements=[kept.element]), **words)
            meanwhile = pool.submit(save_meanwhile)
            with pytest.raises(TimeoutError):
                meanwhile.result(timeout=1)
        assert meanwhile.result(timeout=10) == "A target names an element that this diagnostic does not ask about."
    assert not draft.target_profiles.filter(title="Deputies").exists()


def test_a_grid_of_a_thousand_statements_is_taken(cast: Cast, dee: Client) -> None:
    cells = {f"low-{number:032x}": "1" for number in range(2000)}
    sent = {"title": "Large", "audience": "programme", "role": "", "organisation": "", "seen": ""}
    assert dee.post(at("target-new", cast.diagnostic_version.pk), cells | sent).status_code == 302
    assert TargetProfile.objects.filter(title="Large").exists()
