-- The catalogue: items with their editions, index numbers, relations, counts for lists, the register of issued documents.
-- Everything here is folded from events of the streams item/… and document/…, and can be made anew from them.

CREATE TABLE item (
  id {identity},
  agency_id BIGINT NOT NULL,
  column_code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
  edition_number BIGINT NOT NULL,
  index_no TEXT UNIQUE,
  index_scope TEXT,
  index_serial BIGINT,
  validity TEXT NOT NULL,
  repealed_on TEXT,
  validity_reason TEXT NOT NULL,
  published_at TEXT,
  changed_at TEXT,
  correction_reason TEXT NOT NULL,
  withdrawal_reason TEXT NOT NULL,
  withdrawn_at TEXT,
  old_address TEXT,
  import_id TEXT UNIQUE,
  version BIGINT NOT NULL,
  -- of the current edition, for lists
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  created_on TEXT,
  document_no TEXT NOT NULL,
  theme TEXT NOT NULL,
  theme_class TEXT NOT NULL,
  genre TEXT NOT NULL,
  legal_item TEXT NOT NULL
);
CREATE INDEX item_by_agency_column ON item (agency_id, column_code, published_at, id) WHERE state = 'published';
CREATE INDEX item_by_agency ON item (agency_id, published_at, id) WHERE state = 'published';
CREATE INDEX item_by_column ON item (column_code, published_at, id) WHERE state = 'published';
CREATE INDEX item_by_time ON item (published_at, id) WHERE state = 'published';
CREATE INDEX item_by_theme ON item (theme_class, published_at, id) WHERE state = 'published' AND theme_class <> '';
CREATE INDEX item_by_genre ON item (genre, published_at, id) WHERE state = 'published' AND genre <> '';
CREATE INDEX item_by_validity ON item (validity, published_at, id) WHERE state = 'published' AND validity <> 'not_applicable';
CREATE INDEX item_by_old_address ON item (old_address) WHERE old_address IS NOT NULL;
CREATE INDEX item_by_document_no ON item (agency_id, document_no) WHERE document_no <> '';
CREATE INDEX item_by_index_serial ON item (index_scope, index_serial) WHERE index_scope IS NOT NULL;

CREATE TABLE edition (
  item_id BIGINT NOT NULL REFERENCES item (id),
  number BIGINT NOT NULL,
  made_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_person BIGINT,
  content TEXT NOT NULL,
  PRIMARY KEY (item_id, number)
);

CREATE TABLE item_relation (
  item_id BIGINT NOT NULL REFERENCES item (id),
  kind TEXT NOT NULL,
  to_item_id BIGINT NOT NULL REFERENCES item (id),
  PRIMARY KEY (item_id, kind, to_item_id)
);
CREATE INDEX item_relation_back ON item_relation (to_item_id, kind, item_id);

-- The last serial given in each scope of index numbers ("014178678/2023-#"): never given twice.
CREATE TABLE index_serial (
  scope TEXT NOT NULL PRIMARY KEY,
  agency_id BIGINT NOT NULL,
  last_serial BIGINT NOT NULL
);
CREATE INDEX index_serial_by_agency ON index_serial (agency_id, scope);

-- How many published items there are of each combination; agency_id 0 counts all agencies.
CREATE TABLE item_count (
  agency_id BIGINT NOT NULL,
  column_code TEXT NOT NULL,
  published_year TEXT NOT NULL,
  theme_class TEXT NOT NULL,
  genre TEXT NOT NULL,
  validity TEXT NOT NULL,
  items BIGINT NOT NULL CHECK (items >= 0),
  PRIMARY KEY (agency_id, column_code, published_year, theme_class, genre, validity)
);

CREATE TABLE issued_document (
  id {identity},
  agency_id BIGINT NOT NULL,
  document_no TEXT NOT NULL,
  sign TEXT NOT NULL,
  year BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  title TEXT NOT NULL,
  issued_on TEXT NOT NULL,
  genre TEXT NOT NULL,
  disclosure TEXT NOT NULL,
  reason TEXT NOT NULL,
  is_normative BIGINT NOT NULL,
  item_id BIGINT REFERENCES item (id),
  version BIGINT NOT NULL,
  UNIQUE (agency_id, document_no)
);
CREATE INDEX issued_document_by_sign ON issued_document (agency_id, sign, year, serial);
