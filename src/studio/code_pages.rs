//! Names in a zip file that are not UTF-8. Older Windows and many tools write them in the code page of
//! the computer, and nowhere which one that is: it is guessed from all names of the file together.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, SHIFT_JIS};
use oem_cp::code_table::DECODING_TABLE_CP850;
use oem_cp::decode_string_complete_table;

use crate::unzip::Unzip;

/// What bytes can be read as.
#[derive(Debug, Clone, Copy)]
enum CodePage {
    /// One of the web.
    Web(&'static Encoding),
    /// What Western Europe had before Windows. It has the letters of code page 437, the first of zip
    /// files, in the same places, and more.
    Dos,
}

impl CodePage {
    fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Dos => "IBM850",
        }
    }

    fn read(self, bytes: &[u8]) -> String {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Dos => decode_string_complete_table(bytes, &DECODING_TABLE_CP850),
        }
    }
}

/// Decodes the names of all entries, and gives the code page that they were taken to be in; `None`
/// where they are UTF-8.
pub(crate) fn decode_names(zip: &mut Unzip) -> Option<&'static str> {
    let raw: Vec<&[u8]> = zip
        .entries
        .iter()
        .filter_map(|entry| entry.raw.as_deref())
        .collect();
    if raw.is_empty() {
        return None;
    }
    let page = guess(&raw.join(&b'\n'));
    for entry in &mut zip.entries {
        if let Some(raw) = &entry.raw {
            entry.name = page.read(raw);
        }
    }
    Some(page.name())
}

/// The code page in which these names have the fewest characters that are no letters. The detector
/// is meant for whole pages of the web: it does not know what DOS had, and few words of Japanese can
/// look Western to it.
fn guess(names: &[u8]) -> CodePage {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(names, true);
    let mut pages = vec![CodePage::Web(detector.guess(None, Utf8Detection::Deny))];
    let japanese = CodePage::Web(SHIFT_JIS);
    if is_japanese(&japanese.read(names)) {
        pages.push(japanese);
    }
    pages.push(CodePage::Dos);
    let best = pages.iter().min_by_key(|page| odd(&page.read(names)));
    best.copied().unwrap_or(CodePage::Dos)
}

/// Whether names have Hiragana among their letters, and nothing of what other bytes look like in
/// Japanese: half-width Katakana, and what cannot be read.
fn is_japanese(names: &str) -> bool {
    let foreign = |c: char| matches!(c, '\u{ff61}'..='\u{ff9f}' | char::REPLACEMENT_CHARACTER);
    names.contains(|c| matches!(c, '\u{3041}'..='\u{3096}')) && !names.contains(foreign)
}

fn odd(names: &str) -> usize {
    let foreign = names.chars().filter(|c| !c.is_ascii());
    foreign.filter(|c| !c.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_tell_their_code_page() {
        let cases: [(&[u8], &str, &str); 12] = [
            (b"\x8a\xec\x82\xd1", "喜び", "Shift_JIS"),
            (b"\x93{\x82\xe8", "怒り", "Shift_JIS"),
            (b"\x83X\x83}\x83C\x83\x8b", "スマイル", "Shift_JIS"),
            (b"\xb8\xdf\xd0\xcb", "高兴", "GBK"),
            (b"\xc7\xe0\xba\xb9", "행복", "EUC-KR"),
            (b"\x90\xa0\xa4\xae\xe1\xe2\xec", "Радость", "IBM866"),
            (b"\xd0\xe0\xe4\xee\xf1\xf2\xfc", "Радость", "windows-1251"),
            (b"fr\xf6hlich", "fröhlich", "windows-1252"),
            (b"col\xe8re", "colère", "windows-1252"),
            (b"fr\x94hlich\nm\x81de", "fröhlich\nmüde", "IBM850"),
            (b"d\x82go\x96t", "dégoût", "IBM850"),
            (b"cora\x87\xc6o", "coração", "IBM850"),
        ];
        for (bytes, expected, name) in cases {
            let page = guess(bytes);
            assert_eq!((page.read(bytes).as_str(), page.name()), (expected, name));
        }
    }
}
