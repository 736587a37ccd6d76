-- Decided: people who come first wherever people are listed.
CREATE TABLE favourites (person_id INTEGER PRIMARY KEY REFERENCES people (id)) STRICT;

-- Derived: the face that stands for somebody of whom nobody has chosen one, so that it stays the same while better ones
-- come; see catalog/covers.py.
CREATE TABLE kept_covers (
  person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  face_id INTEGER NOT NULL REFERENCES faces (id) ON DELETE CASCADE
) STRICT;
-- covers that a face is
CREATE INDEX kept_covers_by_face ON kept_covers (face_id);
