//! `report`: what training runs reached, side by side, as one page.

mod bench;
mod page;
mod reliability;
mod run;

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::data;
use run::Run;

/// Options of `report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of runs, as `fit` writes them
    #[arg(required = true)]
    runs: Vec<PathBuf>,
    /// The data that the runs were measured with: a csv file or a folder
    #[arg(long)]
    data: PathBuf,
    /// The split that the runs were measured with (default: what the runs say)
    #[arg(long)]
    split: Option<String>,
    /// What `cargo xtask bench --json` measured of a run's network: RUN=FILE, or FILE where there
    /// is one run; may be given several times
    #[arg(long, value_name = "[RUN=]FILE")]
    bench: Vec<String>,
    #[command(flatten)]
    reading: data::Reading,
    /// The page to write
    #[arg(long, default_value = "report.html")]
    out: PathBuf,
}

/// Runs the command. What is missing of a run is said, here and on the page; the others go on.
pub fn run(args: &Args) -> Result<()> {
    let mut runs: Vec<Run> = args.runs.iter().map(|folder| run::read(folder)).collect();
    bench::read(&args.bench, &mut runs)?;
    let said = runs.iter().find_map(|run| run.answers.as_ref());
    let split = match args.split.clone().or_else(|| Some(said?.split.clone())) {
        Some(split) => split,
        None => data::validation_split(&args.data, None, &args.reading)?,
    };
    let samples = data::read_split(&args.data, &split, &args.reading)?;
    for run in &mut runs {
        run.check(&split, &samples);
        for missing in &run.missing {
            eprintln!("{}: {missing}", run.name);
        }
    }
    ensure!(
        runs.iter().any(Run::has_anything),
        "none of these folders holds a run"
    );
    page::write(&args.out, &runs, &split, &samples)?;
    println!("{}", args.out.display());
    Ok(())
}
