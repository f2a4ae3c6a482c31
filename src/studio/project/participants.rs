//! Which classes and samples of a project take part in training, and in which order.

use super::ProjectClass;

/// What takes part in training.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participants {
    /// Places of the classes in the project, in its order; the order of the head's outputs.
    pub classes: Vec<usize>,
    /// Places of the samples, oldest (lowest id) first, so that the same project gives the same head
    /// however its samples are stored.
    pub samples: Vec<usize>,
    /// Of each of these samples: which of `classes` it shows.
    pub truth: Vec<u32>,
}

/// The classes that are not left out, and their samples, each an id and the id of its class.
pub fn participants(classes: &[ProjectClass], samples: &[(u32, u32)]) -> Participants {
    let enabled: Vec<usize> = (0..classes.len())
        .filter(|&place| !classes[place].disabled)
        .collect();
    let output = |class: u32| enabled.iter().position(|&place| classes[place].id == class);
    let mut chosen: Vec<(u32, usize, u32)> = samples
        .iter()
        .enumerate()
        .filter_map(|(place, &(id, class))| Some((id, place, output(class)? as u32)))
        .collect();
    chosen.sort_unstable();
    Participants {
        samples: chosen.iter().map(|&(_, place, _)| place).collect(),
        truth: chosen.iter().map(|&(.., class)| class).collect(),
        classes: enabled,
    }
}
