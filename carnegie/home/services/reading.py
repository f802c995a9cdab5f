"""Noting that somebody read what is a learner's own."""

import datetime as dt
from uuid import UUID

from carnegie.core.audit import write
from carnegie.core.enums import AccessKind
from carnegie.core.models import AccessLog
from carnegie.home.selectors.thread import Thread
from carnegie.people.enums import GrantSubject
from carnegie.people.models import User


@write
def log_thread_reading(*, thread: Thread, by: User, now: dt.datetime) -> None:
    """Note, for the learner to see, that somebody else read her thread, and what of it she had said of herself."""
    rated = [attempt for attempt in [thread.first, *thread.later] if attempt is not None and attempt.mine]  # type: ignore[attr-defined]
    read: list[tuple[str, UUID]] = [(GrantSubject.ENROLMENT, thread.enrolment.pk)]
    read += [(GrantSubject.ATTEMPT, attempt.pk) for attempt in rated]
    read += [(GrantSubject.NEED, need.pk) for need in thread.needs]
    read += [("claim", claim.pk) for claim in thread.claims if thread.reader.reads_claims and claim.reason]
    AccessLog.objects.bulk_create(
        AccessLog(
            learner_id=thread.enrolment.learner_id,
            actor=by,
            kind=AccessKind.VIEWED,
            object_type=kind,
            object_id=pk,
            at=now,
        )
        for kind, pk in read
    )
