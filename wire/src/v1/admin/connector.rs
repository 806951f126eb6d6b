//! What each connector needs of a peer: one row a connector.
//!
//! In: a peer's settings. Out: every one that is wrong, at its field. Never: speaks a protocol (the node's `connectors`).
//!
//! A setting is a text by name. A name that ends with a point stands for many: behind the point is a category or kind of
//! the agency's own (`service.delay`). Where a peer is, is its `url` alone: a setting gives a path below it at most, so
//! that no setting leads anywhere else.

use super::Check;
use super::address::is_path;
use crate::v1::agencies::Names;
use domain::agency::Slug;
use domain::contact;
use domain::field_error::FieldErrorCode as Code;

/// A connector, as far as a peer's configuration knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connector {
    /// Its name in a peer's configuration.
    pub name: &'static str,
    /// What it can be told. The exchange between nodes has no settings: it has a node, an agency and keys.
    pub settings: &'static [Setting],
    /// What it proves itself with.
    pub secret: SecretForm,
}

/// Something that a connector can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name; with a point at the end it stands for one of each category or kind.
    pub name: &'static str,
    /// What it may say.
    pub takes: Takes,
    /// Whether the connector can do nothing without it.
    pub needed: bool,
}

/// What a setting may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One of these; what is not said is the first.
    OneOf(&'static [&'static str]),
    /// A path below the peer's address, with a slash at its beginning and none at its end.
    Path,
    /// A text of so many characters at most.
    Text(u32),
    /// An e-mail address.
    Email,
}

/// What a peer's secret looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretForm {
    /// There is none.
    Nothing,
    /// `whsec_` and base64, or two of them while they are changed (Standard Webhooks).
    Webhook,
    /// Any text without control characters: a token, a password.
    Text,
}

/// Most characters of a secret.
const SECRET_MAX: u32 = 400;

/// Nodes among themselves.
pub const EXCHANGE: &str = "exchange";

/// How much of a complainant is told.
pub const COMPLAINANT: Setting =
    Setting { name: "complainant", takes: Takes::OneOf(&["none", "contact", "all"]), needed: false };

/// Every connector.
pub const CONNECTORS: &[Connector] = &[
    Connector { name: EXCHANGE, settings: &[], secret: SecretForm::Nothing },
    Connector {
        name: "webhook",
        settings: &[
            Setting { name: "path", takes: Takes::Path, needed: false },
            Setting { name: "look", takes: Takes::Path, needed: false },
            COMPLAINANT,
        ],
        secret: SecretForm::Webhook,
    },
    Connector { name: "request_tracker", settings: REQUEST_TRACKER, secret: SecretForm::Text },
    Connector { name: "open311", settings: OPEN311, secret: SecretForm::Text },
];

/// A setting that a connector can do without.
const fn may(name: &'static str, takes: Takes) -> Setting {
    Setting { name, takes, needed: false }
}

/// Statuses, queues or services, by their names there.
const NAMED: Takes = Takes::Text(200);

/// What Request Tracker can be told; docs/connectors.md says what each means.
const REQUEST_TRACKER: &[Setting] = &[
    Setting { name: "queue", takes: NAMED, needed: true },
    may("queue.", NAMED),
    may("path", Takes::Path),
    COMPLAINANT,
    may("requestor", Takes::OneOf(&["no", "yes"])),
    may("language", Takes::OneOf(&["fr", "ar", "zgh", "en", "es"])),
    may("acknowledged", NAMED),
    may("answered", NAMED),
    may("upheld", NAMED),
    may("partly_upheld", NAMED),
    may("not_upheld", NAMED),
    may("inadmissible", NAMED),
    may("redirected", NAMED),
    may("withdrawn", NAMED),
    may("reopened", NAMED),
];

/// What a portal of Open311 can be told; docs/connectors.md says what each means.
const OPEN311: &[Setting] = &[
    Setting { name: "service", takes: NAMED, needed: true },
    may("service.", NAMED),
    may("path", Takes::Path),
    may("jurisdiction", NAMED),
    may("format", Takes::OneOf(&["json", "xml"])),
    may("key", Takes::OneOf(&["header", "query"])),
    may("complainant", Takes::OneOf(&["none", "contact"])),
    may("address_string", NAMED),
    may("lat", NAMED),
    may("long", NAMED),
    may("notes", Takes::OneOf(&["message", "nothing"])),
    may("responsible", Takes::OneOf(&["nothing", "acknowledged"])),
    may("acknowledged", NAMED),
    may("answered", NAMED),
    may("upheld", NAMED),
    may("partly_upheld", NAMED),
    may("not_upheld", NAMED),
    may("inadmissible", NAMED),
    may("redirected", NAMED),
];

impl Connector {
    /// A connector by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        CONNECTORS.iter().find(|connector| connector.name == name)
    }

    /// The setting of a name: its own row, or the row of all that stand behind its point.
    fn setting(&self, name: &str) -> Option<&Setting> {
        let of_many = |row: &&Setting| {
            row.name.ends_with('.') && name.strip_prefix(row.name).is_some_and(|part| Slug::parse(part).is_some())
        };
        self.settings.iter().find(|row| row.name == name && !name.ends_with('.') || of_many(row))
    }

    pub(super) fn check(&self, settings: &Names, check: &mut Check) {
        for (name, text) in settings.iter() {
            let field = format!("/settings/{}", name.replace('~', "~0").replace('/', "~1"));
            match self.setting(name) {
                None => check.add(field, Code::UnknownField),
                Some(row) => {
                    if let Some(code) = row.takes.wrong(text) {
                        check.add(field, code);
                    }
                }
            }
        }
        for row in self.settings.iter().filter(|row| row.needed) {
            let many = row.name.ends_with('.');
            let there = settings.iter().any(|(name, _)| name == row.name || many && name.starts_with(row.name));
            if !there {
                check.add(format!("/settings/{}", row.name.trim_end_matches('.')), Code::Required);
            }
        }
    }

    /// What is wrong with a secret; `kept`: there is one already, and none need be sent.
    #[must_use]
    pub fn check_secret(&self, secret: Option<&str>, kept: bool) -> Option<Code> {
        let long = |text: &str| text.chars().count() > SECRET_MAX as usize;
        match (self.secret, secret) {
            (SecretForm::Nothing, Some(_)) => Some(Code::UnknownField),
            (SecretForm::Nothing, None) => None,
            (_, None) => (!kept).then_some(Code::Required),
            (_, Some("")) => Some(Code::Required),
            (_, Some(text)) if long(text) => Some(Code::TooLong { limit: SECRET_MAX }),
            (_, Some(text)) => text.chars().any(char::is_control).then_some(Code::InvalidText),
        }
    }
}

impl Takes {
    fn wrong(self, text: &str) -> Option<Code> {
        match self {
            _ if text.trim().is_empty() => Some(Code::Required),
            Self::OneOf(known) => (!known.contains(&text)).then_some(Code::UnknownValue),
            Self::Path => (!is_path(text)).then_some(Code::InvalidFormat),
            Self::Text(limit) if text.chars().count() > limit as usize => Some(Code::TooLong { limit }),
            Self::Text(_) => text.chars().any(char::is_control).then_some(Code::InvalidText),
            Self::Email => contact::email(text).is_none().then_some(Code::InvalidEmail),
        }
    }
}
