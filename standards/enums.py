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
