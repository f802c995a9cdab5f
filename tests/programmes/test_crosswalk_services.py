"""Writing crosswalks: who may, what is refused, and what an approval is worth."""

from dataclasses import dataclass

import pytest

from carnegie.core.errors import NotAllowed, Stale
from carnegie.people.models import User
from programmes import selectors, services
from standards.enums import AdoptionStatus, Approval
from standards.models import Crosswalk, CrosswalkLink, DismissedPair, Element
from tests.cast import NOW, TODAY, Cast, make_framework
from tests.programmes.play import refused

FILE = b"left_code,relation,right_code\nD1.2,isPeerOf,D1.2\n"
JUDGED = {"strength": "strong", "note": "Both lead people"}


@dataclass
class Play:
    cast: Cast
    crosswalk: Crosswalk

    def left(self, code: str = "D1.1") -> Element:
        return Element.objects.get(version__framework=self.crosswalk.left, code=code)

    def right(self, code: str = "D1.1") -> Element:
        return Element.objects.get(version__framework=self.crosswalk.right, code=code)

    def link(self, by: User, relation: str = "replacedBy:inverse", **changes: object) -> CrosswalkLink:
        pair = {"left": self.left(), "right": self.right(), "relation": relation}
        return services.link_elements(crosswalk=self.crosswalk, **{**pair, **JUDGED, **changes}, by=by, now=NOW)


@pytest.fixture
def play(cast: Cast) -> Play:
    other = make_framework(cast.provider, "Others")
    make_framework(cast.provider, "Third")
    ends = {"left": cast.framework_version.framework, "right": other.framework}
    crosswalk = services.create_crosswalk(
        owner=cast.provider, title="Heads to others", description="Ours", **ends, by=cast.bill, now=NOW
    )
    return Play(cast, crosswalk)


def test_a_facilitator_proposes_and_an_admin_approves(play: Play) -> None:
    link = play.link(play.cast.bill)
    assert (link.approval, link.author, link.approved_by) == (Approval.PROPOSED, play.cast.bill, None)
    assert (link.words, link.words_back) == ("replaces", "is replaced by")
    with pytest.raises(NotAllowed):
        services.approve_link(link=link, base_revision=1, by=play.cast.bill, now=NOW)
    approved = services.approve_link(link=link, base_revision=1, by=play.cast.dee, now=NOW)
    assert (approved.approval, approved.approved_by, approved.approved_at) == (Approval.APPROVED, play.cast.dee, NOW)


def test_an_admin_may_approve_at_once_a_facilitator_may_not(play: Play) -> None:
    with pytest.raises(NotAllowed):
        play.link(play.cast.bill, approve=True)
    assert CrosswalkLink.objects.count() == 0
    assert play.link(play.cast.dee, approve=True).approval == Approval.APPROVED


@pytest.mark.parametrize("who", ["amara", "cora", "pia", "sam", "root", "eve"])
def test_nobody_else_writes(play: Play, who: str) -> None:
    person, link = getattr(play.cast, who), play.link(play.cast.bill)
    words = {"title": "Mine", "description": ""}
    ends = {"left": play.crosswalk.left, "right": play.crosswalk.right}
    for write in (
        lambda: play.link(person, left=play.left("D1.2")),
        lambda: services.change_link(link=link, relation="isPeerOf", **JUDGED, base_revision=1, by=person, now=NOW),
        lambda: services.delete_link(link=link, by=person, now=NOW),
        lambda: services.approve_links(crosswalk=play.crosswalk, links=[(str(link.pk), 1)], by=person, now=NOW),
        lambda: services.create_crosswalk(owner=play.cast.provider, **words, **ends, by=person, now=NOW),
        lambda: services.change_crosswalk(crosswalk=play.crosswalk, **words, by=person, now=NOW),
        lambda: services.import_links(crosswalk=play.crosswalk, data=FILE, by=person, now=NOW),
        lambda: services.delete_crosswalk(crosswalk=play.crosswalk, by=person, now=NOW),
        lambda: services.dismiss_pair(
            crosswalk=play.crosswalk, left=play.left(), right=play.right(), by=person, now=NOW
        ),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert (CrosswalkLink.objects.get().revision, DismissedPair.objects.count()) == (1, 0)


def test_what_is_refused(play: Play) -> None:
    play.link(play.cast.dee)
    with refused("These two elements are linked here already: change that link."):
        play.link(play.cast.dee, "isPeerOf")
    with refused("Choose how the two elements stand to each other."):
        play.link(play.cast.dee, "ext:x", left=play.left("D1.2"))
    elsewhere = "This element is not in an adopted version of the frameworks that this crosswalk joins."
    with refused(elsewhere):
        play.link(play.cast.dee, left=play.right())
    play.right().version.__class__.objects.filter(framework=play.crosswalk.right).update(status=AdoptionStatus.DRAFT)
    with refused(elsewhere):
        play.link(play.cast.dee, left=play.left("D1.3"))


def test_two_at_once_one_is_told(play: Play) -> None:
    link, words = play.link(play.cast.bill), {"relation": "exactMatchOf", **JUDGED}
    services.change_link(link=link, **words, base_revision=1, by=play.cast.bill, now=NOW)
    for late in (
        lambda: services.change_link(link=link, **words, base_revision=1, by=play.cast.dee, now=NOW),
        lambda: services.approve_link(link=link, base_revision=1, by=play.cast.dee, now=NOW),
    ):
        with pytest.raises(Stale):
            late()
    seen = [(str(link.pk), 1)]
    assert services.approve_links(crosswalk=play.crosswalk, links=seen, by=play.cast.dee, now=NOW) == 0
    seen = [(str(link.pk), 2)]
    assert services.approve_links(crosswalk=play.crosswalk, links=seen, by=play.cast.dee, now=NOW) == 1


def test_what_is_approved_is_no_longer_its_authors(play: Play) -> None:
    link = play.link(play.cast.bill)
    services.approve_link(link=link, base_revision=1, by=play.cast.dee, now=NOW)
    with pytest.raises(NotAllowed):
        services.delete_link(link=link, by=play.cast.bill, now=NOW)


def test_who_sees_which(play: Play) -> None:
    cast = play.cast
    ends = {"left": play.crosswalk.left, "right": play.crosswalk.right}
    Crosswalk.objects.create(owner=cast.other_provider, title="Pia's", **ends)
    shared = Crosswalk.objects.create(owner=None, title="Carnegie's", **ends)
    mine = [shared, play.crosswalk]
    people = dict.fromkeys(["amara", "ben", "bill", "cora", "carl", "lena", "sam", "dee", "otto"], mine)
    people |= {"root": [shared], "eve": [shared], "pia": [shared, Crosswalk.objects.get(title="Pia's")]}
    for who, seen in people.items():
        found = selectors.crosswalks_for(getattr(cast, who), TODAY)
        assert sorted(str(one) for one in found) == sorted(str(one) for one in seen), who
    rights = {one.title: (one.may_propose, one.may_approve) for one in selectors.crosswalks_for(cast.bill, TODAY)}
    assert rights == {"Carnegie's": (False, False), "Heads to others": (True, False)}


def test_suggestions_explain_themselves_and_can_be_dismissed(play: Play) -> None:
    for code, words in (("D1.1", "Develop colleagues by coaching"), ("D1.2", "Keep accounts")):
        Element.objects.filter(version__framework=play.crosswalk.right, code=code).update(full_statement=words)
    Element.objects.filter(pk=play.left().pk).update(full_statement="Coaches and develops colleagues")
    left, right = selectors.sides(play.crosswalk)
    asked = left.element(str(play.left().pk))
    best = selectors.suggestions_for(play.crosswalk, (left, right), asked, None)[0]
    assert (best.right, best.shared, best.words) == (play.right(), ("coaches", "develops", "colleagues"), "alike")
    services.dismiss_pair(crosswalk=play.crosswalk, left=asked, right=best.right, by=play.cast.bill, now=NOW)
    again = selectors.suggestions_for(play.crosswalk, (left, right), asked, None)
    assert play.right() not in [one.right for one in again]
