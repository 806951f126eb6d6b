//! The node itself: its card, its health, this description, and what browsers load.
//!
//! In: nothing. Out: operations. Never: anything of a case.

use crate::operation::{Content, Operation, Proof};
use wire::problem::ProblemCode as Code;

const HTML: Content = Content::Bytes("text/html");
const SCRIPT: Content = Content::Bytes("text/javascript");

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new("GET", "/healthz", "isAlive", "Whether the process answers").gives(200, "Health", "It does."),
        Operation::new("GET", "/readyz", "isReady", "Whether the node can do its work, and what is wrong if it cannot")
            .gives(200, "Readiness", "It can.")
            .gives(503, "Readiness", "It cannot."),
        Operation::new("GET", "/metrics", "readFigures", "Figures for Prometheus")
            .about("Text exposition 0.0.4. Where no token for it is set there is no such path.")
            .proof(Proof::Metrics)
            .answer(200, "The figures.", Content::Bytes("text/plain"))
            .problems(&[Code::NotFound]),
        Operation::new("GET", "/.well-known/wasl.json", "nodeCard", "What a peer needs to know of this node")
            .gives(200, "NodeCard", "Its address and its keys.")
            .kept(),
        Operation::new("GET", "/v1/log/{register}/checkpoint", "getCheckpoint", "The signed head of a register's log")
            .about(
                "A C2SP checkpoint (https://c2sp.org/tlog-checkpoint): whoever holds two of them can find out whether \
                 anything before the first was dropped or changed.",
            )
            .answer(200, "A signed note, a few seconds old at most.", Content::Bytes("text/plain"))
            .kept()
            .problems(&[Code::NotFound]),
        Operation::new("GET", "/v1/log/{register}/tile/{level}/{index}", "getTile", "256 hashes of a register's log")
            .about(
                "As C2SP has them (https://c2sp.org/tlog-tiles): `index` may have folders in it (`x001/234`), and a \
                 tile that is not complete has its width after it (`000.p/17`). Level `entries` has the leaves' data.",
            )
            .answer(200, "The hashes, 32 bytes each. They never change.", Content::Bytes("application/octet-stream"))
            .kept()
            .problems(&[Code::NotFound]),
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
