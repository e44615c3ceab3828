"""Text to proposed claims, each with its exact quote. Pure: models, names and the fold are handed in."""
