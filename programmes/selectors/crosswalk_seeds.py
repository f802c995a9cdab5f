"""The crosswalks that come with Carnegie: judgements of ours, between frameworks that come with it too."""

from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q
from django.utils.translation import gettext as _

from carnegie.people.models import Organisation
from standards.enums import AdoptionStatus
from standards.models import Crosswalk, Framework
from standards.selectors import SEEDS, seeds

JOINED = {
    "headteachers-2004-2015": ("headteachers-2004", "headteachers-2015"),
    "headteachers-2015-2020": ("headteachers-2015", "headteachers-2020"),
    "headteachers-2004-2020": ("headteachers-2004", "headteachers-2020"),
    "every-child-matters-common-core": ("every-child-matters", "common-core"),
    "every-child-matters-headteachers-2020": ("every-child-matters", "headteachers-2020"),
}


@dataclass(frozen=True)
class CrosswalkSeed:
    """One that can be begun here and now: both frameworks are there."""

    name: str
    title: str
    left: Framework
    right: Framework

    @property
    def path(self) -> Path:
        return SEEDS["headteachers-2020"].parent / "crosswalks" / f"{self.name}.csv"

    @property
    def description(self) -> str:
        return _(
            "Written for Carnegie; not official, and not the issuing bodies' view. Each link is a judgement by "
            "headings and short summaries: check it against the full texts before you approve it."
        )


def crosswalk_seeds(owner: Organisation) -> list[CrosswalkSeed]:
    """Those whose frameworks `owner` (or everybody) has with something adopted, and which it does not have yet."""
    there = _frameworks(owner)
    found = [
        CrosswalkSeed(name, _title(there[left], there[right]), there[left], there[right])
        for name, (left, right) in JOINED.items()
        if left in there and right in there
    ]
    have = set(Crosswalk.objects.filter(owner=owner).values_list("title", flat=True))
    return [seed for seed in found if seed.title not in have]


def _title(left: Framework, right: Framework) -> str:
    return _("%(left)s → %(right)s (ours)") % {"left": left.title[:90], "right": right.title[:90]}


def _frameworks(owner: Organisation) -> dict[str, Framework]:
    """The frameworks that were brought in from seeds, by the seed's name; the organisation's own before shared ones."""
    titles = {(seed.title, seed.creator): seed.name for seed in seeds()}
    settled = Framework.objects.filter(
        Q(owner=owner) | Q(owner=None), versions__status__in=(AdoptionStatus.ADOPTED, AdoptionStatus.DEPRECATED)
    )
    found: dict[str, Framework] = {}
    for framework in settled.distinct().order_by("pk"):
        name = titles.get((framework.title, framework.creator))
        if name and (name not in found or framework.owner_id):
            found[name] = framework
    return found
