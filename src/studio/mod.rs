//! Teaching: a person's pictures become samples, samples a head, and both a file.
//!
//! [`import`] reads what a person brings, [`extract`] finds and cuts out the faces, [`train`] fits a
//! head on what the backbone makes of them, and [`project`] keeps it all. A small picture that one
//! face fills is aligned by a network of its own ([`landmarks`]) instead of the detector. A project can be
//! of whole pictures instead of faces ([`pictures`]).

mod code_pages;
pub mod extract;
pub mod faults;
pub mod import;
pub mod landmarks;
pub mod names;
pub mod pictures;
pub mod project;
pub mod train;
