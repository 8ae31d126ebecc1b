"""The synthetic district as plain data."""

import datetime as dt
import re

import pytest

from insights.demo_people import EXACT, MINIMUM, ONE_SHORT, SHARES, DemoDistrict, plan_district, unit_sizes
from lms.lib.percent import cut_percent, is_reached, missing_heads

ON = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def plan() -> DemoDistrict:
    return plan_district(workers=1200, on=ON)


def test_it_works(plan: DemoDistrict) -> None:
    certified = sum(worker.is_certified for worker in plan.counted)

    assert len(plan.counted) == 1200
    assert cut_percent(certified, 1200) == "56.9"
    assert {worker.street_code for worker in plan.workers} == set(SHARES)
    assert len(SHARES) == 13


@pytest.mark.parametrize("workers", [MINIMUM, 137, 500, 1200, 5000])
def test_one_is_exact_and_one_a_single_head_short(workers: int) -> None:
    sizes = unit_sizes(workers)

    counted, certified = sizes[EXACT]
    assert sum(size for size, _certified in sizes.values()) == workers
    assert (cut_percent(certified, counted), is_reached(certified, counted, 60)) == ("60.0", True)
    counted, certified = sizes[ONE_SHORT]
    assert missing_heads(certified, counted, 60) == 1


def test_the_same_arguments_give_the_same_district(plan: DemoDistrict) -> None:
    assert plan_district(workers=1200, on=ON) == plan


def test_the_shares_are_those_of_the_statistics(plan: DemoDistrict) -> None:
    young = sum(ON.year - worker.birth_year < 35 for worker in plan.counted)
    college = sum(worker.education != "高中" for worker in plan.counted)

    assert young == round(1200 * 0.38)
    assert cut_percent(college, 1200) == "88.9"


def test_nobody_is_real(plan: DemoDistrict) -> None:
    numbers = [certificate.number for worker in plan.workers for certificate in worker.certificates]

    assert len({worker.name for worker in plan.workers}) == len(plan.workers)
    assert all(re.search("[例示样试模虚化某]", worker.name) for worker in plan.workers)
    assert all(re.fullmatch(r"1990000\d{4}", worker.phone) for worker in plan.workers)
    assert all(number.startswith("DEMO-") for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert not re.search(r"\d{17}[\dX]", repr(plan))


def test_every_situation_occurs(plan: DemoDistrict) -> None:
    courses = {certificate.course for worker in plan.workers for certificate in worker.certificates}

    assert courses == {"verified", "submitted", "street_reviewed", "more_needed", "rejected", "doubted"}
    assert any(worker.left_on and worker.is_certified for worker in plan.workers)
    for trait in ("moved_on", "lent_to", "leave", "is_exclusion_confirmed", "is_secretary"):
        assert any(getattr(worker, trait) for worker in plan.workers), trait
    assert any(worker.exclusion and not worker.is_exclusion_confirmed for worker in plan.workers)
    assert any(len(worker.certificates) == 2 for worker in plan.counted)


def test_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match=str(MINIMUM)):
        plan_district(workers=MINIMUM - 1, on=ON)
