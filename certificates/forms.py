"""Forms of this app."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.exceptions import EvidenceRefused
from certificates.models import ExternalQualification, Issuer, Level, LookUpResult
from certificates.services import MISSING_CHOICES, Scan, clean_scan
from lms.lib.sheets import MAX_BYTES

_WORDS = forms.Textarea(attrs={"rows": 3})


def day_input() -> forms.DateInput:
    """A date field of the browser; it wants and sends ISO dates."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ScanField(forms.FileField):
    """An upload that becomes a :class:`Scan`, or says why it cannot be one."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"})

    def clean(self, data: Any, initial: Any = None) -> Scan | None:
        """Judge by the bytes."""
        upload: File[bytes] | None = super().clean(data, initial)
        if not upload:
            return None
        try:
            return clean_scan(upload)
        except EvidenceRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class QualificationForm(forms.Form):
    """What a worker says about the own certificate."""

    level = forms.ChoiceField(label=_("Level"), choices=Level, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Certificate number (management number)"),
        help_text=_("As printed on the certificate. Not your identity number."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    issued_on = forms.DateField(
        label=_("Issue date"), help_text=_("The date of approval on the certificate."), widget=day_input()
    )
    issuer = forms.ChoiceField(
        label=_("Issued by"), choices=Issuer, initial=Issuer.NATIONAL, widget=forms.RadioSelect
    )
    scan = ScanField(
        label=_("Photo or scan"),
        required=False,
        help_text=_(
            "Cover the identity number before you take the photo. JPG, PNG or PDF, up to 10 MB."
            " It is seen by your officers only and erased after the decision."
        ),
    )
    is_covered = forms.BooleanField(label=_("I have covered the identity number"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the cover only where there is a scan."""
        values = super().clean() or {}
        if values.get("scan") and not values.get("is_covered"):
            self.add_error("is_covered", _("Please cover the identity number, then tick here."))
        return values


class MendForm(QualificationForm):
    """The same once more, filled in; the number is kept unless a new one is typed."""

    note = forms.CharField(
        label=_("A word to your officer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, qualification: ExternalQualification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(qualification, name) for name in ("level", "issued_on", "issuer")}
        number = self.fields["number"]
        number.required = False
        number.help_text = _("Registered: %(number)s. Leave it empty to keep it.") % {
            "number": qualification.number_masked
        }


class SeenForm(forms.Form):
    """Carries the newest event that the page showed, so that nobody decides on what has changed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReviewForm(SeenForm):
    """What the official site said, with which the registration goes on."""

    looked_up_on = forms.DateField(label=_("Looked up on"), widget=day_input(), initial=timezone.localdate)
    result = forms.ChoiceField(
        label=_("What the official site says"), choices=LookUpResult, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=_WORDS)


class ConfirmForm(SeenForm):
    """The district's yes; the look-up is asked for where the row was drawn as a sample."""

    looked_up_on = forms.DateField(
        label=_("Looked up on"), widget=day_input(), initial=timezone.localdate, required=False
    )
    result = forms.ChoiceField(
        label=_("What the official site says"),
        choices=[("", pgettext_lazy("look-up", "Not looked up again")), *LookUpResult.choices],
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=_WORDS)


class FoundForm(SeenForm):
    """What speaks against it on the official site, if it was looked up."""

    result = forms.ChoiceField(
        label=_("What the official site says"),
        choices=[
            ("", pgettext_lazy("look-up", "Not looked up")),
            *((value, label) for value, label in LookUpResult.choices if value != LookUpResult.MATCHES),
        ],
        required=False,
    )


class ReturnForm(FoundForm):
    """What is missing."""

    missing = forms.MultipleChoiceField(
        label=_("What is missing"),
        choices=list(MISSING_CHOICES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what is missing.")},
    )
    note = forms.CharField(label=_("In your words"), max_length=500, required=False, widget=_WORDS)


class RejectForm(FoundForm):
    """Why not."""

    reason = forms.CharField(label=_("Reason (the holder reads it)"), max_length=500, widget=_WORDS)


class DoubtForm(SeenForm):
    """Why it is questioned."""

    reason = forms.CharField(label=_("Reason (the holder reads it)"), max_length=500, widget=_WORDS)


class RevokeForm(DoubtForm):
    """Why it is taken away, and since when."""

    is_correction = forms.BooleanField(
        label=_("It never was right: take it out of all days, not only from today on"), required=False
    )


class QueueFilterForm(forms.Form):
    """The filter bar of the queue."""

    q = forms.CharField(label=_("Name or whole number"), max_length=60, required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", pgettext_lazy("filter", "All")), *Level.choices], required=False
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=[], required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", pgettext_lazy("filter", "All")), *units]
        self.fields["unit"] = forms.ChoiceField(label=_("Unit"), choices=choices, required=False)


class SampleForm(forms.Form):
    """How many of the reviewed ones to look up once more."""

    percent = forms.IntegerField(label=_("Share in per cent"), min_value=1, max_value=100, initial=10)


class ListForm(forms.Form):
    """An official list."""

    file = forms.FileField(
        label=_("Official list"),
        help_text=_(
            ".xlsx or .csv with 姓名, 级别, 证书编号 (or 管理号), 取得日期."
            " Delete a column of identity numbers first."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> File[bytes]:
        """Refuse what is too large before anything is read."""
        file: File[bytes] = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file


class CertificateFilterForm(forms.Form):
    """The filter bar of the issued certificates."""

    q = forms.CharField(label=_("Name, course or whole number"), max_length=60, required=False)


class RevokeCertificateForm(forms.Form):
    """Why a course certificate is revoked; only officers read it."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=_WORDS)


class VerifyForm(forms.Form):
    """The number of a certificate of ours."""

    number = forms.CharField(
        label=_("Certificate number"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "placeholder": "BS-2026-…",
                "autocapitalize": "characters",
            }
        ),
    )
