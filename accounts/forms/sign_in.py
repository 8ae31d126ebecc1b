"""The door's forms."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accounts.roster_table.cells import narrow
from lms.lib.phones import normal_phone


class DoorLoginForm(LoginForm):
    """One field for phone, employee number or e-mail, in any usual spelling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field."""
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Phone, employee number or e-mail")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")

    def clean_login(self) -> str:
        """Make full-width signs narrow."""
        return narrow(self.cleaned_data["login"])

    def user_credentials(self) -> dict[str, str]:
        """Try what was written as employee number, as e-mail and as phone: digits may be either."""
        login = self.cleaned_data["login"]
        credentials = {"username": login, "password": self.cleaned_data.get("password", "")}
        phone = normal_phone(login)
        if len(phone) == 11:
            credentials["phone"] = phone
        if "@" in login:
            credentials["email"] = login
        return credentials


class ActivationForm(forms.Form):
    """Number, code from the slip, and a password of one's own."""

    key = forms.CharField(
        label=_("Employee number or phone"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Activation code"),
        help_text=_("Eight signs on the slip; blanks and small letters do not matter."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    password1 = forms.CharField(
        label=_("New password"),
        help_text=lazy(password_validators_help_text_html, str)(),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password2(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1"):
            raise forms.ValidationError(_("The two passwords differ."))
        return again
