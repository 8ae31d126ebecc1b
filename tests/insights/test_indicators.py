"""The plan's fifteen, as the plan's table says."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from insights.models import Computed, Indicator, PlanPeriod

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    source = Path(settings.BASE_DIR) / "content" / "indicators.csv"
    rows = list(csv.DictReader(source.read_text(encoding="utf-8-sig").splitlines()))

    found = {indicator.code: indicator for indicator in Indicator.objects.all()}

    assert len(rows) == len(found) == 15
    for row in rows:
        indicator = found[row["code"]]
        target = indicator.targets.get(period__code="14-5")
        assert indicator.name == row["name"]
        assert indicator.measure == row["unit"].strip("-")
        assert indicator.get_attribute_display() == row["attribute"]
        assert indicator.computed == row["computed_by_system"]
        assert target.value == row["target_value"]
        assert target.is_qualitative is (row["target_operator"] == "qualitative")


def test_three_are_computed_four_partly_eight_reported() -> None:
    kinds = list(Indicator.objects.values_list("computed", flat=True))

    assert [kinds.count(kind) for kind in (Computed.SYSTEM, Computed.PARTLY, Computed.REPORTED)] == [3, 4, 8]


def test_the_new_period_has_no_target_until_the_body_in_charge_sets_it() -> None:
    period = PlanPeriod.objects.get(code="15-5")

    assert not period.targets_confirmed
    assert period.targets.count() == 0
    assert period.note == "目标待主管部门核定"
