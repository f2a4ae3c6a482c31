//! What other networks answer for the pictures of a split: kept in NumPy's format, so that any
//! program can write it.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use npyz::NpyFile;
use zip::ZipArchive;

use super::{Answer, Sample};

/// Reads the one array of a file and gives each of `samples` its row.
///
/// # Errors
/// Where the file is no `.npz` with one array of half or single floats, `[samples, classes]`, or a
/// row is no distribution.
pub fn join(file: &Path, samples: &mut [Sample]) -> Result<()> {
    let rows = read(file).with_context(|| format!("the soft labels {}", file.display()))?;
    ensure!(
        rows.len() == samples.len(),
        "{} has soft labels of {} pictures, and the training split holds {}: the files don't belong \
         together",
        file.display(),
        rows.len(),
        samples.len()
    );
    for (sample, row) in samples.iter_mut().zip(rows) {
        sample.soft = Some(row);
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<Answer>> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(file)?))
        .context("can't be opened as an .npz file")?;
    let names = archive.file_names().map(|name| Ok(name?.into_owned()));
    let names = names.collect::<Result<Vec<String>>>()?;
    let [name] = &names[..] else {
        anyhow::bail!("hold the arrays {names:?} instead of one");
    };
    let array = NpyFile::new(archive.by_name(name)?).context("can't be read")?;
    const CLASSES: usize = std::mem::size_of::<Answer>() / 4;
    ensure!(
        matches!(array.shape(), [_, classes] if *classes == CLASSES as u64)
            && array.order() == npyz::Order::C,
        "are of shape {:?} instead of [pictures, {CLASSES}]",
        array.shape()
    );
    let values: Vec<f32> = match array.try_data::<half::f16>() {
        Ok(halves) => halves
            .map(|value| Ok(value?.to_f32()))
            .collect::<Result<_>>()?,
        Err(array) => array
            .try_data::<f32>()
            .ok()
            .context("are neither half nor single floats")?
            .map(|value| Ok(value?))
            .collect::<Result<_>>()?,
    };
    let (rows, _) = values.as_chunks::<CLASSES>();
    for (index, row) in rows.iter().enumerate() {
        let sum: f32 = row.iter().sum();
        ensure!(
            row.iter().all(|p| *p >= 0.0) && (sum - 1.0).abs() < 0.01,
            "have {row:?} for picture {index}, which is no distribution"
        );
    }
    Ok(rows.to_vec())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use npyz::WriterBuilder;
    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;
    use crate::data::Pixels;

    fn samples(count: usize) -> Vec<Sample> {
        let pixels = Pixels {
            width: 1,
            height: 1,
            values: vec![0],
        };
        let sample = Sample {
            label: 0,
            pixels,
            votes: None,
            soft: None,
            origin: String::new(),
        };
        vec![sample; count]
    }

    /// A file with these arrays of single floats.
    fn written(folder: &Path, arrays: &[(&str, [u64; 2], Vec<f32>)]) -> std::path::PathBuf {
        let path = folder.join("soft.npz");
        let mut file = ZipWriter::new(File::create(&path).unwrap());
        for (name, shape, values) in arrays {
            file.start_file(format!("{name}.npy"), SimpleFileOptions::default())
                .unwrap();
            let array = npyz::WriteOptions::new().default_dtype().shape(shape);
            let mut array = array.writer(&mut file).begin_nd().unwrap();
            array.extend(values.iter().copied()).unwrap();
            array.finish().unwrap();
        }
        file.finish().unwrap();
        path
    }

    #[test]
    fn every_picture_gets_its_row() {
        let folder = tempfile::tempdir().unwrap();
        let rows = [[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [1.0 / 7.0; 7]];
        let file = written(folder.path(), &[("soft", [2, 7], rows.concat())]);
        let mut found = samples(2);
        join(&file, &mut found).unwrap();
        assert_eq!(found[0].soft, Some(rows[0]));
        assert_eq!(found[1].soft, Some(rows[1]));
    }

    #[test]
    fn a_file_that_does_not_fit_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let row = || vec![1.0 / 7.0; 7];
        let cases = [
            (vec![("a", [1, 7], row())], 2, "belong together"),
            (
                vec![("a", [1, 7], row()), ("b", [1, 7], row())],
                1,
                "instead of one",
            ),
            (vec![("a", [7, 1], row())], 7, "shape"),
            (vec![("a", [1, 7], vec![0.5; 7])], 1, "no distribution"),
            (vec![("a", [1, 7], vec![f32::NAN; 7])], 1, "no distribution"),
        ];
        for (arrays, pictures, wanted) in cases {
            let file = written(folder.path(), &arrays);
            let error = join(&file, &mut samples(pictures)).unwrap_err();
            assert!(format!("{error:#}").contains(wanted), "{error:#}");
        }
        let text = folder.path().join("text.npz");
        std::fs::write(&text, "no zip").unwrap();
        assert!(join(&text, &mut samples(1)).is_err());
    }
}
