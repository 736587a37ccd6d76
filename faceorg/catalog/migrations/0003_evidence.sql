-- Whose confirmed faces, or birth date, changed: what knows people by their faces (library.enrolment) reads on from the
-- last revision it knows. Bumped by triggers, so that no code path, no undo and no other process can forget it.
CREATE TABLE evidence (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,  -- grows with every change; a person's earlier row goes
  person_id INTEGER NOT NULL UNIQUE            -- who is deleted stays: that is a change, too
) STRICT;

CREATE TRIGGER evidence_assigned AFTER INSERT ON assignments BEGIN
  DELETE FROM evidence WHERE person_id = NEW.person_id;
  INSERT INTO evidence (person_id) VALUES (NEW.person_id);
END;
CREATE TRIGGER evidence_unassigned AFTER DELETE ON assignments BEGIN
  DELETE FROM evidence WHERE person_id = OLD.person_id;
  INSERT INTO evidence (person_id) VALUES (OLD.person_id);
END;
CREATE TRIGGER evidence_reassigned AFTER UPDATE ON assignments BEGIN
  DELETE FROM evidence WHERE person_id IN (OLD.person_id, NEW.person_id);
  INSERT INTO evidence (person_id) SELECT OLD.person_id UNION SELECT NEW.person_id;
END;
CREATE TRIGGER evidence_born AFTER UPDATE OF born_on ON people WHEN OLD.born_on IS NOT NEW.born_on BEGIN
  DELETE FROM evidence WHERE person_id = NEW.id;
  INSERT INTO evidence (person_id) VALUES (NEW.id);
END;
CREATE TRIGGER evidence_seen_again AFTER UPDATE OF quality, gone ON faces
WHEN OLD.quality IS NOT NEW.quality OR OLD.gone <> NEW.gone BEGIN
  DELETE FROM evidence WHERE person_id IN (SELECT person_id FROM assignments WHERE face_id = NEW.id);
  INSERT INTO evidence (person_id) SELECT person_id FROM assignments WHERE face_id = NEW.id;
END;
CREATE TRIGGER evidence_dated AFTER UPDATE OF taken_at ON photos WHEN OLD.taken_at IS NOT NEW.taken_at BEGIN
  DELETE FROM evidence WHERE person_id IN (
    SELECT a.person_id FROM faces f JOIN assignments a ON a.face_id = f.id WHERE f.photo_id = NEW.id);
  INSERT INTO evidence (person_id)
    SELECT DISTINCT a.person_id FROM faces f JOIN assignments a ON a.face_id = f.id WHERE f.photo_id = NEW.id;
END;
