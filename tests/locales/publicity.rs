//! One sample, or more, of everything that is said about showing initiatives.

use sangkien::domain::publication::Publicity as Now;
use sangkien::phrase::desk::Place;
use sangkien::phrase::publicity::{Button, Preview, Publicity};
use sangkien::vietnamese::code::Code;

const CODE: Code = Code(1_234_567);

pub fn samples() -> Vec<Publicity> {
    let title = || "Giá đỡ khuôn <2 tầng>".to_owned();
    let mut samples = vec![
        Publicity::MayWeShow,
        Publicity::NotShown { code: CODE },
        Publicity::NotRecognized { code: CODE },
        Publicity::StaysDown { code: CODE },
        Publicity::WhichToShow,
        Publicity::NothingShown { code: CODE },
        Publicity::AskWhy { code: CODE },
        Publicity::TakenDown { code: CODE, title: title() },
        Publicity::TookDown { code: CODE, title: title(), reason: "Có bí mật".to_owned() },
    ];
    for named in [true, false] {
        for link in [None, Some("https://sangkien.example.vn/sang-kien/SK-1234-5671".to_owned())] {
            samples.push(Publicity::Shown { code: CODE, named, link });
        }
    }
    for now in [Now::NotShown, Now::Shown { named: true }, Now::Shown { named: false }] {
        samples.push(Publicity::Preview(Box::new(Preview {
            code: CODE,
            title: title(),
            place: Place::Unit { name: "Công ty Sao Mai".to_owned(), path: String::new() },
            summary: "Hàn một giá đỡ.".to_owned(),
            author: None,
            now,
        })));
    }
    let buttons =
        [Button::Agree, Button::Refuse, Button::Look, Button::WithName, Button::WithoutName];
    samples.extend(buttons.map(Publicity::Button));
    samples
}
