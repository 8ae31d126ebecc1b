"""Forms of the learner's pages, and the refusal to replace a released file in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from courses.models import EditionFile, EditionKind, PolicyTask, ProgrammeType, Scene, Shift, StubbornIssue


class CatalogueFilterForm(forms.Form):
    """Five lists to narrow the catalogue; each word says how many courses it leaves."""

    programme = forms.ChoiceField(label=_("Programme"), required=False)
    scene = forms.ChoiceField(label=_("Scene"), required=False)
    task = forms.ChoiceField(label=_("Task"), required=False)
    shift = forms.ChoiceField(label=_("Shift"), required=False)
    issue = forms.ChoiceField(label=_("Stubborn issue"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the words of the lists."""
        super().__init__(*args, **kwargs)
        self.choices: dict[str, list[tuple[str, str]]] = {
            "programme": [(kind.value, str(kind.label)) for kind in ProgrammeType],
            "scene": list(Scene.objects.values_list("code", "title")),
            "task": [
                (code, f"{code} {title}") for code, title in PolicyTask.objects.values_list("code", "title")
            ],
            "shift": list(Shift.objects.values_list("code", "title")),
            "issue": list(StubbornIssue.objects.values_list("code", "title")),
        }
        for name, words in self.choices.items():
            self._field(name).choices = [("", _("All")), *words]

    def chosen(self) -> dict[str, str]:
        """The valid choices; an unknown word in the address narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def words(self) -> list[tuple[str, str]]:
        """(facet, word as shown) of what is chosen."""
        chosen = self.chosen()
        return [(name, dict(self.choices[name])[code]) for name, code in chosen.items() if code]

    def show_counts(self, counts: Mapping[str, Counter[str]]) -> None:
        """Write behind each word how many courses it leaves."""
        for name, words in self.choices.items():
            shown = [(code, f"{title}（{counts[name][code]}）") for code, title in words]
            self._field(name).choices = [("", _("All")), *shown]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field


class ReleaseForm(forms.Form):
    """Why a course is released again; the first time there is nothing to choose."""

    kind = forms.ChoiceField(
        label=_("Kind of edition"),
        widget=forms.RadioSelect,
        help_text=_(
            "A correction takes along everybody who is learning; a major revision leaves them where they are."
        ),
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        """Offer what is possible."""
        super().__init__(*args, **kwargs)
        kinds = [EditionKind.FIRST] if is_first else [EditionKind.CORRECTION, EditionKind.MAJOR]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, kind.label) for kind in kinds]
        field.initial = kinds[0].value


class _KeepsReleasedFile:
    """A file that a released lesson shows is not replaced; upload another and choose that one."""

    edition_key: str
    file_field = "file"

    def clean(self) -> dict[str, Any]:
        """Refuse a new file while an edition shows the old one."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        form: Any = self
        if form.instance.pk and self.file_field in form.changed_data:
            used = EditionFile.objects.filter(**{self.edition_key: form.instance.pk})
            if used.exists():
                form.add_error(
                    self.file_field,
                    _("A released lesson shows this file. Upload the new one beside it and choose that."),
                )
        return cleaned


class FrozenImageForm(_KeepsReleasedFile, BaseImageForm):
    """Wagtail's image form with that refusal."""

    edition_key = "image"


class FrozenDocumentForm(_KeepsReleasedFile, BaseDocumentForm):
    """Wagtail's document form with that refusal."""

    edition_key = "document"


class FrozenMediaForm(_KeepsReleasedFile, BaseMediaForm):
    """The media form with that refusal; nothing but audio and video comes in."""

    edition_key = "media"

    def clean(self) -> dict[str, Any]:
        """Refuse the third kind that the package knows, which skips every check of the file's ending."""
        cleaned = super().clean()
        form: Any = self
        if form.instance.type not in ("audio", "video"):
            form.add_error(None, _("Choose audio or video."))
        return cleaned
