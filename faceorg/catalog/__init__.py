"""SQLITE, the only SQL: photos, faces, people, clusters and the journal."""
