"""Filters of the roster, and the upload of a file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.querysets import CommunityWorkerQuerySet, UnitQuerySet
from lms.lib.sheets import MAX_BYTES


class UnitField(forms.ModelChoiceField[Unit]):
    """A unit of the tree, indented by its depth."""

    def label_from_instance(self, unit: Unit) -> str:
        """Show where a unit stands."""
        return "　" * max(0, unit.depth - 2) + unit.name


class RosterFilterForm(forms.Form):
    """Which people are shown."""

    unit = UnitField(queryset=Unit.objects.none(), required=False, empty_label=_("All my units"))
    state = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[
            ("", _("On duty")),
            ("waiting", _("On duty, no sign-in yet")),
            ("left", _("Off duty")),
            ("all", _("Everybody")),
        ],
    )
    q = forms.CharField(
        label=_("Name or employee number"), required=False, max_length=60, widget=forms.SearchInput()
    )

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        """Offer the units that one sees."""
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        unit.label = _("unit")
        unit.queryset = units  # type: ignore[attr-defined]

    def apply(self, workers: CommunityWorkerQuerySet) -> CommunityWorkerQuerySet:
        """Narrow a list; what cannot be read is ignored."""
        self.is_valid()
        said = self.cleaned_data
        state = said.get("state")
        if state in ("", None, "waiting"):
            workers = workers.on_duty()
        elif state == "left":
            workers = workers.filter(left_on__isnull=False)
        if said.get("unit"):
            workers = workers.within([said["unit"]])
        if said.get("q"):
            words = said["q"].strip()
            workers = workers.filter(
                Q(person__name__icontains=words) | Q(person__employee_no__istartswith=words)
            )
        sign_in = Exists(User.objects.filter(person=OuterRef("person")))
        if state == "waiting":
            workers = workers.filter(~sign_in)
        return workers.annotate(has_sign_in=sign_in)


class ImportForm(forms.Form):
    """A roster file and the day on which it is true."""

    file = forms.FileField(
        label=_("Roster file"),
        help_text=_(".xlsx or .csv, at most 20 MB. Without identity numbers."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    as_of = forms.DateField(
        label=_("as of"),
        help_text=_("Transfers and leavers without a day of their own count from this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    unit = UnitField(queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        """Offer the units that one keeps; a single one needs no choice."""
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = timezone.localdate
        unit = self.fields["unit"]
        unit.label = _("What may be written")
        unit.help_text = _("Rows of other units are refused.")
        unit.queryset = units  # type: ignore[attr-defined]
        unit.initial = units.first()

    def clean_file(self) -> Any:
        """Refuse what is too large before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file

    def clean_as_of(self) -> dt.date:
        """A roster tells of today or the past."""
        day: dt.date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead."))
        return day
