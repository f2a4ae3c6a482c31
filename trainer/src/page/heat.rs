//! A table of counts whose cells are the darker the larger their share of the row.

use super::chart::{WIDTH, chart, text};
use super::{escape, percent, thousands};

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

/// Draws it: every cell holds its share of the row in percent.
pub fn heat(heat: &Heat) -> String {
    const LEFT: f64 = 84.0;
    // Room for the last name, which leans over the edge.
    const RIGHT: f64 = 24.0;
    const TOP: f64 = 84.0;
    const CELL: f64 = 34.0;
    let columns = heat.columns.1.len();
    let width = (WIDTH - LEFT - RIGHT) / columns.max(1) as f64;
    let mut body = text(WIDTH, 12.0, "end", "quiet", heat.columns.0);
    body += &text(0.0, TOP - 8.0, "start", "quiet", heat.rows.0);
    for (column, name) in heat.columns.1.iter().enumerate() {
        let x = LEFT + (column as f64 + 0.5) * width;
        body += &format!(
            "<text transform=\"translate({:.1} {:.1}) rotate(-40)\">{}</text>\n",
            x - 4.0,
            TOP - 8.0,
            escape(name)
        );
    }
    let mut said = Vec::new();
    for (row, (name, counts)) in heat.rows.1.iter().zip(heat.counts).enumerate() {
        let y = TOP + row as f64 * CELL;
        let total = counts.iter().sum::<usize>().max(1) as f64;
        body += &text(0.0, y + 21.0, "start", "", name);
        let mut most = (0, 0);
        for (column, &count) in counts.iter().enumerate() {
            let share = count as f64 / total;
            if count > most.1 {
                most = (column, count);
            }
            let x = LEFT + column as f64 * width;
            let depth = match share {
                s if s > 0.8 => "deep",
                s if s > 0.5 => "middle",
                _ => "",
            };
            let strong = if column == row { "strong" } else { "" };
            let answer = &heat.columns.1[column];
            let tip = escape(&format!(
                "{name}, {answer}: {}, {}",
                thousands(count),
                percent(share)
            ));
            body += &format!(
                "<g><title>{tip}</title><rect class=\"cell\" x=\"{x:.1}\" y=\"{y:.1}\" \
                 width=\"{width:.1}\" height=\"{CELL}\" fill-opacity=\"{share:.3}\"/>{}</g>\n",
                text(
                    x + width / 2.0,
                    y + 21.0,
                    "middle",
                    &format!("{depth} {strong}"),
                    &format!("{:.0}", 100.0 * share)
                )
                .trim_end()
            );
        }
        let share = percent(most.1 as f64 / total);
        said.push(format!(
            "{name} mostly {} ({share})",
            heat.columns.1[most.0]
        ));
    }
    let foot = TOP + heat.counts.len() as f64 * CELL + 18.0;
    body += &text(WIDTH - RIGHT, foot, "end", "quiet", "percent of the row");
    let says = format!(
        "{}, {} against {}: {}",
        heat.title,
        heat.rows.0,
        heat.columns.0,
        said.join("; ")
    );
    chart(heat.title, &says, foot + 4.0, &body)
}
