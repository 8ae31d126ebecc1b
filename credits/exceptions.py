"""Why the ledger refuses."""


class LedgerRefused(Exception):
    """The ledger will not write this; the message says why, in words for the reader."""


class NoRuleInForce(LedgerRefused):
    """No credit rule of this category holds on the day."""


class AlreadyCountered(LedgerRefused):
    """A counter-entry cannot itself be countered."""
