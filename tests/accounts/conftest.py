"""What several tests of people stand on."""

from __future__ import annotations

import pytest

from accounts.models import Unit
from tests.accounts.factories import make_district, make_residential_area, make_street_town


@pytest.fixture
def towns() -> dict[str, Unit]:
    a, b = make_street_town("310113003", "甲街道"), make_street_town("310113101", "乙镇")
    return {"a": a, "b": b, "area": make_residential_area(a, "R1", "一居"), "district": make_district()}
