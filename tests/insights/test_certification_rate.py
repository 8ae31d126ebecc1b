"""The rate: people and history in, hand-computed figures out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import CommunityWorker, LeaveSpell, Post, Unit
from insights.services import adopt_definition, certification_rates, current_definition
from tests.accounts.factories import make_district, make_residential_area, make_street_town
from tests.insights.factories import (
    DAY,
    DenominatorExclusionFactory,
    QualificationFactory,
    heads,
    make_many,
    make_worker,
    move,
    rate,
)

pytestmark = pytest.mark.django_db
BEFORE, AFTER = dt.date(2026, 6, 30), dt.date(2026, 10, 15)


@pytest.fixture
def a() -> Unit:
    return make_street_town("310113003", "示例甲街道")


@pytest.fixture
def b() -> Unit:
    return make_street_town("310113101", "示例乙镇")


@pytest.mark.smoke
def test_it_works(a: Unit) -> None:
    """R03: ten people, one with two certificates, a leaver with one, one under verification."""
    two = make_worker(a, certified=True)
    QualificationFactory.create(person=two.person, level="intermediate")
    for _ in range(4):
        make_worker(a, certified=True)
    make_worker(a, waiting=True)
    for _ in range(4):
        make_worker(a)
    make_worker(a, certified=True, left_on=dt.date(2026, 8, 1), left_kind="off_duty")

    found = rate(a)

    assert (found.numerator, found.denominator, found.waiting) == (5, 10, 1)
    assert (found.shown, found.missing, found.reached) == ("50.0%", 1, False)
    assert found.shown_if_all_pass == "60.0%"


def test_the_district_is_rolled_up_from_people_and_not_averaged(a: Unit, b: Unit) -> None:
    make_many(a, heads=1, certified=1)
    make_many(make_residential_area(b, "310113101001"), heads=9, certified=3)

    definition = current_definition()
    rows = certification_rates(on=DAY, definition=definition, units=[make_district(), a, b])

    assert [(row.numerator, row.denominator, row.shown) for row in rows] == [
        (4, 10, "40.0%"),
        (1, 1, "100.0%"),
        (3, 9, "33.3%"),
    ]


def test_5996_in_ten_thousand_is_not_sixty_per_cent(a: Unit) -> None:
    make_many(a, heads=2500, certified=0)
    people = CommunityWorker.objects.order_by("pk").values_list("person_id", flat=True)[:1499]
    for person_id in people:
        QualificationFactory.create(person_id=person_id)

    found = rate(a)

    assert (found.numerator, found.denominator) == (1499, 2500)
    assert (found.shown, found.reached, found.missing) == ("59.9%", False, 1)


def test_exactly_sixty_per_cent_is_reached(a: Unit) -> None:
    make_many(a, heads=5, certified=3)

    found = rate(a)

    assert (found.shown, found.reached, found.missing) == ("60.0%", True, 0)


def test_nobody_counted_is_neither_zero_nor_all(a: Unit) -> None:
    found = rate(a)

    assert (found.shown, found.percent, found.reached, found.missing) == ("—", None, False, 0)


def _transferred(a: Unit, b: Unit) -> None:
    move(make_worker(a, certified=True), b, dt.date(2026, 7, 1))


def _rehired(a: Unit, b: Unit) -> None:
    first = make_worker(a, certified=True, left_on=dt.date(2026, 7, 1), left_kind="off_duty")
    make_worker(b, person=first.person, hired_on=dt.date(2026, 9, 30))


def _seconded(a: Unit, b: Unit) -> None:
    worker = make_worker(a, certified=True)
    Post.objects.create(worker=worker, unit=b, kind="secondment", started_on=dt.date(2026, 1, 1))


def _with_an_additional_post(a: Unit, b: Unit) -> None:
    worker = make_worker(a, certified=True)
    Post.objects.create(worker=worker, unit=b, kind="additional", started_on=dt.date(2026, 1, 1))


def _left(a: Unit, b: Unit) -> None:
    make_worker(a, certified=True, left_on=DAY, left_kind="transferred")


def _hired_that_day(a: Unit, b: Unit) -> None:
    make_worker(a, certified=True, hired_on=DAY)


def _on_leave(a: Unit, b: Unit) -> None:
    LeaveSpell.objects.create(
        worker=make_worker(a, certified=True), reason="产假", started_on=dt.date(2026, 5, 1)
    )


def _secretary(a: Unit, b: Unit) -> None:
    make_worker(a, certified=True, is_party_secretary=True)


def _exclusion_requested(a: Unit, b: Unit) -> None:
    worker = make_worker(a, certified=True)
    DenominatorExclusionFactory.create(worker=worker, state="requested", decided_by=None, decided_at=None)


def _exclusion_refused(a: Unit, b: Unit) -> None:
    DenominatorExclusionFactory.create(worker=make_worker(a, certified=True), state="refused")


def _exclusion_confirmed(a: Unit, b: Unit) -> None:
    DenominatorExclusionFactory.create(worker=make_worker(a), starts_on=dt.date(2026, 9, 1))


def _exclusion_ended(a: Unit, b: Unit) -> None:
    DenominatorExclusionFactory.create(
        worker=make_worker(a), state="ended", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2026, 10, 1)
    )


def _certificate_of_that_day(a: Unit, b: Unit) -> None:
    QualificationFactory.create(person=make_worker(a).person, issued_on=DAY)


def _revoked(a: Unit, b: Unit) -> None:
    person = make_worker(a).person
    QualificationFactory.create(person=person, state="revoked", ended_on=dt.date(2026, 9, 1))


def _only_exam_passed(a: Unit, b: Unit) -> None:
    QualificationFactory.create(person=make_worker(a).person, level="senior_exam_pass")


def _local_certificate(a: Unit, b: Unit) -> None:
    QualificationFactory.create(person=make_worker(a).person, issuer="shanghai_local")


def _rejected(a: Unit, b: Unit) -> None:
    QualificationFactory.create(person=make_worker(a).person, state="rejected")


# What happened; then (certified, counted) of unit A and of B on 30 June, 30 September, 15 October.
HISTORIES = [
    (_transferred, [((1, 1), (0, 0)), ((0, 0), (1, 1)), ((0, 0), (1, 1))]),
    (_rehired, [((1, 1), (0, 0)), ((0, 0), (1, 1)), ((0, 0), (1, 1))]),
    (_seconded, [((1, 1), (0, 0))] * 3),
    (_with_an_additional_post, [((1, 1), (0, 0))] * 3),
    (_left, [((1, 1), (0, 0)), ((0, 0), (0, 0)), ((0, 0), (0, 0))]),
    (_hired_that_day, [((0, 0), (0, 0)), ((1, 1), (0, 0)), ((1, 1), (0, 0))]),
    (_on_leave, [((1, 1), (0, 0))] * 3),
    (_secretary, [((1, 1), (0, 0))] * 3),
    (_exclusion_requested, [((1, 1), (0, 0))] * 3),
    (_exclusion_refused, [((1, 1), (0, 0))] * 3),
    (_exclusion_confirmed, [((0, 1), (0, 0)), ((0, 0), (0, 0)), ((0, 0), (0, 0))]),
    (_exclusion_ended, [((0, 1), (0, 0)), ((0, 0), (0, 0)), ((0, 1), (0, 0))]),
    (_certificate_of_that_day, [((0, 1), (0, 0)), ((1, 1), (0, 0)), ((1, 1), (0, 0))]),
    (_revoked, [((1, 1), (0, 0)), ((0, 1), (0, 0)), ((0, 1), (0, 0))]),
    (_only_exam_passed, [((0, 1), (0, 0))] * 3),
    (_local_certificate, [((0, 1), (0, 0))] * 3),
    (_rejected, [((0, 1), (0, 0))] * 3),
]


@pytest.mark.parametrize(
    ("history", "expected"), HISTORIES, ids=[history.__name__.strip("_") for history, _ in HISTORIES]
)
def test_history(
    a: Unit,
    b: Unit,
    history: Callable[[Unit, Unit], None],
    expected: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    history(a, b)

    found = [(heads(a, day), heads(b, day)) for day in (BEFORE, DAY, AFTER)]

    assert found == expected


SWITCHES = [
    (_secretary, {"include_party_secretary": False}, (0, 0)),
    (_on_leave, {"include_on_leave": False}, (0, 0)),
    (_only_exam_passed, {"count_score_only": True}, (1, 1)),
    (_local_certificate, {"count_local_certificates": True}, (1, 1)),
    (_left, {"post_categories": ["resident"]}, (0, 0)),
]


@pytest.mark.parametrize(("history", "switches", "expected"), SWITCHES)
def test_a_switch_of_the_definition_moves_the_figure(
    a: Unit,
    b: Unit,
    history: Callable[[Unit, Unit], None],
    switches: dict[str, object],
    expected: tuple[int, int],
) -> None:
    history(a, b)

    definition = adopt_definition(version="2026-02", by=None, **switches)

    assert heads(a, DAY, definition) == expected


def test_who_is_excluded_and_why_is_told(a: Unit, b: Unit) -> None:
    _exclusion_confirmed(a, b)
    _secretary(a, b)
    definition = adopt_definition(version="2026-02", by=None, include_party_secretary=False)

    found = rate(a, DAY, definition)

    assert found.excluded == 2
    assert found.excluded_reasons == {"借调区外机关": 1, "口径不含：居民区党组织书记": 1}


def test_a_person_counts_once_when_two_employments_overlap(a: Unit, b: Unit) -> None:
    """An imported history may be wrong; the employment that began later is the home."""
    first = make_worker(a, certified=True, left_on=dt.date(2026, 12, 1), left_kind="off_duty")
    make_worker(b, person=first.person, hired_on=dt.date(2026, 8, 1))

    assert (heads(a), heads(b), heads(make_district())) == ((0, 0), (1, 1), (1, 1))


def test_one_query_whatever_the_number_of_units(a: Unit) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            certification_rates(on=DAY, definition=definition, units=Unit.objects.all())
        return len(captured)

    definition = current_definition()
    make_many(a, heads=3, certified=1)
    before = queries()
    for number in range(8):
        make_many(make_street_town(f"3101139{number:02d}", f"示例{number}镇"), heads=2, certified=1)

    assert queries() == before <= 3
