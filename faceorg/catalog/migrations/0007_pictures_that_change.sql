-- What lets decisions follow a picture that is cropped, turned, mirrored, replaced, moved or re-tagged: see
-- library/scanning/face_matching.py and [Note: The same picture] in library/scanning/photo_following.py.

-- Hash of the coded image data (or of the pixels), which metadata do not change; NULL: analysed by an older faceorg.
ALTER TABLE photos ADD COLUMN image_hash TEXT;
-- The EXIF orientation that was undone when the photo was analysed, 1-8.
ALTER TABLE photos ADD COLUMN orientation INTEGER NOT NULL DEFAULT 1;
-- moved files whose metadata were edited: photos of this picture
CREATE INDEX photos_by_image ON photos (image_hash);

-- The content in which a face that is gone was seen last. NULL: seen in the photo as it is, or gone before this column.
ALTER TABLE faces ADD COLUMN seen_in TEXT;

-- Observed: where a box that the user placed (from_*) is in the picture as it is now, because the picture has changed
-- since. Of no effect where the user has placed the box elsewhere meanwhile.
CREATE TABLE followed_boxes (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  from_x REAL NOT NULL, from_y REAL NOT NULL, from_width REAL NOT NULL, from_height REAL NOT NULL,
  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL
) STRICT;

-- Where each face is: as followed, else as decided, else as observed. placed: the user placed it.
CREATE VIEW face_places AS
SELECT f.id AS face_id,
       COALESCE(m.x, b.x, f.x) AS x, COALESCE(m.y, b.y, f.y) AS y,
       COALESCE(m.width, b.width, f.width) AS width, COALESCE(m.height, b.height, f.height) AS height,
       b.face_id IS NOT NULL AS placed
FROM faces f
LEFT JOIN face_boxes b ON b.face_id = f.id
LEFT JOIN followed_boxes m ON m.face_id = b.face_id AND m.from_x = b.x AND m.from_y = b.y
  AND m.from_width = b.width AND m.from_height = b.height;

DROP VIEW seen_faces;
CREATE VIEW seen_faces AS
SELECT f.id, f.photo_id, w.x, w.y, w.width, w.height,
       f.landmarks, f.score, f.quality, f.size_px, f.sharpness, f.yaw, f.pitch, f.roll, f.drawn,
       COALESCE(a.person_id, t.person_id) AS person_id,
       CASE WHEN a.face_id IS NOT NULL THEN 'user' WHEN t.face_id IS NOT NULL THEN 'auto' END AS assigned_by,
       c.cluster_id, i.reason AS ignored
FROM faces f
JOIN face_places w ON w.face_id = f.id
LEFT JOIN assignments a ON a.face_id = f.id
LEFT JOIN automatic t ON t.face_id = f.id
LEFT JOIN cluster_faces c ON c.face_id = f.id
LEFT JOIN ignored i ON i.face_id = f.id
WHERE f.gone = 0 AND (f.drawn = 0 OR w.placed);
