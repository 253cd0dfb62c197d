-- +goose Up
-- A download that is not the banks' own bytes one after another (another format, an archive), as it
-- was written: what it was made of may be named otherwise since. One zstd frame. Whoever erases a
-- statement erases the files that hold it.
CREATE TABLE download_file (
  download_id INTEGER PRIMARY KEY REFERENCES download (id) ON DELETE CASCADE,
  content     BLOB NOT NULL
) STRICT;

-- +goose Down
DROP TABLE download_file;
