//! The description is complete: what the worker's table of contents has, it has, and nothing else.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use openapi::operations;
use std::collections::BTreeSet;

type Line = (String, String);

/// Methods and paths of the `match` arms of the router, with `{}` for what is not fixed.
fn routed() -> BTreeSet<Line> {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../edge-worker/src/router.rs")).unwrap();
    let source = source.split("/// What a path is called").next().unwrap();
    let (node, agency) = source.split_once("async fn agency_page").unwrap();
    let mut found = lines(node, "");
    found.extend(lines(agency, "/{}"));
    found
}

fn lines(source: &str, prefix: &str) -> BTreeSet<Line> {
    let mut found = BTreeSet::new();
    for (at, _) in source.match_indices('(') {
        let rest = source.get(at + 1..).unwrap();
        let Some((methods, after)) = rest.split_once(',') else { continue };
        let methods: Vec<&str> = methods.split('|').map(str::trim).collect();
        let known = ["Get", "Post", "Put", "Patch", "Delete"];
        if !methods.iter().all(|m| known.contains(m)) {
            continue;
        }
        let Some(pattern) = after.trim_start().strip_prefix('[') else { continue };
        let (pattern, end) = pattern.split_once(']').unwrap();
        assert!(
            end.trim_start().trim_start_matches(',').trim_start().starts_with(')'),
            "an arm that is not read: {pattern}"
        );
        let segments = pattern.split(',').map(str::trim).filter(|s| !s.is_empty());
        let path: String = segments
            .map(|segment| match segment.strip_prefix('"') {
                Some(text) => format!("/{}", text.trim_end_matches('"')),
                None => "/{}".to_owned(),
            })
            .collect();
        let path = format!("{prefix}{path}");
        let path = if path.is_empty() { "/".to_owned() } else { path };
        found.extend(methods.iter().map(|method| (method.to_uppercase(), path.clone())));
    }
    found
}

/// The same of the description. An upload is asked for by `HEAD` alone, which the router sees as `GET`.
fn described() -> BTreeSet<Line> {
    let open = |path: &str| {
        let segments = path.split('/').map(|s| if s.starts_with('{') { "{}" } else { s });
        segments.collect::<Vec<_>>().join("/")
    };
    let of = |method: &'static str| if method == "HEAD" { "GET" } else { method };
    let all = operations::all().into_iter().filter(|o| o.method != "OPTIONS");
    all.map(|o| (of(o.method).to_owned(), open(o.path))).collect()
}

#[test]
fn every_route_is_described_and_every_description_has_a_route() {
    let (routed, described) = (routed(), described());
    assert!(routed.len() > 40, "the router was not read: {routed:?}");
    let missing: Vec<_> = routed.difference(&described).collect();
    assert!(missing.is_empty(), "openapi/src/operations does not have {missing:?}");
    let invented: Vec<_> = described.difference(&routed).collect();
    assert!(invented.is_empty(), "edge-worker/src/router.rs does not have {invented:?}");
}

#[test]
fn operations_have_names_of_their_own_and_parameters_that_are_known() {
    let all = operations::all();
    let names: BTreeSet<_> = all.iter().map(|o| o.id).collect();
    assert_eq!(names.len(), all.len());
    for operation in &all {
        let of_path = operation.path_names().into_iter();
        for name in of_path.chain(operation.parameters.iter().map(|p| p.schema)) {
            assert!(openapi::limits::parameter(name).is_some(), "{}: nobody knows {name}", operation.id);
        }
        for header in operation.answers.iter().flat_map(|a| &a.headers) {
            assert!(openapi::limits::header(header).is_some(), "{}: nobody knows {header}", operation.id);
        }
        assert!(!operation.answers.is_empty() && operation.problems.len() >= 2, "{}", operation.id);
    }
}

#[test]
fn every_json_body_has_an_example() {
    for operation in operations::all() {
        for body in operation.bodies.iter().filter(|b| b.shape.is_some()) {
            let examples = openapi::examples::of(operation.id, body.media_type);
            assert!(!examples.is_empty(), "{} has no example of {}", operation.id, body.media_type);
        }
    }
}
