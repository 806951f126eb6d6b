//! An agency's periods and clocks, as configured.
//!
//! In: what the operator sends. Out: `domain`'s periods, and every field that is wrong. Never: whether the runtime
//! knows the zone (the worker asks it).

use super::Check;
use crate::v1::agencies::Names;
use domain::calendar::{Zone, is_zone_name};
use domain::deadline::{Deadlines, Period, Step};
use domain::field_error::FieldErrorCode as Code;
use domain::status::Kind;
use serde::{Deserialize, Serialize};

/// The zone of an agency that names none.
pub const TIME_ZONE: &str = "Africa/Casablanca";

/// Periods that differ from `answer_within_days`, as ISO 8601 writes them: `P60D`, `P2M`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DeadlinesBody {
    /// For an answer to a filing, by kind: `complaint`, `observation`, `suggestion`.
    pub kinds: Names,
    /// By step, whatever the kind: `answer`, `reopened`, `mediator`, `mediator_urgent`.
    pub steps: Names,
    /// How many days before the end the desk is reminded; 0 for not at all.
    pub remind_days: i64,
}

impl Default for DeadlinesBody {
    fn default() -> Self {
        let default = Deadlines::default();
        Self { kinds: Names::new(), steps: Names::new(), remind_days: default.remind_days.into() }
    }
}

impl DeadlinesBody {
    pub(super) fn check(&self, check: &mut Check) -> Deadlines {
        check.range("/deadlines/remind_days", self.remind_days, 0, 365);
        Deadlines {
            kinds: periods(check, "/deadlines/kinds", &self.kinds, Kind::parse),
            steps: periods(check, "/deadlines/steps", &self.steps, Step::parse),
            remind_days: u32::try_from(self.remind_days).unwrap_or_default(),
        }
    }
}

fn periods<T>(check: &mut Check, field: &str, texts: &Names, parse: impl Fn(&str) -> Option<T>) -> Vec<(T, Period)> {
    let mut found = Vec::new();
    for (name, text) in texts.iter() {
        let at = format!("{field}/{name}");
        match parse(name) {
            Some(what) => found.extend(check.read(&at, text, Period::parse).map(|period| (what, period))),
            None => check.add(at, Code::UnknownValue),
        }
    }
    found
}

/// The agency's clocks, as far as they are known without a table of zones.
pub(super) fn zone(check: &mut Check, name: &str, utc_offset_minutes: i64) -> Zone {
    check.range("/utc_offset_minutes", utc_offset_minutes, -720, 840);
    if !name.is_empty() {
        check.read("/time_zone", name, |name| is_zone_name(name).then_some(()));
    }
    Zone { name: name.to_owned(), ..Zone::fixed(i32::try_from(utc_offset_minutes).unwrap_or(0)) }
}
