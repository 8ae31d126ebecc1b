"""Accounts: who one is, where one works, what one may do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The lowest app: everything else may know it, it knows nobody."""

    name = "accounts"
    verbose_name = _("People and units")
