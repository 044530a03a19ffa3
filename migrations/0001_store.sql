-- The ground of the store: what happened, bytes, keys of cases. README.md tells what stands in braces.

-- Sequences and versions have no gaps: the program gives them, under the one writer's lock.
CREATE TABLE event (
  sequence {key},
  stream TEXT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  by_person BIGINT,
  UNIQUE (stream, version)
);

-- only sqlite
CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'event: what happened is never changed'); END;
CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'event: what happened is never changed'); END;
-- INSERT OR REPLACE deletes without asking the trigger above, unless recursive_triggers is on.
CREATE TRIGGER event_is_appended BEFORE INSERT ON event
WHEN NEW.sequence <= (SELECT max(sequence) FROM event)
  OR NEW.version <= (SELECT max(version) FROM event WHERE stream = NEW.stream)
BEGIN SELECT RAISE(ABORT, 'event: what happened is only appended'); END;
-- only postgresql
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: what happened is never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER event_is_not_changed BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- both

-- place: row (the bytes are here), file (blobs/ab/<address>), removing (the file is to go), removed.
-- sha256 is that of the stored bytes; it is the address, too, unless the address is an HMAC.
CREATE TABLE blob (
  address TEXT NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  place TEXT NOT NULL CHECK (place IN ('row', 'file', 'removing', 'removed')),
  content {bytes},
  CHECK ((place = 'row') = (content IS NOT NULL))
);
CREATE INDEX blob_to_remove ON blob (address) WHERE place = 'removing';

-- The store's own keys (for addresses and for searching), wrapped by the master key that `master` names.
CREATE TABLE store_key (
  name TEXT NOT NULL PRIMARY KEY,
  master TEXT NOT NULL,
  wrapped {bytes} NOT NULL
);

-- One key for each case's personal data. A destroyed key leaves its row, without the key.
CREATE TABLE case_key (
  case_id {key},
  master TEXT NOT NULL,
  wrapped {bytes},
  destroyed_at TEXT,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
