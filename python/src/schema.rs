//! The columns of the output as Arrow has them: those of the command line's record, and why there is
//! none.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields, Schema};
use pyo3::prelude::*;
use serde_json::Value;
use unmangle_cli::schema::{Column, RECORD, Type};

/// The column that says why nothing was made of a document.
pub(crate) const ERROR: &str = "error";

/// The columns of the output. All may be null: nothing is made of a document that fails.
pub(crate) fn output() -> Fields {
    let column = |column: &Column| Field::new(column.name, data_type(column.kind), true);
    RECORD.iter().map(column).chain([Field::new(ERROR, DataType::Utf8, true)]).collect()
}

/// The columns of the output, as a `pyarrow.Schema`.
#[pyfunction]
pub(crate) fn columns() -> PyArrowType<Schema> {
    PyArrowType(Schema::new(output()))
}

/// Objects of the output's columns as a record batch.
pub(crate) fn batch(rows: &[Value]) -> Result<RecordBatch, ArrowError> {
    let values = |name: &str| rows.iter().map(|row| &row[name]).collect::<Vec<_>>();
    let mut arrays = Vec::new();
    for column in RECORD {
        arrays.push(array(column.kind, &values(column.name))?);
    }
    arrays.push(array(Type::Text, &values(ERROR))?);
    RecordBatch::try_new(Arc::new(Schema::new(output())), arrays)
}

fn data_type(kind: Type) -> DataType {
    match kind {
        Type::Text => DataType::Utf8,
        Type::Number => DataType::Int64,
        Type::List(kind) => DataType::List(element(*kind)),
        Type::Struct(columns) => DataType::Struct(fields(columns)),
    }
}

/// What a list holds, named as Parquet has it.
fn element(kind: Type) -> FieldRef {
    Arc::new(Field::new("element", data_type(kind), false))
}

fn fields(columns: &[Column]) -> Fields {
    let field = |column: &Column| Field::new(column.name, data_type(column.kind), !column.required);
    columns.iter().map(field).collect()
}

/// Values as an array; the schema's types nest as deep as they are written, and no deeper.
fn array(kind: Type, values: &[&Value]) -> Result<ArrayRef, ArrowError> {
    let nulls = || NullBuffer::from_iter(values.iter().map(|value| !value.is_null()));
    Ok(match kind {
        Type::Text => text(values.iter().map(|value| value.as_str())),
        Type::Number => numbers(values.iter().map(|value| value.as_i64())),
        Type::Struct(columns) => {
            let column = |column: &Column| {
                let values: Vec<&Value> = values.iter().map(|value| &value[column.name]).collect();
                array(column.kind, &values)
            };
            let arrays = columns.iter().map(column).collect::<Result<_, _>>()?;
            Arc::new(StructArray::try_new(fields(columns), arrays, Some(nulls()))?)
        }
        Type::List(of) => {
            let lists = values.iter().map(|value| value.as_array().map_or(&[][..], Vec::as_slice));
            let offsets = OffsetBuffer::from_lengths(lists.clone().map(<[Value]>::len));
            let flat: Vec<&Value> = lists.flatten().collect();
            let flat = array(*of, &flat)?;
            Arc::new(ListArray::try_new(element(*of), offsets, flat, Some(nulls()))?)
        }
    })
}

/// A column of strings.
pub(crate) fn text<T: AsRef<str>>(values: impl Iterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

/// A column of whole numbers.
pub(crate) fn numbers(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.collect::<Int64Array>())
}
