"""Words of the pages: dates, claims and states in sentences, in the reader's language."""
