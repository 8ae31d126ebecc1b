"""Reads across the apps below, composed into the home of each role; nothing is written."""

from portal.services.duties import duty_home
from portal.services.learning import learner_home
from portal.services.parts import DutyHome, LearnerHome, Line, Step, greeting

__all__ = ["DutyHome", "LearnerHome", "Line", "Step", "duty_home", "greeting", "learner_home"]
