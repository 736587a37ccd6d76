-- Derived: photos that are true copies of another one (the same picture, whatever their metadata), see catalog/pictures/copies.py.
CREATE TABLE copies (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id),
  of_photo INTEGER NOT NULL                         -- the photo whose faces stand for all of its copies
) STRICT;
-- the copies of a photo
CREATE INDEX copies_by_photo ON copies (of_photo);

-- 1: gone only because its photo is a copy of another one, whose face counts.
ALTER TABLE faces ADD COLUMN covered INTEGER NOT NULL DEFAULT 0 CHECK (covered IN (0, 1));

-- Faces of a copy are those of the photo that it is a copy of, and come back when it is none any more.
CREATE TRIGGER copy_found AFTER INSERT ON copies BEGIN
  DELETE FROM automatic WHERE face_id IN (SELECT id FROM faces WHERE photo_id = NEW.photo_id);
  DELETE FROM suggestions WHERE face_id IN (SELECT id FROM faces WHERE photo_id = NEW.photo_id);
  DELETE FROM cluster_faces WHERE face_id IN (SELECT id FROM faces WHERE photo_id = NEW.photo_id);
  UPDATE faces SET gone = 1, covered = 1, seen_in = (SELECT content_hash FROM photos WHERE id = NEW.photo_id)
  WHERE photo_id = NEW.photo_id AND gone = 0;
END;
CREATE TRIGGER copy_lost AFTER DELETE ON copies BEGIN
  UPDATE faces SET gone = 0, covered = 0, seen_in = NULL WHERE photo_id = OLD.photo_id AND covered = 1;
END;
