//! The node itself: its card, its health, this description, and what browsers load.
//!
//! In: nothing. Out: operations. Never: anything of a case.

use crate::operation::{Content, Operation};
use wire::problem::ProblemCode as Code;

const HTML: Content = Content::Bytes("text/html");
const SCRIPT: Content = Content::Bytes("text/javascript");

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("GET", "/healthz", "isAlive", "Whether the process answers").gives(200, "Health", "It does."),
        Operation::new("GET", "/.well-known/wasl.json", "nodeCard", "What a peer needs to know of this node")
            .gives(200, "NodeCard", "Its address and its keys.")
            .kept(),
        Operation::new("GET", "/openapi.json", "describeApi", "This description")
            .gives(200, "OpenApi", "OpenAPI 3.1.")
            .kept(),
        Operation::new("GET", "/docs/api", "readApi", "This description, to be read")
            .answer(200, "A page.", HTML)
            .kept()
            .page(),
        Operation::new("GET", "/docs/api.css", "styleOfPages", "How these pages look")
            .answer(200, "A style sheet.", Content::Bytes("text/css"))
            .kept(),
        Operation::new("GET", "/problems", "listProblems", "Every problem that an answer can name")
            .answer(200, "A page.", HTML)
            .kept()
            .page(),
        Operation::new("GET", "/problems/{code}", "explainProblem", "What a problem means: where its `type` leads")
            .answer(200, "A page.", HTML)
            .kept()
            .page()
            .problems(&[Code::NotFound]),
        Operation::new("GET", "/wasl.js", "loader", "The loader of the widget").answer(200, "A script.", SCRIPT).kept(),
        Operation::new("GET", "/w/{version}/{file}", "asset", "What the loader asks for; it never changes")
            .about("`file` may have folders in it.")
            .answer(200, "The file.", Content::Bytes("*/*"))
            .with(&["Cache-Control"])
            .problems(&[Code::NotFound]),
    ]
}
