"""The entrance for a server: the workbench that the environment describes (see `workbench`)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from habeas.web.settings import configure
from habeas.web.workbench import workbench

configure(workbench(os.environ.get("HABEAS_REGISTER", "register.habeas"), os.environ))

application = get_wsgi_application()
