"""Making a diagnostic from a framework, changing the draft, publishing it, and going on to its next version."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.people.models import User
from diagnostics.enums import Ask, DiagnosticState
from diagnostics.models import Diagnostic, DiagnosticVersion, Target
from diagnostics.policies import may_define
from diagnostics.selectors import ASKS, asked_elements, state_of_all, state_of_draft
from diagnostics.services.copying import copy_descriptors, copy_items, copy_levels, copy_questions
from programmes.models import Programme
from standards.enums import AdoptionStatus
from standards.models import Element, FrameworkVersion, Scale
from standards.services import default_scale

_CARRIED = ("introduction", "minutes", "scale")


@dataclass(frozen=True, kw_only=True)
class Asks:
    """What each statement asks beside the level (`Ask` values), and whether it may be said not to apply."""

    importance: str = Ask.OPTIONAL
    confidence: str = Ask.OFF
    example: str = Ask.OPTIONAL
    not_applicable: bool = True

    def put_on(self, version: DiagnosticVersion) -> None:
        version.asks_importance, version.asks_confidence = self.importance, self.confidence
        version.asks_example, version.allows_not_applicable = self.example, self.not_applicable


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Which elements are asked about (None: every rateable one) and on which scale (None: the framework's own, or
    where it has none the default one)."""

    elements: Collection[Element] | None = None
    scale: Scale | None = None


AS_USUAL = Asks()


@write
def create_diagnostic(
    *,
    programme: Programme,
    framework_version: FrameworkVersion,
    title: str,
    introduction: str,
    minutes: int,
    elements: Iterable[Element] | None = None,
    scale: Scale | None = None,
    asks: Asks = AS_USUAL,
    by: User,
    now: dt.datetime,
) -> DiagnosticVersion:
    """A draft that asks about every rateable element, or about those chosen and what lies beneath a chosen domain.

    Wording, levels and descriptors are copied. Refused: a framework that is not adopted, nothing to rate, a scale of
    another organisation or without 2 to 11 levels, a title that the programme already uses.
    """
    require_definer(by, programme, now)
    _require_adopted(framework_version)
    _require_scale(scale, programme)
    version = DiagnosticVersion(
        diagnostic=_make_diagnostic(programme, title),
        framework_version=framework_version,
        introduction=introduction,
        minutes=minutes,
        scale=scale,
    )
    asks.put_on(version)
    version.save()
    _fill(version, elements, by, now)
    return version


@write
def change_diagnostic(
    *,
    version: DiagnosticVersion,
    title: str,
    introduction: str,
    minutes: int,
    asks: Asks | None = None,
    contents: Contents | None = None,
    seen: str | None = None,
    by: User,
    now: dt.datetime,
) -> DiagnosticVersion:
    """Change a draft; what is left out (None) stays. Targets stay with the elements that are still asked about, unless
    the levels become others.

    `seen` is `state_of_draft` of what was changed from. Stale: somebody has changed it since. Refused: a published
    version, and as `create_diagnostic`.
    """
    require_definer(by, version.diagnostic.programme, now)
    draft = locked_draft(version)
    if seen is not None and seen != state_of_draft(draft):
        raise Stale(_("Somebody has changed this draft since you opened the page. Nothing of yours was saved yet."))
    draft.introduction, draft.minutes = introduction, minutes
    if asks:
        asks.put_on(draft)
    draft.save()
    draft.diagnostic.title = title.strip()
    unique(lambda: draft.diagnostic.save(update_fields=["title"]))
    if contents:
        _change_contents(draft, contents, by, now)
    return draft


@write
def renew_diagnostic(
    *,
    version: DiagnosticVersion,
    framework_version: FrameworkVersion,
    elements: Iterable[Element] | None,
    by: User,
    now: dt.datetime,
) -> DiagnosticVersion:
    """Ask by another version of the same framework: a draft is filled anew, a published one gets a draft beside it,
    with its words, its scale, its questions and what it asks beside the level.

    `elements` as in `create_diagnostic`. The targets of a draft go with its old items: save them again. Refused: a
    framework that is not adopted or is another one, a draft that is there already, and as `create_diagnostic`.
    """
    require_definer(by, version.diagnostic.programme, now)
    _require_adopted(framework_version)
    if framework_version.framework_id != version.framework_version.framework_id:
        raise Refused(_("That is another framework: make a new diagnostic of it."))
    draft = _next_draft(version) if version.is_published else _emptied(locked_draft(version))
    draft.framework_version = framework_version
    draft.save()
    _fill(draft, elements, by, now)
    if version.is_published:
        copy_questions(version, draft)
    return draft


@write
def publish_diagnostic(
    *, version: DiagnosticVersion, seen: str | None = None, by: User, now: dt.datetime
) -> DiagnosticVersion:
    """From now on rounds can ask it, and nothing in it changes. `seen` is `state_of_all` of what was looked at.

    Refused unless a draft of an adopted framework. Stale: somebody has changed it since."""
    require_definer(by, version.diagnostic.programme, now)
    version = locked_draft(version)
    if seen is not None and seen != state_of_all(version):
        raise Stale(_("Somebody has changed this draft since you looked at it. Look again before you publish it."))
    _require_adopted(version.framework_version)
    version.state, version.published_at, version.published_by = DiagnosticState.PUBLISHED, now, by
    version.save(update_fields=["state", "published_at", "published_by"])
    return version


# ---- refusals ----


def require_definer(by: User, programme: Programme, now: dt.datetime) -> None:
    if not may_define(by, programme, timezone.localdate(now)):
        raise NotAllowed(_("Only a programme admin may do this."))


def locked_draft(version: DiagnosticVersion) -> DiagnosticVersion:
    """The version, held against all who would change it too. Refused: once it is published, or deleted."""
    found = DiagnosticVersion.objects.select_for_update(of=("self",)).select_related(
        "diagnostic__programme__provider", "framework_version__scale", "scale"
    )
    locked = found.filter(pk=version.pk).first()
    if locked is None:
        raise Refused(_("Somebody has deleted this draft meanwhile."))
    if locked.state != DiagnosticState.DRAFT:
        raise Refused(_("This diagnostic is published, so it no longer changes."))
    # Read beside a lock that was waited for, a joined row is as old as the waiting.
    locked.diagnostic.refresh_from_db(fields=["title"])
    return locked


def unique(store: Callable[[], None]) -> None:
    """Run `store`; a title that is taken already is refused in words."""
    try:
        with transaction.atomic():
            store()
    except IntegrityError as error:
        raise Refused(_("This title is already in use here. Choose another.")) from error


def _require_adopted(version: FrameworkVersion) -> None:
    if version.status != AdoptionStatus.ADOPTED:
        raise Refused(_("Only an adopted framework can be asked about: adopt it first."))


def _require_scale(scale: Scale | None, programme: Programme) -> None:
    if scale is not None and scale.owner_id not in (None, programme.provider_id):
        raise Refused(_("This scale belongs to another organisation."))


# ---- filling ----


def _make_diagnostic(programme: Programme, title: str) -> Diagnostic:
    diagnostic = Diagnostic(programme=programme, title=title.strip())
    unique(diagnostic.save)
    return diagnostic


def _fill(version: DiagnosticVersion, elements: Iterable[Element] | None, by: User, now: dt.datetime) -> None:
    scale = version.scale or version.framework_version.scale or default_scale(by=by, now=now)
    levels = copy_levels(version, scale)
    copy_descriptors(copy_items(version, version.framework_version, elements), levels)


def _emptied(draft: DiagnosticVersion) -> DiagnosticVersion:
    draft.items.all().delete()
    draft.levels.all().delete()
    return draft


def _next_draft(version: DiagnosticVersion) -> DiagnosticVersion:
    """An empty draft with the next number; one at a time."""
    diagnostic = Diagnostic.objects.select_for_update().get(pk=version.diagnostic_id)
    if diagnostic.versions.filter(state=DiagnosticState.DRAFT).exists():
        raise Refused(_("“%(title)s” has a draft already: publish it first.") % {"title": diagnostic.title})
    last = diagnostic.versions.aggregate(last=Max("number"))["last"]
    carried = {name: getattr(version, name) for name in (*_CARRIED, *ASKS)}
    return DiagnosticVersion(diagnostic=diagnostic, number=last + 1, **carried)


def _change_contents(draft: DiagnosticVersion, contents: Contents, by: User, now: dt.datetime) -> None:
    """Nothing is copied anew unless something else is asked: targets hang on the copies."""
    same_scale = (contents.scale.pk if contents.scale else None) == draft.scale_id
    if same_scale and _wanted(draft, contents) == asked_elements(draft):
        return
    _require_adopted(draft.framework_version)
    _require_scale(None if same_scale else contents.scale, draft.diagnostic.programme)
    targets, labels = _targets_by_element(draft), labels_of(draft)
    draft.scale = contents.scale
    draft.save(update_fields=["scale"])
    _fill(_emptied(draft), contents.elements, by, now)
    if labels_of(draft) == labels:
        put_targets(draft, targets)


def _wanted(draft: DiagnosticVersion, contents: Contents) -> set[UUID]:
    if contents.elements is not None:
        return {element.pk for element in contents.elements}
    return set(draft.framework_version.elements.filter(is_rateable=True).values_list("pk", flat=True))


# ---- targets that go with their elements ----

ElementTargets = list[tuple[UUID, UUID, int, int]]
"""Profile, element, at least, at most."""


def labels_of(version: DiagnosticVersion) -> list[str]:
    """What the levels are called, from the least upwards: ranks mean the same only where these are the same."""
    return list(version.levels.values_list("label", flat=True))


def _targets_by_element(version: DiagnosticVersion) -> ElementTargets:
    rows = Target.objects.filter(profile__diagnostic_version=version)
    return list(rows.values_list("profile_id", "item__element_id", "minimum", "maximum"))


def put_targets(version: DiagnosticVersion, targets: ElementTargets) -> None:
    """Store these targets for the items of `version`; those of elements that it does not ask about are left out."""
    items = dict(version.items.values_list("element", "pk"))
    Target.objects.bulk_create(
        Target(profile_id=profile, item_id=items[element], minimum=low, maximum=high)
        for profile, element, low, high in targets
        if element in items
    )
