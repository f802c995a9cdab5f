"""Whether elements of a draft may go: what is used stays, and who asks is told where."""

from collections import Counter
from collections.abc import Collection

from django.db import models
from django.db.models import ProtectedError, Q, QuerySet
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from carnegie.core.errors import Refused
from standards.enums import AssociationType
from standards.models import Association, Element, FrameworkVersion

NAMED = 3  # so many places are named, the others counted


def check_unused(draft: FrameworkVersion, gone: QuerySet[Element]) -> None:
    """Refused while anything outside cites one of `gone`: links from elsewhere, and what other apps protect."""
    links = list(links_from_outside(draft, gone).select_related("origin", "destination")[: NAMED + 1])
    if links:
        raise Refused(_("This is linked, so it cannot be deleted: %(where)s.") % {"where": _linked(links)})
    try:
        Collector(using=gone.db).collect(gone)
    except ProtectedError as error:
        raise Refused(
            _("This is in use, so it cannot be deleted: %(where)s.") % {"where": where_used(error.protected_objects)}
        ) from None


def links_from_outside(draft: FrameworkVersion, gone: QuerySet[Element]) -> QuerySet[Association]:
    """Links that other elements keep to one of `gone`, and those that others than the draft keep from it. That one of
    them replaces an element of an earlier version is no use of it."""
    inward = Q(destination__in=gone) & ~Q(origin__in=gone)
    theirs = Q(origin__in=gone) & ~Q(version=draft)
    replaces = Q(kind=AssociationType.REPLACED_BY, version=draft) & ~Q(origin__version=draft)
    return Association.objects.filter(inward | theirs).exclude(replaces)


def where_used(rows: Collection[models.Model]) -> str:
    """How many of which kind, and where. Only what says so itself (`cited_in`) is named: the rest may be a learner's
    own."""
    counts = Counter(str(row._meta.verbose_name) for row in rows)
    places = sorted({f"“{str(row.cited_in)[:120]}”" for row in rows if hasattr(row, "cited_in")})
    kinds = ", ".join(f"{count} × {kind}" for kind, count in sorted(counts.items()))
    more = " …" if len(places) > NAMED else ""
    return f"{kinds} ({', '.join(places[:NAMED])}{more})" if places else kinds


def _linked(links: list[Association]) -> str:
    words = [
        _("“%(origin)s” %(kind)s “%(destination)s”")
        % {
            "origin": str(link.origin or link.origin_identifier)[:80],
            "kind": link.get_kind_display(),
            "destination": str(link.destination)[:80],
        }
        for link in links[:NAMED]
    ]
    return ", ".join(words) + (" …" if len(links) > NAMED else "")
