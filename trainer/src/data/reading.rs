//! What the commands that read data are told about it besides where it is.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, Error, Result, bail, ensure};
use mien::studio::import::fer::FER2013_LABELS;
use mien::studio::import::names::expression;
use mien::studio::names::folded;
use serde::{Deserialize, Serialize};

/// Options of every command that reads labelled pictures.
#[derive(Debug, Clone, Default, PartialEq, clap::Args, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// Leave out rows and files that cannot be read, and count them
    #[arg(long)]
    pub skip_bad: bool,
    /// Leave out the folders of a class; may be given several times
    #[arg(long, value_name = "CLASS")]
    pub skip_class: Vec<String>,
    /// Which expression the folders of a class show, like 1=surprise; may be given several times
    #[arg(long, value_name = "CLASS=EXPRESSION")]
    pub map: Vec<Mapping>,
}

/// What the folders of a class are taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mapping {
    /// The class, as its folders are named.
    class: String,
    /// The expression, an index into [`FER2013_LABELS`].
    label: usize,
}

impl FromStr for Mapping {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts = text.split_once('=');
        let (class, shown) = parts.context("a class and an expression are wanted: 1=surprise")?;
        ensure!(!class.trim().is_empty(), "no class stands before the =");
        let label = expression(shown).with_context(|| {
            format!("the expression {shown:?} is unknown; there are {FER2013_LABELS:?}")
        })?;
        let class = class.into();
        Ok(Self { class, label })
    }
}

impl TryFrom<String> for Mapping {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Mapping> for String {
    fn from(mapping: Mapping) -> Self {
        mapping.to_string()
    }
}

impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}={}", self.class, FER2013_LABELS[self.label])
    }
}

/// What is to be done with the folders of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// They show the expression of this index.
    Shows(usize),
    /// They are left out.
    LeftOut,
}

impl Reading {
    /// What is to be done with folders of this name; `None` where nothing says it.
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        if self.skip_class.iter().any(|class| same(class, name)) {
            return Some(Meaning::LeftOut);
        }
        let mapped = self.map.iter().find(|mapping| same(&mapping.class, name));
        let label = mapped.map(|mapping| mapping.label);
        label.or_else(|| expression(name)).map(Meaning::Shows)
    }

    /// # Errors
    /// Where the options name classes: those of a csv file are in its rows.
    pub fn check_table(&self, path: &Path) -> Result<()> {
        let path = path.display();
        ensure!(
            self.skip_class.is_empty() && self.map.is_empty(),
            "--skip-class and --map are for the folders of classes, and {path} is a csv file"
        );
        Ok(())
    }

    /// # Errors
    /// Where the options name a class that is none of `classes`, or one class twice.
    pub fn check(&self, classes: &[String]) -> Result<()> {
        let skipped = self.skip_class.iter().map(|class| ("--skip-class", class));
        let mapped = self.map.iter().map(|mapping| ("--map", &mapping.class));
        let named: Vec<_> = skipped.chain(mapped).collect();
        for (place, (option, class)) in named.iter().enumerate() {
            ensure!(
                classes.iter().any(|known| same(known, class)),
                "{option}: there is no class {class:?}, only {classes:?}"
            );
            let before = named[..place].iter().find(|(_, other)| same(other, class));
            if let Some((other, _)) = before {
                bail!("{option}: {other} names the class {class:?} already");
            }
        }
        Ok(())
    }
}

/// Whether two names are one.
pub fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn reading(skip: &[&str], map: &[&str]) -> Reading {
        Reading {
            skip_bad: false,
            skip_class: skip.iter().map(|&class| class.into()).collect(),
            map: map.iter().map(|text| text.parse().unwrap()).collect(),
        }
    }

    #[test]
    fn a_class_means_what_the_options_say_else_what_it_is_called() {
        let reading = reading(&["Contempt"], &["1=surprise", "happy=Neutral"]);
        for (name, expected) in [
            ("contempt", Some(Meaning::LeftOut)),
            ("1", Some(Meaning::Shows(5))),
            ("Happy ", Some(Meaning::Shows(6))),
            ("sad", Some(Meaning::Shows(4))),
            ("2", None),
        ] {
            assert_eq!(reading.meaning(name), expected, "{name:?}");
        }
    }

    #[test]
    fn mistakes_in_the_options_are_named() {
        for (text, expected) in [
            ("1", "a class and an expression are wanted"),
            ("=happy", "no class stands before the ="),
            (
                "1=suprise",
                "the expression \"suprise\" is unknown; there are [\"Anger\"",
            ),
            ("1=", "the expression \"\" is unknown"),
        ] {
            let error = text.parse::<Mapping>().unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        let classes = ["happy", "contempt"].map(String::from);
        assert!(
            reading(&["CONTEMPT"], &["happy=joy"])
                .check(&classes)
                .is_ok()
        );
        for (skip, map, expected) in [
            (
                &["contemt"][..],
                &[][..],
                "--skip-class: there is no class \"contemt\", only [\"happy\", \"contempt\"]",
            ),
            (&[], &["1=fear"], "--map: there is no class \"1\""),
            (
                &["contempt"],
                &["Contempt=anger"],
                "--map: --skip-class names the class \"Contempt\" already",
            ),
            (
                &[],
                &["happy=joy", "happy=anger"],
                "--map: --map names the class \"happy\" already",
            ),
        ] {
            let error = reading(skip, map).check(&classes).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn options_are_kept_with_a_run_and_older_runs_have_none() {
        let reading = reading(&["contempt"], &["1=surprise"]);
        let text = serde_json::to_string(&reading).unwrap();
        assert!(text.contains("1=Surprise"), "{text}");
        assert_eq!(serde_json::from_str::<Reading>(&text).unwrap(), reading);
        let older = serde_json::from_str::<Reading>("{}").unwrap();
        assert_eq!(older, Reading::default());
    }
}
