"""An official list beside our registrations."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from certificates.models.qualification import ExternalQualification, Level


class Outcome(models.TextChoices):
    """What a row of the list means for us; only MATCHED rows can be confirmed."""

    MATCHED = "matched", pgettext_lazy("reconciliation", "Matches")
    NAME_DIFFERS = "name_differs", pgettext_lazy("reconciliation", "The name differs")
    DETAILS_DIFFER = "details_differ", pgettext_lazy("reconciliation", "Level or date differs")
    UNKNOWN = "unknown", pgettext_lazy("reconciliation", "Nobody registered this number")
    SENT_BACK = "sent_back", pgettext_lazy("reconciliation", "Sent back to its holder")
    DONE = "done", pgettext_lazy("reconciliation", "Decided already")
    NOT_YOURS = "not_yours", pgettext_lazy("reconciliation", "A colleague has to decide it")
    REPEATED = "repeated", pgettext_lazy("reconciliation", "Stands twice in the list")
    UNREADABLE = "unreadable", pgettext_lazy("reconciliation", "Cannot be read")
    NOT_IN_LIST = "not_in_list", pgettext_lazy("reconciliation", "Waits, but is not in the list")


class Reconciliation(models.Model):
    """One official list, compared with the registrations of its uploader's unit; the file is not kept.

    Comparing changes nothing. ``applied_at`` is set when the uploader confirms the matched rows.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class ReconciliationRow(models.Model):
    """One row of an official list and what it means; of the number only the mask and the hash are kept.

    ``position`` is the row in the file; 0 for a registration that waits and is not in the list.
    ``refusal`` says why a matched row was left when the others were confirmed.
    """

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=16, choices=Level, blank=True)
    number_masked = models.CharField(max_length=20, blank=True)
    number_hash = models.CharField(max_length=64, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome)
    note = models.CharField(_("note"), max_length=200, blank=True)
    qualification = models.ForeignKey(
        ExternalQualification, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_applied = models.BooleanField(default=False)
    refusal = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("row of a reconciliation")
        verbose_name_plural = _("rows of reconciliations")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["reconciliation", "outcome"])]

    def __str__(self) -> str:
        return f"{self.position} {self.outcome}"
