"""What the demo's facilitator would have the next event serve: one suggestion waits for the programme admin."""

from carnegie.operations.demo_data import people
from carnegie.operations.demo_data.ground import Ground
from programmes import selectors
from programmes import services as programmes
from programmes.enums import Depth
from programmes.models import Mapping

REASON = "Several of the autumn cohort chose it as a need, and nothing that is still to come develops it."


def suggest(base: Ground) -> None:
    """For the next event, the first element that it does not serve yet."""
    now = base.calendar.now
    event = selectors.events_to_come(base.programme, now).first()
    if event is None:
        return
    served = set(Mapping.objects.filter(event=event).values_list("element", flat=True))
    element = next(one for one in base.elements.values() if one.pk not in served and one.is_rateable)
    programmes.suggest_mapping(
        event=event, element=element, depth=Depth.DEVELOPS, reason=REASON, by=base.user(people.BILL), now=now
    )
