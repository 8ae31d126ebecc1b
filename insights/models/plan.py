"""The plan's indicators, and the period that their targets belong to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PlanPeriod(models.Model):
    """One planning period with its name and days; a new plan is a new row and rewrites no history.

    ``targets_confirmed`` is false while the body in charge has not yet set the period's targets:
    the pages then say so instead of showing a number.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("last day"))
    targets_confirmed = models.BooleanField(_("targets confirmed"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("plan period")
        verbose_name_plural = _("plan periods")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="period_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Attribute(models.TextChoices):
    """Whether the plan binds or expects; one of the fifteen binds (household visits)."""

    EXPECTED = "expected", _("Expected")
    BINDING = "binding", _("Binding")


class Computed(models.TextChoices):
    """Whose number it is; the pages never mix the three."""

    SYSTEM = "yes", _("Computed by the system")
    PARTLY = "partly", _("Partly computed")
    REPORTED = "no", _("Reported from outside")


class Indicator(models.Model):
    """One of the plan's fifteen indicators; its target stands in :class:`IndicatorTarget`.

    Source: the table of the plan (``content/indicators.csv``). ``source_note`` says in plain words
    where its number comes from.
    """

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=60)
    measure = models.CharField(_("measured in"), max_length=10, blank=True)
    attribute = models.CharField(_("attribute"), max_length=10, choices=Attribute)
    computed = models.CharField(_("computed"), max_length=10, choices=Computed)
    source_note = models.CharField(_("where the number comes from"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class IndicatorTarget(models.Model):
    """What one period asks of one indicator: a number as text ("60"), or words where it is qualitative."""

    period = models.ForeignKey(PlanPeriod, on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    value = models.CharField(_("target"), max_length=40)
    is_qualitative = models.BooleanField(_("qualitative"), default=False)

    class Meta:
        verbose_name = _("indicator target")
        verbose_name_plural = _("indicator targets")
        constraints = [
            models.UniqueConstraint(fields=["period", "indicator"], name="one_target_a_period"),
            models.CheckConstraint(condition=~Q(value=""), name="target_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"
