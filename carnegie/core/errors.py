"""Refusals that services raise and views answer; each carries a sentence that a person can act on."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """A rule says no; `str(error)` is the translated sentence to show."""


class NotAllowed(Refused):
    """This person may not do this, though she may see the thing (answered 403)."""


class NotShared(PermissionDenied):
    """She may know that it exists; to read it is for its owner to give (answered 403, and it says whom to ask)."""


class Stale(Refused):
    """Somebody changed the row since this page was loaded (answered 409, both texts shown)."""


class NoRoom(Refused):
    """A file could not be stored whole, so nothing of it is kept (answered 507)."""
