"""People and decisions -> files for others: albums, contact sheets, tables, and all decisions as JSON."""
