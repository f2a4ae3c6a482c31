//! `labels.txt`, as Teachable Machine writes it: a number and a name a line.

/// One line a class: `0 Happy`.
pub fn to_text(labels: &[String]) -> String {
    let line = |(number, label): (usize, &String)| format!("{number} {}\n", one_line(label));
    labels.iter().enumerate().map(line).collect()
}

/// The names of all lines, with or without numbers before them.
pub fn from_text(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let named = |(number, line): (usize, &&str)| {
        let (first, rest) = line.split_once(char::is_whitespace)?;
        (first == number.to_string()).then(|| rest.trim().to_owned())
    };
    let numbered: Option<Vec<String>> = lines.iter().enumerate().map(named).collect();
    numbered.unwrap_or_else(|| lines.iter().map(|&line| line.to_owned()).collect())
}

fn one_line(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_whatever_they_are() {
        for names in [
            vec!["Happy", "My left hand"],
            vec!["0", "1 2"],
            vec!["笑顔", "حزين"],
            vec![],
        ] {
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            assert_eq!(from_text(&to_text(&names)), names);
        }
        assert_eq!(from_text("Happy\r\n\r\nSad"), ["Happy", "Sad"]);
        assert_eq!(from_text("3 little pigs\nwolf"), ["3 little pigs", "wolf"]);
    }
}
