"""Rules and schemes as data, and what they say of a case: findings, clocks with tiers, votes."""
