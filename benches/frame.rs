//! Milliseconds per frame, natively, at 640x480 with 1, 6 and 15 faces; detection and
//! classification apart. `cargo xtask bench` puts the numbers beside those of real Chromium.
//!
//! `cargo bench --bench frame [-- --frames N] [-- --json]`
//!
//! One thread, as in the browser.

#![allow(missing_docs, reason = "a program, not a library")]

mod support;

use std::time::Instant;

use mien::recognizer::{FacePrediction, Input, Recognizer};
use serde_json::{Value, json};
use support::{Result, frame, percentile, picture, project, recognizer, use_one_thread};

const PICTURES: [&str; 3] = ["f1", "f6", "f15"];
const UNTIMED: usize = 5;

fn main() -> Result<()> {
    let (frames, as_json) = arguments()?;
    use_one_thread()?;
    let mut recognizer = recognizer()?;
    let rows = PICTURES
        .iter()
        .map(|name| measure(&mut recognizer, name, frames))
        .collect::<Result<Vec<_>>>()?;
    if as_json {
        println!("{}", Value::from(rows));
        return Ok(());
    }
    for row in rows {
        let ms = |part: &str, what: &str| row[part][what].as_f64().unwrap_or(f64::NAN);
        println!(
            "{:>4}: {:6.2} ms (p95 {:6.2}), detect {:6.2}, classify {:6.2}; {:>2} faces; answers {}",
            row["picture"].as_str().unwrap_or_default(),
            ms("wall", "median"),
            ms("wall", "p95"),
            ms("detect", "median"),
            ms("classify", "median"),
            row["found"],
            row["checksum"].as_str().unwrap_or_default(),
        );
    }
    Ok(())
}

/// Number of frames and whether JSON is asked for; `cargo bench` adds a `--bench` of its own.
fn arguments() -> Result<(usize, bool)> {
    let (mut frames, mut as_json) = (60, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--frames" => frames = arguments.next().ok_or("--frames needs a number")?.parse()?,
            "--json" => as_json = true,
            "--bench" => {}
            other => return Err(format!("{other} is no option of this bench").into()),
        }
    }
    if frames == 0 {
        return Err("--frames needs at least 1".into());
    }
    Ok((frames, as_json))
}

fn measure(recognizer: &mut Recognizer, name: &str, frames: usize) -> Result<Value> {
    let picture = picture(&project("benches/data").join(format!("{name}.png")))?;
    let frame = frame(&picture)?;
    let (mut detect, mut classify, mut wall) = (Vec::new(), Vec::new(), Vec::new());
    let mut checksums = Vec::new();
    let mut faces = Vec::new();
    for i in 0..UNTIMED + frames {
        recognizer.reset();
        let start = Instant::now();
        let clock = || start.elapsed().as_secs_f64() * 1e3;
        let input = Input {
            time: i as f64 * 40.0,
            still: false,
            ..Input::still(&frame)
        };
        let report = recognizer.recognize(&frame, input, clock)?;
        if i >= UNTIMED {
            detect.push(report.timing.detect);
            classify.push(report.timing.classify);
            wall.push(report.timing.total);
            checksums.push(checksum(&report.faces));
        }
        faces = report.faces;
    }
    checksums.dedup();
    let answers = match checksums.as_slice() {
        [one] => format!("{one:016x}"),
        many => format!("{} different", many.len()),
    };
    let summary = |values: &[f64]| json!({"median": percentile(values, 50.0), "p95": percentile(values, 95.0)});
    Ok(json!({
        "picture": name,
        "frames": frames,
        "found": faces.len(),
        "labels": faces.iter().map(|face| face.label.as_str()).collect::<Vec<_>>(),
        "checksum": answers,
        "wall": summary(&wall),
        "detect": summary(&detect),
        "classify": summary(&classify),
    }))
}

/// FNV-1a (64 bits) over the answers: boxes to 0.1 px, probabilities to 0.001, from the topmost box
/// down, each number as a little-endian i32. `benches/web/numbers.js` computes the same.
fn checksum(faces: &[FacePrediction]) -> u64 {
    let fixed = |value: f32, unit: f64| (f64::from(value) / unit + 0.5).floor() as i32;
    let mut rows: Vec<Vec<i32>> = faces
        .iter()
        .map(|face| {
            let bounds = face.bounds;
            [bounds.x, bounds.y, bounds.width, bounds.height]
                .into_iter()
                .map(|v| fixed(v, 0.1))
                .chain(
                    face.probabilities
                        .values
                        .values()
                        .iter()
                        .map(|&p| fixed(p, 0.001)),
                )
                .collect()
        })
        .collect();
    rows.sort_by_key(|row| (row[1], row[0]));
    rows.iter()
        .flatten()
        .flat_map(|number| number.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}
