//! A network with what it takes to ask it: which values it is shown, and what its answers are called.

use serde_json::Value;

use super::graph::Graph;

/// A model that comes from another runtime or leaves for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What its maker calls it.
    pub name: String,
    /// Its network.
    pub graph: Graph,
    /// The classes, in the order of the network's answer; empty where nobody named them.
    pub labels: Vec<String>,
    /// The network expects `pixel / half_range − 1`.
    pub half_range: f32,
    /// What else those who use it have to know, such as how faces are aligned; `null` where there is nothing.
    pub notes: Value,
    /// When it was made, in the form of ISO 8601.
    pub time: String,
}
