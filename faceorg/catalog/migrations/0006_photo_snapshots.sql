-- What a photo's faces were like before an edit that places boxes in it, so that undo brings back what the next analysis
-- overwrites: see photo_snapshots.py. Kept as long as derived_rows.
CREATE TABLE photos_before (
  edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL,
  content_hash TEXT,
  analyzed TEXT NOT NULL,                           -- JSON object: pack -> content hash it was analysed with
  PRIMARY KEY (edit_id, photo_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE faces_before (
  edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
  face_id INTEGER NOT NULL,
  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
  landmarks BLOB, score REAL NOT NULL,
  quality REAL NOT NULL, size_px REAL NOT NULL, sharpness REAL NOT NULL,
  yaw REAL NOT NULL, pitch REAL NOT NULL, roll REAL NOT NULL,
  gone INTEGER NOT NULL,
  thumbnail BLOB,
  PRIMARY KEY (edit_id, face_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE embeddings_before (
  edit_id INTEGER NOT NULL REFERENCES edits (id) ON DELETE CASCADE,
  face_id INTEGER NOT NULL,
  pack_id TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (edit_id, face_id, pack_id)
) STRICT, WITHOUT ROWID;
