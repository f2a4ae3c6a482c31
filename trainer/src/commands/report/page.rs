//! The page that `report` writes.

use std::path::Path;

use anyhow::Result;
use maud::{Markup, html};
use mien::studio::import::fer::FER2013_LABELS;

use super::reliability;
use super::run::{Epoch, Run, RunResult};
use crate::data::Sample;
use crate::metrics;
use crate::page::{
    Axis, Heat, Series, class_name, heat, legend, marker, percent, picture, plot, section, table,
    thousands, tiles,
};

/// Mistakes that are shown of a run.
const MISTAKES: usize = 18;

/// Writes it.
pub fn write(out: &Path, runs: &[Run], split: &str, samples: &[Sample]) -> Result<()> {
    let best = best(runs);
    // All of one run, else the best: the page would be long.
    let details = runs
        .iter()
        .enumerate()
        .map(|(look, run)| details(look, run, samples, Some(look) == best))
        .collect::<Result<Vec<_>>>()?;
    let body = html! {
        (head(runs, split, samples))
        (side_by_side(runs))
        @if runs.iter().any(|run| !run.epochs.is_empty()) { (curves(runs)) }
        @for run in &details { (run) }
    };
    crate::page::write(out, "Training report", &body)
}

fn accuracy(run: &Run) -> Option<f64> {
    Some(run.result.as_ref()?.metrics.accuracy)
}

fn best(runs: &[Run]) -> Option<usize> {
    let of = |look: &usize| accuracy(&runs[*look]).unwrap_or(-1.0);
    (0..runs.len()).max_by(|a, b| of(a).total_cmp(&of(b)))
}

fn head(runs: &[Run], split: &str, samples: &[Sample]) -> Markup {
    let mut numbers = vec![
        (runs.len().to_string(), "runs".to_owned()),
        (thousands(samples.len()), format!("pictures in {split}")),
    ];
    if let Some(run) = best(runs).map(|look| &runs[look])
        && let Some(result) = &run.result
    {
        let m = &result.metrics;
        numbers.extend([
            (
                percent(m.accuracy),
                format!("right: {}, the best", run.name),
            ),
            (format!("{:.3}", m.macro_f1), "its macro-F1".into()),
            (format!("{:.3}", m.ece), "its calibration error".into()),
        ]);
    }
    html! {
        h1 { "Training report" }
        p.lead { "Measured on " (split) ", one forward pass a picture" }
        (tiles(&numbers))
    }
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}

fn side_by_side(runs: &[Run]) -> Markup {
    let top = best(runs).and_then(|look| accuracy(&runs[look]));
    let rows: Vec<_> = runs
        .iter()
        .enumerate()
        .map(|(look, run)| {
            let cell = |text: fn(&RunResult) -> String| {
                run.result.as_ref().map_or_else(|| "–".into(), text)
            };
            let right = cell(|r| {
                let m = &r.metrics;
                format!(
                    "{:.2} ± {:.2} %",
                    100.0 * m.accuracy,
                    100.0 * m.accuracy_margin
                )
            });
            let best = accuracy(run).is_some() && accuracy(run) == top;
            let right = html! {
                @if best { span.best { (right) } } @else { (right) }
            };
            let plain = |text: String| html! { (text) };
            let seconds: f64 = run.epochs.iter().map(|e| e.seconds).sum();
            vec![
                html! { (marker(look)) " " (run.name) },
                right,
                plain(cell(|r| format!("{:.3}", r.metrics.macro_f1))),
                plain(cell(|r| format!("{:.3}", r.metrics.ece))),
                plain(cell(|r| format!("{:.0}", kilobytes(r.weight_bytes)))),
                plain(cell(|r| format!("{:.1}", r.mflop))),
                plain(
                    run.milliseconds
                        .map_or_else(|| "–".into(), |ms| format!("{ms:.2}")),
                ),
                plain(run.epochs.len().to_string()),
                plain(format!("{:.0}", seconds / 60.0)),
            ]
        })
        .collect();
    let header = [
        "Run",
        "Accuracy",
        "Macro-F1",
        "Calibration error",
        "Weights, kB",
        "MFLOP",
        "ms a face, WASM",
        "Epochs",
        "Minutes",
    ];
    let scatter = |title: &str, x: &str, of: fn(&Run) -> Option<f64>| {
        let points = runs.iter().enumerate().filter_map(|(look, run)| {
            Some(Series {
                name: run.name.clone(),
                look,
                points: vec![(of(run)?, accuracy(run)?)],
                joined: false,
            })
        });
        let points: Vec<_> = points.collect();
        match points.is_empty() {
            true => html! {},
            false => plot(
                title,
                &Axis::factors(x),
                &Axis::percent("accuracy"),
                &points,
            ),
        }
    };
    let charts = [
        scatter("Accuracy against size", "weights, kB", |run| {
            Some(kilobytes(run.result.as_ref()?.weight_bytes))
        }),
        scatter("Accuracy against arithmetic", "MFLOP a face", |run| {
            Some(run.result.as_ref()?.mflop)
        }),
        scatter("Accuracy against time", "ms a face, WASM", |run| {
            run.milliseconds
        }),
    ];
    section(
        "All runs side by side",
        "Further up is better, further left is cheaper; each step to the right is a factor",
        &html! {
            (table(&header, &rows))
            br;
            div.charts { @for chart in &charts { (chart) } }
        },
    )
}

fn curves(runs: &[Run]) -> Markup {
    let series = |of: fn(&Epoch) -> f64| -> Vec<Series> {
        let runs = runs
            .iter()
            .enumerate()
            .filter(|(_, run)| !run.epochs.is_empty());
        runs.map(|(look, run)| Series {
            name: run.name.clone(),
            look,
            points: run.epochs.iter().map(|e| (e.epoch as f64, of(e))).collect(),
            joined: true,
        })
        .collect()
    };
    let loss = series(|epoch| epoch.loss);
    let accuracy = series(|epoch| epoch.validation_accuracy);
    let names: Vec<_> = runs.iter().map(|run| run.name.clone()).collect();
    let epoch = Axis::new("epoch");
    section(
        "Training curves",
        "The loss depends on the targets: compare it only between runs with the same options",
        &html! {
            (legend(&names))
            div.charts {
                (plot("Validation accuracy", &epoch, &Axis::percent("accuracy"), &accuracy))
                (plot("Training loss", &epoch, &Axis::new("loss"), &loss))
            }
        },
    )
}

fn details(look: usize, run: &Run, samples: &[Sample], open: bool) -> Result<Markup> {
    let right = accuracy(run).map_or_else(|| "no result".into(), percent);
    let answers = run.answers.as_ref();
    let mistakes = answers
        .map(|answers| mistakes(&answers.probabilities, samples))
        .transpose()?;
    let options = run
        .config
        .as_ref()
        .map(serde_json::to_string_pretty)
        .transpose()?;
    Ok(html! {
        details.run open[open] {
            summary {
                h2 { (run.name) }
                span.figures { (marker(look)) " " (right) }
            }
            @for missing in &run.missing { p.note { (missing) } }
            br;
            div.charts {
                @if let Some(result) = &run.result { (confusion(result)) }
                @if let Some(answers) = answers { (calibration(&answers.probabilities, samples)) }
            }
            @if let Some(result) = &run.result {
                h4 { "Each class" }
                (classes(result))
            }
            @if let Some(mistakes) = &mistakes { (mistakes) }
            @if let Some(options) = &options {
                h4 { "Options" }
                pre { (options) }
            }
        }
    })
}

fn confusion(result: &RunResult) -> Markup {
    let metrics = &result.metrics;
    let labels: Vec<_> = metrics.per_class.iter().map(|c| c.label.clone()).collect();
    heat(&Heat {
        title: "Confusion matrix",
        rows: ("Label", &labels),
        columns: ("Answer", &labels),
        counts: &metrics.confusion.0,
    })
}

fn calibration(probabilities: &[Vec<f32>], samples: &[Sample]) -> Markup {
    let truth: Vec<_> = samples.iter().map(|s| s.label).collect();
    let labels = FER2013_LABELS.map(String::from);
    let ece = metrics::measure(&labels, &truth, probabilities).ece;
    let title = format!("Reliability, calibration error {ece:.3}");
    html! {
        div {
            (crate::page::reliability(&title, &reliability::bins(&truth, probabilities)))
            p.lead {
                "Bars: how many answers of a confidence are right; red lines: how many should be. "
                "Pale bars hold few answers"
            }
        }
    }
}

fn classes(result: &RunResult) -> Markup {
    let share = |share: f64| html! { (format!("{share:.3}")) };
    let rows: Vec<_> = result
        .metrics
        .per_class
        .iter()
        .enumerate()
        .map(|(class, c)| {
            vec![
                class_name(class, &c.label),
                html! { (thousands(c.samples)) },
                share(c.precision),
                share(c.recall),
                share(c.f1),
            ]
        })
        .collect();
    table(&["Class", "Pictures", "Precision", "Recall", "F1"], &rows)
}

fn mistakes(probabilities: &[Vec<f32>], samples: &[Sample]) -> Result<Markup> {
    let mut wrong: Vec<_> = samples
        .iter()
        .zip(probabilities)
        .map(|(sample, row)| (sample, mien::metrics::argmax(row), row))
        .filter(|(sample, answer, _)| sample.label != *answer)
        .collect();
    wrong.sort_by(|(_, a, x), (_, b, y)| y[*b].total_cmp(&x[*a]));
    let name = |class: usize| FER2013_LABELS[class];
    let pictures = wrong
        .iter()
        .take(MISTAKES)
        .map(|(sample, answer, row)| {
            let caption = html! {
                b { (class_name(*answer, name(*answer))) }
                (format!(" {:.2}", row[*answer]))
                br;
                "labelled " (name(sample.label)) (format!(" {:.2}", row[sample.label]))
                br;
                (sample.origin)
            };
            let says = format!("Labelled {}, answer {}", name(sample.label), name(*answer));
            picture(&sample.pixels, &says, Some(&caption))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(html! {
        h4 { "The most confident mistakes, of " (thousands(wrong.len())) }
        div.pictures.wide { @for picture in &pictures { (picture) } }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::run::{read, tests};
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn a_page_shows_all_runs_and_says_what_is_missing() {
        let folder = Scratch::new();
        let samples = tests::samples();
        let mut runs = vec![
            read(&tests::made(&folder, "first")),
            read(&tests::made(&folder, "<second>")),
            read(&folder.path().join("empty")),
        ];
        for run in &mut runs {
            run.check("PublicTest", &samples);
        }
        runs[0].milliseconds = Some(0.6);
        let out = folder.path().join("report.html");
        write(&out, &runs, "PublicTest", &samples).unwrap();
        let page = std::fs::read_to_string(&out).unwrap();
        for wanted in [
            "Confusion matrix",
            "Reliability, calibration error",
            "Accuracy against time",
            "&lt;second&gt;",
            "cannot read",
            "labelled Happiness 0.40",
        ] {
            assert!(page.contains(wanted), "{wanted}");
        }
        assert!(!page.contains("NaN") && !page.contains("<second>"));
    }
}
