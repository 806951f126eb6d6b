//! What the relay's parts share: configuration, book, ways, what is in hand, how it is.
//!
//! In: a configuration. Out: handles. Never: two deliveries of the same id at once; a lock held while anything is waited for.

use crate::book::Book;
use crate::config::Config;
use crate::node::Node;
use crate::place;
use crate::post::Post;
use crate::reply::word::Vocabulary;
use domain::language::Language;
use domain::time::UnixMillis;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Semaphore, watch};
use words::Words;

/// So many e-mails are written at once: each may hold its documents in memory.
const AT_ONCE: usize = 4;
/// What was set aside counts in the health for so long, in milliseconds.
const RECENTLY_MS: i64 = 7 * 86_400_000;

/// How the two lines are.
#[derive(Debug, Clone, Copy, Default)]
struct Health {
    /// When the mailbox was last looked through.
    looked_at: Option<UnixMillis>,
    /// Whether the last e-mail could be handed over, as far as the server itself goes.
    post_is_well: Option<bool>,
    sent: u64,
    told: u64,
}

/// All that the relay's parts share.
#[derive(Debug)]
pub struct Relay {
    pub config: Config,
    pub node: Node,
    pub post: Post,
    pub vocabulary: Vocabulary,
    pub slots: Semaphore,
    words: BTreeMap<&'static str, Words>,
    book: Mutex<Book>,
    in_hand: Mutex<BTreeSet<String>>,
    health: Mutex<Health>,
    name: Mutex<Option<String>>,
    over: watch::Sender<bool>,
}

impl Relay {
    /// Opens everything that a configuration names; says nothing to anybody yet.
    ///
    /// # Errors
    /// What cannot be opened.
    pub fn open(config: Config) -> Result<Self, String> {
        std::fs::create_dir_all(&config.folder).map_err(|e| format!("folder: {}: {e}", config.folder.display()))?;
        let book = Book::open(&config.folder).map_err(|e| format!("folder: {}: {e}", config.folder.display()))?;
        Ok(Self {
            node: Node::of(&config)?,
            post: Post::of(&config)?,
            vocabulary: Vocabulary::whole(),
            slots: Semaphore::new(AT_ONCE),
            words: Language::ALL.into_iter().map(|l| (l.tag(), Words::of_letters(l))).collect(),
            book: Mutex::new(book),
            in_hand: Mutex::default(),
            health: Mutex::default(),
            name: Mutex::default(),
            over: watch::channel(false).0,
            config,
        })
    }

    /// The book; what is written in it is on disk when the call returns.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The words of a language.
    #[must_use]
    pub fn words(&self, language: Language) -> &Words {
        // Every language is in the map.
        self.words.get(language.tag()).unwrap_or_else(|| Words::builtin(Language::Fr))
    }

    /// Takes a delivery in hand, unless it is already.
    #[must_use]
    pub fn takes(&self, id: &str) -> bool {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned())
    }

    /// Lets go of it.
    pub fn leaves(&self, id: &str) {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The mailbox was looked through.
    pub fn looked(&self) {
        self.health().looked_at = Some(place::now());
    }

    /// The mail server took an e-mail, or was there to refuse one; or was not.
    pub fn posted(&self, is_well: bool, is_sent: bool) {
        let mut health = self.health();
        health.post_is_well = Some(is_well);
        health.sent += u64::from(is_sent);
    }

    /// The node was told something.
    pub fn told(&self) {
        self.health().told += 1;
    }

    /// How it is: whether all is well, and what there is to say.
    #[must_use]
    pub fn state(&self) -> (bool, Value) {
        let (health, now) = (*self.health(), place::now());
        let patience_ms = i64::try_from(self.config.every_seconds).unwrap_or(i64::MAX / 10_000) * 3_000 + 60_000;
        let mailbox = health.looked_at.is_some_and(|at| now.0.saturating_sub(at.0) < patience_ms);
        let post = health.post_is_well.unwrap_or(true);
        let asides = self.book().asides_since(UnixMillis(now.0.saturating_sub(RECENTLY_MS))).ok();
        let state = json!({
            "ok": mailbox && post && asides.is_some(),
            "mailbox": mailbox,
            "smtp": post,
            "book": asides.is_some(),
            "set_aside_in_seven_days": asides,
            "sent": health.sent,
            "told": health.told,
        });
        (mailbox && post && asides.is_some(), state)
    }

    /// The node's own name, once it has said it. Blocking.
    #[must_use]
    pub fn node_name(&self) -> Option<String> {
        let known = self.name.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.or_else(|| {
            let name = self.node.name().ok()?;
            *self.name.lock().unwrap_or_else(PoisonError::into_inner) = Some(name.clone());
            Some(name)
        })
    }

    /// From now on nothing is begun.
    pub fn end(&self) {
        self.over.send_replace(true);
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        *self.over.borrow()
    }

    /// Waits until nothing is in hand.
    pub async fn rests(&self) {
        // Each e-mail in hand holds a slot.
        let all = u32::try_from(AT_ONCE).unwrap_or(u32::MAX);
        drop(self.slots.acquire_many(all).await);
    }

    /// Waits for the end.
    pub async fn ends(&self) {
        let mut over = self.over.subscribe();
        // Only an end that was said, or nobody left who could say it.
        drop(over.wait_for(|over| *over).await);
    }
}
