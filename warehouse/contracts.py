"""The columns of the tables that others hand to the writer: name, type, whether they may be missing."""

import numpy as np
import pyarrow as pa


def _required(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


TEXT, DAY, SMALL, WHOLE, AMOUNT = pa.string(), pa.date32(), pa.int8(), pa.int32(), pa.decimal128(18, 6)

OBSERVATION = pa.schema(
    [
        _required("place", TEXT),
        _required("indicator", TEXT),
        _required("breakdown", TEXT),
        pa.field("coverage", TEXT),
        _required("period", TEXT),
        _required("period_start", DAY),
        _required("period_end", DAY),
        pa.field("cumulation", TEXT),
        _required("low", AMOUNT),
        pa.field("high", AMOUNT),
        pa.field("printed", TEXT),
        pa.field("decimals", SMALL),
        pa.field("qualifier", TEXT),
        pa.field("unit", TEXT),
        pa.field("state", TEXT),
        pa.field("as_of", DAY),
        pa.field("as_of_printed", TEXT),
        pa.field("known_from", DAY),
        pa.field("source", TEXT),
        pa.field("source_rank", SMALL),
        pa.field("source_file", TEXT),
        pa.field("source_row", WHOLE),
        pa.field("quotation", TEXT),
        pa.field("note", TEXT),
    ]
)
TARGET = pa.schema(
    [
        _required("place", TEXT),
        _required("indicator", TEXT),
        _required("breakdown", TEXT),
        pa.field("coverage", TEXT),
        _required("period", TEXT),
        _required("period_start", DAY),
        _required("period_end", DAY),
        _required("kind", TEXT),
        _required("operator", TEXT),
        _required("value", AMOUNT),
        pa.field("value_high", AMOUNT),
        _required("decimals", SMALL),
        _required("unit", TEXT),
        pa.field("baseline_value", AMOUNT),
        pa.field("baseline_period", TEXT),
        pa.field("measured_by", TEXT),
        _required("standing", TEXT),
        pa.field("document_id", TEXT),
        pa.field("known_from", DAY),
        _required("target_key", TEXT),
    ]
)
TARGET_SOURCE = pa.schema(
    [
        _required("target_key", TEXT),
        _required("source", TEXT),
        pa.field("source_rank", SMALL),
        pa.field("quotation", TEXT),
        pa.field("note", TEXT),
        pa.field("source_file", TEXT),
        pa.field("source_row", WHOLE),
    ]
)
#: What a row added by hand or from an upload may say beside the columns of a fact.
ADDED = (pa.field("supersedes", TEXT), pa.field("upload_id", TEXT), pa.field("reason", TEXT))

#: Rows a batch, so that DuckDB reads a table of one chunk with every core.
BATCH = 122_880


def with_added(contract: pa.Schema) -> pa.Schema:
    """The contract of rows added by hand or from an upload."""
    return pa.schema([*contract, *ADDED])


def conformed(table: pa.Table, contract: pa.Schema) -> pa.Table:
    """The table in the contract's columns and types, absent optional ones missing; ValueError otherwise."""
    strange = sorted(set(table.column_names) - set(contract.names))
    absent = [field.name for field in contract if not field.nullable and field.name not in table.column_names]
    if strange or absent:
        raise ValueError(f"columns not in the contract: {strange}; columns that must be there: {absent}")
    columns = [_column(table, field) for field in contract]
    return batched(pa.Table.from_arrays(columns, names=contract.names))


def numbered(table: pa.Table) -> pa.Table:
    """The table with the `position` of each row, counted from 0."""
    position = pa.array(np.arange(table.num_rows, dtype=np.int32))
    return batched(table.append_column("position", position))


def batched(table: pa.Table) -> pa.Table:
    """The same rows in batches that DuckDB reads with every core."""
    return pa.Table.from_batches(table.to_batches(max_chunksize=BATCH), schema=table.schema)


def _column(table: pa.Table, field: pa.Field) -> pa.ChunkedArray:
    if field.name not in table.column_names:
        return pa.chunked_array([pa.nulls(table.num_rows, field.type)])
    column = table.column(field.name)
    if column.null_count and not field.nullable:
        raise ValueError(f"{field.name} is missing in {column.null_count} rows")
    return column if pa.types.is_dictionary(column.type) else column.cast(field.type)
