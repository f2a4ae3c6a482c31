//! Reading what a person brings to teach with: Teachable Machine's project files, zip files of
//! pictures in folders, and tables of pictures like FER2013.

mod archive;
pub mod fer;
pub mod folders;
pub mod leftovers;
pub mod names;
mod unpack;

pub use archive::{Archive, ArchiveEntry, ArchiveKind};
