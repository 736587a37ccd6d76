"""Item models -> grids and lists of faces that stay smooth with hundreds of thousands of rows."""
