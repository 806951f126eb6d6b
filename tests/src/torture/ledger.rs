//! What was asked of the nodes, and what they acknowledged. In: calls and their answers. Out: what must be there.
//! Never: an opinion of its own; what was not answered with 2xx is owed to nobody, but may be asked for again.

use crate::client::{Answer, Call};
use crate::desk::Citizen;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use wire::v1::desk::ActionDone;
use wire::v1::filing::Receipt;

/// A document whose last byte was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub url: String,
    pub id: String,
    pub length: usize,
    pub sha256: String,
}

/// What a call asks for.
#[derive(Debug, Clone)]
pub enum Asked {
    /// A case, known again by its subject.
    Filing { agency: String, subject: String, documents: Vec<Document> },
    /// An entry in a case, known again by its text.
    Word { reference: String, text: String, documents: Vec<Document> },
    /// An entry that the Mediator writes in a case that came from here: the reference here, and the text.
    Told { origin: String, text: String },
}

/// A call that nobody answered: it may have been done or not.
#[derive(Debug, Clone)]
pub struct Open {
    pub call: Call,
    pub asked: Asked,
}

/// An acknowledged entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// The entry's number, as it was acknowledged.
    pub entry: String,
}

/// An acknowledged case.
#[derive(Debug, Clone)]
pub struct Case {
    pub agency: String,
    pub citizen: Citizen,
    pub receipt: Receipt,
    pub subject: String,
    pub documents: Vec<Document>,
    pub words: Vec<Word>,
    /// The call that opened it: asked again, it gives this receipt again.
    pub call: Call,
}

#[derive(Debug, Default)]
struct Pages {
    cases: Vec<Case>,
    places: BTreeMap<String, usize>,
    open: Vec<Open>,
    loose: Vec<Document>,
    touched: BTreeSet<usize>,
    /// What the Mediator wrote: the reference at the agency, the text.
    from_mediator: Vec<(String, String)>,
    acknowledged: u64,
    refused: u64,
    wrong: Vec<String>,
}

/// Everybody writes into one ledger.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Pages>);

/// Whether a call was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    Yes,
    No,
}

impl Ledger {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a call and writes down what became of it. A 2xx is owed from here on; a refusal (4xx) is not; anything
    /// else is as good as no answer.
    pub fn ask(&self, call: Call, asked: Asked) -> Heard {
        match call.try_send() {
            Ok(answer) if answer.status == 201 => self.acknowledged(call, asked, &answer),
            Ok(answer) if (400..500).contains(&answer.status) => {
                self.pages().refused += 1;
                // The only refusals that this load provokes: the case has moved on meanwhile.
                if answer.status != 409 {
                    self.wrong(format!("{asked:?} was refused: {} {}", answer.status, answer.text()));
                }
            }
            Ok(_) | Err(_) => {
                self.pages().open.push(Open { call, asked });
                return Heard::No;
            }
        }
        Heard::Yes
    }

    fn acknowledged(&self, call: Call, asked: Asked, answer: &Answer) {
        let unreadable = |e: serde_json::Error| self.wrong(format!("an answer that is none: {e} in {}", answer.text()));
        match asked {
            Asked::Filing { agency, subject, documents } => match serde_json::from_slice::<Receipt>(&answer.body) {
                Ok(receipt) => self.opened(Case {
                    agency,
                    citizen: Citizen {
                        base_url: call.base_url(),
                        reference: receipt.reference.clone(),
                        code: receipt.access_code.clone(),
                    },
                    receipt,
                    subject,
                    documents,
                    words: Vec::new(),
                    call,
                }),
                Err(error) => unreadable(error),
            },
            Asked::Word { reference, text, documents } => match serde_json::from_slice::<ActionDone>(&answer.body) {
                Ok(done) => self.written(&reference, Word { text, entry: done.event.id }, documents),
                Err(error) => unreadable(error),
            },
            Asked::Told { origin, text } => {
                let mut pages = self.pages();
                pages.acknowledged += 1;
                pages.from_mediator.push((origin, text));
            }
        }
    }

    fn opened(&self, case: Case) {
        let mut pages = self.pages();
        pages.acknowledged += 1 + case.documents.len() as u64;
        let place = pages.cases.len();
        let reference = case.receipt.reference.clone();
        if pages.places.insert(reference.clone(), place).is_some() {
            pages.wrong.push(format!("{reference} was given to two filings"));
        }
        pages.touched.insert(place);
        pages.cases.push(case);
    }

    fn written(&self, reference: &str, word: Word, documents: Vec<Document>) {
        let mut pages = self.pages();
        pages.acknowledged += 1 + documents.len() as u64;
        let Some(place) = pages.places.get(reference).copied() else { return };
        pages.touched.insert(place);
        if let Some(case) = pages.cases.get_mut(place) {
            case.documents.extend(documents);
            case.words.push(word);
        }
    }

    /// A document that no case has so far.
    pub fn kept(&self, document: Document) {
        let mut pages = self.pages();
        pages.acknowledged += 1;
        pages.loose.push(document);
    }

    pub fn wrong(&self, what: String) {
        self.pages().wrong.push(what);
    }

    /// A case at this place; for whoever writes into one.
    #[must_use]
    pub fn case(&self, place: u64) -> Option<Case> {
        let pages = self.pages();
        usize::try_from(place).ok().and_then(|place| pages.cases.get(place).cloned())
    }

    #[must_use]
    pub fn cases(&self) -> u64 {
        self.pages().cases.len() as u64
    }

    #[must_use]
    pub fn every_case(&self) -> Vec<Case> {
        self.pages().cases.clone()
    }

    #[must_use]
    pub fn acknowledged_so_far(&self) -> u64 {
        self.pages().acknowledged
    }

    #[must_use]
    pub fn refused_so_far(&self) -> u64 {
        self.pages().refused
    }

    #[must_use]
    pub fn mediator_words(&self) -> Vec<(String, String)> {
        self.pages().from_mediator.clone()
    }

    /// What nobody answered, to be asked again; asked once.
    #[must_use]
    pub fn take_open(&self) -> Vec<Open> {
        std::mem::take(&mut self.pages().open)
    }

    /// Documents that no case has, since asked last.
    #[must_use]
    pub fn take_loose(&self) -> Vec<Document> {
        std::mem::take(&mut self.pages().loose)
    }

    /// The cases that something was acknowledged in, since asked last.
    #[must_use]
    pub fn take_touched(&self) -> Vec<Case> {
        let mut pages = self.pages();
        let touched = std::mem::take(&mut pages.touched);
        touched.into_iter().filter_map(|place| pages.cases.get(place).cloned()).collect()
    }

    /// Everything that was wrong, since asked last.
    #[must_use]
    pub fn take_wrong(&self) -> Vec<String> {
        std::mem::take(&mut self.pages().wrong)
    }
}
