-- What people add beside the facts of git, and a build never touches: documents of targets typed or uploaded, and how
-- files of one form (the same headers) are to be read. Both only ever added to.
CREATE TABLE document_added (
    document_id      VARCHAR NOT NULL,     -- the latest row of an identifier holds; one of the table document before all
    number           VARCHAR,
    date             DATE,
    date_printed     VARCHAR,
    issuer           VARCHAR,
    place            VARCHAR NOT NULL,
    authority        INTEGER NOT NULL,
    title            VARCHAR,
    source           VARCHAR,
    note             VARCHAR,
    recorded_at      TIMESTAMPTZ NOT NULL,
    recorded_by      VARCHAR NOT NULL,
    upload_id        VARCHAR
);
CREATE TABLE reading_correction (
    signature        VARCHAR NOT NULL,     -- the headers in their order
    options          VARCHAR NOT NULL,     -- JSON: what was corrected by hand
    made_at          TIMESTAMPTZ NOT NULL,
    made_by          VARCHAR NOT NULL
);
