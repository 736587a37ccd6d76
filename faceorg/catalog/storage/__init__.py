"""How a library lies on disk: opening its files, what SQLite says of damage, whether they are sound."""
