"""Judging a self-check; pure. Nothing is scored or kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class JudgedOption:
    """One option after answering."""

    text: str
    is_right: bool
    is_chosen: bool


@dataclass(frozen=True)
class Verdict:
    """What an answer is worth to oneself."""

    options: tuple[JudgedOption, ...]
    is_answered: bool

    @property
    def is_right(self) -> bool:
        """Exactly the right options were chosen."""
        return self.is_answered and all(option.is_right == option.is_chosen for option in self.options)


def judge(value: Any, answers: Sequence[str]) -> Verdict:
    """Judge answers, given as positions of options from 0; unknown positions are ignored."""
    chosen = {int(answer) for answer in answers if answer.isascii() and answer.isdigit()}
    options = tuple(
        JudgedOption(text=option["text"], is_right=bool(option["right"]), is_chosen=place in chosen)
        for place, option in enumerate(value["options"])
    )
    return Verdict(options, is_answered=any(option.is_chosen for option in options))
