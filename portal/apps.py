"""Portal: what a signed-in person meets first."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Portal: what a signed-in person meets first."""

    name = "portal"
    verbose_name = _("Portal")
