"""Rates are cut, never rounded up, and compared as integers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.lib.percent import cut_percent, is_reached, missing_heads


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown", "reached", "missing"),
    [
        (1499, 2500, "59.9", False, 1),
        (1500, 2500, "60.0", True, 0),
        (60, 100, "60.0", True, 0),
        (59, 100, "59.0", False, 1),
        (0, 0, None, False, 0),
        (0, 7, "0.0", False, 5),
        (7, 7, "100.0", True, 0),
    ],
)
def test_it_works(numerator: int, denominator: int, shown: str | None, reached: bool, missing: int) -> None:
    assert cut_percent(numerator, denominator) == shown
    assert is_reached(numerator, denominator, 60) is reached
    assert missing_heads(numerator, denominator, 60) == missing


@given(st.integers(1, 100_000), st.data())
def test_what_shows_sixty_has_reached_sixty(denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(0, denominator))
    shown = cut_percent(numerator, denominator)
    assert shown is not None
    assert (float(shown) >= 60) == is_reached(numerator, denominator, 60)
    assert is_reached(numerator + missing_heads(numerator, denominator, 60), denominator, 60)
