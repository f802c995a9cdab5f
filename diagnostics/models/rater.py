"""What others say of a learner: whom she asks, what they answered, and the report that is made of it once.

A panel closes once and for good. What is shown is worked out at that moment and kept, so that no two reports of the
same panel can be compared to find what one rater said.
"""

import base64
import datetime as dt
import hashlib
import zoneinfo

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.enums import ATTRIBUTABLE, RaterMode, RaterRelationship
from diagnostics.models.diagnostic import DiagnosticLevel, Item
from diagnostics.models.reach import led_cohorts
from diagnostics.models.round import Round
from diagnostics.models.stroke import Stroked, strokes_by_writer
from programmes.models import Enrolment

LINK_SALT = "diagnostics.models.rater"
LINK_BYTES = 16
"""Length of the secret in a rater's link: 128 bits."""


class RaterPanelQuerySet(models.QuerySet["RaterPanel"]):
    def visible_to(self, user: User, on: dt.date) -> "RaterPanelQuerySet":
        """Panels that `user` may know of: about herself, of cohorts that she leads, and those shared with her. What she
        may read of one is in `diagnostics.policies`."""
        granted = SharingGrant.objects.filter(grantee=user, subject=GrantSubject.PANEL, revoked_at__isnull=True)
        supported = Enrolment.objects.close_to(user, on) | Enrolment.objects.as_line_manager(user, on)
        return self.filter(
            Q(enrolment__in=Enrolment.objects.as_learner(user).order_by().values("pk"))
            | Q(enrolment__cohort__in=led_cohorts(user, on).order_by().values("pk"))
            | Q(pk__in=granted.values("subject_id"), enrolment__in=supported.order_by().values("pk"))
        )


@tracked()
class RaterPanel(UUIDModel):
    """The people whom one learner asks in one round. `minimum` is the smallest group of anonymous raters that is shown,
    as it was announced to them; `closed_at` is set once, with the report."""

    # No index of its own: rater_panel_once begins with it.
    round = models.ForeignKey(Round, models.PROTECT, related_name="panels", db_index=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    mode = models.CharField(_("raters are"), max_length=20, choices=RaterMode, default=RaterMode.ANONYMOUS)
    minimum = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1)])
    closes_on = models.DateField(_("closes at the end of"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RaterPanelQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "enrolment"],
                name="rater_panel_once",
                violation_error_message=_("Others are already asked about this learner in this round."),
            ),
            models.CheckConstraint(
                name="rater_panel_minimum_positive",
                condition=Q(minimum__gte=1),
                violation_error_message=_("A group that is shown has at least one rater."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.enrolment}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_anonymous(self) -> bool:
        return self.mode == RaterMode.ANONYMOUS

    @property
    def closes_at(self) -> dt.datetime:
        """The first moment at which nobody can answer any more, in the round's time zone."""
        day_after = self.closes_on + dt.timedelta(days=1)
        return dt.datetime.combine(day_after, dt.time.min, zoneinfo.ZoneInfo(self.round.time_zone))

    def is_open(self, now: dt.datetime) -> bool:
        return not self.is_closed and now < self.closes_at

    def hides(self, relationship: str) -> bool:
        """Whether this group's raters were told that nobody can tell who said what."""
        return self.is_anonymous and relationship not in ATTRIBUTABLE


@tracked(exclude=("name", "email", "token_hash"))
class RaterInvitation(UUIDModel):
    """One person who is asked, by a link that needs no account. Of the link only a hash is kept."""

    # No index of its own: rater_invitation_once begins with it.
    panel = models.ForeignKey(RaterPanel, models.CASCADE, related_name="invitations", db_index=False)
    relationship = models.CharField(_("who she or he is to you"), max_length=20, choices=RaterRelationship)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    times_asked = models.PositiveSmallIntegerField(default=1)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["relationship", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "email"],
                name="rater_invitation_once",
                violation_error_message=_("This person is already asked."),
            ),
            models.CheckConstraint(
                name="rater_email_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("E-mail addresses are kept in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def token(self) -> str:
        """The secret of the link, worked out again whenever a mail is written, so that it is kept nowhere."""
        secret = salted_hmac(LINK_SALT, self.pk.hex, algorithm="sha256").digest()[:LINK_BYTES]
        return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()

    @staticmethod
    def hash_of(token: str) -> str:
        """What is kept of a link."""
        return hashlib.sha256(token.encode()).hexdigest()


class RaterResponse(UUIDModel):
    """What one rater answers. No trail is kept of it, so that nothing but the closed report tells of it."""

    invitation = models.OneToOneField(RaterInvitation, models.CASCADE, related_name="response")
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.invitation_id}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


class RaterAnswer(Stroked):
    """What one rater says about one item. `level` null with `is_not_applicable`: cannot say."""

    # No index of its own: rater_answer_once_per_item begins with it.
    response = models.ForeignKey(RaterResponse, models.CASCADE, related_name="answers", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    level = models.ForeignKey(DiagnosticLevel, models.PROTECT, null=True, blank=True, related_name="+")
    is_not_applicable = models.BooleanField(default=False)
    comment = models.TextField(_("comment"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "item"],
                name="rater_answer_once_per_item",
                violation_error_message=_("This statement already has an answer."),
            ),
            models.CheckConstraint(
                name="rater_answer_level_or_not_applicable",
                condition=Q(level__isnull=True) | Q(is_not_applicable=False),
                violation_error_message=_("An answer is a level or “cannot say”, not both."),
            ),
            strokes_by_writer("rater_answer_strokes_by_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.level_id}"

    @property
    def is_answered(self) -> bool:
        return self.is_not_applicable or self.level_id is not None


class RaterGroupReport(models.Model):
    """One group of a closed panel, with how many answered; `is_shown` is false for a group that is too small."""

    # No index of its own: rater_group_report_once begins with it.
    panel = models.ForeignKey(RaterPanel, models.CASCADE, related_name="groups", db_index=False)
    relationship = models.CharField(max_length=20, choices=RaterRelationship)
    raters = models.PositiveSmallIntegerField()
    is_shown = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "relationship"],
                name="rater_group_report_once",
                violation_error_message=_("This group already has its report."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relationship}: {self.raters}"


class RaterGroupResult(models.Model):
    """What one shown group says about one item, as it may be shown: a level between the scale's ends, in halves."""

    # No index of its own: rater_group_result_once begins with it.
    group = models.ForeignKey(RaterGroupReport, models.CASCADE, related_name="results", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    level = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "item"],
                name="rater_group_result_once",
                violation_error_message=_("This statement already has its result."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.level}"
