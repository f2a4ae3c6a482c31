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

/// The words after "The face", for a class of any name.
///
/// ```
/// use mien::expression::look;
/// assert_eq!(look("Happiness"), "looks happy");
/// assert_eq!(look("Wink left"), "looks like Wink left");
/// ```
pub fn look(label: &str) -> String {
    match VOCABULARY.iter().find(|(name, ..)| *name == label) {
        Some((_, adjective, _)) => format!("looks {adjective}"),
        None => format!("looks like {label}"),
    }
}

/// The emoji for a class; a plain face for names without one.
pub fn emoji(label: &str) -> &'static str {
    VOCABULARY
        .iter()
        .find(|(name, ..)| *name == label)
        .map_or("🙂", |(_, _, emoji)| emoji)
}
