"""Verbs that write files for other programs and people: names in files, albums."""
