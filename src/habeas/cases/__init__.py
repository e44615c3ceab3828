"""Cases: pure folds from accepted claims, as known at K, to the case file of a person on a day."""
