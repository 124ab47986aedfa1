//! Results as a picture for a phone: a PNG that reads without zooming.
//!
//! Drawn with paths alone (`tiny-skia`), letters too: every Vietnamese letter is one glyph of the
//! font, so nothing has to be shaped. The colours are two of Okabe and Ito's, which people tell
//! apart whatever colours they see; and every colour has its word beside it.

mod album;
mod ink;

pub use self::album::Album;
use self::ink::{Face, Ink};
use crate::message::Picture;

/// The picture's own pixels, each way. A phone is about as wide.
const SIDE: u16 = 1_080;
const WIDTH: f32 = SIDE as f32;
const MARGIN: f32 = 60.0;

const BLUE: [u8; 3] = [0x00, 0x72, 0xb2];
const VERMILION: [u8; 3] = [0xd5, 0x5e, 0x00];
const BLACK: [u8; 3] = [0x1a, 0x1a, 0x1a];
const GREY: [u8; 3] = [0x55, 0x5b, 0x66];
const PALE: [u8; 3] = [0xe3, 0xe6, 0xea];

/// Where the columns stand.
const TOP: f32 = 700.0;
const GROUND: f32 = 960.0;

/// The picture as a PNG. Takes some ten milliseconds of computing.
#[must_use]
pub fn png(picture: &Picture) -> Vec<u8> {
    let mut ink = Ink::new(SIDE.into(), SIDE.into());
    let wide = WIDTH - 2.0 * MARGIN;
    ink.text_within(Face::Bold, 50.0, (MARGIN, 100.0), wide, BLACK, &picture.title);
    ink.text_within(Face::Regular, 34.0, (MARGIN, 160.0), wide, GREY, &picture.subtitle);
    for ((at, colour), (name, value)) in
        [(MARGIN, BLUE), (WIDTH / 2.0 + 20.0, VERMILION)].into_iter().zip(&picture.figures)
    {
        let room = WIDTH / 2.0 - MARGIN - 20.0;
        ink.text_within(Face::Regular, 38.0, (at, 250.0), room, GREY, name);
        ink.text_within(Face::Bold, 96.0, (at, 350.0), room, colour, value);
    }
    goal(&mut ink, picture);
    columns(&mut ink, picture);
    ink.png()
}

/// How much of the target is reached.
fn goal(ink: &mut Ink, picture: &Picture) {
    let Some((per_mille, words)) = &picture.goal else { return };
    let wide = WIDTH - 2.0 * MARGIN;
    let share = (*per_mille).clamp(0, 1_000) as f32 / 1_000.0;
    ink.text_within(Face::Bold, 40.0, (MARGIN, 440.0), wide, BLACK, words);
    ink.bar(MARGIN, 465.0, wide, 46.0, PALE);
    ink.bar(MARGIN, 465.0, wide * share, 46.0, VERMILION);
}

/// Entries a day.
fn columns(ink: &mut Ink, picture: &Picture) {
    let wide = WIDTH - 2.0 * MARGIN;
    ink.text_within(Face::Bold, 38.0, (MARGIN, 610.0), wide, BLACK, &picture.columns_title);
    ink.bar(MARGIN, GROUND, wide, 3.0, GREY);
    let step = wide / picture.columns.len().max(1) as f32;
    let highest = picture.columns.iter().map(|column| column.value).max().unwrap_or(0).max(1);
    let told = told(picture, highest);
    for (at, column) in (0_u16..).zip(&picture.columns) {
        let left = MARGIN + step * f32::from(at);
        let height = (GROUND - TOP) * (column.value.max(0) as f32 / highest as f32);
        ink.bar(left + step * 0.12, GROUND - height, step * 0.76, height, BLUE);
        let middle = left + step / 2.0;
        if told.contains(&at) {
            let room = step * 3.0;
            let middle = middle.clamp(MARGIN + room / 2.0, WIDTH - MARGIN - room / 2.0);
            let above = GROUND - height - 14.0;
            ink.text_middle(Face::Bold, 36.0, (middle, above), room, BLACK, &column.figure);
        }
        // Counted from the last one, which is today.
        if (picture.columns.len() - usize::from(at)) % 2 == 1 {
            let below = GROUND + 46.0;
            ink.text_middle(Face::Regular, 31.0, (middle, below), step * 1.9, GREY, &column.label);
        }
    }
}

/// The columns whose figures are written: the highest, and the last where it stands apart. More
/// would be too small to read.
fn told(picture: &Picture, highest: i64) -> Vec<u16> {
    let columns = || (0_u16..).zip(&picture.columns);
    let top = columns().find(|(_, column)| column.value == highest).map(|(at, _)| at);
    let last = columns().last().filter(|(_, column)| column.value > 0).map(|(at, _)| at);
    let apart = last.filter(|last| top.is_none_or(|top| top + 3 <= *last));
    top.into_iter().chain(apart).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Locale;
    use crate::message::Column;

    fn sample() -> Picture {
        Picture {
            locale: Locale::Vi,
            look: "Xem biểu đồ".to_owned(),
            title: "Một triệu sáng kiến – nỗ lực vượt khó, sáng tạo, quyết tâm".to_owned(),
            subtitle: "Giai đoạn 1, lúc 08:06 02/03/2026".to_owned(),
            figures: [
                ("Lượt nộp".to_owned(), "696.948".to_owned()),
                ("Hợp lệ".to_owned(), "588.120".to_owned()),
            ],
            goal: Some((843, "84,3% chỉ tiêu 696.948".to_owned())),
            columns_title: "Lượt nộp mỗi ngày, 14 ngày gần nhất".to_owned(),
            columns: (1..=14_i64)
                .map(|day| Column {
                    label: format!("{day}/5"),
                    figure: (day * 3_001).to_string(),
                    value: day * 3_001,
                })
                .collect(),
        }
    }

    /// The colour of a pixel.
    fn pixel(png: &[u8], x: usize, y: usize) -> [u8; 3] {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        assert_eq!((info.width, info.height), (1_080, 1_080));
        let at = y * info.line_size + x * 3;
        [bytes[at], bytes[at + 1], bytes[at + 2]]
    }

    #[test]
    fn the_bar_is_as_long_as_what_is_reached() {
        let bar = |reached| {
            pixel(&png(&Picture { goal: Some((reached, "–".to_owned())), ..sample() }), 540, 488)
        };
        assert_eq!(bar(497), PALE);
        assert_eq!(bar(503), VERMILION);
        assert_eq!(bar(99_999), VERMILION);
        assert_eq!(bar(-5), PALE);
    }

    #[test]
    fn the_highest_day_reaches_the_top_and_an_empty_campaign_is_drawn_too() {
        let drawn = png(&sample());
        assert!(drawn.len() < 100_000, "it has {} bytes", drawn.len());
        assert_eq!(pixel(&drawn, 985, 705), BLUE);
        assert_eq!(pixel(&drawn, 95, 700), [0xff; 3]);
        let empty = Picture { goal: None, columns: Vec::new(), ..sample() };
        assert_eq!(pixel(&png(&empty), 985, 700), [0xff; 3]);
    }

    #[test]
    fn only_figures_that_do_not_meet_are_written() {
        let highest_at = |place: usize| {
            let mut picture = sample();
            picture.columns[place].value = 99_999;
            told(&picture, 99_999)
        };
        assert_eq!(highest_at(0), [0, 13]);
        assert_eq!(highest_at(12), [12]);
        assert_eq!(highest_at(13), [13]);
        assert_eq!(told(&Picture { columns: Vec::new(), ..sample() }, 1), [0; 0]);
    }

    #[test]
    fn the_font_has_every_letter_that_is_written_here() {
        let letters = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ";
        for letter in letters
            .chars()
            .chain(letters.to_uppercase().chars())
            .chain("0123456789.,%–/“”…₫".chars())
        {
            assert!(ink::has(Face::Regular, letter) && ink::has(Face::Bold, letter), "{letter}");
        }
    }
}
