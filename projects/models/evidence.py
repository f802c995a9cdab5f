"""Evidence from practice: kept once, linked to what it shows."""

import datetime as dt

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.enums import GrantSubject
from carnegie.people.models import Organisation, User
from programmes.models import Enrolment
from projects.enums import EvidenceKind
from projects.models import reach
from projects.models.goal import Goal
from projects.models.project import Project, ProjectColleague
from standards.models import Element


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User, on: dt.date) -> "EvidenceQuerySet":
        """Evidence that `user` may open: her own and that of learners she facilitates, as coach what is shared with
        her; as sponsor, line manager or named colleague what its owner lets the present employer see."""
        shared = Q(pk__in=reach.granted(user, GrantSubject.EVIDENCE, "enrolment__learner"))
        return self.filter(
            Q(enrolment__in=reach.own(user))
            | Q(enrolment__in=reach.facilitated(user, on))
            | (shared & Q(enrolment__in=reach.coached(user, on)))
            | (_for_present_employer(on) & _stands_for_employer(user, on))
        )


def _for_present_employer(on: dt.date) -> Q:
    return Q(shared_with_employer__in=reach.employer_now("enrolment", on))


def _stands_for_employer(user: User, on: dt.date) -> Q:
    """A sponsor, line manager or colleague of that employer; who has standing roles only elsewhere is of another."""
    named = ProjectColleague.objects.active(on, user=user).values("project")
    people = Q(enrolment__in=reach.managed(user, on)) | Q(
        pk__in=EvidenceProject.objects.filter(project__in=named).values("evidence")
    )
    homes = reach.homes(user, on)
    of_employer = Q(shared_with_employer__in=homes) | ~Exists(homes)
    return Q(enrolment__in=reach.sponsored(user, on)) | (people & of_employer)


@tracked(exclude=("title", "description", "text", "url", "file", "file_name"))
class Evidence(UUIDModel):
    """A file, a link or a text. `shared_with_employer` names the one organisation that may see it (its owner's
    choice); `size` in bytes; `sha256` in hex, of what it holds: the
    file's content, the address or the text. `file_name` is only what its owner called the file."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind)
    title = models.CharField(_("what it is"), max_length=200)
    description = models.TextField(_("what it shows"), blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    shared_with_employer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("may be seen by")
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="evidence_has_its_content",
                condition=(Q(kind=EvidenceKind.FILE) & ~Q(file=""))
                | (Q(kind=EvidenceKind.LINK) & ~Q(url=""))
                | (Q(kind=EvidenceKind.TEXT) & ~Q(text="")),
                violation_error_message=_("Evidence needs a file, an address or a text."),
            ),
            models.CheckConstraint(
                name="evidence_address_is_http",
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                violation_error_message=_("An address starts with https:// or http://."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


def _link(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["evidence", name],
        name=f"evidence_{name}_unique",
        violation_error_message=_("This evidence is already linked."),
    )


class EvidenceElement(models.Model):
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="elements")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")

    class Meta:
        constraints = [_link("element")]

    def __str__(self) -> str:
        return str(self.element)


class EvidenceGoal(models.Model):
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="evidence")

    class Meta:
        constraints = [_link("goal")]

    def __str__(self) -> str:
        return str(self.goal)


class EvidenceProject(models.Model):
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="projects")
    project = models.ForeignKey(Project, models.CASCADE, related_name="evidence")

    class Meta:
        constraints = [_link("project")]

    def __str__(self) -> str:
        return str(self.project)
