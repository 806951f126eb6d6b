//! Staff tokens: issued, listed, renewed, revoked. A secret is in one answer and nowhere else, but for the same answer
//! again: under an idempotency key it is derived, not drawn.

use super::cases::keep;
use crate::auth::staff::{IssueTokens, ReadCases};
use crate::auth::{Desk, Operator};
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::directory::{self, Command, Reply, TokenRecord};
use crate::fault::Fault;
use crate::register::chain::hex;
use crate::{reply, secret};
use domain::draft::{NAME_MAX, required_line};
use domain::field_error::{FieldError, FieldErrorCode};
use domain::idempotency::is_key;
use domain::role::{LIFE_MAX_S, StaffRole};
use domain::time::UnixMillis;
use wire::problem::ProblemCode;
use wire::read;
use wire::v1::admin::{PostToken, TokenList, TokenMade, TokenView};
use worker::Response;

const DAY_S: i64 = 24 * 60 * 60;

/// `POST /v1/admin/tokens`.
pub async fn post(call: &mut Call) -> Result<Response, Fault> {
    let operator = Operator::<IssueTokens>::of(call).await?;
    let body = call.json(FILING_MAX_BYTES).await?;
    let reading = read::post_token(&body).map_err(|_| Fault::refused(ProblemCode::MalformedBody))?;
    let (asked, mut errors) = (reading.value, reading.errors);
    let name = keep(required_line("/name", &asked.name, NAME_MAX), &mut errors);
    let role = StaffRole::parse(&asked.role);
    if role.is_none() {
        errors.push(FieldError::new("/role", FieldErrorCode::UnknownValue));
    }
    // An operator is of no agency.
    if role == Some(StaffRole::Operator) && !asked.agency.is_empty() {
        errors.push(FieldError::new("/agency", FieldErrorCode::UnknownValue));
    }
    let life_s = keep(life_s(&asked, role, call.config.token_life_s), &mut errors);
    let (Some(name), Some(role), Some(life_s), true) = (name, role, life_s, errors.is_empty()) else {
        return Err(Fault::fields(errors));
    };
    // Else a stolen operator's token would outlive itself in another one.
    if !role.is_of_agency() && !operator.root {
        return Err(Fault::refused(ProblemCode::Forbidden));
    }
    let now = clock::now();
    let fresh = Fresh::of(call, &operator.reader().token)?;
    let record = TokenRecord {
        id: fresh.id.clone(),
        hash: fresh.hash.clone(),
        agency: role.is_of_agency().then_some(asked.agency),
        role: role.name().to_owned(),
        name,
        since: now.0,
        life_ms: life_s * 1000,
        expires_at: now.plus_ms(life_s * 1000).0,
        revoked_at: None,
    };
    match directory::ask(&call.config, &Command::PutToken(record)).await? {
        Reply::Renewed { expires_at } => fresh.shown(UnixMillis(expires_at)),
        Reply::CodeTaken => Err(Fault::refused(ProblemCode::IdempotencyKeyReused)),
        _ => Err(Fault::fields(vec![FieldError::new("/agency", FieldErrorCode::UnknownValue)])),
    }
}

/// How long a token shall live, in seconds.
fn life_s(asked: &PostToken, role: Option<StaffRole>, configured: i64) -> Result<i64, FieldError> {
    let most = role.map_or(LIFE_MAX_S, StaffRole::life_max_s);
    let configured = if role == Some(StaffRole::App) { most } else { configured };
    let (field, life) = match (asked.expires_in, asked.expires_in_days) {
        (Some(seconds), _) => ("/expires_in", seconds),
        (None, Some(days)) => ("/expires_in_days", days.saturating_mul(DAY_S)),
        (None, None) => ("/expires_in", configured),
    };
    if (1..=most).contains(&life) { Ok(life) } else { Err(FieldError::new(field, FieldErrorCode::OutOfRange)) }
}

/// A secret that was just drawn.
struct Fresh {
    id: String,
    token: String,
    hash: String,
}

impl Fresh {
    /// Drawn, or, where the request has an idempotency key, derived from it for this caller.
    fn of(call: &Call, caller: &str) -> Result<Self, Fault> {
        let hash_key = &call.config.keys.hash;
        let bytes = match call.header("idempotency-key") {
            Some(key) if !is_key(&key) => return Err(Fault::refused(ProblemCode::IdempotencyKeyNeeded)),
            Some(key) => secret::staff_token(hash_key, caller, &key),
            None => clock::random::<32>().ok_or_else(|| Fault::broken("no random numbers"))?,
        };
        let (id, secret) = bytes.split_at(8);
        let token = format!("wasl_{}", hex(secret));
        Ok(Self { id: hex(id), hash: secret::token_hash(hash_key, &token), token })
    }

    fn shown(self, expires_at: UnixMillis) -> Result<Response, Fault> {
        let made = TokenMade { id: self.id, token: self.token, expires_at: expires_at.to_rfc3339() };
        reply::json(201, &made)
    }
}

/// `GET /v1/admin/tokens`.
pub async fn list(call: &Call) -> Result<Response, Fault> {
    Operator::<IssueTokens>::of(call).await?;
    let wrong = |field: &str| {
        let errors = vec![FieldError::new(field, FieldErrorCode::UnknownValue)];
        Fault { errors, ..Fault::refused(ProblemCode::InvalidQuery) }
    };
    let ended = match call.query("ended").as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(wrong("/ended")),
    };
    let before = call.query("cursor").map(|c| c.parse::<u32>().map(i64::from)).transpose();
    let before = before.map_err(|_| wrong("/cursor"))?;
    let command = Command::Tokens { agency: call.query("agency"), ended, before, now: clock::now().0 };
    let Reply::Tokens { tokens, before } = directory::ask(&call.config, &command).await? else {
        return Err(Fault::broken("the directory's reply"));
    };
    let tokens = tokens.into_iter().map(view).collect();
    reply::json(200, &TokenList { tokens, cursor: before.map(|n| n.to_string()) })
}

fn view(token: TokenRecord) -> TokenView {
    let time = |ms| UnixMillis(ms).to_rfc3339();
    TokenView {
        id: token.id,
        agency: token.agency,
        role: token.role,
        name: token.name,
        since: time(token.since),
        expires_at: time(token.expires_at),
        revoked_at: token.revoked_at.map(time),
    }
}

/// `POST /v1/admin/tokens/{id}/renew`.
pub async fn renew(call: &Call, id: &str) -> Result<Response, Fault> {
    let operator = Operator::<IssueTokens>::of(call).await?;
    renewed(call, id.to_owned(), operator.root).await
}

/// `POST /v1/desk/token/renew`: whoever holds a token of an agency renews it.
pub async fn renew_own(call: &Call) -> Result<Response, Fault> {
    let desk = Desk::<ReadCases>::of(call).await?;
    renewed(call, desk.token, false).await
}

async fn renewed(call: &Call, old: String, root: bool) -> Result<Response, Fault> {
    let fresh = Fresh::of(call, &old)?;
    let (id, hash) = (fresh.id.clone(), fresh.hash.clone());
    let command = Command::RenewToken { old, id, hash, root, now: clock::now().0 };
    match directory::ask(&call.config, &command).await? {
        Reply::Renewed { expires_at } => fresh.shown(UnixMillis(expires_at)),
        Reply::CodeTaken => Err(Fault::refused(ProblemCode::IdempotencyKeyReused)),
        _ => Err(Fault::refused(ProblemCode::NotFound)),
    }
}

/// `DELETE /v1/admin/tokens/{id}`.
pub async fn revoke(call: &Call, id: &str) -> Result<Response, Fault> {
    let operator = Operator::<IssueTokens>::of(call).await?;
    let command = Command::DropToken { id: id.to_owned(), root: operator.root, now: clock::now().0 };
    match directory::ask(&call.config, &command).await? {
        Reply::Ok => Ok(Response::empty()?.with_status(204)),
        _ => Err(Fault::refused(ProblemCode::NotFound)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_is_asked_for_in_seconds_or_days_and_ends_after_thirty_days() {
        let asked = |expires_in, expires_in_days| {
            let body = PostToken { expires_in, expires_in_days, ..PostToken::default() };
            life_s(&body, Some(StaffRole::Caseworker), 43_200).map_err(|e| e.field)
        };
        assert_eq!(asked(None, None), Ok(43_200));
        assert_eq!(asked(Some(1), Some(9)), Ok(1));
        assert_eq!(asked(None, Some(30)), Ok(2_592_000));
        for (seconds, days, field) in [
            (Some(0), None, "/expires_in"),
            (Some(2_592_001), None, "/expires_in"),
            (None, Some(31), "/expires_in_days"),
            (None, Some(0), "/expires_in_days"),
            (None, Some(i64::MAX), "/expires_in_days"),
        ] {
            assert_eq!(asked(seconds, days), Err(field.to_owned()));
        }
    }
}
