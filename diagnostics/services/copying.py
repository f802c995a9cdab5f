"""What a diagnostic takes over from a framework, as copies: levels, items on their pages, and descriptors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from carnegie.core.errors import Refused
from diagnostics.enums import FEWEST_LEVELS, MOST_LEVELS
from diagnostics.models import ContextQuestion, DiagnosticLevel, DiagnosticVersion, Item, ItemDescriptor
from standards.enums import ScaleDirection
from standards.models import Element, FrameworkVersion, LevelDescriptor, Scale, ScaleLevel


@dataclass(frozen=True)
class _Place:
    """The page on which an element is asked: its title, and the element that gives it (none: the framework)."""

    key: UUID | None
    title: str


def copy_levels(version: DiagnosticVersion, scale: Scale) -> dict[int, DiagnosticLevel]:
    """Copies of the scale's levels by the original's id, ranked from the least upwards; the version takes over how the
    scale calls what does not apply."""
    levels = list(scale.levels.order_by("value"))
    apart = [level.label for level in levels if level.is_not_applicable]
    version.not_applicable_label = apart[0] if apart else ""
    version.save(update_fields=["not_applicable_label"])
    levels = [level for level in levels if not level.is_not_applicable]
    if scale.direction == ScaleDirection.LOWER_IS_MORE:
        levels.reverse()
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS:
        raise Refused(_("“%(scale)s” cannot be used: a scale needs 2 to 11 levels to choose from.") % {"scale": scale})
    copies = [_copy_level(version, level, rank) for rank, level in enumerate(levels, start=1)]
    DiagnosticLevel.objects.bulk_create(copies)
    return {level.pk: copy for level, copy in zip(levels, copies, strict=True)}


def _copy_level(version: DiagnosticVersion, level: ScaleLevel, rank: int) -> DiagnosticLevel:
    return DiagnosticLevel(
        version=version,
        rank=rank,
        value=level.value,
        label=level.label,
        description=level.description,
        is_proficient=level.is_proficient,
    )


def copy_items(
    version: DiagnosticVersion, framework_version: FrameworkVersion, chosen: Iterable[Element] | None
) -> list[Item]:
    tree = {element.pk: element for element in framework_version.elements.order_by("position")}
    wanted = None if chosen is None else {element.pk for element in chosen}
    if wanted and wanted - set(tree):
        raise Refused(_("An element that was chosen is not part of this framework."))
    asked = [element for element in tree.values() if element.is_rateable and _is_wanted(element, tree, wanted)]
    if not asked:
        raise Refused(_("There is nothing to rate in what was chosen."))
    pages: dict[UUID | None, int] = {}
    items = []
    for position, element in enumerate(asked):
        place = _place(element, tree, framework_version.framework.title)
        page = pages.setdefault(place.key, len(pages) + 1)
        items.append(_copy_item(version, element, position, place.title, page))
    return Item.objects.bulk_create(items)


def _copy_item(version: DiagnosticVersion, element: Element, position: int, domain: str, page: int) -> Item:
    full = element.full_statement if element.full_statement != element.title else ""
    return Item(
        version=version,
        element=element,
        lineage=element.lineage,
        position=position,
        domain=domain[:500],
        domain_position=page,
        code=element.code,
        statement=element.title,
        explanation="\n\n".join(part for part in (full, element.notes) if part),
    )


def _is_wanted(element: Element, tree: dict[UUID, Element], wanted: set[UUID] | None) -> bool:
    if wanted is None or element.pk in wanted:
        return True
    return any(above.pk in wanted and not above.is_rateable for above in _ancestors(element, tree))


def _place(element: Element, tree: dict[UUID, Element], otherwise: str) -> _Place:
    domain = next((above for above in _ancestors(element, tree) if not above.is_rateable), None)
    return _Place(domain.pk, domain.title) if domain else _Place(None, otherwise)


def _ancestors(element: Element, tree: dict[UUID, Element]) -> Iterator[Element]:
    """From the parent upwards."""
    while element.parent_id is not None:
        element = tree[element.parent_id]
        yield element


def copy_descriptors(items: list[Item], levels: dict[int, DiagnosticLevel]) -> None:
    by_element = {item.element_id: item for item in items}
    texts = LevelDescriptor.objects.filter(element__in=by_element, level__in=levels).exclude(text="")
    ItemDescriptor.objects.bulk_create(
        ItemDescriptor(item=by_element[text.element_id], level=levels[text.level_id], text=text.text) for text in texts
    )


def copy_questions(version: DiagnosticVersion, to: DiagnosticVersion) -> None:
    fields = ("position", "kind", "wording", "hint", "is_required", "options")
    ContextQuestion.objects.bulk_create(
        ContextQuestion(version=to, **{name: getattr(question, name) for name in fields})
        for question in version.questions.all()
    )
