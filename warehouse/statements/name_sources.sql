-- Where each arriving target, already in the table, was read.
CREATE OR REPLACE TEMP TABLE named AS
WITH digested AS (
    SELECT *, md5_number(concat_ws(chr(31), source, coalesce(source_rank::VARCHAR, chr(30)),
        coalesce(quotation, chr(30)), coalesce(note, chr(30)))) AS digest
    FROM arriving_sources
)
SELECT DISTINCT ON (identified.target_id, digested.digest) digested.* EXCLUDE (target_key), identified.target_id
FROM digested JOIN identified USING (target_key)
ORDER BY identified.target_id, digested.digest, digested.source_file, digested.source_row;

CREATE OR REPLACE TEMP TABLE cited AS
SELECT target_id, digest FROM target_source GROUP BY target_id, digest
HAVING count(*) FILTER (NOT withdrawal) > count(*) FILTER (withdrawal);

CREATE OR REPLACE TEMP TABLE coming AS FROM named ANTI JOIN cited USING (target_id, digest);

CREATE OR REPLACE TEMP TABLE going AS
SELECT DISTINCT ON (target_id, digest) target_source.* FROM target_source
SEMI JOIN (FROM cited SEMI JOIN identified USING (target_id) ANTI JOIN named USING (target_id, digest)) AS vanished
    USING (target_id, digest)
ORDER BY target_id, digest, recorded_at DESC;

INSERT INTO target_source BY NAME SELECT *, $now AS recorded_at, $by AS recorded_by FROM coming;

INSERT INTO target_source BY NAME
SELECT * REPLACE ($now AS recorded_at, $by AS recorded_by, true AS withdrawal) FROM going;

SELECT (SELECT count(*) FROM coming) + (SELECT count(*) FROM going) AS moved;
