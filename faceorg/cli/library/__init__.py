"""Verbs about a library as a whole: scanning, packs, history, care, moving on."""
