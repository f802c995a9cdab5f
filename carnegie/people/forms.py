"""allauth's sign-in forms in our words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["login"], _("E-mail address"), "login")
        reword(self.fields["password"], _("Password"), "password")
        if "remember" in self.fields:
            reword(self.fields["remember"], _("Keep me signed in on this device"), "remember")


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):
    """The address to which the sign-in code goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], _("E-mail address"), "email")


def reword(field: Field, label: Any, testid: str) -> None:
    """Our label, no placeholder that repeats it, and a handle for tests."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["data-testid"] = testid
