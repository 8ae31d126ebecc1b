"""Giving a role."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.roster import UnitField
from accounts.models import Role, Unit, User
from accounts.querysets import UnitQuerySet
from accounts.roster_table.cells import narrow
from lms.lib.phones import normal_phone


class GrantForm(forms.Form):
    """Who gets which role where, until when."""

    login = forms.CharField(
        label=_("Employee number or phone"),
        help_text=_("Of somebody who has signed in once already."),
        max_length=60,
    )
    role = forms.ChoiceField(label=_("role"))
    unit = UnitField(queryset=Unit.objects.none(), empty_label=None)
    until = forms.DateField(
        label=_("Until"),
        help_text=_("An evaluator's role needs an end."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, roles: list[Role], units: UnitQuerySet, **kwargs: Any) -> None:
        """Offer what the granter may give."""
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["unit"].label = _("unit")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_login(self) -> User:
        """Find the sign-in."""
        written = narrow(self.cleaned_data["login"])
        user = User.objects.filter(username__iexact=written, is_active=True).first()
        phone = normal_phone(written)
        user = user or (User.objects.filter(phone=phone, is_active=True).first() if phone else None)
        if user is None:
            raise forms.ValidationError(_("Nobody signs in with this."))
        return user

    def clean_until(self) -> dt.datetime | None:
        """The last day counts; it must not have passed."""
        day: dt.date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
