//! Training a head, an epoch a call, for the studio's worker.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::convert::to_js;
use super::device;
use super::error::{js_error, shape_error};
use crate::head::{Head, HeadFile};
use crate::studio::train::{
    Advice, Epoch, Example, HeadFit, Metrics, Mistake, TrainConfig, advice,
};

/// Mistakes that are reported: the surest, which are worth a look.
const MISTAKES: usize = 100;

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
#[wasm_bindgen(js_name = adviceBefore)]
pub fn advice_before(counts: JsValue, config: JsValue) -> Result<JsValue, JsValue> {
    let counts: Vec<Counted> = serde_wasm_bindgen::from_value(counts).map_err(shape_error)?;
    let config: TrainConfig = serde_wasm_bindgen::from_value(config).map_err(shape_error)?;
    let counts: Vec<_> = counts.into_iter().map(|c| (c.name, c.count)).collect();
    to_js(&advice(&counts, &config, &[]))
}

/// The text of a head file as the fragment of a link.
///
/// # Errors
/// A `MienError` where the text is no head file.
#[wasm_bindgen(js_name = linkOf)]
pub fn link_of(head: &str) -> Result<String, JsValue> {
    Ok(HeadFile::from_json(head)?.to_link())
}

/// A head in training.
#[wasm_bindgen(js_name = HeadTraining)]
pub struct WebHeadFit {
    fit: HeadFit,
    config: TrainConfig,
    counts: Vec<(String, usize)>,
    history: Vec<Epoch>,
}

/// What training gave.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trained {
    #[serde(flatten)]
    head: Head,
    history: Vec<Epoch>,
    training: Metrics,
    validation: Option<Metrics>,
    mistakes: Vec<Mistake>,
    advice: Vec<Advice>,
}

#[wasm_bindgen(js_class = HeadTraining)]
impl WebHeadFit {
    /// Prepares training on `embeddings` (`[samples, embedding]`) whose classes are `truth`,
    /// counted in `names`; `mirrored` are those of the mirrored faces, or nothing. What `config`
    /// leaves out gets its default.
    ///
    /// # Errors
    /// A `MienError` for a setting outside its range or a class without samples.
    #[wasm_bindgen(constructor)]
    pub fn new(
        embeddings: &[f32],
        mirrored: &[f32],
        truth: &[u32],
        names: Vec<String>,
        config: JsValue,
    ) -> Result<WebHeadFit, JsValue> {
        let config: TrainConfig = serde_wasm_bindgen::from_value(config).map_err(shape_error)?;
        let width = (embeddings.len() / truth.len().max(1)).max(1);
        let mut mirrored = mirrored.chunks_exact(width);
        let examples = embeddings
            .chunks_exact(width)
            .zip(truth)
            .map(|(embedding, &class)| Example {
                embedding: embedding.to_vec(),
                mirrored: mirrored.next().map(<[f32]>::to_vec).unwrap_or_default(),
                class: class as usize,
            })
            .collect();
        let fit = HeadFit::new(examples, names.len(), &config, &device())?;
        let samples = |class| truth.iter().filter(|&&t| t as usize == class).count();
        Ok(Self {
            fit,
            config,
            counts: (names.into_iter().enumerate())
                .map(|(class, name)| (name, samples(class)))
                .collect(),
            history: Vec::new(),
        })
    }

    /// Whether all epochs are done.
    pub fn finished(&self) -> bool {
        self.fit.finished()
    }

    /// Learns every training sample once; says how well.
    ///
    /// # Errors
    /// A `MienError` where the backend's answer cannot be read.
    pub fn epoch(&mut self) -> Result<JsValue, JsValue> {
        let epoch = self.fit.epoch()?;
        self.history.push(epoch);
        to_js(&epoch)
    }

    /// The best head so far, and what is known about it.
    ///
    /// # Errors
    /// A `MienError` before the first epoch.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        let Some(head) = self.fit.best() else {
            let hint = "Press Train again";
            return Err(js_error(
                "stopped",
                "Training was stopped before it began",
                hint,
            ));
        };
        let split = self.fit.split();
        let validation =
            (!split.validation.is_empty()).then(|| self.fit.measure(head, &split.validation));
        let mut list = advice(&self.counts, &self.config, &self.history);
        // What holds before training is said beside it already.
        let before = advice(&self.counts, &self.config, &[]);
        list.retain(|each| !before.contains(each));
        let mut mistakes = self.fit.mistakes(head);
        mistakes.truncate(MISTAKES);
        to_js(&Trained {
            head: head.clone(),
            history: self.history.clone(),
            training: self.fit.measure(head, &split.training),
            validation,
            mistakes,
            advice: list,
        })
    }
}
