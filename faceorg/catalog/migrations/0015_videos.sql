-- Observed: how long a video is, 0 of a picture; the moments of the frames of its strip, in milliseconds with commas
-- between, nothing where nobody has looked through it. The moment of a face is that of the frame its box lies in.
ALTER TABLE photos ADD COLUMN duration_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN moments_ms TEXT NOT NULL DEFAULT '';
CREATE INDEX photos_videos ON photos (duration_ms) WHERE duration_ms > 0; -- photos.video_lengths, photos.look_through_long
