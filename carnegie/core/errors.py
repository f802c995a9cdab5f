"""Refusals that services raise and views answer; each carries a sentence that a person can act on."""


class Refused(Exception):
    """A rule says no; `str(error)` is the translated sentence to show."""


class NotAllowed(Refused):
    """This person may not do this, though she may see the thing (answered 403)."""


class Stale(Refused):
    """Somebody changed the row since this page was loaded (answered 409, both texts shown)."""


class NoRoom(Refused):
    """A file could not be stored whole, so nothing of it is kept (answered 507)."""
