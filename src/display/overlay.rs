//! Where the boxes and chips of a frame go on the stage that the page draws on.
//!
//! Stage coordinates are CSS pixels, mirrored with the picture; text is never mirrored.

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::{Bounds, Subject};
use crate::geometry::BoundingBox;

/// The surface that the overlay is drawn on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Stage {
    /// Width in CSS pixels; the picture fills it.
    pub width: f32,
    /// Height in CSS pixels; the picture fills it.
    pub height: f32,
    /// Whether the picture is displayed as in a mirror.
    pub mirror: bool,
    /// Height of a chip in CSS pixels.
    pub chip_height: f32,
    /// Width of the chip of every class, then that of the unsure one: the page measures them,
    /// since only it knows its fonts.
    pub chip_widths: Vec<f32>,
}

impl Default for Stage {
    fn default() -> Self {
        Self {
            width: 640.0,
            height: 480.0,
            mirror: false,
            chip_height: 24.0,
            chip_widths: Vec::new(),
        }
    }
}

impl Stage {
    /// # Errors
    /// [`Error::Limit`] where a size is not a positive number.
    pub fn validate(&self) -> Result<(), Error> {
        let sizes = [self.width, self.height, self.chip_height];
        if sizes.iter().all(|v| v.is_finite() && *v > 0.0)
            && self.chip_widths.iter().all(|v| v.is_finite() && *v >= 0.0)
        {
            return Ok(());
        }
        Err(Error::limit(
            Subject::StageSize,
            format!("{}x{}", self.width, self.height),
            Bounds::Positive,
        ))
    }

    /// Width of the chip of a class, or of the unsure one; a guess where the page gave none.
    pub fn chip_width(&self, class: Option<usize>) -> f32 {
        let width = match class {
            Some(class) => self.chip_widths.get(class),
            None => self.chip_widths.last(),
        };
        width.copied().unwrap_or(self.chip_height * 6.0)
    }

    /// A box of the source on the stage.
    pub fn outline(&self, bounds: &BoundingBox, source: (usize, usize)) -> BoundingBox {
        let on_stage = bounds.scaled(
            self.width / source.0.max(1) as f32,
            self.height / source.1.max(1) as f32,
        );
        let x = if self.mirror {
            self.width - on_stage.right()
        } else {
            on_stage.x
        };
        BoundingBox { x, ..on_stage }
    }
}

/// Space between a box and its chip, and between chips, CSS pixels.
const GAP: f32 = 4.0;

/// A place for the chip of every outline, in the same order: above its box, or below it at the top
/// edge, else the nearest free place; inside the stage, and apart from the chips placed before.
/// Where the stage is too full a chip may cover another rather than vanish.
pub fn place_chips(stage: &Stage, faces: &[(BoundingBox, Option<usize>)]) -> Vec<BoundingBox> {
    let mut placed: Vec<BoundingBox> = Vec::with_capacity(faces.len());
    for (outline, class) in faces {
        let width = stage.chip_width(*class).min(stage.width);
        let height = stage.chip_height.min(stage.height);
        let at = |x: f32, y: f32| {
            BoundingBox::new(
                x.clamp(0.0, stage.width - width),
                y.clamp(0.0, stage.height - height),
                width,
                height,
            )
        };
        let above = outline.y - height - GAP;
        let below = outline.bottom() + GAP;
        let preferred = at(outline.x, if above >= 0.0 { above } else { below });
        let is_free =
            |chip: &BoundingBox| placed.iter().all(|other| chip.intersection(other) <= 0.0);
        if is_free(&preferred) {
            placed.push(preferred);
            continue;
        }
        let columns: Vec<f32> = [
            outline.x,
            outline.center().x - width / 2.0,
            outline.right() - width,
        ]
        .into_iter()
        .chain(
            placed
                .iter()
                .flat_map(|other| [other.right() + GAP, other.x - width - GAP]),
        )
        .collect();
        let rows = [above, below].into_iter().chain(
            placed
                .iter()
                .flat_map(|other| [other.bottom() + GAP, other.y - height - GAP]),
        );
        // Rather to the side than away from its box, and rather away from it than over a face.
        let cost = |chip: &BoundingBox| {
            let covered: f32 = faces.iter().map(|(face, _)| chip.intersection(face)).sum();
            let moved = (chip.x - outline.x).abs() + (chip.y - preferred.y).abs();
            distance(chip, outline) + 0.3 * moved + 2.0 * covered / height
        };
        let nearest = rows
            .flat_map(|y| columns.iter().map(move |&x| (x, y)))
            .map(|(x, y)| at(x, y))
            .filter(is_free)
            .min_by(|a, b| cost(a).total_cmp(&cost(b)));
        placed.push(nearest.unwrap_or(preferred));
    }
    placed
}

/// How far apart two boxes are, across and down added up; 0 where they touch.
fn distance(a: &BoundingBox, b: &BoundingBox) -> f32 {
    let across = (b.x - a.right()).max(a.x - b.right()).max(0.0);
    let down = (b.y - a.bottom()).max(a.y - b.bottom()).max(0.0);
    across + down
}
