//! Versions, to compare what programs say about themselves.

use std::fmt;

/// Three numbers, compared from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The first version in a text, such as `v20.11.1` or `wasm-bindgen 0.2.130 (abc)`; parts left out are 0.
    pub fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(|word| {
            let digits = word.strip_prefix('v').unwrap_or(word);
            let end = digits
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(digits.len());
            let mut numbers = digits[..end].split('.').map(str::parse::<u32>);
            let first = numbers.next()?.ok()?;
            let mut next = || numbers.next().and_then(Result::ok).unwrap_or(0);
            Some(Self(first, next(), next()))
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_versions_in_what_programs_print() {
        assert_eq!(Version::find("v20.20.2\n"), Some(Version(20, 20, 2)));
        assert_eq!(Version::find("npm 10.2.14"), Some(Version(10, 2, 14)));
        assert_eq!(Version::find("node 18"), Some(Version(18, 0, 0)));
        assert_eq!(
            Version::find("1.95.0-nightly (5980 2026-04-14)"),
            Some(Version(1, 95, 0))
        );
        assert_eq!(Version::find("command not found"), None);
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(Version(20, 0, 0) > Version(9, 11, 0));
        assert!(Version(0, 2, 130) > Version(0, 2, 99));
        assert_eq!(Version(0, 21, 14).to_string(), "0.21.14");
    }
}
