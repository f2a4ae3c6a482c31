//! Picture files in a folder a class, in a folder a split: `train/happy/*.jpg`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use mien::studio::import::fer::FER2013_LABELS;
use mien::studio::import::names;
use rayon::prelude::*;

use super::{Faults, Found, Pixels, Sample, Split};
use crate::data::picture;

/// Longest side in pixels that a picture keeps: a face fills a small part of the frame at most
/// five times over what the network is shown, and 30,000 pictures fit into a computer's memory.
const MAX_SIDE: usize = 256;

/// The splits: the names of the folders in `root`, what is learnt from first.
pub(super) fn splits(root: &Path) -> Result<Vec<String>> {
    let folders = entries(root)?.into_iter().filter(|path| path.is_dir());
    let mut splits: Vec<_> = folders.map(|path| file_name(&path)).collect();
    splits.sort_by_key(|name| !name.to_ascii_lowercase().starts_with("train"));
    Ok(splits)
}

/// What to do where the folders in `root` are classes instead of splits; empty where they are not.
pub(super) fn hint(root: &Path, splits: &[String]) -> &'static str {
    match root.is_dir() && splits.iter().any(|name| names::expression(name).is_some()) {
        true => ": put the folders of the classes into a folder named by their split, like train/",
        false => "",
    }
}

/// Reads the wanted splits, all where none is named.
pub(super) fn read(root: &Path, wanted: &[&str], faults: &mut Faults) -> Result<Found> {
    let mut found = Found {
        splits: Vec::new(),
        others: Vec::new(),
        empty: Vec::new(),
    };
    for name in splits(root)? {
        if !wanted.is_empty() && !wanted.contains(&name.as_str()) {
            found.others.push(name);
            continue;
        }
        let samples = read_split(root, &name, faults)?;
        match samples.is_empty() {
            true => found.empty.push(name),
            false => found.splits.push(Split { name, samples }),
        }
    }
    Ok(found)
}

fn read_split(root: &Path, split: &str, faults: &mut Faults) -> Result<Vec<Sample>> {
    let mut files: Vec<(usize, PathBuf)> = Vec::new();
    for folder in entries(&root.join(split))? {
        let name = file_name(&folder);
        let label = if !folder.is_dir() {
            Err(anyhow!(
                "{} does not stand in the folder of a class",
                folder.display()
            ))
        } else {
            names::expression(&name).with_context(|| {
                let path = folder.display();
                format!("{path}: the class {name:?} is unknown; classes are {FER2013_LABELS:?}")
            })
        };
        let Some(label) = faults.pass(label)? else {
            continue;
        };
        files.extend(entries(&folder)?.into_iter().map(|file| (label, file)));
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

/// What a folder holds, by name, without what file managers leave behind.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let name = folder.display();
    let read = fs::read_dir(folder).with_context(|| format!("cannot read {name}"))?;
    let mut paths = Vec::new();
    for entry in read {
        let path = entry.with_context(|| format!("cannot read {name}"))?.path();
        let name = file_name(&path);
        if !name.starts_with('.') && !["Thumbs.db", "desktop.ini"].contains(&name.as_str()) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
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

    use super::super::{Query, read, read_split};
    use super::*;
    use crate::scratch::Scratch;

    fn gray(width: u32, height: u32) -> DynamicImage {
        GrayImage::from_pixel(width, height, image::Luma([90])).into()
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
        let samples = read_split(folder.path(), "train", false).unwrap();
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
        let all = read(folder.path(), &Query::default()).unwrap();
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
                read_split(folder.path(), "train", false).unwrap_err()
            );
            assert!(message.contains(what), "{bad}: {message}");
            let query = Query {
                skip_bad: true,
                ..Query::default()
            };
            let read = read(folder.path(), &query).unwrap();
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
            let message = format!("{:#}", read_split(folder.path(), split, false).unwrap_err());
            assert!(message.contains(what), "{message}");
        }
        let classes = folder.path().join("train");
        let message = format!("{:#}", read_split(&classes, "train", false).unwrap_err());
        assert!(
            message.contains("put the folders of the classes"),
            "{message}"
        );
        let votes = Path::new("votes.csv");
        let query = Query {
            votes: Some(votes),
            ..Query::default()
        };
        assert!(read(folder.path(), &query).is_err(), "votes need rows");
    }
}
