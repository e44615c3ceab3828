"""The workbench: web pages over a register. The one room that knows Django; it asks only `habeas.register`."""
