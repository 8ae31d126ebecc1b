"""The editors' form of an item: saving it writes a new version, never changes one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from accounts.models import User
from assessments.exceptions import InvalidItem
from assessments.item_files import ItemDraft, check_draft
from assessments.models import Difficulty, ItemVersion, KnowledgePoint
from assessments.permissions import can_publish_items
from assessments.scoring import LETTERS
from assessments.services import draft_of, revise_item


class ItemVersionForm(WagtailAdminModelForm):
    """One item as its author sees it: question, options with their words, explanation, source."""

    stem = forms.CharField(label=_("question"), widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.MultipleChoiceField(label=_("right answers"), widget=forms.CheckboxSelectMultiple)
    explanation = forms.CharField(label=_("explanation"), widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(label=_("source"), max_length=300)
    law_as_of = forms.DateField(label=_("law as of"), required=False)
    difficulty = forms.ChoiceField(label=_("difficulty"), choices=Difficulty.choices)
    knowledge_point = forms.ModelChoiceField(
        KnowledgePoint.objects.all(), label=_("knowledge point"), required=False
    )
    put_in_use = forms.BooleanField(label=_("put in use at once"), required=False)

    class Meta:
        model = ItemVersion
        # Nothing is copied onto the old version: save() writes a new one.
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the wording that is to be changed."""
        super().__init__(*args, **kwargs)
        self.before = draft_of(self.instance)
        letters = [option["key"] for option in self.before.options]
        self.fields["key"].choices = [(letter, letter) for letter in letters]
        points = KnowledgePoint.objects.filter(syllabus_id=self.instance.item.bank.syllabus_id)
        self.fields["knowledge_point"].queryset = points
        self.initial.update({name: getattr(self.before, name) for name in _PLAIN})
        self.initial |= {"key": self.before.key, "knowledge_point": self.instance.knowledge_point_id}
        self._add_options()
        if not can_publish_items(self.for_user):
            del self.fields["put_in_use"]

    def _add_options(self) -> None:
        for option in self.before.options:
            letter = option["key"]
            self.fields[f"text_{letter}"] = forms.CharField(
                label=_("Option %(letter)s") % {"letter": letter}, initial=option["text"]
            )
            self.fields[f"why_{letter}"] = forms.CharField(
                label=_("A word on option %(letter)s") % {"letter": letter},
                initial=self.before.whys.get(letter, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Hold the wording against the rules of its type."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                check_draft(self._draft(data))
            except InvalidItem as problem:
                raise ValidationError(str(problem)) from problem
        return data

    def _draft(self, data: dict[str, Any]) -> ItemDraft:
        letters = [letter for letter in LETTERS if f"text_{letter}" in data]
        point = data["knowledge_point"]
        return replace(
            self.before,
            stem=data["stem"],
            options=[{"key": letter, "text": data[f"text_{letter}"]} for letter in letters],
            key=sorted(data["key"]),
            whys={letter: data[f"why_{letter}"] for letter in letters},
            explanation=data["explanation"],
            source=data["source"],
            law_as_of=data["law_as_of"].isoformat() if data["law_as_of"] else "",
            difficulty=data["difficulty"],
            knowledge_point=point.code if point else "",
        )

    def save(self, commit: bool = True) -> ItemVersion:
        """Write the new version."""
        data = self.cleaned_data
        user = self.for_user
        if not isinstance(user, User):
            raise TypeError("the form needs the editor's sign-in")
        point = data["knowledge_point"]
        return revise_item(
            version=self.instance,
            draft=self._draft(data),
            knowledge_point_id=point.pk if point else None,
            by=user,
            put_in_use=bool(data.get("put_in_use")),
        )


_PLAIN = ("stem", "explanation", "source", "law_as_of", "difficulty")
