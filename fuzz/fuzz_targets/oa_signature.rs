//! Any bytes as an event of an Official Account: the first line is the signature, the rest the
//! body. What is signed with the secret is always taken, and nothing else ever is.

#![no_main]

use data_encoding::HEXLOWER;
use libfuzzer_sys::fuzz_target;
use sangkien::channel::zalo_oa::signature::{FirstTerm, Verifier};
use sha2::{Digest as _, Sha256};

fuzz_target!(|input: &[u8]| {
    let verifier = Verifier::new("100", "200", "a-secret-that-nobody-guesses");
    let line = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (header, body) = input.split_at(line);
    let body = body.get(1..).unwrap_or_default();
    assert_eq!(verifier.verify(header, body), None, "a forged event is taken");

    let Ok(serde_json::Value::Object(event)) = serde_json::from_slice(body) else { return };
    let Some(timestamp) = event.get("timestamp").and_then(|value| value.as_str()) else { return };
    let signed = [b"100", body, timestamp.as_bytes(), b"a-secret-that-nobody-guesses"].concat();
    let header = HEXLOWER.encode(&Sha256::digest(signed));
    // A body that names a timestamp twice has no timestamp.
    let taken = verifier.verify(header.as_bytes(), body);
    assert!(matches!(taken, Some(FirstTerm::App) | None));
});
