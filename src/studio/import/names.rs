//! What data sets call expressions and splits: in tables, archives and folders alike.

use crate::studio::names::folded;

/// Names of each expression, in the order of [`FER2013_LABELS`](super::fer::FER2013_LABELS).
const EXPRESSIONS: [&[&str]; 7] = [
    &["anger", "angry"],
    &["disgust", "disgusted"],
    &["fear", "fearful", "afraid"],
    &["happiness", "happy", "joy"],
    &["sadness", "sad"],
    &["surprise", "surprised"],
    &["neutral", "neutrality"],
];

/// What a split is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Learning from.
    Training,
    /// Measuring while one learns.
    Validation,
    /// Measuring at the end.
    Testing,
}

/// Names of splits, FER2013's own among them.
const SPLITS: [(&[&str], Purpose); 3] = [
    (&["training", "train"], Purpose::Training),
    (
        &["publictest", "validation", "valid", "val", "dev"],
        Purpose::Validation,
    ),
    (&["privatetest", "testing", "test"], Purpose::Testing),
];

/// The expression that goes by this name, however it is spelled ([`folded`]): an index into
/// [`FER2013_LABELS`](super::fer::FER2013_LABELS).
pub fn expression(name: &str) -> Option<usize> {
    let name = folded(name);
    EXPRESSIONS.iter().position(|names| names.contains(&&*name))
}

/// What a split of this name is for: `Train`, `test_set`, `val2017`; `None` for a name that is not a
/// usual one.
pub fn purpose(split: &str) -> Option<Purpose> {
    let letters: String = folded(split)
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let bare = letters.strip_suffix("set").unwrap_or(&letters);
    let known = SPLITS.iter().find(|(names, _)| names.contains(&bare));
    known.map(|&(_, purpose)| purpose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_goes_by_its_usual_names() {
        for (name, wanted) in [
            ("Angry", Some(0)),
            ("anger", Some(0)),
            ("disgusted", Some(1)),
            ("FEAR", Some(2)),
            ("happy ", Some(3)),
            ("ＨＡＰＰＹ", Some(3)),
            ("Happiness", Some(3)),
            ("sad", Some(4)),
            ("surprised", Some(5)),
            ("neutrality", Some(6)),
            ("contempt", None),
            ("", None),
        ] {
            assert_eq!(expression(name), wanted, "{name:?}");
        }
    }

    #[test]
    fn a_split_is_for_what_its_usual_name_says() {
        for (name, wanted) in [
            ("Training", Some(Purpose::Training)),
            (" train", Some(Purpose::Training)),
            ("PublicTest", Some(Purpose::Validation)),
            ("VAL", Some(Purpose::Validation)),
            ("val2017", Some(Purpose::Validation)),
            ("train_set", Some(Purpose::Training)),
            ("Private-Test", Some(Purpose::Testing)),
            ("privatetest", Some(Purpose::Testing)),
            ("Test", Some(Purpose::Testing)),
            ("mine", None),
            ("training day", None),
            ("set", None),
            ("", None),
        ] {
            assert_eq!(purpose(name), wanted, "{name:?}");
        }
    }
}
