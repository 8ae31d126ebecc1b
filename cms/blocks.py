"""Blocks of public pages."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock


class GoalBlock(StructBlock):
    """One step of the plan: as many entries as its place says, from one vision to seven tasks."""

    name = CharBlock(label=_("name"), max_length=20)
    entries = ListBlock(CharBlock(label=_("entry"), max_length=40), label=_("entries"))

    class Meta:
        label = _("step of the plan")
        icon = "list-ol"
        form_classname: ClassVar[str] = "struct-block"
