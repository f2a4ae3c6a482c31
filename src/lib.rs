//! Mien.
