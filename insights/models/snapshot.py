"""Figures as they were counted once, never changed."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from insights.exceptions import SnapshotIsFrozen
from insights.models.rate import RateDefinition


class FrozenQuerySet(models.QuerySet[Any]):
    """Rows that are written once."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise SnapshotIsFrozen

    def delete(self) -> NoReturn:
        """Refuse."""
        raise SnapshotIsFrozen


class FrozenModel(models.Model):
    """A row that may be written once and never changed or deleted."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it the first time, refuse afterwards."""
        if not self._state.adding:
            raise SnapshotIsFrozen
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise SnapshotIsFrozen


class RateSnapshot(FrozenModel):
    """The rates of one day under one definition, as known when it was taken.

    ``definition_frozen`` repeats the definition's switches. ``is_from_history`` marks a snapshot
    that was computed later for a past day instead of on the day itself or the one after.
    """

    definition = models.ForeignKey(RateDefinition, on_delete=models.PROTECT, related_name="snapshots")
    on = models.DateField(_("day"))
    definition_frozen = models.JSONField()
    is_from_history = models.BooleanField(_("computed from history"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("snapshot of the rate")
        verbose_name_plural = _("snapshots of the rate")
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "on"], name="one_snapshot_a_day_a_definition")
        ]

    def __str__(self) -> str:
        return f"{self.on} · {self.definition}"


class RateSnapshotUnit(FrozenModel):
    """One unit's figures in one snapshot, in heads.

    ``waiting`` are people not yet certified who have a qualification under verification.
    ``excluded_reasons`` maps each reason to the number of people left out for it.
    """

    snapshot = models.ForeignKey(RateSnapshot, on_delete=models.PROTECT, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    numerator = models.PositiveIntegerField(_("certified"))
    denominator = models.PositiveIntegerField(_("counted"))
    waiting = models.PositiveIntegerField(_("waiting for verification"), default=0)
    excluded = models.PositiveIntegerField(_("excluded"), default=0)
    excluded_reasons = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("unit of a snapshot")
        verbose_name_plural = _("units of a snapshot")
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "unit"], name="one_row_a_unit_a_snapshot"),
            models.CheckConstraint(
                condition=Q(numerator__lte=F("denominator")), name="certified_are_among_the_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.numerator}/{self.denominator}"
