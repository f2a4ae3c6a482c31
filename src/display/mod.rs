//! What is shown to people: faces with stable ids and steadied values, where boxes and chips go, and
//! how expressions are put into words.

pub mod overlay;
pub mod report;
pub mod track;
pub mod wording;
