"""Which elements of two frameworks may answer to each other, by their words; a person decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from programmes.selectors.crosswalk import Side
from standards.models import Crosswalk, CrosswalkLink, DismissedPair, Element

MOST, LEAST = 5, 0.15
# Each of these texts against the one: how alike their letters are (trigrams), and the word stems that they share.
QUERY = """
WITH asked AS (SELECT %(text)s::text AS words, to_tsvector(%(language)s::regconfig, %(text)s) AS stems)
SELECT other.place, similarity(asked.words, other.words),
    ts_rank(to_tsvector(%(language)s::regconfig, other.words), shared.query, 32),
    shared.stems
FROM asked, unnest(%(texts)s::text[]) WITH ORDINALITY AS other (words, place),
LATERAL (
    SELECT coalesce(array_agg(stem), '{}') AS stems,
        coalesce(to_tsquery('simple', string_agg(stem, ' | ')), ''::tsquery) AS query
    FROM (
        SELECT unnest(tsvector_to_array(asked.stems)) AS stem
        INTERSECT SELECT unnest(tsvector_to_array(to_tsvector(%(language)s::regconfig, other.words)))
    ) AS same
) AS shared
"""


@dataclass(frozen=True)
class Suggestion:
    """Two elements that may be linked, and why: the words that they share, and how alike they are from 0 to 1."""

    left: Element
    right: Element
    score: float
    shared: tuple[str, ...]

    @property
    def words(self) -> str:
        """How alike, in words."""
        if self.score >= 0.55:
            return _("very alike")
        return _("alike") if self.score >= 0.3 else _("somewhat alike")


def suggestions_for(
    crosswalk: Crosswalk, sides: Sequence[Side], left: Element | None, right: Element | None
) -> list[Suggestion]:
    """For the one element that is chosen, the likeliest on the other side, best first; none while both or neither are.

    What is linked to it already or was dismissed is left out. Three queries.
    """
    if (left is None) == (right is None):
        return []
    chosen, others = (left, sides[1].elements) if left else (right, sides[0].elements)
    assert chosen is not None
    settled = _settled(crosswalk, chosen, is_left=left is not None)
    candidates = [one for one in others if one.lineage not in settled]
    language = "english" if crosswalk.left.language.lower().startswith("en") else "simple"
    found = []
    for place, alike, rank, stems in _compare(_text(chosen), [_text(one) for one in candidates], language):
        score = min(1.0, 0.7 * alike + 0.6 * rank)
        if score >= LEAST and stems:
            other = candidates[place - 1]
            pair = (chosen, other) if left else (other, chosen)
            found.append(Suggestion(*pair, score, _as_written(stems, chosen)))
    return sorted(found, key=lambda one: -one.score)[:MOST]


def _settled(crosswalk: Crosswalk, chosen: Element, *, is_left: bool) -> set[object]:
    """The lineages on the other side that are linked to the chosen one already, or dismissed."""
    here, there = ("left_lineage", "right_lineage") if is_left else ("right_lineage", "left_lineage")
    asked = {"crosswalk": crosswalk, here: chosen.lineage}
    linked = CrosswalkLink.objects.filter(**asked).values_list(there, flat=True)
    return {*linked, *DismissedPair.objects.filter(**asked).values_list(there, flat=True)}


def _compare(text: str, texts: list[str], language: str) -> list[tuple[int, float, float, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"text": text, "texts": texts, "language": language})
        return list(cursor.fetchall())


def _text(element: Element) -> str:
    """Its words alone: a sign could mean something to a search."""
    both = f"{element.abbreviated_statement} {element.full_statement}"
    return " ".join(re.findall(r"\w+", both.replace("_", " ")))[:2000].lower()


def _as_written(stems: list[str], element: Element) -> tuple[str, ...]:
    """The shared stems as words of the chosen element, in its order."""
    heads = tuple(stem[:-1] if stem.endswith("i") and len(stem) > 3 else stem for stem in stems)
    return tuple(dict.fromkeys(word for word in _text(element).split() if word.startswith(heads)))
