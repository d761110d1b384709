//! One layer of a patch.
//!
//! The places of edits are those of the text that all repairs before made. Where some of them are not
//! made, this text is another one: the [`Difference`]s say where, and by how much what follows moves.

use std::ops::Range;

use super::Edit;
use super::written::Source;
use crate::model::source::Span;
use crate::report::Layer;

/// A part that is not as the report takes it to be.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    /// Where the report has it.
    pub(super) told: Range<usize>,
    /// How long it is.
    pub(super) length: usize,
}

/// What a step did.
pub(super) struct Done {
    pub(super) differences: Vec<Difference>,
    pub(super) applied: usize,
}

/// The edits of a layer that are to be made, in order.
pub(super) struct Kept<'a> {
    edits: Vec<&'a Edit>,
    next: usize,
}

impl<'a> Kept<'a> {
    pub(super) fn new(edits: &'a [Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        Self { edits, next: 0 }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.edits.len()
    }

    /// The edit that `told` is, which `later` follows in the layer.
    fn take(&mut self, told: [u32; 3], later: Option<&[u32; 3]>) -> Option<&'a Edit> {
        let [start, end, length] = told;
        let edit = *self.edits.get(self.next)?;
        let another = edit.after.len() != length as usize;
        let fits =
            |other: &[u32; 3]| other[..2] == [start, end] && other[2] as usize == edit.after.len();
        let found = edit.at == Span { start, end } && !(another && later.is_some_and(fits));
        self.next += usize::from(found);
        found.then_some(edit)
    }
}

/// What stands in the way of copying on.
enum Site<'e> {
    Told(&'e [u32; 3], Option<&'e [u32; 3]>),
    Differs(&'e Difference),
}

impl Site<'_> {
    fn range(&self) -> Range<usize> {
        match self {
            Self::Told([start, end, _], _) => *start as usize..*end as usize,
            Self::Differs(difference) => difference.told.clone(),
        }
    }
}

/// Makes the edits of a layer.
///
/// # Errors
/// The place at which the source is not what the edit says.
pub(super) fn step(
    source: &mut Source<'_>,
    layer: &Layer,
    differences: &[Difference],
    kept: &mut Kept<'_>,
) -> Result<Done, Span> {
    let later = layer.edits.iter().skip(1).map(Some).chain([None]);
    let told = layer.edits.iter().zip(later).map(|(edit, later)| Site::Told(edit, later));
    let mut sites: Vec<Site<'_>> = told.chain(differences.iter().map(Site::Differs)).collect();
    sites.sort_by_key(|site| (site.range().start, site.range().end));
    let mut step = Step { differences: Vec::new(), applied: 0, shift: 0, told: 0 };
    let mut at = 0;
    while let Some(first) = sites.get(at) {
        let mut end = first.range().end;
        let mut count = 1;
        while let Some(next) = sites.get(at + count)
            && next.range().start < end
        {
            end = end.max(next.range().end);
            count += 1;
        }
        step.cluster(source, &sites[at..at + count], first.range().start..end, kept)?;
        at += count;
    }
    source.turn();
    if let Some(edit) = kept.edits.get(kept.next) {
        return Err(edit.at);
    }
    Ok(Done { differences: step.differences, applied: step.applied })
}

struct Step {
    differences: Vec<Difference>,
    applied: usize,
    /// By how much the source is longer than the report has it, so far.
    shift: isize,
    /// By how much the next layer is longer than this one, as the report has it, so far.
    told: isize,
}

impl Step {
    /// Sites that meet: one edit is made; what meets a difference stays.
    fn cluster(
        &mut self,
        source: &mut Source<'_>,
        sites: &[Site<'_>],
        range: Range<usize>,
        kept: &mut Kept<'_>,
    ) -> Result<(), Span> {
        let start = range.start.saturating_add_signed(self.shift);
        let begins = range.start.saturating_add_signed(self.told);
        if let [Site::Told(edit, later)] = sites {
            let length = edit[2] as usize;
            let end = start + range.len();
            let made = match kept.take(**edit, *later) {
                Some(edit) => {
                    let found = source.get(start..end);
                    if found.is_none_or(|found| String::from_utf8_lossy(found) != *edit.before) {
                        return Err(edit.at);
                    }
                    source.replace(start..end, &edit.after);
                    self.applied += 1;
                    (edit.after.len() != length).then_some(edit.after.len())
                }
                None => Some(range.len()),
            };
            self.differs(begins, length, made);
            self.told += length as isize - range.len() as isize;
            return Ok(());
        }
        let (mut length, mut actual) = (range.len() as isize, range.len() as isize);
        for site in sites {
            match site {
                Site::Told(edit, later) => {
                    kept.take(**edit, *later);
                    length += edit[2] as isize - site.range().len() as isize;
                }
                Site::Differs(difference) => {
                    actual += difference.length as isize - difference.told.len() as isize;
                }
            }
        }
        self.shift += actual - range.len() as isize;
        self.differs(begins, length.max(0) as usize, Some(actual.max(0) as usize));
        self.told += length - range.len() as isize;
        Ok(())
    }

    fn differs(&mut self, start: usize, length: usize, made: Option<usize>) {
        if let Some(made) = made {
            let told = start..start + length;
            self.differences.push(Difference { told, length: made });
        }
    }
}
