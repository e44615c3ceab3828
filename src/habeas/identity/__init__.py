"""Identity: which person a name means. The machine ranks and explains; a person decides."""
