"""What an officer records about one employment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.roster import UnitField
from accounts.models import LeftKind, Unit
from accounts.querysets import UnitQuerySet


class DayForm(forms.Form):
    """A day; the base of the others."""

    on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        """Today unless said otherwise; units that the officer keeps."""
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        if "unit" in self.fields:
            self.fields["unit"].label = _("unit")
            self.fields["unit"].queryset = units.open_on(timezone.localdate())  # type: ignore[attr-defined]


class UnitForm(DayForm):
    """A unit and a day: transfer, re-hire."""

    unit = UnitField(queryset=Unit.objects.none())


class PostForm(UnitForm):
    """A secondment or an additional post."""

    title = forms.CharField(label=_("title"), required=False, max_length=60)


class LeavingForm(DayForm):
    """The end of an employment."""

    kind = forms.ChoiceField(label=_("how the employment ended"), choices=LeftKind.choices)


class ReasonForm(DayForm):
    """A reason and a day: leave, exclusion."""

    reason = forms.CharField(label=_("reason"), max_length=60)
