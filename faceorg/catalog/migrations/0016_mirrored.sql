-- Observed: 1: a photo's sidecar has it mirrored, left to right, after what the file says itself was undone and before it
-- is turned. photos.orientation says what was undone by both together.
ALTER TABLE photos ADD COLUMN mirrored INTEGER NOT NULL DEFAULT 0 CHECK (mirrored IN (0, 1));

-- How the photo's sidecar had it shown when the faces were kept: the boxes are of the photo as it was shown then.
ALTER TABLE photos_before ADD COLUMN beside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos_before ADD COLUMN mirrored INTEGER NOT NULL DEFAULT 0 CHECK (mirrored IN (0, 1));
UPDATE photos_before SET beside = COALESCE((SELECT p.beside FROM photos p WHERE p.id = photo_id), 0);
