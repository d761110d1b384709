//! The columns of numbers that a model reads: a row for each block, a column for each feature.

/// A feature's name; tables and models must agree on them, in order.
pub(crate) type Name = (&'static str, &'static str);

/// Numbers by column.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) rows: usize,
    pub(crate) names: Vec<Name>,
    pub(crate) values: Vec<f32>,
}

impl Table {
    pub(crate) fn new(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// Adds a column and returns its number.
    pub(crate) fn add(&mut self, name: Name, value: impl FnMut(usize) -> f32) -> usize {
        self.names.push(name);
        self.values.extend((0..self.rows).map(value));
        self.names.len() - 1
    }

    /// Adds a column of 0 and 1.
    pub(crate) fn add_flag(&mut self, name: Name, mut value: impl FnMut(usize) -> bool) {
        self.add(name, |row| f32::from(u8::from(value(row))));
    }

    /// Adds a column for every bit of a mask.
    pub(crate) fn add_bits(
        &mut self,
        group: &'static str,
        names: impl Iterator<Item = &'static str>,
        masks: &[u32],
    ) {
        for (bit, name) in names.enumerate() {
            self.add_flag((group, name), |row| masks[row] >> bit & 1 == 1);
        }
    }

    /// Adds a column's value `by` rows further on; -1 past the ends.
    pub(crate) fn add_shifted(&mut self, name: Name, column: usize, by: isize) {
        let start = column * self.rows;
        self.names.push(name);
        for row in 0..self.rows {
            let other = row.checked_add_signed(by).filter(|&other| other < self.rows);
            self.values.push(other.map_or(-1.0, |other| self.values[start + other]));
        }
    }

    pub(crate) fn column(&self, column: usize) -> &[f32] {
        &self.values[column * self.rows..(column + 1) * self.rows]
    }
}
