//! What a person brings to teach with: archives and tables, sound, odd and hostile.

use std::io::{self, Cursor, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use mien::Error;
use mien::studio::faults::{Faults, Note};
use mien::studio::import::fer::{FerReader, FerRow, Row, TrainingTable};
use mien::studio::import::{Archive, ArchiveKind};
use mien::studio::names::folded;
use mien::studio::project::{Project, ProjectWriter};
use mien::studio::train::TrainConfig;
use proptest::prelude::*;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn zipped(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in entries {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    zipped(entries, CompressionMethod::Stored)
}

fn teachable(appdata: &Value, pictures: &[&str]) -> Vec<u8> {
    let manifest = json!({"type": "image", "version": "2.4.10", "appdata": appdata}).to_string();
    let mut entries = vec![("manifest.json", manifest.as_bytes())];
    entries.extend(pictures.iter().map(|name| (*name, name.as_bytes())));
    stored(&entries)
}

/// Changes two bytes in every local header and the directory's entry for it.
fn patched(mut zip: Vec<u8>, local: usize, value: [u8; 2]) -> Vec<u8> {
    for at in 0..zip.len() {
        let place = match zip.get(at..at + 4) {
            Some(b"PK\x03\x04") => at + local,
            Some(b"PK\x01\x02") => at + local + 2,
            _ => continue,
        };
        zip[place..place + 2].copy_from_slice(&value);
    }
    zip
}

fn in_words(notes: &Faults<Note>) -> String {
    let sentences: Vec<String> = notes.first.iter().map(Note::to_string).collect();
    sentences.join("\n")
}

fn classes(archive: &Archive) -> Vec<(&str, &str)> {
    let entries = archive.entries.iter();
    entries
        .map(|e| (e.class.as_deref().unwrap_or("-"), e.name.as_str()))
        .collect()
}

#[test]
fn a_teachable_machine_project_gives_classes_in_their_order_and_settings() {
    let appdata = json!({
        "publishResults": {"token": "secret-token"},
        "trainEpochs": 80, "trainBatchSize": "32", "trainLearningRate": 0.0005,
    });
    let names = [
        "Wink-!-0.jpg",
        "Wink-!-1.jpg",
        "A/b-!-0.jpg",
        "Æ 😀-!-0.jpg",
        "x-!-y-!-0.jpg",
    ];
    let archive = Archive::open(teachable(&appdata, &names)).unwrap();
    assert_eq!(archive.kind, ArchiveKind::TeachableMachine);
    let expected = [
        ("Wink", "Wink-!-0.jpg"),
        ("Wink", "Wink-!-1.jpg"),
        ("A/b", "b-!-0.jpg"),
        ("Æ 😀", "Æ 😀-!-0.jpg"),
        ("x-!-y", "x-!-y-!-0.jpg"),
    ];
    assert_eq!(classes(&archive), expected);
    let settings = TrainConfig {
        epochs: 80,
        batch: 32,
        learning_rate: 0.0005,
        ..TrainConfig::default()
    };
    assert_eq!(archive.settings, Some(settings));
    assert!(archive.skipped.is_empty());
    let third = &archive.entries[2];
    assert_eq!(archive.read(third.index).unwrap(), b"A/b-!-0.jpg");
    assert_eq!(third.bytes, 11);
}

#[test]
fn nonsense_in_a_teachable_machine_manifest_leaves_the_usual_settings() {
    let usual = TrainConfig::default();
    let epochs_80 = TrainConfig {
        epochs: 80,
        ..usual
    };
    let cases = [
        (json!({}), usual),
        (json!(null), usual),
        (
            json!({"trainEpochs": -5, "trainBatchSize": 1e300, "trainLearningRate": "fast"}),
            usual,
        ),
        (
            json!({"trainEpochs": 2.5, "trainBatchSize": 0, "trainLearningRate": 0}),
            usual,
        ),
        (
            json!({"trainEpochs": 80, "trainBatchSize": null, "trainLearningRate": [1]}),
            epochs_80,
        ),
    ];
    for (appdata, expected) in cases {
        let archive = Archive::open(teachable(&appdata, &["a-!-0.jpg"])).unwrap();
        assert_eq!(archive.settings, Some(expected), "{appdata}");
    }
}

#[test]
fn folders_are_classes_and_what_is_no_picture_is_passed_over_in_words() {
    let archive = Archive::open(stored(&[
        ("set/Happy/1.PNG", b"1"),
        ("set/Happy/.hidden.jpg", b"2"),
        ("__MACOSX/set/Happy/._1.jpg", b"3"),
        ("set/Sad\\2.webp", b"4"),
        ("set/notes.txt", b"5"),
        ("../../evil.jpg", b"6"),
        ("/etc/evil.jpg", b"7"),
        ("C:\\evil.jpg", b"8"),
        ("loose.jpeg", b"9"),
    ]))
    .unwrap();
    assert_eq!(archive.kind, ArchiveKind::Pictures);
    let expected = [("Happy", "1.PNG"), ("Sad", "2.webp"), ("-", "loose.jpeg")];
    assert_eq!(classes(&archive), expected);
    assert_eq!(archive.settings, None);
    assert_eq!(archive.skipped.count, 5, "{:?}", archive.skipped);
    let skipped = in_words(&archive.skipped);
    for expected in [
        "“../../evil.jpg”",
        "“/etc/evil.jpg”",
        "C:",
        "hidden files: 2",
        "no pictures: 1",
    ] {
        assert!(skipped.contains(expected), "{skipped}");
    }
}

/// The classes of a file that a person brought, and how many pictures each has: those that are one
/// name together, called as the first of them is.
fn brought(archive: &Archive) -> Vec<(&str, usize)> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    for (class, _) in classes(archive) {
        let known = found
            .iter()
            .position(|(one, _)| folded(one) == folded(class));
        match known {
            Some(place) => found[place].1 += 1,
            None => found.push((class, 1)),
        }
    }
    found
}

#[test]
fn archives_as_people_have_them_give_the_classes_that_they_mean() {
    type Case = (
        &'static str,
        &'static [(&'static str, usize)],
        (usize, &'static [&'static str]),
        Option<&'static str>,
    );
    const NONE: (usize, &[&str]) = (0, &[]);
    let cases: [Case; 18] = [
        (
            "r3-splits",
            &[("happy", 1), ("angry", 1)],
            (5, &["test", "validation", "val"]),
            None,
        ),
        ("r34-cp866", &[("Радость", 2)], NONE, Some("IBM866")),
        ("r34-gbk", &[("高兴", 2)], NONE, Some("GBK")),
        ("r34-sjis", &[("喜び", 2)], NONE, Some("Shift_JIS")),
        (
            "r34-cp1252",
            &[("Überraschung", 2)],
            NONE,
            Some("windows-1252"),
        ),
        ("r34-cp437", &[("Überraschung", 2)], NONE, Some("IBM850")),
        ("r34-utf8-flag", &[("Überraschung", 2)], NONE, None),
        ("r34-utf8-noflag", &[("Überraschung", 2)], NONE, None),
        ("r34-utf8-cyr-noflag", &[("Радость", 2)], NONE, None),
        ("r35-nfd", &[("Cafe\u{301}", 1)], NONE, None),
        (
            "r35-more",
            &[("ﬁn", 1), ("ＨＡＰＰＹ", 1), ("İ", 1), ("i", 1)],
            NONE,
            None,
        ),
        ("r35-case", &[("HAPPY", 3)], NONE, None),
        (
            "r48-ck",
            &[("happy", 1), ("contempt", 1), ("anger", 1)],
            NONE,
            None,
        ),
        (
            "r48-contempt",
            &[("happy", 1), ("contempt", 1), ("anger", 1)],
            NONE,
            None,
        ),
        (
            "r48-eadir",
            &[("happy", 1), ("angry", 1)],
            (2, &["test"]),
            None,
        ),
        (
            "r48-mac",
            &[("happy", 1), ("angry", 1)],
            (2, &["test"]),
            None,
        ),
        (
            "r48-names",
            &[("Happy ", 1), ("neutrality", 1), ("Angry", 1)],
            (1, &["Test"]),
            None,
        ),
        (
            "r48-nested",
            &[("happy", 1), ("angry", 1)],
            (1, &["test"]),
            None,
        ),
    ];
    let open = |name: &str| {
        let path = crate::support::path(&format!("tests/data/cases/{name}.zip"));
        Archive::open(std::fs::read(path).unwrap()).unwrap()
    };
    for (name, expected, (count, folders), guessed) in cases {
        let archive = open(name);
        assert_eq!(brought(&archive), expected, "{name}");
        let for_testing = &archive.for_testing;
        assert_eq!(
            (for_testing.count, &for_testing.folders[..]),
            (
                count,
                &folders.iter().map(|&f| f.to_owned()).collect::<Vec<_>>()[..]
            ),
            "{name}"
        );
        assert_eq!(archive.guessed, guessed, "{name}");
    }
    let numbers = open("r48-numbers");
    let names: Vec<_> = brought(&numbers).into_iter().collect();
    let expected = ["3", "5", "2", "6", "7", "4", "1"].map(|name| (name, 1));
    assert_eq!((names, numbers.for_testing.count), (expected.to_vec(), 7));
    let mac = open("r48-mac");
    assert_eq!(mac.skipped.first, [Note::HiddenFiles { count: 1 }]);
}

#[test]
fn a_project_of_the_studio_is_known_as_one() {
    let bytes = ProjectWriter::new()
        .finish(&Project::default(), &[])
        .unwrap();
    let archive = Archive::open(bytes).unwrap();
    assert_eq!(archive.kind, ArchiveKind::Mien);
    assert_eq!(archive.into_project().unwrap().project, Project::default());
}

#[test]
fn files_that_are_no_archive_of_pictures_are_refused_in_words() {
    let picture: &[(&str, &[u8])] = &[("a/1.jpg", b"some bytes")];
    let audio = json!({"type": "audio", "appdata": {}}).to_string();
    let large = vec![0; (64 << 20) + 1];
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (Vec::new(), "malformed", "it is empty"),
        (b"%PDF-1.7\n".to_vec(), "unsupported", "a PDF document"),
        (b"plain words".to_vec(), "unsupported", "another kind"),
        (
            b"PK\x03\x04cut".to_vec(),
            "malformed",
            "nothing in it is whole",
        ),
        (
            stored(&[("notes.txt", b"x")]),
            "unsupported",
            "without pictures",
        ),
        (
            stored(&[("model.json", b"{}")]),
            "unsupported",
            "trained model",
        ),
        (
            stored(&[("manifest.json", audio.as_bytes())]),
            "unsupported",
            "kind audio",
        ),
        (
            patched(stored(picture), 6, [1, 0]),
            "unsupported",
            "is encrypted",
        ),
        (
            patched(stored(picture), 8, [14, 0]),
            "unsupported",
            "unusual way",
        ),
        (
            zipped(&[("a/1.jpg", &large)], CompressionMethod::Deflated),
            "limit",
            "64 MiB at most",
        ),
    ];
    for (bytes, code, expected) in cases {
        let error = Archive::open(bytes).err().expect(expected);
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn an_entry_never_unpacks_to_more_than_it_promises() {
    let zeros = vec![0; 1 << 20];
    let honest = zipped(&[("a/1.jpg", &zeros)], CompressionMethod::Deflated);
    // The length is declared as 10 bytes, here and in the directory.
    let lie = patched(patched(honest, 22, [10, 0]), 24, [0, 0]);
    for cut in [0, 30] {
        // Without its directory, too.
        let bytes = lie[..lie.len() - cut].to_vec();
        let archive = Archive::open(bytes).unwrap();
        let error = archive.read(archive.entries[0].index).unwrap_err();
        assert!(matches!(error, Error::Limit { .. }), "{error}");
    }
    let many: Vec<(String, &[u8])> = (0..33).map(|i| (format!("{i}.jpg"), &b""[..])).collect();
    let many: Vec<_> = many.iter().map(|(name, b)| (name.as_str(), *b)).collect();
    // 33 pictures that declare 63 MiB each.
    let total = patched(stored(&many), 24, [0xf0, 0x03]);
    let error = Archive::open(total).err().unwrap();
    assert!(error.to_string().contains("2048 MiB at most"), "{error}");
}

#[test]
fn an_archive_that_was_cut_off_gives_what_had_arrived() {
    let bytes = teachable(&json!({}), &["a-!-0.jpg", "b-!-0.jpg", "b-!-1.jpg"]);
    let middle = bytes.windows(9).rposition(|w| w == b"b-!-0.jpg").unwrap();
    let first_of_it = bytes.windows(9).position(|w| w == b"b-!-0.jpg").unwrap();
    assert!(first_of_it < middle);
    let archive = Archive::open(bytes[..first_of_it + 12].to_vec()).unwrap();
    assert_eq!(classes(&archive), [("a", "a-!-0.jpg")]);
    let skipped = in_words(&archive.skipped);
    assert!(
        skipped.contains("cut off") && skipped.contains("its end is missing"),
        "{skipped}"
    );
}

/// Real exports, where they lie beside the checkout.
#[test]
fn a_real_export_is_a_model_and_real_pictures_are_classes() {
    let read = |name: &str| {
        let folder = crate::support::path("tests/data/teachable-machine");
        std::fs::read(folder.join(name)).unwrap()
    };
    let (model, data) = (read("tiny-image-model.zip"), read("image-model-data.zip"));
    let error = Archive::open(model).err().unwrap().to_string();
    assert!(error.contains("trained model"), "{error}");
    let archive = Archive::open(data).unwrap();
    assert_eq!(archive.entries.len(), 22);
    assert_eq!(classes(&archive)[0], ("Class 2", "8.png"));
    for entry in &archive.entries {
        let bytes = archive.read(entry.index).unwrap();
        assert_eq!(bytes.len() as u64, entry.bytes);
        assert!(bytes.starts_with(b"\x89PNG"));
    }
}

const HEADER: &str = "emotion,pixels,Usage";

fn pixels(value: u8) -> String {
    vec![value.to_string(); 48 * 48].join(" ")
}

/// A file of which a few bytes come at a time.
struct Slow {
    bytes: Cursor<Vec<u8>>,
    piece: usize,
}

impl Read for Slow {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let most = self.piece.min(to.len());
        self.bytes.read(&mut to[..most])
    }
}

fn slow(bytes: impl Into<Vec<u8>>, piece: usize) -> Slow {
    let bytes = Cursor::new(bytes.into());
    Slow { bytes, piece }
}

/// The rows of a table, and why there are no more of them.
fn rows_of(bytes: impl Into<Vec<u8>>, piece: usize) -> (Vec<Row>, Option<Error>) {
    let mut rows = Vec::new();
    let error = FerReader::open(slow(bytes, piece)).and_then(|mut reader| {
        while let Some(some) = reader.read()? {
            rows.extend(some);
        }
        Ok(())
    });
    (rows, error.err())
}

fn read(bytes: impl Into<Vec<u8>>, piece: usize) -> Result<Vec<Row>, Error> {
    match rows_of(bytes, piece) {
        (rows, None) => Ok(rows),
        (_, Some(error)) => Err(error),
    }
}

#[test]
fn a_table_reads_the_same_in_any_spelling_and_any_pieces() {
    let (a, b) = (pixels(0), pixels(255));
    let texts = [
        format!("{HEADER}\n3,{a},Training\n6,{b},PrivateTest\n"),
        format!("{HEADER}\r\n3,\"{a}\",Training\r\n6,\"{b}\",PrivateTest"),
        format!("\u{feff}emotion, Usage, pixels\n3, Training, {a}\n\n6, PrivateTest, {b}\n"),
        format!("more,PIXELS,usage,Emotion\n1,{a},Training,3\n\"2,\n2\",{b},PrivateTest,6\n"),
    ];
    let expected = [(3, "Training", 0), (6, "PrivateTest", 255)];
    for text in &texts {
        for piece in [1, 7, 4096, text.len()] {
            let rows = read(text.as_str(), piece).unwrap();
            assert_eq!(rows.len(), 2);
            for (i, (row, (label, usage, value))) in rows.iter().zip(expected).enumerate() {
                let row = row.as_ref().unwrap();
                assert_eq!(
                    (row.row, row.label, row.usage.as_str()),
                    (i + 1, label, usage)
                );
                assert_eq!(row.pixels, vec![value; 48 * 48]);
            }
        }
    }
    let rows = read(format!("emotion,pixels\n0,{a}\n"), 999).unwrap();
    assert_eq!(rows[0].as_ref().unwrap().usage, "Training");
}

#[test]
fn a_bad_row_is_named_and_the_others_are_read() {
    let good = pixels(7);
    let cases = [
        (
            format!("0,{good} 300,Training"),
            "the pixel “300” is not a whole number from 0 to 255",
        ),
        (
            format!("0,{good} -1,Training"),
            "the pixel “-1” is not a whole number from 0 to 255",
        ),
        (
            format!("0,{good} 7,Training"),
            "2305 pixels instead of 2304",
        ),
        ("0,7 7,Training".into(), "2 pixels instead of 2304"),
        ("0,Training".into(), "2 fields instead of 3"),
        (
            format!("0,{good} 0.27,Training"),
            "the pixel “0.27” is not a whole number from 0 to 255",
        ),
        (
            "0,[ 70  80 ... 4],Training".into(),
            "the pixel “...” is not a whole number from 0 to 255",
        ),
        (
            format!("0,{good}\0,Training"),
            "it holds zero bytes, as a copy that was broken off leaves behind; fetch the file again",
        ),
        (
            format!("7,{good},Training"),
            "the label “7” is neither a number from 0 to 6 nor the name of an expression",
        ),
        (
            format!("contempt,{good},Training"),
            "the label “contempt” is neither a number from 0 to 6 nor the name of an expression",
        ),
        (
            format!("2.5,{good},Training"),
            "the label “2.5” is neither a number from 0 to 6 nor the name of an expression",
        ),
        (
            format!("0,{},Training", "1".repeat(70_000)),
            "it is longer than 64 KiB",
        ),
        (
            "\0".repeat(70_000),
            "it holds zero bytes, as a copy that was broken off leaves behind; fetch the file again",
        ),
        ("x,".repeat(9_000), "4608 fields instead of 3"),
    ];
    for (row, expected) in cases {
        let known =
            row.ends_with(",Training") && row.len() < 60_000 && row.matches(',').count() == 2;
        let text = format!("{HEADER}\n0,{good},Training\n{row}\n1,{good},Training\n");
        let rows = read(text, 1000).unwrap();
        let good: Vec<_> = rows
            .iter()
            .flatten()
            .map(|row| (row.row, row.label))
            .collect();
        assert_eq!(good, [(1, 0), (3, 1)]);
        let bad = rows[1].as_ref().expect_err(expected);
        assert_eq!((bad.row, bad.fault.to_string().as_str()), (2, expected));
        assert_eq!(bad.usage.as_deref(), known.then_some("Training"));
    }
    let many = format!("{HEADER}\n{}", "0,1,Training\n".repeat(50));
    let mut table = TrainingTable::open(slow(many, 64)).unwrap();
    while let Some(rows) = table.read().unwrap() {
        assert!(rows.is_empty());
    }
    let faults = table.faults();
    assert_eq!((faults.first.len(), faults.count), (20, 50));
    let first = faults.first[0].to_string();
    assert_eq!(first, "Row 1: 1 pixels instead of 2304");
}

#[test]
fn a_table_without_the_columns_is_refused_even_where_rows_are_passed_over() {
    let cases = [
        ("", "malformed", "it is empty"),
        (
            "a,b\n1,2\n",
            "unsupported",
            "no column “pixels”, only [\"a\", \"b\"]",
        ),
        ("emotion,b\n1,2\n", "unsupported", "no column “pixels”"),
        ("pixels\n1\n", "unsupported", "The table has no labels"),
    ];
    for (text, code, expected) in cases {
        let error = read(text, 10).expect_err(expected);
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

/// What a file is read as: the labels to learn from, how many rows are left out as meant for
/// testing, whether a column says so, and what is passed over.
#[derive(Debug, Default, PartialEq)]
struct Taken {
    labels: Vec<usize>,
    for_testing: usize,
    has_usage: bool,
    faults: String,
}

fn taken(bytes: Vec<u8>) -> Result<(Taken, Vec<FerRow>), Error> {
    let mut table = TrainingTable::open(Cursor::new(bytes))?;
    let mut rows = Vec::new();
    while let Some(some) = table.read()? {
        rows.extend(some);
    }
    let taken = Taken {
        labels: rows.iter().map(|row| row.label).collect(),
        for_testing: table.left_out(),
        has_usage: table.has_usage(),
        faults: in_words(table.faults()),
    };
    Ok((taken, rows))
}

fn case(name: &str) -> Vec<u8> {
    std::fs::read(crate::support::path("tests/data/cases").join(name)).unwrap()
}

#[test]
fn what_people_make_of_fer2013_is_read_where_it_has_one_meaning() {
    let zeros = "Row 15: it holds zero bytes, as a copy that was broken off leaves behind; fetch the file again";
    // Whether Usage says what is for training, how many rows are for testing, what is passed over.
    let cases = [
        ("r15-tar.csv", true, 7, ""),
        ("r15-targz.csv", true, 7, ""),
        ("r15-zip.csv", true, 7, ""),
        ("r16-nousage.csv", false, 0, ""),
        ("r49-commas.csv", true, 0, ""),
        ("r49-emptylines.csv", true, 7, ""),
        ("r49-float.csv", true, 0, ""),
        ("r49-floatlabel.csv", true, 0, ""),
        ("r49-name.csv", true, 0, ""),
        ("r49-nul.csv", true, 7, zeros),
        ("r49-semi.csv", true, 0, ""),
        ("r49-tab.csv", true, 0, ""),
        ("r49-usage-lower.csv", true, 7, ""),
        ("r49-usage-train.csv", true, 7, ""),
        ("r49-utf16.csv", true, 7, ""),
    ];
    let (_, plain) = taken(case("r16-nousage.csv")).unwrap();
    for (name, has_usage, for_testing, faults) in cases {
        let (read, rows) = taken(case(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = Taken {
            labels: vec![0, 6, 3, 3, 6, 4, 5],
            for_testing,
            has_usage,
            faults: faults.into(),
        };
        assert_eq!(read, expected, "{name}");
        let same = rows.iter().zip(&plain).all(|(a, b)| a.pixels == b.pixels);
        assert!(same, "{name}");
    }
    let error = taken(case("r16-pixels.csv")).unwrap_err().to_string();
    let expected = "The table has no labels: no column “emotion” beside [\"pixels\"]; take the file \
                    that has it, since only labelled faces can be read";
    assert_eq!(error, expected);
}

/// A tar file: names, kinds and contents.
fn tar(entries: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, kind, bytes) in entries {
        let mut header = [0; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[156] = *kind;
        header[257..262].copy_from_slice(b"ustar");
        tar.extend(header);
        tar.extend(*bytes);
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    tar
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// A zip file whose lengths follow what they are of, as macOS and pipes write it.
fn streamed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn a_table_is_read_however_it_is_packed_encoded_and_separated() {
    let (a, b) = (pixels(70), pixels(80));
    let text = format!("emotion,pixels,Usage\n3,{a},Training\n6,{b},Test\n");
    let plain = text.as_bytes();
    let lines = text
        .lines()
        .map(|line| format!("\"{}\"\n", line.replace(',', "\";\"")));
    let quoted: String = lines.collect();
    let other: &[u8] = b"id,emotion\n1,2\n";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("gzip", gzip(plain)),
        (
            "two gzip files in one",
            [gzip(&plain[..99]), gzip(&plain[99..])].concat(),
        ),
        (
            "tar of a Mac, with a folder",
            tar(&[
                ("data/", b'5', b""),
                ("data/._fer2013.csv", b'0', b"\0\x05\x16\x07"),
                ("data/fer2013.CSV", b'0', plain),
            ]),
        ),
        (
            "zip with other tables",
            zipped(
                &[
                    ("example.csv", other),
                    ("fer2013.tar.gz", b"x"),
                    ("data/train.csv", plain),
                ],
                CompressionMethod::Deflated,
            ),
        ),
        (
            "zip with lengths behind",
            streamed(&[("example.csv", other), ("a.csv", plain)]),
        ),
        ("gzip of a stored zip", gzip(&stored(&[("a.csv", plain)]))),
        (
            "UTF-16, big end first",
            utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
        ),
        ("UTF-16 without a mark", utf16(&text, u16::to_le_bytes)),
        (
            "UTF-16 in a zip",
            stored(&[("a.csv", &utf16(&text, u16::to_be_bytes))]),
        ),
        ("commas without quotes", text.replace(' ', ",").into()),
        (
            "NumPy's way",
            text.replace(&a, &format!("\"[{}.]\"", a.replace(' ', ".\n ")))
                .into(),
        ),
        (
            "Python's way",
            text.replace(&a, &format!("\"[{}]\"", a.replace(' ', ", ")))
                .into(),
        ),
        (
            "decimal points and names",
            text.replace("70", "70.0")
                .replace("\n3,", "\n Happy ,")
                .into(),
        ),
        ("semicolons and quotes", quoted.into()),
        (
            "old line ends, blank rows",
            text.replace('\n', "\r,,\r , ,\r\r").into(),
        ),
    ];
    for (name, bytes) in cases {
        for piece in [11, 1 << 20] {
            let rows = read(bytes.clone(), piece).unwrap_or_else(|error| panic!("{name}: {error}"));
            let rows: Vec<_> = rows.into_iter().flatten().collect();
            let found: Vec<_> = rows
                .iter()
                .map(|row| (row.row, row.label, row.usage.as_str(), row.pixels[0]))
                .collect();
            assert_eq!(
                found,
                [(1, 3, "Training", 70), (2, 6, "Test", 80)],
                "{name}"
            );
            assert!(
                rows.iter()
                    .all(|row| row.pixels == [row.pixels[0]; 48 * 48]),
                "{name}"
            );
        }
    }
}

#[test]
fn a_file_that_is_no_table_is_named_for_what_it_is() {
    let text = format!("{HEADER}\n3,{},Training\n", pixels(7));
    let plain = text.as_bytes();
    let sheet: &[(&str, &[u8])] = &[("[Content_Types].xml", b"<"), ("xl/workbook.xml", b"<")];
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "The file is a PNG picture, but only csv files can be read",
        ),
        (b"\xef\xbb\xbf\n <!doctype html>".to_vec(), "a web page"),
        (
            b"[{\"emotion\": 3}]".to_vec(),
            "a JSON file, but only what it saves or exports as CSV",
        ),
        (
            b"PAR1\x15\x04".to_vec(),
            "a Parquet file, but only what it saves",
        ),
        (
            stored(sheet),
            "a spreadsheet, but only what it saves or exports as CSV can be read",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "a spreadsheet",
        ),
        (
            b"Rar!\x1a\x07".to_vec(),
            "a RAR archive, but only the csv file that is unpacked from it",
        ),
        (b"\x7fELF\x02\x01\x01\0\0".to_vec(), "of another kind"),
        (gzip(b"%PDF-1.7"), "a PDF document"),
        (
            stored(&[("a.jpg", b"x"), ("b.csv", b"a,b\n1,2\n")]),
            "a zip file without a table of faces",
        ),
        (
            tar(&[("README", b'0', b"x")]),
            "a tar file without a table of faces",
        ),
        (
            patched(stored(&[("a.csv", plain)]), 6, [1, 0]),
            "“a.csv” is encrypted",
        ),
        (
            patched(stored(&[("a.csv", plain)]), 8, [14, 0]),
            "unusual way",
        ),
    ];
    for (bytes, expected) in cases {
        let error = read(bytes, 1 << 20).expect_err(expected);
        assert_eq!(error.code(), "unsupported", "{error}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn a_packed_table_that_was_cut_off_gives_what_had_arrived() {
    let text = format!(
        "{HEADER}\n{}",
        format!("3,{},Training\n", pixels(7)).repeat(9)
    );
    let plain = text.as_bytes();
    let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    for (bytes, least) in [
        (half(gzip(plain)), 1),
        (half(tar(&[("a.csv", b'0', plain)])), 4),
        (half(stored(&[("a.csv", plain)])), 4),
        (half(streamed(&[("a.csv", plain)])), 1),
    ] {
        let (rows, error) = rows_of(bytes, 999);
        assert!(
            rows.len() >= least && rows.iter().all(Result::is_ok),
            "{}",
            rows.len()
        );
        let error = error.unwrap().to_string();
        assert_eq!(error, "The table is damaged: its end is missing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_makes_an_archive_panic_or_give_changed_bytes(
        deflated: bool,
        cut in 0.0..1.0f64,
        flips in prop::collection::vec((0.0..1.0f64, 1u8..), 0..4),
    ) {
        let method = if deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let contents = [7; 300];
        let mut bytes = zipped(
            &[("manifest.json", br#"{"type":"image","appdata":{}}"#), ("a-!-0.jpg", &contents), ("b/1.png", &contents)],
            method,
        );
        bytes.truncate(((bytes.len() as f64) * (1.0 - cut * cut)).ceil() as usize);
        for (at, change) in flips {
            let at = (bytes.len() as f64 * at) as usize;
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= change;
            }
        }
        if let Ok(archive) = Archive::open(bytes) {
            for entry in &archive.entries {
                if let Ok(read) = archive.read(entry.index) {
                    prop_assert!(read.len() as u64 == entry.bytes && entry.bytes <= 64 << 20);
                }
            }
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), zip: bool) {
        let mut bytes = bytes;
        if zip {
            bytes.splice(..0, *b"PK\x03\x04");
            bytes.extend(b"PK\x05\x06");
        }
        let _ = Archive::open(bytes);
    }

    #[test]
    fn no_damage_makes_a_table_panic(piece in 1usize..5000, flips in prop::collection::vec((0.0..1.0f64, any::<u8>()), 1..5)) {
        let mut text = format!("{HEADER}\n3,{},Training\n1,\"{}\",Test\n", pixels(9), pixels(8)).into_bytes();
        for (at, change) in flips {
            let at = (text.len() as f64 * at) as usize;
            text[at] = change;
        }
        let lines = text.iter().filter(|b| b"\r\n".contains(b)).count();
        let (rows, _) = rows_of(text, piece);
        prop_assert!(rows.len() <= 2 + lines);
        prop_assert!(rows.iter().flatten().all(|row| row.pixels.len() == 48 * 48 && row.label < 7));
    }
}

#[test]
fn rows_that_are_kept_for_testing_are_not_for_learning() {
    for (usage, for_testing) in [
        ("Training", false),
        ("train", false),
        ("val", true),
        ("mine", true),
        ("PublicTest", true),
        ("PrivateTest", true),
    ] {
        let row = FerRow {
            row: 1,
            label: 0,
            usage: usage.into(),
            pixels: Vec::new(),
        };
        assert_eq!(row.is_for_testing(), for_testing, "{usage}");
    }
}

#[test]
fn a_table_to_learn_from_leaves_out_what_is_meant_for_testing_and_says_so() {
    let grey = vec!["7"; 48 * 48].join(" ");
    let usages = [
        "Training",
        "PublicTest",
        "PrivateTest",
        "PublicTest",
        "Training",
        "a",
        "b",
        "c",
        "d",
    ];
    let mut text = "emotion,pixels,Usage\n".to_owned();
    for (row, usage) in usages.iter().enumerate() {
        text += &format!("{},{grey},{usage}\n", row % 7);
    }
    text += "9,7 7,Training";
    let mut table = TrainingTable::open(slow(text, 5000)).unwrap();
    let mut rows = Vec::new();
    while let Some(some) = table.read().unwrap() {
        rows.extend(some);
    }
    let labels: Vec<_> = rows.iter().map(|row| row.label).collect();
    assert_eq!(labels, [0, 4]);
    assert_eq!(table.left_out(), 7);
    assert_eq!(table.usages(), ["PublicTest", "PrivateTest", "a", "b", "c"]);
    assert_eq!(table.faults().count, 1);
}
