"""Who did what when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.person import User
from accounts.models.unit import Unit


class AuditEntry(models.Model):
    """One act that matters (sign-in, export, decision, grant, import): written once, never changed.

    ``action`` is a stable dotted name (``qualification.verified``); ``target`` names the object as
    ``label:key``. ``detail`` holds no personal data beyond what the act is about.
    Source of the list of acts: GB/T 22239-2019, 7.1.4.3 (security audit).
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=60, db_index=True)
    target = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    succeeded = models.BooleanField(default=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
