"""From bytes to a source's text T: documents, their language, their repeats and their copies."""
