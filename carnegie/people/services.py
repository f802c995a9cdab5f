"""Writes about people: accounts."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.models import User


@audit.write
def account_for(*, email: str, full_name: str, by: User, now: dt.datetime, time_zone: str = "Europe/London") -> User:
    """The account with this address, made without a password when there is none.

    An existing account is found whatever the case of the letters, and is never renamed. Refused: an address that is
    none, a deactivated account, a new account without a name.
    """
    address = _address(email)
    found = User.objects.filter(email=address).first()
    if found is None:
        return _make(address, full_name.strip(), time_zone, now)
    if not found.is_active:
        raise Refused(_("The account with this e-mail address has been deactivated."))
    return found


def _address(email: str) -> str:
    address = User.objects.normalise(email)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("This is not a complete e-mail address.")) from None
    return address


def _make(address: str, full_name: str, time_zone: str, now: dt.datetime) -> User:
    if not full_name:
        raise Refused(_("There is no account with this e-mail address yet: give the person’s name too."))
    try:
        with transaction.atomic():
            made = User.objects.create_user(address, full_name=full_name, time_zone=time_zone, created_at=now)
            keep_address(user=made)
    except IntegrityError:
        return User.objects.get(email=address)
    return made


@transaction.atomic
def keep_address(*, user: User) -> None:
    """Let the account's address be the one that sign-in knows, and no other: codes and links for a new password go
    there and nowhere else. Whoever made or changed the account vouches for it."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
