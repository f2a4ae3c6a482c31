//! `describe`: what is in a data set.

mod duplicates;
mod facts;
mod page;

use std::path::PathBuf;

use anyhow::Result;

use crate::data::{self, Query};
use facts::Facts;

/// Options of `describe`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A csv file as FER2013 is published, or a folder like train/happy/*.jpg
    #[arg(long)]
    data: PathBuf,
    /// FER+ votes, joined by row
    #[arg(long)]
    votes: Option<PathBuf>,
    /// The page to write
    #[arg(long)]
    out: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: data::Reading,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let query = Query {
        splits: &[],
        votes: args.votes.as_deref(),
        reading: &args.reading,
    };
    let data = data::read(&args.data, &query)?;
    let groups = duplicates::groups(&data.splits);
    let name = args.data.file_name().unwrap_or(args.data.as_os_str());
    let facts = facts::gather(&name.to_string_lossy(), &data, &groups);
    match args.json {
        true => println!("{}", serde_json::to_string(&facts)?),
        false => print(&facts),
    }
    if let Some(out) = &args.out {
        page::write(out, &data, &facts, &groups)?;
        if !args.json {
            println!("{}", out.display());
        }
    }
    Ok(())
}

fn print(facts: &Facts) {
    println!("{}: {} pictures", facts.data, facts.pictures);
    let width = facts
        .splits
        .iter()
        .map(|s| s.name.len().max(6))
        .collect::<Vec<_>>();
    print!("{:<10}", "");
    for (split, width) in facts.splits.iter().zip(&width) {
        print!("  {:>width$}", split.name);
    }
    println!();
    for (class, name) in facts.classes.iter().enumerate() {
        print!("{name:<10}");
        for (split, width) in facts.splits.iter().zip(&width) {
            print!("  {:>width$}", split.per_class[class]);
        }
        println!();
    }
    print!("{:<10}", "all");
    for (split, width) in facts.splits.iter().zip(&width) {
        print!("  {:>width$}", split.pictures);
    }
    println!();
    let d = &facts.duplicates;
    println!(
        "{} groups of exact duplicates hold {} pictures, {} more than needed; {} groups carry \
         different labels",
        d.groups, d.pictures, d.surplus, d.conflicting_groups
    );
    for shared in &d.across {
        println!(
            "{} pictures of {} also stand in {}",
            shared.pictures, shared.split, shared.other
        );
    }
    println!(
        "{} pictures are almost one shade",
        facts.near_constant.len()
    );
    if let Some(votes) = &facts.votes {
        println!(
            "FER+: the most votes agree with {:.1} % of {} labels; {} pictures have no votes",
            100.0 * votes.agreement,
            votes.pictures,
            votes.without
        );
    }
    if facts.left_out > 0 {
        println!("{} rows or files were left out", facts.left_out);
    }
}
