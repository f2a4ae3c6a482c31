//! From a model to the files of a format.

use serde_json::{Value, json};

use super::labels;
use super::model::Model;
use super::table::{Format, SavedFile};
#[cfg(feature = "formats")]
use super::{fold::fold, names::plain_names, plan::ranges, tflite};
use crate::Error;

/// The files of a model in a format: its network, which takes values in the format's own range, and the names
/// of the classes.
///
/// # Errors
/// Those of [`Graph::sizes`](super::Graph::sizes).
pub fn save(model: &Model, format: &Format) -> Result<Vec<SavedFile>, Error> {
    let graph = model
        .graph
        .clone()
        .in_range(model.half_range, format.half_range);
    let mut files = (format.write)(&graph)?;
    files.extend(beside(model, format.labels));
    Ok(files)
}

/// What stands beside every network.
fn beside(model: &Model, labels: bool) -> Vec<SavedFile> {
    let metadata = metadata(model).to_string().into_bytes();
    let mut files = vec![("metadata.json".into(), metadata)];
    if labels {
        let text = labels::to_text(&model.labels).into_bytes();
        files.push(("labels.txt".into(), text));
    }
    files
}

/// The files of a model for TensorFlow Lite that computes with 8-bit integers, fitted to pictures: values 0 to 255,
/// `[height, width, channels]` each. It takes pixels as they are.
///
/// # Errors
/// Those of [`Plan::run`](super::Plan::run).
#[cfg(feature = "formats")]
pub fn save_int8(
    model: &Model,
    pictures: impl IntoIterator<Item = Vec<f32>>,
) -> Result<Vec<SavedFile>, Error> {
    let graph = plain_names(&fold(&model.graph)?);
    let pictures = pictures.into_iter().map(|mut picture| {
        for value in &mut picture {
            *value = *value / model.half_range - 1.0;
        }
        picture
    });
    let ranges = ranges(&graph, pictures)?;
    let bytes = tflite::write_int8(&graph, &ranges, model.half_range)?;
    let mut files = vec![("model_quant.tflite".into(), bytes)];
    files.extend(beside(model, true));
    Ok(files)
}

/// What Teachable Machine's library reads of a model.
fn metadata(model: &Model) -> Value {
    let input = model.graph.input;
    json!({
        "tfjsVersion": "1.3.1",
        "tmVersion": "2.4.0",
        "packageVersion": "0.8.4",
        "packageName": "@teachablemachine/image",
        "timeStamp": model.time,
        "userMetadata": {"mien": model.notes},
        "modelName": model.name,
        "labels": model.labels,
        "imageSize": input.width,
        "grayscale": input.channels == 1,
    })
}
