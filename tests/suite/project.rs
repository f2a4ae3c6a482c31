//! The studio's project file: nothing is lost on the way, and damage costs what is damaged only.

use mien::Error;
use mien::studio::faults::Note;
use mien::studio::project::{
    MIRRORED, Project, ProjectClass, ProjectFile, ProjectSample, ProjectWriter, participants,
    picture_path,
};
use mien::studio::train::TrainConfig;
use proptest::prelude::*;
use serde_json::json;

use crate::support::path;

const ODD: [&str; 9] = [
    "Happiness",
    "../x",
    "<img src=x onerror=alert(1)>",
    "😀 emoji 👩‍👩‍👧",
    "",
    "CON",
    "a/b\\c",
    "..",
    "ends. ",
];

/// A sample a class, every second with a picture.
fn project(names: &[&str]) -> Project {
    let number = |i: usize| i as u32 + 1;
    Project {
        name: "A project".into(),
        classes: names
            .iter()
            .enumerate()
            .map(|(i, name)| ProjectClass {
                id: number(i),
                name: (*name).into(),
                disabled: i % 3 == 1,
            })
            .collect(),
        settings: TrainConfig {
            epochs: 7,
            mirror: false,
            ..TrainConfig::default()
        },
        trained: Some(json!({"head": [0.5, -1.25], "note": "kept as it is"})),
        samples: names
            .iter()
            .enumerate()
            .map(|(i, name)| ProjectSample {
                id: 10 * number(i),
                class: number(i),
                name: format!("{name}.png"),
                picture: (i % 2 == 0).then(|| picture_path(name, 10 * number(i), "png")),
            })
            .collect(),
        ..Project::default()
    }
}

fn first(file: &ProjectFile) -> String {
    file.damage
        .first
        .first()
        .map(Note::to_string)
        .unwrap_or_default()
}

fn face(i: usize) -> Vec<u8> {
    (0..48 * 48).map(|b| (b * (i + 3) % 251) as u8).collect()
}

/// Bytes that do not occur in the file by chance.
fn picture(path: &str) -> Vec<u8> {
    path.bytes().cycle().take(500).collect()
}

fn written(project: &Project) -> Vec<u8> {
    let mut writer = ProjectWriter::new();
    for path in project.samples.iter().flat_map(|s| &s.picture) {
        writer.picture(path, &picture(path)).unwrap();
    }
    let faces: Vec<u8> = (0..project.samples.len()).flat_map(face).collect();
    writer.finish(project, &faces).unwrap()
}

fn place(bytes: &[u8], wanted: &[u8]) -> usize {
    let mut windows = bytes.windows(wanted.len());
    windows.position(|w| w == wanted).unwrap()
}

#[test]
fn a_project_comes_back_as_it_was_whatever_its_classes_are_called() {
    let project = project(&ODD);
    let bytes = written(&project);
    assert_eq!(
        bytes,
        written(&project),
        "the same contents, the same bytes"
    );
    let file = ProjectFile::open(bytes).unwrap();
    assert!(file.damage.is_empty() && file.lost == 0);
    assert_eq!(file.project, project);
    for (i, kept) in file.faces.iter().enumerate() {
        assert_eq!(kept.as_ref(), Some(&face(i)));
    }
    for path in project.samples.iter().flat_map(|s| &s.picture) {
        assert_eq!(file.picture(path).unwrap(), picture(path));
    }
    assert!(file.picture("pictures/none/1.png").is_err());
    let empty = ProjectFile::open(written(&Project::default())).unwrap();
    assert_eq!((empty.project, empty.damage.count), (Project::default(), 0));
}

#[test]
fn a_file_of_version_1_opens_as_before_and_is_written_as_version_2() {
    let bytes = std::fs::read(path("tests/data/projects/version-1.mien.zip")).unwrap();
    let file = ProjectFile::open(bytes).unwrap();
    let mut project = file.project.clone();
    assert_eq!((project.version, project.face_size), (1, 48));
    assert!(file.damage.is_empty() && project.samples.len() > 10);
    let faces: Vec<u8> = file.faces.into_iter().flat_map(Option::unwrap).collect();
    assert_eq!(faces.len(), project.samples.len() * 48 * 48);
    project.version = Project::default().version;
    let again = ProjectWriter::new().finish(&project, &faces).unwrap();
    let again = ProjectFile::open(again).unwrap();
    assert_eq!((again.project.version, again.project), (2, project));
}

#[test]
fn faces_are_as_large_as_the_model_they_were_cut_for() {
    let project = Project {
        face_size: 64,
        ..project(&["a", "b"])
    };
    let faces: Vec<u8> = (0..2 * 64 * 64).map(|i| (i % 251) as u8).collect();
    let mut writer = ProjectWriter::new();
    for path in project.samples.iter().flat_map(|s| &s.picture) {
        writer.picture(path, b"x").unwrap();
    }
    let file = ProjectFile::open(writer.finish(&project, &faces).unwrap()).unwrap();
    assert_eq!(file.project.face_size, 64);
    let read: Vec<u8> = file.faces.into_iter().flat_map(Option::unwrap).collect();
    assert_eq!(read, faces);
}

#[test]
fn classes_that_are_not_left_out_take_part_with_their_samples_oldest_first() {
    let class = |id, disabled| ProjectClass {
        id,
        name: id.to_string(),
        disabled,
    };
    let classes = [class(7, false), class(3, true), class(5, false)];
    let samples = [(30, 5), (10, 3), (20, 7), (12, 5), (11, 9)];
    let found = participants(&classes, &samples);
    assert_eq!(found.classes, [0, 2]);
    assert_eq!(found.samples, [3, 2, 0]);
    assert_eq!(found.truth, [1, 0, 1]);
    assert_eq!(found.mirrored, [0, 1, 2]);
    assert_eq!(participants(&[], &samples).samples, [0; 0]);
}

#[test]
fn of_a_class_of_many_samples_the_oldest_are_learnt_from_as_in_a_mirror() {
    let classes = [1, 2].map(|id| ProjectClass {
        id,
        name: id.to_string(),
        disabled: false,
    });
    let many = MIRRORED as u32 + 3;
    let samples: Vec<_> = (0..many).map(|id| (id, 1)).chain([(many, 2)]).collect();
    let found = participants(&classes, &samples);
    let oldest: Vec<_> = (0..MIRRORED).chain([many as usize]).collect();
    assert_eq!(found.mirrored, oldest);
}

#[test]
fn a_project_that_contradicts_itself_is_refused_in_words() {
    let change = |what: fn(&mut Project)| {
        let mut project = project(&["a", "b"]);
        what(&mut project);
        project
    };
    let cases = [
        (change(|p| p.format = "zip".into()), "format does not fit"),
        (change(|p| p.version = 4), "version 4"),
        (change(|p| p.face_size = 5), "face"),
        (change(|p| p.classes[1].id = 1), "two classes have the id 1"),
        (
            change(|p| p.samples[1].id = 10),
            "two samples have the id 10",
        ),
        (
            change(|p| p.samples[1].class = 9),
            "class 9, which is missing",
        ),
        (
            change(|p| p.classes[0].name = "x".repeat(10_000)),
            "class's name is 10000",
        ),
        (change(|p| p.settings.epochs = 0), "Number of epochs"),
        (
            change(|p| p.samples[0].picture = Some("pictures/../x.png".into())),
            "no place for a picture",
        ),
        (
            change(|p| p.samples[1].picture = Some("pictures/b/2.png".into())),
            "pictures does not fit",
        ),
        (
            change(|p| p.classes = vec![p.classes[0].clone(); 1001]),
            "Number of classes is 1001",
        ),
    ];
    for (project, expected) in cases {
        let mut writer = ProjectWriter::new();
        writer.picture("pictures/a/10.png", b"x").unwrap();
        let faces = vec![0; 2 * 48 * 48];
        let error = writer.finish(&project, &faces).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let mut writer = ProjectWriter::new();
    writer.picture("pictures/a/1.png", b"x").unwrap();
    for path in [
        "pictures/a/1.png",
        "a/1.png",
        "pictures/../../1.png",
        "/etc/1.png",
    ] {
        assert!(writer.picture(path, b"x").is_err(), "{path}");
    }
    let faces_missing = ProjectWriter::new().finish(&change(|p| p.samples[0].picture = None), &[]);
    assert_eq!(faces_missing.unwrap_err().code(), "mismatch");
}

#[test]
fn a_download_that_was_cut_off_keeps_what_had_arrived() {
    let project = project(&["a", "b", "c", "d", "e"]);
    let bytes = written(&project);
    let last = project.samples[4].picture.as_ref().unwrap();
    let name = "faces.bin";
    // Before the directory, in the last picture, after 60 bytes of the packed faces.
    let cases = [
        (place(&bytes, b"PK\x01\x02"), 5, 3),
        (place(&bytes, &picture(last)) + 20, 5, 2),
        (place(&bytes, name.as_bytes()) + name.len() + 60, 0, 0),
    ];
    for (length, faces, pictures) in cases {
        let result = ProjectFile::open(bytes[..length].to_vec());
        let file = result.unwrap();
        assert_eq!(file.project.classes, project.classes, "{length}");
        assert_eq!(file.faces.iter().flatten().count(), faces, "{length}");
        let kept = file.project.samples.iter().flat_map(|s| &s.picture);
        assert_eq!(kept.count(), pictures, "{length}");
        assert_eq!(file.damage.first[0], Note::CutOff);
        assert_eq!(file.faces.len(), file.project.samples.len());
    }
}

#[test]
fn a_damaged_part_costs_that_part_only() {
    let project = project(&["a", "b", "c"]);
    let sound = written(&project);
    let path = project.samples[2].picture.as_ref().unwrap();
    let flipped = |at: usize| {
        let mut bytes = sound.clone();
        bytes[at] ^= 0xff;
        ProjectFile::open(bytes).unwrap()
    };

    let file = flipped(place(&sound, &picture(path)) + 100);
    assert_eq!(file.project.samples.len(), 3);
    assert_eq!(file.project.samples[2].picture, None);
    assert!(first(&file).contains(path), "{:?}", file.damage);

    let file = flipped(place(&sound, b"faces.bin") + 9 + 40);
    let ids: Vec<_> = file.project.samples.iter().map(|s| s.id).collect();
    assert_eq!(
        ids,
        [10, 30],
        "the second has no picture to find its face in"
    );
    assert_eq!(file.faces, [None, None]);
    assert!(first(&file).contains("faces.bin"), "{:?}", file.damage);
    assert_eq!(file.lost, 1);

    let file = flipped(place(&sound, b"mien-project.json") + 17 + 40);
    let names: Vec<_> = file.project.classes.iter().map(|c| &c.name).collect();
    assert_eq!(names, ["a", "c"]);
    assert_eq!(file.picture(path).unwrap(), picture(path));
    assert_eq!(file.damage.first[0], Note::SettingsLost);
}

#[test]
fn what_is_no_project_is_refused_in_words() {
    let other_version = {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("mien-project.json", options).unwrap();
        let text = br#"{"format": "mien-project", "version": 4, "new": []}"#;
        std::io::Write::write_all(&mut zip, text).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let cases = [
        (Vec::new(), "it is empty"),
        (b"%PDF-1.7 and more".to_vec(), "a PDF document"),
        (b"PK\x03\x04".to_vec(), "nothing in it is whole"),
        (other_version, "version 4"),
    ];
    for (bytes, expected) in cases {
        let error = ProjectFile::open(bytes).err().expect(expected).to_string();
        assert!(error.contains(expected), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_name_gives_a_path_that_any_file_system_takes(name in "\\PC{0,120}|[./\\\\:\\x00-\\x20]{0,9}", number: u32) {
        let path = picture_path(&name, number, &name);
        let parts: Vec<_> = path.split('/').collect();
        prop_assert_eq!(parts.len(), 3);
        let folder = parts[1];
        prop_assert!(!folder.is_empty() && folder.len() <= 255, "{}", path);
        prop_assert!(!folder.starts_with(['.', ' ']) && !folder.ends_with(['.', ' ']), "{}", path);
        prop_assert!(!path.contains(|c: char| c.is_control() || "<>:\"\\|?*".contains(c)), "{}", path);
        prop_assert!(ProjectWriter::new().picture(&path, b"x").is_ok());
    }

    #[test]
    fn any_sound_project_comes_back(names in prop::collection::vec("\\PC{0,100}", 0..6), seed: u32) {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let mut project = project(&names);
        project.settings.seed = seed;
        let file = ProjectFile::open(written(&project)).unwrap();
        prop_assert_eq!(file.project, project);
        prop_assert!(file.damage.is_empty());
    }

    #[test]
    fn no_damage_makes_reading_panic_or_pass_unnoticed(cut in 0.0..1.0f64, flips in prop::collection::vec((0.0..1.0f64, 1u8..), 0..4)) {
        let project = project(&["a", "b", "c"]);
        let mut bytes = written(&project);
        let whole = bytes.len();
        bytes.truncate(((whole as f64) * (1.0 - cut * cut)).ceil() as usize);
        // Faces before a cut have no checksum of their own.
        let changed = !flips.is_empty();
        let noticed = !changed || bytes.len() == whole;
        for (at, change) in flips {
            let at = (bytes.len() as f64 * at) as usize;
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= change;
            }
        }
        match ProjectFile::open(bytes) {
            Err(error) => prop_assert!(!matches!(error, Error::Mismatch { .. }), "{}", error),
            Ok(file) => {
                prop_assert_eq!(file.faces.len(), file.project.samples.len());
                file.project.validate().unwrap();
                let pictures: Vec<_> = project.samples.iter().flat_map(|s| &s.picture).collect();
                // Where directory and length are damaged, it looks like a cut, and that is said.
                let cut_off = changed && file.damage.first.contains(&Note::CutOff);
                for (i, sample) in file.project.samples.iter().enumerate() {
                    if let Some(path) = &sample.picture {
                        let kept = file.picture(path).unwrap();
                        prop_assert!(pictures.iter().any(|p| picture(p) == kept), "{}", path);
                    }
                    if let Some(kept) = &file.faces[i] && noticed && !cut_off {
                        let of = project.samples.iter().position(|s| s.id == sample.id).unwrap();
                        prop_assert!(*kept == face(of), "{}", sample.id);
                    }
                }
            }
        }
    }
}
