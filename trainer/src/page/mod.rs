//! The pages that `describe` and `report` write: one HTML file each, with nothing beside it.

mod chart;
mod heat;
mod plot;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops;
use image::{DynamicImage, ExtendedColorType, GrayImage, ImageEncoder, RgbImage};
use mien::image::fit_within;

use crate::data::Pixels;

pub use chart::{Bar, bars};
pub use heat::{Heat, heat};
pub use plot::{Axis, Reliability, Series, legend, marker, plot, reliability};

/// Longest side of a picture on a page.
const PICTURE_SIDE: usize = 96;

const STYLE: &str = include_str!("style.css");

/// Text as it may stand in HTML, in attributes too.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A number with its thousands apart: `28,709`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share as a percentage with one decimal.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Writes a page. `body` is HTML.
///
/// # Errors
/// Where the file cannot be written.
pub fn write(file: &Path, title: &str, body: &str) -> Result<()> {
    let title = escape(title);
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\
         </main>\n</body>\n</html>\n"
    );
    fs::write(file, page).with_context(|| format!("cannot write {}", file.display()))
}

/// A section with a heading, a sentence on what it shows, and HTML.
pub fn section(heading: &str, lead: &str, content: &str) -> String {
    format!(
        "<section>\n<h2>{}</h2>\n<p class=\"lead\">{}</p>\n{content}</section>\n",
        escape(heading),
        escape(lead)
    )
}

/// Numbers that stand out: a value and what it counts each.
pub fn tiles(tiles: &[(String, String)]) -> String {
    let mut html = String::from("<dl class=\"tiles\">\n");
    for (value, name) in tiles {
        let (value, name) = (escape(value), escape(name));
        html += &format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n");
    }
    html + "</dl>\n"
}

/// A table. The cells are HTML; the first column is a heading, the others are numbers.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut html = String::from("<div class=\"scroll\"><table>\n<thead><tr>");
    for cell in header {
        html += &format!("<th scope=\"col\">{}</th>", escape(cell));
    }
    html += "</tr></thead>\n<tbody>\n";
    for row in rows {
        html += "<tr>";
        for (column, cell) in row.iter().enumerate() {
            html += &match column {
                0 => format!("<th scope=\"row\">{cell}</th>"),
                _ => format!("<td>{cell}</td>"),
            };
        }
        html += "</tr>\n";
    }
    html + "</tbody>\n</table></div>\n"
}

/// A class's name with its colour. `class` is an index into the expressions.
pub fn class_name(class: usize, name: &str) -> String {
    format!(
        "<span class=\"class\"><i style=\"background:{}\"></i>{}</span>",
        class_colour(class),
        escape(name)
    )
}

/// A class's colour, in light and in dark.
pub fn class_colour(class: usize) -> String {
    format!("var(--c{class})")
}

/// A picture with a caption in HTML.
///
/// # Errors
/// Where the picture cannot be encoded.
pub fn picture(pixels: &Pixels, text: &str, caption: &str) -> Result<String> {
    let caption = match caption {
        "" => String::new(),
        caption => format!("<figcaption>{caption}</figcaption>"),
    };
    Ok(format!(
        "<figure class=\"picture\"><img src=\"{}\" alt=\"{}\">{caption}</figure>\n",
        data_uri(pixels)?,
        escape(text)
    ))
}

fn data_uri(pixels: &Pixels) -> Result<String> {
    let (width, height) = (pixels.width as u32, pixels.height as u32);
    let values = pixels.values.clone();
    let picture: Option<DynamicImage> = match pixels.is_gray() {
        true => GrayImage::from_raw(width, height, values).map(Into::into),
        false => RgbImage::from_raw(width, height, values).map(Into::into),
    };
    let mut picture = picture.context("a picture's values don't fill its size")?;
    let small = fit_within(pixels.width, pixels.height, PICTURE_SIDE);
    if small != (pixels.width, pixels.height) {
        let filter = imageops::FilterType::Triangle;
        picture = picture.resize_exact(small.0 as u32, small.1 as u32, filter);
    }
    let colour = match pixels.is_gray() {
        true => ExtendedColorType::L8,
        false => ExtendedColorType::Rgb8,
    };
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive)
        .write_image(
            picture.as_bytes(),
            picture.width(),
            picture.height(),
            colour,
        )
        .context("a picture cannot be encoded")?;
    Ok(format!(
        "data:image/png;base64,{}",
        BASE64_STANDARD.encode(png)
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easy_to_read() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (28_709, "28,709"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(number), text);
        }
        assert_eq!(percent(0.6623), "66.2 %");
    }

    #[test]
    fn a_page_stands_alone_and_names_are_escaped() {
        let folder = crate::scratch::Scratch::new();
        let file = folder.path().join("page.html");
        let pixels = Pixels {
            width: 300,
            height: 1,
            values: vec![7; 900],
        };
        let body = section("<b>", "a & b", &picture(&pixels, "\"x\"", "").unwrap());
        write(&file, "<script>", &body).unwrap();
        let page = fs::read_to_string(&file).unwrap();
        assert!(page.contains("<title>&lt;script&gt;</title>"));
        assert!(page.contains("<h2>&lt;b&gt;</h2>") && page.contains("alt=\"&quot;x&quot;\""));
        assert!(page.contains("data:image/png;base64,"));
        for outside in ["http://", "https://", "<script", "<link"] {
            assert!(!page.contains(outside), "{outside} in the page");
        }
    }
}
