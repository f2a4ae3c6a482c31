//! Training a head, an epoch a call, for the studio's worker.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::to_js;
use super::device;
use super::error::{Problem, shape_error};
use crate::head::HeadFile;
use crate::studio::project::{ProjectClass, participants};
use crate::studio::train::{
    Advice, Example, HeadFit, TrainConfig, TrainResult, advice, advice_after,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Advice, Epoch, HeadFile, ProjectClass, TrainConfig, TrainResult } from "./rust.js";"#;

/// A class that takes part in training.
#[derive(Deserialize)]
struct Counted {
    name: String,
    count: usize,
}

/// What to do before training: `counts` is `[{name, count}]`, what `config` leaves out gets its
/// default.
///
/// # Errors
/// A `MienError` for values of another shape.
#[wasm_bindgen(js_name = adviceBefore, unchecked_return_type = "Advice[]")]
pub fn advice_before(
    #[wasm_bindgen(unchecked_param_type = "{ name: string; count: number }[]")] counts: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Partial<TrainConfig>")] config: JsValue,
) -> Result<JsValue, JsValue> {
    let counts: Vec<Counted> = serde_wasm_bindgen::from_value(counts).map_err(shape_error)?;
    let config: TrainConfig = serde_wasm_bindgen::from_value(config).map_err(shape_error)?;
    let counts: Vec<_> = counts.into_iter().map(|c| (c.name, c.count)).collect();
    to_js(&advice(&counts, &config))
}

/// What takes part in training. `classes` are the project's; `ids` and `of` are the samples' ids and
/// those of their classes.
///
/// # Errors
/// A `MienError` for values of another shape.
#[wasm_bindgen(js_name = participants)]
pub fn web_participants(
    #[wasm_bindgen(unchecked_param_type = "ProjectClass[]")] classes: JsValue,
    ids: &[u32],
    of: &[u32],
) -> Result<WebParticipants, JsValue> {
    let classes: Vec<ProjectClass> =
        serde_wasm_bindgen::from_value(classes).map_err(shape_error)?;
    let samples: Vec<_> = ids.iter().copied().zip(of.iter().copied()).collect();
    let found = participants(&classes, &samples);
    let places = |places: &[usize]| places.iter().map(|&place| place as u32).collect();
    Ok(WebParticipants {
        classes: places(&found.classes),
        samples: places(&found.samples),
        truth: found.truth,
        mirrored: places(&found.mirrored),
    })
}

/// What takes part in training.
#[wasm_bindgen(js_name = Participants, getter_with_clone)]
pub struct WebParticipants {
    /// Places of the classes in the project.
    pub classes: Vec<u32>,
    /// Places of the samples, in the order in which they are learnt from.
    pub samples: Vec<u32>,
    /// Of each of these samples: which of `classes` it shows.
    pub truth: Vec<u32>,
    /// Places in `samples` of those whose mirror images are learnt from, too.
    pub mirrored: Vec<u32>,
}

/// The text of a head file: `head` is `{name, labels, backbone, threshold, mirrored, layers}`.
///
/// # Errors
/// A `MienError` for values of another shape.
#[wasm_bindgen(js_name = headFile)]
pub fn head_file(
    #[wasm_bindgen(unchecked_param_type = "HeadFile")] head: JsValue,
) -> Result<String, JsValue> {
    let head: HeadFile = serde_wasm_bindgen::from_value(head).map_err(shape_error)?;
    Ok(head.to_json()?)
}

/// The text of a head file as the fragment of a link.
///
/// # Errors
/// A `MienError` where the text is no head file.
#[wasm_bindgen(js_name = linkOf)]
pub fn link_of(head: &str) -> Result<String, JsValue> {
    Ok(HeadFile::from_json(head)?.to_link())
}

/// What the head of a head file says of embeddings, one after the other: a probability a class.
///
/// # Errors
/// A `MienError` where the text is no head file, or the embeddings are of another length.
#[wasm_bindgen]
pub fn classify(head: &str, embeddings: &[f32]) -> Result<Vec<f32>, JsValue> {
    let HeadFile { labels, head, .. } = HeadFile::from_json(head)?;
    let width = head.inputs();
    head.validate(width, labels.len())?;
    let answers = embeddings.chunks(width).map(|one| head.classify(one));
    Ok(answers
        .flat_map(|answer| answer.values().to_vec())
        .collect())
}

/// A head in training.
#[wasm_bindgen(js_name = HeadFit)]
pub struct WebHeadFit {
    fit: HeadFit,
    names: Vec<String>,
}

/// What training gave, and what to do about it.
#[derive(Serialize)]
struct Advised {
    #[serde(flatten)]
    result: TrainResult,
    advice: Vec<Advice>,
}

#[wasm_bindgen(js_class = HeadFit)]
impl WebHeadFit {
    /// Prepares training on `embeddings` (`[samples, embedding]`) whose classes are `truth`,
    /// counted in `names`; `mirrored` are those of the mirror images of the samples `mirrored_samples`, in their order.
    /// What `config` leaves out gets its default.
    ///
    /// # Errors
    /// A `MienError` for a setting outside its range or a class without samples.
    #[wasm_bindgen(constructor)]
    pub fn new(
        embeddings: &[f32],
        mirrored: &[f32],
        mirrored_samples: &[u32],
        truth: &[u32],
        names: Vec<String>,
        #[wasm_bindgen(unchecked_param_type = "Partial<TrainConfig>")] config: JsValue,
    ) -> Result<WebHeadFit, JsValue> {
        let config: TrainConfig = serde_wasm_bindgen::from_value(config).map_err(shape_error)?;
        let width = (embeddings.len() / truth.len().max(1)).max(1);
        let mut examples: Vec<_> = embeddings
            .chunks_exact(width)
            .zip(truth)
            .map(|(embedding, &class)| Example {
                embedding: embedding.to_vec(),
                mirrored: Vec::new(),
                class: class as usize,
            })
            .collect();
        for (&sample, mirrored) in mirrored_samples.iter().zip(mirrored.chunks_exact(width)) {
            if let Some(example) = examples.get_mut(sample as usize) {
                example.mirrored = mirrored.to_vec();
            }
        }
        let fit = HeadFit::new(examples, names.len(), &config, &device())?;
        Ok(Self { fit, names })
    }

    /// Whether all epochs are done.
    pub fn finished(&self) -> bool {
        self.fit.finished()
    }

    /// Learns every training sample once; says how well.
    ///
    /// # Errors
    /// A `MienError` where the backend's answer cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Epoch")]
    pub fn epoch(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.fit.epoch()?)
    }

    /// The best head so far, and what is known about it.
    ///
    /// # Errors
    /// A `MienError` before the first epoch.
    #[wasm_bindgen(unchecked_return_type = "TrainResult & { advice: Advice[] }")]
    pub fn result(&self) -> Result<JsValue, JsValue> {
        let Some(result) = self.fit.result() else {
            return Err(Problem::Stopped.into());
        };
        let early = self.fit.stopped_early();
        let advice = advice_after(&self.names, &result.history, self.fit.split(), early);
        to_js(&Advised { result, advice })
    }
}
