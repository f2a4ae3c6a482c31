//! Curves and points between two axes, and the reliability diagram. Everything has a letter and a
//! mark of its own beside its colour.

use super::chart::{WIDTH, chart, text};
use super::{class_colour, escape, thousands};

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

fn mark(look: usize, x: f64, y: f64) -> String {
    let fill = colour(look);
    match look % 4 {
        0 => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"{fill}\"/>"),
        shape => {
            let outline: &[(f64, f64)] = match shape {
                1 => &[(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)],
                2 => &[(0.0, -5.0), (5.0, 4.0), (-5.0, 4.0)],
                _ => &[(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)],
            };
            let points: Vec<_> = outline
                .iter()
                .map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy))
                .collect();
            format!("<polygon points=\"{}\" fill=\"{fill}\"/>", points.join(" "))
        }
    }
}

/// A series' letter, line and mark, for tables and legends.
pub fn marker(look: usize) -> String {
    format!(
        "<b>{}</b> <svg viewBox=\"0 0 36 14\" aria-hidden=\"true\"><path d=\"M0 7H36\" \
         stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>{}</svg>",
        letter(look),
        colour(look),
        dash(look),
        mark(look, 18.0, 7.0)
    )
}

/// What the letters and marks stand for.
pub fn legend(names: &[String]) -> String {
    let items: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(look, name)| format!("<li>{} {}</li>\n", marker(look), escape(name)))
        .collect();
    format!("<ul class=\"legend\">\n{}</ul>\n", items.concat())
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

    fn draw(&self, x: &Axis, y: &Axis) -> String {
        let (floor, right) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
        let mut body = String::new();
        let step = |ticks: &[f64]| match ticks {
            [a, b, ..] => b - a,
            _ => 0.01,
        };
        let across = ticks(self.y.0, self.y.1);
        for &value in &across {
            let place = self.y(value);
            body += &format!("<path class=\"grid\" d=\"M{LEFT} {place:.1}H{right}\"/>");
            let label = tick_text(value, step(&across), y.percent);
            body += &text(LEFT - 6.0, place + 4.0, "end", "quiet", &label);
        }
        let along = match x.factors {
            true => factor_ticks(self.x.0, self.x.1),
            false => ticks(self.x.0, self.x.1),
        };
        for &value in &along {
            let place = self.x(if x.factors { value.log10() } else { value });
            body += &format!("<path class=\"axis\" d=\"M{place:.1} {floor}v4\"/>");
            let step = if x.factors { value } else { step(&along) };
            let label = tick_text(value, step, x.percent);
            body += &text(place, floor + 18.0, "middle", "quiet", &label);
        }
        body += &format!("<path class=\"axis\" d=\"M{LEFT} {floor}H{right}\"/>\n");
        body += &text(right, HEIGHT - 8.0, "end", "", &format!("{} →", x.name));
        body += &text(0.0, 11.0, "start", "", &format!("↑ {}", y.name));
        body
    }
}

/// Draws series between two axes.
pub fn plot(title: &str, x: &Axis, y: &Axis, series: &[Series]) -> String {
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
    let mut body = axes.draw(x, y);
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
        body += &format!("<g><title>{}: {numbers}</title>", escape(&series.name));
        if series.joined {
            let path: Vec<_> = places
                .iter()
                .map(|(px, py)| format!("{px:.1} {py:.1}"))
                .collect();
            body += &format!(
                "<path d=\"M{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" \
                 stroke-linejoin=\"round\" stroke-dasharray=\"{}\"/>",
                path.join("L"),
                colour(series.look),
                dash(series.look)
            );
        }
        if let Some(&(px, py)) = places.last() {
            body += &mark(series.look, px, py);
            // Letters of marks that lie together stand one above the other.
            let mut label_y = py + 4.0;
            while labels
                .iter()
                .any(|(ox, oy)| (ox - px).abs() < 16.0 && (oy - label_y).abs() < 12.0)
            {
                label_y -= 12.0;
            }
            labels.push((px, label_y));
            body += &text(px + 8.0, label_y, "start", "strong", &letter(series.look));
        }
        body += "</g>\n";
        said.push(format!("{}: {numbers}", series.name));
    }
    let at = match series.iter().any(|s| s.joined) {
        true => "at the end ",
        false => "",
    };
    let says = format!("{title}; {at}{}", said.join("; "));
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
pub fn reliability(title: &str, bins: &[Reliability]) -> String {
    let axes = Axes {
        x: (0.0, 1.0),
        y: (0.0, 1.0),
    };
    let mut body = axes.draw(
        &Axis::percent("Confidence of the answer"),
        &Axis::percent("Right"),
    );
    let total: usize = bins.iter().map(|b| b.answers).sum();
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
        body += &format!(
            "<g><title>{tip}</title><rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" \
             height=\"{:.1}\" fill=\"var(--accent)\" fill-opacity=\"{opacity:.2}\"/>\
             <path d=\"M{left:.1} {wished:.1}H{right:.1}\" stroke=\"var(--danger)\" \
             stroke-width=\"2.5\"/></g>\n",
            right - left,
            axes.y(0.0) - top
        );
        said.push(tip);
    }
    body += &format!(
        "<path class=\"axis\" stroke-dasharray=\"4 4\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>\n",
        axes.x(0.0),
        axes.y(0.0),
        axes.x(1.0),
        axes.y(1.0)
    );
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
        );
        assert!(svg.contains("role=\"img\"") && svg.contains("aria-label=\"Accuracy; at the end"));
        assert!(svg.contains("&lt;run&gt;") && !svg.contains("NaN") && svg.contains(">B</text>"));
    }
}
