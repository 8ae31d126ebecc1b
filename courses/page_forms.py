"""Forms of the page editor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class CoursePageForm(WagtailAdminPageForm):
    """A course: code given, at least one shift, minutes that fit one another.

    A draft may be saved with gaps; publishing asks for everything (Wagtail defers required fields).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a code: the column is nullable only so that a copy starts without one."""
        super().__init__(*args, **kwargs)
        for name in ("code", "shifts"):
            if name in self.fields:
                self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """The online part is within what is credited."""
        cleaned: dict[str, Any] = super().clean()
        online, credited = cleaned.get("online_minutes"), cleaned.get("credited_minutes")
        if online and credited and online > credited:
            self.add_error("online_minutes", _("The online part cannot be longer than what is credited."))
        return cleaned
