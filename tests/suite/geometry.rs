use mien::geometry::{BoundingBox, Landmarks, Point, SimilarityTransform, Turn};
use proptest::prelude::*;

fn any_transform() -> impl Strategy<Value = SimilarityTransform> {
    (
        0.05f32..20.0,
        -3.1f32..3.1,
        -500.0f32..500.0,
        -500.0f32..500.0,
    )
        .prop_map(|(scale, angle, tx, ty)| SimilarityTransform {
            a: scale * angle.cos(),
            b: scale * angle.sin(),
            tx,
            ty,
        })
}

fn any_box() -> impl Strategy<Value = BoundingBox> {
    (
        -200.0f32..800.0,
        -200.0f32..800.0,
        0.5f32..400.0,
        0.5f32..400.0,
    )
        .prop_map(|(x, y, width, height)| BoundingBox::new(x, y, width, height))
}

fn close(a: Point, b: Point, tolerance: f32) -> bool {
    (a.x - b.x).hypot(a.y - b.y) <= tolerance
}

const FACE: [Point; 5] = [
    Point::new(15.0, 18.0),
    Point::new(33.0, 18.0),
    Point::new(24.0, 28.0),
    Point::new(16.0, 36.0),
    Point::new(31.0, 37.0),
];

const TURNS: [Turn; 4] = [Turn::None, Turn::Quarter, Turn::Half, Turn::ThreeQuarters];

proptest! {
    #[test]
    fn a_transform_and_its_inverse_lead_back(t in any_transform(), x in -100.0f32..100.0, y in -100.0f32..100.0) {
        let start = Point::new(x, y);
        let back = t.inverse().expect("the scale is not zero").apply(t.apply(start));
        prop_assert!(close(start, back, 0.05), "{start:?} came back as {back:?}");
    }

    #[test]
    fn fitting_finds_the_transform_that_moved_the_points(t in any_transform()) {
        let moved = FACE.map(|p| t.apply(p));
        let found = SimilarityTransform::fit(&FACE, &moved).expect("five different points");
        for p in FACE {
            prop_assert!(close(found.apply(p), t.apply(p), 0.05));
        }
        prop_assert!((found.scale() - t.scale()).abs() < 1e-3 * t.scale());
    }

    #[test]
    fn one_transform_after_another_is_their_composition(t in any_transform(), u in any_transform()) {
        let both = t.then(&u);
        for p in FACE {
            let expected = u.apply(t.apply(p));
            let tolerance = 1e-4 * (expected.x.abs() + expected.y.abs() + 500.0);
            prop_assert!(close(both.apply(p), expected, tolerance));
        }
    }

    #[test]
    fn the_way_back_from_two_transforms_is_the_ways_back_in_turn(t in any_transform(), u in any_transform()) {
        let inverse = |t: &SimilarityTransform| t.inverse().expect("the scale is not zero");
        let back = inverse(&t.then(&u));
        let one_by_one = inverse(&u).then(&inverse(&t));
        for p in FACE.map(|p| u.apply(t.apply(p))) {
            let tolerance = 1e-3 * (p.x.abs() + p.y.abs() + 500.0) / t.then(&u).scale();
            prop_assert!(close(back.apply(p), one_by_one.apply(p), tolerance));
        }
    }

    #[test]
    fn a_turn_and_its_way_back_leave_everything_where_it_was(
        bounds in any_box(), width in 1.0f32..2048.0, height in 1.0f32..2048.0,
    ) {
        let size = (width, height);
        let landmarks = Landmarks(FACE);
        for turn in TURNS {
            let turned = turn.size(size);
            let there = turn.bounds(&bounds, size);
            prop_assert!((there.area() - bounds.area()).abs() < 1.0);
            let back = turn.back().bounds(&there, turned);
            prop_assert!(close(Point::new(back.x, back.y), Point::new(bounds.x, bounds.y), 1e-2));
            prop_assert_eq!((back.width, back.height), (bounds.width, bounds.height));
            let back = turn.back().landmarks(&turn.landmarks(&landmarks, size), turned);
            prop_assert!(back.0.iter().zip(FACE).all(|(a, b)| close(*a, b, 1e-2)));
        }
    }

    #[test]
    fn four_quarter_turns_are_none_and_two_are_a_half(
        x in -100.0f32..2148.0, y in -100.0f32..2148.0, width in 1.0f32..2048.0, height in 1.0f32..2048.0,
    ) {
        let start = Point::new(x, y);
        let mut seen = vec![(start, (width, height))];
        for i in 0..4 {
            let (point, size) = seen[i];
            seen.push((Turn::Quarter.point(point, size), Turn::Quarter.size(size)));
        }
        for (turn, (point, size)) in TURNS.iter().zip(&seen) {
            prop_assert!(close(turn.point(start, (width, height)), *point, 1e-2), "{turn:?}");
            prop_assert_eq!(turn.size((width, height)), *size);
        }
        prop_assert!(close(seen[4].0, start, 1e-2) && seen[4].1 == (width, height));
    }

    #[test]
    fn a_turned_picture_has_its_pixels_where_their_middles_go(width in 1usize..12, height in 1usize..12) {
        for turn in TURNS {
            let turned = turn.pixels((width, height), |x, y| (x, y));
            let (columns, rows) = turn.size((width, height));
            prop_assert_eq!(turned.len(), columns * rows);
            for (i, &(x, y)) in turned.iter().enumerate() {
                let middle = Point::new(x as f32 + 0.5, y as f32 + 0.5);
                let there = turn.point(middle, (width as f32, height as f32));
                prop_assert_eq!((there.x as usize, there.y as usize), (i % columns, i / columns));
            }
        }
    }

    #[test]
    fn overlap_is_symmetric_between_0_and_1_and_1_with_itself(a in any_box(), b in any_box()) {
        prop_assert_eq!(a.iou(&b), b.iou(&a));
        prop_assert!((0.0..=1.0001).contains(&a.iou(&b)));
        prop_assert!((a.iou(&a) - 1.0).abs() < 1e-4);
    }
}

#[test]
fn points_in_one_place_carry_no_transform() {
    let same = [Point::new(3.0, 3.0); 5];
    assert_eq!(SimilarityTransform::fit(&same, &FACE), None);
    let broken = [Point::new(f32::NAN, 0.0); 5];
    assert_eq!(SimilarityTransform::fit(&broken, &FACE), None);
    assert_eq!(SimilarityTransform::fit(&[], &[]), None);
}
