"""The demo district, loaded through the services that users use."""

from insights.services.demo.loading import LoadedDemo, is_loaded, load_demo
from insights.services.demo.sign_ins import SignIn, demo_sign_ins

__all__ = ["LoadedDemo", "SignIn", "demo_sign_ins", "is_loaded", "load_demo"]
