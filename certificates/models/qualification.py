"""What the state issued: registrations of social-work qualifications, their history and scans."""

import datetime as dt
import uuid
from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person, User
from certificates.models.storage import evidence_path, private_storage
from certificates.querysets import AppendOnlyQuerySet, EvidenceQuerySet, ExternalQualificationQuerySet
from certificates.transitions import LIVE, Action, State
from lms.lib.crypto import unseal
from lms.lib.masking import mask_number


class Level(models.TextChoices):
    """Level of the qualification; the pass of the senior exam alone is not the qualification."""

    ASSISTANT = "assistant", pgettext_lazy("qualification", "Assistant social worker")
    INTERMEDIATE = "intermediate", pgettext_lazy("qualification", "Social worker")
    SENIOR = "senior", pgettext_lazy("qualification", "Senior social worker")
    SENIOR_EXAM_PASS = "senior_exam_pass", pgettext_lazy("qualification", "Pass of the senior exam")


class Issuer(models.TextChoices):
    """Who issued it. Shanghai issued certificates of its own from 2003 (law checklist, 89)."""

    NATIONAL = "national", pgettext_lazy("qualification", "National exam")
    SHANGHAI_LOCAL = "shanghai_local", pgettext_lazy("qualification", "Issued locally by Shanghai")


# The first national exam took place in 2008, the first local certificates date from 2003.
EARLIEST_ISSUE = {Issuer.NATIONAL: dt.date(2008, 1, 1), Issuer.SHANGHAI_LOCAL: dt.date(2003, 1, 1)}
ONE_A_PERSON = (Level.ASSISTANT, Level.INTERMEDIATE, Level.SENIOR)


class ExternalQualification(models.Model):
    """One registration of a certificate that the state issued to a person.

    The number is stored encrypted (``number_sealed``) and found by a keyed hash of its one spelling
    (``number_hash``). ``state`` changes only by the services, along ``transitions.TRANSITIONS``, and each
    change is a :class:`QualificationEvent`. ``ended_on`` is the first day on which a doubted or revoked
    qualification no longer counts (see ``held_on``). ``is_sampled``: the district drew it for a look-up
    of its own before confirming.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="qualifications", verbose_name=_("person")
    )
    level = models.CharField(_("level"), max_length=16, choices=Level)
    issuer = models.CharField(_("issued by"), max_length=14, choices=Issuer, default=Issuer.NATIONAL)
    number_sealed = models.TextField()
    number_hash = models.CharField(max_length=64, db_index=True)
    issued_on = models.DateField(_("issued on"))
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.SUBMITTED)
    state_changed_at = models.DateTimeField(default=timezone.now)
    ended_on = models.DateField(_("counts until before"), null=True, blank=True)
    is_sampled = models.BooleanField(_("drawn as a sample"), default=False)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExternalQualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("external qualification")
        verbose_name_plural = _("external qualifications")
        ordering = ["-state_changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_hash"],
                condition=Q(state__in=[str(state.value) for state in LIVE]),
                name="one_live_number",
            ),
            models.UniqueConstraint(
                fields=["person", "level", "issuer"],
                condition=Q(state__in=[str(state.value) for state in LIVE])
                & Q(level__in=[str(level.value) for level in ONE_A_PERSON]),
                name="one_live_level_a_person",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__gte=dt.date(2008, 1, 1))
                | Q(issuer="shanghai_local", issued_on__gte=dt.date(2003, 1, 1)),
                name="qualification_not_before_the_exam",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["doubted", "revoked"], ended_on__isnull=False)
                | (~Q(state__in=["doubted", "revoked"]) & Q(ended_on__isnull=True)),
                name="ended_on_goes_with_the_state",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("issued_on")),
                name="qualification_ends_after_its_issue",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_at__isnull=False),
                name="verified_has_an_instant",
            ),
        ]
        indexes = [models.Index(fields=["state", "state_changed_at"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_level_display()}"

    @property
    def number(self) -> str:
        """The number in clear; a page that shows it to an officer writes an audit entry first."""
        return unseal(self.number_sealed)

    @property
    def number_masked(self) -> str:
        """The number as it may be shown: first two and last four signs."""
        return mask_number(self.number)


class QualificationEvent(models.Model):
    """One thing that happened to a registration: who, when, from where to where, why. Written once.

    ``missing`` lists the codes of what was missing when it was sent back (``services.MISSING_CHOICES``).
    """

    qualification = models.ForeignKey(ExternalQualification, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    from_state = models.CharField(max_length=15, choices=State, blank=True)
    to_state = models.CharField(max_length=15, choices=State)
    note = models.CharField(max_length=500, blank=True)
    missing = models.JSONField(default=list, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a qualification")
        verbose_name_plural = _("events of qualifications")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise TypeError("Events are written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: history is not removed."""
        raise TypeError("Events are kept.")


class LookUpResult(models.TextChoices):
    """What the official site said."""

    MATCHES = "matches", pgettext_lazy("look-up", "Matches")
    NOT_FOUND = "not_found", pgettext_lazy("look-up", "Not found")
    DIFFERS = "differs", pgettext_lazy("look-up", "Found, but differs")


class LookUpSource(models.TextChoices):
    """Where it was looked up."""

    SITE = "site", pgettext_lazy("look-up", "Official site")
    LIST = "list", pgettext_lazy("look-up", "Official list")


class OfficialLookUp(models.Model):
    """One look-up of a registration on the official site or in an official list, and its result."""

    qualification = models.ForeignKey(
        ExternalQualification, on_delete=models.PROTECT, related_name="look_ups"
    )
    looked_up_on = models.DateField(_("looked up on"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("result"), max_length=10, choices=LookUpResult)
    source = models.CharField(max_length=5, choices=LookUpSource, default=LookUpSource.SITE)
    # The number that was looked up: a mended number needs a new look-up.
    number_hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("official look-up")
        verbose_name_plural = _("official look-ups")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.looked_up_on} {self.result}"


class Evidence(models.Model):
    """One scan that a person added to a registration; its file is erased once that is decided.

    What lies in the storage was made by us: images are drawn anew, without the camera's data.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    qualification = models.ForeignKey(
        ExternalQualification, on_delete=models.PROTECT, related_name="evidence"
    )
    file = models.FileField(storage=private_storage, upload_to=evidence_path, blank=True)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.content_type} {self.uploaded_at:%Y-%m-%d}"
