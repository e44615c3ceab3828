"""The pages: each asks what may be seen, and hands values to a template."""
