-- When a photo was taken: found_* is what scanning found out (observed), photo_dates what the user said (decided),
-- taken_* what counts. A date is a span, first to last second; both are the same where the second is known.

ALTER TABLE photos ADD COLUMN found_at TEXT;
ALTER TABLE photos ADD COLUMN found_until TEXT;
ALTER TABLE photos ADD COLUMN found_from TEXT
  CHECK (found_from IN ('sidecar', 'exif', 'xmp', 'iptc', 'takeout', 'name', 'file'));
ALTER TABLE photos ADD COLUMN taken_until TEXT;
-- The check on taken_from knows two sources only: another column takes its place and its name.
ALTER TABLE photos ADD COLUMN dated_by TEXT
  CHECK (dated_by IN ('user', 'sidecar', 'exif', 'xmp', 'iptc', 'takeout', 'name', 'file'));
UPDATE photos SET dated_by = taken_from, taken_until = taken_at,
  found_at = taken_at, found_until = taken_at, found_from = taken_from;
ALTER TABLE photos DROP COLUMN taken_from;
ALTER TABLE photos RENAME COLUMN dated_by TO taken_from;

CREATE TABLE photo_dates (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id),
  first TEXT NOT NULL,
  last TEXT NOT NULL
) STRICT;

-- What counts follows what is said and found, whoever writes it: an edit, its undo, a scan.
CREATE TRIGGER date_said AFTER INSERT ON photo_dates BEGIN
  UPDATE photos SET taken_at = NEW.first, taken_until = NEW.last, taken_from = 'user' WHERE id = NEW.photo_id;
END;
CREATE TRIGGER date_said_again AFTER UPDATE ON photo_dates BEGIN
  UPDATE photos SET taken_at = NEW.first, taken_until = NEW.last, taken_from = 'user' WHERE id = NEW.photo_id;
END;
CREATE TRIGGER date_unsaid AFTER DELETE ON photo_dates BEGIN
  UPDATE photos SET taken_at = found_at, taken_until = found_until, taken_from = found_from WHERE id = OLD.photo_id;
END;
CREATE TRIGGER date_found AFTER UPDATE OF found_at, found_until, found_from ON photos
WHEN NOT EXISTS (SELECT 1 FROM photo_dates WHERE photo_id = NEW.id) BEGIN
  UPDATE photos SET taken_at = NEW.found_at, taken_until = NEW.found_until, taken_from = NEW.found_from
  WHERE id = NEW.id;
END;
-- Another span or source changes what people are known by, too.
DROP TRIGGER evidence_dated;
CREATE TRIGGER evidence_dated AFTER UPDATE OF taken_at, taken_until, taken_from ON photos
WHEN (OLD.taken_at, OLD.taken_until, OLD.taken_from) IS NOT (NEW.taken_at, NEW.taken_until, NEW.taken_from) BEGIN
  DELETE FROM evidence WHERE person_id IN (
    SELECT a.person_id FROM faces f JOIN assignments a ON a.face_id = f.id WHERE f.photo_id = NEW.id);
  INSERT INTO evidence (person_id)
    SELECT DISTINCT a.person_id FROM faces f JOIN assignments a ON a.face_id = f.id WHERE f.photo_id = NEW.id;
END;
