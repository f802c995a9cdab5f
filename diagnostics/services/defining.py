"""Making a diagnostic from a framework, publishing it, and saying what is expected."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from diagnostics.enums import AttemptState, DiagnosticState
from diagnostics.models import (
    Attempt,
    Diagnostic,
    DiagnosticLevel,
    DiagnosticVersion,
    Item,
    ItemDescriptor,
    Target,
    TargetProfile,
)
from diagnostics.policies import may_define
from programmes.models import Programme
from standards.enums import AdoptionStatus, ScaleDirection
from standards.models import Element, FrameworkVersion, LevelDescriptor, Scale, ScaleLevel
from standards.services import default_scale


@write
def create_diagnostic(
    *,
    programme: Programme,
    framework_version: FrameworkVersion,
    title: str,
    introduction: str,
    minutes: int,
    elements: Iterable[Element] | None = None,
    by: User,
    now: dt.datetime,
) -> DiagnosticVersion:
    """A draft that asks about every rateable element, or about those chosen and what lies beneath a chosen domain.

    Wording, levels and descriptors are copied. Refused: a framework that is not adopted, nothing to rate, a scale
    of fewer than two levels, a title that the programme already uses.
    """
    _require_definer(by, programme, now)
    _require_adopted(framework_version)
    diagnostic = _make_diagnostic(programme, title)
    version = DiagnosticVersion.objects.create(
        diagnostic=diagnostic, framework_version=framework_version, introduction=introduction, minutes=minutes
    )
    levels = _copy_levels(version, framework_version.scale or default_scale(by=by, now=now))
    items = _copy_items(version, framework_version, elements)
    _copy_descriptors(items, levels)
    return version


@write
def change_diagnostic(
    *, version: DiagnosticVersion, title: str, introduction: str, minutes: int, by: User, now: dt.datetime
) -> DiagnosticVersion:
    """Change what a draft says about itself. Refused once it is published."""
    _require_definer(by, version.diagnostic.programme, now)
    version = _locked_draft(version)
    version.introduction, version.minutes = introduction, minutes
    version.save(update_fields=["introduction", "minutes"])
    version.diagnostic.title = title
    _unique(lambda: version.diagnostic.save(update_fields=["title"]))
    return version


@write
def publish_diagnostic(*, version: DiagnosticVersion, by: User, now: dt.datetime) -> DiagnosticVersion:
    """From now on rounds can ask it, and nothing in it changes. Refused unless a draft of an adopted framework."""
    _require_definer(by, version.diagnostic.programme, now)
    version = _locked_draft(version)
    _require_adopted(version.framework_version)
    version.state, version.published_at, version.published_by = DiagnosticState.PUBLISHED, now, by
    version.save(update_fields=["state", "published_at", "published_by"])
    return version


@write
def save_target_profile(
    *,
    version: DiagnosticVersion,
    title: str,
    targets: Mapping[UUID, tuple[int, int]],
    profile: TargetProfile | None = None,
    by: User,
    now: dt.datetime,
) -> TargetProfile:
    """Store expected levels: item id → (at least, at most), in ranks from 1; an item left out has no target.

    `profile` is the one to change, else one of this title is made. Refused: an item or a rank that the version does
    not have, a range upside down, and a profile against which somebody's submitted answers are already shown.
    """
    _require_definer(by, version.diagnostic.programme, now)
    _require_targets_make_sense(version, targets)
    profile = _kept_profile(profile, title) if profile else _new_profile(version, title)
    profile.targets.all().delete()
    Target.objects.bulk_create(
        Target(profile=profile, item_id=item, minimum=low, maximum=high) for item, (low, high) in targets.items()
    )
    return profile


# ---- refusals ----


def _require_definer(by: User, programme: Programme, now: dt.datetime) -> None:
    if not may_define(by, programme, timezone.localdate(now)):
        raise NotAllowed(_("Only a programme admin may do this."))


def _require_adopted(version: FrameworkVersion) -> None:
    if version.status != AdoptionStatus.ADOPTED:
        raise Refused(_("Only an adopted framework can be asked about: adopt it first."))


def _locked_draft(version: DiagnosticVersion) -> DiagnosticVersion:
    found = DiagnosticVersion.objects.select_for_update(of=("self",)).select_related(
        "diagnostic__programme__provider", "framework_version"
    )
    locked = found.get(pk=version.pk)
    if locked.state != DiagnosticState.DRAFT:
        raise Refused(_("This diagnostic is published, so it no longer changes."))
    return locked


def _require_targets_make_sense(version: DiagnosticVersion, targets: Mapping[UUID, tuple[int, int]]) -> None:
    highest = version.levels.count()
    if set(targets) - set(version.items.values_list("pk", flat=True)):
        raise Refused(_("A target names an element that this diagnostic does not ask about."))
    if any(not 1 <= low <= high <= highest for low, high in targets.values()):
        raise Refused(_("Each target needs levels of this diagnostic, the lower one first."))


def _unique(store: Callable[[], None]) -> None:
    """Run `store`; a title that is taken already is refused in words."""
    try:
        with transaction.atomic():
            store()
    except IntegrityError as error:
        raise Refused(_("This title is already in use here. Choose another.")) from error


# ---- copying ----


@dataclass(frozen=True)
class _Place:
    """The page on which an element is asked: its title, and the element that gives it (none: the framework)."""

    key: UUID | None
    title: str


def _make_diagnostic(programme: Programme, title: str) -> Diagnostic:
    diagnostic = Diagnostic(programme=programme, title=title.strip())
    _unique(diagnostic.save)
    return diagnostic


def _copy_levels(version: DiagnosticVersion, scale: Scale) -> dict[int, DiagnosticLevel]:
    """Copies of the scale's levels by the original's id, ranked from the least upwards."""
    levels = list(scale.levels.filter(is_not_applicable=False).order_by("value"))
    if scale.direction == ScaleDirection.LOWER_IS_MORE:
        levels.reverse()
    if len(levels) < 2:
        raise Refused(_("The scale of this framework needs at least two levels."))
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


def _copy_items(
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


def _copy_descriptors(items: list[Item], levels: dict[int, DiagnosticLevel]) -> None:
    by_element = {item.element_id: item for item in items}
    texts = LevelDescriptor.objects.filter(element__in=by_element, level__in=levels).exclude(text="")
    ItemDescriptor.objects.bulk_create(
        ItemDescriptor(item=by_element[text.element_id], level=levels[text.level_id], text=text.text) for text in texts
    )


# ---- targets ----


def _new_profile(version: DiagnosticVersion, title: str) -> TargetProfile:
    profile = TargetProfile(programme=version.diagnostic.programme, diagnostic_version=version, title=title.strip())
    _unique(profile.save)
    return profile


def _kept_profile(profile: TargetProfile, title: str) -> TargetProfile:
    locked = TargetProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    shown = Attempt.objects.filter(round__target_profile=locked, state=AttemptState.SUBMITTED)
    if shown.exists():
        raise Refused(_("Learners have already been shown these targets: save new ones under another title."))
    locked.title = title.strip()
    _unique(lambda: locked.save(update_fields=["title"]))
    return locked
