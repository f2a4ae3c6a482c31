//! A project file.

#![no_main]

use mien::studio::project::ProjectFile;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(project) = ProjectFile::open(bytes.to_vec()) {
        let _ = project.picture("a.jpg");
    }
});
