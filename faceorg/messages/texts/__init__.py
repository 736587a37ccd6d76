"""Every sentence, by subject; `catalogue` puts them together."""
