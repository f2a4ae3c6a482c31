//! `cargo xtask bench --accuracy`: how right the network that ships is, beside those of other projects,
//! on the same rows.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::node::Node;
use crate::table::aligned;
use crate::{sh, test};

const SPLIT: &str = "PublicTest";

/// A network's results, as `trainer evaluate --json` and `benches/web/accuracy.js` name them.
#[derive(Serialize, Deserialize)]
struct Row {
    #[serde(default)]
    name: String,
    samples: usize,
    accuracy: f64,
    accuracy_margin: f64,
    macro_f1: f64,
    ece: f64,
}

/// Measures and prints; `json` is a file for what was measured.
pub fn run(node: &Node, csv: &Path, json: Option<&Path>) -> Result<()> {
    let csv = std::path::absolute(csv)?;
    let mut rows = vec![
        ours("Mien, one pass", &csv, &[])?,
        ours("Mien, face and mirror image", &csv, &["--mirrored"])?,
    ];
    rows.extend(peers(node, &csv)?);
    println!(
        "\n{SPLIT}, {} pictures\n\n{}",
        rows[0].samples,
        table(&rows)
    );
    if let Some(file) = json {
        let text = serde_json::to_string_pretty(&rows)? + "\n";
        fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

fn ours(name: &str, csv: &Path, options: &[&str]) -> Result<Row> {
    sh::say(name);
    let mut evaluate = Command::new(test::trainer()?);
    evaluate
        .args(["evaluate", "--json", "--split", SPLIT, "--data"])
        .arg(csv)
        .args(options);
    let row: Row = serde_json::from_str(&sh::output(&mut evaluate)?)
        .context("`trainer evaluate` printed something else than its JSON")?;
    Ok(Row {
        name: name.to_owned(),
        ..row
    })
}

fn peers(node: &Node, csv: &Path) -> Result<Vec<Row>> {
    let folder = sh::root().join("benches/web");
    node.packages(&folder)?;
    node.packages(&folder.join("peers"))?;
    let made = sh::root().join("target/bench");
    fs::create_dir_all(&made).with_context(|| format!("{} cannot be made", made.display()))?;
    let out = made.join("accuracy.json");
    let mut measure = node.command("node", &["benches/web/accuracy.js", "--split", SPLIT])?;
    measure.arg("--csv").arg(csv).arg("--out").arg(&out);
    sh::run(&mut measure)?;
    let text =
        fs::read_to_string(&out).with_context(|| format!("{} cannot be read", out.display()))?;
    serde_json::from_str(&text)
        .context("benches/web/accuracy.js wrote something else than its JSON")
}

fn table(rows: &[Row]) -> String {
    let head = ["", "right", "macro-F1", "calibration error"].map(String::from);
    let lines = rows.iter().map(|row| {
        vec![
            row.name.clone(),
            format!(
                "{:.1} % ± {:.1}",
                100.0 * row.accuracy,
                100.0 * row.accuracy_margin
            ),
            format!("{:.3}", row.macro_f1),
            format!("{:.3}", row.ece),
        ]
    });
    aligned(&[head.to_vec()].into_iter().chain(lines).collect::<Vec<_>>())
}
