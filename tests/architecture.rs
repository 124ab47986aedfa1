//! Holds the order of the modules and a few rules that no compiler knows, by reading the sources.

#[path = "architecture/keys.rs"]
mod keys;

use std::fs;
use std::path::{Path, PathBuf};

use sangkien::store::outbox::Lane;
use sangkien::telemetry::{METRICS, Metric};

/// The layers, the lowest first. A module names what lies in the layers below its own, and in its
/// own layer what is listed behind it. One that is missing here fails the test.
const LAYERS: [&[(&str, &[&str])]; 7] = [
    DICTIONARIES,
    THINKING,
    &[("engine", &[])],
    &[("clock", &[]), ("vault", &["clock"]), ("telemetry", &[])],
    &[("i18n", &[]), ("picture", &[]), ("channel", &[]), ("store", &[]), ("files", &[])],
    &[("work", &[]), ("web", &[])],
    &[
        ("embedded", &[]),
        ("parse", &[]),
        ("config", &["embedded", "parse"]),
        ("app", &["embedded", "parse", "config"]),
        ("main", &["embedded", "parse", "config", "app"]),
    ],
];

const DICTIONARIES: &[(&str, &[&str])] = &[
    ("vietnamese", &[]),
    ("domain", &["vietnamese"]),
    ("directory", &["vietnamese", "domain"]),
    ("roster", &["vietnamese", "domain"]),
    ("charter", &["vietnamese", "domain", "roster"]),
    ("figures", &["vietnamese", "domain", "directory"]),
    ("phrase", &["vietnamese", "domain", "directory", "charter", "figures"]),
    ("message", &["vietnamese", "domain"]),
    ("effect", &["vietnamese", "domain", "charter", "phrase", "message"]),
    ("facts", &["vietnamese", "domain", "directory", "figures", "message"]),
];

const THINKING: &[(&str, &[&str])] = &[("conversation", &[]), ("review", &[]), ("campaign", &[])];

/// The layers that cannot wait and reach for nothing outside: the first three.
const PURE: usize = 3;

/// The layer of a module, and what it may name in it.
fn layer_of(module: &str) -> Option<(usize, &'static [&'static str])> {
    LAYERS.iter().enumerate().find_map(|(layer, modules)| {
        modules.iter().find(|(name, _)| *name == module).map(|(_, beside)| (layer, *beside))
    })
}

#[test]
fn every_module_names_only_what_lies_below_it() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let module = source.module();
        let Some((layer, beside)) = layer_of(module) else {
            assert_eq!(module, "lib", "{} has no line in the table of the layers", source.place(0));
            continue;
        };
        for (line, text) in source.code() {
            for named in crate_names(text) {
                let lies_below = layer_of(&named).is_some_and(|(other, _)| other < layer);
                if named != module && !lies_below && !beside.contains(&named.as_str()) {
                    wrong.push(format!("{}: {module} names {named}", source.place(line)));
                }
            }
        }
    }
    assert_none(&wrong, "a module names what does not lie below it");
}

#[test]
fn the_thinking_neither_waits_nor_reaches_outside() {
    const OUTSIDE: [&str; 12] = [
        "async fn",
        ".await",
        "tokio::",
        "sqlx::",
        "reqwest::",
        "teloxide::",
        "axum::",
        "std::fs",
        "std::env",
        "std::net",
        "tracing::",
        "metrics::",
    ];
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| source.is_pure()) {
        for (line, text) in source.code() {
            wrong.extend(
                OUTSIDE
                    .iter()
                    .filter(|outside| text.contains(**outside))
                    .map(|outside| format!("{}: {outside}", source.place(line))),
            );
        }
    }
    assert_none(&wrong, "the thinking is pure");
}

#[test]
fn sql_is_in_the_store_alone() {
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| source.module() != "store") {
        for (line, text) in source.code() {
            let asks =
                ["query!", "query_as!", "query_scalar!", "query_as(", "query_scalar(", "raw_sql("]
                    .iter()
                    .any(|call| text.contains(call))
                    || text.contains("sqlx::query(");
            if asks {
                wrong.push(source.place(line));
            }
        }
    }
    assert_none(&wrong, "a statement stands outside store/");
}

#[test]
fn time_and_chance_come_from_the_clock_alone() {
    const TAKEN: [&str; 8] = [
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "new_v4",
        "now_v7",
        "rand::",
        "thread_rng",
        "OsRng",
    ];
    let mut wrong = Vec::new();
    for source in sources("src").iter().filter(|source| source.module() != "clock") {
        for (line, text) in source.code() {
            wrong.extend(
                TAKEN
                    .iter()
                    .filter(|taken| text.contains(**taken))
                    .map(|taken| format!("{}: {taken}", source.place(line))),
            );
        }
    }
    assert_none(&wrong, "time or chance is taken outside clock.rs");
}

#[test]
fn no_file_is_too_long_to_read_in_one_sitting() {
    let mut wrong = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        let lines = source.text.lines().count();
        if lines > 500 {
            wrong.push(format!("{} has {lines} lines", source.path.display()));
        }
    }
    assert_none(&wrong, "500 lines are the limit");
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    const DRAWERS: [&str; 7] = ["util", "utils", "helper", "helpers", "common", "types", "misc"];
    let mut wrong = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        let named_so = source
            .path
            .with_extension("")
            .components()
            .any(|part| part.as_os_str().to_str().is_some_and(|part| DRAWERS.contains(&part)));
        if named_so {
            wrong.push(source.path.display().to_string());
        }
    }
    assert_none(&wrong, "a name that says nothing");
}

#[test]
fn nothing_is_left_for_later_and_nothing_is_printed_by_the_way() {
    // In two halves, lest this file be found.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|halves| halves.concat());
    let mut wrong = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")) {
        for (number, text) in source.text.lines().enumerate() {
            if marks.iter().any(|mark| text.contains(mark)) {
                wrong.push(source.place(number + 1));
            }
        }
    }
    for source in sources("src") {
        // Only what an operator runs by hand speaks to the operator.
        if matches!(source.module(), "app" | "main") {
            continue;
        }
        for (line, text) in source.code() {
            if text.contains("println!(") || text.contains("print!(") {
                wrong.push(source.place(line));
            }
        }
    }
    assert_none(&wrong, "left for later, or printed");
}

#[test]
fn every_number_is_kept_and_no_other() {
    let kept: String = sources("src")
        .iter()
        .filter(|source| source.module() != "telemetry")
        .flat_map(|source| source.code().map(|(_, text)| text.to_owned()).collect::<Vec<_>>())
        .collect();
    for told in ["counter!(\"", "gauge!(\"", "histogram!(\""] {
        assert!(!kept.contains(told), "a number has a name that telemetry.rs does not know");
    }
    for Metric { name, .. } in METRICS {
        let constant = constant_of(name);
        assert!(kept.contains(&format!("metric::{constant}")), "{name} is listed and not kept");
    }
}

/// What a number is called in the sources.
fn constant_of(name: &str) -> String {
    let listed = fs::read_to_string("src/telemetry.rs").expect("the file is there");
    let line = listed.lines().find(|line| line.contains(name)).expect("it is listed there");
    line.split_whitespace().nth(1).expect("kind, name, value").to_owned()
}

#[test]
fn alerts_and_dashboards_look_at_numbers_that_are_kept() {
    for file in fs::read_dir("operations").expect("the folder is there") {
        let path = file.expect("the folder reads").path();
        let text = fs::read_to_string(&path).expect("the file is text");
        for (at, _) in text.match_indices("sangkien_") {
            let is_letter = |letter: char| letter.is_ascii_lowercase() || letter == '_';
            let name = text[at..].split(|letter| !is_letter(letter)).next().unwrap_or_default();
            let name = ["_bucket", "_sum", "_count"]
                .iter()
                .find_map(|part| name.strip_suffix(part))
                .unwrap_or(name);
            let is_kept = METRICS.iter().any(|metric| metric.name == name);
            assert!(is_kept, "{}: {name} is no number of telemetry.rs", path.display());
        }
    }
}

/// What stands in braces behind a number: `[("lane", "reply")]` for `{lane!="reply", job="sangkien"}`,
/// without the labels that Prometheus gives.
fn labels_of(selector: &str) -> Vec<(&str, &str)> {
    let pairs = selector.split(',').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(label, value)| {
        let value = value.trim().strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        (label.trim().trim_end_matches('!'), value.expect("one value, and no pattern"))
    });
    pairs.filter(|(label, _)| !["job", "instance"].contains(label)).collect()
}

#[test]
fn alerts_and_dashboards_ask_for_values_that_there_are() {
    let sources = sources("src");
    let lanes = Lane::ALL.map(Lane::as_str);
    let mut wrong = Vec::new();
    for file in fs::read_dir("operations").expect("the folder is there") {
        let path = file.expect("the folder reads").path();
        let text = fs::read_to_string(&path).expect("the file is text").replace('\\', "");
        for Metric { name, .. } in METRICS {
            let keeps = format!("metric::{}", constant_of(name));
            let keepers: Vec<_> = sources.iter().filter(|s| s.text.contains(&keeps)).collect();
            let is_said = |words: &str| keepers.iter().any(|source| source.text.contains(words));
            for (at, asked) in text.match_indices(&format!("{name}{{")) {
                let behind = &text[at + asked.len()..];
                let selector = behind.split('}').next().unwrap_or_default();
                let is_kept = |&(label, value): &(&str, &str)| {
                    let is_value = match label {
                        "lane" => lanes.contains(&value),
                        _ => is_said(&format!("\"{value}\"")),
                    };
                    is_value && is_said(&format!("\"{label}\" =>"))
                };
                if !labels_of(selector).iter().all(is_kept) {
                    wrong.push(format!("{}: {name}{{{selector}}}", path.display()));
                }
            }
        }
    }
    assert_none(&wrong, "no number has such labels");
}

#[test]
fn every_alert_says_in_both_languages_what_to_do() {
    let rules = fs::read_to_string("operations/alerts.yaml").expect("the rules are there");
    for runbook in ["operations/runbook.vi.md", "operations/runbook.en.md"] {
        let text = fs::read_to_string(runbook).expect("the runbook is there");
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("### ")).collect();
        for alert in rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")) {
            let told = headings.iter().any(|heading| heading.contains(alert));
            assert!(told, "{runbook} does not say what to do about {alert}");
        }
    }
}

/// The places in backticks of a document that name a test: `` `tests/web/hooks.rs: a_huge_body` ``.
fn tests_named_in(text: &str) -> Vec<(&str, &str)> {
    let marked = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    marked.filter_map(|marked| marked.split_once(".rs: ")).collect()
}

#[test]
fn every_test_that_a_document_names_is_there() {
    for document in ["operations/threats.md", "operations/faults.md"] {
        let text = fs::read_to_string(document).expect("the document is there");
        let named = tests_named_in(&text);
        let rows = text.lines().filter(|line| line.starts_with("| ")).count() - 1;
        assert!(named.len() >= rows, "{document}: a line names no test");
        for (file, test) in named {
            let source = fs::read_to_string(format!("{file}.rs"));
            let source = source.unwrap_or_else(|_| panic!("{document}: there is no {file}.rs"));
            assert!(source.contains(&format!("fn {test}()")), "{document}: no {test} in {file}.rs");
        }
        for name in text.lines().filter(|line| line.contains("fuzz target")) {
            let fuzzed = name.split("fuzz target").nth(1).unwrap_or_default();
            for target in fuzzed.split('`').skip(1).step_by(2) {
                let there = Path::new(&format!("fuzz/fuzz_targets/{target}.rs")).exists();
                assert!(there, "{document}: there is no fuzz target {target}");
            }
        }
    }
}

struct Source {
    /// From the root of the repository.
    path: PathBuf,
    text: String,
}

impl Source {
    /// The top module that the file belongs to: `domain` for `src/domain/status.rs`.
    fn module(&self) -> &str {
        let inside = self.path.strip_prefix("src").unwrap_or(&self.path);
        let first = inside.components().next().expect("a file has a name").as_os_str();
        first.to_str().expect("our names are ASCII").trim_end_matches(".rs")
    }

    fn is_pure(&self) -> bool {
        layer_of(self.module()).is_some_and(|(layer, _)| layer < PURE)
    }

    fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.path.display())
    }

    /// Numbered lines without comments, up to the file's own tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.take_while(|(_, line)| line.trim() != "#[cfg(test)]").filter_map(|(index, line)| {
            let code = line.split("//").next().unwrap_or_default();
            (!code.trim().is_empty()).then_some((index + 1, code))
        })
    }
}

/// All Rust files below a folder, in order.
fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is in the repository") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                let path = path.strip_prefix(root).expect("it lies below the root").to_owned();
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(!found.is_empty(), "nothing was read");
    found
}

/// The modules that a line names by `crate::name` or `crate::{name, …}`, or `sangkien::name`
/// in the program.
fn crate_names(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for root in ["crate::", "sangkien::"] {
        for (at, _) in line.match_indices(root) {
            let rest = &line[at + root.len()..];
            let name = |text: &str| -> String {
                text.trim()
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect()
            };
            match rest.strip_prefix('{') {
                Some(list) if list.trim().is_empty() => names.push("more than one line".to_owned()),
                Some(list) => {
                    names.extend(list.split(',').map(name).filter(|name| !name.is_empty()));
                }
                None => names.push(name(rest)),
            }
        }
    }
    names
}

fn assert_none(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}:\n{}", wrong.join("\n"));
}
