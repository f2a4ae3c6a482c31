//! Rows and files that cannot be read: the first stops the command, or all are counted.

use anyhow::Result;

/// How many faults are named; the others are only counted.
const NAMED: usize = 5;

/// What was left out.
#[derive(Debug, Default)]
pub struct Faults {
    skip: bool,
    found: mien::studio::faults::Faults<String>,
}

impl Faults {
    /// Counts faults where they are to be skipped; else the first is an error.
    pub fn new(skip: bool) -> Self {
        Self {
            skip,
            ..Self::default()
        }
    }

    /// What was read, or `None` where it is to be skipped.
    ///
    /// # Errors
    /// The fault itself, where it is not to be skipped.
    pub fn pass<T>(&mut self, read: Result<T>) -> Result<Option<T>> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(fault) if self.skip => {
                self.found.add(format!("{fault:#}"));
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    /// How many rows or files were left out.
    pub fn count(&self) -> usize {
        self.found.count
    }

    /// What was wrong with the first few of them.
    pub fn first(&self) -> &[String] {
        let few = NAMED.min(self.found.first.len());
        &self.found.first[..few]
    }

    /// Says on the standard error what of `name` was left out, where anything was.
    pub fn say(&self, name: &str) {
        if self.count() == 0 {
            return;
        }
        eprintln!(
            "{name}: {} could not be read and were left out:",
            self.count()
        );
        for fault in self.first() {
            eprintln!("  {fault}");
        }
        if self.count() > self.first().len() {
            eprintln!("  … and {} more", self.count() - self.first().len());
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn the_first_fault_stops_or_all_are_counted_and_a_few_named() {
        let fault = |i: usize| Err::<(), _>(anyhow!("fault {i}"));
        assert!(Faults::new(false).pass(fault(0)).is_err());
        let mut faults = Faults::new(true);
        assert_eq!(faults.pass(Ok(7)).unwrap(), Some(7));
        for i in 0..9 {
            assert_eq!(faults.pass(fault(i)).unwrap(), None);
        }
        assert_eq!((faults.count(), faults.first().len()), (9, NAMED));
        assert_eq!(faults.first()[0], "fault 0");
    }
}
