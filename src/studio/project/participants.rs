//! Which classes and samples of a project take part in training, and in which order.

use super::ProjectClass;

/// Of a class with more samples, so many are learnt from as in a mirror, too. They are for classes of few samples: of
/// FER2013's 28,709 faces a head learns as much with 500 of every class, and without any.
pub const MIRRORED: usize = 200;

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
    /// Places in `samples` of those whose mirror images are learnt from, too, where mirroring is wanted: the oldest
    /// [`MIRRORED`] of every class.
    pub mirrored: Vec<usize>,
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
    let mut counts = vec![0; enabled.len()];
    let mut is_mirrored = |class: u32| {
        let count = &mut counts[class as usize];
        *count += 1;
        *count <= MIRRORED
    };
    Participants {
        mirrored: chosen
            .iter()
            .enumerate()
            .filter(|(_, (.., class))| is_mirrored(*class))
            .map(|(place, _)| place)
            .collect(),
        samples: chosen.iter().map(|&(_, place, _)| place).collect(),
        truth: chosen.iter().map(|&(.., class)| class).collect(),
        classes: enabled,
    }
}
