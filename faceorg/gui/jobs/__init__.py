"""Long work that the window starts: scanning, analysis, maintenance, names in files, following up on edits."""
