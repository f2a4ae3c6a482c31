//! How expressions are put to people. The product recognises expressions, not feelings: a face
//! "looks happy", it never "is happy".

/// Label, what a face looks like, and the emoji that shows it.
const VOCABULARY: [(&str, &str, &str); 8] = [
    ("Anger", "angry", "😠"),
    ("Disgust", "disgusted", "🤢"),
    ("Fear", "fearful", "😨"),
    ("Happiness", "happy", "😄"),
    ("Sadness", "sad", "😢"),
    ("Surprise", "surprised", "😮"),
    ("Neutral", "neutral", "😐"),
    ("Contempt", "contemptuous", "😒"),
];

/// What is shown where no class reaches the threshold.
pub const UNSURE: &str = "Unsure";

/// The emoji beside [`UNSURE`].
pub const UNSURE_EMOJI: &str = "🤔";

/// The words after "The face"; `None` for a person's own class, which can be called anything.
///
/// ```
/// use mien::display::wording::look;
/// assert_eq!(look("Happiness").as_deref(), Some("looks happy"));
/// assert_eq!(look("My left hand"), None);
/// ```
pub fn look(label: &str) -> Option<String> {
    entry(label).map(|(_, adjective, _)| format!("looks {adjective}"))
}

/// The emoji for a class; `None` for a person's own class.
pub fn emoji(label: &str) -> Option<&'static str> {
    entry(label).map(|(_, _, emoji)| *emoji)
}

fn entry(label: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    VOCABULARY.iter().find(|(name, ..)| *name == label)
}
