//! What JavaScript knows of Rust's types, defaults and ranges: files in `www/types/`, written from the
//! types themselves. Where a type changes, this test fails until the files are written anew:
//! `MIEN_WRITE_TYPES=1 cargo test --release -p mien --lib types`.

use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::Path;

use serde::Serialize;
use ts_rs::{Config, TS};

use crate::Error;
use crate::detect::DetectorOptions;
use crate::display::overlay::Stage;
use crate::display::report::{Bar, ShownFace};
use crate::error::{Bounds, Fault, FileKind, Foreign, KnownFile, Subject};
use crate::expression::DEFAULT_THRESHOLD;
use crate::geometry::{BoundingBox, Landmarks, Point, SimilarityTransform};
use crate::head::{Dense, Head, HeadFile};
use crate::metrics::ConfusionMatrix;
use crate::recognizer::Subject as LookedAt;
use crate::recognizer::{DetectorChoice, DetectorName, FacePrediction, Report, Settings, Timing};
use crate::studio::extract::{FaceCrop, Which};
use crate::studio::faults::{Faults, Note, RowFault};
use crate::studio::import::folders::{FolderEntry, FolderFile, Folders, ForTesting};
use crate::studio::import::{Archive, ArchiveEntry, ArchiveKind};
use crate::studio::project::{MAX_NAME, MIRRORED, ProjectClass, ProjectKind, ProjectSample};
use crate::studio::train::{
    Advice, ClassResult, Epoch, Finding, Level, Loss, Metrics, Mistake, TrainConfig, TrainResult,
    Wanted,
};

const WRITE: &str = "MIEN_WRITE_TYPES=1 cargo test --release -p mien --lib types";

macro_rules! declarations {
    ($config:ident, $($name:ty),* $(,)?) => {
        [$(declaration::<$name>(&$config)),*].concat()
    };
}

fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    format!("\n{docs}export {}\n", T::decl(config))
}

fn types() -> String {
    let config = Config::new().with_large_int("number");
    format!("// Written by src/types.rs: {WRITE}\n")
        + &declarations!(
            config,
            Subject,
            Fault,
            Bounds,
            FileKind,
            KnownFile,
            Foreign,
            Error,
            RowFault,
            Note,
            Faults<Note>,
            Point,
            BoundingBox,
            Landmarks,
            SimilarityTransform,
            FacePrediction,
            ShownFace,
            Bar,
            DetectorName,
            Timing,
            LookedAt,
            Report,
            DetectorChoice,
            Stage,
            Settings,
            Dense,
            Head,
            HeadFile,
            TrainConfig,
            Loss,
            Epoch,
            ClassResult,
            ConfusionMatrix,
            Metrics,
            Mistake,
            TrainResult,
            Level,
            Wanted,
            Finding,
            Advice,
            ArchiveKind,
            ArchiveEntry,
            ForTesting,
            Archive,
            FolderFile,
            FolderEntry,
            Folders,
            Which,
            FaceCrop,
            ProjectClass,
            ProjectKind,
            ProjectSample,
        )
}

/// `name: { default: …, min: …, max: … }`
fn number<T: Serialize>(name: &str, default: T, range: RangeInclusive<T>) -> String {
    let json = |value: &T| serde_json::to_string(value).expect("a number");
    format!(
        "  {name}: {{ default: {}, min: {}, max: {} }},\n",
        json(&default),
        json(range.start()),
        json(range.end())
    )
}

fn settings() -> String {
    let detector = DetectorOptions::default();
    let train = TrainConfig::default();
    let mut text = format!("// Written by src/types.rs: {WRITE}\n\n");
    text += "/** What a person can set about recognising. */\nexport const RECOGNIZING = {\n";
    text += &number("detectorSize", detector.size, DetectorOptions::SIZES);
    text += &number("minScore", detector.min_score, 0.0..=1.0);
    text += &number("threshold", DEFAULT_THRESHOLD, 0.0..=1.0);
    let settings = Settings::default();
    text += &number("maxFaces", settings.max_faces, Settings::FACES);
    text += &number("minFace", settings.min_face, Settings::SIDES);
    text += "};\n\n/** What a person can set about training; `null`: a switch. */\n";
    text += "export const TRAINING = {\n";
    let defaults = serde_json::to_value(train).expect("settings are JSON");
    let ranges = TrainConfig::ranges();
    assert_eq!(
        defaults.as_object().map(|map| map.len()),
        Some(ranges.len())
    );
    for (name, range) in ranges {
        let (min, max) = match range {
            Some(range) => (range.start().to_string(), range.end().to_string()),
            None => ("null".into(), "null".into()),
        };
        let default = &defaults[name];
        let _ = writeln!(
            text,
            "  {name}: {{ default: {default}, min: {min}, max: {max} }},"
        );
    }
    text += "};\n\n/** The most characters of a class's or project's name. */\n";
    let _ = writeln!(text, "export const MAX_NAME = {MAX_NAME};");
    text += "\n/** Of a class with more samples, so many are learnt from as in a mirror, too. */\n";
    let _ = writeln!(text, "export const MIRRORED = {MIRRORED};");
    text
}

#[test]
fn javascript_knows_the_types_and_settings_of_now() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/types");
    for (file, text) in [("rust.d.ts", types()), ("settings.js", settings())] {
        let path = folder.join(file);
        if std::env::var_os("MIEN_WRITE_TYPES").is_some() {
            std::fs::write(&path, &text).expect("www/types can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "www/types/{file} is not what Rust's types are now; write it anew with `{WRITE}`"
        );
    }
}
