-- Agencies, people, signing in and the audit trail. README.md tells what stands in braces.
-- agency and person are folded from their events (`gongkai doctor --replay` compares); `state` is the whole of it as JSON,
-- the other columns are what is looked for.

CREATE TABLE agency (
  id {identity},
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent_id BIGINT REFERENCES agency (id),
  authority_id BIGINT REFERENCES agency (id),
  position BIGINT NOT NULL,
  is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
  state TEXT NOT NULL
);
CREATE INDEX agency_by_name ON agency (name);
CREATE INDEX agency_by_parent ON agency (parent_id);
CREATE INDEX agency_by_authority ON agency (authority_id);

-- Earlier names; until_day is the first day on which it was no longer the name.
CREATE TABLE agency_former_name (
  agency_id BIGINT NOT NULL REFERENCES agency (id),
  until_day TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (agency_id, until_day)
);
CREATE INDEX agency_by_former_name ON agency_former_name (name);

-- Gives the ids of 科室; a unit that was dissolved keeps its row, because people and records name it.
CREATE TABLE agency_unit (
  id {identity},
  agency_id BIGINT NOT NULL REFERENCES agency (id)
);

CREATE TABLE person (
  id {identity},
  account TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  agency_id BIGINT REFERENCES agency (id),
  is_active BIGINT NOT NULL CHECK (is_active IN (0, 1)),
  state TEXT NOT NULL
);
CREATE INDEX person_by_agency ON person (agency_id);

-- agency_id 0: the whole city.
CREATE TABLE person_role (
  person_id BIGINT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  agency_id BIGINT NOT NULL,
  PRIMARY KEY (person_id, role, agency_id)
);
CREATE INDEX person_by_role ON person_role (role, agency_id);

-- What a person signs in with. Not in the events: it is replaced, never looked back at.
CREATE TABLE credential (
  person_id BIGINT PRIMARY KEY REFERENCES person (id),
  password_hash TEXT NOT NULL,
  must_change BIGINT NOT NULL CHECK (must_change IN (0, 1)),
  changed_at TEXT NOT NULL,
  totp_secret {bytes},
  totp_confirmed BIGINT NOT NULL CHECK (totp_confirmed IN (0, 1)),
  totp_last_step BIGINT NOT NULL
);
CREATE TABLE recovery_code (
  person_id BIGINT NOT NULL REFERENCES person (id),
  code_hash TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (person_id, code_hash)
);

-- Of a token only its SHA-256 is here.
CREATE TABLE session (
  id {identity},
  token_hash TEXT NOT NULL UNIQUE,
  person_id BIGINT NOT NULL REFERENCES person (id),
  began_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE sign_in (
  id {identity},
  person_id BIGINT REFERENCES person (id),
  account TEXT NOT NULL,
  tried_at TEXT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  result TEXT NOT NULL
);
CREATE INDEX sign_in_by_person ON sign_in (person_id, id);

-- Failures of an account ("account/…", known or not) or a network address ("address/…").
CREATE TABLE sign_in_wait (
  name TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at TEXT NOT NULL,
  closed_until TEXT NOT NULL
);

-- Each record's hash is over the one before it and its own content (src/agency/audit.h).
CREATE TABLE audit_record (
  number {key},
  recorded_at TEXT NOT NULL,
  person_id BIGINT,
  account TEXT NOT NULL,
  address TEXT NOT NULL,
  act TEXT NOT NULL,
  object TEXT NOT NULL,
  result TEXT NOT NULL,
  detail TEXT NOT NULL,
  personal_data BIGINT NOT NULL CHECK (personal_data IN (0, 1)),
  sealing TEXT NOT NULL,
  hash TEXT NOT NULL
);
-- One row: how long the chain is and how it ends, so that a cut tail shows.
CREATE TABLE audit_end (
  id {key},
  number BIGINT NOT NULL,
  hash TEXT NOT NULL
);

-- only sqlite
CREATE TRIGGER audit_record_is_not_changed BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit_record: what happened is never changed'); END;
CREATE TRIGGER audit_record_is_not_deleted BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'audit_record: what happened is never changed'); END;
CREATE TRIGGER audit_record_is_appended BEFORE INSERT ON audit_record
WHEN NEW.number <= (SELECT max(number) FROM audit_record)
BEGIN SELECT RAISE(ABORT, 'audit_record: what happened is only appended'); END;
CREATE TRIGGER audit_end_is_not_deleted BEFORE DELETE ON audit_end
BEGIN SELECT RAISE(ABORT, 'audit_end: it only moves on'); END;
CREATE TRIGGER audit_end_moves_on BEFORE UPDATE ON audit_end WHEN NEW.number <= OLD.number OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'audit_end: it only moves on'); END;
-- only postgresql
CREATE TRIGGER audit_record_is_not_changed BEFORE UPDATE OR DELETE ON audit_record
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_record_is_not_emptied BEFORE TRUNCATE ON audit_record
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_audit_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.number > OLD.number AND NEW.id = OLD.id THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'audit_end: it only moves on' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_end_moves_on BEFORE UPDATE OR DELETE ON audit_end FOR EACH ROW EXECUTE FUNCTION refuse_audit_end();
-- both
