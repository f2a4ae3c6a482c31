//! A head that a person trains on embeddings.

use burn::tensor::Device;
use mien::align::AlignedFace;
use mien::expression::Classifier;
use mien::head::{Dense, Head};
use mien::studio::train::{
    Alike, Epoch, Example, Finding, HeadFit, Level, Loss, Split, TrainConfig, Wanted, advice,
    advice_after,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::support::{manifest, model_file};

const WIDTH: usize = 12;

/// Embeddings around a place of their class, `spread` apart.
fn examples(counts: &[usize], spread: f32, seed: u64) -> Vec<Example> {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut examples = Vec::new();
    for (class, &count) in counts.iter().enumerate() {
        for _ in 0..count {
            let mut embedding = |shift: f32| -> Vec<f32> {
                (0..WIDTH)
                    .map(|i| {
                        let middle = if i % counts.len() == class { 2.0 } else { 0.5 };
                        middle + shift + spread * rng.random_range(-1.0..1.0f32)
                    })
                    .collect()
            };
            examples.push(Example {
                embedding: embedding(0.0),
                mirrored: embedding(0.05),
                class,
            });
        }
    }
    examples
}

fn train(
    examples: Vec<Example>,
    classes: usize,
    config: &TrainConfig,
    device: &Device,
) -> (Head, Vec<Epoch>) {
    let mut trainer = HeadFit::new(examples, classes, config, device).unwrap();
    let mut epochs = Vec::new();
    while !trainer.finished() {
        epochs.push(trainer.epoch().unwrap());
    }
    (trainer.best().unwrap().clone(), epochs)
}

fn quick() -> TrainConfig {
    TrainConfig {
        epochs: 20,
        ..TrainConfig::default()
    }
}

#[test]
fn classes_that_lie_apart_are_told_apart_with_and_without_a_hidden_layer() {
    for hidden in [0, 20] {
        let config = TrainConfig {
            hidden,
            learning_rate: 0.01,
            ..quick()
        };
        let (head, epochs) = train(examples(&[40, 40, 40], 0.4, 1), 3, &config, &Device::flex());
        assert_eq!(head.layers.len(), 1 + usize::from(hidden > 0));
        head.validate(WIDTH, 3).unwrap();
        let fresh = examples(&[20, 20, 20], 0.4, 2);
        let right = fresh
            .iter()
            .filter(|e| head.classify(&e.embedding).argmax().0 == e.class)
            .count();
        assert_eq!(right, 60, "hidden {hidden}");
        let (first, last) = (epochs[0], epochs[19]);
        assert!(last.training.loss < first.training.loss, "hidden {hidden}");
        assert_eq!(last.validation.unwrap().accuracy, 1.0);
    }
}

#[test]
fn training_ends_where_epochs_bring_nothing_better_and_the_best_one_stays() {
    // Classes that lie one upon the other: whatever is learnt is learnt by heart.
    let learn = |patience, validation_share| {
        let config = TrainConfig {
            learning_rate: 0.02,
            epochs: 60,
            patience,
            validation_share,
            ..TrainConfig::default()
        };
        let examples = examples(&[40, 40], 30.0, 5);
        let mut fit = HeadFit::new(examples, 2, &config, &Device::flex()).unwrap();
        let mut losses = Vec::new();
        while !fit.finished() {
            let epoch = fit.epoch().unwrap();
            losses.push(epoch.validation.unwrap_or(epoch.training).loss);
        }
        let best = (1..=losses.len()).min_by(|&a, &b| losses[a - 1].total_cmp(&losses[b - 1]));
        (fit, losses.len(), best.unwrap())
    };
    let (whole, epochs, best) = learn(0, 0.3);
    assert_eq!((epochs, whole.stopped_early()), (60, None));
    assert!(best < 40, "the best epoch is {best}");
    let patience = 20;
    let (early, epochs, same) = learn(patience, 0.3);
    assert_eq!(same, best);
    assert_eq!(
        (epochs, early.stopped_early()),
        (best + patience, Some(best))
    );
    assert_eq!(early.best(), whole.best());
}

#[test]
fn a_seed_gives_the_same_head_twice_and_another_seed_another() {
    let head = |seed| {
        let config = TrainConfig { seed, ..quick() };
        train(examples(&[10, 10], 1.0, 1), 2, &config, &Device::flex()).0
    };
    assert_eq!(head(1), head(1));
    assert_ne!(head(1), head(2));
}

#[test]
#[allow(deprecated)] // burn-ndarray, deprecated since burn 0.22, kept as the second opinion
fn flex_and_ndarray_train_the_same_head() {
    let head = |device| train(examples(&[15, 15, 15], 0.8, 3), 3, &quick(), &device).0;
    let (a, b) = (head(Device::flex()), head(Device::ndarray()));
    for (a, b) in a.layers.iter().zip(&b.layers) {
        let pairs = a
            .weights
            .iter()
            .zip(&b.weights)
            .chain(a.bias.iter().zip(&b.bias));
        for (a, b) in pairs {
            assert!((a - b).abs() < 1e-4, "{a} and {b}");
        }
    }
}

#[test]
fn balance_keeps_a_large_class_from_drowning_a_small_one() {
    let recall = |balance| {
        let config = TrainConfig {
            balance,
            hidden: 0,
            ..quick()
        };
        let (head, _) = train(examples(&[400, 12], 8.0, 4), 2, &config, &Device::flex());
        let fresh = examples(&[0, 200], 8.0, 5);
        let right = fresh
            .iter()
            .filter(|e| head.classify(&e.embedding).argmax().0 == e.class)
            .count();
        right as f64 / 200.0
    };
    assert!(recall(true) > recall(false) + 0.05);
}

#[test]
fn validation_takes_its_share_of_every_class_but_never_the_last_sample() {
    let examples = examples(&[40, 10, 2, 1], 2.0, 1);
    let classes: Vec<usize> = examples.iter().map(|e| e.class).collect();
    let alike = Alike::new(&examples);
    let split = Split::new(&classes, &alike, 0.15, 7);
    let apart = |class| {
        split
            .validation
            .iter()
            .filter(|&&i| classes[i] == class)
            .count()
    };
    assert_eq!([apart(0), apart(1), apart(2), apart(3)], [6, 2, 1, 0]);
    let mut all = [split.training.clone(), split.validation.clone()].concat();
    all.sort_unstable();
    assert_eq!(all, (0..classes.len()).collect::<Vec<_>>());
    assert_eq!(Split::new(&classes, &alike, 0.0, 7).validation, [0usize; 0]);
}

#[test]
fn what_cannot_be_trained_is_refused_in_words() {
    let good = || examples(&[3, 3], 0.5, 1);
    let other_length = {
        let mut examples = good();
        examples[4].embedding.pop();
        examples
    };
    let cases = [
        (
            examples(&[5], 0.5, 1),
            1,
            TrainConfig::default(),
            "Number of classes is 1",
        ),
        (
            examples(&[5], 0.5, 1),
            2,
            TrainConfig::default(),
            "samples of class 2 is 0",
        ),
        (
            Vec::new(),
            2,
            TrainConfig::default(),
            "samples of class 1 is 0",
        ),
        (
            other_length,
            2,
            TrainConfig::default(),
            "An embedding does not fit",
        ),
        (
            good(),
            2,
            TrainConfig {
                epochs: 0,
                ..quick()
            },
            "Number of epochs is 0",
        ),
        (
            good(),
            2,
            TrainConfig {
                batch: 0,
                ..quick()
            },
            "Batch size is 0",
        ),
        (
            good(),
            2,
            TrainConfig {
                learning_rate: f64::NAN,
                ..quick()
            },
            "Learning rate is NaN",
        ),
        (
            good(),
            2,
            TrainConfig {
                validation_share: 0.9,
                ..quick()
            },
            "Share for validation is 0.9",
        ),
    ];
    for (examples, classes, config, expected) in cases {
        let error = HeadFit::new(examples, classes, &config, &Device::flex())
            .err()
            .expect(expected);
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn a_head_that_does_not_fit_is_refused() {
    let layer = |inputs: usize, outputs: usize| Dense {
        weights: vec![0.1; inputs * outputs],
        bias: vec![0.0; outputs],
    };
    let head = |layers: &[Dense]| Head {
        layers: layers.to_vec(),
    };
    assert!(head(&[layer(4, 3), layer(3, 2)]).validate(4, 2).is_ok());
    let mut broken = layer(4, 2);
    broken.weights[1] = f32::NAN;
    let cases = [
        (head(&[]), "layers"),
        (head(&[layer(5, 2)]), "A layer of the head"),
        (head(&[layer(4, 3)]), "classes"),
        (head(&[layer(4, 3), layer(2, 2)]), "A layer of the head"),
        (head(&[broken]), "no numbers"),
    ];
    for (head, expected) in cases {
        let error = head.validate(4, 2).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn an_embedding_is_what_the_last_layer_is_given() {
    let manifest = manifest();
    let file = &manifest.expression.file;
    let classifier =
        Classifier::from_bytes(&manifest.model, file, &model_file(file), &Device::flex()).unwrap();
    let side = classifier.model().preprocess.size;
    let faces: Vec<_> = (1..4u16)
        .map(|face| AlignedFace {
            pixels: (0..side * side)
                .map(|i| f32::from((i as u16 * face) % 256))
                .collect(),
            size: side,
        })
        .collect();
    let embeddings = classifier.embed(&faces).unwrap();
    assert_eq!(embeddings.len(), 3);
    let single = classifier.embed(&faces[1..2]).unwrap();
    for (a, b) in embeddings[1].iter().zip(&single[0]) {
        assert!((a - b).abs() < 1e-4);
    }
    assert_ne!(embeddings[0], embeddings[1]);
    assert!(classifier.embed(&[]).unwrap().is_empty());
}

#[test]
fn mistakes_are_the_samples_with_wrong_labels_the_surest_first() {
    let mut examples = examples(&[40, 40], 0.3, 1);
    examples[3].class = 1;
    examples[50].class = 0;
    let mut trainer = HeadFit::new(examples, 2, &quick(), &Device::flex()).unwrap();
    for _ in 0..5 {
        trainer.epoch().unwrap();
    }
    let mistakes = trainer.mistakes(trainer.best().unwrap());
    let mut found: Vec<_> = mistakes.iter().map(|m| (m.sample, m.predicted)).collect();
    found.sort_unstable();
    assert_eq!(found, [(3, 0), (50, 1)]);
    assert!(mistakes[0].probability >= mistakes[1].probability);
    for mistake in &mistakes {
        let apart = trainer.split().validation.contains(&mistake.sample);
        assert_eq!(mistake.validation, apart);
    }
}

#[test]
fn advice_says_what_to_do_before_training() {
    let unbalanced = TrainConfig {
        balance: false,
        ..quick()
    };
    let uneven = |times, least: &str, balanced| Finding::Uneven {
        most: "Happiness".into(),
        least: least.into(),
        times,
        balanced,
    };
    let few = |wanted: &[(&str, usize)]| Finding::FewSamples {
        wanted: wanted
            .iter()
            .map(|&(name, more)| Wanted {
                name: name.into(),
                more,
            })
            .collect(),
    };
    let empty = |names: &[&str]| Finding::NoSamples {
        names: names.iter().map(|&name| name.into()).collect(),
    };
    let none = Finding::FewClasses { classes: 0 };
    let one = Finding::FewClasses { classes: 1 };
    type Case<'a> = (&'a [(&'a str, usize)], TrainConfig, Vec<(Level, Finding)>);
    let cases: [Case; 8] = [
        (&[("A", 20), ("B", 20)], quick(), vec![]),
        (&[], quick(), vec![(Level::Stop, none)]),
        (&[("A", 20)], quick(), vec![(Level::Stop, one)]),
        (
            &[("Happiness", 20), ("Sadness", 2), ("Fear", 0)],
            quick(),
            vec![
                (Level::Stop, empty(&["Fear"])),
                (Level::Warn, few(&[("Sadness", 8)])),
                (Level::Note, uneven(10, "Sadness", true)),
            ],
        ),
        (
            &[("A", 2), ("B", 3), ("C", 4), ("D", 9)],
            quick(),
            vec![(Level::Warn, few(&[("A", 8), ("B", 7), ("C", 6), ("D", 1)]))],
        ),
        (
            &[("A", 0), ("B", 0), ("F", 4)],
            quick(),
            vec![
                (Level::Stop, empty(&["A", "B"])),
                (Level::Warn, few(&[("F", 6)])),
            ],
        ),
        (
            &[("Happiness", 60), ("Fear", 10)],
            unbalanced,
            vec![(Level::Warn, uneven(6, "Fear", false))],
        ),
        (&[("Happiness", 50), ("Fear", 10)], unbalanced, vec![]),
    ];
    for (counts, config, expected) in cases {
        let counts: Vec<_> = counts.iter().map(|(n, c)| (n.to_string(), *c)).collect();
        let given = advice(&counts, &config);
        let given: Vec<_> = given.into_iter().map(|a| (a.level, a.finding)).collect();
        assert_eq!(given, expected);
    }
}

#[test]
fn advice_says_what_to_do_after_training() {
    let by_heart = Finding::LearntByHeart {
        training: 0.98,
        validation: 0.7,
    };
    let poor = Finding::Poor { validation: 0.45 };
    let checked = Finding::FewChecked { samples: 4 };
    let one_recording = Finding::OneRecording {
        names: vec!["B".into()],
    };
    // Right on the samples learnt from and on those kept apart, how many these are, and what is one recording.
    type Case<'a> = (f64, Option<f64>, usize, &'a [usize], Vec<(Level, Finding)>);
    let cases: [Case; 6] = [
        (0.98, Some(0.7), 15, &[], vec![(Level::Warn, by_heart)]),
        (0.98, Some(0.9), 15, &[], vec![]),
        (
            0.98,
            None,
            0,
            &[],
            vec![(Level::Note, Finding::NothingChecked)],
        ),
        (0.98, Some(0.5), 4, &[], vec![(Level::Note, checked)]),
        (0.5, Some(0.45), 15, &[], vec![(Level::Warn, poor.clone())]),
        (
            0.5,
            Some(0.45),
            15,
            &[1],
            vec![(Level::Warn, poor), (Level::Note, one_recording)],
        ),
    ];
    let names = ["A", "B"].map(String::from);
    for (training, validation, samples, one_recording, expected) in cases {
        let loss = |accuracy| Loss {
            loss: 0.5,
            accuracy,
        };
        let history = [Epoch {
            epoch: 1,
            training: loss(training),
            validation: validation.map(loss),
        }];
        let split = Split {
            training: Vec::new(),
            validation: (0..samples).collect(),
            one_recording: one_recording.into(),
        };
        let given = advice_after(&names, &history, &split, None);
        let given: Vec<_> = given.into_iter().map(|a| (a.level, a.finding)).collect();
        assert_eq!(given, expected);
        let early = advice_after(&names, &history, &split, Some(1));
        let ended = Finding::StoppedEarly { best: 1, epochs: 1 };
        assert!(early.iter().any(|advice| advice.finding == ended));
    }
}
