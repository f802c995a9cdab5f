"""Who of the demo's learners has booked which event to come: one has two places left, one is full and has a line."""

from carnegie.operations.demo_data.ground import Ground
from programmes import selectors
from programmes import services as programmes
from programmes.enums import EnrolmentStatus
from programmes.models import Enrolment, LearningEvent

BOOKED = -6
SPARE, IN_LINE = 2, 3


def book(base: Ground, enrolments: list[Enrolment]) -> None:
    """Of the events with a number of places, the largest keeps two for the first learner to take; in the line for the
    smallest she is the last but one; she goes where all can come. With few learners there is room everywhere."""
    first, *others = [one for one in enrolments if one.status == EnrolmentStatus.ACTIVE]
    events = list(selectors.events_to_come(base.programme, base.calendar.now))
    limited = sorted((one for one in events if one.capacity), key=lambda one: one.capacity or 0)
    for event in events:
        if event.capacity is None:
            _ask(base, event, [first, *others[:4]])
    if limited:
        smallest, largest = limited[0], limited[-1]
        line = others[: (smallest.capacity or 0) + IN_LINE - 1]
        _ask(base, smallest, [*line[:-1], first, *line[-1:]])
        _ask(base, largest, others[: (largest.capacity or 0) - SPARE])


def _ask(base: Ground, event: LearningEvent, enrolments: list[Enrolment]) -> None:
    """One after the other, on one evening."""
    for minute, enrolment in enumerate(enrolments):
        now = base.calendar.at(BOOKED, f"19:{minute:02}")
        programmes.book(event=event, enrolment=enrolment, by=enrolment.learner, now=now)
