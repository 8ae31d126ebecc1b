"""The scoring of the state exam, row by row and as properties (domain rules, section 1.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exceptions import InvalidItem
from assessments.scoring import STATE_EXAM, check_shape, is_passed, score_response, verdict

# Half points: 4 is 2.0.
TABLE = [
    ("ABC", "ABC", 4),
    ("ABC", "AB", 2),
    ("ABC", "A", 1),
    ("ABC", "ABD", 0),
    ("ABC", "ABCDE", 0),
    ("AB", "A", 1),
    ("ABCD", "ABC", 3),
    ("ABC", "", 0),
    ("AB", "", 0),
    ("ABCD", "", 0),
    ("ABCD", "ABCDE", 0),
    ("AB", "CD", 0),
]

keys = st.sets(st.sampled_from("ABCDE"), min_size=2, max_size=4)
responses = st.sets(st.sampled_from("ABCDE"))


def multiple(key: object, response: object) -> int:
    return score_response(
        item_type="multiple",
        key=list(key),  # type: ignore[call-overload]
        response=list(response),  # type: ignore[call-overload]
        full=4,
        rules=STATE_EXAM,
    )


@pytest.mark.smoke
@pytest.mark.parametrize(("key", "response", "half_points"), TABLE)
def test_multiple_choice(key: str, response: str, half_points: int) -> None:
    assert multiple(key, response) == half_points


@pytest.mark.parametrize(("response", "half_points"), [("B", 2), ("A", 0), ("", 0), ("AB", 0)])
def test_single_choice(response: str, half_points: int) -> None:
    got = score_response(item_type="single", key="B", response=response, full=2, rules=STATE_EXAM)

    assert got == half_points


@given(keys, responses)
def test_a_score_is_never_negative_and_never_above_the_full_one(key: set[str], response: set[str]) -> None:
    assert 0 <= multiple(key, response) <= 4


@given(keys, responses)
def test_only_the_whole_key_gives_the_full_score(key: set[str], response: set[str]) -> None:
    assert (multiple(key, response) == 4) == (key == response)


@given(keys, responses)
def test_any_wrong_option_gives_nothing(key: set[str], response: set[str]) -> None:
    if response - key:
        assert multiple(key, response) == 0


@given(keys, responses)
def test_one_more_right_option_never_lowers_the_score(key: set[str], response: set[str]) -> None:
    right = response & key

    for letter in key - right:
        assert multiple(key, right | {letter}) > multiple(key, right)


@given(st.permutations("ABCDE"), st.integers(2, 4), st.lists(st.sampled_from("ABCDE")))
def test_order_and_repetition_do_not_count(letters: list[str], size: int, response: list[str]) -> None:
    key = letters[:size]

    assert multiple(key, response) == multiple(sorted(key), sorted(set(response)))


@pytest.mark.parametrize(
    ("score", "full", "passed"), [(120, 200, True), (119, 200, False), (0, 0, False), (6, 10, True)]
)
def test_the_pass_line_is_compared_as_integers(score: int, full: int, passed: bool) -> None:
    assert is_passed(score, full, 60) is passed


@pytest.mark.parametrize(
    ("response", "half_points", "word"),
    [([], 0, "empty"), (["A"], 4, "right"), (["A"], 1, "partly"), (["E"], 0, "wrong")],
)
def test_a_verdict_in_one_word(response: list[str], half_points: int, word: str) -> None:
    assert verdict(response=response, half_points=half_points, full=4) == word


@pytest.mark.parametrize(("kind", "options", "key"), [("single", "ABCD", "C"), ("multiple", "ABCDE", "ABCD")])
def test_a_well_formed_item_is_accepted(kind: str, options: str, key: str) -> None:
    check_shape(item_type=kind, options=options, key=key)


@pytest.mark.parametrize(
    ("kind", "options", "key"),
    [
        ("single", "ABC", "A"),
        ("single", "ABCDE", "A"),
        ("single", "ABCD", ""),
        ("single", "ABCD", "AB"),
        ("single", "ABCD", "E"),
        ("multiple", "ABCD", "AB"),
        ("multiple", "ABCDE", "A"),
        ("multiple", "ABCDE", "ABCDE"),
        ("multiple", "ABCDE", "AA"),
        ("multiple", "ABCED", "AB"),
        ("essay", "ABCD", "A"),
    ],
)
def test_a_malformed_item_is_refused(kind: str, options: str, key: str) -> None:
    with pytest.raises(InvalidItem):
        check_shape(item_type=kind, options=options, key=key)
