//! `recognize`: the app's whole path for picture files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use mien::formats::{Fit, ImageModel, open};
use mien::geometry::BoundingBox;
use mien::recognizer::{FacePrediction, Input, Recognizer, Report, Settings};
use serde::Serialize;

use crate::data::picture::Picture;
use crate::models::folder::{ModelFolder, files, read_head};

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
    /// A file with a person's own classes, which take the place of the expressions
    #[arg(long, value_name = "FILE")]
    head: Option<PathBuf>,
    /// Name whole pictures instead, with an image model that Teachable Machine exported: the zip file, or
    /// the folder that it was unpacked to
    #[arg(long, value_name = "PATH", conflicts_with_all = ["size", "model", "head"])]
    image_model: Option<PathBuf>,
}

/// What `--json` prints for a picture: the faces as the page's `mien-prediction` event has them.
#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a Path,
    width: usize,
    height: usize,
    turned: u16,
    faces: &'a [FacePrediction],
}

/// What `--json` prints for a picture that an image model has named, as its own library calls it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Prediction<'a> {
    class_name: &'a str,
    probability: f32,
}

/// Runs the command. A file that cannot be read is named on the standard error, the others are
/// still recognised, and the command fails at the end.
pub fn run(args: &Args) -> Result<()> {
    if let Some(file) = &args.image_model {
        let model = open(files(file)?)
            .and_then(|model| ImageModel::new(&model))
            .with_context(|| format!("{} is no image model", file.display()))?;
        return each(&args.pictures, |path| name(&model, path, args.json));
    }
    let folder = ModelFolder::choose(args.model.as_deref());
    let mut recognizer = folder.recognizer()?;
    if let Some(path) = &args.head {
        recognizer.use_head(Some(&read_head(path)?))?;
    }
    let mut settings = Settings::default();
    if let Some(size) = args.size {
        settings.detector_size = size;
    }
    recognizer.set_settings(settings)?;
    each(&args.pictures, |path| {
        let report = recognize(&mut recognizer, path)?;
        if args.json {
            let line = Line {
                file: path,
                width: report.width,
                height: report.height,
                turned: report.turned,
                faces: &report.faces,
            };
            println!("{}", serde_json::to_string(&line)?);
        } else {
            print(path, &report);
        }
        Ok(())
    })
}

/// Does the same with every picture, whatever becomes of the others.
fn each(pictures: &[PathBuf], mut act: impl FnMut(&Path) -> Result<()>) -> Result<()> {
    let mut failed = 0;
    for path in pictures {
        if let Err(error) = act(path) {
            eprintln!("error: {error:#}");
            failed += 1;
        }
    }
    ensure!(
        failed == 0,
        "{failed} of {} pictures could not be read",
        pictures.len()
    );
    Ok(())
}

/// What an image model makes of a picture, likeliest class first.
fn name(model: &ImageModel, path: &Path, json: bool) -> Result<()> {
    let picture = Picture::open(path)?;
    let answer = model.classify(&picture.frame()?, Fit::Cropped)?;
    let labels = model.labels().iter().zip(answer.values());
    let mut predictions: Vec<_> = labels
        .map(|(label, &probability)| Prediction {
            class_name: label,
            probability,
        })
        .collect();
    if json {
        let line = serde_json::json!({ "file": path, "predictions": predictions });
        println!("{line}");
        return Ok(());
    }
    predictions.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    println!("{}", path.display());
    for Prediction {
        class_name,
        probability,
    } in predictions
    {
        println!("  {probability:.2} {class_name}");
    }
    Ok(())
}

fn recognize(recognizer: &mut Recognizer, path: &Path) -> Result<Report> {
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

/// The picture in one sentence, and how it lies in another, where it does.
fn sentence(report: &Report) -> String {
    let seen = seen(report);
    match report.turned {
        0 => seen,
        180 => format!("{seen}. The picture is upside down: looked at turned by 180°"),
        turned => format!("{seen}. The picture lies on its side: looked at turned by {turned}°"),
    }
}

fn seen(report: &Report) -> String {
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

fn print(path: &Path, report: &Report) {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use image::imageops::{rotate90, rotate180, rotate270};

    use super::*;

    #[test]
    fn a_picture_that_lies_is_told_of_as_the_upright_one_and_how_it_lies() {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR"));
        let photo = shipped.join("../tests/data/pictures/astronaut.jpg");
        let upright = image::open(photo).unwrap().into_rgb8();
        let folder = tempfile::tempdir().unwrap();
        let mut recognizer = ModelFolder::shipped().recognizer().unwrap();
        for (picture, turned, says) in [
            (upright.clone(), 0, "1 face: it looks happy"),
            (
                rotate270(&upright),
                90,
                "1 face: it looks happy. The picture lies on its side: looked at turned by 90°",
            ),
            (
                rotate180(&upright),
                180,
                "1 face: it looks happy. The picture is upside down: looked at turned by 180°",
            ),
            (
                rotate90(&upright),
                270,
                "1 face: it looks happy. The picture lies on its side: looked at turned by 270°",
            ),
        ] {
            let file = folder.path().join(format!("{turned}.png"));
            picture.save(&file).unwrap();
            let report = recognize(&mut recognizer, &file).unwrap();
            assert_eq!((report.turned, sentence(&report).as_str()), (turned, says));
        }
    }
}
