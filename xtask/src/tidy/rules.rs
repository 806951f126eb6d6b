//! The rules of `tidy`, one function each.
//!
//! In: a file's name and text. Out: sentences that begin with `:` and, where it helps, a line.
//! Never: looks at the disk.

/// Longest file of code without its tests.
const MOST_LINES: usize = 400;
/// Module names that say nothing.
const EMPTY_NAMES: [&str; 6] = ["mod.rs", "util.rs", "utils.rs", "common.rs", "helpers.rs", "misc.rs"];

pub fn check(name: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if name.ends_with(".rs") {
        wrong.extend(header(text));
        // A file of nothing but tests is as long as its cases.
        if !name.ends_with("/tests.rs") {
            wrong.extend(length(text));
        }
        wrong.extend(empty_name(name));
        wrong.extend(left_over(text));
    }
    if name.ends_with(".mjs") || name.ends_with(".js") {
        wrong.extend(length(text));
        wrong.extend(left_over(text));
    }
    if name.ends_with("package-lock.json") {
        wrong.extend(lock_addresses(text));
    } else {
        wrong.extend(machine_paths(text));
    }
    if name.ends_with("Cargo.lock") {
        wrong.extend(lock_sources(text));
    }
    wrong.extend(conflicts(text));
    wrong
}

fn header(text: &str) -> Option<String> {
    let lines = text.lines().take_while(|line| line.starts_with("//!")).count();
    (lines == 0).then(|| ": the file does not open with `//!` and what it is for".to_owned())
}

fn length(text: &str) -> Option<String> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
    let explained = text.lines().take(12).any(|line| line.contains("Longer than usual"));
    (lines > MOST_LINES && !explained).then(|| {
        format!(": {lines} lines; {MOST_LINES} is the most, unless the header says \"Longer than usual\" and why")
    })
}

fn empty_name(name: &str) -> Option<String> {
    let file = name.rsplit('/').next()?;
    EMPTY_NAMES.contains(&file).then(|| ": the file's name does not say what is in it".to_owned())
}

/// The words are put together here so that this file does not find itself.
fn left_over(text: &str) -> Vec<String> {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let holds = |line: &str| words.iter().any(|word| line.contains(word));
    lines_with(text, holds, "something is left to do")
}

/// What a merge that nobody finished leaves.
fn conflicts(text: &str) -> Vec<String> {
    let ends = ["<", ">"].map(|sign| format!("{} ", sign.repeat(7)));
    lines_with(text, |line| ends.iter().any(|end| line.starts_with(end)), "a merge was not finished")
}

fn machine_paths(text: &str) -> Vec<String> {
    let roots = [
        concat!("/", "home/"),
        concat!("/", "root/"),
        concat!("/", "work/"),
        concat!("/", "Users/"),
        concat!("/", "tmp/w/"),
    ];
    // A path starts a word: `host/work/` inside an address is none.
    let holds = |line: &str| {
        roots.iter().any(|root| {
            line.match_indices(root).any(|(at, _)| {
                let before = line.get(..at).and_then(|before| before.chars().next_back());
                before.is_none_or(|letter| !(letter.is_alphanumeric() || "/.-_~}".contains(letter)))
            })
        })
    };
    lines_with(text, holds, "a path of one machine")
}

fn lock_addresses(text: &str) -> Vec<String> {
    lines_with(
        text,
        |line| line.trim_start().starts_with("\"resolved\""),
        "a lock file names versions, not download addresses",
    )
}

fn lock_sources(text: &str) -> Vec<String> {
    let official = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    lines_with(
        text,
        |line| line.starts_with("source = ") && line != official,
        "a source that other machines may not reach",
    )
}

fn lines_with(text: &str, holds: impl Fn(&str) -> bool, sentence: &str) -> Vec<String> {
    text.lines().enumerate().filter(|(_, line)| holds(line)).map(|(at, _)| format!(":{}: {sentence}", at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_file_in_order_gives_nothing() {
        assert!(check("domain/src/a.rs", "//! What it is for.\npub fn a() {}\n").is_empty());
    }

    #[test]
    fn what_is_out_of_order_is_said_with_its_line() {
        assert_eq!(check("a/mod.rs", "fn a() {}").len(), 2);
        let left = format!("//! A.\n// {}: later", concat!("TO", "DO"));
        assert_eq!(check("a.rs", &left), [":2: something is left to do"]);
        let path = format!("see {}x", concat!("/", "home/"));
        assert_eq!(check("a.md", &path), [":1: a path of one machine"]);
        assert!(check("a.md", &format!("https://x.example{}x", concat!("/", "home/"))).is_empty());
    }

    #[test]
    fn a_merge_leaves_nothing_behind() {
        let half = format!("{} here\na\n=======\nb\n{} there\n", "<".repeat(7), ">".repeat(7));
        assert_eq!(check("a.md", &half), [":1: a merge was not finished", ":5: a merge was not finished"]);
    }

    #[test]
    fn a_long_file_needs_a_reason() {
        let long = format!("//! A.\n{}", "//\n".repeat(500));
        assert_eq!(check("a.rs", &long).len(), 1);
        assert!(check("a.rs", &long.replacen("A.", "A. Longer than usual: one table.", 1)).is_empty());
        assert!(check("a/tests.rs", &long).is_empty());
        let tested = format!("//! A.\n#[cfg(test)]\n{}", "//\n".repeat(500));
        assert!(check("a.rs", &tested).is_empty());
    }

    #[test]
    fn lock_files_name_no_address() {
        assert_eq!(check("package-lock.json", "  \"resolved\": \"https://registry.example/x.tgz\"").len(), 1);
        assert_eq!(check("Cargo.lock", "source = \"git+https://x.example\"").len(), 1);
    }
}
