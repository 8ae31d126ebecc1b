"""Public pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Public pages."""

    name = "cms"
    verbose_name = _("Public site")
