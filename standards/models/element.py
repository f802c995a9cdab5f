"""Elements: the standards, domains and statements of one framework version, as a tree."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from standards.models.framework import FrameworkVersion
from standards.models.scale import ScaleLevel


# The place of others shifts with every element that is added or moved: that alone is not a change of theirs.
@tracked(silent=("position", "depth"))
class Element(UUIDModel):
    """A node of the tree, one row per version.

    `identifier` is its CASE id; `lineage` is shared by the rows of all versions in which that id is kept, and is
    what the golden thread and coverage follow. `position` counts the whole tree in reading order from 0, `depth`
    from 0 at the top: a page reads the tree with one query. Codes repeat in real files, so a code is never a key.
    `revision` grows with each change in the editor, so that a stale save of this element alone is noticed.
    """

    version = models.ForeignKey(FrameworkVersion, models.CASCADE, related_name="elements")
    parent = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    identifier = models.UUIDField(default=uuid.uuid4)
    uri = models.CharField(max_length=500, blank=True)
    lineage = models.UUIDField(default=uuid.uuid4, db_index=True)
    code = models.CharField(_("code"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=100, blank=True)
    full_statement = models.TextField(_("statement"))
    abbreviated_statement = models.CharField(_("short statement"), max_length=500, blank=True)
    keywords = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    education_level = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    language = models.CharField(max_length=20, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    is_rateable = models.BooleanField(_("can be rated"), default=True)
    status_start_date = models.DateField(null=True, blank=True)
    status_end_date = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "identifier"],
                name="element_identifier_unique",
                violation_error_message=_("Two elements of a version cannot have the same identifier."),
            ),
        ]
        indexes = [models.Index(fields=["version", "position"], name="element_reading_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def title(self) -> str:
        """The short statement where there is one, else the full one."""
        return self.abbreviated_statement or self.full_statement


@tracked()
class LevelDescriptor(models.Model):
    """What one level of the scale looks like for one element."""

    element = models.ForeignKey(Element, models.CASCADE, related_name="level_descriptors")
    level = models.ForeignKey(ScaleLevel, models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["level__value"]
        constraints = [
            models.UniqueConstraint(
                fields=["element", "level"],
                name="level_descriptor_unique",
                violation_error_message=_("This element already says what this level looks like."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
