"""Credits: the ledger of credited minutes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CreditsConfig(AppConfig):
    """Credits: the ledger of credited minutes."""

    name = "credits"
    verbose_name = _("Credited minutes")
