//! Networks and the folders they are kept in.

pub mod architectures;
pub mod folder;
pub mod integers;
pub mod restore_norm;
pub mod trained;
