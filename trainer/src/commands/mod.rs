//! One module a command: its options, and what it does.

pub mod baseline;
pub mod describe;
pub mod detect;
pub mod evaluate;
pub mod export;
pub mod few_shot;
pub mod fit;
pub mod fit_head;
pub mod fit_landmarks;
pub mod import_base;
pub mod import_detector;
pub mod quantize;
pub mod recognize;
pub mod report;
pub mod robustness;
pub mod template;
