"""What a learner shares, with whom, since when, until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.enums import GrantSubject


@tracked()
class SharingGrant(UUIDModel):
    """The owner lets one named person see one of her own objects, until she revokes it.

    The object is named by kind and id, since it lives in an app above this one.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants_given")
    grantee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants_received")
    subject = models.CharField(_("what is shared"), max_length=20, choices=GrantSubject)
    subject_id = models.UUIDField()
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "grantee", "subject", "subject_id"],
                condition=Q(revoked_at__isnull=True),
                name="sharing_grant_once",
                violation_error_message=_("You already share this with this person."),
            ),
            models.CheckConstraint(
                name="sharing_grant_not_to_self",
                condition=~Q(owner=F("grantee")),
                violation_error_message=_("You cannot share something with yourself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"
