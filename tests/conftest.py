"""What all tests share: properties are checked without a clock, and the same examples come in every run."""

from hypothesis import settings

settings.register_profile("habeas", deadline=None, derandomize=True)
settings.load_profile("habeas")
