"""Roles held in a unit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.person import User
from accounts.models.unit import Unit
from accounts.querysets import RoleGrantQuerySet


class Role(models.TextChoices):
    """What one may be; every role but the learner's is held in a unit and reaches all below it."""

    LEARNER = "learner", _("Learner")
    COMMUNITY_LEAD = "community_lead", _("Community lead")
    TRAINER = "trainer", _("Trainer")
    CLASS_TEACHER = "class_teacher", _("Class teacher")
    ITEM_REVIEWER = "item_reviewer", _("Item reviewer")
    STREET_TOWN_OFFICER = "street_town_officer", _("Street-town officer")
    DISTRICT_OFFICER = "district_officer", _("District officer")
    MENTOR = "mentor", _("Mentor")
    JUROR = "juror", _("Juror")
    STUDIO_LEAD = "studio_lead", _("Studio lead")
    EVALUATOR = "evaluator", _("Evaluator")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")


class RoleGrant(models.Model):
    """One role that a sign-in holds in a unit, until it expires or is revoked.

    Expiry is asked at each request, not by a nightly job. An evaluator's grant must expire.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="role_grants", verbose_name=_("unit")
    )
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(revoked_at__isnull=True), name="one_live_grant"
            ),
            models.CheckConstraint(
                condition=~Q(role="evaluator") | Q(expires_at__isnull=False), name="evaluator_grant_expires"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
