//! Normalisation as part of the weights before it.

use std::collections::HashMap;

use super::graph::{Graph, Layer, LayerKind, Weight};
use crate::Error;

/// The same network with fewer layers: a normalisation that follows a convolution or a dense layer, and
/// nothing else does, becomes part of its weights and its bias.
///
/// # Errors
/// As [`Graph::sizes`].
pub fn fold(graph: &Graph) -> Result<Graph, Error> {
    graph.sizes()?;
    let uses = graph.uses();
    let mut of_name: HashMap<&str, usize> = HashMap::new();
    for layer in &graph.layers {
        *of_name.entry(&layer.name).or_default() += 1;
    }
    let mut folded = Graph {
        input: graph.input,
        layers: Vec::new(),
        weights: graph.weights.clone(),
    };
    // Of every layer: the one that has its result.
    let mut now: Vec<usize> = Vec::with_capacity(graph.layers.len());
    for layer in &graph.layers {
        if let (LayerKind::BatchNorm { epsilon }, [input]) = (&layer.kind, &layer.inputs[..]) {
            let before = &mut folded.layers[now[*input]];
            // Two layers of one name share their weights.
            let alone = uses[*input] == 1 && of_name[before.name.as_str()] == 1;
            let (scale, shift) = scale_and_shift(graph, layer, *epsilon);
            if alone && absorb(before, &mut folded.weights, &scale, &shift) {
                for name in ["gamma", "beta", "moving_mean", "moving_variance"] {
                    folded.weights.remove(&format!("{}/{name}", layer.name));
                }
                now.push(now[*input]);
                continue;
            }
        }
        now.push(folded.layers.len());
        let inputs = layer.inputs.iter().map(|&input| now[input]).collect();
        folded.layers.push(Layer {
            inputs,
            ..layer.clone()
        });
    }
    Ok(folded)
}

/// Makes `values · scale + shift` part of a layer, where that is possible.
fn absorb(
    layer: &Layer,
    weights: &mut std::collections::BTreeMap<String, Weight>,
    scale: &[f32],
    shift: &[f32],
) -> bool {
    let kernel = match layer.kind {
        LayerKind::Conv(_) | LayerKind::Dense => "kernel",
        LayerKind::DepthwiseConv(_) => "depthwise_kernel",
        _ => return false,
    };
    let Some(kernel) = weights.get_mut(&format!("{}/{kernel}", layer.name)) else {
        return false;
    };
    // Channels are the last axis of all of them that is not 1.
    for weights in kernel.values.chunks_exact_mut(scale.len()) {
        for (weight, scale) in weights.iter_mut().zip(scale) {
            *weight *= scale;
        }
    }
    let bias = weights
        .entry(format!("{}/bias", layer.name))
        .or_insert_with(|| Weight {
            shape: vec![scale.len()],
            values: vec![0.0; scale.len()],
        });
    for ((bias, scale), shift) in bias.values.iter_mut().zip(scale).zip(shift) {
        *bias = *bias * scale + shift;
    }
    true
}

/// `(value − mean) / √(variance + ε) · gamma + beta` as `value · scale + shift`, a pair a channel.
pub fn scale_and_shift(graph: &Graph, layer: &Layer, epsilon: f32) -> (Vec<f32>, Vec<f32>) {
    let get = |name: &str| {
        graph
            .weight(layer, name)
            .map(|weight| weight.values.as_slice())
    };
    let mean = get("moving_mean").unwrap_or_default();
    let variance = get("moving_variance").unwrap_or_default();
    let gamma = |channel: usize| get("gamma").map_or(1.0, |gamma| gamma[channel]);
    let beta = |channel: usize| get("beta").map_or(0.0, |beta| beta[channel]);
    let scale: Vec<f32> = (0..)
        .zip(variance)
        .map(|(channel, variance)| gamma(channel) / (variance + epsilon).sqrt())
        .collect();
    let shift = (0..)
        .zip(mean.iter().zip(&scale))
        .map(|(channel, (mean, scale))| beta(channel) - mean * scale)
        .collect();
    (scale, shift)
}
