"""Accounts, roles, one-time links and sign-in attempts, in a store of their own beside the register."""
