//! The columns of the output: what the command line writes of a document.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields};

/// What a column holds.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    Text,
    /// A whole number of 64 bits.
    Number,
    /// None to many, in order.
    List(&'static Type),
    Struct(&'static [Column]),
}

use Type::{List, Number, Struct, Text};

/// A column: its name and what it holds.
pub(crate) type Column = (&'static str, Type);

/// The columns of a record.
pub(crate) const RECORD: &[Column] = &[
    ("id", Text),
    ("source", Text),
    ("offset", Number),
    ("url", Text),
    ("date", Text),
    ("title", Text),
    ("metadata", Struct(METADATA)),
    ("text", Text),
    ("repairs", List(&Struct(&[("rule", Text), ("count", Number)]))),
    ("warnings", List(&Struct(&[("kind", Text), ("limit", Number), ("encoding", Text)]))),
    // Not one of a record: why there is none.
    ("error", Text),
];

const METADATA: &[Column] = &[
    ("title", Text),
    ("authors", List(&Text)),
    ("published", Text),
    ("modified", Text),
    ("section", Text),
    ("tags", List(&Text)),
    ("description", Text),
    ("language", Text),
    ("url", Text),
    ("site", Text),
    ("image", Text),
];

/// Columns as Arrow has them. All may be null: nothing is made of a document that fails.
pub(crate) fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(|&(name, kind)| Field::new(name, data_type(kind), true)).collect()
}

/// What a column holds as Arrow has it.
pub(crate) fn data_type(kind: Type) -> DataType {
    match kind {
        Text => DataType::Utf8,
        Number => DataType::Int64,
        List(kind) => DataType::List(Arc::new(Field::new_list_field(data_type(*kind), true))),
        Struct(columns) => DataType::Struct(fields(columns)),
    }
}
