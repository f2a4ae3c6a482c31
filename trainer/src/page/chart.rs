//! What all charts share, and bars. Charts are drawn 400 units wide, so that their text keeps its
//! size from a phone's width on; colours are the page's, so that they follow light and dark.

use maud::{Markup, html};

/// Width of every chart in its own units.
pub(super) const WIDTH: f64 = 400.0;

/// A chart with its title. `says` tells in words what it shows.
pub(super) fn chart(title: &str, says: &str, height: f64, body: &Markup) -> Markup {
    html! {
        figure.chart {
            figcaption { (title) }
            svg viewBox={ "0 0 " (WIDTH) " " (round(height, 0)) } role="img" aria-label=(says) {
                (body)
            }
        }
    }
}

/// Text at a place; `anchor` is `start`, `middle` or `end`.
pub(super) fn text(x: f64, y: f64, anchor: &str, class: &str, text: &str) -> Markup {
    html! {
        text x=(tenths(x)) y=(tenths(y)) text-anchor=(anchor) class=(class) { (text) }
    }
}

/// A number with so many decimals.
pub(super) fn round(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// A length or a place, exact enough to draw with.
pub(super) fn tenths(value: f64) -> String {
    round(value, 1)
}

/// A bar.
#[derive(Debug)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// Its length.
    pub value: f64,
    /// The value in words, beside it.
    pub says: String,
    /// Its colour.
    pub colour: String,
}

/// Bars one above the other, from 0 to `longest`.
pub fn bars(title: &str, bars: &[Bar], longest: f64) -> Markup {
    const ROW: f64 = 28.0;
    const LEFT: f64 = 84.0;
    const RIGHT: f64 = 104.0;
    let room = WIDTH - LEFT - RIGHT;
    let length = |bar: &Bar| room * (bar.value / longest.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
    let body = html! {
        @for (row, bar) in bars.iter().enumerate() {
            @let y = row as f64 * ROW;
            (text(0.0, y + 18.0, "start", "", &bar.name))
            rect.track x=(LEFT) y=(tenths(y + 6.0)) width=(room) height="16" rx="3" {}
            rect x=(LEFT) y=(tenths(y + 6.0)) width=(tenths(length(bar))) height="16" rx="3"
                fill=(bar.colour) {}
            (text(WIDTH, y + 18.0, "end", "", &bar.says))
        }
    };
    let said: Vec<_> = bars
        .iter()
        .map(|bar| format!("{} {}", bar.name, bar.says))
        .collect();
    let says = format!("{title}: {}", said.join(", "));
    chart(title, &says, bars.len() as f64 * ROW, &body)
}
