//! A report as it was written, by us or by whoever took repairs out of it.

use std::str::FromStr;

use serde::Deserialize;

use super::{Edit, Patch, PatchError};
use crate::model::source::Span;
use crate::report::{Layer, LayerKind};

#[derive(Deserialize)]
struct Line {
    report: Told,
}

#[derive(Deserialize)]
struct Told {
    encoding: String,
    input: InputTold,
    layers: Vec<LayerTold>,
    repairs: Vec<RepairTold>,
}

#[derive(Deserialize)]
struct InputTold {
    bytes: u32,
    hash: Option<String>,
}

#[derive(Deserialize)]
struct LayerTold {
    kind: LayerKind,
    edits: Vec<[u32; 3]>,
}

#[derive(Deserialize)]
struct RepairTold {
    before: String,
    after: String,
    layer: Option<usize>,
    at: Option<Span>,
    hex: Option<String>,
}

impl FromStr for Patch {
    type Err = PatchError;

    /// Reads a report as JSON, or an object that has one as its `report`.
    fn from_str(text: &str) -> Result<Self, PatchError> {
        let told = match serde_json::from_str::<Line>(text) {
            Ok(line) => Ok(line.report),
            Err(error) => serde_json::from_str(text).map_err(|_| error),
        };
        patch(told.map_err(|error| wrong(error.to_string()))?)
    }
}

fn patch(told: Told) -> Result<Patch, PatchError> {
    let hash = told.input.hash.map(|hash| u64::from_str_radix(&hash, 16)).transpose();
    let hash = hash.map_err(|_| wrong("its hash is none".to_owned()))?;
    let layer = |layer: LayerTold| Layer { kind: layer.kind, edits: layer.edits };
    let layers: Vec<Layer> = told.layers.into_iter().map(layer).collect();
    let apart = |edits: &[[u32; 3]]| {
        let forward = edits.iter().all(|[start, end, _]| start <= end);
        forward && edits.windows(2).all(|pair| pair[0][1] <= pair[1][0])
    };
    if !layers.iter().all(|layer| apart(&layer.edits)) {
        return Err(wrong("the edits of a layer are not in order".to_owned()));
    }
    let mut edits = vec![Vec::new(); layers.len()];
    for repair in told.repairs {
        let (Some(layer), Some(at)) = (repair.layer, repair.at) else { continue };
        let after = repair.hex.map_or_else(|| repair.after.into_bytes(), |hex| bytes(&hex));
        let known: Option<&mut Vec<Edit>> = edits.get_mut(layer);
        let known = known.ok_or_else(|| wrong(format!("there is no layer {layer}")))?;
        known.push(Edit { at, before: repair.before, after });
    }
    Ok(Patch { length: told.input.bytes, hash, encoding: told.encoding, layers, edits })
}

fn wrong(reason: String) -> PatchError {
    PatchError::NotAReport { reason }
}

/// Bytes, two hexadecimal digits each.
pub(super) fn bytes(hex: &str) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or_default() as u8;
    hex.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |all, d| all << 4 | digit(d))).collect()
}
