//! Which face is which from frame to frame, and the steadied copy of a prediction that is
//! displayed. Raw predictions are never changed: they only receive an id.

use crate::expression::Probabilities;
use crate::geometry::BoundingBox;

/// The name of a face while it stays in the picture; counts up from 1.
pub type TrackId = u32;

/// How faces are followed and steadied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrackOptions {
    /// Whether boxes and probabilities are steadied for display.
    pub smoothing: bool,
    /// Whether the latest answers about face and mirror image are averaged for display.
    pub average_mirrored: bool,
    /// Below this probability a face is displayed as unsure, 0 to 1.
    pub threshold: f32,
}

/// A face that was seen in this frame, as the tracker is told of it.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a> {
    /// Where, in source pixels.
    pub bounds: BoundingBox,
    /// What it looks like.
    pub probabilities: &'a Probabilities,
    /// Whether that was said of its mirror image.
    pub mirrored: bool,
}

/// A face as it is displayed.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Stays the same while the face stays in the picture.
    pub id: TrackId,
    /// Steadied box in source pixels.
    pub bounds: BoundingBox,
    /// Steadied probabilities.
    pub probabilities: Probabilities,
    /// The displayed class; `None` while no class reaches the threshold.
    pub class: Option<usize>,
    seen: f64,
    latest: Answer,
}

/// What was said of a face in its last frame.
#[derive(Debug, Clone, PartialEq)]
struct Answer {
    probabilities: Probabilities,
    mirrored: bool,
}

impl Answer {
    fn of(observation: &Observation) -> Self {
        Self {
            probabilities: observation.probabilities.clone(),
            mirrored: observation.mirrored,
        }
    }
}

/// A face that is out of sight keeps its id for this long, ms.
const FORGET_AFTER: f64 = 600.0;

/// After a pause as long as this, ms, of a tab or of the whole device, nobody is known to be who was
/// there; slow devices take less for a frame.
const PAUSE: f64 = 3000.0;

/// A face that the detector misses stays displayed for this long, ms: bridges a blink of the
/// detector without leaving ghosts.
const SHOW_UNSEEN: f64 = 200.0;

/// Time constant of the steadied probabilities, ms: a change is 63 % visible after it.
const PROBABILITY_TIME: f64 = 160.0;

/// Time constant of a box at rest, ms; a moving box follows faster.
const BOX_TIME: f64 = 120.0;

/// Another class must lead the displayed one by this much to replace it.
const LABEL_LEAD: f32 = 0.06;

/// A displayed class gives way to "unsure" only this far below the threshold.
const UNSURE_MARGIN: f32 = 0.04;

/// Another face becomes the main one when its box is this much larger.
const MAIN_LEAD: f32 = 1.3;

/// Follows faces from frame to frame.
#[derive(Debug, Default)]
pub struct Tracker {
    tracks: Vec<Track>,
    last_id: TrackId,
    main: Option<TrackId>,
}

impl Tracker {
    /// Forgets all faces; ids go on counting.
    pub fn reset(&mut self) {
        self.tracks.clear();
        self.main = None;
    }

    /// Takes in the faces of the frame at `time` (ms, not decreasing; a step back counts as a
    /// new source) and gives each its id, in the order of `observations`.
    pub fn update(
        &mut self,
        time: f64,
        observations: &[Observation],
        options: &TrackOptions,
    ) -> Vec<TrackId> {
        if self.tracks.iter().any(|t| t.seen > time) {
            self.reset();
        }
        self.tracks.retain(|t| time - t.seen <= PAUSE);
        let partner = match_faces(&self.tracks, observations);
        let mut ids = Vec::with_capacity(observations.len());
        for (observation, partner) in observations.iter().zip(partner) {
            match partner {
                Some(index) => {
                    let track = &mut self.tracks[index];
                    track.follow(time, observation, options);
                    ids.push(track.id);
                }
                None => {
                    self.last_id += 1;
                    ids.push(self.last_id);
                    self.tracks
                        .push(Track::begin(self.last_id, time, observation, options));
                }
            }
        }
        self.tracks.retain(|t| time - t.seen <= FORGET_AFTER);
        self.choose_main(time);
        ids
    }

    /// The faces to display at `time`, oldest first.
    pub fn shown(&self, time: f64) -> impl Iterator<Item = &Track> {
        self.tracks
            .iter()
            .filter(move |t| time - t.seen <= SHOW_UNSEEN)
    }

    /// The face whose bars are displayed: the largest, but a face that already is the main one
    /// stays until another is clearly larger.
    pub fn main(&self) -> Option<TrackId> {
        self.main
    }

    fn choose_main(&mut self, time: f64) {
        let largest = self
            .shown(time)
            .max_by(|a, b| a.bounds.area().total_cmp(&b.bounds.area()));
        let current = self.shown(time).find(|t| Some(t.id) == self.main);
        self.main = match (largest, current) {
            (Some(l), Some(c)) if l.bounds.area() < c.bounds.area() * MAIN_LEAD => Some(c.id),
            (largest, _) => largest.map(|t| t.id),
        };
    }
}

impl Track {
    fn begin(id: TrackId, time: f64, observation: &Observation, options: &TrackOptions) -> Self {
        let answer = Answer::of(observation);
        Self {
            id,
            bounds: observation.bounds,
            class: chosen(&answer.probabilities, options.threshold),
            probabilities: answer.probabilities.clone(),
            seen: time,
            latest: answer,
        }
    }

    fn follow(&mut self, time: f64, observation: &Observation, options: &TrackOptions) {
        let answer = Answer::of(observation);
        let of_both_sides = options.average_mirrored && answer.mirrored != self.latest.mirrored;
        let probabilities = match of_both_sides {
            true => answer.probabilities.mean(&self.latest.probabilities),
            false => answer.probabilities.clone(),
        };
        self.latest = answer;
        let elapsed = time - self.seen;
        self.seen = time;
        if !options.smoothing {
            self.bounds = observation.bounds;
            self.class = chosen(&probabilities, options.threshold);
            self.probabilities = probabilities;
            return;
        }
        let share = |constant: f64| (1.0 - (-elapsed / constant).exp()) as f32;
        self.probabilities
            .blend(&probabilities, share(PROBABILITY_TIME));
        self.bounds = follow_box(&self.bounds, &observation.bounds, elapsed);
        self.class = settle(self.class, &self.probabilities, options.threshold);
    }
}

/// The likeliest class, where it reaches the threshold.
fn chosen(probabilities: &Probabilities, threshold: f32) -> Option<usize> {
    let (class, probability) = probabilities.argmax();
    (probability >= threshold).then_some(class)
}

/// A box at rest is steadied, a moving one is followed: the time constant falls with the distance
/// moved, the idea of the one-euro filter (Casiez, Roussel and Vogel, 2012).
fn follow_box(from: &BoundingBox, to: &BoundingBox, elapsed: f64) -> BoundingBox {
    let size = (to.width + to.height).max(1.0) / 2.0;
    let moved = [
        to.x - from.x,
        to.y - from.y,
        to.right() - from.right(),
        to.bottom() - from.bottom(),
    ]
    .into_iter()
    .fold(0.0f32, |most, d| most.max(d.abs()))
        / size;
    let constant = BOX_TIME / (1.0 + 40.0 * f64::from(moved));
    let share = (1.0 - (-elapsed / constant).exp()) as f32;
    let mix = |a: f32, b: f32| a + (b - a) * share;
    BoundingBox::new(
        mix(from.x, to.x),
        mix(from.y, to.y),
        mix(from.width, to.width),
        mix(from.height, to.height),
    )
}

/// The class to display, with hysteresis in both decisions: which class, and whether any.
fn settle(current: Option<usize>, probabilities: &Probabilities, threshold: f32) -> Option<usize> {
    let Some(class) = current else {
        return chosen(probabilities, threshold);
    };
    let (top, probability) = probabilities.argmax();
    let held = probabilities.values().get(class).copied().unwrap_or(0.0);
    let (class, value) = if probability - held > LABEL_LEAD {
        (top, probability)
    } else {
        (class, held)
    };
    (value >= threshold - UNSURE_MARGIN).then_some(class)
}

/// For every observation the index of the track it continues: pairs with the largest overlap first,
/// then pairs whose centres are closer than half a face.
fn match_faces(tracks: &[Track], observations: &[Observation]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (s, observation) in observations.iter().enumerate() {
        for (t, track) in tracks.iter().enumerate() {
            let (a, b) = (&observation.bounds, &track.bounds);
            let overlap = a.iou(b);
            let (p, q) = (a.center(), b.center());
            let size = (a.width + b.width + a.height + b.height).max(1.0) / 4.0;
            let apart = (p.x - q.x).hypot(p.y - q.y) / size;
            if overlap > 0.1 || apart < 0.5 {
                pairs.push((overlap - 0.1 * apart, s, t));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut partner = vec![None; observations.len()];
    let mut taken = vec![false; tracks.len()];
    for (_, s, t) in pairs {
        if partner[s].is_none() && !taken[t] {
            partner[s] = Some(t);
            taken[t] = true;
        }
    }
    partner
}
