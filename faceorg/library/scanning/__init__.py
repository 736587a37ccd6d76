"""Folders -> analysed photos: what is new, changed, moved or gone, and the faces in it."""
