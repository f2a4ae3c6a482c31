//! `import-base`: the network below the classes of Teachable Machine's image projects, to `model/`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use burn::tensor::f16;
use mien::formats::tfjs::{Written, write};
use mien::formats::{Graph, LayerKind, fold, open};
use mien::studio::pictures::PictureBase;
use mien::studio::project::zip_files;
use serde_json::{Value, json};

use crate::models::folder::{ModelFolder, files};

/// Options of `import-base`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Any image model that Teachable Machine exported: they share the network below their classes
    export: PathBuf,
    /// Folder to write into
    #[arg(long)]
    model: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let model = open(files(&args.export)?)
        .with_context(|| format!("{} is no model", args.export.display()))?;
    let base = below_the_classes(fold(&model.graph)?).context("no average of all places in it")?;
    let (json, weights) = halved(&write(&base)?)?;
    let bytes = zip_files(&[
        ("model.json".into(), json.into_bytes()),
        ("weights.bin".into(), weights),
    ])?;
    let described = ModelFolder::choose(args.model.as_deref()).write_pictures(&bytes)?;
    let base = PictureBase::open(&described, bytes)?;
    println!(
        "{} bytes: pictures of {} pixels to {} values",
        described.bytes,
        base.side(),
        base.embedding_width()
    );
    Ok(())
}

/// The layers up to the average of all places, and their weights.
fn below_the_classes(mut graph: Graph) -> Option<Graph> {
    let is_mean = |kind: &LayerKind| matches!(kind, LayerKind::GlobalAveragePool);
    let last = graph.layers.iter().position(|layer| is_mean(&layer.kind))?;
    graph.layers.truncate(last + 1);
    let layers = &graph.layers;
    graph.weights.retain(|name, _| {
        let of = name.rsplit_once('/').map_or("", |(layer, _)| layer);
        layers.iter().any(|layer| layer.name == of)
    });
    Some(graph)
}

/// The same file with its weights as 16-bit floats.
fn halved(written: &Written) -> Result<(String, Vec<u8>)> {
    let mut model: Value = serde_json::from_str(&written.model)?;
    let entries = model["weightsManifest"][0]["weights"].as_array_mut();
    for entry in entries.context("no weights")? {
        entry["quantization"] = json!({"dtype": "float16", "original_dtype": "float32"});
    }
    let values = written.weights.as_chunks::<4>().0.iter();
    let half = values.flat_map(|bytes| f16::from_f32(f32::from_le_bytes(*bytes)).to_le_bytes());
    Ok((model.to_string(), half.collect()))
}
