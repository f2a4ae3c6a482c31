//! Landmarks of a pre-cropped face: a small picture that one face fills, like FER2013's, which somebody
//! has cut out already. There is nothing to detect in it, only to align: a network of 3.7 MFLOP does
//! that instead of the detector, which would have to see it enlarged to 144x144 (some 50 MFLOP).

mod inference;
mod network;

pub use network::{LandmarkNet, OUTPUTS};

use burn::tensor::{Tensor, TensorData};

use crate::Error;
use crate::align::{Preprocess, alignment, fit_square, whole_frame};
use crate::geometry::{Landmarks, Point, SimilarityTransform};
use crate::image::{Frame, warp_gray};
use crate::kernels::{self, Device, Runner};
use crate::weights::{ModelFile, WeightFiles};
use inference::PackedLandmarkNet;

/// Width and height in pixels of the crop that the network is shown.
pub const SIDE: usize = 48;

/// Pictures whose grey values differ by less (standard deviation) show nothing.
const LEAST_CONTRAST: f32 = 2.0;

/// How much larger or smaller than a crop's usual face the found one may be: in FER2013 they are from
/// half as large to two and a half times.
const MOST_ZOOM: f32 = 3.0;

/// How far the found face may be turned, in degrees.
const MOST_TURN: f32 = 45.0;

/// Finds the landmarks of pre-cropped faces.
#[derive(Debug)]
pub struct CropLandmarks(Runner<PackedLandmarkNet>);

impl CropLandmarks {
    /// Decodes burnpack weights (`bytes`, read from `file`, which errors name) for `device`.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the bytes are no burnpack file or not this network's weights.
    pub fn from_bytes(file: &str, bytes: &[u8], device: &Device) -> Result<Self, Error> {
        Ok(Self(Runner::load(&(), file, bytes, device)?))
    }

    /// Checks and decodes the weight file that is described.
    ///
    /// # Errors
    /// [`Error::Malformed`] where it is missing, not the one described or cannot be decoded.
    pub fn load(
        described: &ModelFile,
        files: &WeightFiles,
        device: &Device,
    ) -> Result<Self, Error> {
        Self::from_bytes(&described.file, files.get(described)?, device)
    }

    /// The landmarks of the faces that fill `frames`, in their pixels; `None` for one that shows nothing.
    /// Of many together weights are read once: on its small maps that is most of what the network takes.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the network's answer cannot be read.
    pub fn predict(&self, frames: &[Frame]) -> Result<Vec<Option<Landmarks>>, Error> {
        let mut values = Vec::with_capacity(frames.len() * SIDE * SIDE);
        let shown = frames.iter().map(|frame| {
            let to_frame = fit_square(frame, SIDE).inverse()?;
            values.extend(standardized(&warp_gray(frame, &to_frame, SIDE))?);
            Some(to_frame)
        });
        let shown: Vec<_> = shown.collect();
        let places = self.places(values)?;
        let mut places = places.chunks_exact(OUTPUTS);
        let found = shown.into_iter().map(|to_frame| {
            let to_frame = to_frame?;
            let found = from_coordinates(places.next()?)?;
            Some(Landmarks(found.0.map(|p| to_frame.apply(p))))
        });
        Ok(found.collect())
    }

    /// The transforms from `frames`, each of which one face fills, to the aligned faces. Where no landmarks are
    /// found, or ones that no such face has, the whole frame.
    ///
    /// # Errors
    /// As [`CropLandmarks::predict`].
    pub fn to_faces(
        &self,
        frames: &[Frame],
        preprocess: &Preprocess,
    ) -> Result<Vec<SimilarityTransform>, Error> {
        let found = self.predict(frames)?.into_iter().zip(frames);
        let to_faces = found.map(|(landmarks, frame)| {
            let whole = whole_frame(frame, preprocess);
            landmarks
                .and_then(|landmarks| alignment(&landmarks, preprocess))
                .filter(|to_face| is_plausible(to_face, &whole, frame, preprocess.size))
                .unwrap_or(whole)
        });
        Ok(to_faces.collect())
    }

    /// The network's answers for crops of [`SIDE`] x [`SIDE`] values, `[crops, 10]`.
    fn places(&self, values: Vec<f32>) -> Result<Vec<f32>, Error> {
        if values.is_empty() {
            return Ok(Vec::new());
        }
        match &self.0 {
            Runner::Kernels(packed) => Ok(packed.forward(&values)),
            Runner::Layers(network, device) => {
                let crops = values.len() / (SIDE * SIDE);
                let crops = TensorData::new(values, [crops, 1, SIDE, SIDE]);
                kernels::values(network.forward(Tensor::from_data(crops, device)))
            }
        }
    }
}

/// Landmarks in pixels of a crop of [`SIDE`] x [`SIDE`] as the network answers: x and y each, from -1
/// (left, top edge) to 1 (right, bottom edge).
pub fn to_coordinates(landmarks: &Landmarks) -> [f32; OUTPUTS] {
    std::array::from_fn(|i| {
        let point = landmarks.0[i / 2];
        let value = if i % 2 == 0 { point.x } else { point.y };
        value * 2.0 / SIDE as f32 - 1.0
    })
}

/// The way back from [`to_coordinates`]; `None` for another number of values.
pub fn from_coordinates(places: &[f32]) -> Option<Landmarks> {
    let pixels = |place: f32| (place + 1.0) * SIDE as f32 / 2.0;
    let (points, []) = places.as_chunks::<2>() else {
        return None;
    };
    let points: [[f32; 2]; 5] = points.try_into().ok()?;
    Some(Landmarks(
        points.map(|[x, y]| Point::new(pixels(x), pixels(y))),
    ))
}

/// Whether a face that fills a picture lies like this: about as large as `whole`, the transform of
/// the whole picture, has it, upright, and moved by no more than its side.
fn is_plausible(
    to_face: &SimilarityTransform,
    whole: &SimilarityTransform,
    frame: &Frame,
    size: usize,
) -> bool {
    let zoom = to_face.scale() / whole.scale();
    let middle = Point::new(frame.width() as f32 / 2.0, frame.height() as f32 / 2.0);
    let (here, there) = (to_face.apply(middle), whole.apply(middle));
    let moved = (here.x - there.x).abs().max((here.y - there.y).abs());
    (1.0 / MOST_ZOOM..=MOST_ZOOM).contains(&zoom)
        && to_face.b.atan2(to_face.a).abs() <= MOST_TURN.to_radians()
        && moved <= size as f32
}

/// Grey values (0 to 255) as the network is shown them: of mean 0 and standard deviation 1; `None`
/// where they are almost the same.
pub fn standardized(pixels: &[f32]) -> Option<Vec<f32>> {
    let count = pixels.len() as f32;
    let mean = pixels.iter().sum::<f32>() / count;
    let variance = pixels.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / count;
    let deviation = variance.sqrt();
    if deviation.is_nan() || deviation < LEAST_CONTRAST {
        return None;
    }
    Some(pixels.iter().map(|v| (v - mean) / deviation).collect())
}
