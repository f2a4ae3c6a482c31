//! Names in a zip file that are not UTF-8. Older Windows and many tools write them in the code page of
//! the computer, and nowhere which one that is: it is guessed from all names of the file together.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use oem_cp::code_table::DECODING_TABLE_CP850;
use oem_cp::decode_string_complete_table;

use crate::unzip::Unzip;

/// What Western Europe had before Windows, which zip files had at first, too. It has the letters of
/// code page 437 in the same places, and more.
const DOS: &str = "IBM850";

/// Decodes the names of all entries, and gives the code page that they were taken to be in; `None`
/// where they are UTF-8.
pub(crate) fn decode_names(zip: &mut Unzip) -> Option<&'static str> {
    let raw: Vec<&[u8]> = zip
        .entries
        .iter()
        .filter_map(|e| e.raw.as_deref())
        .collect();
    if raw.is_empty() {
        return None;
    }
    let all = raw.join(&b'\n');
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&all, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let in_dos = odd(&from_dos(&all)) < odd(&guess.decode_without_bom_handling(&all).0);
    for entry in &mut zip.entries {
        entry.name = match &entry.raw {
            Some(raw) if in_dos => from_dos(raw),
            Some(raw) => guess.decode_without_bom_handling(raw).0.into_owned(),
            None => continue,
        };
    }
    Some(if in_dos { DOS } else { guess.name() })
}

fn from_dos(bytes: &[u8]) -> String {
    decode_string_complete_table(bytes, &DECODING_TABLE_CP850)
}

/// How many characters of foreign names are no letters: the guess knows no code page of DOS but the
/// Russian one.
fn odd(names: &str) -> usize {
    let foreign = names.chars().filter(|c| !c.is_ascii());
    foreign.filter(|c| !c.is_alphabetic()).count()
}
