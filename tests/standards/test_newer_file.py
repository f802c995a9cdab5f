"""What a newer file says differently is all named, and nothing else."""

import copy
import uuid

from standards.formats.draft import ElementDraft, FrameworkDraft, LevelDraft, ScaleDraft
from standards.services.differences import compare


def framework() -> FrameworkDraft:
    """Four elements in a row, which say what two levels look like."""
    elements = [
        ElementDraft(uuid.UUID(int=n), f"Statement {n}", code=f"E{n}", descriptors=["", f"Does {n}"])
        for n in range(1, 5)
    ]
    scale = ScaleDraft([LevelDraft("Not yet"), LevelDraft("Done")])
    return FrameworkDraft("Old title", uuid.UUID(int=99), elements=elements, scale=scale)


def test_the_same_is_no_difference() -> None:
    found = compare(framework(), framework())
    assert (found.added, found.changed, found.removed, found.facts) == ([], [], [], [])


def test_one_that_moved_among_its_siblings_is_named_and_the_others_are_not() -> None:
    after = framework()
    after.elements.append(after.elements.pop(1))
    [(moved, changes)] = compare(framework(), after).changed
    assert (moved.code, changes) == ("E2", [("order", "", "at another place among those beside it")])


def test_another_text_of_a_level_is_shown_before_and_after_under_its_label() -> None:
    after = framework()
    after.elements[2].descriptors = ["", "Does 3 well"]
    [(element, changes)] = compare(framework(), after).changed
    assert (element.code, changes) == ("E3", [("Done", "Does 3", "Does 3 well")])


def test_a_file_without_texts_and_scale_takes_none_away() -> None:
    after = copy.deepcopy(framework())
    after.scale = None
    for element in after.elements:
        element.descriptors = []
    found = compare(framework(), after)
    assert (found.changed, found.facts) == ([], [])


def test_facts_and_the_scale_are_shown_before_and_after() -> None:
    after = framework()
    after.title, after.scale = "New title", ScaleDraft([LevelDraft("No"), LevelDraft("Yes")])
    assert compare(framework(), after).facts == [
        ("title", "Old title", "New title"),
        ("scale", "Not yet / Done", "No / Yes"),
    ]
