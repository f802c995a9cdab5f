"""Files that somebody broke on purpose: each is stored or refused with reasons, none raises, none is half stored."""

import copy
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnegie.core.errors import Refused
from standards import formats, services
from standards.models import Association, Element, FrameworkVersion
from tests.cast import NOW, Cast
from tests.standards.files import child, item, item_id, link, package

ROUNDS = 200
JUNK = (None, True, -1, 1e308, float("inf"), "", "\x00", "\ud800", "x" * 3000, [], {}, [[]], {"a": None}, 2**70)
RAW = (b"\x00", b"\xff", b"{", b"]", b'"', b",", b"\\u0000", b"\n", b"null", b"9" * 400, b"[" * 100)


def valid(dice: random.Random) -> dict[str, object]:
    size = dice.randrange(1, 9)
    items = [item(n, humanCodingScheme=dice.choice(["A", "B", ""]), notes="n") for n in range(size)]
    links = [child(n, dice.choice([None, *range(size)]), sequenceNumber=n) for n in range(size)]
    links.append(link(77, "isRelatedTo", item_id(0), item_id(dice.randrange(size))))
    return package(items, links)


def damage(dice: random.Random, node: object) -> None:
    """Puts junk into one place somewhere inside."""
    while isinstance(node, dict | list) and node:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = dice.choice(keys)
        if not isinstance(node[key], dict | list) or dice.random() < 0.25:  # type: ignore[index]
            node[key] = copy.deepcopy(dice.choice(JUNK))  # type: ignore[index]
            return
        node = node[key]  # type: ignore[index]


def hostile(seed: int) -> bytes:
    dice = random.Random(seed)
    content = valid(dice)
    for _ in range(dice.randrange(1, 5)):
        damage(dice, content)
    data = json.dumps(content).encode()
    if seed % 3 == 0:
        place = dice.randrange(len(data))
        data = data[:place] + dice.choice(RAW) + data[place + dice.randrange(20) :]
    if seed % 7 == 0:
        data = b"code,parent_code,heading\n" + bytes(dice.randrange(32, 127) for _ in range(300))
    return data


def counts() -> tuple[int, ...]:
    return tuple(model._default_manager.count() for model in (FrameworkVersion, Element, Association))


def test_damaged_files_are_stored_whole_or_refused_whole(cast: Cast) -> None:
    refused = 0
    for seed in range(ROUNDS):
        before = counts()
        try:
            report = services.import_framework(
                data=hostile(seed), file_name=f"{seed}.json", owner=cast.provider, by=cast.dee, now=NOW
            )
        except Refused:
            refused += 1
            assert counts() == before, seed
        else:
            assert report.version, seed
            assert report.version.elements.count() == report.elements, seed
    assert 20 < refused < ROUNDS - 20


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
@pytest.mark.filterwarnings("error")
def test_noise_is_never_an_exception(data: bytes) -> None:
    for format in ("auto", "case", "csv"):
        parsed = formats.read(data, "noise", format)
        assert parsed.draft is not None or list(parsed.errors)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    )
)
def test_any_json_in_any_place_is_never_an_exception(junk: object) -> None:
    places = [
        {"CFDocument": junk},
        {"CFPackage": junk},
        package([junk, {"fullStatement": junk}, {"fullStatement": "x", "identifier": junk, "CFItemTypeURI": junk}]),
        package([item(1)], [junk, {"associationType": junk, "originNodeURI": junk, "destinationNodeURI": junk}]),
        package([item(1)], [link(1, "precedes", item_id(1), item_id(1), sequenceNumber=junk)], licenseURI=junk),
    ]
    for place in places:
        formats.read(json.dumps(place).encode(), "junk.json")
