"""A scan's photos, and a large library's comparisons, on the machines of a Dask cluster (`faceorg[cluster]`)."""
