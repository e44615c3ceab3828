"""Counts with bounds, why they changed, and their history: folds over every case of a register at once."""
