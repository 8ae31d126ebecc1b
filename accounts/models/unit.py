"""The tree of units."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from accounts.querysets import UnitManager


class UnitKind(models.TextChoices):
    """What a unit is; the number of residential areas is never written in code."""

    DISTRICT = "district", _("District")
    SUBDISTRICT = "subdistrict", _("Subdistrict")
    TOWN = "town", _("Town")
    INDUSTRIAL_PARK = "industrial_park", _("Industrial park")
    MANAGEMENT_UNIT = "management_unit", _("Basic management unit")
    AREA = "area", _("Area")
    RESIDENTIAL_AREA = "residential_area", _("Residential area")


class Unit(MP_Node):
    """One unit of the district: district › street-town › optional management unit or area › residential area.

    ``code`` is the statistical division code where there is one (310113003), else the code of the
    imported list. ``counts_as_street_town`` is false for the industrial park, which is not an
    administrative division. A unit is closed (``closed_on``), never deleted: history points to it.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    counts_as_street_town = models.BooleanField(_("counts as a street-town"), default=False)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    node_order_by: list[str] = []

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(opened_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="unit_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name
