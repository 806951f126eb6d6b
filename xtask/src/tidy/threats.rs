//! The table of threats names tests that there are.
//!
//! In: SECURITY.md, the names of all files, the texts of those that hold tests. Out: a sentence for each row without a
//! test, and for each test that nobody wrote. Never: judges whether a test is enough.

/// Everything that the table's last column names and that is not there. `files`: names from the root, with their texts.
pub fn check(document: &str, files: &[(String, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, line) in document.lines().enumerate() {
        let cells: Vec<&str> = line.split(" | ").collect();
        let is_row = line.starts_with("| ") && cells.len() == 4 && !line.starts_with("| who |");
        let Some(last) = cells.last().filter(|_| is_row) else { continue };
        let named: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            wrong.push(format!(":{}: no test holds this", at + 1));
        }
        let missing = named.iter().filter(|name| !exists(name, files));
        wrong.extend(missing.map(|name| format!(":{}: there is no test `{name}`", at + 1)));
    }
    wrong
}

fn exists(name: &str, files: &[(String, String)]) -> bool {
    if name.ends_with(".rs") || name.ends_with(".mjs") {
        return files.iter().any(|(file, _)| file == name);
    }
    if let Some(command) = name.strip_prefix("cargo xtask ") {
        let entrance = format!("(\"{command}\"");
        let spread = format!("        \"{command}\",");
        return files
            .iter()
            .any(|(file, text)| file == "xtask/src/main.rs" && (text.contains(&entrance) || text.contains(&spread)));
    }
    let (begin, end) = name.strip_suffix('…').map_or((name, "("), |begin| (begin, ""));
    let native = format!("fn {begin}{end}");
    files.iter().any(|(file, text)| {
        let in_browser = file.ends_with(".mjs") && text.contains("test(") && text.contains(begin);
        (file.ends_with(".rs") && text.contains(&native)) || in_browser
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_row_names_a_test_that_is_there() {
        let files = [
            ("tests/tests/live.rs".to_owned(), "fn a_rule_that_holds() {".to_owned()),
            ("tests/browser/a.spec.mjs".to_owned(), "test('the code is in no address', …".to_owned()),
        ];
        let row = |test: &str| {
            check(&format!("| who | wants | what | test |\n|---|---|---|---|\n| a | b | c | {test} |"), &files)
        };
        for good in ["`a_rule_that_holds`", "`a_rule…`, `tests/tests/live.rs`", "`the code is in no…`"] {
            assert!(row(good).is_empty(), "{good}");
        }
        assert_eq!(row("`a_rule`"), [":3: there is no test `a_rule`"]);
        assert_eq!(row("`tests/tests/none.rs`"), [":3: there is no test `tests/tests/none.rs`"]);
        assert_eq!(row("the tests"), [":3: no test holds this"]);
    }
}
