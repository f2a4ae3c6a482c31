//! What macOS, Windows and network drives leave in people's folders.

/// Files and folders without a dot in front, in lower case.
const LEFTOVERS: [&str; 18] = [
    // macOS
    "__macosx",
    "icon\r",
    "network trash folder",
    "temporary items",
    // Windows
    "thumbs.db",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "$recycle.bin",
    "recycler",
    "system volume information",
    // Linux
    "lost+found",
    // Synology and QNAP
    "@eadir",
    "@tmp",
    "#recycle",
    "#snapshot",
    "@recycle",
    "@recently-snapshot",
];

/// Whether a file or folder of this name is no person's: hidden ones, bins, thumbnails of file
/// managers.
pub fn is_leftover(name: &str) -> bool {
    name.starts_with('.') || LEFTOVERS.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_known_in_any_case() {
        for (name, expected) in [
            (".DS_Store", true),
            ("._1.jpg", true),
            (".@__thumb", true),
            ("__MACOSX", true),
            ("Thumbs.db", true),
            ("thumbs.DB", true),
            ("Desktop.ini", true),
            ("$RECYCLE.BIN", true),
            ("@eaDir", true),
            ("#recycle", true),
            ("lost+found", true),
            ("thumbs", false),
            ("@home", false),
            ("1.jpg", false),
        ] {
            assert_eq!(is_leftover(name), expected, "{name:?}");
        }
    }
}
