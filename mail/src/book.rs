//! What the relay remembers: threads, which deliveries are done, where it is in the mailbox, what was set aside. `SQLite`.
//!
//! In: names and ids. Out: rows. What is answered to a node or flagged in the mailbox is on disk before. Kept of a case: its
//! reference, its subject, ids of e-mails; for so many days after the last e-mail. Never: a text, a person, a document.

use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::path::Path;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS thread (
        token TEXT PRIMARY KEY, peer TEXT NOT NULL, reference TEXT NOT NULL, subject TEXT NOT NULL,
        first TEXT NOT NULL, last TEXT NOT NULL, used_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS thread_of ON thread (peer, reference);
    CREATE TABLE IF NOT EXISTS delivery (
        id TEXT NOT NULL, peer TEXT NOT NULL, sent INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (peer, id)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS place (mailbox TEXT PRIMARY KEY, validity INTEGER NOT NULL, uid INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS reading (mailbox TEXT PRIMARY KEY, uid INTEGER NOT NULL, times INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS aside (
        id TEXT PRIMARY KEY, peer TEXT NOT NULL, reference TEXT NOT NULL, why TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT;
";

/// The book.
#[derive(Debug)]
pub struct Book(Connection);

/// A case's e-mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    pub token: String,
    pub peer: String,
    pub reference: String,
    /// The first e-mail's subject.
    pub subject: String,
    /// Ids of the first and the last e-mail, without angle brackets.
    pub first: String,
    pub last: String,
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It was never tried, or certainly did not go.
    New,
    /// It was begun and nobody knows how it ended.
    Begun,
    /// The mail server has it.
    Sent,
}

/// Something that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    pub peer: String,
    pub reference: String,
    pub why: String,
    pub at: UnixMillis,
}

impl Book {
    /// Opens the book in a folder, or makes it.
    ///
    /// # Errors
    /// The file cannot be opened or written.
    pub fn open(folder: &Path) -> rusqlite::Result<Self> {
        Self::of(Connection::open(folder.join("mail.sqlite"))?)
    }

    fn of(sql: Connection) -> rusqlite::Result<Self> {
        sql.busy_timeout(std::time::Duration::from_secs(5))?;
        sql.pragma_update(None, "journal_mode", "WAL")?;
        sql.pragma_update(None, "synchronous", "FULL")?;
        sql.execute_batch(SCHEMA)?;
        Ok(Self(sql))
    }

    /// Where a delivery stands.
    pub fn stands(&self, peer: &str, id: &str) -> rusqlite::Result<Stands> {
        let text = "SELECT sent FROM delivery WHERE peer = ? AND id = ?";
        let sent: Option<bool> = self.0.query_row(text, params![peer, id], |row| row.get(0)).optional()?;
        Ok(sent.map_or(Stands::New, |sent| if sent { Stands::Sent } else { Stands::Begun }))
    }

    /// Writes down that a delivery is about to go.
    pub fn begin(&mut self, peer: &str, id: &str, now: UnixMillis) -> rusqlite::Result<()> {
        let text = "INSERT OR IGNORE INTO delivery (id, peer, sent, at) VALUES (?, ?, 0, ?)";
        self.0.execute(text, params![id, peer, now.0]).map(drop)
    }

    /// Writes down that a delivery certainly did not go.
    pub fn abandon(&mut self, peer: &str, id: &str) -> rusqlite::Result<()> {
        self.0.execute("DELETE FROM delivery WHERE peer = ? AND id = ? AND sent = 0", params![peer, id]).map(drop)
    }

    /// Writes down that the mail server has a delivery, and what the thread is from then on.
    pub fn sent(&mut self, id: &str, thread: &Thread, now: UnixMillis) -> rusqlite::Result<()> {
        let all = self.0.transaction()?;
        let text = "INSERT INTO delivery (id, peer, sent, at) VALUES (?, ?, 1, ?)
            ON CONFLICT DO UPDATE SET sent = 1, at = excluded.at";
        all.execute(text, params![id, thread.peer, now.0])?;
        let text =
            "INSERT INTO thread (token, peer, reference, subject, first, last, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (token) DO UPDATE SET last = excluded.last, used_at = excluded.used_at";
        let Thread { token, peer, reference, subject, first, last } = thread;
        all.execute(text, params![token, peer, reference, subject, first, last, now.0])?;
        all.commit()
    }

    /// The thread of a token.
    pub fn thread(&self, token: &str) -> rusqlite::Result<Option<Thread>> {
        self.found("SELECT token, peer, reference, subject, first, last FROM thread WHERE token = ?", [token])
    }

    /// The thread of a case: the same also after the peer's secret was changed.
    pub fn thread_of(&self, peer: &str, reference: &str) -> rusqlite::Result<Option<Thread>> {
        let text = "SELECT token, peer, reference, subject, first, last FROM thread WHERE peer = ? AND reference = ?
            ORDER BY used_at DESC LIMIT 1";
        self.found(text, [peer, reference])
    }

    fn found(&self, text: &str, values: impl rusqlite::Params) -> rusqlite::Result<Option<Thread>> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Thread {
                token: row.get(0)?,
                peer: row.get(1)?,
                reference: row.get(2)?,
                subject: row.get(3)?,
                first: row.get(4)?,
                last: row.get(5)?,
            })
        };
        self.0.query_row(text, values, read).optional()
    }

    /// Writes down that an answer came: what follows is a reply to it.
    pub fn heard(&mut self, token: &str, message_id: &str, now: UnixMillis) -> rusqlite::Result<()> {
        let text = "UPDATE thread SET last = ?, used_at = ? WHERE token = ?";
        self.0.execute(text, params![message_id, now.0, token]).map(drop)
    }

    /// The last UID that was dealt with; 0 where nothing was, or where the mailbox's UIDs mean something else.
    pub fn place(&self, mailbox: &str, validity: u32) -> rusqlite::Result<u32> {
        let text = "SELECT uid FROM place WHERE mailbox = ? AND validity = ?";
        Ok(self.0.query_row(text, params![mailbox, validity], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    /// Writes down that everything up to this UID was dealt with.
    pub fn set_place(&mut self, mailbox: &str, validity: u32, uid: u32) -> rusqlite::Result<()> {
        let text = "INSERT INTO place (mailbox, validity, uid) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET validity = excluded.validity, uid = excluded.uid";
        self.0.execute(text, params![mailbox, validity, uid]).map(drop)
    }

    /// Writes down that an e-mail is about to be read; how often that was begun before, and never came to an end.
    pub fn read_begins(&mut self, mailbox: &str, uid: u32) -> rusqlite::Result<u32> {
        let text = "INSERT INTO reading (mailbox, uid, times) VALUES (?, ?, 1)
            ON CONFLICT DO UPDATE SET times = iif(uid = excluded.uid, times + 1, 1), uid = excluded.uid RETURNING times - 1";
        self.0.query_row(text, params![mailbox, uid], |row| row.get(0))
    }

    /// Writes down that it was read, whatever came of it.
    pub fn read_ends(&mut self, mailbox: &str) -> rusqlite::Result<()> {
        self.0.execute("DELETE FROM reading WHERE mailbox = ?", params![mailbox]).map(drop)
    }

    /// Writes down that something was set aside; whether it is so for the first time.
    pub fn set_aside(&mut self, id: &str, aside: &Aside) -> rusqlite::Result<bool> {
        let text = "INSERT OR IGNORE INTO aside (id, peer, reference, why, at) VALUES (?, ?, ?, ?, ?)";
        let Aside { peer, reference, why, at } = aside;
        self.0.execute(text, params![id, peer, reference, why, at.0]).map(|rows| rows > 0)
    }

    /// What was set aside, newest first.
    pub fn asides(&self) -> rusqlite::Result<Vec<Aside>> {
        let mut rows = self.0.prepare("SELECT peer, reference, why, at FROM aside ORDER BY at DESC, id LIMIT 200")?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Aside { peer: row.get(0)?, reference: row.get(1)?, why: row.get(2)?, at: UnixMillis(row.get(3)?) })
        };
        rows.query_map([], read)?.collect()
    }

    /// How many were set aside since.
    pub fn asides_since(&self, at: UnixMillis) -> rusqlite::Result<u32> {
        self.0.query_row("SELECT count(*) FROM aside WHERE at >= ?", params![at.0], |row| row.get(0))
    }

    /// Forgets what nothing has happened with for so many days.
    pub fn forget(&mut self, now: UnixMillis, keep_days: u32) -> rusqlite::Result<()> {
        let before = now.0.saturating_sub(i64::from(keep_days).saturating_mul(DAY_MS));
        for text in [
            "DELETE FROM thread WHERE used_at < ?",
            "DELETE FROM delivery WHERE at < ?",
            "DELETE FROM aside WHERE at < ?",
        ] {
            self.0.execute(text, params![before])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixMillis = UnixMillis(1_795_356_309_120);

    fn book() -> Book {
        Book::of(Connection::open_in_memory().unwrap()).unwrap()
    }

    fn thread(last: &str) -> Thread {
        let text = |text: &str| text.to_owned();
        Thread {
            token: text("t"),
            peer: text("eaux"),
            reference: text("HAB-26A-000001-Y"),
            subject: text("[HAB-26A-000001-Y] Fuite"),
            first: text("1@r"),
            last: text(last),
        }
    }

    #[test]
    fn a_delivery_is_new_then_begun_then_sent() {
        let mut book = book();
        assert_eq!(book.stands("eaux", "HAB-26A.1").unwrap(), Stands::New);
        book.begin("eaux", "HAB-26A.1", NOW).unwrap();
        assert_eq!(book.stands("eaux", "HAB-26A.1").unwrap(), Stands::Begun);
        book.abandon("eaux", "HAB-26A.1").unwrap();
        assert_eq!(book.stands("eaux", "HAB-26A.1").unwrap(), Stands::New);
        book.begin("eaux", "HAB-26A.1", NOW).unwrap();
        book.sent("HAB-26A.1", &thread("1@r"), NOW).unwrap();
        book.begin("eaux", "HAB-26A.1", NOW).unwrap();
        book.abandon("eaux", "HAB-26A.1").unwrap();
        assert_eq!(book.stands("eaux", "HAB-26A.1").unwrap(), Stands::Sent);
        // Another body's delivery of the same name is another one.
        assert_eq!(book.stands("ville", "HAB-26A.1").unwrap(), Stands::New);
    }

    #[test]
    fn a_thread_keeps_its_first_and_moves_its_last() {
        let mut book = book();
        assert_eq!(book.thread("t").unwrap(), None);
        book.sent("1", &thread("1@r"), NOW).unwrap();
        book.sent("2", &Thread { first: "other".into(), ..thread("2@r") }, NOW).unwrap();
        assert_eq!(book.thread("t").unwrap(), Some(thread("2@r")));
        assert_eq!(book.thread_of("eaux", "HAB-26A-000001-Y").unwrap(), Some(thread("2@r")));
        assert_eq!(book.thread_of("ville", "HAB-26A-000001-Y").unwrap(), None);
        book.heard("t", "answer@eaux", NOW).unwrap();
        assert_eq!(book.thread("t").unwrap(), Some(thread("answer@eaux")));
        book.forget(NOW.plus_ms(9 * DAY_MS), 10).unwrap();
        assert!(book.thread("t").unwrap().is_some());
        book.forget(NOW.plus_ms(11 * DAY_MS), 10).unwrap();
        assert_eq!((book.thread("t").unwrap(), book.stands("eaux", "1").unwrap()), (None, Stands::New));
    }

    #[test]
    fn a_mailbox_that_was_made_anew_is_read_from_its_beginning() {
        let mut book = book();
        assert_eq!(book.place("INBOX", 7).unwrap(), 0);
        book.set_place("INBOX", 7, 12).unwrap();
        assert_eq!((book.place("INBOX", 7).unwrap(), book.place("INBOX", 8).unwrap()), (12, 0));
    }

    #[test]
    fn an_e_mail_that_ends_the_reader_is_known_by_it() {
        let mut book = book();
        let times: Vec<u32> = (0..3).map(|_| book.read_begins("INBOX", 7).unwrap()).collect();
        assert_eq!(times, [0, 1, 2]);
        assert_eq!(book.read_begins("INBOX", 8).unwrap(), 0);
        assert_eq!(book.read_begins("INBOX", 8).unwrap(), 1);
        book.read_ends("INBOX").unwrap();
        assert_eq!(book.read_begins("INBOX", 8).unwrap(), 0);
    }

    #[test]
    fn what_is_set_aside_counts_once() {
        let mut book = book();
        let aside = Aside { peer: "eaux".into(), reference: String::new(), why: "no thread".into(), at: NOW };
        assert!(book.set_aside("a", &aside).unwrap());
        assert!(!book.set_aside("a", &aside).unwrap());
        assert_eq!((book.asides().unwrap(), book.asides_since(NOW).unwrap()), (vec![aside], 1));
    }
}
