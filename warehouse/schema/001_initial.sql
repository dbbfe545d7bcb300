-- The warehouse, version 1. Facts are only ever added: a correction is a new row that names the row it
-- supersedes, a removal is a withdrawal row. Nothing here says "in force": that is a question with a clock.

CREATE TABLE warehouse_meta (           -- one row
    schema_version   INTEGER   NOT NULL,
    data_version     BIGINT    NOT NULL,   -- moves with every committed change; keys every cached read
    created_at       TIMESTAMPTZ NOT NULL
);

CREATE TABLE build (                    -- one row for every run of `python -m etl build` that changed something, and the last one
    build_id         BIGINT PRIMARY KEY,
    started_at       TIMESTAMPTZ NOT NULL,
    finished_at      TIMESTAMPTZ NOT NULL,
    code_version     VARCHAR NOT NULL,
    data_digest      VARCHAR NOT NULL,     -- SHA-256 over the files of data/
    data_date        DATE,                 -- latest date on which a loaded figure was known
    added            INTEGER NOT NULL,
    superseded       INTEGER NOT NULL,
    withdrawn        INTEGER NOT NULL,
    changed          BOOLEAN NOT NULL      -- false: the last run found nothing to do; the next run's row replaces it
);

-- Reference: replaced as a whole by a build, since git keeps its history.
CREATE TABLE place (
    place            VARCHAR PRIMARY KEY,
    code             VARCHAR,              -- of the statistics office; several places share one over time
    level            VARCHAR NOT NULL,     -- nation | region | province
    name_vi          VARCHAR NOT NULL,
    name_en          VARCHAR,
    valid_from       DATE NOT NULL,
    valid_to         DATE,
    successor        VARCHAR,
    position         INTEGER NOT NULL,     -- official order
    short_vi         VARCHAR
);
CREATE TABLE place_name   (place VARCHAR NOT NULL, name_vi VARCHAR NOT NULL, full_name_vi VARCHAR NOT NULL, name_en VARCHAR,
                           type VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE, legal_basis VARCHAR);
CREATE TABLE place_region (place VARCHAR NOT NULL, region VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE);
CREATE TABLE place_code   (code VARCHAR NOT NULL, place VARCHAR NOT NULL, valid_from DATE, valid_to DATE);
CREATE TABLE place_alias  (alias VARCHAR NOT NULL, place_until_2025_06 VARCHAR, place_from_2025_07 VARCHAR, kind VARCHAR, note VARCHAR);
CREATE TABLE tile         (grid INTEGER NOT NULL, place VARCHAR, label VARCHAR NOT NULL, grid_row INTEGER NOT NULL, grid_col INTEGER NOT NULL, belongs_to VARCHAR);
CREATE TABLE document (
    document_id      VARCHAR PRIMARY KEY,  -- e.g. ha-noi.177-kh-ubnd.2022-06-28: a number alone is no key
    number           VARCHAR,              -- as printed; null: chưa rõ văn bản
    date             DATE,                 -- last day of what is printed (a month means its last day)
    date_printed     VARCHAR,
    issuer           VARCHAR,              -- in Vietnamese
    place            VARCHAR NOT NULL,     -- which place it binds
    authority        INTEGER NOT NULL,     -- 4 Party directive, Prime Minister, HĐND · 3 UBND plan or decision · 2 guidance, Party programme · 1 unknown
    title            VARCHAR,
    source           VARCHAR,              -- a link, or a file under data/documents/texts/
    note             VARCHAR
);
CREATE TABLE labour_force (place VARCHAR NOT NULL, year INTEGER NOT NULL, thousand_persons DECIMAL(18,6) NOT NULL, state VARCHAR NOT NULL, source VARCHAR NOT NULL);
CREATE TABLE set_aside    (subject VARCHAR, why VARCHAR NOT NULL, place VARCHAR, indicator VARCHAR, breakdown VARCHAR, period VARCHAR, value VARCHAR,
                           unit VARCHAR, source VARCHAR, quotation VARCHAR, note VARCHAR, source_file VARCHAR NOT NULL, source_row INTEGER NOT NULL);

-- Append-only facts. An identifier is the first 16 hex digits of a digest over content and data version; of an observation
-- that people send over version, moment and turn.
CREATE TABLE target (
    target_id        VARCHAR PRIMARY KEY,
    digest           UHUGEINT NOT NULL,    -- md5 of the content, without where and when it was read
    place            VARCHAR NOT NULL,
    indicator        VARCHAR NOT NULL,
    breakdown        VARCHAR NOT NULL,
    coverage         VARCHAR,
    period           VARCHAR NOT NULL,     -- 2022 · 2021..2025
    period_start     DATE NOT NULL,
    period_end       DATE NOT NULL,
    kind             VARCHAR NOT NULL,     -- year | milestone | cumulative | average_per_year
    operator         VARCHAR NOT NULL,
    value            DECIMAL(18,6) NOT NULL,
    value_high       DECIMAL(18,6),
    decimals         TINYINT NOT NULL,     -- as printed
    unit             VARCHAR NOT NULL,
    baseline_value   DECIMAL(18,6),
    baseline_period  VARCHAR,
    measured_by      VARCHAR,              -- the series whose actual judges it, where it is another indicator
    standing         VARCHAR NOT NULL,     -- issued | draft
    document_id      VARCHAR,              -- null: chưa rõ văn bản
    known_from       DATE,                 -- the document's date; null: in every view, marked "chưa rõ ngày"
    recorded_at      TIMESTAMPTZ NOT NULL,
    recorded_by      VARCHAR NOT NULL,
    origin           VARCHAR NOT NULL,     -- fact (a file of data/) | upload | hand
    upload_id        VARCHAR,
    supersedes       VARCHAR,              -- target_id
    withdrawal       BOOLEAN NOT NULL DEFAULT false,
    reason           VARCHAR
);
CREATE TABLE target_source (              -- where the same target was read; also added only
    target_id        VARCHAR NOT NULL,
    source           VARCHAR NOT NULL,
    source_rank      TINYINT,              -- 1 the office's own, 2 press, 3 other
    quotation        VARCHAR,
    note             VARCHAR,
    source_file      VARCHAR,
    source_row       INTEGER,
    digest           UHUGEINT NOT NULL,    -- md5 of source, rank, quotation and note
    recorded_at      TIMESTAMPTZ NOT NULL,
    recorded_by      VARCHAR NOT NULL,
    withdrawal       BOOLEAN NOT NULL DEFAULT false  -- a later row that takes the same source away again
);
CREATE TABLE observation (
    observation_id   VARCHAR NOT NULL,     -- unique by construction: a key would double the loading of a million rows (2.9 s, not 1.4 s)
    digest           UHUGEINT NOT NULL,    -- of facts, md5 of the content without where and when it was read; of rows that people send, 0
    place            VARCHAR NOT NULL,
    indicator        VARCHAR NOT NULL,
    breakdown        VARCHAR NOT NULL,
    coverage         VARCHAR,
    period           VARCHAR NOT NULL,     -- one key, written the shorter way: 2022-H1, never 2022-YTD06
    period_start     DATE NOT NULL,
    period_end       DATE NOT NULL,
    cumulation       VARCHAR,              -- whole_year | year_to_date | in_period; null for stocks and rates
    low              DECIMAL(18,6),        -- the printed value, or the low end of a range; null in a withdrawal
    high             DECIMAL(18,6),        -- the high end of a range
    printed          VARCHAR,              -- the text as read
    decimals         TINYINT,
    qualifier        VARCHAR,              -- exact | more_than | about | nearly | range
    unit             VARCHAR,
    state            VARCHAR,              -- estimate | preliminary | final
    as_of            DATE,                 -- last day of what is printed
    as_of_printed    VARCHAR,
    known_from       DATE,                 -- null: unknown, in the undated view only
    recorded_at      TIMESTAMPTZ NOT NULL,
    recorded_by      VARCHAR NOT NULL,
    origin           VARCHAR NOT NULL,     -- fact | upload | hand
    upload_id        VARCHAR,
    source           VARCHAR,
    source_rank      TINYINT,
    source_file      VARCHAR,
    source_row       INTEGER,
    quotation        VARCHAR,
    note             VARCHAR,
    supersedes       VARCHAR,              -- observation_id
    withdrawal       BOOLEAN NOT NULL DEFAULT false,
    reason           VARCHAR
);

-- Uploads and rounds: written by people, never by a build.
CREATE TABLE upload (
    upload_id        VARCHAR PRIMARY KEY,
    file_name        VARCHAR NOT NULL,
    sha256           VARCHAR NOT NULL,
    bytes            BIGINT  NOT NULL,
    rows_read        INTEGER NOT NULL,
    received_at      TIMESTAMPTZ NOT NULL,
    received_by      VARCHAR NOT NULL,
    as_of            DATE,
    reason           VARCHAR
);
CREATE TABLE upload_event (
    upload_id        VARCHAR NOT NULL,
    event            VARCHAR NOT NULL,     -- loaded | undone | redone
    happened_at      TIMESTAMPTZ NOT NULL,
    happened_by      VARCHAR NOT NULL,
    reason           VARCHAR
);
CREATE TABLE round (
    round_id         VARCHAR PRIMARY KEY,
    name             VARCHAR NOT NULL,
    frozen_at        TIMESTAMPTZ NOT NULL,
    as_of            DATE,
    frozen_by        VARCHAR NOT NULL,
    note             VARCHAR,
    rules            VARCHAR NOT NULL      -- the rules file as it stood
);
