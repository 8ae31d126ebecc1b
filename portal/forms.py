"""Forms of the living style page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StyleForm(forms.Form):
    """One field of every kind, so that each is seen with help and error."""

    name = forms.CharField(label=_("Name"), help_text=_("As on the identity card, rare characters included."))
    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Choose")), ("a", _("First")), ("b", _("Second"))]
    )
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    levels = forms.ChoiceField(
        label=_("Level"), choices=[("1", _("First")), ("2", _("Second"))], widget=forms.RadioSelect
    )
    scenes = forms.MultipleChoiceField(
        label=_("Scenes"),
        choices=[("1", _("First")), ("2", _("Second"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label=_("File"), required=False, help_text=_("Up to 10 MB."))
    words = forms.CharField(label=_("Words"), widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label=_("I have read this."), help_text=_("One line is enough."))
