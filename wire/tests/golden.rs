//! The shapes that others build against, to the letter. A test that fails here means that a promise
//! would be broken: add fields, never change or remove one (a new version has a new path).
#![cfg(feature = "node")]
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use wire::exchange::{CloudEvent, NodeCard, Taken};
use wire::problem::Problem;
use wire::v1::admin::{PutAgency, PutPeer, TokenMade};
use wire::v1::agencies::AgencyView;
use wire::v1::case::{CaseView, PostAction, PostMessage};
use wire::v1::desk::{ActionDone, CasePage, DeliveryList, DeskAction, DeskCase};
use wire::v1::filing::{FileCase, Receipt};

/// The file reads as the shape, and the shape writes the file again.
fn pinned<T: Serialize + DeserializeOwned + Debug>(name: &str, text: &str) {
    let shape: T = wire::json::read(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let library: T = serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(format!("{shape:?}"), format!("{library:?}"), "{name} is read differently by the library");
    let written = serde_json::to_string_pretty(&shape).unwrap();
    assert_eq!(written, text.trim_end(), "{name} is written differently: this breaks the contract");
}

macro_rules! golden {
    ($($test:ident: $shape:ty = $file:literal),+ $(,)?) => {
        $(#[test]
        fn $test() {
            pinned::<$shape>($file, include_str!(concat!("golden/", $file)));
        })+
    };
}

golden! {
    an_agency: AgencyView = "agency.json",
    a_filing: FileCase = "filing.json",
    a_receipt: Receipt = "receipt.json",
    a_case: CaseView = "case.json",
    a_message: PostMessage = "message.json",
    an_action: PostAction = "action.json",
    an_action_done: ActionDone = "action-done.json",
    a_problem: Problem = "problem.json",
    a_page_of_the_desk: CasePage = "desk-page.json",
    a_case_at_the_desk: DeskCase = "desk-case.json",
    an_action_of_the_desk: DeskAction = "desk-action.json",
    deliveries: DeliveryList = "deliveries.json",
    an_agencys_configuration: PutAgency = "put-agency.json",
    a_peers_configuration: PutPeer = "put-peer.json",
    a_token: TokenMade = "token.json",
    a_nodes_card: NodeCard = "node-card.json",
    a_case_handed_over: CloudEvent = "event-filed.json",
    an_answer_told: CloudEvent = "event-answer.json",
    what_was_taken: Taken = "taken.json",
}
