//! Documents of newer office programs, which are archives inside.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;

use crate::domain::FileTrouble;

/// How an archive begins.
pub const SIGNATURE: &[u8] = b"PK\x03\x04";

/// Parts of one document. A large workbook has some hundreds.
const MOST_PARTS: usize = 5_000;

/// What a document may come to when it is unpacked. Whoever opens it has a phone.
const MOST_UNPACKED: u64 = 200_000_000;

/// What kind of document it is. Unpacks everything once, without keeping it: what an archive
/// says about its sizes need not be true.
pub fn judge(content: &[u8]) -> Result<&'static str, FileTrouble> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|_| FileTrouble::Broken)?;
    if archive.len() > MOST_PARTS {
        return Err(FileTrouble::Broken);
    }
    let media_type = kind(&mut archive).ok_or(FileTrouble::WrongType)?;
    // Macros are programs.
    let runs = |name: &str| -> bool {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin")
            || name.starts_with("basic/")
            || name.starts_with("scripts/")
    };
    if archive.file_names().any(|name| name.map_or(true, |name| runs(&name))) {
        return Err(FileTrouble::WrongType);
    }
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| FileTrouble::Broken)?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| FileTrouble::Broken)?;
        left = left.checked_sub(unpacked).ok_or(FileTrouble::Broken)?;
    }
    Ok(media_type)
}

/// Microsoft's formats are told by the folder of their main part, the open ones by a part that
/// says so.
fn kind(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<&'static str> {
    const OPEN: [&str; 3] = [
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
    ];
    let has = |archive: &ZipArchive<_>, part: &str| archive.index_for_name(part).is_some();
    if has(archive, "[Content_Types].xml") {
        let main = [
            (
                "word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (
                "xl/workbook.xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            (
                "ppt/presentation.xml",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            ),
        ];
        return main.iter().find(|(part, _)| has(archive, part)).map(|(_, kind)| *kind);
    }
    let mut says = String::new();
    archive.by_name("mimetype").ok()?.take(100).read_to_string(&mut says).ok()?;
    OPEN.into_iter().find(|kind| *kind == says.trim_end())
}
