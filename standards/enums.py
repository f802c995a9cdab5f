"""Choices of frameworks and their parts, with the table of what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdoptionStatus(models.TextChoices):
    """CASE's adoption status: adopted means locked, deprecated means kept for what already cites it."""

    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    DEPRECATED = "deprecated", _("deprecated")


TRANSITIONS: dict[str, frozenset[str]] = {
    AdoptionStatus.DRAFT: frozenset({AdoptionStatus.ADOPTED}),
    AdoptionStatus.ADOPTED: frozenset({AdoptionStatus.DEPRECATED}),
    AdoptionStatus.DEPRECATED: frozenset(),
}


class ScaleDirection(models.TextChoices):
    HIGHER_IS_MORE = "ascending", _("a higher value is more")
    LOWER_IS_MORE = "descending", _("a lower value is more")


class AssociationType(models.TextChoices):
    """CASE 1.1 association types; `ext:` types of other systems are kept as text beside `isRelatedTo`."""

    IS_CHILD_OF = "isChildOf", _("is child of")
    IS_PEER_OF = "isPeerOf", _("is peer of")
    IS_PART_OF = "isPartOf", _("is part of")
    EXACT_MATCH_OF = "exactMatchOf", _("is an exact match of")
    PRECEDES = "precedes", _("precedes")
    IS_RELATED_TO = "isRelatedTo", _("is related to")
    REPLACED_BY = "replacedBy", _("is replaced by")
    EXEMPLAR = "exemplar", _("has the example")
    HAS_SKILL_LEVEL = "hasSkillLevel", _("has the skill level")
    IS_TRANSLATION_OF = "isTranslationOf", _("is a translation of")


class Approval(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")


class Succession(models.TextChoices):
    """By what an element of one version goes on in another."""

    SAME = "same", _("kept")
    REPLACED = "replaced", _("replaced")
    MATCH = "match", _("exact match")


class Strength(models.TextChoices):
    """How much of one element the other holds, as the author of a crosswalk judges it."""

    STRONG = "strong", _("strong: most of it")
    MEDIUM = "medium", _("medium: a good part")
    WEAK = "weak", _("weak: touches on it")


# What the destination of an association says of its origin.
INVERSE_WORDS = {
    AssociationType.IS_CHILD_OF: _("has the child"),
    AssociationType.IS_PEER_OF: _("is peer of"),
    AssociationType.IS_PART_OF: _("includes"),
    AssociationType.EXACT_MATCH_OF: _("is an exact match of"),
    AssociationType.PRECEDES: _("follows"),
    AssociationType.IS_RELATED_TO: _("is related to"),
    AssociationType.REPLACED_BY: _("replaces"),
    AssociationType.EXEMPLAR: _("is an example of"),
    AssociationType.HAS_SKILL_LEVEL: _("is the skill level of"),
    AssociationType.IS_TRANSLATION_OF: _("is translated as"),
}
SYMMETRIC = frozenset({AssociationType.IS_PEER_OF, AssociationType.EXACT_MATCH_OF, AssociationType.IS_RELATED_TO})
INVERSE = ":inverse"


def link_words(kind: str, *, is_inverse: bool) -> str:
    """The wording of an association, read from its origin, or backwards."""
    found = AssociationType(kind)
    return str(INVERSE_WORDS[found] if is_inverse else found.label)


def relation_choices() -> list[tuple[str, str]]:
    """Every way in which one element can stand to another: each type in both directions, the symmetric ones once;
    the likeliest first."""
    first = (AssociationType.EXACT_MATCH_OF, AssociationType.IS_RELATED_TO, AssociationType.REPLACED_BY)
    found = []
    for kind in (*first, *(one for one in AssociationType if one not in first)):
        found.append((kind.value, link_words(kind, is_inverse=False)))
        if kind not in SYMMETRIC:
            found.append((kind.value + INVERSE, link_words(kind, is_inverse=True)))
    return found
