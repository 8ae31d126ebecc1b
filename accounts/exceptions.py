"""Refusals of this app, one a class."""


class AccountsRefusal(Exception):
    """A rule of this app says no; the message is for people."""


class RosterRefused(AccountsRefusal):
    """The file as a whole cannot be read as a roster."""


class ImportNotUndoable(AccountsRefusal):
    """The import is too old, not written, or its people changed since."""


class ActivationRefused(AccountsRefusal):
    """The activation code is wrong, used, replaced or expired."""


class GrantRefused(AccountsRefusal):
    """The role cannot be given by this person, in this unit, or without an expiry."""


class ExclusionRefused(AccountsRefusal):
    """The request to leave the denominator cannot be made or decided now."""
