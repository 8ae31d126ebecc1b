"""One unit's rate as integers; computes from its own numbers, knows no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lms.lib.percent import cut_percent, is_reached, missing_heads

if TYPE_CHECKING:
    from accounts.models import Unit


@dataclass(frozen=True)
class UnitRate:
    """How many of a unit's counted people are certified, in heads.

    ``waiting`` are counted people, not yet certified, with a qualification under verification.
    ``excluded`` were on duty and are left out; ``excluded_reasons`` says why and adds up to it.
    """

    unit: Unit
    numerator: int
    denominator: int
    target_percent: int
    waiting: int = 0
    excluded: int = 0
    excluded_reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def reached(self) -> bool:
        """Whether the target is reached, compared as integers."""
        return is_reached(self.numerator, self.denominator, self.target_percent)

    @property
    def missing(self) -> int:
        """How many more certified people would reach the target."""
        return missing_heads(self.numerator, self.denominator, self.target_percent)

    @property
    def surplus(self) -> int:
        """How many certified people more than the target needs; 0 while it is not reached."""
        needed = -(-self.target_percent * self.denominator // 100)
        return max(0, self.numerator - needed)

    @property
    def percent(self) -> str | None:
        """The rate cut to one decimal, or None when nobody is counted."""
        return cut_percent(self.numerator, self.denominator)

    @property
    def shown(self) -> str:
        """The rate as people read it: 58.6%, or — when nobody is counted."""
        return f"{self.percent}%" if self.percent is not None else "—"

    @property
    def tenths(self) -> int:
        """The cut rate in tenths of a per cent (586 for 58.6), 0 when nobody is counted: for drawing."""
        return self.numerator * 1000 // self.denominator if self.denominator else 0

    @property
    def shown_if_all_pass(self) -> str:
        """What the rate becomes when every waiting qualification is verified."""
        percent = cut_percent(self.numerator + self.waiting, self.denominator)
        return f"{percent}%" if percent is not None else "—"

    @property
    def uncertified(self) -> int:
        """Counted people who are not certified, the waiting ones among them."""
        return self.denominator - self.numerator
