"""All that carrying over may change of one programme, row by row, so that it can be compared and put back exactly."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from diagnostics.models import (
    ContextQuestion,
    DiagnosticLevel,
    DiagnosticVersion,
    Item,
    ItemDescriptor,
    Target,
    TargetProfile,
)
from programmes.models import Mapping, Programme, ProgrammeFramework
from standards.models import FrameworkVersion

Rows = list[dict[str, Any]]
# In this order they can be made; in the other one they can be deleted.
MODELS: tuple[type[Model], ...] = (
    *(ProgrammeFramework, Mapping, DiagnosticVersion, DiagnosticLevel, Item, ItemDescriptor, ContextQuestion),
    *(TargetProfile, Target),
)


class _Exact(DjangoJSONEncoder):
    """Times with all their digits."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def snapshot(programme: Programme, versions: Collection[FrameworkVersion], diagnostics: Collection[Any]) -> Rows:
    """Use and mapping of these framework versions, and all of these versions of diagnostics, as JSON can hold it."""
    rows: Rows = json.loads(serializers.serialize("json", _rows(programme, versions, diagnostics), cls=_Exact))
    return rows


def digest(rows: Rows) -> str:
    """The same for the same rows only."""
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _rows(
    programme: Programme, versions: Collection[FrameworkVersion], diagnostics: Collection[Any]
) -> Iterator[Model]:
    cells = Mapping.objects.of_programme(programme)
    yield from ProgrammeFramework.objects.filter(programme=programme, version__in=versions).order_by("pk")
    yield from cells.filter(element__version__in=versions).order_by("pk")
    yield from DiagnosticVersion.objects.filter(pk__in=diagnostics).order_by("pk")
    yield from DiagnosticLevel.objects.filter(version__in=diagnostics).order_by("pk")
    yield from Item.objects.filter(version__in=diagnostics).order_by("pk")
    yield from ItemDescriptor.objects.filter(item__version__in=diagnostics).order_by("pk")
    yield from ContextQuestion.objects.filter(version__in=diagnostics).order_by("pk")
    yield from TargetProfile.objects.filter(diagnostic_version__in=diagnostics).order_by("pk")
    yield from Target.objects.filter(profile__diagnostic_version__in=diagnostics).order_by("pk")
