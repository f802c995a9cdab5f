"""allauth's forms in our words, without placeholders that repeat the label, and with handles for tests."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "remember": _("Keep me signed in on this device"),
    "code": _("Code"),
    "oldpassword": _("Password now"),
    "password1": _("New password"),
    "password2": _("New password once more"),
}


class Reworded(forms.Form):
    """Gives the fields of an allauth form our labels and a `data-testid`."""

    labels: ClassVar[dict[str, Any]] = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["data-testid"] = name


class LoginForm(Reworded, allauth_forms.LoginForm):
    """E-mail address and password."""


class RequestLoginCodeForm(Reworded, allauth_forms.RequestLoginCodeForm):
    """Where to send the sign-in code."""


class ConfirmLoginCodeForm(Reworded, allauth_forms.ConfirmLoginCodeForm):
    """The code from the mail."""


class ResetPasswordForm(Reworded, allauth_forms.ResetPasswordForm):
    """Where to send the link for a new password."""


class ResetPasswordKeyForm(Reworded, allauth_forms.ResetPasswordKeyForm):
    """The new password, after the link."""


class ChangePasswordForm(Reworded, allauth_forms.ChangePasswordForm):
    """The password now and the new one."""


class SetPasswordForm(Reworded, allauth_forms.SetPasswordForm):
    """A first password, for those who signed in by code."""


class AddEmailForm(Reworded, allauth_forms.AddEmailForm):
    """The address to change to."""

    labels: ClassVar[dict[str, Any]] = {"email": _("New address")}


class ReauthenticateForm(Reworded, allauth_forms.ReauthenticateForm):
    """The password once more, before something delicate."""


class ActivateTOTPForm(Reworded, AllauthActivateTOTPForm):
    """The first code of an authenticator app."""

    labels: ClassVar[dict[str, Any]] = {"code": _("Six figures from the app")}


class AddWebAuthnForm(Reworded, AllauthAddWebAuthnForm):
    """A name for a new passkey or security key, and whether it is enough by itself."""

    labels: ClassVar[dict[str, Any]] = {
        "name": _("A name by which you know it"),
        "passwordless": _("Sign in with it alone (a passkey)"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _(
            "Then no password is asked for; your device checks your finger, your face or its own code instead."
        )
