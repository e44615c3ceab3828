"""The ledger: sources, claims and decisions, append-only, read as known at an instant, with proof.

`store` holds the register's file, `tree` the pure hash tree, `verify` the check of one against the other,
`projections` what is computed from the entries and can be dropped. Nothing is imported here, so that the
refusals can be named without loading the database library.
"""
