//! The page that `describe` writes.

use std::path::Path;

use anyhow::Result;
use maud::{Markup, html};
use mien::align::{Preprocess, align, whole_frame};

use super::duplicates::{Place, conflicts};
use super::facts::{Facts, SplitFacts, VoteFacts};
use crate::data::{Dataset, Pixels, SIDE, Sample, Split, VOTE_COLUMNS};
use crate::page::{
    Bar, Heat, bars, class_colour, class_name, heat, percent, picture, section, table, thousands,
    tiles,
};

/// Pictures of each class in the grid.
const SHOWN: usize = 14;
/// Groups and near-constant pictures that are shown.
const EXAMPLES: usize = 12;

/// Writes it.
pub fn write(out: &Path, data: &Dataset, facts: &Facts, groups: &[Vec<Place>]) -> Result<()> {
    let body = html! {
        (head(facts))
        (counts(facts))
        (grid(data, facts)?)
        (means(data, facts)?)
        (duplicates(data, facts, groups)?)
        (blank(data, facts)?)
        @if let Some(votes) = &facts.votes { (agreement(votes, facts)) }
        @if facts.left_out > 0 { (left_out(data, facts)) }
    };
    crate::page::write(out, &format!("What is in {}", facts.data), &body)
}

fn head(facts: &Facts) -> Markup {
    let sizes = &facts.sizes;
    let size = |[width, height]: [usize; 2]| format!("{width} × {height}");
    let range = match sizes.smallest == sizes.largest {
        true => size(sizes.largest),
        false => format!("{} to {}", size(sizes.smallest), size(sizes.largest)),
    };
    let colour = match sizes.colour {
        0 => "all grey".into(),
        n if n == facts.pictures => "all in colour".into(),
        n => format!("{} in colour", thousands(n)),
    };
    let mut numbers = vec![
        (thousands(facts.pictures), "pictures".to_owned()),
        (facts.splits.len().to_string(), "splits".into()),
        (
            thousands(facts.duplicates.groups),
            "groups of duplicates".into(),
        ),
        (
            thousands(facts.duplicates.conflicting_groups),
            "of them with different labels".into(),
        ),
        (
            thousands(facts.near_constant.len()),
            "near-constant pictures".into(),
        ),
    ];
    if let Some(votes) = &facts.votes {
        numbers.push((percent(votes.agreement), "labels agree with FER+".into()));
    }
    html! {
        h1 { "What is in " (facts.data) }
        p.lead { "Pictures of " (range) " pixels, " (colour) }
        (tiles(&numbers))
    }
}

fn counts(facts: &Facts) -> Markup {
    let chart = |split: &SplitFacts| {
        let counts = facts.classes.iter().zip(&split.per_class);
        let rows: Vec<_> = counts
            .enumerate()
            .map(|(class, (name, &count))| Bar {
                name: name.clone(),
                value: count as f64,
                says: format!(
                    "{} · {}",
                    thousands(count),
                    percent(count as f64 / split.pictures.max(1) as f64)
                ),
                colour: class_colour(class),
            })
            .collect();
        let longest = split.per_class.iter().max().copied().unwrap_or(0);
        let title = format!("{}, {} pictures", split.name, thousands(split.pictures));
        bars(&title, &rows, longest as f64)
    };
    section(
        "Pictures of each class",
        "Each split for itself: the longest bar is its largest class",
        &html! {
            div.charts { @for split in &facts.splits { (chart(split)) } }
        },
    )
}

/// The samples of a class in all splits.
fn of_class(data: &Dataset, class: usize) -> Vec<(&Split, &Sample)> {
    let samples = data
        .splits
        .iter()
        .flat_map(|split| split.samples.iter().map(move |sample| (split, sample)));
    samples
        .filter(|(_, sample)| sample.label == class)
        .collect()
}

fn grid(data: &Dataset, facts: &Facts) -> Result<Markup> {
    let mut classes = Vec::new();
    for (class, name) in facts.classes.iter().enumerate() {
        let samples = of_class(data, class);
        if samples.is_empty() {
            continue;
        }
        let shown = SHOWN.min(samples.len());
        let pictures = (0..shown)
            .map(|i| {
                // Evenly from the whole set, beginning in the middle of the first stretch.
                let (split, sample) = samples[(2 * i + 1) * samples.len() / (2 * shown)];
                let says = format!("{name}, {}, {}", split.name, sample.origin);
                picture(&sample.pixels, &says, None)
            })
            .collect::<Result<Vec<_>>>()?;
        classes.push(html! {
            h3 { (class_name(class, name)) }
            div.pictures { @for picture in &pictures { (picture) } }
        });
    }
    Ok(section(
        "A few of each class",
        "Taken evenly from the whole set, good and bad",
        &html! { @for class in &classes { (class) } },
    ))
}

fn means(data: &Dataset, facts: &Facts) -> Result<Markup> {
    let preprocess = Preprocess {
        size: SIDE,
        channels: 1,
        range: [0.0, 1.0],
        // Not looked at: whole pictures are laid over each other.
        template: [[0.0; 2]; 5],
    };
    let mut pictures = Vec::new();
    for (class, name) in facts.classes.iter().enumerate() {
        let samples = of_class(data, class);
        if samples.is_empty() {
            continue;
        }
        let mut sum = vec![0.0f64; SIDE * SIDE];
        for (_, sample) in &samples {
            let rgba = sample.rgba();
            let frame = sample.frame(&rgba)?;
            let face = align(&frame, &whole_frame(&frame, &preprocess), &preprocess);
            for (sum, value) in sum.iter_mut().zip(&face.pixels) {
                *sum += f64::from(*value);
            }
        }
        let n = samples.len();
        let mean = Pixels {
            width: SIDE,
            height: SIDE,
            values: sum.iter().map(|v| (v / n as f64).round() as u8).collect(),
        };
        let caption = html! { (class_name(class, name)) " " (thousands(n)) };
        pictures.push(picture(&mean, &format!("Mean of {name}"), Some(&caption))?);
    }
    Ok(section(
        "The mean face of each class",
        "All pictures of a class laid over each other: what they share stays sharp",
        &wide(&pictures),
    ))
}

/// Pictures with captions, side by side.
fn wide(pictures: &[Markup]) -> Markup {
    html! {
        div.pictures.wide { @for picture in pictures { (picture) } }
    }
}

fn duplicates(data: &Dataset, facts: &Facts, groups: &[Vec<Place>]) -> Result<Markup> {
    let found = &facts.duplicates;
    if found.groups == 0 {
        return Ok(section(
            "Exact duplicates",
            "Compared pixel for pixel",
            &html! { p.note.ok { "No picture stands twice" } },
        ));
    }
    let number = |number: usize| html! { (thousands(number)) };
    let mut rows: Vec<_> = found
        .within
        .iter()
        .map(|within| {
            vec![
                html! { "Within " (within.split) },
                number(within.groups),
                number(within.surplus),
            ]
        })
        .collect();
    rows.extend(found.across.iter().map(|shared| {
        vec![
            html! { (shared.split) ", also in " (shared.other) },
            html! {},
            number(shared.pictures),
        ]
    }));
    rows.push(vec![
        html! { "The whole set" },
        number(found.groups),
        number(found.surplus),
    ]);
    let conflicting: Vec<_> = groups
        .iter()
        .filter(|group| conflicts(&data.splits, group))
        .collect();
    let pictures = conflicting
        .iter()
        .take(EXAMPLES)
        .map(|group| conflict(data, facts, group))
        .collect::<Result<Vec<_>>>()?;
    let lead = format!(
        "{} groups hold {} pictures that are the same pixel for pixel",
        thousands(found.groups),
        thousands(found.pictures)
    );
    let content = html! {
        (table(&["Where", "Groups", "Pictures too many"], &rows))
        @if !pictures.is_empty() {
            h4 {
                "The same picture with different labels: " (thousands(conflicting.len()))
                " groups" (first(conflicting.len()))
            }
            (wide(&pictures))
        }
    };
    Ok(section("Exact duplicates", &lead, &content))
}

/// A picture that stands in several places, and its label in each.
fn conflict(data: &Dataset, facts: &Facts, group: &[Place]) -> Result<Markup> {
    let places: Vec<_> = group
        .iter()
        .map(|&(s, i)| (&data.splits[s], &data.splits[s].samples[i]))
        .collect();
    let caption = html! {
        @for (i, (split, sample)) in places.iter().enumerate() {
            @if i > 0 { br; }
            b { (class_name(sample.label, &facts.classes[sample.label])) }
            br;
            (split.name) ", " (sample.origin)
        }
    };
    let says = "A picture with different labels";
    picture(&places[0].1.pixels, says, Some(&caption))
}

fn first(count: usize) -> String {
    match count > EXAMPLES {
        true => format!(", the first {EXAMPLES} here"),
        false => String::new(),
    }
}

fn blank(data: &Dataset, facts: &Facts) -> Result<Markup> {
    let count = facts.near_constant.len();
    let lead = "Pictures that are almost one shade: nothing can be learnt from them, and fit \
                leaves them out";
    let blank = data.splits.iter().flat_map(|split| {
        let blank = split.samples.iter().filter(|s| s.pixels.is_blank());
        blank.map(move |sample| (split, sample))
    });
    let pictures = blank
        .take(EXAMPLES)
        .map(|(split, sample)| {
            let place = format!("{}, {}", split.name, sample.origin);
            let caption = html! {
                b { (class_name(sample.label, &facts.classes[sample.label])) }
                br;
                (place)
            };
            let says = format!("Almost one shade: {place}");
            picture(&sample.pixels, &says, Some(&caption))
        })
        .collect::<Result<Vec<_>>>()?;
    let content = html! {
        @if count == 0 {
            p.note.ok { "There are none" }
        } @else {
            h4 { (thousands(count)) " pictures" (first(count)) }
            (wide(&pictures))
        }
    };
    Ok(section("Near-constant pictures", lead, &content))
}

fn agreement(votes: &VoteFacts, facts: &Facts) -> Markup {
    let columns = VOTE_COLUMNS.map(|name| match name {
        // FER+'s short form.
        "NF" => "No face".into(),
        name => name[..1].to_uppercase() + &name[1..],
    });
    let map = heat(&Heat {
        title: "Where labels got the most votes",
        rows: ("Label", &facts.classes),
        columns: ("Most votes of FER+", &columns),
        counts: &votes.most_votes,
    });
    let rows: Vec<_> = facts
        .classes
        .iter()
        .enumerate()
        .map(|(class, name)| Bar {
            name: name.clone(),
            value: votes.per_class[class],
            says: percent(votes.per_class[class]),
            colour: class_colour(class),
        })
        .collect();
    let lead = format!(
        "Ten people named each picture again: most of them agree with {} of {} labels; {} pictures \
         have no votes",
        percent(votes.agreement),
        thousands(votes.pictures),
        thousands(votes.without)
    );
    let share = bars("Labels that agree with FER+", &rows, 1.0);
    section(
        "Agreement with FER+",
        &lead,
        &html! { div.charts { (map) (share) } },
    )
}

fn left_out(data: &Dataset, facts: &Facts) -> Markup {
    let lead = format!(
        "{} rows or files could not be read; the first of them",
        thousands(facts.left_out)
    );
    let list = data.faults.first().join("\n");
    section("Left out", &lead, &html! { pre { (list) } })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use anyhow::anyhow;

    use super::super::{duplicates, facts};
    use super::*;
    use crate::data::Faults;
    use crate::scratch::Scratch;

    #[test]
    fn a_page_shows_what_was_found() {
        let sample = |label, value: u8, vote: Option<usize>| Sample {
            label,
            pixels: Pixels {
                width: 2,
                height: 1,
                values: vec![0, value],
            },
            votes: vote.map(|v| std::array::from_fn(|i| if i == v { 1.0 } else { 0.0 })),
            soft: None,
            origin: format!("<line {value}>"),
        };
        let split = |name: &str, samples| Split {
            name: name.into(),
            samples,
        };
        let learnt = vec![
            sample(0, 90, Some(0)),
            sample(3, 90, Some(9)),
            sample(3, 0, None),
            sample(6, 120, Some(6)),
            sample(6, 120, Some(6)),
        ];
        let mut faults = Faults::new(true);
        faults.pass(Err::<(), _>(anyhow!("Row 3: a & b"))).unwrap();
        let data = Dataset {
            splits: vec![
                split("Training", learnt),
                split("Public<Test>", vec![sample(6, 120, Some(4))]),
            ],
            faults,
        };
        let groups = duplicates::groups(&data.splits);
        let facts = facts::gather("made", &data, &groups);
        let folder = Scratch::new();
        let out = folder.path().join("describe.html");
        write(&out, &data, &facts, &groups).unwrap();
        let page = std::fs::read_to_string(&out).unwrap();
        for wanted in [
            "<h1>What is in made</h1>",
            "Training, 5 pictures",
            "alt=\"Mean of Happiness\"",
            "Within Training",
            "Public&lt;Test&gt;, also in Training",
            "The same picture with different labels: 1 groups",
            "Almost one shade: Training, &lt;line 0&gt;",
            "Where labels got the most votes",
            "Row 3: a &amp; b",
        ] {
            assert!(page.contains(wanted), "{wanted}");
        }
        assert!(!page.contains("NaN") && !page.contains("<Test>") && !page.contains("<line"));
    }
}
