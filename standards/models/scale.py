"""Scales: the ordered levels at which an element can be rated."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.models import UUIDModel
from carnegie.people.models import Organisation
from standards.enums import ScaleDirection


class Scale(UUIDModel):
    """An ordered set of levels. `owner` null means shared by everybody; exactly one scale is the default."""

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    direction = models.CharField(max_length=20, choices=ScaleDirection, default=ScaleDirection.HIGHER_IS_MORE)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="scale_one_default",
                violation_error_message=_("There is already a default scale."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ScaleLevel(models.Model):
    """One level: what it is called and what it looks like for any element (its generic descriptor)."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="levels")
    value = models.SmallIntegerField(_("value"))
    label = models.CharField(_("label"), max_length=100)
    description = models.TextField(_("what it looks like"), blank=True)
    is_proficient = models.BooleanField(_("counts as proficient"), default=False)
    is_not_applicable = models.BooleanField(_("means not applicable"), default=False)

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "value"],
                name="scale_level_value_unique",
                violation_error_message=_("Two levels of a scale cannot have the same value."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
