//! Projects of whole pictures: their network is Teachable Machine's, and their file has no faces.

use std::collections::BTreeMap;

use mien::formats::{Fit, Graph, ImageModel, LayerKind, Model, Plan, open};
use mien::head::{Dense, Head, HeadFile};
use mien::studio::pictures::PictureBase;
use mien::studio::project::{Project, ProjectFile, ProjectKind};

use crate::support::{Picture, model, path};

fn base() -> PictureBase {
    let (manifest, files) = model();
    let described = manifest.pictures().unwrap();
    PictureBase::open(described, files.get(described).unwrap().to_vec()).unwrap()
}

fn export() -> Model {
    let bytes = std::fs::read(path("tests/data/teachable-machine/image-model.zip")).unwrap();
    open(BTreeMap::from([("image-model.zip".into(), bytes)])).unwrap()
}

/// The classes of an export, as a head.
fn head(graph: &Graph) -> Head {
    let dense = graph
        .layers
        .iter()
        .filter(|layer| matches!(layer.kind, LayerKind::Dense));
    let layers = dense.map(|layer| {
        let kernel = graph.weight(layer, "kernel").unwrap();
        let bias = graph.weight(layer, "bias");
        Dense {
            weights: kernel.values.clone(),
            bias: bias.map_or_else(|| vec![0.0; kernel.shape[1]], |bias| bias.values.clone()),
        }
    });
    Head {
        layers: layers.collect(),
    }
}

fn head_file(base: &PictureBase, export: &Model) -> HeadFile {
    HeadFile {
        name: "Hands".into(),
        labels: export.labels.clone(),
        backbone: base.backbone().into(),
        threshold: 0.4,
        mirrored: false,
        head: head(&export.graph),
    }
}

#[test]
fn with_the_classes_of_an_export_it_answers_as_the_export_does() {
    let (base, export) = (base(), export());
    let head = head_file(&base, &export);
    let ours = ImageModel::new(&base.model(&head).unwrap()).unwrap();
    let theirs = ImageModel::new(&export).unwrap();
    for name in [
        "astronaut.jpg",
        "group.jpg",
        "nobody.jpg",
        "angry.jpg",
        "frame-6.jpg",
    ] {
        let picture = Picture::shipped(name);
        let [a, b] =
            [&ours, &theirs].map(|model| model.classify(&picture.frame(), Fit::Cropped).unwrap());
        for (a, b) in a.values().iter().zip(b.values()) {
            assert!((a - b).abs() < 0.02, "{name}: {a} and {b}");
        }
    }
}

#[test]
fn an_embedding_and_a_head_give_what_the_whole_network_gives() {
    let (base, export) = (base(), export());
    let head = head_file(&base, &export);
    let picture = Picture::shipped("astronaut.jpg");
    let embedding = base.embed(&picture.frame(), false).unwrap();
    assert_eq!(embedding.len(), base.embedding_width());
    let model = base.model(&head).unwrap();
    let whole = ImageModel::new(&model)
        .unwrap()
        .classify(&picture.frame(), Fit::Cropped)
        .unwrap();
    for (a, b) in head
        .head
        .classify(&embedding)
        .values()
        .iter()
        .zip(whole.values())
    {
        assert!((a - b).abs() < 1e-5, "{a} and {b}");
    }
    assert_ne!(
        embedding,
        base.embed(&picture.frame(), true).unwrap(),
        "the mirror image is another picture"
    );
    let mirrored = base.embed(&picture.mirrored().frame(), false).unwrap();
    let twice = base.embed(&picture.frame(), true).unwrap();
    for (a, b) in mirrored.iter().zip(&twice) {
        assert!((a - b).abs() < 0.05, "{a} and {b}");
    }
}

#[test]
fn a_head_of_faces_does_not_fit() {
    let (base, export) = (base(), export());
    let head = HeadFile {
        backbone: "of another network".into(),
        ..head_file(&base, &export)
    };
    assert_eq!(base.model(&head).unwrap_err().code(), "outdated");
}

#[test]
fn values_of_another_range_and_back_are_the_same_network() {
    let export = export();
    let there = export.graph.clone().in_range(127.0, 127.5);
    assert_eq!(there.layers.len(), export.graph.layers.len() + 1);
    let further = there.clone().in_range(127.5, 255.0);
    assert_eq!(
        further.layers.len(),
        there.layers.len(),
        "one layer is enough"
    );
    let pixels: Vec<f32> = (0..224 * 224 * 3).map(|i| (i % 256) as f32).collect();
    let shown = |half_range: f32| {
        pixels
            .iter()
            .map(move |v| v / half_range - 1.0)
            .collect::<Vec<_>>()
    };
    let expected = Plan::new(&export.graph)
        .unwrap()
        .run(&shown(127.0))
        .unwrap();
    for (graph, half_range) in [
        (there.clone(), 127.5),
        (further, 255.0),
        (there.in_range(127.5, 127.0), 127.0),
    ] {
        let got = Plan::new(&graph).unwrap().run(&shown(half_range)).unwrap();
        for (a, b) in got.iter().zip(&expected) {
            assert!((a - b).abs() < 1e-5, "{half_range}: {a} and {b}");
        }
    }
}

#[test]
fn a_project_of_pictures_has_no_faces_and_nothing_is_missing() {
    let bytes = std::fs::read(path("tests/data/lesson/pictures.mien.zip")).unwrap();
    let file = ProjectFile::open(bytes).unwrap();
    assert_eq!(
        (file.project.version, file.project.kind),
        (3, ProjectKind::Pictures)
    );
    assert_eq!(file.project.samples.len(), 22);
    assert_eq!((file.damage.count, file.lost), (0, 0));
    assert!(
        file.project
            .samples
            .iter()
            .all(|sample| sample.picture.is_some())
    );
}

#[test]
fn what_an_older_version_can_hold_is_written_as_that() {
    let bytes = mien::studio::project::ProjectWriter::new()
        .finish(&Project::default(), &[])
        .unwrap();
    assert_eq!(ProjectFile::open(bytes).unwrap().project.version, 2);
}
