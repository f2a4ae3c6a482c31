use mien::display::overlay::{Stage, place_chips};
use mien::geometry::BoundingBox;
use proptest::prelude::*;

fn stage() -> Stage {
    Stage {
        width: 640.0,
        height: 480.0,
        chip_widths: vec![120.0, 90.0, 70.0],
        ..Stage::default()
    }
}

#[test]
fn a_chip_sits_above_its_box_and_below_it_at_the_top_edge() {
    let stage = stage();
    let low = BoundingBox::new(100.0, 200.0, 80.0, 80.0);
    let high = BoundingBox::new(400.0, 5.0, 80.0, 80.0);
    let chips = place_chips(&stage, &[(low, Some(0)), (high, Some(1))]);
    assert!(chips[0].bottom() <= low.y && chips[0].bottom() > low.y - 10.0);
    assert!(chips[1].y >= high.bottom() && chips[1].y < high.bottom() + 10.0);
    assert_eq!((chips[0].width, chips[1].width), (120.0, 90.0));
}

#[test]
fn the_mirror_turns_the_place_of_a_box_and_not_its_size() {
    let plain = stage();
    let mirror = Stage {
        mirror: true,
        ..stage()
    };
    let face = BoundingBox::new(100.0, 50.0, 200.0, 100.0);
    let source = (1280, 960);
    assert_eq!(
        plain.outline(&face, source),
        BoundingBox::new(50.0, 25.0, 100.0, 50.0)
    );
    assert_eq!(
        mirror.outline(&face, source),
        BoundingBox::new(490.0, 25.0, 100.0, 50.0)
    );
}

#[test]
fn a_chip_whose_place_is_taken_rather_goes_below_than_over_a_face() {
    let left = BoundingBox::new(100.0, 200.0, 80.0, 80.0);
    let right = BoundingBox::new(190.0, 200.0, 80.0, 80.0);
    let chips = place_chips(&stage(), &[(left, Some(0)), (right, Some(0))]);
    for chip in &chips {
        assert_eq!(chip.intersection(&left) + chip.intersection(&right), 0.0);
    }
}

#[test]
fn a_chip_whose_place_is_taken_moves_aside_rather_than_away_from_its_box() {
    // As two people beside each other, the further one at the top edge: its chip has to go below,
    // where the other one's is.
    let (near, far) = (
        BoundingBox::new(110.0, 162.0, 85.0, 110.0),
        BoundingBox::new(208.0, 8.0, 80.0, 100.0),
    );
    let stage = Stage {
        chip_widths: vec![150.0],
        chip_height: 30.0,
        ..stage()
    };
    let chips = place_chips(&stage, &[(near, Some(0)), (far, Some(0))]);
    assert!(chips[0].bottom() <= near.y, "{:?}", chips[0]);
    assert!(chips[1].y < far.bottom() + 10.0, "{:?}", chips[1]);
    assert!(chips[1].x < far.right(), "{:?}", chips[1]);
}

proptest! {
    #[test]
    fn chips_stay_on_the_stage_and_apart_from_each_other(
        faces in prop::collection::vec((-100.0f32..700.0, -100.0f32..560.0, 10.0f32..300.0, 0usize..3), 0..12),
    ) {
        let stage = stage();
        let faces: Vec<_> = faces
            .into_iter()
            .map(|(x, y, size, class)| (BoundingBox::new(x, y, size, size), (class < 2).then_some(class)))
            .collect();
        let chips = place_chips(&stage, &faces);
        prop_assert_eq!(chips.len(), faces.len());
        for (i, chip) in chips.iter().enumerate() {
            prop_assert!(chip.x >= 0.0 && chip.y >= 0.0 && chip.right() <= 640.01 && chip.bottom() <= 480.01);
            prop_assert!(chips[..i].iter().all(|other| chip.intersection(other) <= 0.0));
        }
    }
}

#[test]
fn a_stage_without_size_is_refused() {
    for width in [0.0, -5.0, f32::NAN, f32::INFINITY] {
        assert!(Stage { width, ..stage() }.validate().is_err());
    }
}
