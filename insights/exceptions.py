"""What this app refuses, one class each."""


class SnapshotIsFrozen(Exception):
    """A snapshot is written once; a correction is a new count under a new definition or day."""


class DefinitionRefused(Exception):
    """A definition asks for what the records cannot answer yet; the message says what."""


class FutureDay(Exception):
    """A rate of a day that has not come cannot be counted."""


class DemoRefused(Exception):
    """The demo district may not be loaded here; the message says why."""
