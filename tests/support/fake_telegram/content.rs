//! What the files of a fake phone hold: small, and what they say they are.

/// A file of this kind, as the Bot API names kinds; different for each `id`.
pub fn of(kind: &str, id: &str) -> Vec<u8> {
    match kind {
        "photo" => jpeg(id),
        "voice" => [b"OggS\0\x02".as_slice(), &[0; 22], b"OpusHead", id.as_bytes()].concat(),
        "audio" => [b"ID3\x04\0\0\0\0\0\0", id.as_bytes()].concat(),
        "video" => [b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", id.as_bytes()].concat(),
        _ => format!("%PDF-1.4\n% {id}\n%%EOF\n").into_bytes(),
    }
}

/// A JPEG of four by three, that has to be turned and says where it was taken.
pub fn jpeg(id: &str) -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("it is short").to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    };
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xe1, &[b"Exif\0\0".as_slice(), &exif()].concat()),
        segment(0xc0, &[8, 0, 3, 0, 4, 1, 1, 0x11, 0]),
        segment(0xda, &[1, 1, 0, 0, 0x3f, 0]),
        id.as_bytes().to_vec(),
        vec![0xff, 0xd9],
        // What some phones hang on: a film with its own position.
        b"after the end: +21.0285+105.8542/".to_vec(),
    ]
    .concat()
}

/// Turn to the right; and a pointer to a block of positions.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, value: u32| {
        let value = if kind == 3 { value << 16 } else { value };
        let (tag, kind) = (tag.to_be_bytes(), kind.to_be_bytes());
        [&tag[..], &kind, &1_u32.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    [
        b"MM\0\x2a\0\0\0\x08\0\x02".to_vec(),
        entry(0x0112, 3, 6),
        entry(0x8825, 4, 38),
        vec![0, 0, 0, 0],
        b"GPS 21.0285 105.8542".to_vec(),
    ]
    .concat()
}
