//! `recognize`: the app's whole path for picture files.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};
use mien::geometry::BoundingBox;
use mien::recognizer::{FacePrediction, Input, Recognizer, Report, Settings};
use serde::Serialize;

use crate::data::picture::Picture;
use crate::models::folder::ModelFolder;

/// Options of `recognize`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JPEG, PNG or WebP files
    #[arg(required = true)]
    pictures: Vec<PathBuf>,
    /// Print one JSON object a picture
    #[arg(long)]
    json: bool,
    /// Longest side in pixels that the detector is shown
    #[arg(long)]
    size: Option<usize>,
    /// Folder with the weights
    #[arg(long)]
    model: Option<PathBuf>,
}

/// What `--json` prints for a picture: the faces as the page's `mien-prediction` event has them.
#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a std::path::Path,
    width: usize,
    height: usize,
    faces: &'a [FacePrediction],
}

/// Runs the command. A file that cannot be read is named on the standard error, the others are
/// still recognised, and the command fails at the end.
pub fn run(args: &Args) -> Result<()> {
    let folder = ModelFolder::choose(args.model.as_deref());
    let mut recognizer = folder.recognizer()?;
    let mut settings = Settings::default();
    if let Some(size) = args.size {
        settings.detector_size = size;
    }
    recognizer.set_settings(settings)?;
    let mut failed = 0;
    for path in &args.pictures {
        match recognize(&mut recognizer, path) {
            Ok(report) if args.json => println!(
                "{}",
                serde_json::to_string(&Line {
                    file: path,
                    width: report.width,
                    height: report.height,
                    faces: &report.faces,
                })?
            ),
            Ok(report) => print(path, &report),
            Err(error) => {
                eprintln!("error: {error:#}");
                failed += 1;
            }
        }
    }
    if failed > 0 {
        bail!(
            "{failed} of {} pictures could not be read",
            args.pictures.len()
        );
    }
    Ok(())
}

fn recognize(recognizer: &mut Recognizer, path: &std::path::Path) -> Result<Report> {
    let picture = Picture::open(path)?;
    let frame = picture.frame()?;
    let original = |side: usize| (side as f32 * picture.scale).round() as usize;
    let input = Input {
        source_size: (original(frame.width()), original(frame.height())),
        ..Input::still(&frame)
    };
    recognizer.reset();
    let start = Instant::now();
    Ok(recognizer.recognize(&frame, input, || start.elapsed().as_secs_f64() * 1e3)?)
}

/// What the expressions are called in a sentence. A face "looks happy", it never "is happy".
const ADJECTIVES: [(&str, &str); 8] = [
    ("Anger", "angry"),
    ("Disgust", "disgusted"),
    ("Fear", "fearful"),
    ("Happiness", "happy"),
    ("Sadness", "sad"),
    ("Surprise", "surprised"),
    ("Neutral", "neutral"),
    ("Contempt", "contemptuous"),
];

/// The picture in one sentence.
fn sentence(report: &Report) -> String {
    let Some(main) = report.shown.iter().find(|face| face.main) else {
        return "No face in the picture".into();
    };
    let label = main.class.and_then(|class| report.bars.get(class));
    let adjective = label.and_then(|bar| {
        let known = ADJECTIVES.iter().find(|(label, _)| *label == bar.label);
        known.map(|(_, adjective)| *adjective)
    });
    let looks = match (label, adjective) {
        (_, Some(adjective)) => format!("looks {adjective}"),
        (Some(bar), None) => format!("looks like “{}”", bar.label),
        (None, None) => "has no clear expression".into(),
    };
    match report.shown.len() {
        1 => format!("1 face: it {looks}"),
        n => format!("{n} faces: the main one {looks}"),
    }
}

fn print(path: &std::path::Path, report: &Report) {
    println!("{}: {}", path.display(), sentence(report));
    for face in &report.faces {
        let BoundingBox {
            x,
            y,
            width,
            height,
        } = face.bounds;
        println!(
            "  {:<10} {:.2}  at ({x:.0}, {y:.0}), {width:.0}x{height:.0} pixels",
            face.label, face.probability
        );
    }
}
