"""A roster file on its way in, and what it changed."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.person import Person, User
from accounts.models.unit import Unit
from accounts.models.worker import CommunityWorker


def private_storage() -> Storage:
    """Where uploads lie that only a view with a permission may read."""
    return storages["private"]


class ImportState(models.TextChoices):
    """Where an import stands; a sweep takes up what a lost message left in a queued state."""

    CHECK_QUEUED = "check_queued", _("Waiting to be checked")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    APPLY_QUEUED = "apply_queued", _("Waiting to be written")
    APPLYING = "applying", _("Being written")
    APPLIED = "applied", _("Written")
    REFUSED = "refused", _("Refused")
    UNDONE = "undone", _("Undone")


class RosterImport(models.Model):
    """One roster file: checked first, then written as a whole, and undone for 24 hours.

    ``report`` is a list of objects ``{row, column, message, value}``; ``counts`` maps created,
    updated, transferred, left, rehired, unchanged, refused to integers. ``as_of`` is the day on which
    the file is true: transfers and leavers without a date of their own take effect on it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(storage=private_storage, upload_to="roster/", blank=True)
    file_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateField(_("as of"))
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.CHECK_QUEUED)
    state_changed_at = models.DateTimeField(auto_now=True)
    skip_bad_rows = models.BooleanField(_("skip bad rows"), default=False)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=list, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name


class RosterChange(models.Model):
    """What one import did to one person, as it was before: enough to undo it.

    ``before`` and ``after`` are flat objects of the fields that the roster writes; ``before`` is
    empty for a person who was new.
    """

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="changes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    worker = models.ForeignKey(CommunityWorker, on_delete=models.CASCADE, null=True, related_name="+")
    action = models.CharField(max_length=12)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("roster change")
        verbose_name_plural = _("roster changes")
        constraints = [
            models.UniqueConstraint(fields=["roster_import", "person"], name="one_change_a_person_an_import")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.person}"
