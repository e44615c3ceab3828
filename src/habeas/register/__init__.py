"""The register: one object that ties the rooms together. The command line and the web use only this."""

from habeas.cases.people import Ambiguous, Known, NotFound, Person
from habeas.register.documents import Kept, Proposals
from habeas.register.facade import Register
from habeas.register.refusals import Declined

__all__ = ["Ambiguous", "Declined", "Kept", "Known", "NotFound", "Person", "Proposals", "Register"]
