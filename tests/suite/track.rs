use mien::display::overlay::Stage;
use mien::display::report::shown_faces;
use mien::display::track::{Observation, TrackOptions, Tracker};
use mien::expression::Probabilities;
use mien::geometry::BoundingBox;
use proptest::prelude::*;

const OPTIONS: TrackOptions = TrackOptions {
    smoothing: true,
    average_mirrored: true,
    threshold: 0.4,
};

fn face(x: f32, y: f32, size: f32) -> BoundingBox {
    BoundingBox::new(x, y, size, size)
}

/// Probabilities of three classes.
fn shares(values: [f32; 3]) -> Probabilities {
    Probabilities::from_logits(&values.map(|v| v.max(1e-6).ln()), 1.0)
}

fn see(tracker: &mut Tracker, time: f64, faces: &[(BoundingBox, &Probabilities)]) -> Vec<u32> {
    let observations: Vec<_> = faces
        .iter()
        .map(|&(bounds, probabilities)| Observation {
            bounds,
            probabilities,
            mirrored: false,
        })
        .collect();
    tracker.update(time, &observations, &OPTIONS)
}

#[test]
fn faces_keep_their_ids_while_they_move_and_swap_order() {
    let mut tracker = Tracker::default();
    let p = shares([0.6, 0.2, 0.2]);
    let first = see(
        &mut tracker,
        0.0,
        &[(face(0.0, 0.0, 80.0), &p), (face(300.0, 0.0, 80.0), &p)],
    );
    for step in 1..20 {
        let shift = step as f32 * 6.0;
        let ids = see(
            &mut tracker,
            f64::from(step) * 33.0,
            &[
                (face(300.0 - shift, 10.0, 80.0), &p),
                (face(shift, 0.0, 80.0), &p),
            ],
        );
        assert_eq!(ids, [first[1], first[0]]);
    }
}

#[test]
fn a_face_that_left_comes_back_as_a_new_one_but_a_blink_of_the_detector_is_bridged() {
    let mut tracker = Tracker::default();
    let p = shares([0.6, 0.2, 0.2]);
    let at = face(50.0, 50.0, 80.0);
    let id = see(&mut tracker, 0.0, &[(at, &p)])[0];
    see(&mut tracker, 100.0, &[]);
    assert_eq!(
        tracker.shown(100.0).count(),
        1,
        "still displayed for a moment"
    );
    assert_eq!(see(&mut tracker, 300.0, &[(at, &p)]), [id]);
    see(&mut tracker, 600.0, &[]);
    assert_eq!(tracker.shown(600.0).count(), 0, "no ghost");
    see(&mut tracker, 1000.0, &[]);
    assert_ne!(see(&mut tracker, 1100.0, &[(at, &p)]), [id]);
}

#[test]
fn a_box_at_rest_is_steadied_and_a_moving_one_is_followed() {
    let mut tracker = Tracker::default();
    let p = shares([0.6, 0.2, 0.2]);
    let mut spread = 0.0f32;
    for i in 0..60 {
        let jitter = if i % 2 == 0 { 1.0 } else { -1.0 };
        see(
            &mut tracker,
            f64::from(i) * 33.0,
            &[(face(100.0 + jitter, 100.0, 100.0), &p)],
        );
        if i > 20 {
            let x = tracker.shown(f64::from(i) * 33.0).next().unwrap().bounds.x;
            spread = spread.max((x - 100.0).abs());
        }
    }
    assert!(spread < 0.6, "a jitter of 1 px is displayed as {spread}");
    for i in 60..70 {
        let x = 100.0 + (i - 59) as f32 * 20.0;
        see(
            &mut tracker,
            f64::from(i) * 33.0,
            &[(face(x, 100.0, 100.0), &p)],
        );
        let shown = tracker.shown(f64::from(i) * 33.0).next().unwrap().bounds.x;
        assert!(
            (shown - x).abs() < 8.0,
            "the box lags {} px behind",
            (shown - x).abs()
        );
    }
}

#[test]
fn a_label_does_not_flicker_between_equals_but_follows_a_real_change() {
    let mut tracker = Tracker::default();
    let at = face(0.0, 0.0, 100.0);
    let (a, b) = (shares([0.51, 0.49, 0.0]), shares([0.49, 0.51, 0.0]));
    let mut classes = Vec::new();
    for i in 0..40 {
        let p = if i % 2 == 0 { &a } else { &b };
        see(&mut tracker, f64::from(i) * 33.0, &[(at, p)]);
        classes.push(tracker.shown(f64::from(i) * 33.0).next().unwrap().class);
    }
    assert!(classes.iter().all(|c| *c == Some(0)));
    let changed = shares([0.05, 0.9, 0.05]);
    for i in 40..52 {
        see(&mut tracker, f64::from(i) * 33.0, &[(at, &changed)]);
    }
    assert_eq!(tracker.shown(51.0 * 33.0).next().unwrap().class, Some(1));
}

#[test]
fn under_the_threshold_a_face_is_unsure() {
    let mut tracker = Tracker::default();
    let at = face(0.0, 0.0, 100.0);
    see(&mut tracker, 0.0, &[(at, &shares([0.35, 0.33, 0.32]))]);
    assert_eq!(tracker.shown(0.0).next().unwrap().class, None);
    for i in 1..30 {
        see(
            &mut tracker,
            f64::from(i) * 33.0,
            &[(at, &shares([0.8, 0.1, 0.1]))],
        );
    }
    assert_eq!(tracker.shown(29.0 * 33.0).next().unwrap().class, Some(0));
}

#[test]
fn raw_predictions_are_displayed_as_they_are_without_smoothing() {
    let mut tracker = Tracker::default();
    let plain = TrackOptions {
        smoothing: false,
        ..OPTIONS
    };
    for (i, x) in [0.0f32, 30.0, 10.0].into_iter().enumerate() {
        let p = shares([0.2 + 0.1 * i as f32, 0.3, 0.3]);
        let observation = Observation {
            bounds: face(x, 0.0, 100.0),
            probabilities: &p,
            mirrored: false,
        };
        tracker.update(i as f64 * 33.0, &[observation], &plain);
        let shown = tracker.shown(i as f64 * 33.0).next().unwrap();
        assert_eq!((shown.bounds.x, &shown.probabilities), (x, &p));
    }
}

#[test]
fn what_is_said_of_face_and_mirror_image_is_averaged_for_display() {
    let (seen, mirrored) = (shares([0.6, 0.2, 0.2]), shares([0.2, 0.6, 0.2]));
    let displayed = |average_mirrored, smoothing, sides: &[(&Probabilities, bool)]| {
        let mut tracker = Tracker::default();
        let options = TrackOptions {
            average_mirrored,
            smoothing,
            ..OPTIONS
        };
        for (i, &(probabilities, mirrored)) in sides.iter().enumerate() {
            let observation = Observation {
                bounds: face(0.0, 0.0, 100.0),
                probabilities,
                mirrored,
            };
            tracker.update(i as f64 * 33.0, &[observation], &options);
        }
        let time = (sides.len() - 1) as f64 * 33.0;
        tracker.shown(time).next().unwrap().probabilities.clone()
    };
    let (a, b) = ((&seen, false), (&mirrored, true));
    let mean = seen.mean(&mirrored);
    for (sides, expected) in [
        (&[a][..], &seen),
        (&[a, b], &mean),
        (&[a, b, a], &mean),
        (&[b, a], &mean),
        // Two of one side, as after switching it off: the latest alone.
        (&[a, b, b], &mirrored),
    ] {
        assert_eq!(displayed(true, false, sides), *expected, "{sides:?}");
    }
    assert_eq!(displayed(false, false, &[a, b]), mirrored);
    let steady = displayed(true, true, &[a, b].repeat(30));
    for (value, expected) in steady.values().iter().zip(mean.values()) {
        assert!((value - expected).abs() < 1e-3, "{steady:?}");
    }
}

#[test]
fn the_main_face_is_the_largest_and_does_not_change_for_a_little() {
    let mut tracker = Tracker::default();
    let p = shares([0.6, 0.2, 0.2]);
    let frame = |a: f32, b: f32| {
        [
            (face(0.0, 0.0, a), &p).to_owned(),
            (face(300.0, 0.0, b), &p),
        ]
    };
    let ids = see(&mut tracker, 0.0, &frame(100.0, 80.0));
    assert_eq!(tracker.main(), Some(ids[0]));
    see(&mut tracker, 500.0, &frame(100.0, 105.0));
    assert_eq!(
        tracker.main(),
        Some(ids[0]),
        "a little larger is not enough"
    );
    for i in 0..10 {
        see(
            &mut tracker,
            600.0 + f64::from(i) * 33.0,
            &frame(100.0, 180.0),
        );
    }
    assert_eq!(tracker.main(), Some(ids[1]));
}

#[test]
fn after_a_pause_nothing_that_was_said_before_counts() {
    let at = face(0.0, 0.0, 50.0);
    let (before, after) = (shares([0.9, 0.05, 0.05]), shares([0.4, 0.45, 0.15]));
    for (pause, same) in [(1_000.0, true), (10_000.0, false), (3_600_000.0, false)] {
        let mut tracker = Tracker::default();
        let id = see(&mut tracker, 0.0, &[(at, &before)])[0];
        assert_eq!(see(&mut tracker, pause, &[(at, &after)]) == [id], same);
        let shown: Vec<_> = tracker.shown(pause).collect();
        assert_eq!(shown.len(), 1, "no ghost after {pause} ms");
        assert_eq!(shown[0].class == Some(1), !same, "after {pause} ms");
    }
}

#[test]
fn a_step_back_in_time_is_a_new_source() {
    let mut tracker = Tracker::default();
    let p = shares([0.6, 0.2, 0.2]);
    let id = see(&mut tracker, 5000.0, &[(face(0.0, 0.0, 50.0), &p)])[0];
    assert_ne!(see(&mut tracker, 0.0, &[(face(0.0, 0.0, 50.0), &p)]), [id]);
}

/// A face in a room of its own: there in some frames, moving a little, sometimes found late.
#[derive(Debug, Clone)]
struct Guest {
    size: f32,
    /// For every frame: whether it is seen, how far it stands from the middle of its room, and its place in the detector's list.
    frames: Vec<(bool, f32, f32, u32)>,
}

const FRAMES: usize = 12;

/// Width and height of a room, px: the largest face in it stays apart from those in the rooms beside.
const ROOM: f32 = 100.0;

fn any_guest() -> impl Strategy<Value = Guest> {
    let frame = (any::<bool>(), -6.0f32..6.0, -6.0f32..6.0, any::<u32>());
    (24.0f32..80.0, prop::collection::vec(frame, FRAMES))
        .prop_map(|(size, frames)| Guest { size, frames })
}

proptest! {
    #[test]
    fn who_stays_keeps_the_id_whoever_comes_and_goes_in_whatever_order(
        guests in prop::collection::vec(any_guest(), 1..9), staying in 1usize..9, smoothing in any::<bool>(),
    ) {
        let mut tracker = Tracker::default();
        let p = shares([0.6, 0.2, 0.2]);
        let options = TrackOptions { smoothing, ..OPTIONS };
        let mut names = vec![None; guests.len()];
        for frame in 0..FRAMES {
            let mut seen: Vec<(usize, BoundingBox, u32)> = Vec::new();
            for (room, guest) in guests.iter().enumerate() {
                let (there, dx, dy, order) = guest.frames[frame];
                if there || room < staying {
                    let (column, row) = ((room % 3) as f32, (room / 3) as f32);
                    let start = |at: f32, moved: f32| at * ROOM + (ROOM - guest.size) / 2.0 + moved;
                    seen.push((room, face(start(column, dx), start(row, dy), guest.size), order));
                }
            }
            seen.sort_by_key(|&(_, _, order)| order);
            let observations: Vec<_> = seen
                .iter()
                .map(|&(_, bounds, _)| Observation { bounds, probabilities: &p, mirrored: false })
                .collect();
            let time = frame as f64 * 33.0;
            let ids = tracker.update(time, &observations, &options);
            for (&(room, ..), id) in seen.iter().zip(&ids) {
                if room < staying {
                    prop_assert_eq!(*names[room].get_or_insert(*id), *id, "frame {}, room {}", frame, room);
                }
            }
            let mut different = ids.clone();
            different.sort_unstable();
            different.dedup();
            prop_assert_eq!(different.len(), ids.len(), "two faces have one id: {:?}", ids);
            for track in tracker.shown(time) {
                prop_assert!(track.bounds.is_valid(), "{:?}", track.bounds);
            }
        }
    }

    #[test]
    fn what_is_drawn_is_finite_and_chips_stay_on_the_stage(
        boxes in prop::collection::vec(
            (-1e4f32..1e4, -1e4f32..1e4, 1e-3f32..1e4, 1e-3f32..1e4), 1..6,
        ),
        width in 1usize..4096, height in 1usize..4096, mirror in any::<bool>(),
    ) {
        let mut tracker = Tracker::default();
        let p = shares([0.6, 0.2, 0.2]);
        let stage = Stage { mirror, ..Stage::default() };
        for (frame, shift) in [0.0f32, 1.0, -900.0].into_iter().enumerate() {
            let time = frame as f64 * 33.0;
            let seen: Vec<_> = boxes
                .iter()
                .map(|&(x, y, w, h)| (BoundingBox::new(x + shift, y - shift, w, h), &p))
                .collect();
            see(&mut tracker, time, &seen);
            for shown in shown_faces(&tracker, &stage, (width, height), time) {
                prop_assert!(shown.outline.is_valid(), "{:?}", shown.outline);
                let chip = shown.chip;
                prop_assert!(chip.is_valid() && chip.x >= 0.0 && chip.y >= 0.0, "{chip:?}");
                prop_assert!(chip.right() <= stage.width + 0.01 && chip.bottom() <= stage.height + 0.01, "{chip:?}");
                prop_assert!((0.0..=1.0).contains(&shown.value));
            }
        }
    }
}
