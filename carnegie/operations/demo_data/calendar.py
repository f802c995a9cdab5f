"""When things happened in the demo: days from today, at a time of the working day."""

import datetime as dt
import random
import zoneinfo
from dataclasses import dataclass

LONDON = zoneinfo.ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Calendar:
    """Days and moments relative to `now`; times that are not told come from `chance`, so that a seed repeats them."""

    now: dt.datetime
    chance: random.Random

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(LONDON).date()

    def day(self, offset: int) -> dt.date:
        return self.today + dt.timedelta(days=offset)

    def workday(self, offset: int) -> dt.date:
        """The day `offset` days from today, or the Monday after it when it falls on a weekend."""
        day = self.day(offset)
        return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    def at(self, offset: int, time: str = "") -> dt.datetime:
        """A moment of that day in London, never later than now unless the day is to come."""
        moment = dt.datetime.combine(self.day(offset), self._time(time), LONDON)
        return moment if offset > 0 else min(moment, self.now)

    def on_workday(self, offset: int, time: str) -> dt.datetime:
        return dt.datetime.combine(self.workday(offset), dt.time.fromisoformat(time), LONDON)

    def _time(self, time: str) -> dt.time:
        if time:
            return dt.time.fromisoformat(time)
        return dt.time(self.chance.randrange(8, 20), self.chance.randrange(0, 60))
