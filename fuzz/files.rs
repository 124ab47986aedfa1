//! The look at files, without where they are kept.

#[path = "../src/files/compound.rs"]
mod compound;

#[path = "../src/files/image.rs"]
mod image;

#[path = "../src/files/inspect.rs"]
pub mod inspect;

#[path = "../src/files/zipped.rs"]
mod zipped;
