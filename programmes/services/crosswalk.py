"""Writes of crosswalks. Who teaches with a provider's programmes proposes links; its programme admins approve them."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import Organisation, User
from programmes import policies
from programmes.services.rows import keep, require
from standards.enums import INVERSE, SYMMETRIC, AdoptionStatus, Approval, relation_choices
from standards.models import Crosswalk, CrosswalkLink, DismissedPair, Element, Framework


@audit.write
def create_crosswalk(
    *, owner: Organisation, title: str, description: str, left: Framework, right: Framework, by: User, now: dt.datetime
) -> Crosswalk:
    """A crosswalk without links. NotAllowed to who may not propose for `owner`; Refused: one framework twice, one of
    which no version is adopted, a title that the owner uses already."""
    _require_proposer(by, owner, now)
    for framework in (left, right):
        if not framework.versions.exclude(status=AdoptionStatus.DRAFT).exists():
            raise Refused(_("“%(framework)s” has no adopted version yet.") % {"framework": framework})
    return keep(Crosswalk(owner=owner, title=title, description=description, left=left, right=right, created_at=now))


@audit.write
def change_crosswalk(*, crosswalk: Crosswalk, title: str, description: str, by: User, now: dt.datetime) -> Crosswalk:
    """Reword it. NotAllowed to all but programme admins of its owner; Refused: a title in use."""
    _require_approver(by, crosswalk, now)
    crosswalk.title, crosswalk.description = title, description
    return keep(crosswalk, "title", "description")


@audit.write
def delete_crosswalk(*, crosswalk: Crosswalk, by: User, now: dt.datetime) -> None:
    """Remove it with all its links. NotAllowed to all but programme admins of its owner."""
    _require_approver(by, crosswalk, now)
    crosswalk.delete()


@audit.write
def link_elements(
    *,
    crosswalk: Crosswalk,
    left: Element,
    right: Element,
    relation: str,
    strength: str,
    note: str,
    approve: bool = False,
    by: User,
    now: dt.datetime,
) -> CrosswalkLink:
    """Say how `left` stands to `right`; `relation` is one of `standards.enums.relation_choices`.

    Proposed, or with `approve` approved at once. NotAllowed to who may not do so; Refused: an element of another
    framework or of a draft, a pair that is linked here already, a relation that does not exist.
    """
    _require_proposer(by, crosswalk.owner, now)
    _check_side(left, crosswalk.left_id)
    _check_side(right, crosswalk.right_id)
    link = CrosswalkLink(
        crosswalk=crosswalk,
        left=left,
        right=right,
        left_lineage=left.lineage,
        right_lineage=right.lineage,
        author=by,
        created_at=now,
    )
    _say(link, relation, strength, note)
    if approve:
        _require_approver(by, crosswalk, now)
        _approve(link, by, now)
    return keep(link)


@audit.write
def change_link(
    *, link: CrosswalkLink, relation: str, strength: str, note: str, base_revision: int, by: User, now: dt.datetime
) -> CrosswalkLink:
    """Judge anew. Admins of the owner any link, which stays in its state and is then theirs where approved; others what
    they proposed themselves and nobody has approved. Stale: somebody saved it after it was seen."""
    locked = _locked(link, base_revision)
    _require_changer(by, locked, now)
    _say(locked, relation, strength, note)
    if locked.approval == Approval.APPROVED:
        _approve(locked, by, now)
    locked.revision += 1
    return keep(locked, "kind", "is_inverse", "strength", "note", "approval", "approved_by", "approved_at", "revision")


@audit.write
def delete_link(*, link: CrosswalkLink, by: User, now: dt.datetime) -> None:
    """Remove a link; who may change it may."""
    _require_changer(by, _locked(link, None), now)
    link.delete()


@audit.write
def approve_link(*, link: CrosswalkLink, base_revision: int, by: User, now: dt.datetime) -> CrosswalkLink:
    """Approve what was proposed; asked again, nothing changes. NotAllowed to all but programme admins of the owner.
    Stale: it was judged anew after it was seen."""
    locked = _locked(link, base_revision)
    _require_approver(by, locked.crosswalk, now)
    if locked.approval == Approval.PROPOSED:
        _approve(locked, by, now)
        keep(locked, "approval", "approved_by", "approved_at")
    return locked


@audit.write
def approve_links(*, crosswalk: Crosswalk, links: Iterable[tuple[str, int]], by: User, now: dt.datetime) -> int:
    """Approve those of `links` (key and the revision that was seen) that still wait as they were seen; how many."""
    _require_approver(by, crosswalk, now)
    count = 0
    for pk, revision in links:
        waiting = CrosswalkLink.objects.filter(
            pk=pk, crosswalk=crosswalk, approval=Approval.PROPOSED, revision=revision
        )
        count += waiting.update(approval=Approval.APPROVED, approved_by=by, approved_at=now)
    return count


@audit.write
def dismiss_pair(*, crosswalk: Crosswalk, left: Element, right: Element, by: User, now: dt.datetime) -> None:
    """Suggest these two no more; asked again, nothing changes. NotAllowed to who may not propose."""
    _require_proposer(by, crosswalk.owner, now)
    _check_side(left, crosswalk.left_id)
    _check_side(right, crosswalk.right_id)
    DismissedPair.objects.get_or_create(
        crosswalk=crosswalk,
        left_lineage=left.lineage,
        right_lineage=right.lineage,
        defaults={"by": by, "at": now},
    )


def _require_proposer(by: User, owner: Organisation | None, now: dt.datetime) -> None:
    allowed = policies.may_propose_links(by, owner, timezone.localdate(now))
    require(allowed, _("Only programme admins and facilitators of the organisation that keeps it may do this."))


def _require_approver(by: User, crosswalk: Crosswalk, now: dt.datetime) -> None:
    allowed = policies.is_provider_admin(by, crosswalk.owner, timezone.localdate(now))
    require(allowed, _("Only programme admins of the organisation that keeps this crosswalk may do this."))


def _require_changer(by: User, link: CrosswalkLink, now: dt.datetime) -> None:
    allowed = policies.may_change_link(by, link, timezone.localdate(now))
    require(allowed, _("Only programme admins may change what others proposed, or what is approved."))


def _locked(link: CrosswalkLink, base_revision: int | None) -> CrosswalkLink:
    rows = CrosswalkLink.objects.select_for_update(of=("self",)).select_related("crosswalk__owner")
    found = rows.filter(pk=link.pk).first()
    if found is None:
        raise Refused(_("Somebody has deleted this link meanwhile."))
    if base_revision is not None and found.revision != base_revision:
        raise Stale(_("Somebody judged this link anew after you opened it. Look again."))
    return found


def _check_side(element: Element, framework_pk: object) -> None:
    if element.version.framework_id != framework_pk or not element.version.is_locked:
        raise Refused(_("This element is not in an adopted version of the frameworks that this crosswalk joins."))


def _say(link: CrosswalkLink, relation: str, strength: str, note: str) -> None:
    if relation not in dict(relation_choices()):
        raise Refused(_("Choose how the two elements stand to each other."))
    link.kind = relation.removesuffix(INVERSE)
    link.is_inverse = relation.endswith(INVERSE) and link.kind not in SYMMETRIC
    link.strength, link.note = strength, note


def _approve(link: CrosswalkLink, by: User, now: dt.datetime) -> None:
    link.approval, link.approved_by, link.approved_at = Approval.APPROVED, by, now
