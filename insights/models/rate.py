"""What "certified" and "on duty" mean, as data."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RateDefinition(models.Model):
    """One version of how the certification rate is counted; a change is a new version, never an edit.

    The plan gives no definition, so each switch is data (domain rules, section 5.3). Exactly one
    version is current. ``post_categories`` holds codes; empty means all posts.
    """

    version = models.CharField(_("version"), max_length=20, unique=True)
    is_current = models.BooleanField(_("current"), default=False)
    include_party_secretary = models.BooleanField(_("party secretaries count"), default=True)
    include_on_leave = models.BooleanField(_("long leave counts"), default=True)
    require_registration_valid = models.BooleanField(_("registration must be valid"), default=False)
    count_score_only = models.BooleanField(_("exam passed without a certificate counts"), default=False)
    count_local_certificates = models.BooleanField(_("local certificates count"), default=False)
    post_categories = models.JSONField(_("post categories"), default=list, blank=True)
    target_percent = models.PositiveSmallIntegerField(
        _("target in per cent"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    legal_basis = models.CharField(_("basis"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("definition of the rate")
        verbose_name_plural = _("definitions of the rate")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="one_current_definition"
            ),
            models.CheckConstraint(
                condition=Q(target_percent__gte=1, target_percent__lte=100), name="target_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return self.version

    def frozen(self) -> dict[str, Any]:
        """Everything that decides a number, as a snapshot keeps it."""
        fields = (
            "version",
            "include_party_secretary",
            "include_on_leave",
            "require_registration_valid",
            "count_score_only",
            "count_local_certificates",
            "post_categories",
            "target_percent",
        )
        return {field: getattr(self, field) for field in fields}
