//! A unit's link, its QR code and its poster.

use std::io::Write;
use std::path::Path;

use anyhow::{Context as _, bail};
use qrcode::render::svg;
use qrcode::{Color, EcLevel, QrCode};
use sqlx::PgConnection;

use super::{Link, poster};
use crate::store::unit;

/// The width of one square of a PNG, in pixels: sharp on paper at the size of a hand.
const SQUARE: usize = 16;
/// The white border that readers need, in squares (ISO/IEC 18004).
const BORDER: usize = 4;

pub(super) async fn show(
    db: &mut PgConnection,
    bot: Option<&str>,
    link: &Link,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let directory = unit::directory(db).await?;
    let unit = directory
        .by_code(&link.code)
        .with_context(|| format!("there is no open unit {}", link.code))?;
    writeln!(out, "{}  {}", unit.code, unit.name)?;
    let bot = link.bot.as_deref().or(bot).map(bot_name).transpose()?;
    let Some(bot) = bot else {
        if link.qr.is_some() || link.poster.is_some() {
            bail!("A QR code needs the bot's name: set TELEGRAM_BOT_USERNAME or give --bot.");
        }
        writeln!(out, "Set TELEGRAM_BOT_USERNAME or give --bot to get a link.")?;
        writeln!(out, "Or type: {}", unit.code)?;
        return Ok(());
    };
    let address = address(bot, &unit.code);
    writeln!(out, "Link:    {address}")?;
    writeln!(out, "Or type: {}", unit.code)?;
    if let Some(file) = &link.qr {
        write(file, &picture(&address, file)?, out)?;
    }
    if let Some(file) = &link.poster {
        let page = poster::page(&unit.name, &unit.code, bot, &drawing(&address)?);
        write(file, page.as_bytes(), out)?;
    }
    Ok(())
}

/// The link that opens the talk with this unit chosen. What follows `start=` may have 64 of
/// A–Z, a–z, 0–9, `_` and `-` (Bot API, deep linking), and a code never has more.
fn address(bot: &str, code: &str) -> String {
    format!("https://t.me/{bot}?start=u_{code}")
}

/// A bot's name without `@`.
fn bot_name(given: &str) -> anyhow::Result<&str> {
    let name = given.strip_prefix('@').unwrap_or(given);
    let sound = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !sound || !(5..=32).contains(&name.len()) {
        bail!("{given:?} is no name of a bot: 5 to 32 letters, digits and _.");
    }
    Ok(name)
}

/// A poster is touched and folded: a quarter of the code may be lost.
fn code(address: &str) -> anyhow::Result<QrCode> {
    Ok(QrCode::with_error_correction_level(address, EcLevel::Q)?)
}

fn picture(address: &str, file: &Path) -> anyhow::Result<Vec<u8>> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "svg" => Ok(drawing(address)?.into_bytes()),
        "png" => png(&code(address)?),
        _ => bail!("{} ends neither in .png nor in .svg", file.display()),
    }
}

fn drawing(address: &str) -> anyhow::Result<String> {
    Ok(code(address)?.render::<svg::Color>().min_dimensions(400, 400).build())
}

/// One bit a pixel, black on white.
fn png(code: &QrCode) -> anyhow::Result<Vec<u8>> {
    let squares = code.width();
    let width = (squares + 2 * BORDER) * SQUARE;
    let mut rows = vec![vec![0xff_u8; width.div_ceil(8)]; width];
    for (at, _) in code.to_colors().iter().enumerate().filter(|(_, c)| **c == Color::Dark) {
        let left = (at % squares + BORDER) * SQUARE;
        let top = (at / squares + BORDER) * SQUARE;
        for row in &mut rows[top..top + SQUARE] {
            for pixel in left..left + SQUARE {
                row[pixel / 8] &= !(0x80 >> (pixel % 8));
            }
        }
    }
    let side = u32::try_from(width).context("a QR code has at most 177 squares a side")?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header()?.write_image_data(&rows.concat())?;
    Ok(file)
}

fn write(file: &Path, bytes: &[u8], out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let name = file.display();
    std::fs::write(file, bytes).with_context(|| format!("{name} cannot be written"))?;
    writeln!(out, "Written: {name}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_talk_with_the_unit_chosen() {
        assert_eq!(address("sangkien_bot", "CD-01"), "https://t.me/sangkien_bot?start=u_CD-01");
    }

    #[test]
    fn a_bots_name_comes_with_or_without_its_mark() {
        assert_eq!(bot_name("@sangkien_bot").ok(), Some("sangkien_bot"));
        for wrong in ["", "@", "bot", "sangkien bot", "sángkiến_bot", "x\"><script>"] {
            assert!(bot_name(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_picture_has_the_squares_of_the_code() {
        let code = code("https://t.me/sangkien_bot?start=u_CD-01").expect("it fits");
        let file = png(&code).expect("it is drawn");
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("it is small")];
        let info = reader.next_frame(&mut pixels).expect("a picture");
        let side = (code.width() + 2 * BORDER) * SQUARE;
        assert_eq!((info.width as usize, info.height as usize), (side, side));
        for (at, color) in code.to_colors().iter().enumerate() {
            let x = (at % code.width() + BORDER) * SQUARE + SQUARE / 2;
            let y = (at / code.width() + BORDER) * SQUARE + SQUARE / 2;
            let dark = pixels[y * info.line_size + x / 8] & (0x80 >> (x % 8)) == 0;
            assert_eq!(dark, *color == Color::Dark, "square {at}");
        }
    }
}
