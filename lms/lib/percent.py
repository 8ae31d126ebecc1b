"""Rates as integers: compared without rounding, shown cut.

59.96 % is not 60 %: it shows 59.9 and is not reached (domain rules, section 5.3).
"""


def is_reached(numerator: int, denominator: int, target_percent: int) -> bool:
    """Whether ``numerator / denominator`` is at least the target; an empty denominator never is."""
    return denominator > 0 and numerator * 100 >= target_percent * denominator


def missing_heads(numerator: int, denominator: int, target_percent: int) -> int:
    """How many more in the numerator would reach the target, the denominator unchanged."""
    needed = -(-target_percent * denominator // 100)
    return max(0, needed - numerator)


def cut_percent(numerator: int, denominator: int) -> str | None:
    """Return the rate with one decimal, cut and never rounded up; ``None`` when nothing is counted."""
    if denominator <= 0:
        return None
    tenths = numerator * 1000 // denominator
    return f"{tenths // 10}.{tenths % 10}"
