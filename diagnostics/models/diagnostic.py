"""Diagnostics: questionnaires made from a framework. A published version is a frozen copy."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.models import User
from diagnostics.enums import MOST_LEVELS, Ask, DiagnosticState
from diagnostics.models.reach import administered, led_cohorts
from programmes.models import Enrolment, Programme
from standards.models import Element, FrameworkVersion, Scale

BESIDE_LEVEL = ("importance", "confidence", "example")
"""What an item may ask beside the level: a field of an answer, and `asks_…` of a version."""


@tracked()
class Diagnostic(UUIDModel):
    """A self-assessment of a programme against one framework, through all its versions."""

    # No index of its own: diagnostic_title_unique begins with it.
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "title"],
                name="diagnostic_title_unique",
                violation_error_message=_("This programme already has a diagnostic with this title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DiagnosticVersionQuerySet(models.QuerySet["DiagnosticVersion"]):
    def visible_to(self, user: User, on: dt.date) -> "DiagnosticVersionQuerySet":
        """Those of programmes that `user` administers or facilitates in; to a learner, once her round is open."""
        led = led_cohorts(user, on).order_by().values("programme")
        asked = DiagnosticVersion.objects.filter(
            Q(rounds__enrolment__isnull=True) | Q(rounds__enrolment__learner=user),
            rounds__cohort__in=Enrolment.objects.as_learner(user).order_by().values("cohort"),
            rounds__opens_on__lte=on,
        )
        return self.filter(
            Q(diagnostic__programme__in=administered(user, on).order_by().values("pk"))
            | Q(diagnostic__programme__in=led)
            | Q(pk__in=asked.order_by().values("pk"))
        )


@tracked()
class DiagnosticVersion(UUIDModel):
    """What is asked. Published = frozen: wording, levels and descriptors are copies, so a later change of the
    framework changes no result. `minutes` is how long it takes, as the learner is told. `scale` is the one that was
    chosen instead of the framework's own; `asks_…` say what each item asks beside the level. `not_applicable_label` is
    a copy of how the scale calls it; empty where the scale has no such level."""

    # No index of its own: diagnostic_version_number_unique begins with it.
    diagnostic = models.ForeignKey(Diagnostic, models.PROTECT, related_name="versions", db_index=False)
    framework_version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, blank=True, related_name="+")
    asks_importance = models.CharField(_("importance"), max_length=10, choices=Ask, default=Ask.OPTIONAL)
    asks_confidence = models.CharField(_("confidence"), max_length=10, choices=Ask, default=Ask.OFF)
    asks_example = models.CharField(_("example"), max_length=10, choices=Ask, default=Ask.OPTIONAL)
    allows_not_applicable = models.BooleanField(_("“not applicable” may be chosen"), default=True)
    not_applicable_label = models.CharField(max_length=100, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=20)
    state = models.CharField(max_length=20, choices=DiagnosticState, default=DiagnosticState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DiagnosticVersionQuerySet.as_manager()

    class Meta:
        ordering = ["diagnostic__title", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnostic", "number"],
                name="diagnostic_version_number_unique",
                violation_error_message=_("This diagnostic already has a version with this number."),
            ),
            models.CheckConstraint(
                name="diagnostic_published_has_time",
                condition=Q(state=DiagnosticState.DRAFT) | Q(published_at__isnull=False, published_by__isnull=False),
                violation_error_message=_("A published version needs who published it, and when."),
            ),
        ]

    def __str__(self) -> str:
        if self.number == 1:
            return str(self.diagnostic)
        return _("%(title)s, version %(number)s") % {"title": self.diagnostic, "number": self.number}

    @property
    def is_published(self) -> bool:
        return self.state == DiagnosticState.PUBLISHED

    @property
    def not_applicable_words(self) -> str:
        """What a learner chooses for a statement that does not apply to her."""
        return not_applicable_words(self.not_applicable_label)

    @property
    def asked_beside(self) -> list[str]:
        """What each item asks beside the level, by the names of an answer's fields."""
        return [name for name in BESIDE_LEVEL if getattr(self, f"asks_{name}") != Ask.OFF]

    @property
    def required(self) -> list[str]:
        """Which of these must be given."""
        return [name for name in BESIDE_LEVEL if getattr(self, f"asks_{name}") == Ask.REQUIRED]


def not_applicable_words(label: str) -> str:
    """How a scale calls it, or how we do where it has no such level."""
    return label or str(_("Not applicable in my role"))


class DiagnosticLevel(models.Model):
    """A copy of one level of the scale. `rank` counts from 1 (least) whatever the scale's own direction."""

    # No index of its own: diagnostic_level_rank_unique begins with it.
    version = models.ForeignKey(DiagnosticVersion, models.CASCADE, related_name="levels", db_index=False)
    value = models.SmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)
    description = models.TextField(blank=True)
    is_proficient = models.BooleanField(default=False)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "rank"],
                name="diagnostic_level_rank_unique",
                violation_error_message=_("Two levels of a diagnostic cannot have the same rank."),
            ),
            models.CheckConstraint(
                name="diagnostic_level_rank_in_range",
                condition=Q(rank__gte=1, rank__lte=MOST_LEVELS),
                violation_error_message=_("A diagnostic has at most eleven levels, counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Item(UUIDModel):
    """One question: a copy of an element's wording. `lineage` is the element's, so that rounds on different
    framework versions can be set side by side. `domain` is the page it stands on."""

    # No index of its own: item_position_unique begins with it.
    version = models.ForeignKey(DiagnosticVersion, models.CASCADE, related_name="items", db_index=False)
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    lineage = models.UUIDField(db_index=True)
    position = models.PositiveSmallIntegerField()
    domain = models.CharField(max_length=500)
    domain_position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=200, blank=True)
    statement = models.TextField()
    explanation = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "element"],
                name="item_element_unique",
                violation_error_message=_("This element is already asked about."),
            ),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="item_position_unique",
                violation_error_message=_("Two items cannot have the same place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}".strip()

    @property
    def cited_in(self) -> str:
        """The diagnostic that asks for it, for who would delete the element."""
        return str(self.version)


class ItemDescriptor(models.Model):
    """What one level looks like for one item; where there is none, the level's generic description shows."""

    # No index of its own: item_descriptor_unique begins with it.
    item = models.ForeignKey(Item, models.CASCADE, related_name="descriptors", db_index=False)
    level = models.ForeignKey(DiagnosticLevel, models.CASCADE, related_name="+")
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "level"],
                name="item_descriptor_unique",
                violation_error_message=_("This item already says what this level looks like."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
