"""Spellings of certificate numbers."""

from __future__ import annotations

import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.numbers import (
    compose,
    is_plausible,
    looks_like_identity_number,
    normalise,
    random_signs,
    read_issued,
)


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        (" 2023 0453 1000 ", "202304531000"),
        ("２０２３０４５３Ａｂ", "20230453AB"),
        ("2023—045\u30003", "2023-0453"),
        ("\u200b2023\ufeff04", "202304"),
    ],
)
def test_one_number_has_one_spelling(typed: str, spelt: str) -> None:
    assert normalise(typed) == spelt


@given(st.text(max_size=60))
def test_what_is_plausible_is_spelt_once_for_all(text: str) -> None:
    once = normalise(text)
    if is_plausible(once):
        assert once.isascii()
        assert normalise(once) == once


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("11010519491231002X", True),
        ("110105194912310029", False),  # wrong check sign
        ("110105194913310029", False),  # no such month
        ("20230453100000001234", False),
        ("202304531000000012", False),
    ],
)
def test_identity_numbers_are_recognised(number: str, is_one: bool) -> None:
    assert looks_like_identity_number(number) is is_one


def test_our_numbers_read_back_and_a_wrong_sign_is_found() -> None:
    choose = random.Random(7)
    for _try in range(200):
        number = compose("BS", 2026, random_signs(secrets.choice))
        assert read_issued(number) == number
        place = choose.choice([index for index, sign in enumerate(number) if index > 7 and sign != "-"])
        other = choose.choice([sign for sign in "23456789ABCDEFGHJKMNPQRSTVWXYZ" if sign != number[place]])
        assert read_issued(number[:place] + other + number[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "BS", "BS-2026", "BS-2026-ILOU", "😀" * 20, "A" * 500])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert read_issued(text) is None
