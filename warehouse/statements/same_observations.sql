-- The arriving figures that stand already as they are.
SELECT position FROM met ANTI JOIN beaten USING (standing, position) WHERE same;
