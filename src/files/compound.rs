//! Documents of older office programs: a small file system in a file.

use std::io::Cursor;

use cfb::CompoundFile;

use crate::domain::FileTrouble;

/// How such a file begins.
pub const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What kind of document it is. Installers are files of this form too, and are refused.
pub fn judge(content: &[u8]) -> Result<&'static str, FileTrouble> {
    let file = CompoundFile::open(Cursor::new(content)).map_err(|_| FileTrouble::Broken)?;
    let documents = [
        ("/WordDocument", "application/msword"),
        ("/Workbook", "application/vnd.ms-excel"),
        ("/Book", "application/vnd.ms-excel"),
        ("/PowerPoint Document", "application/vnd.ms-powerpoint"),
    ];
    let document = documents.iter().find(|(stream, _)| file.is_stream(stream));
    let (_, media_type) = document.ok_or(FileTrouble::WrongType)?;
    // Macros are programs.
    if ["/Macros", "/_VBA_PROJECT_CUR"].iter().any(|storage| file.is_storage(storage)) {
        return Err(FileTrouble::WrongType);
    }
    Ok(media_type)
}
