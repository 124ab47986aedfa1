//! What may be kept. A file is judged by its content; what its name or its sender say of it
//! counts for nothing.
//!
//! Pictures, PDF, Office documents, sound and films are taken. Everything else is refused:
//! programs, scripts and archives above all, and pictures that few phones can show (HEIC, TIFF).

use bytes::Bytes;

use super::{compound, image, zipped};
use crate::domain::FileTrouble;

/// A file that may be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sound {
    /// What it is.
    pub media_type: &'static str,
    /// What to keep: of a picture, without what was written down about taking it.
    pub content: Bytes,
}

/// Formats that need no closer look: nothing in them is run or unpacked by whoever shows them.
const AS_THEY_ARE: [&str; 17] = [
    "application/pdf",
    "audio/aac",
    "audio/amr",
    "audio/m4a",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/x-flac",
    "audio/x-wav",
    "video/mp4",
    "video/mpeg",
    "video/quicktime",
    "video/webm",
    "video/x-m4v",
    "video/x-matroska",
    "video/x-ms-wmv",
    "video/x-msvideo",
];

/// Judges a file. Takes a while for a large one, so it does not belong between other things.
pub fn inspect(content: Vec<u8>) -> Result<Sound, FileTrouble> {
    let content = Bytes::from(content);
    if content.starts_with(zipped::SIGNATURE) {
        let media_type = zipped::judge(&content)?;
        return Ok(Sound { media_type, content });
    }
    if content.starts_with(compound::SIGNATURE) {
        let media_type = compound::judge(&content)?;
        return Ok(Sound { media_type, content });
    }
    let media_type = infer::get(&content).map(|kind| kind.mime_type());
    match media_type {
        Some(media_type @ ("image/jpeg" | "image/png" | "image/webp" | "image/gif")) => {
            Ok(Sound { media_type, content: image::clean(media_type, content)? })
        }
        Some(media_type) if AS_THEY_ARE.contains(&media_type) => Ok(Sound { media_type, content }),
        _ => Err(FileTrouble::WrongType),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn compound(streams: &[&str], storages: &[&str]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for storage in storages {
            file.create_storage(storage).unwrap();
        }
        for stream in streams {
            file.create_stream(stream).unwrap().write_all(b"content").unwrap();
        }
        file.into_inner().into_inner()
    }

    const WORD: [(&str, &[u8]); 2] =
        [("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")];

    #[test]
    fn documents_are_told_by_what_is_in_them() {
        let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        let odt = "application/vnd.oasis.opendocument.text";
        for (content, media_type) in [
            (zipped(&WORD), docx),
            (zipped(&[("mimetype", odt.as_bytes()), ("content.xml", b"<x/>")]), odt),
            (compound(&["/WordDocument"], &[]), "application/msword"),
            (compound(&["/Workbook"], &[]), "application/vnd.ms-excel"),
            (b"%PDF-1.7\n".to_vec(), "application/pdf"),
            (b"ID3\x04\0\0".to_vec(), "audio/mpeg"),
            (b"\xff\xf1\x50\x80 spoken".to_vec(), "audio/aac"),
            (b"#!AMR\n spoken".to_vec(), "audio/amr"),
        ] {
            let sound =
                inspect(content.clone()).unwrap_or_else(|why| panic!("{media_type}: {why:?}"));
            assert_eq!((sound.media_type, &sound.content[..]), (media_type, &content[..]));
        }
    }

    #[test]
    fn programs_scripts_and_archives_are_refused() {
        let macros = [&WORD[..], &[("word/vbaProject.bin", b"Sub AutoOpen")]].concat();
        for (content, what) in [
            (Vec::new(), "nothing"),
            (b"MZ\x90\0".to_vec(), "a program"),
            (b"\x7fELF\x02\x01\x01".to_vec(), "a program"),
            (b"#!/bin/sh\nrm -rf /".to_vec(), "a script"),
            (b"<html><script>alert(1)</script></html>".to_vec(), "a page"),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".to_vec(), "a page"),
            (b"{\\rtf1 \\objdata}".to_vec(), "rich text, which carries objects"),
            (zipped(&[("virus.exe", b"MZ")]), "an archive"),
            (zipped(&[("META-INF/MANIFEST.MF", b"x"), ("A.class", b"\xca\xfe")]), "a program"),
            (zipped(&macros), "a document with macros"),
            (compound(&["/WordDocument"], &["/Macros"]), "a document with macros"),
            (compound(&["/Property"], &[]), "an installer"),
            (b"Rar!\x1a\x07\x01\0".to_vec(), "an archive"),
            (b"7z\xbc\xaf\x27\x1c".to_vec(), "an archive"),
            (b"II\x2a\0".to_vec(), "a picture that few can show"),
        ] {
            assert_eq!(inspect(content), Err(FileTrouble::WrongType), "{what}");
        }
    }

    #[test]
    fn what_would_blow_up_is_refused() {
        let nothing = vec![0; 120_000_000];
        let bomb = zipped(&[WORD[0], WORD[1], ("word/a.xml", &nothing), ("word/b.xml", &nothing)]);
        assert!(bomb.len() < 1_000_000, "it is small until it is opened");
        assert_eq!(inspect(bomb), Err(FileTrouble::Broken));

        let mut wide = b"GIF89a".to_vec();
        wide.extend([0xff, 0xff, 0xff, 0xff, 0, 0, 0]);
        assert_eq!(inspect(wide), Err(FileTrouble::Broken));

        let mut cut = zipped(&WORD);
        cut.truncate(cut.len() / 2);
        assert_eq!(inspect(cut), Err(FileTrouble::Broken));
    }

    #[test]
    fn a_png_keeps_its_picture_and_loses_its_remarks() {
        let mut content = Vec::new();
        let mut encoder = png::Encoder::new(&mut content, 2, 1);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.add_text_chunk("Location".to_owned(), "21.0285 105.8542".to_owned()).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[7, 9]).unwrap();
        writer.finish().unwrap();
        let clean = inspect(content).unwrap().content;
        assert!(!clean.windows(7).any(|part| part == b"21.0285"));
        let mut reader = png::Decoder::new(Cursor::new(&clean[..])).read_info().unwrap();
        let mut shown = [0; 2];
        reader.next_frame(&mut shown).unwrap();
        assert_eq!(shown, [7, 9]);
    }

    #[test]
    fn pictures_that_make_no_sense_do_no_harm() {
        for begin in [
            &b"\xff\xd8\xff"[..],
            b"\xff\xd8\xff\xe1\x00\x00",
            b"\xff\xd8\xff\xe1\x00\x10Exif\0\0MM\0\x2a\xff\xff\xff\xff",
            b"\xff\xd8\xff\xda\x00\x02\xff",
            b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
            b"RIFF\xff\xff\xff\xffWEBPVP8X",
            // A size, and no picture of that size.
            b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0EXIF\0\0\0\0",
            b"GIF89a",
        ] {
            for length in 0..=begin.len() {
                let refused = inspect(begin[..length].to_vec());
                assert!(refused.is_err(), "{begin:?} cut to {length}");
            }
        }
    }
}
