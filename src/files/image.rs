//! Pictures without what was written down about taking them: where, when, with which phone.
//!
//! The picture itself is not touched: it is taken apart, and put together again without those
//! parts. Nothing is decoded, so no picture can blow up here, and it stays as sharp as it was.
//! How it has to be turned is the one thing that is kept.

use bytes::Bytes;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, riff::RiffContent};

use crate::domain::FileTrouble;

/// What a picture may come to when it is shown: a hundred million dots, four times what a good
/// phone makes.
const MOST_DOTS: u64 = 100_000_000;

/// Parts of a PNG that say how to show it. Whatever else begins with a small letter is remarks.
const SHOWN: [&[u8; 4]; 13] = [
    b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"hIST", b"tRNS", b"pHYs", b"sPLT",
    b"acTL", b"fcTL", b"fdAT",
];

/// Parts of a WebP that say how to show it.
const SHOWN_OF_WEBP: [&[u8; 4]; 7] =
    [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// The picture without remarks.
pub fn clean(media_type: &str, content: Bytes) -> Result<Bytes, FileTrouble> {
    let (size, cleaned) = match media_type {
        "image/jpeg" => jpeg(content)?,
        "image/png" => png(content)?,
        "image/webp" => webp(content)?,
        _ => (gif_size(&content), content),
    };
    let (width, height) = size.ok_or(FileTrouble::Broken)?;
    if u64::from(width) * u64::from(height) > MOST_DOTS || width == 0 || height == 0 {
        return Err(FileTrouble::Broken);
    }
    Ok(cleaned)
}

/// Its width and height, where they can be read.
type Size = Option<(u32, u32)>;

fn jpeg(content: Bytes) -> Result<(Size, Bytes), FileTrouble> {
    let mut picture = Jpeg::from_bytes(content).map_err(|_| FileTrouble::Broken)?;
    let turned = picture.exif().and_then(|exif| orientation(&exif));
    picture.segments_mut().retain(|segment| match segment.marker() {
        markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        // Adobe's says how the colours are meant.
        markers::APP14 => segment.contents().starts_with(b"Adobe"),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    });
    picture.set_exif(turned.map(exif));
    let size = picture.dimensions().map(|(width, height)| (width.into(), height.into()));
    let whole = picture.encoder().bytes();
    let end = end_of_jpeg(&whole).ok_or(FileTrouble::Broken)?;
    Ok((size, whole.slice(..end)))
}

/// Where a JPEG ends. Phones hang films and further pictures on, with positions of their own.
fn end_of_jpeg(content: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        at += content.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *content.get(at + 1)? {
            markers::EOI => return Some(at + 2),
            0xff => at += 1,
            // A stuffed byte, a restart, or the beginning.
            0x00 | 0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let length = content.get(at + 2..at + 4)?;
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
        }
    }
}

fn png(content: Bytes) -> Result<(Size, Bytes), FileTrouble> {
    let mut picture = Png::from_bytes(content).map_err(|_| FileTrouble::Broken)?;
    let turned = picture.exif().and_then(|exif| orientation(&exif));
    picture
        .chunks_mut()
        .retain(|chunk| chunk.kind()[0].is_ascii_uppercase() || SHOWN.contains(&&chunk.kind()));
    picture.set_exif(turned.map(exif));
    Ok((picture.dimensions(), picture.encoder().bytes()))
}

fn webp(content: Bytes) -> Result<(Size, Bytes), FileTrouble> {
    let mut picture = WebP::from_bytes(content).map_err(|_| FileTrouble::Broken)?;
    let turned = picture.exif().and_then(|exif| orientation(&exif));
    picture.chunks_mut().retain(|chunk| {
        SHOWN_OF_WEBP.contains(&&chunk.id()) && matches!(chunk.content(), RiffContent::Data(_))
    });
    picture.set_exif(turned.map(exif));
    let cleaned = picture.encoder().bytes();
    // A size may stand where no picture is; what is kept has to have one of its own.
    let kept = WebP::from_bytes(cleaned.clone()).map_err(|_| FileTrouble::Broken)?;
    Ok((kept.dimensions(), cleaned))
}

fn gif_size(content: &[u8]) -> Size {
    let [w0, w1, h0, h1] = *content.get(6..10)?.first_chunk()?;
    Some((u16::from_le_bytes([w0, w1]).into(), u16::from_le_bytes([h0, h1]).into()))
}

/// How the picture has to be turned, from 2 to 8; none where it stands upright (EXIF 2.3, tag
/// 0x0112, in the first directory).
fn orientation(exif: &[u8]) -> Option<u8> {
    let big = match exif.get(..4)? {
        b"MM\0\x2a" => true,
        b"II\x2a\0" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes = *exif.get(at..at.checked_add(2)?)?.first_chunk()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let bytes = *exif.get(4..8)?.first_chunk()?;
    let directory = if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
    let directory = usize::try_from(directory).ok()?;
    let entries = usize::from(short(directory)?);
    let entry = (0..entries)
        .map(|entry| directory + 2 + entry * 12)
        .find(|at| short(*at) == Some(0x0112))?;
    let turned = u8::try_from(short(entry + 8)?).ok()?;
    (2..=8).contains(&turned).then_some(turned)
}

/// The shortest EXIF that says how to turn a picture, and nothing else.
fn exif(orientation: u8) -> Bytes {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0".to_vec();
    exif[19] = orientation;
    exif.into()
}
