"""Whose turn it is to change a draft."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from standards.models.framework import FrameworkVersion


class EditingTurn(models.Model):
    """One person at a time changes the text of `version`: `editor`, from `since`, until `until` unless she acts again.

    A turn that has run out is nobody's; the row stays until the next editor takes it. It is no content, so it leaves
    no trail.
    """

    version = models.OneToOneField(FrameworkVersion, models.CASCADE, primary_key=True, related_name="turn")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="editing_turn_dates_in_order",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("A turn cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.editor_id}"
