//! The page that `report` writes.

use std::path::Path;

use anyhow::Result;
use mien::studio::import::fer::FER2013_LABELS;

use super::reliability;
use super::run::{Epoch, Run, RunResult};
use crate::data::Sample;
use crate::metrics;
use crate::page::{
    Axis, Heat, Series, class_name, escape, heat, legend, marker, percent, picture, plot, section,
    table, thousands, tiles,
};

/// Mistakes that are shown of a run.
const MISTAKES: usize = 18;

/// Writes it.
pub fn write(out: &Path, runs: &[Run], split: &str, samples: &[Sample]) -> Result<()> {
    let mut body = head(runs, split, samples);
    body += &side_by_side(runs);
    body += &curves(runs);
    let best = best(runs);
    for (look, run) in runs.iter().enumerate() {
        // All of one run, else the best: the page would be long.
        body += &details(look, run, samples, Some(look) == best)?;
    }
    crate::page::write(out, "Training report", &body)
}

fn accuracy(run: &Run) -> Option<f64> {
    Some(run.result.as_ref()?.metrics.accuracy)
}

fn best(runs: &[Run]) -> Option<usize> {
    let of = |look: &usize| accuracy(&runs[*look]).unwrap_or(-1.0);
    (0..runs.len()).max_by(|a, b| of(a).total_cmp(&of(b)))
}

fn head(runs: &[Run], split: &str, samples: &[Sample]) -> String {
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
    format!(
        "<h1>Training report</h1>\n<p class=\"lead\">Measured on {}, one forward pass a \
         picture</p>\n{}",
        escape(split),
        tiles(&numbers)
    )
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}

fn side_by_side(runs: &[Run]) -> String {
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
            let right = match accuracy(run).is_some() && accuracy(run) == top {
                true => format!("<span class=\"best\">{right}</span>"),
                false => right,
            };
            let seconds: f64 = run.epochs.iter().map(|e| e.seconds).sum();
            vec![
                format!("{} {}", marker(look), escape(&run.name)),
                right,
                cell(|r| format!("{:.3}", r.metrics.macro_f1)),
                cell(|r| format!("{:.3}", r.metrics.ece)),
                cell(|r| format!("{:.0}", kilobytes(r.weight_bytes))),
                cell(|r| format!("{:.1}", r.mflop)),
                run.milliseconds
                    .map_or_else(|| "–".into(), |ms| format!("{ms:.2}")),
                run.epochs.len().to_string(),
                format!("{:.0}", seconds / 60.0),
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
            true => String::new(),
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
        &format!(
            "{}<br>\n<div class=\"charts\">\n{}</div>\n",
            table(&header, &rows),
            charts.concat()
        ),
    )
}

fn curves(runs: &[Run]) -> String {
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
    if loss.is_empty() {
        return String::new();
    }
    let names: Vec<_> = runs.iter().map(|run| run.name.clone()).collect();
    let epoch = Axis::new("epoch");
    section(
        "Training curves",
        "The loss depends on the targets: compare it only between runs with the same options",
        &format!(
            "{}<div class=\"charts\">\n{}{}</div>\n",
            legend(&names),
            plot(
                "Validation accuracy",
                &epoch,
                &Axis::percent("accuracy"),
                &series(|epoch| epoch.validation_accuracy)
            ),
            plot("Training loss", &epoch, &Axis::new("loss"), &loss),
        ),
    )
}

fn details(look: usize, run: &Run, samples: &[Sample], open: bool) -> Result<String> {
    let mut html = format!(
        "<details class=\"run\"{}>\n<summary><h2>{}</h2><span class=\"figures\">{} {}</span>\
         </summary>\n",
        if open { " open" } else { "" },
        escape(&run.name),
        marker(look),
        accuracy(run).map_or_else(|| "no result".into(), percent)
    );
    for missing in &run.missing {
        html += &format!("<p class=\"note\">{}</p>\n", escape(missing));
    }
    html += "<br>\n<div class=\"charts\">\n";
    if let Some(result) = &run.result {
        let m = &result.metrics;
        let labels: Vec<_> = m.per_class.iter().map(|c| c.label.clone()).collect();
        html += &heat(&Heat {
            title: "Confusion matrix",
            rows: ("Label", &labels),
            columns: ("Answer", &labels),
            counts: &m.confusion.0,
        });
    }
    if let Some(answers) = &run.answers {
        let truth: Vec<_> = samples.iter().map(|s| s.label).collect();
        let labels = FER2013_LABELS.map(String::from);
        let ece = metrics::measure(&labels, &truth, &answers.probabilities).ece;
        html += &format!(
            "<div>{}<p class=\"lead\">Bars: how many answers of a confidence are right; red lines: \
             how many should be. Pale bars hold few answers</p></div>\n",
            crate::page::reliability(
                &format!("Reliability, calibration error {ece:.3}"),
                &reliability::bins(&truth, &answers.probabilities)
            )
        );
    }
    html += "</div>\n";
    if let Some(result) = &run.result {
        html += "<h4>Each class</h4>\n";
        html += &classes(result);
    }
    if let Some(answers) = &run.answers {
        html += &mistakes(&answers.probabilities, samples)?;
    }
    if let Some(config) = &run.config {
        let options = serde_json::to_string_pretty(config)?;
        html += &format!("<h4>Options</h4>\n<pre>{}</pre>\n", escape(&options));
    }
    Ok(html + "</details>\n")
}

fn classes(result: &RunResult) -> String {
    let rows: Vec<_> = result
        .metrics
        .per_class
        .iter()
        .enumerate()
        .map(|(class, c)| {
            vec![
                class_name(class, &c.label),
                thousands(c.samples),
                format!("{:.3}", c.precision),
                format!("{:.3}", c.recall),
                format!("{:.3}", c.f1),
            ]
        })
        .collect();
    table(&["Class", "Pictures", "Precision", "Recall", "F1"], &rows)
}

fn mistakes(probabilities: &[Vec<f32>], samples: &[Sample]) -> Result<String> {
    let mut wrong: Vec<_> = samples
        .iter()
        .zip(probabilities)
        .map(|(sample, row)| (sample, mien::metrics::argmax(row), row))
        .filter(|(sample, answer, _)| sample.label != *answer)
        .collect();
    wrong.sort_by(|(_, a, x), (_, b, y)| y[*b].total_cmp(&x[*a]));
    let mut html = format!(
        "<h4>The most confident mistakes, of {}</h4>\n<div class=\"pictures wide\">\n",
        thousands(wrong.len())
    );
    for (sample, answer, row) in wrong.iter().take(MISTAKES) {
        let name = |class: usize| FER2013_LABELS[class];
        let caption = format!(
            "<b>{}</b> {:.2}<br>labelled {} {:.2}<br>{}",
            class_name(*answer, name(*answer)),
            row[*answer],
            name(sample.label),
            row[sample.label],
            escape(&sample.origin)
        );
        let says = format!("Labelled {}, answer {}", name(sample.label), name(*answer));
        html += &picture(&sample.pixels, &says, &caption)?;
    }
    Ok(html + "</div>\n")
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
