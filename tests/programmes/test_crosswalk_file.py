"""Links from a file and to one: a preview, all or nothing; and the crosswalks that come with Carnegie."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused
from programmes import selectors, services
from programmes.formats import crosswalk_csv
from programmes.selectors.crosswalk_seeds import JOINED
from standards.models import Crosswalk, CrosswalkLink
from standards.services import adopt_version, import_seed, start_draft
from tests.cast import NOW, Cast, make_framework, make_link

HEAD = "left_code,relation,right_code,strength,note\n"
GOOD = HEAD + "D1.1,Is an exact match of,D2.1,strong,=1+1\nD1.2,replacedBy:inverse,D1.1,,\n"


@pytest.fixture
def crosswalk(cast: Cast) -> Crosswalk:
    other = make_framework(cast.provider, "Others")
    return Crosswalk.objects.create(
        owner=cast.provider, title="Across", left=cast.framework_version.framework, right=other.framework
    )


def bring(cast: Cast, crosswalk: Crosswalk, text: str) -> services.LinkReport:
    return services.import_links(crosswalk=crosswalk, data=text.encode(), by=cast.bill, now=NOW)


def test_a_file_is_proposed_and_the_same_again_changes_nothing(cast: Cast, crosswalk: Crosswalk) -> None:
    assert bring(cast, crosswalk, GOOD).counts == {"new": 2, "changed": 0, "same": 0}
    links = [(str(link.left.code), link.words, link.strength, link.note) for link in selectors.links_of(crosswalk)]
    assert links == [("D1.1", "is an exact match of", "strong", "=1+1"), ("D1.2", "replaces", "medium", "")]
    written = crosswalk_csv.write(selectors.links_of(crosswalk))
    assert "'=1+1" in written
    assert bring(cast, crosswalk, written).counts == {"new": 0, "changed": 0, "same": 2}


def test_a_link_of_an_earlier_text_goes_out_and_comes_back(cast: Cast, crosswalk: Crosswalk) -> None:
    left, right = (side.versions.get().elements.get(code="D1.1") for side in (crosswalk.left, crosswalk.right))
    make_link(crosswalk, left, right, author=cast.dee, approved_by=cast.dee)
    draft = start_draft(framework=crosswalk.right, source=right.version, by=cast.dee, now=NOW)
    draft.elements.filter(code="D1.1").delete()
    adopt_version(version=draft, by=cast.dee, now=NOW)
    text = crosswalk_csv.write(selectors.links_of(crosswalk))
    assert bring(cast, crosswalk, text).counts == {"new": 0, "changed": 0, "same": 1}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("D9,isPeerOf,D1.1,,", "unknown_element"),
        (",isPeerOf,D1.1,,", "unknown_element"),
        ("D1.3,covers,D1.1,,", "unknown_relation"),
        ("D1.3,isPeerOf,D1.1,huge,", "unknown_strength"),
        ("D1.1,isPeerOf,D2.1,,", "repeated"),
        (f"D1.3,isPeerOf,D1.1,,{'x' * 2001}", "too_long"),
    ],
)
def test_one_bad_row_and_nothing_is_stored(cast: Cast, crosswalk: Crosswalk, row: str, code: str) -> None:
    report = services.preview_links(crosswalk=crosswalk, data=(GOOD + row + "\n").encode())
    assert [(issue.code, issue.row) for issue in report.errors] == [(code, 4)]
    with pytest.raises(Refused):
        bring(cast, crosswalk, GOOD + row + "\n")
    assert CrosswalkLink.objects.count() == 0


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b'left_code,relation,right_code\n"', b"\0\0", b"{}"]
)
def test_files_of_another_kind_are_refused_in_words(crosswalk: Crosswalk, data: bytes) -> None:
    report = services.preview_links(crosswalk=crosswalk, data=data)
    assert len(report.errors) == 1
    assert report.errors[0].message


def test_a_facilitator_cannot_change_what_is_approved_by_file(cast: Cast, crosswalk: Crosswalk) -> None:
    left, right = (side.versions.get().elements.get(code="D1.1") for side in (crosswalk.left, crosswalk.right))
    make_link(crosswalk, left, right, author=cast.bill, approved_by=cast.dee)
    with pytest.raises(NotAllowed):
        bring(cast, crosswalk, "left_code,relation,right_code\nD1.2,isPeerOf,D1.2\nD1.1,isPeerOf,D1.1\n")
    assert CrosswalkLink.objects.count() == 1


def test_the_page_shows_first_and_stores_then(cast: Cast, crosswalk: Crosswalk, as_user) -> None:
    url, client = reverse("programmes:crosswalk-import", args=[crosswalk.pk]), as_user(cast.bill)
    shown = client.post(url, {"file": SimpleUploadedFile("links.csv", GOOD.encode())})
    assert (shown.status_code, shown.context["report"].counts["new"], CrosswalkLink.objects.count()) == (200, 2, 0)
    client.post(url, {"text": shown.context["text"]})
    assert CrosswalkLink.objects.count() == 2
    assert client.post(url, {"file": SimpleUploadedFile("x.csv", b"x" * 1_000_001)}).status_code == 400
    assert client.post(url, {"file": SimpleUploadedFile("x.csv", b"\0junk")}).status_code == 400


def test_ours_are_offered_when_both_frameworks_are_there(cast: Cast, as_user) -> None:
    assert selectors.crosswalk_seeds(cast.provider) == []
    for name in ("headteachers-2004", "headteachers-2015", "headteachers-2020", "every-child-matters", "common-core"):
        version = import_seed(name=name, owner=cast.provider, by=cast.dee, now=NOW).version
        adopt_version(version=version, by=cast.dee, now=NOW)
    offered = selectors.crosswalk_seeds(cast.provider)
    assert [seed.name for seed in offered] == list(JOINED)
    counts = {}
    for seed in offered:
        made = services.begin_with_seed(name=seed.name, owner=cast.provider, by=cast.dee, now=NOW)
        counts[seed.name] = made.links.filter(approval="proposed").count()
        assert "not official" in made.description
    assert list(counts.values()) == [7, 9, 8, 5, 4]
    assert selectors.crosswalk_seeds(cast.provider) == []
    assert {path.stem for path in Path(offered[0].path).parent.glob("*.csv")} == set(JOINED)
    answer = as_user(cast.dee).post(reverse("programmes:crosswalk-new"), {"seed": "no", "owner": cast.provider.pk})
    assert (answer.status_code, Crosswalk.objects.count()) == (302, 5)
