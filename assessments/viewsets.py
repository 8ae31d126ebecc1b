"""The item bank in the editors' back office. It holds no personal data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from accounts.models import User
from assessments.forms import ItemVersionForm
from assessments.models import ItemVersion
from assessments.permissions import can_edit_items


class ItemPermissionPolicy(BasePermissionPolicy):
    """Asks our own rule: editors read and revise, nobody adds here or deletes."""

    ALLOWED = frozenset({"view", "change"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the role allows the act."""
        return action in self.ALLOWED and can_edit_items(user)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether one of the acts is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Return nobody: the rule is asked of one user at a time."""
        return User.objects.none()


class ItemIndexView(IndexView):
    """Versions, newest first within their item."""

    def get_base_queryset(self) -> Any:
        """Load what the list shows."""
        return super().get_base_queryset().select_related("item__bank", "knowledge_point")


class ItemInspectView(InspectView):
    """One version as it will always read."""

    def get_options_display_value(self) -> SafeString:
        """List the options with the word on each; a tick marks the right ones."""
        right = set(self.object.key)
        rows = (
            (one["key"], "✓ " if one["key"] in right else "", one["text"], self._why(one))
            for one in self.object.options
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}{}<br><small>{}</small></li>", rows))

    def _why(self, option: dict[str, str]) -> str:
        why: str = self.object.whys.get(option["key"], "")
        return why


class ItemEditView(EditView):
    """Revising an item; what is saved is its next version."""

    success_message = _("A new version was written; papers that were drawn keep theirs.")


def _stem(version: ItemVersion) -> str:
    return Truncator(version.stem).chars(40)


class ItemVersionViewSet(ModelViewSet):
    """Items with their versions and states."""

    model = ItemVersion
    name = "item_versions"
    url_prefix = "items"
    icon = "help"
    menu_label = _("Item bank")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "item", "number", "state", "type", "stem", "options", "explanation",
        "source", "law_as_of", "difficulty", "knowledge_point", "drafted_by", "reviewed_at",
    ]  # fmt: skip
    index_view_class = ItemIndexView
    inspect_view_class = ItemInspectView
    edit_view_class = ItemEditView
    list_display = [
        "__str__", Column("stem", label=_("question"), accessor=_stem), "type", "knowledge_point", "state",
    ]  # fmt: skip
    list_filter = ["state", "type", "item__bank", "difficulty"]
    search_fields = ["stem", "item__code"]
    list_per_page = 50
    ordering = ["item__code", "-number"]

    @property
    def permission_policy(self) -> ItemPermissionPolicy:
        """Ask our own rule, not model permissions."""
        return ItemPermissionPolicy(self.model)

    def get_form_class(self, for_update: bool = False) -> type[ItemVersionForm]:
        """Return the one form."""
        return ItemVersionForm
