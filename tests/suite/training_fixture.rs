//! The same project and seed give the same weights natively and in the browser: here natively,
//! with `tests/browser/same-weights.test.mjs` in Chromium, both beside the same heads.

use burn::tensor::Device;
use mien::head::{Head, HeadFile};
use mien::studio::extract::Which;
use mien::studio::project::{Project, ProjectClass, ProjectFile, ProjectSample, ProjectWriter};
use mien::studio::train::{Example, HeadFit, TrainConfig};
use serde_json::Value;

use crate::support::{Picture, extractor, known_faces, manifest, path};

/// Faces of the test pictures, by what they show.
const PROJECT: &str = "tests/data/lesson/project.mien.zip";

/// The heads that it teaches: with the hidden layer, and as a single dense layer.
const HEADS: [(usize, &str); 2] = [
    (100, "tests/data/lesson/hidden.json"),
    (0, "tests/data/lesson/dense.json"),
];

/// The most that a weight may differ.
const TOLERANCE: f32 = 1e-4;

/// What the faces of a picture show, from left to right and top to bottom.
fn shown(name: &str) -> Vec<Option<String>> {
    let text = std::fs::read(path("tests/data/pictures/faces.json")).unwrap();
    let pictures: Value = serde_json::from_slice(&text).unwrap();
    let faces = pictures[name]["faces"].as_array().unwrap();
    faces
        .iter()
        .map(|face| face["shows"].as_str().map(Into::into))
        .collect()
}

/// The project, made of every face that shows something.
fn made() -> Vec<u8> {
    let extractor = extractor();
    let mut project = Project {
        name: "Lesson".into(),
        ..Project::default()
    };
    let mut crops = Vec::new();
    for (name, known) in known_faces() {
        let picture = Picture::shipped(&name);
        let found = extractor.faces(&picture.frame(), Which::All, true).unwrap();
        for (known, shows) in known.iter().zip(shown(&name)) {
            let face = found.iter().find(|face| face.bounds.iou(known) > 0.4);
            let (Some(face), Some(shows)) = (face, shows) else {
                continue;
            };
            let class = match project.classes.iter().find(|class| class.name == shows) {
                Some(class) => class.id,
                None => {
                    let id = project.classes.len() as u32 + 1;
                    project.classes.push(ProjectClass {
                        id,
                        name: shows,
                        disabled: false,
                    });
                    id
                }
            };
            project.samples.push(ProjectSample {
                id: 100 + project.samples.len() as u32,
                class,
                name: name.clone(),
                picture: None,
            });
            crops.extend_from_slice(&face.pixels);
        }
    }
    ProjectWriter::new().finish(&project, &crops).unwrap()
}

/// Teaches a project as the studio does, with its settings but for the hidden layer.
fn taught(bytes: Vec<u8>, hidden: usize) -> HeadFile {
    let file = ProjectFile::open(bytes).unwrap();
    let crops: Vec<u8> = file.faces.into_iter().flat_map(Option::unwrap).collect();
    let extractor = extractor();
    let [faces, mirrored] =
        [false, true].map(|mirrored| extractor.embed(&crops, mirrored).unwrap());
    let Project {
        name,
        classes,
        samples,
        settings,
        ..
    } = file.project;
    let width = faces.len() / samples.len();
    let examples = samples
        .iter()
        .zip(faces.chunks_exact(width).zip(mirrored.chunks_exact(width)))
        .map(|(sample, (embedding, mirrored))| Example {
            embedding: embedding.to_vec(),
            mirrored: mirrored.to_vec(),
            class: classes
                .iter()
                .position(|class| class.id == sample.class)
                .unwrap(),
        })
        .collect();
    let config = TrainConfig { hidden, ..settings };
    let mut trainer = HeadFit::new(examples, classes.len(), &config, &Device::flex()).unwrap();
    while !trainer.finished() {
        trainer.epoch().unwrap();
    }
    HeadFile {
        name,
        labels: classes
            .iter()
            .map(|class| class.name.as_str().into())
            .collect(),
        backbone: manifest().expression.sha256,
        threshold: 0.4,
        mirrored: settings.mirror,
        head: trainer.best().unwrap().clone(),
    }
}

fn farthest(a: &Head, b: &Head) -> f32 {
    let numbers = |head: &Head| -> Vec<f32> {
        let layers = head.layers.iter();
        layers
            .flat_map(|layer| layer.weights.iter().chain(&layer.bias).copied())
            .collect()
    };
    let (a, b) = (numbers(a), numbers(b));
    assert_eq!(a.len(), b.len());
    assert!(a.iter().chain(&b).all(|weight| weight.is_finite()));
    a.iter()
        .zip(&b)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f32::max)
}

/// `MIEN_WRITE_FIXTURES=1 cargo test --release --workspace --features mien/ndarray fixture`
/// writes project and heads anew, after the shipped network was trained again. All settings are
/// the defaults.
#[test]
fn the_fixture_of_a_lesson_is_what_its_project_teaches() {
    let write = std::env::var_os("MIEN_WRITE_FIXTURES").is_some();
    if write {
        std::fs::write(path(PROJECT), made()).unwrap();
    }
    for (hidden, file) in HEADS {
        let head = taught(std::fs::read(path(PROJECT)).unwrap(), hidden);
        if write {
            std::fs::write(path(file), head.to_json().unwrap() + "\n").unwrap();
        }
        let golden = HeadFile::from_json(&std::fs::read_to_string(path(file)).unwrap()).unwrap();
        assert_eq!(golden.labels, head.labels);
        let apart = farthest(&golden.head, &head.head);
        assert!(
            apart < TOLERANCE,
            "{file}: weights differ by {apart}; if that is meant, write it anew with the command above"
        );
    }
}
