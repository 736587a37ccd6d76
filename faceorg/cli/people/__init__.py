"""Verbs about people and faces: naming, correcting, review."""
