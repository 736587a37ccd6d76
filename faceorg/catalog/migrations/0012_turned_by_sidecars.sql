-- Observed: by how many quarters a photo's sidecar turns it (tiff:Orientation), which counts until the user says something.
ALTER TABLE photos ADD COLUMN beside INTEGER NOT NULL DEFAULT 0;
