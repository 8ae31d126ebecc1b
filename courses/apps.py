"""Courses: pages that authors write, editions that learners read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses: pages that authors write, editions that learners read."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Tell Wagtail that editions use files, so that the admin names them and refuses deletion."""
        from wagtail.models import ReferenceIndex

        ReferenceIndex.register_model(self.get_model("EditionFile"))
