"""Accounts: who one is, where one works, what one may do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The lowest app: everything else may know it, it knows nobody."""

    name = "accounts"
    verbose_name = _("People and units")

    def ready(self) -> None:
        """Hear what sign-in announces."""
        from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
        from django.contrib.auth.signals import user_logged_out

        from accounts import receivers

        user_logged_in.connect(receivers.on_signed_in, dispatch_uid="accounts.signed_in")
        user_logged_out.connect(receivers.on_signed_out, dispatch_uid="accounts.signed_out")
        password_changed.connect(receivers.on_password_changed, dispatch_uid="accounts.password_changed")
        password_set.connect(receivers.on_password_changed, dispatch_uid="accounts.password_set")
        password_reset.connect(receivers.on_password_reset, dispatch_uid="accounts.password_reset")
