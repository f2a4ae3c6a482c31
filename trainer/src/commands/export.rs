//! `export`: the shipped network, or another model, in the formats of other runtimes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use mien::Device;
use mien::align::{align, alignment};
use mien::formats::{
    FORMATS, Fit, Format, ImageModel, Model, Plan, SavedFile, expression_model, open, save,
    save_int8,
};
use mien::{FaceDetector, Manifest, WeightFiles};
use serde_json::json;

use crate::data::picture::Picture;
use crate::models::folder::{ModelFolder, files, read_head};

/// TensorFlow Lite with 8-bit integers, which pictures are needed for.
const INT8: &str = "tflite-int8";

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder to write into; each format gets one of its own
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Only this format
    #[arg(long, value_parser = FORMATS.iter().map(|format| format.id).chain([INT8]).collect::<Vec<_>>())]
    format: Option<String>,
    /// Folder with the weights
    #[arg(long)]
    model: Option<PathBuf>,
    /// A file with a person's own classes, which take the place of the expressions
    #[arg(long, value_name = "FILE")]
    head: Option<PathBuf>,
    /// Another model: its file, its zip file, or the folder with its files
    #[arg(long, value_name = "PATH", conflicts_with_all = ["model", "head"])]
    image_model: Option<PathBuf>,
    /// Fit 8-bit integers to these pictures, and write what the network is shown of them and what it answers, to
    /// compare other runtimes with: pictures.f32 (values 0 to 255) and answers.json
    #[arg(long, value_name = "PICTURE", num_args = 1..)]
    pictures: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let shipped = match &args.image_model {
        Some(_) => None,
        None => Some(ModelFolder::choose(args.model.as_deref()).open()?),
    };
    let model = match (&args.image_model, &shipped) {
        (Some(path), _) => {
            open(files(path)?).with_context(|| format!("{} is no model", path.display()))?
        }
        (None, Some((manifest, weights))) => own(manifest, weights, args.head.as_deref())?,
        (None, None) => bail!("there is no model to write"),
    };
    let wanted = |format: &&Format| args.format.as_ref().is_none_or(|id| id == format.id);
    for format in FORMATS.iter().filter(wanted) {
        write_files(&args.out.join(format.id), save(&model, format)?)?;
    }
    if !args.pictures.is_empty() {
        let shown = match &shipped {
            Some((manifest, weights)) => faces(manifest, weights, &args.pictures)?,
            None => whole_pictures(&model, &args.pictures)?,
        };
        if args.format.as_ref().is_none_or(|id| id == INT8) {
            write_files(&args.out.join(INT8), save_int8(&model, shown.clone())?)?;
        }
        write_answers(&args.out, &model, &shown)?;
    }
    Ok(())
}

/// Writes the files of a model into a folder.
pub fn write_files(folder: &Path, files: Vec<SavedFile>) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::write(&path, &bytes)
            .with_context(|| format!("cannot write {}", path.display()))?;
        println!("{:>9}  {}", bytes.len(), path.display());
    }
    Ok(())
}

/// The shipped network, with a person's head or without.
fn own(manifest: &Manifest, weights: &WeightFiles, head: Option<&Path>) -> Result<Model> {
    let head = head.map(read_head).transpose()?;
    Ok(expression_model(manifest, weights, head.as_ref())?)
}

/// The aligned faces of pictures, 0 to 255.
fn faces(manifest: &Manifest, weights: &WeightFiles, paths: &[PathBuf]) -> Result<Vec<Vec<f32>>> {
    let detector = FaceDetector::load(&manifest.detector, weights, &Device::flex())?;
    let preprocess = &manifest.model.preprocess;
    let mut shown = Vec::new();
    for path in paths {
        let picture = Picture::open(path)?;
        let frame = picture.frame()?;
        for face in detector.detect(&frame, &Default::default())? {
            if let Some(to_face) = alignment(&face.landmarks, preprocess) {
                shown.push(align(&frame, &to_face, preprocess).pixels);
            }
        }
    }
    Ok(shown)
}

fn whole_pictures(model: &Model, paths: &[PathBuf]) -> Result<Vec<Vec<f32>>> {
    let model = ImageModel::new(model)?;
    let shown = paths.iter().map(|path| {
        let picture = Picture::open(path)?;
        Ok(model.pixels(&picture.frame()?, Fit::Cropped))
    });
    shown.collect()
}

fn write_answers(folder: &Path, model: &Model, shown: &[Vec<f32>]) -> Result<()> {
    let plan = Plan::new(&model.graph)?;
    let answers = shown.iter().map(|pixels| {
        let values: Vec<f32> = pixels.iter().map(|v| v / model.half_range - 1.0).collect();
        plan.run(&values)
    });
    let answers: Vec<_> = answers.collect::<Result<_, _>>()?;
    let input = model.graph.input;
    let half_ranges: Vec<_> = FORMATS.iter().map(|f| (f.id, f.half_range)).collect();
    let text = json!({
        "shape": [shown.len(), input.height, input.width, input.channels],
        "labels": model.labels,
        "halfRanges": half_ranges.into_iter().collect::<std::collections::BTreeMap<_, _>>(),
        "answers": answers,
    });
    let values: Vec<u8> = shown
        .iter()
        .flatten()
        .flat_map(|v| v.to_le_bytes())
        .collect();
    std::fs::write(folder.join("pictures.f32"), values)?;
    std::fs::write(folder.join("answers.json"), text.to_string())?;
    println!(
        "answers to {} pictures: {}",
        shown.len(),
        folder.join("answers.json").display()
    );
    Ok(())
}
