//! The text of a link, or of a file with a person's own classes.

#![no_main]

use mien::head::HeadFile;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(head) = HeadFile::from_text(text)
        // What can be used can be passed on; the backbone of such a head is a checksum.
        && head.backbone.len() <= 64
        && head.check_for(&head.backbone, head.head.inputs()).is_ok()
    {
        assert!(HeadFile::from_text(&head.to_link()).is_ok());
    }
});
