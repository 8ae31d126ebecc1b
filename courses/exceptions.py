"""Why courses refuses; one class a reason."""


class ReleaseRefused(Exception):
    """The course cannot be released as an edition; the message says what is missing."""


class CourseInPreparation(ReleaseRefused):
    """The course still says that it is in preparation."""


class CourseNotPublished(ReleaseRefused):
    """The course page itself is not published."""


class CourseIncomplete(ReleaseRefused):
    """A field that learners need is empty or wrong."""


class NoLiveLessons(ReleaseRefused):
    """No lesson below the course is published."""


class LessonIncomplete(ReleaseRefused):
    """A published lesson has no minutes or no content."""


class WrongEditionKind(ReleaseRefused):
    """A first edition exists already, or there is none yet to correct."""


class EnrolmentRefused(Exception):
    """One cannot enrol or go on here."""


class EditionWithdrawn(EnrolmentRefused):
    """The course is not offered any more."""


class EnrolmentNotActive(EnrolmentRefused):
    """The enrolment is completed or withdrawn."""


class UnknownLesson(EnrolmentRefused):
    """The edition has no such lesson."""


class TooLateToReopen(EnrolmentRefused):
    """More than a day has passed since the lesson was marked as done."""
