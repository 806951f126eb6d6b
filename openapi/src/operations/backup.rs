//! Backup and restore, one store a call.
//!
//! In: nothing. Out: operations. Never: what a line of a backup holds (`wire::backup` says it).

use crate::operation::{Content, Operation, Proof};
use wire::problem::ProblemCode as Code;

const LINES: &str = "application/x-ndjson";

/// Path, and the names of its three operations.
const STORES: [(&str, [&str; 3], &str); 3] = [
    ("registers/{register}", ["backUpRegister", "seeRegisterRestored", "restoreRegister"], "a register"),
    ("drawers/{drawer}", ["backUpDrawer", "seeDrawerRestored", "restoreDrawer"], "a drawer of documents"),
    ("directories/{directory}", ["backUpDirectory", "seeDirectoryRestored", "restoreDirectory"], "the directory"),
];

pub(super) fn operations() -> Vec<Operation> {
    let of = |method, path, id, summary| Operation::new(method, path, id, summary).proof(Proof::Operator);
    let mut all =
        vec![of("GET", "/v1/admin/registers", "listStores", "Every register and every drawer of documents").gives(
            200,
            "StoreList",
            "All that a backup is made of, beside the directory.",
        )];
    for (path, id) in [
        ("/v1/admin/registers/{register}/data-key", "beginDataKey"),
        ("/v1/admin/drawers/{drawer}/data-key", "beginDataKeyOfDrawer"),
    ] {
        all.push(
            of("POST", path, id, "Begin a new data key")
                .about("What was sealed before goes on opening. Asked again, it begins another one.")
                .answer(204, "The store seals with it from now on.", Content::Empty)
                .problems(&[Code::NotFound]),
        );
    }
    for (path, [backup, state, restore], what) in STORES {
        let at = |end: &str| -> &'static str { Box::leak(format!("/v1/admin/{path}/{end}").into_boxed_str()) };
        let say = |verb: &str| -> &'static str { Box::leak(format!("{verb} {what}").into_boxed_str()) };
        all.push(
            of("GET", at("backup"), backup, say("Back up"))
                .about("Lines of JSON, the store as it is at one moment, signed at the end.")
                .answer(200, "The lines. Without the last one it broke off.", Content::Bytes(LINES))
                .problems(&[Code::NotFound]),
        );
        all.push(
            of("GET", at("restore"), state, say("How far a restore is of"))
                .gives(200, "RestoreState", "How far it is.")
                .problems(&[Code::NotFound]),
        );
        all.push(
            of("POST", at("restore"), restore, say("Restore"))
                .about("Without `line`, goes on with what comes after the last line, until `state` is `used`.")
                .query("line", "line", "The first of these lines, counted from 0.")
                .body(LINES, None, false)
                .gives(200, "RestoreState", "How far it is.")
                .problems(&[Code::NotFound, Code::RestoreRefused]),
        );
    }
    all
}
