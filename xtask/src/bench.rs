//! `cargo xtask bench`: how fast the product is, natively and in real Chromium, beside what people
//! would use instead. The measuring is done in `benches/`; here it is started, put side by side and
//! printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::node::Node;
use crate::table::aligned;
use crate::{accuracy, build, chromium, modules, sh};

/// The row that the others are compared with: Mien in Chromium.
const OURS: &str = "mien";

/// What to measure.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Also measure face-api, human and onnxruntime-web, from their npm packages
    #[arg(long)]
    peers: bool,

    /// Write everything that was measured as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Timed frames of every picture, at least 50 for numbers that are quoted
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    frames: u32,

    /// Timed starts, from navigation to the first labelled face
    #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u32).range(1..))]
    starts: u32,

    /// Only measure the time to the first labelled face, beside that of another built site, in turns
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["studio", "models", "detector_sizes", "peers"])]
    against: Option<PathBuf>,

    /// Only show what the detector's input size costs and brings
    #[arg(long)]
    detector_sizes: bool,

    /// Only measure teaching: adding pictures, training; with `--peers` beside TF.js
    #[arg(long)]
    studio: bool,

    /// Only measure an image model of Teachable Machine's: teachable.js beside the original library and TF.js
    #[arg(long, conflicts_with_all = ["studio", "detector_sizes", "peers"])]
    models: bool,

    /// With `--studio`: fer2013.csv, to teach all of it and to say how right the heads are
    #[arg(long, value_name = "FILE", requires = "studio")]
    csv: Option<PathBuf>,

    /// Only compare how right the networks are on the PublicTest rows of fer2013.csv, beside those of
    /// face-api, human and mini-XCEPTION; needs Python for the last one's package
    #[arg(long, value_name = "FILE", conflicts_with_all = ["studio", "detector_sizes"])]
    accuracy: Option<PathBuf>,

    /// With `--csv`: accuracy after 5 to 500 samples a class, over five seeds, beside Teachable
    /// Machine's MobileNet
    #[arg(long, requires = "csv")]
    curve: bool,
}

/// Measures and prints.
pub fn run(arguments: Arguments) -> Result<()> {
    if arguments.detector_sizes {
        return sh::run(&mut native_bench("detector_sizes"));
    }
    let node = Node::find()?;
    if let Some(csv) = &arguments.accuracy {
        return accuracy::run(&node, csv, arguments.json.as_deref());
    }
    build::run(&modules::Backend::default())?;
    let folder = sh::root().join("benches/web");
    node.packages(&folder)?;
    if arguments.peers || arguments.curve {
        node.packages(&folder.join("peers"))?;
    }
    if arguments.studio {
        return teaching(&node, &arguments);
    }
    if arguments.models {
        return image_models(&node, &arguments);
    }
    if let Some(other) = &arguments.against {
        return against(&node, other, arguments.starts);
    }
    sh::say("measuring natively");
    let native = natively(arguments.frames)?;
    sh::say("measuring in Chromium");
    let browser = in_chromium(&node, &arguments)?;
    let machine = Machine::here(&browser);
    let Chromium {
        peak,
        multiply_adds,
        rows,
        ..
    } = browser;
    let (in_browser, peers): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.id == OURS);
    let rows = in_browser
        .into_iter()
        .chain([native])
        .chain(peers)
        .collect();
    let outcome = Outcome {
        machine,
        peak,
        multiply_adds,
        rows,
    };
    println!("\n{}", report(&outcome)?);
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&outcome)?;
        fs::write(file, text + "\n")
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

/// Teaching, in Chromium; the script prints what it finds.
fn teaching(node: &Node, arguments: &Arguments) -> Result<()> {
    let mut measure = node.command("node", &["benches/web/studio.js"])?;
    measure
        .current_dir(sh::root())
        .env("MIEN_CHROMIUM", chromium::find()?);
    for (name, file) in [("--csv", &arguments.csv), ("--out", &arguments.json)] {
        if let Some(file) = file {
            measure.arg(name).arg(std::path::absolute(file)?);
        }
    }
    for (name, wanted) in [("--peers", arguments.peers), ("--curve", arguments.curve)] {
        if wanted {
            measure.arg(name);
        }
    }
    sh::run(&mut measure)
}

/// Image models, in Chromium; the script prints what it finds.
fn image_models(node: &Node, arguments: &Arguments) -> Result<()> {
    let mut measure = node.command("node", &["benches/web/models.js"])?;
    measure
        .current_dir(sh::root())
        .env("MIEN_CHROMIUM", chromium::find()?)
        .args(["--starts", &arguments.starts.to_string()]);
    if let Some(file) = &arguments.json {
        measure.arg("--out").arg(std::path::absolute(file)?);
    }
    sh::run(&mut measure)
}

/// Two built sites, in Chromium; the script prints what it finds.
fn against(node: &Node, other: &Path, starts: u32) -> Result<()> {
    let mut measure = node.command("node", &["benches/web/against.js"])?;
    measure
        .current_dir(sh::root())
        .env("MIEN_CHROMIUM", chromium::find()?)
        .arg("--against")
        .arg(std::path::absolute(other)?)
        .args(["--starts", &starts.to_string()]);
    sh::run(&mut measure)
}

// ---- what was measured ----

/// Everything that was measured in one call.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    machine: Machine,
    peak: Vec<Peak>,
    multiply_adds: MultiplyAdds,
    rows: Vec<Row>,
}

/// Where it was measured.
#[derive(Serialize)]
struct Machine {
    cpu: String,
    cores: usize,
    os: &'static str,
    chromium: String,
    node: String,
}

impl Machine {
    fn here(chromium: &Chromium) -> Self {
        // Linux names the processor here; elsewhere its architecture has to do.
        let cpu = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        });
        Self {
            cpu: cpu.unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            os: std::env::consts::OS,
            chromium: chromium.chromium.clone(),
            node: chromium.node.clone(),
        }
    }
}

/// What `benches/web/measure.js` writes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Chromium {
    chromium: String,
    node: String,
    peak: Vec<Peak>,
    multiply_adds: MultiplyAdds,
    rows: Vec<Row>,
}

/// What one thread does at best in WASM, in billion multiply-adds a second (`benches/web/peak.js`); the first is plain SIMD's.
#[derive(Serialize, Deserialize)]
struct Peak {
    id: String,
    name: String,
    median: f64,
    best: f64,
}

/// What the networks have to compute (`benches/web/multiply-adds.js`).
#[derive(Serialize, Deserialize)]
struct MultiplyAdds {
    /// For a frame.
    detector: u64,
    /// For each face.
    face: u64,
}

/// A contestant.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id: String,
    name: String,
    pictures: Vec<Picture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_labelled_face: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_use: Option<FirstUse>,
}

/// All frames of one picture.
#[derive(Serialize, Deserialize)]
struct Picture {
    picture: String,
    frames: usize,
    found: usize,
    labels: Vec<String>,
    checksum: String,
    wall: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detect: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    classify: Option<Summary>,
}

/// Milliseconds.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Summary {
    median: f64,
    p95: f64,
}

/// Bytes that were fetched until the first labelled face.
#[derive(Serialize, Deserialize)]
struct FirstUse {
    raw: u64,
    brotli: u64,
    files: Vec<FetchedFile>,
}

#[derive(Serialize, Deserialize)]
struct FetchedFile {
    file: String,
    raw: u64,
    brotli: u64,
}

fn natively(frames: u32) -> Result<Row> {
    let frames = frames.to_string();
    let mut bench = native_bench("frame");
    bench
        .args(["--", "--json", "--frames", &frames])
        .stderr(Stdio::inherit());
    Ok(Row {
        id: "mien-native".into(),
        name: "Mien, native, one thread".into(),
        pictures: serde_json::from_str(&sh::output(&mut bench)?)
            .context("benches/frame.rs printed something else than its JSON")?,
        first_labelled_face: None,
        first_use: None,
    })
}

/// A native bench, with the features that the tests are built with, so that burn is compiled once
/// for both.
fn native_bench(name: &str) -> Command {
    let features = ["--workspace", "--features", "mien/ndarray"];
    let mut bench = sh::command("cargo", ["bench", "--bench", name]);
    bench.args(features);
    bench
}

fn in_chromium(node: &Node, arguments: &Arguments) -> Result<Chromium> {
    let made = sh::root().join("target/bench");
    fs::create_dir_all(&made).with_context(|| format!("{} cannot be made", made.display()))?;
    let out = made.join("chromium.json");
    let mut measure = node.command("node", &["benches/web/measure.js"])?;
    measure
        .env("MIEN_CHROMIUM", chromium::find()?)
        .arg("--out")
        .arg(&out)
        .args(["--frames", &arguments.frames.to_string()])
        .args(["--starts", &arguments.starts.to_string()]);
    if arguments.peers {
        measure.arg("--peers");
    }
    sh::run(&mut measure)?;
    let text =
        fs::read_to_string(&out).with_context(|| format!("{} cannot be read", out.display()))?;
    serde_json::from_str(&text).context("benches/web/measure.js wrote something else than its JSON")
}

// ---- the table ----

fn report(outcome: &Outcome) -> Result<String> {
    let Machine {
        cpu,
        cores,
        os,
        chromium,
        node,
    } = &outcome.machine;
    let ours = outcome
        .rows
        .iter()
        .find(|row| row.id == OURS)
        .context("the browser bench did not measure Mien")?;
    let rows = &outcome.rows;

    let mut main = vec![vec![
        "640x480, ms a frame: median (p95)".to_owned(),
        "1 face".into(),
        "6 faces".into(),
        "15 faces".into(),
        "x ours".into(),
        "found".into(),
        "MB raw".into(),
        "brotli".into(),
        "x ours".into(),
        "first face, ms".into(),
        "x ours".into(),
    ]];
    main.extend(rows.iter().map(|row| main_line(row, ours)));

    let mut parts = vec![vec![
        "detection + classification, ms".to_owned(),
        "1 face".into(),
        "6 faces".into(),
        "15 faces".into(),
        "a face of 15".into(),
        "answers: 1".into(),
        "6".into(),
        "15".into(),
    ]];
    parts.extend(rows.iter().map(parts_line));

    Ok(format!(
        "{cpu}, {cores} cores, {os}; Chromium {chromium}, Node {node}\n\n{}\n{}\n{}\n{NOTES}",
        aligned(&main),
        aligned(&parts),
        aligned(&work(outcome, ours)),
    ))
}

const NOTES: &str = "\
Every frame is computed: a fresh canvas each time, nothing cached or carried over, contestants in turns; one thread, no GPU.
Mien's time in Chromium is from posting the frame to the worker until its report is back; `found` is faces found of 1, 6 and 15.
MB: all that is fetched until the first labelled face, as it lies on disk and with Brotli 11. First face: from navigation
to the first labelled face from a fake camera on localhost, nothing cached.
Answers: checksums of boxes (0.1 px) and probabilities (0.001).
A face of 15: classification with its crop, by the faces that were found.
Multiply-adds are those of plain convolutions, also where fewer products do (so more than all can be done); detection's time has
scaling the picture and decoding the boxes in it, the faces' has cutting them out. A loop's rate: median (best). It takes turns
with the frames, and no share is of another machine or of a quieter one.
[1] The architecture with random weights: its time counts, its labels mean nothing.
";

fn main_line(row: &Row, ours: &Row) -> Vec<String> {
    let mut line = vec![row.name.clone()];
    line.extend(row.pictures.iter().map(|picture| timing(picture.wall)));
    let factors = row.pictures.iter().zip(&ours.pictures);
    line.push(joined(factors.map(|(theirs, ours)| {
        factor(theirs.wall.median, ours.wall.median)
    })));
    line.push(joined(row.pictures.iter().map(|p| p.found.to_string())));
    if let (Some(bytes), Some(our_bytes), Some(first), Some(our_first)) = (
        &row.first_use,
        &ours.first_use,
        row.first_labelled_face,
        ours.first_labelled_face,
    ) {
        let megabytes = |bytes: u64| format!("{:.2}", bytes as f64 / 1e6);
        line.extend([
            megabytes(bytes.raw),
            megabytes(bytes.brotli),
            factor(bytes.brotli as f64, our_bytes.brotli as f64),
            format!("{:.0} ({:.0})", first.median, first.p95),
            factor(first.median, our_first.median),
        ]);
    }
    line
}

fn parts_line(row: &Row) -> Vec<String> {
    let mut line = vec![row.name.clone()];
    line.extend(
        row.pictures
            .iter()
            .map(|picture| match (picture.detect, picture.classify) {
                (Some(detect), Some(classify)) => {
                    format!("{:.1} + {:.1}", detect.median, classify.median)
                }
                _ => "-".into(),
            }),
    );
    // Peers that find fewer faces have less to do.
    let last = row.pictures.last();
    line.push(match last.and_then(|p| Some((p.classify?, p.found))) {
        Some((classify, found)) if found > 0 => format!("{:.2}", classify.median / found as f64),
        _ => "-".into(),
    });
    line.extend(row.pictures.iter().map(|p| p.checksum.clone()));
    line
}

/// What Mien's networks compute a second, beside what the machine does at best.
fn work(outcome: &Outcome, ours: &Row) -> Vec<Vec<String>> {
    let mut lines = vec![vec![
        "multiply-adds in Chromium, one thread".to_owned(),
        "million".into(),
        "ms".into(),
        "billion/s".into(),
        "of plain SIMD's".into(),
    ]];
    let plain = outcome.peak.first().map_or(f64::NAN, |peak| peak.median);
    let share = |rate: f64| format!("{:.0} %", 100.0 * rate / plain);
    let mut network = |name: String, count: u64, time: Option<Summary>| {
        let Some(Summary { median, .. }) = time else {
            return;
        };
        let rate = count as f64 / median / 1e6;
        lines.push(vec![
            name,
            format!("{:.1}", count as f64 / 1e6),
            format!("{median:.1}"),
            format!("{rate:.1}"),
            share(rate),
        ]);
    };
    let MultiplyAdds { detector, face } = outcome.multiply_adds;
    if let (Some(first), Some(last)) = (ours.pictures.first(), ours.pictures.last()) {
        network("detection".into(), detector, first.detect);
        let faces = format!("expressions of {} faces", last.found);
        network(faces, face * last.found as u64, last.classify);
    }
    lines.extend(outcome.peak.iter().map(|peak| {
        vec![
            format!("a loop of {}", peak.name),
            String::new(),
            String::new(),
            format!("{:.1} ({:.1})", peak.median, peak.best),
            share(peak.median),
        ]
    }));
    lines
}

fn timing(Summary { median, p95 }: Summary) -> String {
    format!("{median:.1} ({p95:.1})")
}

fn factor(theirs: f64, ours: f64) -> String {
    format!("{:.1}", theirs / ours)
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, ms: f64, first_use: Option<FirstUse>) -> Row {
        let summary = |median| Summary {
            median,
            p95: median + 1.0,
        };
        let picture = |found| Picture {
            picture: format!("f{found}"),
            frames: 60,
            found,
            labels: Vec::new(),
            checksum: "0123456789abcdef".into(),
            wall: summary(ms * found as f64),
            total: None,
            detect: None,
            classify: None,
        };
        Row {
            id: id.into(),
            name: id.into(),
            pictures: vec![picture(1), picture(6), picture(15)],
            first_labelled_face: first_use.is_some().then(|| summary(ms * 10.0)),
            first_use,
        }
    }

    #[test]
    fn factors_are_against_our_row() {
        let first_use = |brotli| {
            Some(FirstUse {
                raw: 3_000_000,
                brotli,
                files: Vec::new(),
            })
        };
        let ours = row(OURS, 2.0, first_use(1_000_000));
        let line = main_line(&row("other", 5.0, first_use(1_500_000)), &ours);
        assert_eq!(
            line,
            [
                "other",
                "5.0 (6.0)",
                "30.0 (31.0)",
                "75.0 (76.0)",
                "2.5 / 2.5 / 2.5",
                "1 / 6 / 15",
                "3.00",
                "1.50",
                "1.5",
                "50 (51)",
                "2.5",
            ]
        );
        assert_eq!(main_line(&row("native", 1.0, None), &ours).len(), 6);
    }

    #[test]
    fn work_is_held_against_what_the_machine_does() {
        let mut ours = row(OURS, 2.0, None);
        let ms = |median| Some(Summary { median, p95: 9.0 });
        ours.pictures[0].detect = ms(4.0);
        ours.pictures[2].classify = ms(10.0);
        let peak = |id: &str, name: &str, median| Peak {
            id: id.into(),
            name: name.into(),
            median,
            best: median + 1.0,
        };
        let outcome = Outcome {
            machine: Machine {
                cpu: String::new(),
                cores: 2,
                os: "linux",
                chromium: String::new(),
                node: String::new(),
            },
            peak: vec![
                peak("plain", "mul, add", 20.0),
                peak("products16", "dot", 30.0),
            ],
            multiply_adds: MultiplyAdds {
                detector: 60_000_000,
                face: 20_000_000,
            },
            rows: Vec::new(),
        };
        let lines = work(&outcome, &ours);
        assert_eq!(lines[1], ["detection", "60.0", "4.0", "15.0", "75 %"]);
        assert_eq!(
            lines[2],
            ["expressions of 15 faces", "300.0", "10.0", "30.0", "150 %"]
        );
        assert_eq!(
            lines[3],
            ["a loop of mul, add", "", "", "20.0 (21.0)", "100 %"]
        );
        assert_eq!(lines[4], ["a loop of dot", "", "", "30.0 (31.0)", "150 %"]);
    }

    /// The count of multiply-adds, and the loops of the probe.
    #[test]
    fn the_scripts_pass_their_own_test() -> Result<()> {
        let node = Node::find()?;
        node.packages(&sh::root().join("benches/web"))?;
        sh::run(&mut node.command("node", &["--test", "benches/web/peak.test.js"])?)
    }
}
