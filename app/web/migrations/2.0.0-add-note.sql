-- Nullable, so that version 1, which knows nothing of it, goes on writing orders while both versions run.
-- INSTANT and NONE make the server refuse rather than copy or lock the table.
ALTER TABLE orders
  ADD COLUMN IF NOT EXISTS note VARCHAR(500) NULL,
  ALGORITHM=INSTANT, LOCK=NONE;
