//! A table of counts whose cells are the darker the larger their share of the row.

use maud::{Markup, html};

use super::chart::{WIDTH, chart, round, tenths, text};
use super::{percent, thousands};

/// What a heat map shows.
#[derive(Debug)]
pub struct Heat<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What the rows are, and their names.
    pub rows: (&'a str, &'a [String]),
    /// What the columns are, and their names.
    pub columns: (&'a str, &'a [String]),
    /// `[row][column]`: how many.
    pub counts: &'a [Vec<usize>],
}

const LEFT: f64 = 84.0;
// Room for the last name, which leans over the edge.
const RIGHT: f64 = 24.0;
const TOP: f64 = 84.0;
const CELL: f64 = 34.0;

/// Draws it: every cell holds its share of the row in percent.
pub fn heat(heat: &Heat) -> Markup {
    let width = (WIDTH - LEFT - RIGHT) / heat.columns.1.len().max(1) as f64;
    let foot = TOP + heat.counts.len() as f64 * CELL + 18.0;
    let body = html! {
        (text(WIDTH, 12.0, "end", "quiet", heat.columns.0))
        (text(0.0, TOP - 8.0, "start", "quiet", heat.rows.0))
        @for (column, name) in heat.columns.1.iter().enumerate() {
            @let x = LEFT + (column as f64 + 0.5) * width - 4.0;
            text transform={ "translate(" (tenths(x)) " " (tenths(TOP - 8.0)) ") rotate(-40)" } {
                (name)
            }
        }
        @for (row, (name, counts)) in heat.rows.1.iter().zip(heat.counts).enumerate() {
            @let y = TOP + row as f64 * CELL;
            (text(0.0, y + 21.0, "start", "", name))
            @for (column, &count) in counts.iter().enumerate() {
                @let share = count as f64 / total(counts);
                @let x = LEFT + column as f64 * width;
                g {
                    title {
                        (name) ", " (heat.columns.1[column]) ": " (thousands(count)) ", "
                        (percent(share))
                    }
                    rect.cell x=(tenths(x)) y=(tenths(y)) width=(tenths(width)) height=(CELL)
                        fill-opacity=(round(share, 3)) {}
                    (text(
                        x + width / 2.0,
                        y + 21.0,
                        "middle",
                        look(share, column == row),
                        &round(100.0 * share, 0),
                    ))
                }
            }
        }
        (text(WIDTH - RIGHT, foot, "end", "quiet", "percent of the row"))
    };
    let said = heat.rows.1.iter().zip(heat.counts).map(|(name, counts)| {
        let mut most = (0, 0);
        for (column, &count) in counts.iter().enumerate() {
            if count > most.1 {
                most = (column, count);
            }
        }
        let share = percent(most.1 as f64 / total(counts));
        format!("{name} mostly {} ({share})", heat.columns.1[most.0])
    });
    let says = format!(
        "{}, {} against {}: {}",
        heat.title,
        heat.rows.0,
        heat.columns.0,
        said.collect::<Vec<_>>().join("; ")
    );
    chart(heat.title, &says, foot + 4.0, &body)
}

fn total(counts: &[usize]) -> f64 {
    counts.iter().sum::<usize>().max(1) as f64
}

/// The classes of a number on a cell: it is read on a dark ground, and strong on the diagonal.
fn look(share: f64, diagonal: bool) -> &'static str {
    match (share, diagonal) {
        (s, true) if s > 0.8 => "deep strong",
        (s, false) if s > 0.8 => "deep",
        (s, true) if s > 0.5 => "middle strong",
        (s, false) if s > 0.5 => "middle",
        (_, true) => "strong",
        (_, false) => "",
    }
}
