//! When a further filing is the same person's about the same matter, and when many people's are one wave.
//!
//! In: who filed, whether texts are alike, counts, times. Out: what stands for a person where contacts are compared, and
//! whether two cases are linked or a wave begins. Never: a refusal (nobody's filing fails for it), or a guess at who
//! somebody is: the same contact is the same contact, not the same person.

pub mod wave;

use crate::contact;
use crate::time::{DAY_MS, UnixMillis};

/// What an agency goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// Days after it was settled during which a case is linked to a further filing; an open one always is. 0: nothing is linked.
    pub link_days: u32,
    /// People from whom on cases are a wave. 0: none are.
    pub wave_people: u32,
    /// Hours within which the next case of a wave comes.
    pub wave_hours: u32,
}

impl Default for Alike {
    fn default() -> Self {
        Self { link_days: 90, wave_people: 5, wave_hours: 72 }
    }
}

/// From so many cases of one contact on, it may be an office's or a lawyer's: the category alone says too little then.
pub const CROWD: usize = 4;

impl Alike {
    /// The moment since which a case must have been settled to be recent.
    #[must_use]
    pub const fn recent_since(&self, now: UnixMillis) -> i64 {
        now.0 - self.link_days as i64 * DAY_MS
    }

    /// The moment since which cases may be one wave with one that comes now.
    #[must_use]
    pub const fn wave_since(&self, now: UnixMillis) -> i64 {
        now.0 - self.wave_hours as i64 * 3_600_000
    }
}

/// Whether a filing is linked to a case of the same contact; `cases`: how many of that contact are open or recent.
#[must_use]
pub const fn same_matter(same_category: bool, alike: bool, cases: usize) -> bool {
    alike || (same_category && cases < CROWD)
}

/// What stands for a person where contacts are compared: each contact in its normal form, with what it is before it. A
/// name is none, nor is an address: neighbours share them.
#[must_use]
pub fn contacts(
    email: Option<&str>,
    phone: Option<&str>,
    national_id: Option<&str>,
    calling_code: &str,
) -> Vec<String> {
    let email = email.and_then(contact::email).map(|email| format!("email:{}", email.to_lowercase()));
    let phone = phone.and_then(|typed| contact::phone(typed, calling_code)).map(|phone| format!("phone:{phone}"));
    let national_id = national_id.and_then(contact::national_id).map(|id| format!("id:{id}"));
    [email, phone, national_id].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_compared_in_one_form() {
        let one = contacts(Some(" Amal.B@Example.MA"), Some("06 12 34 56 78"), Some("ab 123456"), "212");
        let same = contacts(Some("amal.b@example.ma"), Some("٠٠٢١٢٦١٢٣٤٥٦٧٨"), Some("AB123456"), "33");
        assert_eq!(one, ["email:amal.b@example.ma", "phone:+212612345678", "id:AB123456"]);
        assert_eq!(one, same);
        assert_eq!(contacts(Some("amal"), Some("06"), None, "212"), Vec::<String>::new());
    }

    #[test]
    fn a_contact_of_many_cases_needs_words_that_are_alike() {
        assert!(same_matter(true, false, CROWD - 1));
        assert!(!same_matter(true, false, CROWD));
        assert!(same_matter(true, true, CROWD));
        assert!(same_matter(false, true, 1));
        assert!(!same_matter(false, false, 1));
    }

    #[test]
    fn times_are_counted_back_from_now() {
        let alike = Alike { link_days: 1, wave_hours: 2, ..Alike::default() };
        assert_eq!(alike.recent_since(UnixMillis(DAY_MS + 5)), 5);
        assert_eq!(alike.wave_since(UnixMillis(7_200_007)), 7);
    }
}
