"""Who reads a golden thread, and what of it she may know."""

import datetime as dt
from dataclasses import dataclass

from carnegie.people.models import User


@dataclass(frozen=True)
class Reader:
    """Who reads a thread, on which day, and as what. `knows_dates_only`: a programme admin and nothing closer."""

    user: User
    on: dt.date
    is_learner: bool
    is_coach: bool
    is_facilitator: bool
    is_admin: bool
    is_manager: bool

    @property
    def is_close(self) -> bool:
        return self.is_coach or self.is_facilitator

    @property
    def knows_claims(self) -> bool:
        """That something is claimed as met already is for the learner, who decides, and who runs the programme."""
        return self.is_learner or self.is_facilitator or self.is_admin

    @property
    def reads_claims(self) -> bool:
        """What the decision says; an admin knows only that it was made."""
        return self.is_learner or self.is_facilitator

    @property
    def knows_dates_only(self) -> bool:
        return not (self.is_learner or self.is_close or self.is_manager)
