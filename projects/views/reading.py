"""Noting for the learner who read what is hers."""

from uuid import UUID

from django.http import HttpRequest

from carnegie.core import clock
from carnegie.core.enums import AccessKind
from carnegie.core.models import AccessLog


def note_reader(request: HttpRequest, learner: UUID, kind: str, pk: UUID) -> None:
    """`kind` is the word for the thing, `pk` its id. Her own visits are not noted: that is for the caller to know."""
    AccessLog.objects.create(
        learner_id=learner, actor=request.user, kind=AccessKind.VIEWED, object_type=kind, object_id=pk, at=clock.now()
    )
