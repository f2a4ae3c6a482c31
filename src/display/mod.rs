//! What is shown of a frame: faces with stable ids and steadied values, and where boxes and chips go.

pub mod overlay;
pub mod report;
pub mod track;
