"""Scores from responses: pure, in integer half points (1 = 0.5 point), by a scheme that is data.

Rules of the state exam (domain rules, section 1.2): a single-choice item gives its points for the
one right option and nothing else. A multiple-choice item gives all its points for exactly the right
options, nothing as soon as one wrong option is chosen, and 0.5 point for each option chosen where
only right ones are chosen but not all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypedDict

from assessments.exceptions import InvalidItem


class Rule(TypedDict):
    """How one type of item is scored: ``partial_each`` half points for each right option, or 0."""

    partial_each: int


Rules = Mapping[str, Rule]

# The rules of the state exam; stored as rows of ScoringScheme.
STATE_EXAM: Final[dict[str, Rule]] = {"single": {"partial_each": 0}, "multiple": {"partial_each": 1}}

LETTERS: Final = "ABCDE"


@dataclass(frozen=True)
class Shape:
    """How many options an item of a type has, and how many of them are right."""

    options: int
    fewest_right: int
    most_right: int


SHAPES: Final[dict[str, Shape]] = {"single": Shape(4, 1, 1), "multiple": Shape(5, 2, 4)}


def score_response(
    *, item_type: str, key: Collection[str], response: Collection[str], full: int, rules: Rules
) -> int:
    """Return the half points for one answer, between 0 and ``full``.

    Order and repetition of letters do not count. Any letter outside the key gives 0.
    """
    chosen, right = set(response), set(key)
    if not chosen or not chosen <= right:
        return 0
    if chosen == right:
        return full
    return min(full, rules[item_type]["partial_each"] * len(chosen))


def is_passed(score: int, full: int, pass_percent: int) -> bool:
    """Whether a score reaches the pass line, compared as integers: 59.9 % is not 60 %."""
    return full > 0 and score * 100 >= pass_percent * full


Verdict = Literal["right", "partly", "wrong", "empty"]


def verdict(*, response: Collection[str], half_points: int, full: int) -> Verdict:
    """Return how an answer went, in one word."""
    if not response:
        return "empty"
    if half_points >= full:
        return "right"
    return "partly" if half_points else "wrong"


def check_shape(*, item_type: str, options: Collection[str], key: Collection[str]) -> None:
    """Refuse an item that breaks the rules of its type; raises :class:`InvalidItem`.

    Single: 4 options, 1 right. Multiple: 5 options, 2 to 4 right (so at least one wrong).
    """
    shape = SHAPES.get(item_type)
    if shape is None:
        raise InvalidItem(f"unknown type {item_type!r}")
    letters = list(LETTERS[: shape.options])
    if list(options) != letters:
        raise InvalidItem(f"{item_type}: {shape.options} options lettered {''.join(letters)} expected")
    right = set(key)
    if not shape.fewest_right <= len(right) <= shape.most_right or len(right) != len(key):
        raise InvalidItem(f"{item_type}: {shape.fewest_right} to {shape.most_right} right options expected")
    if not right <= set(letters):
        raise InvalidItem("the key names an option that does not exist")
