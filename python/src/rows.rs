//! What is written of a document: the columns of the output, in one place.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{ArrowError, Field, Schema};
use pyo3::prelude::*;
use serde_json::{Value, json};
use unmangle::ingest;
use unmangle::model::document::Metadata;
use unmangle::options::Format;
use unmangle::report::Warning;
use unmangle::rules::RuleId;
use unmangle::{Cleaned, Options};

use crate::document::Document;
use crate::error::Failure;
use crate::schema::{Column, RECORD, Type, data_type, fields};

/// A document of the output; what is made of it stays empty where there is none or it failed.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) offset: Option<i64>,
    pub(crate) url: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) text: Option<String>,
    pub(crate) repairs: BTreeMap<RuleId, i64>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) error: Option<String>,
}

impl Row {
    /// A record of an archive, cleaned.
    pub(crate) fn of_record(
        record: &ingest::Record,
        options: &Options,
        format: Format,
    ) -> Result<Self, Failure> {
        let document = Document {
            bytes: &record.payload,
            url: record.url.as_deref(),
            charset: record.charset.as_deref(),
        };
        let cleaned = document.clean_leniently(options)?;
        let place = Self {
            id: record.id.clone(),
            source: record.source.clone(),
            offset: record.offset.and_then(|offset| offset.try_into().ok()),
            url: record.url.clone(),
            date: record.date.clone(),
            title: record.title.clone(),
            ..Self::default()
        };
        Ok(place.filled(&cleaned, format))
    }

    /// The row with what was made of its document.
    pub(crate) fn filled(mut self, cleaned: &Cleaned, format: Format) -> Self {
        for repair in &cleaned.report.repairs {
            *self.repairs.entry(repair.rule).or_insert(0) += 1;
        }
        self.metadata = cleaned.document.metadata.clone();
        self.title = self.title.or_else(|| self.metadata.title.clone());
        self.text = Some(cleaned.render(format));
        self.warnings.clone_from(&cleaned.report.warnings);
        self
    }

    /// The row with why nothing was made of its document.
    pub(crate) fn failed(mut self, failure: &Failure) -> Self {
        self.error = Some(failure.reason());
        self
    }

    /// Bytes of its text.
    pub(crate) fn length(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }

    /// The line of JSON Lines that the command line writes.
    pub(crate) fn to_json(&self) -> Value {
        let repairs: BTreeMap<&str, i64> =
            self.repairs.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
        json!({
            "schema": 1,
            "id": self.id,
            "source": self.source,
            "offset": self.offset,
            "url": self.url,
            "date": self.date,
            "title": self.title,
            "metadata": self.metadata,
            "text": self.text,
            "repairs": repairs,
            "warnings": self.warnings,
        })
    }

    /// The row as an object of [`RECORD`].
    fn to_value(&self) -> Value {
        let mut value = self.to_json();
        value["error"] = json!(self.error);
        if self.text.is_none() {
            for made in ["metadata", "repairs", "warnings"] {
                value[made] = Value::Null;
            }
        } else {
            let count =
                |(rule, count): (&RuleId, &i64)| json!({"rule": rule.as_str(), "count": count});
            value["repairs"] = self.repairs.iter().map(count).collect();
        }
        value
    }
}

/// The columns of the output, as a `pyarrow.Schema`.
#[pyfunction]
pub(crate) fn columns() -> PyArrowType<Schema> {
    PyArrowType(Schema::new(fields(RECORD)))
}

/// The rows as a record batch.
pub(crate) fn batch(rows: &[Row]) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<Value> = rows.iter().map(Row::to_value).collect();
    let rows: Vec<&Value> = rows.iter().collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields(RECORD))), arrays(RECORD, &rows)?)
}

/// The columns of objects.
fn arrays(columns: &[Column], objects: &[&Value]) -> Result<Vec<ArrayRef>, ArrowError> {
    columns
        .iter()
        .map(|&(name, kind)| {
            let values: Vec<&Value> = objects.iter().map(|object| &object[name]).collect();
            array(kind, &values)
        })
        .collect()
}

/// Values as an array; the schema's types nest as deep as they are written, and no deeper.
fn array(kind: Type, values: &[&Value]) -> Result<ArrayRef, ArrowError> {
    let nulls = || NullBuffer::from_iter(values.iter().map(|value| !value.is_null()));
    Ok(match kind {
        Type::Text => text(values.iter().map(|value| value.as_str())),
        Type::Number => numbers(values.iter().map(|value| value.as_i64())),
        Type::Struct(columns) => {
            let arrays = arrays(columns, values)?;
            Arc::new(StructArray::try_new(fields(columns), arrays, Some(nulls()))?)
        }
        Type::List(of) => {
            let lists = values.iter().map(|value| value.as_array().map_or(&[][..], Vec::as_slice));
            let offsets = OffsetBuffer::from_lengths(lists.clone().map(<[Value]>::len));
            let flat: Vec<&Value> = lists.flatten().collect();
            let field = Arc::new(Field::new_list_field(data_type(*of), true));
            let flat = array(*of, &flat)?;
            Arc::new(ListArray::try_new(field, offsets, flat, Some(nulls()))?)
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
