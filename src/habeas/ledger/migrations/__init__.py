"""The register's schema, step by step. Run in process on a connection that is handed in; no settings."""
