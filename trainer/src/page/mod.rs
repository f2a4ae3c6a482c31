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
use maud::{DOCTYPE, Markup, PreEscaped, html};
use mien::image::fit_within;

use crate::data::Pixels;

pub use chart::{Bar, bars};
pub use heat::{Heat, heat};
pub use plot::{Axis, Reliability, Series, legend, marker, plot, reliability};

/// Longest side of a picture on a page.
const PICTURE_SIDE: usize = 96;

const STYLE: &str = include_str!("style.css");

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

/// Writes a page.
///
/// # Errors
/// Where the file cannot be written.
pub fn write(file: &Path, title: &str, body: &Markup) -> Result<()> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    fs::write(file, page.into_string()).with_context(|| format!("cannot write {}", file.display()))
}

/// A section with a heading, a sentence on what it shows, and its content.
pub fn section(heading: &str, lead: &str, content: &Markup) -> Markup {
    html! {
        section {
            h2 { (heading) }
            p.lead { (lead) }
            (content)
        }
    }
}

/// Numbers that stand out: a value and what it counts each.
pub fn tiles(tiles: &[(String, String)]) -> Markup {
    html! {
        dl.tiles {
            @for (value, name) in tiles {
                div { dt { (name) } dd { (value) } }
            }
        }
    }
}

/// A table. The first column is a heading, the others are numbers.
pub fn table(header: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.scroll {
            table {
                thead {
                    tr { @for name in header { th scope="col" { (name) } } }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (column, cell) in row.iter().enumerate() {
                                @match column {
                                    0 => th scope="row" { (cell) },
                                    _ => td { (cell) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A class's name with its colour. `class` is an index into the expressions.
pub fn class_name(class: usize, name: &str) -> Markup {
    html! {
        span.class { i style={ "background:" (class_colour(class)) } {} (name) }
    }
}

/// A class's colour, in light and in dark.
pub fn class_colour(class: usize) -> String {
    format!("var(--c{class})")
}

/// A picture, what it shows in words, and a caption.
///
/// # Errors
/// Where the picture cannot be encoded.
pub fn picture(pixels: &Pixels, text: &str, caption: Option<&Markup>) -> Result<Markup> {
    let source = data_uri(pixels)?;
    Ok(html! {
        figure.picture {
            img src=(source) alt=(text);
            @if let Some(caption) = caption { figcaption { (caption) } }
        }
    })
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
        let body = section("<b>", "a & b", &picture(&pixels, "\"x\"", None).unwrap());
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
