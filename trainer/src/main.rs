//! Mien trainer.
fn main() {}
