//! Versions: what `Cargo.lock` says, and comparing what programs say about themselves.

use std::fmt;

use anyhow::{Context, Result};

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

/// The version of a package in the text of a `Cargo.lock`.
pub fn locked<'a>(lockfile: &'a str, package: &str) -> Result<&'a str> {
    let value = |line: &'a str, key: &str| {
        line.strip_prefix(key)?
            .strip_prefix(" = \"")?
            .strip_suffix('"')
    };
    let mut lines = lockfile.lines();
    lines
        .find(|line| value(line, "name") == Some(package))
        .and_then(|_| lines.next())
        .and_then(|line| value(line, "version"))
        .with_context(|| {
            format!(
                "Cargo.lock names no version of {package}; `cargo update --workspace` writes it"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKFILE: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.99"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
]
"#;

    #[test]
    fn reads_the_exact_package() -> Result<()> {
        assert_eq!(locked(LOCKFILE, "wasm-bindgen")?, "0.2.130");
        assert_eq!(locked(LOCKFILE, "wasm-bindgen-macro")?, "0.2.99");
        Ok(())
    }

    #[test]
    fn says_what_is_missing() {
        let error = locked(LOCKFILE, "wasm").expect_err("not in there");
        assert!(error.to_string().contains("no version of wasm;"), "{error}");
    }

    #[test]
    fn finds_versions_in_what_programs_print() {
        assert_eq!(Version::find("v20.20.2\n"), Some(Version(20, 20, 2)));
        assert_eq!(Version::find("trunk 0.21.14"), Some(Version(0, 21, 14)));
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
