//! One source of numbers: defaults and ranges stand in Rust, and JavaScript has them from `www/types/settings.js`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{files, sh};

/// Numbers that must not stand in `www/` again, and what each is.
const NUMBERS: [(&str, &str); 6] = [
    (
        "0.4",
        "the threshold of a new model (RECOGNIZING.threshold)",
    ),
    (
        "0.40",
        "the threshold of a new model (RECOGNIZING.threshold)",
    ),
    ("320", "the detector's size (RECOGNIZING.detectorSize)"),
    (
        "2048",
        "the detector's largest size (RECOGNIZING.detectorSize)",
    ),
    (
        "0.15",
        "the share for validation (TRAINING.validationShare)",
    ),
    ("10_000", "the most epochs (TRAINING.epochs)"),
];

/// Places where such a number is another thing.
const OTHERS: [(&str, &str); 5] = [
    ("index.html", r#"<option value="320">"#),
    ("live/files.js", "const PATIENCE = 10_000;"),
    (
        "recognizer/snapshot.js",
        "revokeObjectURL(link.href), 10_000",
    ),
    ("studio/charts.js", "const WIDTH = 320;"),
    ("studio/import.js", "const PATIENCE = 10_000;"),
];

/// Fails where a number of Rust's stands in a page or script, and says where it is to be had.
pub fn check() -> Result<()> {
    let www = sh::root().join("www");
    let mut found = Vec::new();
    look(&www, &www, &mut found)?;
    if !found.is_empty() {
        bail!(
            "numbers that are Rust's:\n  {}\nimport them from types/settings.js",
            found.join("\n  ")
        );
    }
    Ok(())
}

fn look(www: &Path, folder: &Path, found: &mut Vec<String>) -> Result<()> {
    for path in files::entries(folder)? {
        let name = path
            .strip_prefix(www)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        if path.is_dir() {
            if !["types", "style"].contains(&name.as_str()) {
                look(www, &path, found)?;
            }
        } else if name.ends_with(".js") || name.ends_with(".html") {
            let text =
                fs::read_to_string(&path).with_context(|| format!("{name} can't be read"))?;
            for (index, line) in text.lines().enumerate() {
                for what in numbers(&name, line) {
                    found.push(format!("www/{name}:{}: {what}", index + 1));
                }
            }
        }
    }
    Ok(())
}

/// What the numbers in a line are, where they are Rust's.
fn numbers<'a>(file: &'a str, line: &'a str) -> impl Iterator<Item = &'static str> + 'a {
    let other = OTHERS
        .iter()
        .any(|(place, text)| file.starts_with(place) && line.contains(text));
    let words = line.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '_');
    words
        .filter(move |_| !other && !line.contains("viewBox") && !line.contains("<path"))
        .filter_map(|word| NUMBERS.iter().find(|(number, _)| *number == word))
        .map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_found_and_longer_numbers_are_not() {
        let found = |line| numbers("recognizer/main.js", line).count();
        assert_eq!(found("threshold ?? 0.4;"), 1);
        assert_eq!(found("clamp(size, 64, 2048)"), 1);
        assert_eq!(found("const x = 10.4 + 0.45 + 3200;"), 0);
        assert_eq!(
            numbers("index.html", r#"<option value="320">Across</option>"#).count(),
            0
        );
    }
}
