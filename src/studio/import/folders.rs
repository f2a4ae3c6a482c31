//! Pictures in folders: which folder of a picture's path is its class, and which its split.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::leftovers::is_leftover;
use super::names::{Purpose, purpose};
use crate::studio::faults::{Faults, Note};
use crate::studio::names::folded;
use crate::studio::project::MAX_NAME;

/// Folders that are named among those left out.
const NAMED: usize = 5;

/// Where a picture belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// To be learnt from, as the class of this name; `None` where it stands in no folder.
    Class(Option<&'a str>),
    /// In the folder of this name, which is for testing: what is measured with must not be learnt.
    Testing(&'a str),
}

/// Where the pictures of these paths belong, by the names of their folders and by each other.
///
/// A folder whose name means training or testing is a split where it holds folders, which are the
/// classes then, or where folders of both kinds stand in those of classes; elsewhere it is a class
/// like any other. Without splits, classes are the folders of the first depth at which pictures stand
/// in more than one; folders in a class belong to it.
pub fn places<'a>(paths: &[&'a str]) -> Vec<Place<'a>> {
    let folders: Vec<Vec<&str>> = paths.iter().map(|path| folders(path)).collect();
    let above: Vec<Option<usize>> = folders.iter().map(|names| split_above(names)).collect();
    let depths: HashSet<usize> = above.iter().copied().flatten().collect();
    let inside = depths.is_empty() && splits_inside(&folders);
    let below = depths.iter().min().map(|split| split + 1);
    let depth = below.unwrap_or_else(|| class_depth(&folders));
    let place = |(names, above): (&Vec<&'a str>, Option<usize>)| {
        let last = names.len().checked_sub(1);
        // A split's pictures that have no class stand in it directly.
        let bare = last.filter(|&at| depths.contains(&at) || inside && at > 0);
        let split = above.or(bare.filter(|&at| purpose(names[at]).is_some()));
        if let Some(at) = split {
            let name = names[at];
            let class = match inside {
                true => names[at - 1..at].first(),
                false => names.get(at + 1),
            };
            return match purpose(name) {
                Some(Purpose::Validation | Purpose::Testing) => Place::Testing(name),
                _ => Place::Class(class.copied()),
            };
        }
        Place::Class(names.get(depth).or(names.last()).copied())
    };
    folders.iter().zip(above).map(place).collect()
}

fn folders(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.split(['/', '\\']).collect();
    parts.pop();
    parts.retain(|part| !part.is_empty());
    parts
}

/// The first folder that is a split with a folder in it.
fn split_above(names: &[&str]) -> Option<usize> {
    let above = names.len().saturating_sub(1);
    names[..above]
        .iter()
        .position(|name| purpose(name).is_some())
}

/// Whether the folders of classes hold folders for training and for testing.
fn splits_inside(folders: &[Vec<&str>]) -> bool {
    let innermost = folders.iter().filter(|names| names.len() > 1);
    let found: Vec<Purpose> = innermost
        .filter_map(|names| purpose(names.last()?))
        .collect();
    let training = |purpose: &Purpose| *purpose == Purpose::Training;
    found.iter().any(training) && !found.iter().all(training)
}

/// At which depth the folders of classes stand, where nothing else says it.
fn class_depth(folders: &[Vec<&str>]) -> usize {
    let lengths: HashSet<usize> = folders.iter().map(Vec::len).filter(|&n| n > 0).collect();
    let several = |length: usize| {
        let there = folders.iter().filter_map(|names| names.get(..length));
        there.collect::<HashSet<_>>().len() > 1
    };
    let first = lengths.iter().copied().filter(|&n| several(n)).min();
    first
        .or(lengths.into_iter().max())
        .map_or(0, |length| length - 1)
}

/// Pictures that were left out as meant for testing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ForTesting {
    /// How many.
    pub count: usize,
    /// What their folders are called, the first few of them.
    pub folders: Vec<String>,
}

impl ForTesting {
    pub(super) fn add(&mut self, folder: &str) {
        self.count += 1;
        let known = |name: &String| folded(name) == folded(folder);
        if self.folders.len() < NAMED && !self.folders.iter().any(known) {
            self.folders.push(folder.into());
        }
    }
}

/// A file in a folder that a person picked or dropped.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FolderFile {
    /// Its path from the folder on, `faces/train/happy/1.jpg`.
    pub path: String,
    /// Whether it is a picture or a video, as far as the browser knows.
    pub shown: bool,
}

/// A picture or video in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FolderEntry {
    /// Its place among the files.
    pub index: usize,
    /// The class that its folders tell.
    pub class: Option<String>,
}

/// Folders that a person picked or dropped.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Folders {
    /// What is to be learnt from, in the order of the files.
    pub entries: Vec<FolderEntry>,
    /// What was left out as meant for testing.
    pub for_testing: ForTesting,
    /// What was passed over.
    pub skipped: Faults<Note>,
}

impl Folders {
    /// What is to be done with each of these files.
    pub fn of(files: &[FolderFile]) -> Self {
        let mut found = Self::default();
        let (mut hidden, mut others) = (0, 0);
        let mut shown = Vec::with_capacity(files.len());
        for (index, file) in files.iter().enumerate() {
            match (is_hidden(&file.path), file.shown) {
                (true, _) => hidden += 1,
                (false, false) => others += 1,
                (false, true) => shown.push((index, file.path.as_str())),
            }
        }
        note_left_out(&mut found.skipped, hidden, others);
        let (indices, paths): (Vec<_>, Vec<_>) = shown.into_iter().unzip();
        for (index, place) in indices.into_iter().zip(places(&paths)) {
            match place {
                Place::Class(class) => found.entries.push(FolderEntry {
                    index,
                    class: class.map(class_name),
                }),
                Place::Testing(folder) => found.for_testing.add(folder),
            }
        }
        found
    }
}

/// Says how many files were hidden, and how many no pictures.
pub(super) fn note_left_out(skipped: &mut Faults<Note>, hidden: usize, others: usize) {
    if hidden > 0 {
        skipped.add(Note::HiddenFiles { count: hidden });
    }
    if others > 0 {
        skipped.add(Note::OtherFiles { count: others });
    }
}

/// Whether a path leads to, or through, what no person put there.
pub(super) fn is_hidden(path: &str) -> bool {
    path.split(['/', '\\']).any(is_leftover)
}

/// The name of a folder as that of a class.
pub(super) fn class_name(folder: &str) -> String {
    folder.chars().take(MAX_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_class_is_told_by_the_folders_and_what_is_for_testing_by_the_split() {
        let class = |name| Place::Class(Some(name));
        let cases: &[&[(&str, Place)]] = &[
            &[("happy/1.jpg", class("happy"))],
            &[("1.jpg", Place::Class(None))],
            &[
                ("set/happy/1.jpg", class("happy")),
                ("set\\sad\\2.jpg", class("sad")),
                ("set/cover.jpg", class("set")),
                ("loose.jpg", Place::Class(None)),
            ],
            // Splits above classes.
            &[
                ("faces/train/happy/1.jpg", class("happy")),
                ("faces/train/happy/more/2.jpg", class("happy")),
                ("faces/Test/happy/3.jpg", Place::Testing("Test")),
                ("faces/val/sad/4.jpg", Place::Testing("val")),
                ("faces/test/5.jpg", Place::Testing("test")),
                ("faces/train/6.jpg", Place::Class(None)),
                ("faces/extra/sad/7.jpg", class("sad")),
            ],
            // Splits in classes.
            &[
                ("happy/train/1.jpg", class("happy")),
                ("sad/train/2.jpg", class("sad")),
                ("sad/test/3.jpg", Place::Testing("test")),
                ("neutral/4.jpg", class("neutral")),
            ],
            // A person's own class of such a name.
            &[
                ("test/1.jpg", class("test")),
                ("other/2.jpg", class("other")),
            ],
            &[
                ("mine/test/1.jpg", class("test")),
                ("mine/other/2.jpg", class("other")),
            ],
            // Folders in classes.
            &[
                ("happy/a/1.jpg", class("happy")),
                ("happy/b/2.jpg", class("happy")),
                ("sad/3.jpg", class("sad")),
            ],
            // People above classes.
            &[
                ("ann/happy/1.jpg", class("happy")),
                ("bob/happy/2.jpg", class("happy")),
                ("bob/sad/3.jpg", class("sad")),
            ],
        ];
        for case in cases {
            let (paths, expected): (Vec<&str>, Vec<Place>) = case.iter().copied().unzip();
            assert_eq!(places(&paths), expected, "{paths:?}");
        }
    }

    #[test]
    fn leftovers_in_a_folder_are_counted_and_the_folders_for_testing_named_once() {
        let files = [
            ("set/train/happy/1.jpg", true),
            ("set/train/happy/@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg", true),
            ("set/train/.DS_Store", false),
            ("set/readme.txt", false),
            ("set/test/happy/2.jpg", true),
            ("set/test/sad/3.jpg", true),
        ];
        let files = files.map(|(path, shown)| FolderFile {
            path: path.into(),
            shown,
        });
        let found = Folders::of(&files);
        let expected = FolderEntry {
            index: 0,
            class: Some("happy".into()),
        };
        assert_eq!(found.entries, [expected]);
        let for_testing = (found.for_testing.count, found.for_testing.folders);
        assert_eq!(for_testing, (2, vec!["test".into()]));
        let (hidden, others) = (
            Note::HiddenFiles { count: 2 },
            Note::OtherFiles { count: 1 },
        );
        assert_eq!(found.skipped.first, [hidden, others]);
    }
}
