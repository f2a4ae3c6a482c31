//! A run as a whole, on a few made-up pictures.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor};
use clap::Parser;
use mien::align::AlignedFace;

use super::{Args, RunConfig, Training, run_folder};
use crate::data::SIDE;
use crate::metrics;
use crate::models::folder::ModelFolder;
use crate::models::trained::Model;
use crate::train::distill::sized;
use crate::train::student::Student;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mien-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// A data set of stripes: their direction and width are the class.
fn write_data(path: &Path) {
    let mut text = String::from("emotion,pixels,Usage\n");
    for index in 0..42 {
        let class = index % 7;
        let split = if index < 28 { "Training" } else { "PublicTest" };
        let pixel = |i: usize| {
            let (x, y) = (i % SIDE, i / SIDE);
            let wave = (x * class + y * (7 - class) + index) as f64 / 6.0;
            ((wave.sin() * 100.0 + 128.0) as u8).to_string()
        };
        let pixels: Vec<_> = (0..SIDE * SIDE).map(pixel).collect();
        writeln!(text, "{class},{},{split}", pixels.join(" ")).unwrap();
    }
    fs::write(path, text).unwrap();
}

fn prepare(folder: &Path, more: &[&str]) -> Training {
    try_prepare(folder, more).unwrap()
}

fn try_prepare(folder: &Path, more: &[&str]) -> anyhow::Result<Training> {
    let data = folder.join("data.csv");
    write_data(&data);
    let path = |name: &str| folder.join(name).display().to_string();
    let (run, cache) = (path("run"), path("cache"));
    let mut line = vec!["fit", "--data", data.to_str().unwrap()];
    line.extend(["--run", &run, "--cache", &cache, "--epochs", "2"]);
    line.extend(["--batch", "8", "--average", "0.1"]);
    line.extend(more);
    let args = Line::try_parse_from(line).unwrap().args;
    run_folder::claim(&args.config).unwrap();
    Training::prepare(&args.config)
}

/// Every weight and running statistic, bit for bit.
fn bits(network: &Student) -> Vec<Vec<u32>> {
    struct Bits(Vec<Vec<u32>>);
    impl ModuleVisitor for Bits {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            let values: Vec<f32> = param.val().into_data().try_into_vec().unwrap();
            self.0.push(values.into_iter().map(f32::to_bits).collect());
        }
    }
    let mut bits = Bits(Vec::new());
    network.valid().visit(&mut bits);
    bits.0
}

/// Every option of the shipped network's recipe that a step depends on.
const RECIPE: [&str; 12] = [
    "--soft-labels",
    concat!(env!("CARGO_MANIFEST_DIR"), "/src/commands/fit/soft.npz"),
    "--soft-temperature",
    "1.5",
    "--mixup",
    "0.4",
    "--mixup-rate",
    "0.5",
    "--warm-up",
    "0.3",
    "--dropout",
    "0",
];

#[test]
fn a_run_that_is_resumed_gives_the_weights_of_one_that_was_not_interrupted() {
    for (name, more) in [("resume", &[][..]), ("resume-recipe", &RECIPE)] {
        resumes(name, more);
    }
}

fn resumes(name: &str, more: &[&str]) {
    let folder = Folder::new(name);
    let network = ["--stem", "4", "--stages", "4x1,8x1"];
    let training = prepare(&folder.0, &[&network[..], more].concat());
    let go_on = AtomicBool::new(false);

    let begun = training.begin().unwrap();
    let untouched = bits(&begun.network);
    let one = training.advance(begun, &go_on).unwrap().unwrap();
    let resumed = training
        .begin()
        .unwrap()
        .load(&training.config.run)
        .unwrap();
    assert_eq!(resumed.progress.epochs, 1);

    let straight = training.advance(one, &go_on).unwrap().unwrap();
    let resumed = training.advance(resumed, &go_on).unwrap().unwrap();
    assert!(training.is_done(&resumed));
    // Bit for bit. (Not `assert_eq`, which would print all weights.)
    assert!(bits(&straight.network) == bits(&resumed.network));
    assert!(bits(&straight.average) == bits(&resumed.average));
    assert!(bits(&straight.network) != untouched, "nothing was learnt");
}

#[test]
fn an_epoch_that_is_stopped_leaves_the_checkpoint_before_it() {
    let folder = Folder::new("stop");
    let training = prepare(&folder.0, &["--stem", "4", "--stages", "4x1"]);
    let begun = training.begin().unwrap();
    let one = training.advance(begun, &AtomicBool::new(false)).unwrap();
    let progress = training.config.run.join("progress.json");
    let before = fs::read(&progress).unwrap();
    let stopped = training.advance(one.unwrap(), &AtomicBool::new(true));
    assert!(stopped.unwrap().is_none());
    assert_eq!(fs::read(&progress).unwrap(), before);
}

#[test]
fn a_run_is_neither_overwritten_nor_resumed_with_other_options() {
    let folder = Folder::new("claim");
    let training = prepare(&folder.0, &[]);
    let config = training.config;
    let message = |config: &RunConfig, resume| {
        let refused = run_folder::check(config, resume).unwrap_err();
        format!("{refused:#}")
    };
    assert!(message(&config, false).contains("holds a run already"));
    run_folder::check(&config, true).unwrap();
    let other = RunConfig { seed: 2, ..config };
    assert!(message(&other, true).contains("the options differ"));
}

/// What a folder's `validation.json` says and what its network answers when it is read again.
fn kept_and_read(training: &Training) -> [Vec<Vec<f32>>; 2] {
    let result = training.config.run.join("result");
    let text = fs::read(result.join("validation.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(kept["split"], "PublicTest");
    let model = Model::open(&ModelFolder::new(&result), &Device::flex()).unwrap();
    let answers = model.classify(&training.validation).unwrap();
    [
        serde_json::from_value(kept["probabilities"].clone()).unwrap(),
        answers.iter().map(|p| p.values().to_vec()).collect(),
    ]
}

#[test]
fn what_a_run_writes_is_read_again_and_answers_the_same() {
    let kinds = [("mien", "manifest.json"), ("mobilenet", "network.json")];
    for (arch, file) in kinds {
        let folder = Folder::new(&format!("result-{arch}"));
        let training = prepare(&folder.0, &["--arch", arch, "--stages", "16x1"]);
        let begun = training.begin().unwrap();
        training.advance(begun, &AtomicBool::new(false)).unwrap();
        assert!(training.config.run.join("result").join(file).exists());
        let [kept, read] = kept_and_read(&training);
        assert_eq!(kept.len(), 14);
        let off = kept.concat().into_iter().zip(read.concat());
        let off = off.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(off < 1e-5, "{arch}: {off}");
        let metrics = training.config.run.join("result/metrics.json");
        let metrics: serde_json::Value =
            serde_json::from_slice(&fs::read(metrics).unwrap()).unwrap();
        assert_eq!(metrics["samples"], 14);
        assert!(metrics["mflop"].as_f64().unwrap() > 1.0);
    }
}

#[test]
fn a_teacher_is_asked_about_the_very_faces_that_are_learnt() {
    let shipped = ModelFolder::shipped();
    let teacher = Model::open(&shipped, &Device::flex()).unwrap();
    let same = teacher.description().preprocess.size;
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../model");
    for size in [same, 2 * same] {
        let folder = Folder::new(&format!("teacher-{size}"));
        let written = size.to_string();
        let more = ["--teacher", model, "--teacher-share", "1", "--mixup", "0.4"];
        let more = [&more[..], &["--rarity", "0", "--size", &written]].concat();
        let source = prepare(&folder.0, &more).source;
        let batch = source.batch(&[3, 0, 7], 5).unwrap();
        assert!(batch.pixels != source.batch(&[3, 0, 7], 6).unwrap().pixels);

        let faces: Vec<_> = batch
            .pixels
            .chunks(size * size)
            .map(|face| AlignedFace {
                size,
                pixels: face.iter().map(|v| (v + 1.0) * 127.5).collect(),
            })
            .map(|face| sized(&face, same).unwrap())
            .collect();
        let answers = teacher.classify(&faces).unwrap();
        let wanted = answers.iter().flat_map(|p| p.values());
        for (got, wanted) in batch.soft.iter().zip(wanted) {
            assert!((got - wanted).abs() < 1e-4, "{got} instead of {wanted}");
        }
        assert!(
            batch.targets.iter().all(|p| *p == 0.0),
            "no share is left for labels"
        );
    }
}

#[test]
fn soft_labels_and_labels_are_blended_alike_and_share_what_a_picture_counts() {
    let folder = Folder::new("soft");
    let soft = concat!(env!("CARGO_MANIFEST_DIR"), "/src/commands/fit/soft.npz");
    let more = [
        "--soft-labels",
        soft,
        "--teacher-share",
        "0.6",
        "--soft-temperature",
        "1.5",
    ];
    let mixed = [
        "--mixup",
        "0.4",
        "--mixup-rate",
        "0.5",
        "--label-smoothing",
        "0",
    ];
    let source = prepare(&folder.0, &[&more[..], &mixed].concat()).source;
    let chosen: Vec<_> = (0..28).collect();
    let batch = source.batch(&chosen, 5).unwrap();
    let rows = batch.targets.chunks(7).zip(batch.soft.chunks(7));
    let mut blended = 0;
    for (index, (target, soft)) in rows.enumerate() {
        let label = source.samples[index].label;
        let sum = |row: &[f32]| row.iter().sum::<f32>();
        // All classes are equally frequent, so that every picture counts as one.
        assert!((sum(target) - 0.4).abs() < 1e-5 && (sum(soft) - 0.6 * 2.25).abs() < 1e-2);
        let others = 1.0 - target[label] / 0.4;
        assert!((0.0..=0.4 + 1e-5).contains(&others), "a share of {others}");
        blended += usize::from(others > 1e-6);
        // The file says the class before the picture's.
        let said = soft[(label + 6) % 7] / (0.6 * 2.25);
        assert!((said - (1.0 - others)).abs() < 1e-2, "{said} {others}");
    }
    assert!(
        (6..=22).contains(&blended),
        "half of 28 pictures are blended: {blended}"
    );
}

#[test]
fn faces_have_the_size_that_is_asked_for_where_the_architecture_can_see_it() {
    for (arch, size, sees) in [
        ("mien", "64", true),
        ("mobilenet", "32", true),
        ("resnet50", "64", true),
        ("cnn", "48", true),
        ("cnn", "64", false),
        ("vgg16", "64", false),
        ("mien", "8", false),
    ] {
        let folder = Folder::new(&format!("size-{arch}-{size}"));
        let prepared = try_prepare(&folder.0, &["--arch", arch, "--size", size]);
        assert_eq!(prepared.is_ok(), sees, "{arch} at {size}");
        match prepared {
            Ok(training) => {
                let side = training.source.batch(&[0], 1).unwrap().side;
                assert_eq!(side.to_string(), size);
            }
            Err(error) => assert!(error.to_string().contains("pixels"), "{error}"),
        }
    }
}

#[test]
fn a_run_begins_with_the_network_of_a_folder() {
    let folder = Folder::new("begin");
    let more = ["--arch", "mobilenet", "--limit", "9"];
    let first = prepare(&folder.0, &more);
    let begun = first.begin().unwrap();
    first.advance(begun, &AtomicBool::new(false)).unwrap();
    let [kept, _] = kept_and_read(&first);

    let result = first.config.run.join("result").display().to_string();
    let again = Folder::new("begin-again");
    let start = ["--start", &result];
    let second = prepare(&again.0, &[&more[..], &start].concat());
    let student = second.begin().unwrap().average;
    let logits = second.validate(&student).unwrap().logits;
    let model = Model::open(&ModelFolder::new(Path::new(&result)), &Device::flex()).unwrap();
    let temperature = model.description().temperature;
    let off = metrics::probabilities(&logits, temperature).concat();
    let off = off.into_iter().zip(kept.concat());
    let off = off.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(off < 1e-5, "{off}");

    let other = Folder::new("begin-other");
    let more = [&["--arch", "cnn", "--limit", "9"][..], &start].concat();
    let refused = prepare(&other.0, &more).begin().err().unwrap();
    assert!(format!("{refused:#}").contains("another architecture"));
}

#[test]
fn a_run_ends_early_when_it_gets_no_better() {
    let folder = Folder::new("patience");
    let more = ["--stages", "16x1", "--patience", "3", "--limit", "9"];
    let training = prepare(&folder.0, &more);
    assert_eq!(training.source.samples.len(), 9);
    let mut state = training.begin().unwrap();
    state.progress.since = 2;
    assert!(!training.is_done(&state));
    state.progress.since = 3;
    assert!(training.is_done(&state));
}
