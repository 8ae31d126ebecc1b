"""What a reader of figures may ask for."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit

# Before this year no record reaches back.
EARLIEST = dt.date(2015, 1, 1)


class DayForm(forms.Form):
    """Which day the figures are of; empty means today."""

    on = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = {"min": EARLIEST.isoformat(), "max": timezone.localdate().isoformat()}
        self.fields["on"].widget.attrs.update(limits)

    def clean_on(self) -> dt.date | None:
        """Refuse a day that has not come and a year before the records."""
        day: dt.date | None = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if day and day < EARLIEST:
            raise ValidationError(_("Records do not reach back that far."))
        return day

    @property
    def day(self) -> dt.date:
        """The day asked for; today when none was given or it was refused."""
        return (self.is_valid() and self.cleaned_data["on"]) or timezone.localdate()


class PeopleFilterForm(DayForm):
    """Narrows the list behind a number."""

    q = forms.CharField(
        label=_("Name or employee number"), required=False, max_length=60, widget=forms.TextInput()
    )
    area = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.none(), to_field_name="code"
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget = forms.HiddenInput()
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)
        area.queryset = Unit.objects.filter(path__startswith=unit.path, depth__gt=unit.depth)
        area.empty_label = unit.name
