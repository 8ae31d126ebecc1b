"""One short form on every page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.feedback import Feedback


class FeedbackForm(forms.ModelForm[Feedback]):
    """What it is about and one's words; nothing else is asked for."""

    class Meta:
        model = Feedback
        fields = ("kind", "text", "contact", "page")
        labels = {"contact": _("How to reach you")}
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 5}),
            "page": forms.HiddenInput,
        }

    kind = forms.ChoiceField(
        label=_("what it is about"),
        choices=Feedback._meta.get_field("kind").choices,  # type: ignore[arg-type]
        widget=forms.RadioSelect,
    )
