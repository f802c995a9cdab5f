"""What the tests of this app make, and how they say that something is refused."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from carnegie.core.errors import Refused
from programmes import services
from programmes.enums import Mode, Strategy
from programmes.models import Enrolment
from tests.cast import NOW, TODAY, Cast

LATER = NOW + dt.timedelta(days=30)
PLACE = {"place": "Room 1", "capacity": 10}
TAUGHT = {"title": "Seminar", "strategy": Strategy.SEMINAR, "mode": Mode.ONLINE, "hours": Decimal("1.5")}
TIMES = {"starts_at": LATER, "ends_at": LATER + dt.timedelta(hours=2)}
DATES = {"starts_on": TODAY, "ends_on": TODAY + dt.timedelta(days=90), "time_zone": "Europe/London"}


def refused(sentence: str) -> Any:
    return pytest.raises(Refused, match=f"^{sentence}$")


def enrol(cast: Cast, email: str = "new@example.test", full_name: str = "New Person", **changes: Any) -> Enrolment:
    fields = {"cohort": cast.cohort, "employer": cast.employer_a, "job_title": "Head", "by": cast.dee, **changes}
    return services.enrol_learner(email=email, full_name=full_name, now=NOW, **fields)
