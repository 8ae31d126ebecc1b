"""Reads of this app: adjectives and prepositions, no rule about users."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

if TYPE_CHECKING:
    # Named in strings below, which ruff does not read as annotations.
    from accounts.models import CommunityWorker, Person, RoleGrant, Unit  # noqa: F401

STREET_TOWN_KINDS = ("subdistrict", "town", "industrial_park")


def within(units: Iterable[Unit], prefix: str = "") -> Q:
    """Return a condition "stands in or below one of these units"; nothing matches without units.

    ``prefix`` is the look-up path to the unit, for instance ``"unit__"``.
    """
    condition = Q(pk__in=[])
    for unit in units:
        condition |= Q(**{f"{prefix}path__startswith": unit.path})
    return condition


class UnitQuerySet(MP_NodeQuerySet):
    """Units."""

    def open_on(self, day: dt.date) -> Self:
        """Units that exist on a day."""
        return self.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=day)).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=day)
        )

    def street_towns(self) -> Self:
        """The units below the district that answer for a rate, the industrial park included."""
        return self.filter(kind__in=STREET_TOWN_KINDS).order_by("code")

    def residential_areas(self) -> Self:
        """Residential areas."""
        return self.filter(kind="residential_area")

    def within(self, units: Iterable[Unit]) -> Self:
        """Units in or below the given ones."""
        return self.filter(within(units))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """Keeps treebeard's path order, adds our adjectives."""

    def get_queryset(self) -> UnitQuerySet:
        """Order by path: parents before children."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class PersonQuerySet(models.QuerySet["Person"]):
    """People."""

    def employed_within(self, units: Iterable[Unit]) -> Self:
        """People whom these units answer for, in or below them.

        They have an open employment there, or left there and are on duty nowhere: who was hired
        anew belongs to the new unit alone.
        """
        people = self.model._default_manager
        here = within(units, "employments__unit__")
        open_here = people.filter(here, employments__left_on__isnull=True)
        left_here = people.filter(here, employments__left_on__isnull=False)
        return self.filter(
            Q(pk__in=open_here.values("pk"))
            | (Q(pk__in=left_here.values("pk")) & ~Q(pk__in=self._on_duty().values("pk")))
        )

    def _on_duty(self) -> Self:
        """People with an open employment anywhere."""
        # Without the second condition the outer join would find people who never had an employment.
        rows: Self = self.model._default_manager.filter(  # type: ignore[assignment]
            employments__left_on__isnull=True, employments__hired_on__isnull=False
        )
        return rows


class CommunityWorkerQuerySet(models.QuerySet["CommunityWorker"]):
    """Employments."""

    def on_duty(self) -> Self:
        """Open employments."""
        return self.filter(left_on__isnull=True)

    def on_duty_on(self, day: dt.date) -> Self:
        """Employments that cover a day; ``left_on`` is the first day no longer on duty."""
        return self.filter(hired_on__lte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def within(self, units: Iterable[Unit]) -> Self:
        """Employments whose home unit is in or below the given ones."""
        return self.filter(within(units, "unit__"))

    def with_later_duty(self) -> Self:
        """Add ``works_again``: ended here, and the person is on duty in another employment."""
        open_rows = self.model._default_manager.filter(person=OuterRef("person"), left_on__isnull=True)
        return self.annotate(works_again=Q(left_on__isnull=False) & Exists(open_rows))


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Role grants."""

    def live(self, at: dt.datetime | None = None) -> Self:
        """Neither revoked nor expired at the instant (now)."""
        at = at or timezone.now()
        return self.filter(revoked_at__isnull=True).filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at))
