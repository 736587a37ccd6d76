-- Derived: photos that show nearly the same picture as another one (resized, saved again, of one burst), and which of
-- their faces are the same; see library/recognising/stacking.py, [Note: Stacks].
CREATE TABLE stacks (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id),
  of_photo INTEGER NOT NULL                         -- the photo that stands for the stack
) STRICT;
-- the other photos of a stack
CREATE INDEX stacks_by_photo ON stacks (of_photo);
CREATE TABLE stack_faces (
  face_id INTEGER PRIMARY KEY REFERENCES faces (id),
  of_face INTEGER NOT NULL                          -- the face that stands for it, in another photo of the stack
) STRICT;
-- the other faces of a face that stands for several
CREATE INDEX stack_faces_by_face ON stack_faces (of_face);
-- Photos whose stacks are to be looked for.
CREATE TABLE stacks_due (photo_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO stacks_due SELECT id FROM photos WHERE state = 'analyzed';

-- Every photo that another one stands for, true copies too.
CREATE VIEW stacked AS
SELECT c.photo_id, COALESCE(s.of_photo, c.of_photo) AS of_photo
FROM copies c LEFT JOIN stacks s ON s.photo_id = c.of_photo
UNION ALL SELECT photo_id, of_photo FROM stacks;

-- Decided: photo_id is not the picture that other_id is. Both ways, a row each.
CREATE TABLE other_pictures (
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  other_id INTEGER NOT NULL,
  PRIMARY KEY (photo_id, other_id)
) STRICT, WITHOUT ROWID;

-- Whoever says so, an edit or its being done again: a stack that two pictures are in ends at once.
CREATE TRIGGER picture_parted AFTER INSERT ON other_pictures BEGIN
  DELETE FROM stack_faces WHERE face_id IN (SELECT id FROM faces WHERE photo_id = NEW.photo_id)
    AND of_face IN (SELECT id FROM faces WHERE photo_id = NEW.other_id);
  DELETE FROM stacks WHERE photo_id = NEW.photo_id AND of_photo = NEW.other_id;
  INSERT OR IGNORE INTO stacks_due (photo_id) VALUES (NEW.photo_id);
END;
CREATE TRIGGER picture_not_parted AFTER DELETE ON other_pictures BEGIN
  INSERT OR IGNORE INTO stacks_due (photo_id) VALUES (OLD.photo_id);
END;

-- What a photo shows may be another thing after each analysis, and it stands for nobody while it is not there.
CREATE TRIGGER stack_analyzed AFTER UPDATE OF state ON photos WHEN NEW.state = 'analyzed' BEGIN
  INSERT OR IGNORE INTO stacks_due (photo_id) VALUES (NEW.id);
END;
CREATE TRIGGER stack_left AFTER UPDATE OF state ON photos WHEN NEW.state <> 'analyzed' AND (
  EXISTS (SELECT 1 FROM stacks WHERE photo_id = NEW.id) OR EXISTS (SELECT 1 FROM stacks WHERE of_photo = NEW.id)
) BEGIN
  INSERT OR IGNORE INTO stacks_due (photo_id) SELECT of_photo FROM stacks WHERE photo_id = NEW.id
    UNION SELECT photo_id FROM stacks WHERE of_photo = NEW.id;
  DELETE FROM stack_faces WHERE face_id IN (SELECT id FROM faces WHERE photo_id = NEW.id);
  DELETE FROM stack_faces WHERE of_face IN (SELECT id FROM faces WHERE photo_id = NEW.id);
  DELETE FROM stacks WHERE photo_id = NEW.id;
  DELETE FROM stacks WHERE of_photo = NEW.id;
END;
-- The faces of a true copy are those of another photo: that one is stacked, and the copy with it.
CREATE TRIGGER stack_copied AFTER INSERT ON copies BEGIN
  INSERT OR IGNORE INTO stacks_due (photo_id) SELECT NEW.photo_id UNION SELECT NEW.of_photo
    UNION SELECT photo_id FROM stacks WHERE of_photo = NEW.photo_id;
  DELETE FROM stack_faces WHERE face_id IN (SELECT id FROM faces WHERE photo_id = NEW.photo_id);
  DELETE FROM stack_faces WHERE of_face IN (SELECT id FROM faces WHERE photo_id = NEW.photo_id);
  DELETE FROM stacks WHERE photo_id = NEW.photo_id;
  DELETE FROM stacks WHERE of_photo = NEW.photo_id;
END;
CREATE TRIGGER stack_copy_lost AFTER DELETE ON copies BEGIN
  INSERT OR IGNORE INTO stacks_due (photo_id) VALUES (OLD.photo_id);
END;

-- A face that another one stands for is no evidence of its own: people are known by something else then.
CREATE TRIGGER evidence_stacked AFTER INSERT ON stack_faces
WHEN NEW.face_id IN (SELECT face_id FROM assignments) BEGIN
  DELETE FROM evidence WHERE person_id = (SELECT person_id FROM assignments WHERE face_id = NEW.face_id);
  INSERT INTO evidence (person_id) SELECT person_id FROM assignments WHERE face_id = NEW.face_id;
END;
CREATE TRIGGER evidence_unstacked AFTER DELETE ON stack_faces
WHEN OLD.face_id IN (SELECT face_id FROM assignments) BEGIN
  DELETE FROM evidence WHERE person_id = (SELECT person_id FROM assignments WHERE face_id = OLD.face_id);
  INSERT INTO evidence (person_id) SELECT person_id FROM assignments WHERE face_id = OLD.face_id;
END;
