"""Refusals of this app, one a class; each message says what to do next."""


class CertificatesRefusal(Exception):
    """A rule of this app says no; the message is for people."""


class NumberRefused(CertificatesRefusal):
    """The text cannot be a certificate number, or looks like an identity number."""


class DuplicateNumber(CertificatesRefusal):
    """The number stands in another live registration."""


class DuplicateLevel(CertificatesRefusal):
    """The person has a live registration of this level and issuer already."""


class DateOutOfRange(CertificatesRefusal):
    """The issue date lies in the future, or before such certificates existed."""


class WrongState(CertificatesRefusal):
    """The registration is not in a state from which this act may start."""


class ChangedMeanwhile(CertificatesRefusal):
    """Somebody changed the registration after the page was opened."""


class NotYoursToDecide(CertificatesRefusal):
    """The act belongs to another role, or it is the own registration."""


class SameOfficer(CertificatesRefusal):
    """Who reviewed does not confirm as well."""


class LookUpMissing(CertificatesRefusal):
    """The act needs a look-up on the official site whose result matches."""


class ReasonMissing(CertificatesRefusal):
    """The act needs a reason, or a list of what is missing."""


class EvidenceRefused(CertificatesRefusal):
    """The scan is too big, or its bytes are not an image or a PDF."""


class ListRefused(CertificatesRefusal):
    """The official list as a whole cannot be read."""
