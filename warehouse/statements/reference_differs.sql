CREATE OR REPLACE TEMP TABLE coming AS FROM "{table}" LIMIT 0;
INSERT INTO coming BY NAME FROM arriving_rows;
SELECT EXISTS (
    (FROM coming EXCEPT ALL FROM "{table}") UNION ALL (FROM "{table}" EXCEPT ALL FROM coming)
);
