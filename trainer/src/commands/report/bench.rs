//! How long a face takes in the browser, out of what `cargo xtask bench --json` wrote.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::run::Run;

/// The bench's row of this project in Chromium.
const OURS: &str = "mien";

#[derive(Deserialize)]
struct Bench {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    pictures: Vec<Picture>,
}

#[derive(Deserialize)]
struct Picture {
    found: usize,
    classify: Option<Summary>,
}

#[derive(Deserialize)]
struct Summary {
    median: f64,
}

/// Reads each `RUN=FILE`, or `FILE` where there is one run, into its run.
pub fn read(named: &[String], runs: &mut [Run]) -> Result<()> {
    for named in named {
        let (run, file) = match named.split_once('=') {
            Some((run, file)) => (runs.iter_mut().find(|r| r.name == run), file),
            None if runs.len() == 1 => (runs.first_mut(), named.as_str()),
            None => bail!("--bench {named}: say whose it is, as --bench RUN={named}"),
        };
        let run = run.with_context(|| format!("--bench {named}: there is no run of that name"))?;
        let text = fs::read(file).with_context(|| format!("cannot read {file}"))?;
        run.milliseconds = Some(milliseconds(&text).with_context(|| {
            let name = Path::new(file).display();
            format!("{name} is not what `cargo xtask bench --json` writes")
        })?);
    }
    Ok(())
}

/// The median of classifying, over all faces of all pictures.
fn milliseconds(text: &[u8]) -> Result<f64> {
    let bench: Bench = serde_json::from_slice(text)?;
    let ours = bench.rows.iter().find(|row| row.id == OURS);
    let ours = ours.with_context(|| format!("it has no row {OURS:?}"))?;
    let (mut time, mut faces) = (0.0, 0);
    for picture in &ours.pictures {
        if let Some(classify) = &picture.classify {
            time += classify.median;
            faces += picture.found;
        }
    }
    if faces == 0 {
        bail!("it timed no face");
    }
    Ok(time / faces as f64)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    const MADE: &str = r#"{"machine": {"cpu": "x"}, "rows": [
        {"id": "other", "name": "Other", "pictures": [{"picture": "1", "found": 1}]},
        {"id": "mien", "name": "Mien", "pictures": [
            {"picture": "1", "found": 1, "classify": {"median": 0.6, "p95": 1.0}},
            {"picture": "6", "found": 6, "classify": {"median": 3.6, "p95": 4.0}}]}]}"#;

    #[test]
    fn a_face_takes_what_all_faces_take_on_average() {
        assert!((milliseconds(MADE.as_bytes()).unwrap() - 0.6).abs() < 1e-12);
        for bad in ["{}", r#"{"rows": []}"#] {
            assert!(milliseconds(bad.as_bytes()).is_err());
        }
    }

    #[test]
    fn a_bench_belongs_to_a_run() {
        let folder = Scratch::new();
        let file = folder.file("bench.json", MADE).display().to_string();
        let runs = |names: &[&str]| -> Vec<Run> {
            let run = |name: &&str| Run {
                name: (*name).into(),
                ..Run::default()
            };
            names.iter().map(run).collect()
        };
        let mut one = runs(&["a"]);
        read(std::slice::from_ref(&file), &mut one).unwrap();
        assert!(one[0].milliseconds.is_some());
        let mut two = runs(&["a", "b"]);
        assert!(read(std::slice::from_ref(&file), &mut two).is_err());
        assert!(read(&[format!("c={file}")], &mut two).is_err());
        read(&[format!("b={file}")], &mut two).unwrap();
        assert!(two[0].milliseconds.is_none() && two[1].milliseconds.is_some());
    }
}
