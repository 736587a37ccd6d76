"""One library: its folder, catalogue, settings and lock; its backups; its history."""
