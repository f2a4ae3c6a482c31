use burn::tensor::Device;
use mien::display::overlay::Stage;
use mien::expression::Probabilities;
use mien::geometry::{BoundingBox, Point, Turn};
use mien::image::{Frame, PixelFormat};
use mien::recognizer::{DetectorName, FoundBoxes, Input, OtherModel, Report, Settings, Subject};
use mien::studio::import::fer::FER2013_LABELS;

use crate::support::{Picture, known_faces, recognize, recognizer, report};

fn report_of(name: &str) -> Report {
    report(&Picture::shipped(name))
}

#[test]
fn every_face_gets_a_label_and_probabilities_that_sum_to_1() {
    for (name, known) in known_faces() {
        let report = report_of(&name);
        assert_eq!(report.faces.len(), known.len(), "{name}");
        for face in &report.faces {
            let values = face.probabilities.values.values();
            assert!((values.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{name}");
            assert_eq!(values.len(), FER2013_LABELS.len());
            assert!(FER2013_LABELS.contains(&face.label.as_str()));
            assert!((0.0..=1.0).contains(&face.probability) && face.id > 0);
        }
    }
}

#[test]
fn the_report_has_the_form_that_the_page_and_other_programs_read() {
    let json = serde_json::to_value(report_of("astronaut.jpg")).unwrap();
    let face = &json["faces"][0];
    for key in ["x", "y", "width", "height"] {
        assert!(face["box"][key].is_number(), "{key}");
    }
    assert_eq!(face["landmarks"].as_array().unwrap().len(), 5);
    assert!(face["landmarks"][0]["x"].is_number());
    let labels: Vec<_> = face["probabilities"].as_object().unwrap().keys().collect();
    assert_eq!(labels.len(), 7);
    assert!(labels.iter().all(|l| FER2013_LABELS.contains(&l.as_str())));
    assert_eq!(json["bars"].as_array().unwrap().len(), 7);
    assert_eq!(json["bars"][0]["label"], "Anger");
    let shown = &json["shown"][0];
    assert_eq!(shown["class"], 3);
    assert_eq!(shown["main"], true);
}

#[test]
fn an_empty_picture_is_an_empty_list_and_no_error() {
    let report = report_of("nobody.jpg");
    assert!(report.faces.is_empty() && report.shown.is_empty() && report.bars.is_empty());
}

#[test]
fn the_mirror_moves_the_drawing_and_not_the_prediction() {
    let mut recognizer = recognizer(&Device::flex());
    let picture = Picture::shipped("frame-1.jpg");
    let frame = picture.frame();
    let mut with = |mirror| {
        let stage = Stage {
            mirror,
            ..Stage::default()
        };
        recognizer
            .set_settings(Settings {
                stage,
                ..Settings::default()
            })
            .unwrap();
        recognizer.reset();
        recognize(&mut recognizer, &frame)
    };
    let (plain, mirrored) = (with(false), with(true));
    assert_eq!(plain.faces[0].bounds, mirrored.faces[0].bounds);
    let (a, b) = (plain.shown[0].outline, mirrored.shown[0].outline);
    assert!((a.x + b.x + a.width - 640.0).abs() < 0.01);
}

#[test]
fn a_mirrored_picture_gets_the_same_face_on_the_other_side() {
    let picture = Picture::shipped("frame-1.jpg");
    let mirrored = picture.mirrored();
    let find = |picture: &Picture| report(picture).faces[0].bounds;
    let (a, b) = (find(&picture), find(&mirrored));
    assert!(
        (a.center().x + b.center().x - 640.0).abs() < 8.0,
        "{a:?} {b:?}"
    );
}

#[test]
fn pictures_are_answered_the_same_where_blue_comes_before_red() {
    let known = |report: Report| {
        let faces = report.faces.into_iter();
        let known = faces.map(|face| (face.bounds, face.landmarks, face.probabilities));
        known.collect::<Vec<_>>()
    };
    let upright = Picture::shipped("frame-6.jpg");
    for picture in [upright.turned(Turn::Quarter), upright] {
        let rgba = picture.frame();
        let pixels = rgba.pixels().as_chunks::<4>().0.iter();
        let bgrx: Vec<u8> = pixels.flat_map(|&[r, g, b, _]| [b, g, r, 7]).collect();
        let bgrx = Frame::new(&bgrx, rgba.width(), rgba.height()).unwrap();
        let frames = [rgba, bgrx.with_format(PixelFormat::Bgrx)];
        let mut recognizer = recognizer(&Device::flex());
        let [faces, same] = frames.map(|frame| known(recognize(&mut recognizer, &frame)));
        assert_eq!(faces.len(), 6);
        assert_eq!(faces, same);

        let boxes: Vec<_> = faces.iter().map(|face| face.0).collect();
        let [faces, same] = frames.map(|frame| {
            let found = Some(FoundBoxes {
                boxes: &boxes,
                took: 0.0,
            });
            let input = Input {
                found,
                ..Input::still(&frame)
            };
            recognizer.reset();
            let report = recognizer.recognize(&frame, input, || 0.0);
            known(report.unwrap())
        });
        assert_eq!(faces, same);

        // Another network is handed what it can read.
        recognizer.use_model(OtherModel {
            ask: Box::new(|frame, parts| {
                let rgba = frame.rgba();
                let mut shades = [0.0f32; 2];
                for [red, _, blue, _] in rgba.as_chunks().0 {
                    shades[0] += f32::from(*red) / 255.0;
                    shades[1] += f32::from(*blue) / 255.0;
                }
                let share = shades[0] / (shades[0] + shades[1]);
                let answer = Probabilities::from_logits(&[share, 1.0 - share], 1.0);
                Ok(vec![answer; parts.len()])
            }),
            ..other_model(Subject::Faces)
        });
        let [faces, same] = frames.map(|frame| known(recognize(&mut recognizer, &frame)));
        assert_eq!(faces, same);
    }
}

#[test]
fn boxes_of_another_detector_receive_landmarks_inside() {
    let mut recognizer = recognizer(&Device::flex());
    let picture = Picture::shipped("frame-6.jpg");
    let frame = picture.frame();
    let own = recognize(&mut recognizer, &frame).faces;
    let boxes: Vec<_> = own.iter().map(|d| d.bounds).collect();
    let mut locate = |boxes: &[BoundingBox]| {
        let input = Input {
            found: Some(FoundBoxes { boxes, took: 7.0 }),
            ..Input::still(&frame)
        };
        recognizer.reset();
        let report = recognizer.recognize(&frame, input, || 0.0).unwrap();
        assert_eq!(report.detector, DetectorName::Browser);
        assert_eq!(report.timing.detect, 7.0);
        report.faces
    };
    let located = locate(&boxes);
    assert_eq!(located.len(), own.len());
    for (a, b) in own.iter().zip(&located) {
        assert_eq!(a.bounds, b.bounds);
        // A cut-out is seen at another scale than the whole frame: single points may differ.
        let apart = |(p, q): (&Point, &Point)| (p.x - q.x).hypot(p.y - q.y) / a.bounds.width;
        let mean = a
            .landmarks
            .unwrap()
            .0
            .iter()
            .zip(&b.landmarks.unwrap().0)
            .map(apart)
            .sum::<f32>()
            / 5.0;
        assert!(mean < 0.1, "landmarks differ by {mean} of the face's width");
    }
    // A box where the built-in detector sees nothing keeps its place and gets the usual landmarks.
    let nowhere = BoundingBox::new(600.0, 440.0, 30.0, 30.0);
    let located = locate(&[nowhere]);
    assert_eq!(located[0].bounds, nowhere);
    assert!(located[0].landmarks.unwrap().is_valid());
}

#[test]
fn settings_outside_their_range_change_nothing() {
    let mut recognizer = recognizer(&Device::flex());
    let before = recognizer.settings().clone();
    let wrong = [
        Settings {
            threshold: Some(2.0),
            ..Settings::default()
        },
        Settings {
            detector_size: 1,
            ..Settings::default()
        },
        Settings {
            min_score: -1.0,
            ..Settings::default()
        },
        Settings {
            max_faces: 0,
            ..Settings::default()
        },
        Settings {
            min_face: f32::NAN,
            ..Settings::default()
        },
        Settings {
            region: Some(BoundingBox::new(0.0, 0.0, 0.0, 1.0)),
            ..Settings::default()
        },
        Settings {
            stage: Stage {
                width: 0.0,
                ..Stage::default()
            },
            ..Settings::default()
        },
    ];
    for settings in wrong {
        assert_eq!(
            recognizer
                .set_settings(settings)
                .expect_err("out of range")
                .code(),
            "limit"
        );
        assert_eq!(*recognizer.settings(), before);
    }
}

#[test]
fn number_size_and_place_say_which_faces_count() {
    let mut recognizer = recognizer(&Device::flex());
    let picture = Picture::shipped("frame-6.jpg");
    let frame = picture.frame();
    let mut with = |settings: Settings| {
        recognizer.set_settings(settings).unwrap();
        let report = recognize(&mut recognizer, &frame);
        report.faces.into_iter().map(|face| face.bounds).collect()
    };
    let all: Vec<BoundingBox> = with(Settings::default());
    assert_eq!(all.len(), 6);
    let side = |bounds: &BoundingBox| bounds.width.min(bounds.height);

    let mut areas: Vec<f32> = all.iter().map(BoundingBox::area).collect();
    areas.sort_by(|a, b| b.total_cmp(a));
    let largest = with(Settings {
        max_faces: 2,
        ..Settings::default()
    });
    let expected: Vec<_> = all
        .iter()
        .filter(|bounds| bounds.area() >= areas[1])
        .copied()
        .collect();
    assert_eq!(largest, expected, "the two largest, in their order");

    let mut sides: Vec<f32> = all.iter().map(side).collect();
    sides.sort_by(f32::total_cmp);
    let near = with(Settings {
        min_face: sides[3],
        ..Settings::default()
    });
    assert_eq!(near.len(), 3);

    let top_left = with(Settings {
        region: Some(BoundingBox::new(0.0, 0.0, 0.34, 0.5)),
        ..Settings::default()
    });
    assert_eq!(top_left.len(), 1, "the grid's first picture");
}

#[test]
fn a_smaller_copy_of_a_source_is_answered_in_pixels_of_the_source() {
    let mut recognizer = recognizer(&Device::flex());
    let picture = Picture::shipped("frame-1.jpg");
    let frame = picture.frame();
    let own = recognize(&mut recognizer, &frame).faces.remove(0);
    let input = Input {
        source_size: (2 * frame.width(), 3 * frame.height()),
        ..Input::still(&frame)
    };
    recognizer.reset();
    let report = recognizer.recognize(&frame, input, || 0.0).unwrap();
    assert_eq!((report.width, report.height), input.source_size);
    let face = &report.faces[0];
    assert_eq!(face.bounds, own.bounds.scaled(2.0, 3.0));
    assert_eq!(face.landmarks, own.landmarks.map(|of| of.scaled(2.0, 3.0)));
    assert_eq!(face.probabilities.values, own.probabilities.values);
}

#[test]
fn times_are_those_of_the_clock_that_is_handed_in() {
    let mut recognizer = recognizer(&Device::flex());
    let picture = Picture::shipped("frame-1.jpg");
    let frame = picture.frame();
    let asked = std::cell::Cell::new(100.0);
    let clock = || {
        asked.set(asked.get() * 2.0);
        asked.get()
    };
    let input = Input {
        started: 150.0,
        ..Input::still(&frame)
    };
    // Asked four times: 200, 400, 800, 1600.
    let timing = recognizer.recognize(&frame, input, clock).unwrap().timing;
    assert_eq!(
        (timing.detect, timing.classify, timing.total),
        (200.0, 400.0, 1450.0)
    );
}

/// A network of somebody else's that answers with where it was asked to look.
fn other_model(subject: Subject) -> OtherModel {
    OtherModel {
        name: "Halves".into(),
        labels: vec!["left".into(), "right".into()],
        subject,
        ask: Box::new(|frame, parts| {
            let half = frame.width() as f32 / 2.0;
            let answers = parts.iter().map(|part| {
                assert_eq!(part.width, part.height, "a square");
                assert!(part.x >= 0.0 && part.right() <= frame.width() as f32 + 0.01);
                let right = f32::from(u8::from(part.x + part.width / 2.0 > half));
                Probabilities::from_logits(&[9.0 * (1.0 - right), 9.0 * right], 1.0)
            });
            Ok(answers.collect())
        }),
    }
}

#[test]
fn another_network_is_asked_about_every_face_or_about_the_middle_of_the_picture() {
    let picture = Picture::shipped("frame-6.jpg");
    let frame = picture.frame();
    let mut recognizer = recognizer(&Device::flex());
    let expressions = recognize(&mut recognizer, &frame);

    recognizer.use_model(other_model(Subject::Faces));
    assert_eq!(recognizer.name(), Some("Halves"));
    let report = recognize(&mut recognizer, &frame);
    assert_eq!(report.subject, Subject::Faces);
    assert_eq!(report.faces.len(), expressions.faces.len());
    for (face, own) in report.faces.iter().zip(&expressions.faces) {
        assert_eq!((face.bounds, face.landmarks), (own.bounds, own.landmarks));
        let middle = face.bounds.x + face.bounds.width / 2.0;
        let expected = if middle > frame.width() as f32 / 2.0 {
            "right"
        } else {
            "left"
        };
        assert_eq!(face.label, expected);
    }

    recognizer.use_model(other_model(Subject::Picture));
    let report = recognize(&mut recognizer, &frame);
    assert_eq!((report.subject, report.faces.len()), (Subject::Picture, 1));
    let bounds = report.faces[0].bounds;
    assert_eq!(bounds.width, frame.width().min(frame.height()) as f32);
    assert_eq!(report.faces[0].landmarks, None);

    recognizer.use_head(None).unwrap();
    assert_eq!(recognizer.name(), None);
    let again = recognize(&mut recognizer, &frame);
    assert_eq!(
        again.faces[0].probabilities,
        expressions.faces[0].probabilities
    );
}
