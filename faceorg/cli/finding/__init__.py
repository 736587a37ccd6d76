"""Verbs that search: photos, faces, pictures from outside."""
