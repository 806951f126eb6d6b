//! Who of the staff may do what: three roles, a closed list of rights, one table. And how long a token lives.
//!
//! In: a role and a right; lengths of time. Out: yes or no; when a token ends.
//! Never: whose agency a case is (the handle in the node's `auth` holds that), a clock, a secret.

use crate::status::names;
use crate::time::UnixMillis;

/// What a staff token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StaffRole {
    /// Treats the cases of one agency.
    Caseworker,
    /// Answers for the desk of one agency.
    Supervisor,
    /// Sets up the node. Reads no case.
    Operator,
    /// No person: a program that files with one agency for its own users. Reads no word of a case.
    App,
}

names!(StaffRole { Caseworker => "caseworker", Supervisor => "supervisor", Operator => "operator", App => "app" });

/// One thing that somebody of the staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// List, open and download what the agency's cases hold.
    ReadCases,
    /// Act in the agency's cases.
    TreatCases,
    /// Take a case from the colleague who is responsible for it and give it to somebody else.
    ReassignCases,
    /// See who of the staff has read what.
    ReadAccesses,
    /// Take cases out of the node, as a whole.
    ExportCases,
    /// Erase a case of the agency.
    EraseCases,
    /// See what must reach peers.
    ReadDeliveries,
    /// Try a dead delivery again, or send it elsewhere.
    MendDeliveries,
    /// Set agencies and peers.
    Configure,
    /// Issue, list, renew and revoke the tokens of caseworkers and supervisors.
    IssueTokens,
    /// Copy and bring back registers as they are stored: sealed.
    BackUp,
    /// File without a proof of work, and see where these cases stand.
    FileAsApp,
}

names!(Right {
    ReadCases => "read_cases", TreatCases => "treat_cases", ReassignCases => "reassign_cases",
    ReadAccesses => "read_accesses", ExportCases => "export_cases", EraseCases => "erase_cases",
    ReadDeliveries => "read_deliveries", MendDeliveries => "mend_deliveries",
    Configure => "configure", IssueTokens => "issue_tokens", BackUp => "back_up",
    FileAsApp => "file_as_app",
});

impl StaffRole {
    /// The table of rights. A role has what stands here and nothing else.
    #[must_use]
    pub const fn rights(self) -> &'static [Right] {
        use Right::{
            BackUp, Configure, EraseCases, ExportCases, FileAsApp, IssueTokens, MendDeliveries, ReadAccesses,
            ReadCases, ReadDeliveries, ReassignCases, TreatCases,
        };
        match self {
            Self::Caseworker => &[ReadCases, TreatCases, ReadDeliveries],
            Self::Supervisor => &[
                ReadCases,
                TreatCases,
                ReadDeliveries,
                ReassignCases,
                ReadAccesses,
                ExportCases,
                EraseCases,
                MendDeliveries,
            ],
            Self::Operator => &[Configure, IssueTokens, BackUp, ReadDeliveries, MendDeliveries],
            Self::App => &[FileAsApp],
        }
    }

    /// Whether the role has a right.
    #[must_use]
    pub fn may(self, right: Right) -> bool {
        self.rights().contains(&right)
    }

    /// Whether the role is one of an agency; else it is the whole node's.
    #[must_use]
    pub const fn is_of_agency(self) -> bool {
        matches!(self, Self::Caseworker | Self::Supervisor | Self::App)
    }

    /// The longest life of a token of this role, in seconds. A program does not come to work each morning.
    #[must_use]
    pub const fn life_max_s(self) -> i64 {
        if matches!(self, Self::App) { APP_LIFE_MAX_S } else { LIFE_MAX_S }
    }

    /// Whether somebody of this role and name may say who is responsible for a case: anybody for one that
    /// nobody has, or that is their own; for a colleague's it needs a right of its own.
    #[must_use]
    pub fn may_assign(self, name: &str, assigned_to: Option<&str>) -> bool {
        assigned_to.is_none_or(|has| has == name) || self.may(Right::ReassignCases)
    }
}

/// How long a token lives unless something else is asked for or configured: a day's work, in seconds.
pub const LIFE_S: i64 = 12 * 60 * 60;
/// The longest life of a person's token, in seconds: thirty days. Renewing does not make it longer.
pub const LIFE_MAX_S: i64 = 30 * 24 * 60 * 60;
/// The longest life of a program's key, in seconds: a year, and a day to change it in. The life of one where nothing else is
/// asked for.
pub const APP_LIFE_MAX_S: i64 = 366 * 24 * 60 * 60;
/// How long a token that was renewed still opens: long enough for a lost answer to be asked for again, in seconds.
pub const RENEWED_LIFE_S: i64 = 2 * 60;

/// When a token that is renewed ends: after the same life again, and never later than the longest life after
/// it was first issued. `None`: that moment has come, and only the operator can issue another.
#[must_use]
pub fn renewed_until(role: StaffRole, since: UnixMillis, life_ms: i64, now: UnixMillis) -> Option<UnixMillis> {
    let last = since.plus_ms(role.life_max_s() * 1000);
    let until = now.plus_ms(life_ms).min(last);
    (until > now).then_some(until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Right::{Configure, IssueTokens, ReadAccesses, ReadCases, ReadDeliveries, ReassignCases, TreatCases};
    use StaffRole::{Caseworker, Operator, Supervisor};

    #[test]
    fn an_operator_reads_no_case() {
        for right in [ReadCases, TreatCases, ReassignCases, ReadAccesses, Right::ExportCases, Right::EraseCases] {
            assert!(!Operator.may(right), "{right:?}");
        }
    }

    #[test]
    fn a_supervisor_may_all_that_a_caseworker_may() {
        assert!(Caseworker.rights().iter().all(|right| Supervisor.may(*right)));
        assert!(!Caseworker.may(ReadAccesses) && Supervisor.may(ReadAccesses));
    }

    #[test]
    fn nobody_of_an_agency_sets_up_the_node() {
        for role in StaffRole::ALL.iter().filter(|r| r.is_of_agency()) {
            assert!(!role.may(Configure) && !role.may(IssueTokens) && !role.may(Right::BackUp), "{role:?}");
        }
    }

    #[test]
    fn every_right_is_somebodys_and_stands_once_in_each_row() {
        for right in Right::ALL {
            assert!(StaffRole::ALL.iter().any(|role| role.may(*right)), "{right:?}");
            assert_eq!(Right::parse(right.name()), Some(*right));
        }
        for role in StaffRole::ALL {
            let mut rights = role.rights().to_vec();
            rights.sort_unstable();
            rights.dedup();
            assert_eq!(rights.len(), role.rights().len(), "{role:?}");
        }
        assert!(Operator.may(ReadDeliveries));
    }

    #[test]
    fn a_colleagues_case_is_reassigned_by_a_supervisor() {
        assert!(Caseworker.may_assign("Nadia", None));
        assert!(Caseworker.may_assign("Nadia", Some("Nadia")));
        assert!(!Caseworker.may_assign("Nadia", Some("Karim")));
        assert!(Supervisor.may_assign("Nadia", Some("Karim")));
    }

    #[test]
    fn a_program_files_and_nothing_else_and_its_key_lives_for_a_year() {
        assert_eq!(StaffRole::App.rights(), [Right::FileAsApp]);
        assert!(StaffRole::ALL.iter().all(|role| *role == StaffRole::App || !role.may(Right::FileAsApp)));
        let day = 24 * 60 * 60 * 1000;
        let until = renewed_until(StaffRole::App, UnixMillis(0), 200 * day, UnixMillis(300 * day));
        assert_eq!(until, Some(UnixMillis(366 * day)));
    }

    #[test]
    fn renewing_never_passes_thirty_days() {
        let (since, hour) = (UnixMillis(0), 3_600_000);
        assert_eq!(renewed_until(Caseworker, since, hour, UnixMillis(hour)), Some(UnixMillis(2 * hour)));
        let end = LIFE_MAX_S * 1000;
        assert_eq!(renewed_until(Caseworker, since, hour, UnixMillis(end - 1)), Some(UnixMillis(end)));
        assert_eq!(renewed_until(Caseworker, since, hour, UnixMillis(end)), None);
    }
}
