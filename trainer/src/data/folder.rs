//! Picture files in a folder a class, in a folder a split: `train/happy/*.jpg`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, anyhow};
use mien::studio::import::fer::FER2013_LABELS;
use mien::studio::import::leftovers::is_leftover;
use mien::studio::import::names::{Purpose, purpose};
use rayon::prelude::*;

use super::reading::{Meaning, Reading, same};
use super::{Faults, Found, Pixels, Query, Sample, Split};
use crate::data::picture;

/// Longest side in pixels that a picture keeps: a face fills a small part of the frame at most
/// five times over what the network is shown, and 30,000 pictures fit into a computer's memory.
const MAX_SIDE: usize = 256;

/// The one split of folders that are classes, as of a csv file without a column for it.
const ONLY: &str = "Training";

/// A split.
struct Part {
    name: String,
    /// What holds the folders of its classes.
    folders: Vec<PathBuf>,
}

/// The names of the splits in `root`, what is learnt from first.
pub(super) fn splits(root: &Path, reading: &Reading) -> Result<Vec<String>> {
    let parts = parts(root, reading)?.into_iter();
    Ok(parts.map(|part| part.name).collect())
}

fn parts(root: &Path, reading: &Reading) -> Result<Vec<Part>> {
    let folders = folders(root)?;
    if are_classes(&folders, reading)? {
        let (name, folders) = (ONLY.into(), vec![root.into()]);
        return Ok(vec![Part { name, folders }]);
    }
    // An archive's own folder around the splits.
    if let [only] = &folders[..]
        && !is_split(only)
        && self::folders(only)?.iter().any(|inside| is_split(inside))
    {
        return parts(only, reading);
    }
    let mut parts: Vec<Part> = Vec::new();
    for folder in folders {
        let name = file_name(&folder);
        match parts.iter_mut().find(|part| same(&part.name, &name)) {
            Some(part) => part.folders.push(folder),
            None => parts.push(Part {
                name,
                folders: vec![folder],
            }),
        }
    }
    parts.sort_by_key(|part| purpose(&part.name) != Some(Purpose::Training));
    Ok(parts)
}

/// Whether folders are classes instead of splits: by their names, or because they hold pictures.
fn are_classes(folders: &[PathBuf], reading: &Reading) -> Result<bool> {
    if folders.is_empty() || folders.iter().any(|folder| is_split(folder)) {
        return Ok(false);
    }
    let known = |folder: &PathBuf| reading.meaning(&file_name(folder)).is_some();
    if folders.iter().any(known) {
        return Ok(true);
    }
    for folder in folders {
        let inside = entries(folder)?;
        if inside.is_empty() || inside.iter().any(|path| path.is_dir()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_split(folder: &Path) -> bool {
    purpose(&file_name(folder)).is_some()
}

/// Reads the wanted splits, all where none is named.
pub(super) fn read(root: &Path, query: &Query, faults: &mut Faults) -> Result<Found> {
    let mut found = Found {
        splits: Vec::new(),
        others: Vec::new(),
        empty: Vec::new(),
    };
    let parts = parts(root, query.reading)?;
    check(&parts, query.reading)?;
    if let [Part { name, folders }] = &parts[..]
        && folders == &[root]
    {
        let root = root.display();
        eprintln!("{root}: its folders are classes, and all of it is one split, {name}");
    }
    for part in parts {
        if !query.splits.is_empty() && !query.splits.iter().any(|wanted| same(wanted, &part.name)) {
            found.others.push(part.name);
            continue;
        }
        let samples = read_part(root, &part, query.reading, faults)?;
        let name = part.name;
        match samples.is_empty() {
            true => found.empty.push(name),
            false => found.splits.push(Split { name, samples }),
        }
    }
    Ok(found)
}

/// # Errors
/// Where the options name a class that is in none of the splits.
fn check(parts: &[Part], reading: &Reading) -> Result<()> {
    let mut classes: Vec<String> = Vec::new();
    for folder in parts.iter().flat_map(|part| &part.folders) {
        for name in folders(folder)?.iter().map(|class| file_name(class)) {
            if !classes.iter().any(|known| same(known, &name)) {
                classes.push(name);
            }
        }
    }
    reading.check(&classes)
}

fn read_part(
    root: &Path,
    part: &Part,
    reading: &Reading,
    faults: &mut Faults,
) -> Result<Vec<Sample>> {
    let mut files: Vec<(usize, PathBuf)> = Vec::new();
    let mut unknown = Vec::new();
    for folder in &part.folders {
        for class in entries(folder)? {
            let name = file_name(&class);
            if !class.is_dir() {
                // Beside the folders of splits, files are passed over too.
                if folder != root {
                    let class = class.display();
                    let fault = anyhow!("{class} does not stand in the folder of a class");
                    faults.pass::<()>(Err(fault))?;
                }
                continue;
            }
            match reading.meaning(&name) {
                Some(Meaning::Shows(label)) => {
                    let inside = files_in(&class, faults)?;
                    files.extend(inside.into_iter().map(|file| (label, file)));
                }
                Some(Meaning::LeftOut) => {}
                None => unknown.push(class),
            }
        }
    }
    for class in &unknown {
        faults.pass::<()>(Err(unknown_class(class, &unknown)))?;
    }
    let read: Vec<Result<Sample>> = files
        .par_iter()
        .map(|(label, file)| sample(root, *label, file))
        .collect();
    let mut samples = Vec::with_capacity(read.len());
    for sample in read {
        samples.extend(faults.pass(sample)?);
    }
    Ok(samples)
}

/// The files in the folder of a class, and in the folders in it.
fn files_in(folder: &Path, faults: &mut Faults) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if !path.is_dir() {
            files.push(path);
        } else if is_split(&path) {
            let (path, split) = (path.display(), file_name(&path));
            let fault = anyhow!(
                "{path} is a split in a class, but classes are in splits: put it into {split}/"
            );
            faults.pass::<()>(Err(fault))?;
        } else {
            files.extend(files_in(&path, faults)?);
        }
    }
    Ok(files)
}

/// The error for a folder that is no class, and what to do about it and the others like it.
fn unknown_class(folder: &Path, unknown: &[PathBuf]) -> Error {
    let (path, name) = (folder.display(), file_name(folder));
    let others: Vec<_> = unknown.iter().map(|folder| file_name(folder)).collect();
    let others = match &others[..] {
        [_] => String::new(),
        _ => format!(" (unknown are {others:?})"),
    };
    let remedy = match name.parse::<u32>() {
        Ok(_) => format!(
            "say what the numbers show; RAF-DB's are {}",
            RAF_DB
                .map(|(number, shown)| format!("--map {number}={shown}"))
                .join(" ")
        ),
        Err(_) => format!(
            "leave it out with --skip-class {0}, or say what it shows, like --map {0}=surprise",
            quoted(&name)
        ),
    };
    anyhow!(
        "{path}: the class {name:?} is unknown{others}; classes are {FER2013_LABELS:?}: {remedy}"
    )
}

/// What RAF-DB's folders show, as its authors list it.
const RAF_DB: [(u32, &str); 7] = [
    (1, "surprise"),
    (2, "fear"),
    (3, "disgust"),
    (4, "happiness"),
    (5, "sadness"),
    (6, "anger"),
    (7, "neutral"),
];

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    match name.chars().all(char::is_alphanumeric) {
        true => name.into(),
        false => format!("'{name}'"),
    }
}

fn sample(root: &Path, label: usize, file: &Path) -> Result<Sample> {
    let (picture, _) = picture::decode(file, MAX_SIDE)?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let values = match picture.color().has_color() {
        true => picture.into_rgb8().into_raw(),
        false => picture.into_luma8().into_raw(),
    };
    Ok(Sample {
        label,
        pixels: Pixels {
            width,
            height,
            values,
        },
        votes: None,
        soft: None,
        origin: file
            .strip_prefix(root)
            .unwrap_or(file)
            .display()
            .to_string(),
    })
}

/// What a folder holds, by name, without what nobody put there.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let name = folder.display();
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {name}"))?;
    let mut paths = Vec::new();
    for entry in read {
        let path = entry.with_context(|| format!("cannot read {name}"))?.path();
        if !is_leftover(&file_name(&path)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths = entries(folder)?.into_iter();
    Ok(paths.filter(|path| path.is_dir()).collect())
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use image::{DynamicImage, GrayImage, RgbImage};

    use super::super::{Dataset, read, read_split};
    use super::*;
    use crate::scratch::Scratch;

    fn gray(width: u32, height: u32) -> DynamicImage {
        GrayImage::from_pixel(width, height, image::Luma([90])).into()
    }

    fn everything(path: &Path, reading: &Reading) -> Result<Dataset> {
        let query = Query {
            splits: &[],
            votes: None,
            reading,
        };
        read(path, &query)
    }

    #[test]
    fn pictures_of_any_size_and_colour_are_read_in_the_order_of_their_names() {
        let folder = Scratch::new();
        let colour: DynamicImage = RgbImage::from_pixel(600, 300, image::Rgb([200, 100, 0])).into();
        folder.picture("train/happy/b.png", &gray(48, 48));
        folder.picture("train/happy/a.png", &colour);
        folder.picture("train/Angry/z.png", &gray(30, 70));
        folder.picture("test/sad/a.png", &gray(5, 5));
        folder.file("train/happy/.DS_Store", "x");
        let samples = read_split(folder.path(), "train", &Reading::default()).unwrap();
        let shapes: Vec<_> = samples
            .iter()
            .map(|s| (s.label, s.pixels.width, s.pixels.height, s.pixels.is_gray()))
            .collect();
        assert_eq!(
            shapes,
            [(0, 30, 70, true), (3, 256, 128, false), (3, 48, 48, true)]
        );
        assert_eq!(samples[1].pixels.values[..3], [200, 100, 0]);
        assert!(samples[2].origin.ends_with("b.png"));
        let all = everything(folder.path(), &Reading::default()).unwrap();
        let names: Vec<_> = all.splits.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["train", "test"]);
    }

    #[test]
    fn what_cannot_be_read_is_named_or_counted() {
        for (bad, what) in [
            ("train/happy/notes.txt", "not a JPEG"),
            ("train/contempt/a.png", "\"contempt\" is unknown"),
            ("train/a.png", "does not stand in the folder of a class"),
            ("train/happy/more/a.png", "more"),
        ] {
            let folder = Scratch::new();
            folder.picture("train/happy/good.png", &gray(48, 48));
            folder.file(bad, "no picture");
            let message = format!(
                "{:#}",
                read_split(folder.path(), "train", &Reading::default()).unwrap_err()
            );
            assert!(message.contains(what), "{bad}: {message}");
            let reading = Reading {
                skip_bad: true,
                ..Reading::default()
            };
            let read = everything(folder.path(), &reading).unwrap();
            assert_eq!((read.splits[0].samples.len(), read.faults.count()), (1, 1));
            assert!(read.faults.first()[0].contains(what), "{bad}");
        }
    }

    #[test]
    fn a_split_that_is_missing_or_empty_is_said() {
        let folder = Scratch::new();
        folder.picture("train/happy/good.png", &gray(48, 48));
        folder.folder("test/happy");
        for (split, what) in [
            (
                "validation",
                "no split \"validation\", only [\"train\", \"test\"]",
            ),
            ("test", "holds no pictures"),
        ] {
            let message = format!(
                "{:#}",
                read_split(folder.path(), split, &Reading::default()).unwrap_err()
            );
            assert!(message.contains(what), "{message}");
        }
        let votes = Path::new("votes.csv");
        let query = Query {
            splits: &[],
            votes: Some(votes),
            reading: &Reading::default(),
        };
        assert!(read(folder.path(), &query).is_err(), "votes need rows");
    }

    fn reading(skip: &[&str], map: &[&str]) -> Reading {
        Reading {
            skip_bad: false,
            skip_class: skip.iter().map(|&class| class.into()).collect(),
            map: map.iter().map(|text| text.parse().unwrap()).collect(),
        }
    }

    const RAF: [&str; 7] = [
        "1=surprise",
        "2=fear",
        "3=disgust",
        "4=happy",
        "5=sad",
        "6=angry",
        "7=neutral",
    ];

    #[test]
    fn folders_as_people_have_them_give_the_splits_and_classes_that_they_mean() {
        type Case<'a> = (&'a str, Reading, &'a [(&'a str, &'a [usize])]);
        let usual = Reading::default;
        let cases: &[Case] = &[
            (
                "r3-splits",
                usual(),
                &[
                    ("train", &[0, 3]),
                    ("Test", &[4, 0, 3]),
                    ("val", &[5]),
                    ("validation", &[3]),
                ],
            ),
            ("r35-case", usual(), &[("Training", &[3, 3, 3])]),
            (
                "r35-nfd",
                reading(&[], &["café=happy"]),
                &[("Training", &[3])],
            ),
            (
                "r35-more",
                reading(&["FIN", "i", "İ"], &[]),
                &[("Training", &[3])],
            ),
            // Inside an archive's own folder, too.
            (
                "r48-ck/r48-ck",
                reading(&["contempt"], &[]),
                &[("Training", &[0, 3])],
            ),
            (
                "r48-ck",
                reading(&["contempt"], &[]),
                &[("r48-ck", &[0, 3])],
            ),
            (
                "r48-contempt",
                reading(&["Contempt"], &[]),
                &[("train", &[0, 3])],
            ),
            (
                "r48-contempt/r48-contempt",
                reading(&[], &["contempt=disgust"]),
                &[("train", &[0, 1, 3])],
            ),
            (
                "r48-eadir",
                usual(),
                &[("train", &[0, 3]), ("test", &[0, 3])],
            ),
            ("r48-mac", usual(), &[("train", &[0, 3]), ("test", &[0, 3])]),
            (
                "r48-names",
                usual(),
                &[("Train", &[0, 3, 6]), ("Test", &[0])],
            ),
            ("r48-nested", usual(), &[("train", &[0, 3]), ("test", &[0])]),
            (
                "r48-numbers",
                reading(&[], &RAF),
                &[
                    ("train", &[5, 2, 1, 3, 4, 0, 6]),
                    ("test", &[5, 2, 1, 3, 4, 0, 6]),
                ],
            ),
            (
                "r48-numbers/r48-numbers/train",
                reading(&[], &RAF),
                &[("Training", &[5, 2, 1, 3, 4, 0, 6])],
            ),
        ];
        for (name, reading, expected) in cases {
            let scratch = Scratch::new();
            let case = name.split('/').next().unwrap();
            let root = scratch.case(case);
            // As a network drive and Windows leave it.
            scratch.file(&format!("{name}/Thumbs.db"), "");
            for folder in folders(&scratch.path().join(name)).unwrap() {
                let folder = folder.strip_prefix(scratch.path()).unwrap().display();
                scratch.file(&format!("{folder}/@eaDir/1.jpg/thumb.jpg"), "");
                scratch.file(&format!("{folder}/desktop.ini"), "");
            }
            let read = everything(&scratch.path().join(name), reading);
            let read = read.unwrap_or_else(|e| panic!("{name}: {e:#} in {}", root.display()));
            let found: Vec<(&str, Vec<usize>)> = read
                .splits
                .iter()
                .map(|split| {
                    let labels = split.samples.iter().map(|sample| sample.label);
                    (split.name.as_str(), labels.collect())
                })
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(s, labels)| (*s, labels.to_vec()))
                .collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn an_unknown_class_is_named_with_what_to_do() {
        let cases = [
            (
                "r48-ck/r48-ck",
                reading(&[], &[]),
                "the class \"contempt\" is unknown; classes are [\"Anger\", \"Disgust\", \"Fear\", \
                 \"Happiness\", \"Sadness\", \"Surprise\", \"Neutral\"]: leave it out with \
                 --skip-class contempt, or say what it shows, like --map contempt=surprise",
            ),
            (
                "r48-numbers",
                reading(&[], &[]),
                "the class \"1\" is unknown (unknown are [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \
                 \"7\"]); classes are [\"Anger\", \"Disgust\", \"Fear\", \"Happiness\", \"Sadness\", \
                 \"Surprise\", \"Neutral\"]: say what the numbers show; RAF-DB's are \
                 --map 1=surprise --map 2=fear --map 3=disgust --map 4=happiness --map 5=sadness \
                 --map 6=anger --map 7=neutral",
            ),
            (
                "r48-nested",
                reading(&["contemt"], &[]),
                "--skip-class: there is no class \"contemt\", only [\"angry\", \"happy\"]",
            ),
        ];
        for (name, reading, expected) in cases {
            let scratch = Scratch::new();
            scratch.case(name.split('/').next().unwrap());
            let error = everything(&scratch.path().join(name), &reading).unwrap_err();
            let message = format!("{error:#}");
            assert!(message.ends_with(expected), "{message}");
        }
    }

    #[test]
    fn a_split_in_a_class_is_not_learnt_from_with_the_rest() {
        let folder = Scratch::new();
        folder.picture("happy/1.png", &gray(48, 48));
        folder.picture("happy/test/2.png", &gray(48, 48));
        let error = everything(folder.path(), &Reading::default()).unwrap_err();
        let message = format!("{error:#}");
        assert!(message.contains("test is a split in a class"), "{message}");
    }
}
