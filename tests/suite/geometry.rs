use mien::geometry::{BoundingBox, Point, SimilarityTransform};
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
