"""How files are read and written everywhere in faceorg: whole or not at all, and only what is a plain file."""
