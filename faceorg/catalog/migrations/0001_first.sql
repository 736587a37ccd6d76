-- The first catalogue. Observed rows are written by scanning, decided rows by the user's edits through the journal,
-- derived rows by background work. Embeddings and thumbnails live in files of their own (see connection.py).

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- observed
CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added_at TEXT NOT NULL,
  scanned_at TEXT
) STRICT;

CREATE TABLE photos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  content_hash TEXT,
  size_bytes INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  taken_at TEXT,
  taken_from TEXT CHECK (taken_from IN ('exif', 'file')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'analyzed', 'failed', 'missing')),
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
-- import, moved files: photos with this content
CREATE INDEX photos_by_hash ON photos (content_hash);
-- moved files: vanished photos of this size
CREATE INDEX photos_by_state ON photos (state, size_bytes);
-- the timeline
CREATE INDEX photos_by_date ON photos (taken_at, id);

CREATE TABLE faces (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
  landmarks BLOB,                                   -- float32 (5, 2), fractions of the upright photo
  score REAL NOT NULL,
  quality REAL NOT NULL, size_px REAL NOT NULL, sharpness REAL NOT NULL,
  yaw REAL NOT NULL, pitch REAL NOT NULL, roll REAL NOT NULL,
  drawn INTEGER NOT NULL DEFAULT 0 CHECK (drawn IN (0, 1)),
  -- 1: the photo changed and this face is no longer in it. Never deleted: the journal may speak of it.
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1))
) STRICT;
-- faces of a photo
CREATE INDEX faces_by_photo ON faces (photo_id);

-- ---------------------------------------------------------------- decided (journaled: see journal.py)
CREATE TABLE people (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  cover_face_id INTEGER REFERENCES faces (id),
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  born_on TEXT
) STRICT;

CREATE TABLE assignments (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  person_id INTEGER NOT NULL REFERENCES people (id),
  origin TEXT NOT NULL DEFAULT 'user'               -- 'user', or where an import came from
) STRICT;
-- faces of a person
CREATE INDEX assignments_by_person ON assignments (person_id, face_id);

CREATE TABLE rejections (
  face_id INTEGER NOT NULL REFERENCES faces (id),
  person_id INTEGER NOT NULL REFERENCES people (id),
  PRIMARY KEY (face_id, person_id)
) STRICT, WITHOUT ROWID;
-- merge, delete: what speaks against a person
CREATE INDEX rejections_by_person ON rejections (person_id);

CREATE TABLE separations (
  person_a INTEGER NOT NULL REFERENCES people (id),
  person_b INTEGER NOT NULL REFERENCES people (id),
  PRIMARY KEY (person_a, person_b),
  CHECK (person_a < person_b)
) STRICT, WITHOUT ROWID;
-- merge: separations of a person named second
CREATE INDEX separations_by_second ON separations (person_b);

CREATE TABLE ignored (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  reason TEXT NOT NULL CHECK (reason IN ('stranger', 'not_a_face'))
) STRICT;

-- Faces split off together although no name was given: the members of one group_id are one person (must-link),
-- members of different groups of one split are not (cannot-link).
CREATE TABLE groups (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  group_id INTEGER NOT NULL,
  split_id INTEGER NOT NULL
) STRICT;

-- A box the user drew (drawn faces exist only while they have one) or moved.
CREATE TABLE face_boxes (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL
) STRICT;

-- ---------------------------------------------------------------- the journal
CREATE TABLE edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  made_at TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
-- the next undo and redo
CREATE INDEX edits_by_undone ON edits (undone, id);

CREATE TABLE edit_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
  tbl TEXT NOT NULL,
  before TEXT,                                      -- JSON object of the row, NULL: was not there
  after TEXT                                        -- JSON object of the row, NULL: is not there
) STRICT;
-- undo, redo
CREATE INDEX edit_rows_by_edit ON edit_rows (edit_id, id);

CREATE TABLE journal_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mode TEXT NOT NULL CHECK (mode IN ('closed', 'edit', 'replay')),
  edit_id INTEGER
) STRICT;
INSERT INTO journal_state VALUES (1, 'closed', NULL);

-- ---------------------------------------------------------------- derived
CREATE TABLE clusters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pack_id TEXT NOT NULL
) STRICT;

-- Rows of faces that were named since stay until the next full grouping, so that undo shows the group again.
CREATE TABLE cluster_faces (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  cluster_id INTEGER NOT NULL REFERENCES clusters (id) ON DELETE CASCADE
) STRICT;
-- faces of a cluster
CREATE INDEX cluster_faces_by_cluster ON cluster_faces (cluster_id, face_id);

CREATE TABLE automatic (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  similarity REAL NOT NULL,
  margin REAL NOT NULL,
  probability REAL NOT NULL
) STRICT;
-- faces of a person
CREATE INDEX automatic_by_person ON automatic (person_id, face_id);

CREATE TABLE suggestions (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  similarity REAL NOT NULL,
  margin REAL NOT NULL,
  probability REAL NOT NULL
) STRICT;
-- the strip "Also Anna?"
CREATE INDEX suggestions_by_person ON suggestions (person_id, probability);

-- What the user decided overrules what was derived, at once and also while undo replays.
CREATE TRIGGER assignment_overrules AFTER INSERT ON assignments BEGIN
  DELETE FROM automatic WHERE face_id = NEW.face_id;
  DELETE FROM suggestions WHERE face_id = NEW.face_id;
END;
CREATE TRIGGER rejection_overrules AFTER INSERT ON rejections BEGIN
  DELETE FROM automatic WHERE face_id = NEW.face_id AND person_id = NEW.person_id;
  DELETE FROM suggestions WHERE face_id = NEW.face_id AND person_id = NEW.person_id;
END;
CREATE TRIGGER ignored_overrules AFTER INSERT ON ignored BEGIN
  DELETE FROM automatic WHERE face_id = NEW.face_id;
  DELETE FROM suggestions WHERE face_id = NEW.face_id;
END;

-- ---------------------------------------------------------------- what is to be seen
-- A face as the user sees it: its box as decided or observed, who it is and who said so.
CREATE VIEW seen_faces AS
SELECT f.id, f.photo_id,
       COALESCE(b.x, f.x) AS x, COALESCE(b.y, f.y) AS y,
       COALESCE(b.width, f.width) AS width, COALESCE(b.height, f.height) AS height,
       f.landmarks, f.score, f.quality, f.size_px, f.sharpness, f.yaw, f.pitch, f.roll, f.drawn,
       COALESCE(a.person_id, t.person_id) AS person_id,
       CASE WHEN a.face_id IS NOT NULL THEN 'user' WHEN t.face_id IS NOT NULL THEN 'auto' END AS assigned_by,
       c.cluster_id, i.reason AS ignored
FROM faces f
LEFT JOIN face_boxes b ON b.face_id = f.id
LEFT JOIN assignments a ON a.face_id = f.id
LEFT JOIN automatic t ON t.face_id = f.id
LEFT JOIN cluster_faces c ON c.face_id = f.id
LEFT JOIN ignored i ON i.face_id = f.id
WHERE f.gone = 0 AND (f.drawn = 0 OR b.face_id IS NOT NULL);
