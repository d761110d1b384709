//! Columns of a record batch, read where they are: no string is copied.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;

/// A column of strings or binaries.
pub(crate) struct Column<'a> {
    array: &'a dyn Array,
    /// Whether it holds strings, which are decoded already.
    pub(crate) is_text: bool,
}

impl<'a> Column<'a> {
    /// The column that goes by `name`.
    pub(crate) fn required(batch: &'a RecordBatch, name: &str) -> PyResult<Self> {
        let array = batch.column_by_name(name).ok_or_else(|| {
            let schema = batch.schema();
            let names: Vec<_> = schema.fields().iter().map(|f| f.name().clone()).collect();
            PyKeyError::new_err(format!("no column {name:?}, only {}", names.join(", ")))
        })?;
        Self::new(array).ok_or_else(|| {
            let kind = array.data_type();
            PyTypeError::new_err(format!("column {name:?} is {kind}, not strings or binaries"))
        })
    }

    /// The column of strings that goes by `name`, if there is one.
    pub(crate) fn optional(batch: &'a RecordBatch, name: &str) -> Option<Self> {
        Self::new(batch.column_by_name(name)?).filter(|column| column.is_text)
    }

    fn new(array: &'a dyn Array) -> Option<Self> {
        let is_text = match array.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView => false,
            _ => return None,
        };
        Some(Self { array, is_text })
    }

    /// The value of a row, if it has one.
    pub(crate) fn bytes(&self, row: usize) -> Option<&'a [u8]> {
        let array = self.array;
        if array.is_null(row) {
            return None;
        }
        match array.data_type() {
            DataType::Utf8 => Some(array.as_string::<i32>().value(row).as_bytes()),
            DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row).as_bytes()),
            DataType::Utf8View => Some(array.as_string_view().value(row).as_bytes()),
            DataType::Binary => Some(array.as_binary::<i32>().value(row)),
            DataType::LargeBinary => Some(array.as_binary::<i64>().value(row)),
            DataType::BinaryView => Some(array.as_binary_view().value(row)),
            _ => None,
        }
    }

    /// The string of a row, if it has one.
    pub(crate) fn text(&self, row: usize) -> Option<&'a str> {
        std::str::from_utf8(self.bytes(row)?).ok()
    }
}

/// The whole number of a row in the column that goes by `name`, if there is one.
pub(crate) fn number(batch: &RecordBatch, name: &str, row: usize) -> Option<i64> {
    let array = batch.column_by_name(name)?;
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Int32 => Some(array.as_primitive::<Int32Type>().value(row).into()),
        DataType::Int64 => Some(array.as_primitive::<Int64Type>().value(row)),
        DataType::UInt32 => Some(array.as_primitive::<UInt32Type>().value(row).into()),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).try_into().ok(),
        _ => None,
    }
}

/// The strings of a row in the column of lists that goes by `name`, if there is one.
pub(crate) fn strings(batch: &RecordBatch, name: &str, row: usize) -> Vec<String> {
    let list = batch.column_by_name(name).filter(|array| !array.is_null(row));
    let list = list.and_then(|array| {
        let large = || array.as_list_opt::<i64>().map(|lists| lists.value(row));
        array.as_list_opt::<i32>().map(|lists| lists.value(row)).or_else(large)
    });
    let Some(list) = list else { return Vec::new() };
    let Some(column) = Column::new(&list).filter(|column| column.is_text) else {
        return Vec::new();
    };
    (0..list.len()).filter_map(|at| column.text(at)).map(str::to_owned).collect()
}
