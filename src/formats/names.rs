//! Names that every runtime takes.

use std::collections::HashSet;

use super::graph::{Graph, Layer};

/// The same network with names of letters, digits and underscores, each of them once. Layers that share their
/// weights have them each for itself.
pub fn plain_names(graph: &Graph) -> Graph {
    let mut used = HashSet::new();
    let mut plain = Graph {
        input: graph.input,
        layers: Vec::with_capacity(graph.layers.len()),
        weights: Default::default(),
    };
    for layer in &graph.layers {
        let name = plain_name(&layer.name, &mut used);
        let prefix = format!("{}/", layer.name);
        let of_layer = graph.weights.range(prefix.clone()..);
        for (weight, value) in of_layer.take_while(|(weight, _)| weight.starts_with(&prefix)) {
            // Weights of a layer whose name begins with this one's have one more part.
            if let Some(weight) = weight.strip_prefix(&prefix).filter(|w| !w.contains('/')) {
                plain
                    .weights
                    .insert(format!("{name}/{weight}"), value.clone());
            }
        }
        plain.layers.push(Layer {
            name,
            ..layer.clone()
        });
    }
    plain
}

fn plain_name(name: &str, used: &mut HashSet<String>) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let mut plain: String = name.chars().map(letter).collect();
    // Some runtimes want a letter first.
    if !plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain.insert_str(0, "layer_");
    }
    let mut candidate = plain.clone();
    let mut count = 1;
    while !used.insert(candidate.clone()) {
        count += 1;
        candidate = format!("{plain}_{count}");
    }
    candidate
}
