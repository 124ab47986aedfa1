//! Bars and letters on a white ground.

use std::sync::LazyLock;

use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};
use ttf_parser::OutlineBuilder;

/// Noto Sans, its Latin and Vietnamese letters; see OFL.txt beside it.
static REGULAR: LazyLock<ttf_parser::Face<'static>> =
    LazyLock::new(|| face(include_bytes!("NotoSans-Regular.ttf")));
static BOLD: LazyLock<ttf_parser::Face<'static>> =
    LazyLock::new(|| face(include_bytes!("NotoSans-Bold.ttf")));

fn face(bytes: &'static [u8]) -> ttf_parser::Face<'static> {
    ttf_parser::Face::parse(bytes, 0).expect("the font comes with the program and reads")
}

/// How heavy the letters are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    Regular,
    Bold,
}

impl Face {
    fn font(self) -> &'static ttf_parser::Face<'static> {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }

    /// Pixels for each unit of the font.
    fn scale(self, size: f32) -> f32 {
        size / f32::from(self.font().units_per_em())
    }

    /// How wide words are at a size.
    fn width(self, size: f32, words: &str) -> f32 {
        let font = self.font();
        let advance =
            |letter| font.glyph_index(letter).and_then(|glyph| font.glyph_hor_advance(glyph));
        let units: u32 = words.chars().filter_map(advance).map(u32::from).sum();
        units as f32 * self.scale(size)
    }
}

/// Whether the font can write a letter.
#[cfg(test)]
pub fn has(face: Face, letter: char) -> bool {
    face.font().glyph_index(letter).is_some()
}

/// A picture that is being drawn.
pub struct Ink {
    pixels: Pixmap,
}

impl Ink {
    /// A white ground.
    pub fn new(width: u32, height: u32) -> Self {
        let mut pixels = Pixmap::new(width, height).expect("a picture has a width and a height");
        pixels.fill(Color::WHITE);
        Self { pixels }
    }

    /// A filled rectangle; nothing where it has no area.
    pub fn bar(&mut self, left: f32, top: f32, width: f32, height: f32, colour: [u8; 3]) {
        if let Some(rect) = Rect::from_xywh(left, top, width.max(0.0), height.max(0.0)) {
            self.pixels.fill_rect(rect, &paint(colour), Transform::identity(), None);
        }
    }

    /// Words from a point on the base line, smaller where they would be too wide, and cut where
    /// they would be too small.
    pub fn text_within(
        &mut self,
        face: Face,
        size: f32,
        at: (f32, f32),
        room: f32,
        colour: [u8; 3],
        words: &str,
    ) {
        let (size, words) = fitted(face, size, room, words);
        self.text(face, size, at, colour, &words);
    }

    /// The same, with their middle at the point.
    pub fn text_middle(
        &mut self,
        face: Face,
        size: f32,
        (middle, base): (f32, f32),
        room: f32,
        colour: [u8; 3],
        words: &str,
    ) {
        let (size, words) = fitted(face, size, room, words);
        let left = middle - face.width(size, &words) / 2.0;
        self.text(face, size, (left, base), colour, &words);
    }

    fn text(&mut self, face: Face, size: f32, at: (f32, f32), colour: [u8; 3], words: &str) {
        let font = face.font();
        let mut pen = Pen { path: PathBuilder::new(), at, scale: face.scale(size) };
        for glyph in words.chars().filter_map(|letter| font.glyph_index(letter)) {
            font.outline_glyph(glyph, &mut pen);
            pen.at.0 += f32::from(font.glyph_hor_advance(glyph).unwrap_or(0)) * pen.scale;
        }
        if let Some(path) = pen.path.finish() {
            let (paint, still) = (paint(colour), Transform::identity());
            self.pixels.fill_path(&path, &paint, FillRule::Winding, still, None);
        }
    }

    /// The picture as a PNG.
    pub fn png(self) -> Vec<u8> {
        // The ground is opaque, so what stands in memory is the colour itself.
        let opaque: Vec<u8> = self
            .pixels
            .data()
            .as_chunks::<4>()
            .0
            .iter()
            .flat_map(|[r, g, b, _]| [*r, *g, *b])
            .collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.pixels.width(), self.pixels.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let written =
            encoder.write_header().and_then(|mut writer| writer.write_image_data(&opaque));
        written.expect("memory takes a picture of the size that was said");
        bytes
    }
}

fn paint(colour: [u8; 3]) -> Paint<'static> {
    let [red, green, blue] = colour;
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 0xff);
    paint
}

/// The size at which words have room, no less than two thirds; longer ones end in dots.
fn fitted(face: Face, size: f32, room: f32, words: &str) -> (f32, String) {
    let width = face.width(size, words);
    if width <= room {
        return (size, words.to_owned());
    }
    let smaller = (size * room / width).max(size * 2.0 / 3.0);
    let mut kept: Vec<char> = words.chars().collect();
    let mut cut = words.to_owned();
    while face.width(smaller, &cut) > room && !kept.is_empty() {
        kept.pop();
        cut = kept.iter().collect::<String>().trim_end().to_owned() + "…";
    }
    (smaller, cut)
}

/// Takes a letter's outline to its place: the font counts upwards, a picture downwards.
struct Pen {
    path: PathBuilder,
    at: (f32, f32),
    scale: f32,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.place(x1, y1), self.place(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) =
            (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
