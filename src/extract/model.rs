//! A boosted ensemble of oblivious decision trees over a [`Table`].
//!
//! Every level of such a tree asks the same question of all rows, so a tree is six comparisons down
//! a column and one look into 64 leaves: the work runs over whole columns at a time. Columns are
//! first cut into small integers at the borders the trees use. `train/` makes the models.
//!
//! A model file, in little-endian order: the hash of the features' names (u32), the bias and the
//! unit of the leaves (f32 each), how many columns (u16) and trees (u16); for each column its number
//! (u16), how many borders (u8) and the borders (f32 each); for each tree its depth (u8), for each
//! level a column (u16) and the border to be above (u8), and the leaves (i16 each).

use super::table::{Name, Table};

/// A model as it is stored.
pub(super) struct Model(pub(super) &'static [u8]);

impl Model {
    /// The probability of every row; nothing if the model was made for other features.
    pub(super) fn probabilities(&self, table: &Table) -> Option<Vec<f32>> {
        let mut input = Cursor(self.0);
        if input.u32()? != hash_names(&table.names) {
            return None;
        }
        let (bias, unit) = (input.f32()?, input.f32()?);
        let (columns, trees) = (input.u16()?, input.u16()?);
        let bins = read_bins(&mut input, columns.into(), table)?;
        let mut sums = vec![0_i32; table.rows];
        let mut leaves = vec![0_u8; table.rows];
        for _ in 0..trees {
            add_tree(&mut input, &bins, &mut leaves, &mut sums)?;
        }
        let logistic = |sum: i32| 1.0 / (1.0 + (-(bias + unit * sum as f32)).exp());
        Some(sums.into_iter().map(logistic).collect())
    }
}

/// Every column the model reads, as how many of its borders each value is above.
fn read_bins(input: &mut Cursor, columns: usize, table: &Table) -> Option<Vec<u8>> {
    let mut bins = vec![0_u8; columns * table.rows];
    for index in 0..columns {
        let column = usize::from(input.u16()?);
        if column >= table.names.len() {
            return None;
        }
        let values = table.column(column);
        let bins = &mut bins[index * table.rows..(index + 1) * table.rows];
        for _ in 0..input.u8()? {
            let border = input.f32()?;
            for (bin, value) in bins.iter_mut().zip(values) {
                *bin += u8::from(*value > border);
            }
        }
    }
    Some(bins)
}

fn add_tree(input: &mut Cursor, bins: &[u8], leaves: &mut [u8], sums: &mut [i32]) -> Option<()> {
    let rows = leaves.len();
    leaves.fill(0);
    let depth = input.u8()?;
    for level in 0..depth {
        let (column, border) = (usize::from(input.u16()?), input.u8()?);
        let column = bins.get(column * rows..(column + 1) * rows)?;
        for (leaf, bin) in leaves.iter_mut().zip(column) {
            *leaf |= u8::from(*bin > border) << level;
        }
    }
    let mut values = [0_i32; 256];
    for value in values.iter_mut().take(1 << depth) {
        *value = input.i16()?.into();
    }
    for (sum, leaf) in sums.iter_mut().zip(leaves) {
        *sum += values[usize::from(*leaf)];
    }
    Some(())
}

/// A hash of the features' names in order.
pub(super) fn hash_names(names: &[Name]) -> u32 {
    let parts = names.iter().flat_map(|(group, name)| [group, ".", name, "\n"]);
    parts.flat_map(str::bytes).fold(super::words::SEED, super::words::step)
}

struct Cursor(&'static [u8]);

impl Cursor {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn i16(&mut self) -> Option<i16> {
        self.take().map(i16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }
}
