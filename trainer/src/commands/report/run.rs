//! What `fit` left in a run's folder.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use mien::studio::import::fer::FER2013_LABELS;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::data::Sample;
use crate::metrics::{self, Metrics};

/// A run, as far as its files could be read.
#[derive(Debug, Default)]
pub struct Run {
    /// The folder's name.
    pub name: String,
    /// `config.json`: the arguments.
    pub config: Option<Value>,
    /// `log.jsonl`: the epochs.
    pub epochs: Vec<Epoch>,
    /// `result/metrics.json`.
    pub result: Option<RunResult>,
    /// `result/validation.json`, where it fits the data.
    pub answers: Option<Answers>,
    /// Median milliseconds a face in WASM, where a bench was given.
    pub milliseconds: Option<f64>,
    /// What is missing, and why.
    pub missing: Vec<String>,
}

/// A line of `log.jsonl`.
#[derive(Debug, Clone, Deserialize)]
pub struct Epoch {
    /// Counted from 1.
    pub epoch: usize,
    /// Mean loss of its steps.
    pub loss: f64,
    /// On the validation split, after it.
    pub validation_accuracy: f64,
    /// How long it took.
    pub seconds: f64,
}

/// What `evaluate --json` prints.
#[derive(Debug, Deserialize)]
pub struct RunResult {
    /// How good the network is.
    #[serde(flatten)]
    pub metrics: Metrics,
    /// Arithmetic a face.
    pub mflop: f64,
    /// Size of the shipped weights.
    pub weight_bytes: usize,
}

/// The network's answers to a split.
#[derive(Debug, Deserialize)]
pub struct Answers {
    /// Which.
    pub split: String,
    /// A row a picture, in the order of the split.
    pub probabilities: Vec<Vec<f32>>,
}

/// Reads a run's folder.
pub fn read(folder: &Path) -> Run {
    let mut run = Run {
        name: folder
            .file_name()
            .unwrap_or(folder.as_os_str())
            .to_string_lossy()
            .into_owned(),
        ..Run::default()
    };
    run.config = take(json(&folder.join("config.json")), &mut run.missing);
    run.epochs = take(log(&folder.join("log.jsonl")), &mut run.missing).unwrap_or_default();
    run.result = take(json(&folder.join("result/metrics.json")), &mut run.missing);
    run.answers = take(
        json(&folder.join("result/validation.json")),
        &mut run.missing,
    );
    run
}

fn take<T>(read: Result<T>, missing: &mut Vec<String>) -> Option<T> {
    read.map_err(|error| missing.push(format!("{error:#}")))
        .ok()
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let name = path.display();
    let text = fs::read(path).with_context(|| format!("cannot read {name}"))?;
    serde_json::from_slice(&text).with_context(|| format!("{name} is damaged"))
}

fn log(path: &Path) -> Result<Vec<Epoch>> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty());
    lines
        .map(|(i, line)| {
            serde_json::from_str(line).with_context(|| format!("{name}, line {}", i + 1))
        })
        .collect()
}

impl Run {
    /// Whether any of its files could be read.
    pub fn has_anything(&self) -> bool {
        self.config.is_some() || !self.epochs.is_empty() || self.result.is_some()
    }

    /// Keeps the answers only where they belong to these samples.
    pub fn check(&mut self, split: &str, samples: &[Sample]) {
        let Some(answers) = self.answers.take() else {
            return;
        };
        let (rows, pictures) = (answers.probabilities.len(), samples.len());
        let classes = FER2013_LABELS.len();
        let wrong = if answers.split != split {
            Some(format!(
                "is about the split {:?}, not {split:?}",
                answers.split
            ))
        } else if rows != pictures {
            Some(format!(
                "holds {rows} rows, and {split} {pictures} pictures"
            ))
        } else {
            let row = answers
                .probabilities
                .iter()
                .position(|r| r.len() != classes);
            row.map(|row| format!("row {row} does not hold {classes} numbers"))
        };
        if let Some(wrong) = wrong {
            self.missing.push(format!("result/validation.json {wrong}"));
            return;
        }
        let truth: Vec<_> = samples.iter().map(|s| s.label).collect();
        let labels = FER2013_LABELS.map(String::from);
        let measured = metrics::measure(&labels, &truth, &answers.probabilities);
        if let Some(result) = &self.result
            && (result.metrics.accuracy - measured.accuracy).abs() > 1e-3
        {
            self.missing.push(format!(
                "with this data its answers are {:.2} % right, and result/metrics.json says \
                 {:.2} %: is it the data that it was measured with?",
                100.0 * measured.accuracy,
                100.0 * result.metrics.accuracy
            ));
        }
        self.answers = Some(answers);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;
    use crate::data::Pixels;
    use crate::scratch::Scratch;

    /// Two pictures, the first answered right with 0.9, the second wrong with 0.6.
    pub fn samples() -> Vec<Sample> {
        let sample = |label| Sample {
            label,
            pixels: Pixels {
                width: 2,
                height: 2,
                values: vec![0, 50, 100, label as u8],
            },
            votes: None,
            soft: None,
            origin: format!("line {}", label + 2),
        };
        vec![sample(0), sample(3)]
    }

    /// A run as `fit` leaves it, in a folder of this name.
    pub fn made(folder: &Scratch, name: &str) -> std::path::PathBuf {
        let file = |path: &str, text: &str| folder.file(&format!("{name}/{path}"), text);
        file(
            "config.json",
            r#"{"epochs": 2, "batch": 128, "teacher": []}"#,
        );
        file(
            "log.jsonl",
            "{\"epoch\":1,\"loss\":1.7,\"validation_accuracy\":0.3,\"macro_f1\":0.2,\"seconds\":9}\n\
             {\"epoch\":2,\"loss\":1.5,\"validation_accuracy\":0.5,\"macro_f1\":0.4,\"seconds\":8}\n",
        );
        let rows = vec![
            vec![0.9, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0],
            vec![0.6, 0.0, 0.0, 0.4, 0.0, 0.0, 0.0],
        ];
        let labels = FER2013_LABELS.map(String::from);
        let mut result = serde_json::to_value(metrics::measure(&labels, &[0, 3], &rows)).unwrap();
        result["mflop"] = 11.85.into();
        result["weight_bytes"] = 512_000.into();
        file("result/metrics.json", &result.to_string());
        let answers = serde_json::json!({"split": "PublicTest", "probabilities": rows});
        file("result/validation.json", &answers.to_string());
        folder.path().join(name)
    }

    #[test]
    fn a_whole_run_is_read() {
        let folder = Scratch::new();
        let mut run = read(&made(&folder, "first"));
        run.check("PublicTest", &samples());
        assert_eq!(run.missing, [""; 0]);
        assert_eq!((run.name.as_str(), run.epochs.len()), ("first", 2));
        let result = run.result.unwrap();
        assert_eq!(
            (result.metrics.accuracy, result.weight_bytes),
            (0.5, 512_000)
        );
        assert_eq!(run.answers.unwrap().probabilities.len(), 2);
    }

    #[test]
    fn what_is_missing_or_does_not_fit_is_said() {
        let folder = Scratch::new();
        let path = made(&folder, "run");
        let checked = |split: &str, samples: &[Sample]| {
            let mut run = read(&path);
            run.check(split, samples);
            (run.answers.is_some(), run.missing.join("; "))
        };
        let mut other = samples();
        other[0].label = 3;
        for (split, samples, kept, what) in [
            (
                "Training",
                &samples()[..],
                false,
                "\"PublicTest\", not \"Training\"",
            ),
            (
                "PublicTest",
                &samples()[..1],
                false,
                "2 rows, and PublicTest 1",
            ),
            ("PublicTest", &other[..], true, "0.00 % right"),
        ] {
            let (has, missing) = checked(split, samples);
            assert!(missing.contains(what), "{missing}");
            assert_eq!(has, kept, "{what}");
        }
        fs::write(path.join("log.jsonl"), "{\"epoch\":1\n").unwrap();
        fs::remove_file(path.join("result/metrics.json")).unwrap();
        let run = read(&path);
        assert!(
            run.missing[0].contains("log.jsonl, line 1"),
            "{:?}",
            run.missing
        );
        assert!(run.missing[1].contains("metrics.json"), "{:?}", run.missing);
        assert!(!read(&folder.path().join("none")).has_anything());
    }
}
