"""What others say: who reads it, by itself and beside the self-assessment, and how it is shared."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.models import AccessLog
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant
from diagnostics import policies, services
from diagnostics.models import RaterInvitation, RaterPanel
from diagnostics.selectors import possible_readers
from programmes.models import Supporter
from tests.cast import NOW, TODAY, Cast, make_attempt
from tests.diagnostics.panels import make_panel

EVERYBODY = "amara ben bill cora carl lena lars dee sam sue root otto olga pia eve"


@pytest.fixture
def panel(cast: Cast) -> RaterPanel:
    make_panel(cast.round, cast.ben_enrolment, {"colleague": (3, ["1", "1"])})
    groups = {"line_manager": (1, ["2", "3"]), "colleague": (3, ["4.5", "2"]), "peer": (2, None)}
    return make_panel(cast.round, cast.amara_enrolment, groups)


def at(panel: RaterPanel, name: str = "report-detail") -> str:
    return reverse(f"diagnostics:{name}", args=[panel.pk])


def readers(cast: Cast, panel: RaterPanel) -> list[str]:
    return [name for name in EVERYBODY.split() if policies.may_read_report(getattr(cast, name), panel, TODAY)]


def test_nobody_reads_it_before_she_shares_it_itself(cast: Cast, panel: RaterPanel) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6)
    services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW)
    assert readers(cast, panel) == ["amara"]
    for name, reading in (
        ("cora", ["amara", "cora"]),
        ("bill", ["amara", "bill", "cora"]),
        ("lena", ["amara", "bill", "cora", "lena"]),
    ):
        services.share(shared=panel, grantee=getattr(cast, name), by=cast.amara, now=NOW)
        assert readers(cast, panel) == reading


def test_others_cannot_be_shared_with_and_a_forged_grant_opens_nothing(cast: Cast, panel: RaterPanel) -> None:
    for name in ("ben", "carl", "lars", "dee", "sam", "root", "olga", "eve"):
        with pytest.raises(Refused, match="your coach, your facilitator or your line manager"):
            services.share(shared=panel, grantee=getattr(cast, name), by=cast.amara, now=NOW)
        SharingGrant.objects.create(
            owner=cast.amara,
            grantee=getattr(cast, name),
            subject=GrantSubject.PANEL,
            subject_id=panel.pk,
            granted_at=NOW,
        )
    with pytest.raises(NotAllowed):
        services.share(shared=panel, grantee=cast.cora, by=cast.bill, now=NOW)
    assert readers(cast, panel) == ["amara"]


def test_an_open_panel_is_neither_read_nor_shared(cast: Cast, panel: RaterPanel, as_user: Any) -> None:
    RaterPanel.objects.update(closed_at=None)
    panel.refresh_from_db()
    with pytest.raises(Refused, match="once they can no longer answer"):
        services.share(shared=panel, grantee=cast.cora, by=cast.amara, now=NOW)
    assert readers(cast, panel) == []
    assert as_user(cast.amara).get(at(panel)).status_code == 403
    assert as_user(cast.amara).get(at(panel, "report-share")).status_code == 302


def test_who_was_asked_without_a_name_does_not_get_what_the_others_said(cast: Cast, panel: RaterPanel) -> None:
    """From her own answer and the group's she could work out theirs. A line manager is told that she is known."""
    invitations = RaterInvitation.objects.filter(panel=panel)
    services.share(shared=panel, grantee=cast.cora, by=cast.amara, now=NOW)
    invitations.filter(name="canary-rater-colleague-1").update(email=cast.cora.email)
    invitations.filter(relationship="line_manager").update(email=cast.lena.email)
    assert readers(cast, panel) == ["amara"]
    with pytest.raises(Refused, match="work out"):
        services.share(shared=panel, grantee=cast.cora, by=cast.amara, now=NOW)
    assert sorted(reader.user.short_name for reader in possible_readers(panel, TODAY)) == ["Bill", "Lena"]
    services.share(shared=panel, grantee=cast.lena, by=cast.amara, now=NOW)
    assert readers(cast, panel) == ["amara", "lena"]


def test_where_raters_are_named_who_answered_may_read(cast: Cast, panel: RaterPanel) -> None:
    RaterPanel.objects.update(mode="named")
    RaterInvitation.objects.filter(panel=panel, name="canary-rater-colleague-1").update(email=cast.cora.email)
    services.share(shared=panel, grantee=cast.cora, by=cast.amara, now=NOW)
    assert readers(cast, panel) == ["amara", "cora"]


def test_beside_the_profile_too_an_unnamed_rater_sees_no_group(cast: Cast, panel: RaterPanel, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3] * 6)
    for shared in (attempt, panel):
        services.share(shared=shared, grantee=cast.cora, by=cast.amara, now=NOW)
    page = reverse("diagnostics:attempt-profile", args=[attempt.pk])
    assert "Colleagues" in as_user(cast.cora).get(page).text
    RaterInvitation.objects.filter(panel=panel, name="canary-rater-colleague-1").update(email=cast.cora.email)
    assert "Colleagues" not in as_user(cast.cora).get(page).text


def test_taken_back_or_the_relation_ended_it_is_closed_with_the_next_page(
    cast: Cast, panel: RaterPanel, as_user: Any
) -> None:
    grant = services.share(shared=panel, grantee=cast.lena, by=cast.amara, now=NOW)
    services.share(shared=panel, grantee=cast.cora, by=cast.amara, now=NOW)
    lena, cora = as_user(cast.lena), as_user(cast.cora)
    assert [one.get(at(panel)).status_code for one in (lena, cora)] == [200, 200]
    assert as_user(cast.amara).post(reverse("diagnostics:grant-revoke", args=[grant.pk]))["Location"] == at(
        panel, "report-share"
    )
    Supporter.objects.filter(user=cast.cora).update(to_date=TODAY - dt.timedelta(days=1))
    assert [one.get(at(panel)).status_code for one in (lena, cora)] == [404, 404]


def test_the_report_has_each_group_by_itself_and_nothing_of_a_hidden_one(
    cast: Cast, panel: RaterPanel, as_user: Any, django_assert_num_queries: Any
) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    services.share(shared=panel, grantee=cast.cora, by=cast.amara, now=NOW)
    own, hers = as_user(cast.amara), as_user(cast.cora)
    with django_assert_num_queries(10):
        page = own.get(at(panel)).text
    cells = re.findall(r'<td class="numeric" data-label="([^"]+)">(.*?)</td>', page)
    assert cells[:4] == [("Line manager", "2"), ("Colleagues", "4.5"), ("Line manager", "3"), ("Colleagues", "2")]
    assert re.findall(r"canary-[\w-]+", page) == [
        "canary-comment-Amara-line_manager-1",
        *(f"canary-comment-Amara-colleague-{number}" for number in (1, 2, 3)),
    ]
    assert ("Peers" in page, "Peers" in hers.get(at(panel)).text) == (True, False)


def test_who_looked_and_when_stands_beside_each_person(cast: Cast, panel: RaterPanel, as_user: Any) -> None:
    amara = as_user(cast.amara)
    page = amara.get(at(panel, "report-share")).text
    assert [name in page for name in ("Cora", "Bill", "Lena", "Carl", "Sam")] == [True] * 3 + [False] * 2
    assert "checked" not in page
    amara.post(at(panel, "report-share"), {"people": [cast.cora.pk, cast.lena.pk]})
    AccessLog.objects.all().delete()
    amara.get(at(panel))
    as_user(cast.cora).get(at(panel))
    assert list(AccessLog.objects.values_list("learner", "actor", "object_type", "object_id")) == [
        (cast.amara.pk, cast.cora.pk, GrantSubject.PANEL, panel.pk)
    ]
    page = amara.get(at(panel, "report-share")).text
    assert re.findall(r"Cora looked on|has not looked yet", page) == ["Cora looked on", "has not looked yet"]


def test_she_says_first_how_she_sees_it_herself_as_long_as_she_can(cast: Cast, panel: RaterPanel, as_user: Any) -> None:
    amara = as_user(cast.amara)
    begin = reverse("diagnostics:attempt-start", args=[cast.round.pk])
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3], submitted=False)
    assert amara.get(at(panel))["Location"] == begin
    cast.round.closes_on = TODAY - dt.timedelta(days=1)
    cast.round.save()
    assert amara.get(at(panel)).status_code == 200
