//! Pictures that lie on their side or upside down, as scans do: the detector knows upright faces only, and takes
//! others for upright ones, with wrong landmarks.

use super::{Detection, DetectorOptions, FaceDetector, NetworkInput, padded};
use crate::Error;
use crate::geometry::Turn;
use crate::image::{Frame, PER_LEVEL};
use crate::kernels::Pixels;

/// What is found in a picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The faces, surest first, in pixels of the picture as it is.
    pub detections: Vec<Detection>,
    /// How the picture was turned to find them.
    pub turn: Turn,
}

/// A score that says enough: nothing else is looked for. 45 of 47 photos of faces have it as they are, and 4 of 141 turned
/// looks at them. `cargo bench --bench stills` measures this and what follows.
const SURE: f32 = 0.9;

/// What is found in a turned picture counts from this score on: of some 400 pictures without a face only a dog's has it.
const LIKELY: f32 = 0.85;

/// The score of a face that leaves no doubt.
const CERTAIN: f32 = 0.97;

/// In a picture without a sure face each has to be surer by this than elsewhere: below 0.7 lie four of five ghosts of
/// pictures that lie, and none of 94 faces that are covered, blurred or dark.
const DOUBTFUL: f32 = 0.1;

impl FaceDetector {
    /// The faces in a frame of a stream, or in a picture that stands still: where none is sure that is turned too, and
    /// what is found so counts where it leaves half the doubt at most.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn find(
        &self,
        frame: &Frame,
        options: &DetectorOptions,
        still: bool,
    ) -> Result<Found, Error> {
        let input = NetworkInput::new(frame, options.size);
        let look = |turn| {
            let detections = self.look(&input, turn, options)?;
            Ok::<_, Error>(Found { detections, turn })
        };
        let upright = look(Turn::None)?;
        if !still || upright.score() >= SURE {
            return Ok(upright);
        }
        let turned = [Turn::Quarter, Turn::Half, Turn::ThreeQuarters].map(look);
        let turned = turned.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(chosen(upright, turned, options.min_score))
    }
}

/// What counts of a picture in which no face is sure as it is.
fn chosen(upright: Found, turned: Vec<Found>, min_score: f32) -> Found {
    let doubt = |found: &Found| CERTAIN - found.score();
    let best = turned
        .into_iter()
        .max_by(|a, b| a.score().total_cmp(&b.score()));
    let mut found = match best {
        Some(best) if best.score() >= LIKELY && doubt(&best) <= doubt(&upright) / 2.0 => best,
        _ => upright,
    };
    if found.score() < SURE {
        let least = min_score + DOUBTFUL;
        found.detections.retain(|face| face.score >= least);
    }
    found
}

impl Found {
    /// The surest face's; 0 where there is none.
    fn score(&self) -> f32 {
        self.detections.first().map_or(0.0, |face| face.score)
    }
}

impl NetworkInput {
    /// The pixels that the network is shown of the turned frame.
    pub(super) fn turned(&self, turn: Turn) -> Pixels {
        let content = turn.size(self.content);
        let mut turned = Pixels::unwritten(padded(content), PER_LEVEL);
        let rows: Vec<&[[i16; 3]]> = self.pixels.rows().map(|row| row.as_chunks().0).collect();
        let pixels = turn.pixels(self.content, |x, y| rows[y][x]);
        let mut rows = pixels.chunks_exact(content.0);
        for to in turned.rows_mut() {
            to.fill(0);
            if let Some(row) = rows.next() {
                to.as_chunks_mut().0[..content.0].copy_from_slice(row);
            }
        }
        turned
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::geometry::{BoundingBox, Landmarks};

    fn seen(turn: Turn, scores: &[f32]) -> Found {
        let detections = scores.iter().map(|&score| Detection {
            bounds: BoundingBox::default(),
            landmarks: Landmarks::default(),
            score,
        });
        Found {
            detections: detections.collect(),
            turn,
        }
    }

    #[test]
    fn a_turned_picture_counts_where_it_is_likely_and_leaves_half_the_doubt() {
        use Turn::{Half, None, Quarter, ThreeQuarters};
        for (upright, [quarter, half, three_quarters], turn, faces) in [
            (&[][..], [0.0, 0.0, 0.93], ThreeQuarters, 1),
            (&[], [0.84, 0.0, 0.0], None, 0),
            (&[], [0.86, 0.94, 0.0], Half, 1),
            // A ghost, and the face that it is.
            (&[0.82], [0.94, 0.6, 0.7], Quarter, 1),
            // A face, and a ghost.
            (&[0.84], [0.87, 0.6, 0.7], None, 1),
            (&[0.89], [0.91, 0.0, 0.0], None, 1),
            // Nothing is sure: what is only just a face is none.
            (&[0.75, 0.65], [0.8, 0.8, 0.8], None, 1),
            (&[0.65], [0.0, 0.0, 0.0], None, 0),
        ] {
            let turned = vec![
                seen(Quarter, &[quarter]),
                seen(Half, &[half]),
                seen(ThreeQuarters, &[three_quarters]),
            ];
            let found = chosen(seen(None, upright), turned, 0.6);
            assert_eq!(
                (found.turn, found.detections.len()),
                (turn, faces),
                "{upright:?}"
            );
        }
    }

    #[test]
    fn pixels_are_turned_without_their_padding() {
        let pixels: Vec<u8> = (0..70 * 40)
            .flat_map(|i| [(i % 70) as u8, (i / 70) as u8, 7, 255])
            .collect();
        let input = NetworkInput::new(&Frame::new(&pixels, 70, 40).unwrap(), 70);
        let turned = input.turned(Turn::Quarter);
        assert_eq!((turned.shape().width, turned.shape().height), (64, 96));
        let rows: Vec<_> = turned.rows().collect();
        let at = |x: usize, y: usize| {
            let color: [i16; 3] = rows[y][3 * x..][..3].try_into().unwrap();
            color.map(|level| level / PER_LEVEL)
        };
        // Blue, green and red of what was at the bottom left, which is at the top left now.
        assert_eq!(at(0, 0), [7, 39, 0]);
        assert_eq!(at(39, 69), [7, 0, 69]);
        assert_eq!([at(40, 0), at(0, 70)], [[0; 3]; 2]);
    }
}
