//! Nodes that are configured: an agencies' node alone, or with the Mediator's node as its peer.
//!
//! In: nothing, or a gate between the two. Out: nodes, citizens, caseworkers. When a stack is dropped
//! it fails the test if something is still owed to a peer, was given up, or if a node wrote that
//! something broke. Never: shared between tests.

use crate::clock::{self, Deadline};
use crate::desk::{Citizen, Desk};
use crate::fixtures;
use crate::node::Node;
use crate::sender::Sender;
use std::ops::{Deref, DerefMut};
use std::thread;
use std::time::Duration;
use wire::v1::admin::{PutAgency, PutPeer, TokenMade};
use wire::v1::desk::{DeliveryList, DeliveryView};
use wire::v1::filing::FileCase;

/// Within this time everything that is owed has reached a peer that is there.
const SETTLE_LIMIT: Duration = Duration::from_secs(40);

impl Node {
    /// Sets an agency.
    pub fn put_agency(&self, id: &str, body: &PutAgency) {
        self.call_as_operator("PUT", &format!("/v1/admin/agencies/{id}")).json(body).send().expect(200);
    }

    /// Sets a peer.
    pub fn put_peer(&self, id: &str, body: &PutPeer) {
        self.call_as_operator("PUT", &format!("/v1/admin/peers/{id}")).json(body).send().expect(200);
    }

    /// A caseworker's token.
    #[must_use]
    pub fn token(&self, agency: &str, name: &str) -> TokenMade {
        self.token_as("caseworker", agency, name)
    }

    /// A token of a role; an operator's is of no agency.
    #[must_use]
    pub fn token_as(&self, role: &str, agency: &str, name: &str) -> TokenMade {
        let body = serde_json::json!({ "agency": agency, "role": role, "name": name });
        self.call_as_operator("POST", "/v1/admin/tokens").json(&body).send().json(201)
    }

    /// A supervisor of an agency.
    #[must_use]
    pub fn supervisor(&self, agency: &str, name: &str) -> Desk {
        Desk::with(self, &self.token_as("supervisor", agency, name).token)
    }

    /// A caseworker of an agency.
    #[must_use]
    pub fn desk(&self, agency: &str, name: &str) -> Desk {
        Desk::with(self, &self.token(agency, name).token)
    }

    /// What the operator sees of the outbox.
    #[must_use]
    pub fn deliveries(&self, query: &str) -> Vec<DeliveryView> {
        let page = |cursor: &str| {
            let path = format!("/v1/admin/deliveries?limit=200{cursor}&{}", query.trim_start_matches('?'));
            self.call_as_operator("GET", path.trim_end_matches('&')).send().json::<DeliveryList>(200)
        };
        let mut found = page("");
        while let Some(cursor) = found.cursor.take() {
            let next = page(&format!("&cursor={cursor}"));
            found.deliveries.extend(next.deliveries);
            found.cursor = next.cursor;
        }
        found.deliveries
    }

    /// Waits until nothing is owed to any peer.
    ///
    /// # Panics
    /// Something still is after the limit.
    pub fn settles_within(&self, limit: Duration) {
        let deadline = Deadline::after(limit);
        while let Some(owed) = self.deliveries("?state=pending").first() {
            assert!(!deadline.is_past(), "the node {} still owes after {} s: {owed:#?}", self.id, limit.as_secs());
            clock::pause();
        }
    }

    /// What holds at the end of every test: nothing owed, nothing given up, nothing broken.
    fn check(&mut self) {
        if self.is_running() {
            self.settles_within(SETTLE_LIMIT);
            let dead = self.deliveries("?state=dead");
            assert!(dead.is_empty(), "the node {} has given up: {dead:#?}", self.id);
        }
        let lines = self.unexpected_lines();
        assert!(lines.is_empty(), "the node {} wrote:\n{}", self.id, lines.join("\n"));
    }
}

/// One node, without another one that it could reach.
#[derive(Debug)]
pub struct Alone(Node);

impl Alone {
    /// A node with the fictional agencies `mhab` (HAB) and `tizi` (TIZ), and no peer.
    #[must_use]
    pub fn start() -> Self {
        let node = Node::start("agencies");
        let keeps_all = |code: &str| PutAgency { routes: Vec::new(), mediator: None, ..fixtures::agency(code) };
        node.put_agency("mhab", &keeps_all("HAB"));
        node.put_agency("tizi", &keeps_all("TIZ"));
        Self(node)
    }

    /// The Mediator's node, with the agencies' node as a peer that is only a name and a key.
    #[must_use]
    pub fn mediator(peer: &Sender) -> Self {
        let node = Node::start("mediator");
        node.put_agency("mediator", &fixtures::mediator());
        let key = peer.key.public().to_text();
        node.put_peer("agencies", &fixtures::peer(&peer.node, "http://127.0.0.1:9", "mhab", &key));
        Self(node)
    }

    /// A node with `mhab` and `tizi`, whose Mediator is somebody at this address who speaks with this key.
    #[must_use]
    pub fn with_mediator_at(url: &str, mediator: &Sender) -> Self {
        let node = Node::start("agencies");
        node.put_agency("mhab", &fixtures::agency("HAB"));
        node.put_agency("tizi", &fixtures::agency("TIZ"));
        let peer = fixtures::peer(&mediator.node, url, "mediator", &mediator.key.public().to_text());
        node.put_peer("mediator", &peer);
        Self(node)
    }

    /// A citizen who has filed with `mhab`.
    #[must_use]
    pub fn citizen(&self) -> Citizen {
        Citizen::files(self, "mhab", &fixtures::filing())
    }
}

impl Deref for Alone {
    type Target = Node;
    fn deref(&self) -> &Node {
        &self.0
    }
}

impl DerefMut for Alone {
    fn deref_mut(&mut self) -> &mut Node {
        &mut self.0
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.0.check();
        }
    }
}

/// The agencies' node and the Mediator's node, each a peer of the other.
#[derive(Debug)]
pub struct Pair {
    pub agencies: Node,
    pub mediator: Node,
}

impl Pair {
    /// Two nodes that reach each other.
    #[must_use]
    pub fn start() -> Self {
        let pair = Self::apart();
        pair.introduce(&pair.mediator.base_url());
        pair
    }

    /// Two nodes that are configured, but do not know each other.
    #[must_use]
    pub fn apart() -> Self {
        let pair = Self { agencies: Node::start("agencies"), mediator: Node::start("mediator") };
        pair.agencies.put_agency("mhab", &fixtures::agency("HAB"));
        pair.agencies.put_agency("tizi", &fixtures::agency("TIZ"));
        pair.mediator.put_agency("mediator", &fixtures::mediator());
        pair
    }

    /// Makes the nodes each other's peers. `way`: the address under which the agencies' node reaches the Mediator's.
    pub fn introduce(&self, way: &str) {
        self.agencies.put_peer("mediator", &self.mediator_at(way));
        let key = self.agencies.public_key();
        self.mediator.put_peer("agencies", &fixtures::peer("agencies", &self.agencies.base_url(), "mhab", &key));
    }

    /// The Mediator as a peer of the agencies' node, at this address.
    #[must_use]
    pub fn mediator_at(&self, way: &str) -> PutPeer {
        let key = self.mediator.public_key();
        PutPeer {
            names: fixtures::names("الوسيط", "Le Médiateur"),
            ..fixtures::peer("mediator", way, "mediator", &key)
        }
    }

    /// A citizen who has filed with `mhab`.
    #[must_use]
    pub fn citizen(&self, filing: &FileCase) -> Citizen {
        Citizen::files(&self.agencies, "mhab", filing)
    }

    /// Waits until neither node owes the other anything.
    pub fn settles(&self) {
        // What one side takes can make it owe something in its turn.
        for _ in 0..2 {
            self.agencies.settles_within(SETTLE_LIMIT);
            self.mediator.settles_within(SETTLE_LIMIT);
        }
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.agencies.check();
            self.mediator.check();
        }
    }
}

/// Three nodes in a row: the agencies' node, the region's, and the town's. Each knows its neighbours; the town knows all.
#[derive(Debug)]
pub struct Chain {
    pub agencies: Node,
    pub region: Node,
    pub town: Node,
}

impl Chain {
    /// Three nodes that reach each other; `mhab` on the first, `region` and `town` on the others.
    #[must_use]
    pub fn start() -> Self {
        let nodes = ["agencies", "region", "town"].map(Node::start);
        let [agencies, region, town] = nodes;
        agencies.put_agency("mhab", &PutAgency { mediator: None, routes: Vec::new(), ..fixtures::agency("HAB") });
        for (node, code) in [(&region, "REG"), (&town, "COM")] {
            let french = ["fr".to_owned()].to_vec();
            let names = fixtures::names("هيئة خيالية", &format!("Le bureau de {}", node.id));
            let agency = PutAgency { code: code.into(), names, languages: french, ..fixtures::mediator() };
            node.put_agency(&node.id, &agency);
        }
        let chain = Self { agencies, region, town };
        let Self { agencies, region, town } = &chain;
        for (here, there) in [(agencies, region), (region, agencies), (region, town), (town, region), (town, agencies)]
        {
            let agency = if there.id == "agencies" { "mhab" } else { &there.id };
            here.put_peer(&there.id, &fixtures::peer(&there.id, &there.base_url(), agency, &there.public_key()));
        }
        chain
    }

    /// Waits until nobody owes anybody anything.
    pub fn settles(&self) {
        for _ in 0..3 {
            for node in [&self.agencies, &self.region, &self.town] {
                node.settles_within(SETTLE_LIMIT);
            }
        }
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        if !thread::panicking() {
            for node in [&mut self.agencies, &mut self.region, &mut self.town] {
                node.check();
            }
        }
    }
}
