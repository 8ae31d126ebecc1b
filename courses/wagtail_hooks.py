"""What courses adds to the editors' back office."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button

from courses.models import CoursePage
from courses.permissions import can_release
from courses.views import release


@hooks.register("register_admin_urls")
def register_release_page() -> list[URLPattern]:
    """Put the confirmation page below /admin/."""
    return [path("courses/<int:page_id>/release/", release, name="courses_release")]


class ReleaseMenuItem(ActionMenuItem):
    """“Release edition” beside “Publish” in the editor of a course."""

    name = "action-release-edition"
    label = _("Release edition…")
    icon_name = "upload"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Whoever may publish this course may release it."""
        page = context.get("page")
        return isinstance(page, CoursePage) and can_release(context["request"].user, page)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Lead to the confirmation page."""
        return reverse("courses_release", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def register_release_menu_item() -> ReleaseMenuItem:
    """Offer it in the editor's menu."""
    return ReleaseMenuItem(order=70)


@hooks.register("register_page_header_buttons")
def register_release_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Offer it in the menu at the head of the page, also in the list."""
    if isinstance(page.specific_deferred, CoursePage) and can_release(user, page.specific):
        yield Button(
            _("Release edition…"),
            reverse("courses_release", args=[page.pk]),
            icon_name="upload",
            priority=60,
        )
