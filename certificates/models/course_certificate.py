"""What we issue: certificates of completed courses."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from certificates.models.storage import certificate_path, private_storage
from certificates.querysets import CourseCertificateQuerySet
from courses.models import CourseEdition, Enrolment


class CourseCertificate(models.Model):
    """One certificate that a person completed one edition of a course; issued once, never changed.

    ``words`` holds everything that the PDF says, as it was at issue: a later change of template, name or
    district alters neither. ``number`` cannot be guessed (50 random bits). ``credited_minutes`` are those
    that the ledger credited for the completion. The PDF is drawn in the background (``rendered_at``).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=30, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="course_certificates")
    edition = models.ForeignKey(CourseEdition, on_delete=models.PROTECT, related_name="certificates")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    holder_name = models.CharField(_("name of the holder"), max_length=60)
    course_title = models.CharField(_("course"), max_length=255)
    credited_minutes = models.PositiveIntegerField(_("credited minutes"))
    completed_on = models.DateField(_("completed on"))
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)
    words = models.JSONField(default=dict)
    pdf = models.FileField(storage=private_storage, upload_to=certificate_path, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_reason = models.CharField(_("reason of the revocation"), max_length=200, blank=True)

    objects = CourseCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("course certificate")
        verbose_name_plural = _("course certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "edition"], name="one_certificate_an_edition"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason="")),
                name="revocation_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(rendered_at__isnull=True, pdf="") | (Q(rendered_at__isnull=False) & ~Q(pdf="")),
                name="rendered_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        """Whether it has not been revoked."""
        return self.revoked_at is None
