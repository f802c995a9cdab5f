"""What is taught, against the standards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from programmes.enums import Depth
from programmes.models.programme import Activity, LearningEvent, Module, Programme
from standards.models import Element

ITEM_FIELDS = ("programme", "module", "activity", "event")


def _only(field: str) -> Q:
    """The condition that `field` is the one item this mapping names."""
    others = {f"{name}__isnull": True for name in ITEM_FIELDS if name != field}
    return Q(**{f"{field}__isnull": False}, **others)


def _unique(field: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=[field, "element"],
        condition=Q(**{f"{field}__isnull": False}),
        name=f"mapping_{field}_element_unique",
        violation_error_message=_("This item is already mapped to this element."),
    )


class MappingQuerySet(models.QuerySet["Mapping"]):
    def of_programme(self, programme: Programme) -> "MappingQuerySet":
        """Those of the programme itself and of all its parts."""
        return self.filter(
            Q(programme=programme)
            | Q(module__programme=programme)
            | Q(activity__module__programme=programme)
            | Q(event__programme=programme)
        )


@tracked()
class Mapping(UUIDModel):
    """One item of provision takes learners to a depth in one element. Exactly one of the four items is set;
    `revision` grows with each save, so that a cell saved over somebody else's change is noticed."""

    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="mappings")
    module = models.ForeignKey(Module, models.CASCADE, null=True, blank=True, related_name="mappings")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="mappings")
    event = models.ForeignKey(LearningEvent, models.CASCADE, null=True, blank=True, related_name="mappings")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    depth = models.CharField(_("depth"), max_length=20, choices=Depth)
    rationale = models.TextField(_("why"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = MappingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mapping_exactly_one_item",
                condition=_only("programme") | _only("module") | _only("activity") | _only("event"),
                violation_error_message=_("A mapping names exactly one programme, module, activity or event."),
            ),
            *[_unique(field) for field in ITEM_FIELDS],
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.depth} {self.element}"

    @property
    def cited_in(self) -> str:
        """The programme and its part, for who would delete the element."""
        item = self.item
        if isinstance(item, Programme):
            return str(item)
        programme = item.module.programme if isinstance(item, Activity) else item.programme
        return f"{programme}: {item}"

    @property
    def item(self) -> Programme | Module | Activity | LearningEvent:
        """The one thing that is mapped."""
        return next(item for name in ITEM_FIELDS if (item := getattr(self, name)) is not None)
