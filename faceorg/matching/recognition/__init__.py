"""FACES + GALLERY -> WHO THEY ARE: identification in the open set, guesses, outliers, contradictions."""
