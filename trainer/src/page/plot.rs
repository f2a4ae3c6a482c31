//! Curves and points between two axes, and the reliability diagram. Everything has a letter and a
//! mark of its own beside its colour.

use maud::{Markup, html};

use super::chart::{WIDTH, chart, round, tenths, text};
use super::{class_colour, thousands};

const LEFT: f64 = 52.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 46.0;
const HEIGHT: f64 = 290.0;

/// An axis.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What it measures, with the unit.
    pub name: String,
    /// Where it begins and ends; by default where the data does.
    pub range: Option<(f64, f64)>,
    /// Numbers are shares, shown in percent.
    pub percent: bool,
    /// Each step is a factor: for numbers above 0 of which some are many times the others.
    pub factors: bool,
}

impl Axis {
    /// An axis as long as the data.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            range: None,
            percent: false,
            factors: false,
        }
    }

    /// An axis on which each step is a factor.
    pub fn factors(name: &str) -> Self {
        Self {
            factors: true,
            ..Self::new(name)
        }
    }

    /// An axis of shares, as long as the data.
    pub fn percent(name: &str) -> Self {
        Self {
            percent: true,
            ..Self::new(name)
        }
    }
}

/// Points that belong together.
#[derive(Debug)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// Which of the colours and marks is theirs, and which letter.
    pub look: usize,
    /// x and y.
    pub points: Vec<(f64, f64)>,
    /// Joined by a line.
    pub joined: bool,
}

/// A series' letter: A to Z, then A1.
fn letter(look: usize) -> String {
    let letter = char::from(b'A' + (look % 26) as u8);
    match look / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

fn colour(look: usize) -> String {
    // The first colours differ most, for people who see few colours too.
    const ORDER: [usize; 8] = [4, 0, 1, 3, 2, 5, 7, 6];
    class_colour(ORDER[look % ORDER.len()])
}

fn dash(look: usize) -> &'static str {
    ["", "6 3", "2 3", "9 3 2 3"][look % 4]
}

fn mark(look: usize, x: f64, y: f64) -> Markup {
    let fill = colour(look);
    let outline: &[(f64, f64)] = match look % 4 {
        0 => return html! { circle cx=(tenths(x)) cy=(tenths(y)) r="4.5" fill=(fill) {} },
        1 => &[(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)],
        2 => &[(0.0, -5.0), (5.0, 4.0), (-5.0, 4.0)],
        _ => &[(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)],
    };
    let points: Vec<_> = outline
        .iter()
        .map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy))
        .collect();
    html! { polygon points=(points.join(" ")) fill=(fill) {} }
}

/// A series' letter, line and mark, for tables and legends.
pub fn marker(look: usize) -> Markup {
    html! {
        b { (letter(look)) }
        " "
        svg viewBox="0 0 36 14" aria-hidden="true" {
            path d="M0 7H36" stroke=(colour(look)) stroke-width="2" stroke-dasharray=(dash(look)) {}
            (mark(look, 18.0, 7.0))
        }
    }
}

/// What the letters and marks stand for.
pub fn legend(names: &[String]) -> Markup {
    html! {
        ul.legend {
            @for (look, name) in names.iter().enumerate() {
                li { (marker(look)) " " (name) }
            }
        }
    }
}

/// Round numbers between powers of ten whose logarithms lie between `low` and `high`.
fn factor_ticks(low: f64, high: f64) -> Vec<f64> {
    let powers = low.floor() as i32..=high.ceil() as i32;
    let all = powers.flat_map(|power| [1.0, 2.0, 5.0].map(|f| f * 10f64.powi(power)));
    let inside: Vec<_> = all.filter(|v| (low..=high).contains(&v.log10())).collect();
    match inside.len() {
        // Only powers of ten where there are many.
        8.. => inside
            .into_iter()
            .filter(|v| v.log10().fract().abs() < 1e-9)
            .collect(),
        _ => inside,
    }
}

/// Round numbers from `low` to `high`, about five.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let rough = (high - low) / 5.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough)
        .unwrap_or(rough);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

fn tick_text(value: f64, step: f64, percent: bool) -> String {
    let (value, step) = match percent {
        true => (100.0 * value, 100.0 * step),
        false => (value, step),
    };
    let decimals = (0..4).find(|&d| {
        let scaled = step * 10f64.powi(d);
        (scaled - scaled.round()).abs() < 1e-6
    });
    let unit = if percent { " %" } else { "" };
    if !percent && value >= 1000.0 {
        return thousands(value.round() as usize);
    }
    format!("{value:.*}{unit}", decimals.unwrap_or(4) as usize)
}

/// The range of the values with some air, never empty.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
        (low.min(v), high.max(v))
    });
    if !low.is_finite() {
        return (0.0, 1.0);
    }
    let air = match high - low {
        span if span > 0.0 => 0.06 * span,
        _ => (0.1 * high.abs()).max(0.01),
    };
    (low - air, high + air)
}

/// Axes with their lines and numbers, and where values lie on them.
struct Axes {
    x: (f64, f64),
    y: (f64, f64),
}

impl Axes {
    fn x(&self, value: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * (value - self.x.0) / (self.x.1 - self.x.0)
    }

    fn y(&self, value: f64) -> f64 {
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - self.y.0) / (self.y.1 - self.y.0)
    }

    fn draw(&self, x: &Axis, y: &Axis) -> Markup {
        let (floor, right) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
        let step = |ticks: &[f64]| match ticks {
            [a, b, ..] => b - a,
            _ => 0.01,
        };
        let across = ticks(self.y.0, self.y.1);
        let along = match x.factors {
            true => factor_ticks(self.x.0, self.x.1),
            false => ticks(self.x.0, self.x.1),
        };
        html! {
            @for &value in &across {
                @let place = self.y(value);
                @let label = tick_text(value, step(&across), y.percent);
                path.grid d={ "M" (LEFT) " " (tenths(place)) "H" (right) } {}
                (text(LEFT - 6.0, place + 4.0, "end", "quiet", &label))
            }
            @for &value in &along {
                @let place = self.x(if x.factors { value.log10() } else { value });
                @let step = if x.factors { value } else { step(&along) };
                @let label = tick_text(value, step, x.percent);
                path.axis d={ "M" (tenths(place)) " " (floor) "v4" } {}
                (text(place, floor + 18.0, "middle", "quiet", &label))
            }
            path.axis d={ "M" (LEFT) " " (floor) "H" (right) } {}
            (text(right, HEIGHT - 8.0, "end", "", &format!("{} →", x.name)))
            (text(0.0, 11.0, "start", "", &format!("↑ {}", y.name)))
        }
    }
}

/// Draws series between two axes.
pub fn plot(title: &str, x: &Axis, y: &Axis, series: &[Series]) -> Markup {
    let along = |value: f64| match x.factors {
        true => value.max(f64::MIN_POSITIVE).log10(),
        false => value,
    };
    let points = || series.iter().flat_map(|s| &s.points);
    let mut axes = Axes {
        x: x.range
            .unwrap_or_else(|| range(points().map(|p| along(p.0)))),
        y: y.range.unwrap_or_else(|| range(points().map(|p| p.1))),
    };
    if x.range.is_none() && !x.factors && points().all(|p| p.0 >= 0.0) {
        axes.x.0 = axes.x.0.max(0.0);
    }
    if x.factors {
        // Wide enough for a few numbers, even around one point.
        let missing = (0.8 - (axes.x.1 - axes.x.0)).max(0.0);
        axes.x = (axes.x.0 - missing / 2.0, axes.x.1 + missing / 2.0);
    }
    let mut drawn = Vec::new();
    let mut said = Vec::new();
    let mut labels: Vec<(f64, f64)> = Vec::new();
    for series in series {
        let Some(&(last_x, last_y)) = series.points.last() else {
            continue;
        };
        let places: Vec<_> = series
            .points
            .iter()
            .map(|&(px, py)| (axes.x(along(px)), axes.y(py)))
            .collect();
        let numbers = format!("{} {:.4}, {} {:.4}", x.name, last_x, y.name, last_y);
        let path: Vec<_> = places
            .iter()
            .map(|(px, py)| format!("{px:.1} {py:.1}"))
            .collect();
        let (px, py) = (axes.x(along(last_x)), axes.y(last_y));
        // Letters of marks that lie together stand one above the other.
        let mut label_y = py + 4.0;
        while labels
            .iter()
            .any(|(ox, oy)| (ox - px).abs() < 16.0 && (oy - label_y).abs() < 12.0)
        {
            label_y -= 12.0;
        }
        labels.push((px, label_y));
        drawn.push(html! {
            g {
                title { (series.name) ": " (numbers) }
                @if series.joined {
                    path d={ "M" (path.join("L")) } fill="none" stroke=(colour(series.look))
                        stroke-width="2" stroke-linejoin="round"
                        stroke-dasharray=(dash(series.look)) {}
                }
                (mark(series.look, px, py))
                (text(px + 8.0, label_y, "start", "strong", &letter(series.look)))
            }
        });
        said.push(format!("{}: {numbers}", series.name));
    }
    let at = match series.iter().any(|s| s.joined) {
        true => "at the end ",
        false => "",
    };
    let says = format!("{title}; {at}{}", said.join("; "));
    let body = html! {
        (axes.draw(x, y))
        @for series in &drawn { (series) }
    };
    chart(title, &says, HEIGHT, &body)
}

/// A bin of confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reliability {
    /// How many answers fall into it.
    pub answers: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share of them that is right.
    pub accuracy: f64,
}

/// How often answers of a confidence are right: on the diagonal, the confidence can be believed.
pub fn reliability(title: &str, bins: &[Reliability]) -> Markup {
    let axes = Axes {
        x: (0.0, 1.0),
        y: (0.0, 1.0),
    };
    let total: usize = bins.iter().map(|b| b.answers).sum();
    let mut drawn = Vec::new();
    let mut said = Vec::new();
    for (i, bin) in bins.iter().enumerate() {
        if bin.answers == 0 {
            continue;
        }
        let n = bins.len() as f64;
        let (from, to) = (i as f64 / n, (i + 1) as f64 / n);
        let (left, right) = (axes.x(from) + 1.0, axes.x(to) - 1.0);
        let (top, wished) = (axes.y(bin.accuracy), axes.y(bin.confidence));
        let tip = format!(
            "{:.0} to {:.0} % sure: {} answers, {:.1} % sure on average, {:.1} % right",
            100.0 * from,
            100.0 * to,
            bin.answers,
            100.0 * bin.confidence,
            100.0 * bin.accuracy
        );
        // Bins that hold few answers are pale: they say little.
        let share = bin.answers as f64 / total.max(1) as f64;
        let opacity = (0.35 + 4.0 * share).min(0.9);
        drawn.push(html! {
            g {
                title { (tip) }
                rect x=(tenths(left)) y=(tenths(top)) width=(tenths(right - left))
                    height=(tenths(axes.y(0.0) - top)) fill="var(--accent)"
                    fill-opacity=(round(opacity, 2)) {}
                path d={ "M" (tenths(left)) " " (tenths(wished)) "H" (tenths(right)) }
                    stroke="var(--danger)" stroke-width="2.5" {}
            }
        });
        said.push(tip);
    }
    let diagonal = format!(
        "M{:.1} {:.1}L{:.1} {:.1}",
        axes.x(0.0),
        axes.y(0.0),
        axes.x(1.0),
        axes.y(1.0)
    );
    let (sure, right) = (
        Axis::percent("Confidence of the answer"),
        Axis::percent("Right"),
    );
    let body = html! {
        (axes.draw(&sure, &right))
        @for bin in &drawn { (bin) }
        path.axis stroke-dasharray="4 4" d=(diagonal) {}
    };
    chart(
        title,
        &format!("{title}. {}", said.join("; ")),
        HEIGHT,
        &body,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        for (low, high, wanted) in [
            (0.0, 2.0, vec![0.0, 0.5, 1.0, 1.5, 2.0]),
            (0.0, 40.0, vec![0.0, 10.0, 20.0, 30.0, 40.0]),
            (3.0, 9.0, vec![4.0, 6.0, 8.0]),
        ] {
            assert_eq!(ticks(low, high), wanted);
        }
        assert_eq!(tick_text(0.5, 0.25, true), "50 %");
        assert_eq!(tick_text(0.5, 0.25, false), "0.50");
        assert_eq!(tick_text(0.725, 0.025, true), "72.5 %");
    }

    #[test]
    fn steps_that_are_factors_are_round_too() {
        assert_eq!(factor_ticks(2.6, 3.4), [500.0, 1000.0, 2000.0]);
        assert_eq!(factor_ticks(0.0, 4.0), [1.0, 10.0, 100.0, 1000.0, 10_000.0]);
        assert_eq!(tick_text(0.5, 0.5, false), "0.5");
        assert_eq!(tick_text(20_000.0, 20_000.0, false), "20,000");
    }

    #[test]
    fn a_range_is_never_empty() {
        for values in [vec![], vec![0.0], vec![5.0, 5.0], vec![1.0, 2.0]] {
            let (low, high) = range(values.iter().copied());
            assert!(low < high, "{values:?}");
        }
    }

    #[test]
    fn a_plot_says_in_words_what_it_shows() {
        let series = Series {
            name: "<run>".into(),
            look: 1,
            points: vec![(1.0, 0.5), (2.0, 0.75)],
            joined: true,
        };
        let svg = plot(
            "Accuracy",
            &Axis::new("epoch"),
            &Axis::percent("right"),
            &[series],
        )
        .into_string();
        assert!(svg.contains("role=\"img\"") && svg.contains("aria-label=\"Accuracy; at the end"));
        assert!(svg.contains("&lt;run&gt;") && !svg.contains("NaN") && svg.contains(">B</text>"));
    }
}
