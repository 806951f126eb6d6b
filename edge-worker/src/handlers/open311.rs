//! Open311 `GeoReport` v2: civic apps file here, and see where their cases stand.
//!
//! In: the calls of that specification; `service_code` is a category, `jurisdiction_id` an agency, `service_request_id` a
//! case's reference. Out: its answers in JSON or XML, by the address's ending; its own form of refusals. Words that are
//! Open311's stay in these rooms. Never: what anybody has written, a place, or a case that another app has filed.

use super::agencies::checked;
use super::filing::{Door, file, unexpected};
use crate::auth::App;
use crate::call::{Call, FILING_MAX_BYTES};
use crate::clock;
use crate::config::Config;
use crate::directory;
use crate::fault::Fault;
use crate::register::chain::{hex, sha256};
use crate::register::{AgencyRecord, AppCase, Command, OfApp, Reply, client};
use domain::agency::{Agency, name_in};
use domain::field_error::FieldErrorCode as Code;
use domain::idempotency;
use domain::language::Language;
use domain::reference::{Reference, RegisterName};
use domain::status::CaseStatus;
use domain::time::UnixMillis;
use serde_json::{Value, json};
use wire::problem::ProblemCode;
use wire::read::Reading;
use words::Words;
use worker::Response;

mod asked;
mod form;
mod written;

use asked::Asked;
use written::{answer, identifier};
pub use written::{fault, name};

const SPECIFICATION: &str = "http://wiki.open311.org/GeoReport_v2";
/// When what is described here last changed.
const CHANGESET: &str = "2026-11-23T00:00:00Z";

/// Fields of a request that are there because the specification has them, and empty.
const WITHHELD: [&str; 8] =
    ["description", "service_notice", "address", "address_id", "zipcode", "lat", "long", "media_url"];
/// Later than any case: the last millisecond that storage keeps exactly.
const EVER: i64 = (1 << 53) - 1;

/// `GET /open311/v2/discovery.{json,xml}`.
pub fn discovery(call: &Call) -> Result<Response, Fault> {
    let node = &call.config.base_url;
    let value = json!({
        "changeset": CHANGESET,
        "contact": node,
        "key_service": format!("{node}/docs/api"),
        "endpoints": [{
            "specification": SPECIFICATION,
            "url": format!("{node}/open311/v2"),
            "changeset": CHANGESET,
            "type": "production",
            "formats": ["text/xml", "application/json"],
        }],
    });
    answer(call, 200, "discovery", &value)
}

/// `GET /open311/v2/services.{json,xml}`.
pub async fn services(call: &Call) -> Result<Response, Fault> {
    let agency = jurisdiction(call).await?;
    let language = language(call, &agency);
    let services: Value = agency.categories.iter().map(|category| service(&agency, category, language)).collect();
    answer(call, 200, "services", &services)
}

fn service(agency: &Agency, category: &domain::agency::Category, language: Language) -> Value {
    let name = name_in(&category.names, language);
    // What people of another language call it finds it too.
    let keywords: Vec<&str> = category.names.iter().map(|(_, name)| name.as_str()).filter(|n| *n != name).collect();
    json!({
        "service_code": category.id.as_str(),
        "service_name": name,
        "description": name,
        "metadata": false,
        "type": "realtime",
        "keywords": keywords.join(","),
        "group": name_in(&agency.names, language),
    })
}

/// `GET /open311/v2/services/{code}.{json,xml}`: no service asks for more than every one does.
pub async fn service_definition(call: &Call, file: &str) -> Result<Response, Fault> {
    let code = identifier(file)?;
    let agency = jurisdiction(call).await?;
    if !agency.categories.iter().any(|category| category.id.as_str() == code) {
        return Err(Fault::refused(ProblemCode::NotFound));
    }
    answer(call, 200, "service_definition", &json!({ "service_code": code, "attributes": [] }))
}

/// The agency that is asked about; where the node has one alone, that one.
async fn jurisdiction(call: &Call) -> Result<Agency, Fault> {
    if let Some(id) = call.query("jurisdiction_id") {
        return checked(&directory::agency(&call.config, &id).await?);
    }
    match directory::ask(&call.config, &directory::Command::Agencies).await? {
        directory::Reply::Agencies(records) => match records.as_slice() {
            [only] => checked(only),
            _ => Err(asked::wrong("/jurisdiction_id", Code::Required)),
        },
        _ => Err(Fault::broken("the directory's reply")),
    }
}

/// The language of what an agency says: by `locale`, else as everywhere.
fn language(call: &Call, agency: &Agency) -> Language {
    let asked = call.query("locale").as_deref().and_then(Language::parse);
    asked.filter(|l| agency.languages.contains(l)).unwrap_or_else(|| call.language(&agency.languages))
}

/// Who asks; a jurisdiction that is named is the key's own.
async fn app(call: &Call, key: Option<String>, jurisdiction: Option<String>) -> Result<App, Fault> {
    let app = App::of(call, key.or_else(|| call.query("api_key"))).await?;
    let named = jurisdiction.or_else(|| call.query("jurisdiction_id"));
    if named.is_some_and(|named| named != app.agency.id) {
        return Err(Fault::refused(ProblemCode::Forbidden));
    }
    Ok(app)
}

/// `POST /open311/v2/requests.{json,xml}`.
pub async fn post(call: &mut Call) -> Result<Response, Fault> {
    let form = call.form(FILING_MAX_BYTES).await?;
    let app = app(call, form.given("api_key"), form.given("jurisdiction_id")).await?;
    let agency = checked(&app.agency)?;
    let locale = form.given("locale").as_deref().and_then(Language::parse);
    let language = locale.filter(|l| agency.languages.contains(l)).unwrap_or_else(|| language(call, &agency));
    let (filing, errors) = form::read(&form, &agency, language);
    let key = key(call, &app)?;
    let reading = Reading { value: filing, errors };
    let (receipt, _) = file(call, &app.agency.id, &key, reading, Door::App(&app.name)).await?;
    let said = [("url", (&receipt.tracking_url).into()), ("code", (&receipt.access_code).into())];
    let notice = Words::builtin(language).text("open311-notice", &said);
    let filed = json!([{ "service_request_id": receipt.reference, "service_notice": notice, "account_id": null }]);
    answer(call, 200, "service_requests", &filed)
}

/// What a filing is known by if it comes again: the app's own idempotency key. The specification has none, so without it
/// each call files.
fn key(call: &Call, app: &App) -> Result<String, Fault> {
    let brought = match call.header("idempotency-key") {
        Some(key) if idempotency::is_key(&key) => key,
        Some(_) => return Err(Fault::refused(ProblemCode::IdempotencyKeyNeeded)),
        None => hex(&clock::random::<16>().ok_or_else(|| Fault::broken("no random numbers"))?),
    };
    Ok(sha256(format!("open311\n{}\n{}\n{brought}", app.agency.id, app.name).as_bytes()))
}

/// `GET /open311/v2/requests.{json,xml}`: the app's own.
pub async fn requests(call: &Call) -> Result<Response, Fault> {
    let app = app(call, None, None).await?;
    let agency = checked(&app.agency)?;
    let found = match Asked::of(call, clock::now())? {
        Asked::These(references) => {
            let mut found = Vec::new();
            for reference in references {
                match own(call, &app, &reference).await {
                    Ok(case) => found.push(case),
                    Err(fault) if fault.code.status() < 500 => {}
                    Err(fault) => return Err(fault),
                }
            }
            found
        }
        Asked::Those(those) => listed(&call.config, &app.agency, OfApp { app: app.name, ..those }).await?,
    };
    let language = language(call, &agency);
    answer(call, 200, "service_requests", &found.iter().map(|case| request(&agency, case, language)).collect())
}

/// Goes through the agency's registers, newest first, until there is enough.
async fn listed(config: &Config, agency: &AgencyRecord, mut asked: OfApp) -> Result<Vec<AppCase>, Fault> {
    let mut found = Vec::new();
    for name in directory::registers(config, &agency.id).await?.iter().filter_map(|name| RegisterName::parse(name)) {
        let (rows, skipped) = of_app(config, &name, asked.clone()).await?;
        asked.skip = asked.skip.saturating_sub(skipped);
        asked.limit = asked.limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        found.extend(rows);
        if asked.limit == 0 {
            break;
        }
    }
    Ok(found)
}

async fn of_app(config: &Config, register: &RegisterName, asked: OfApp) -> Result<(Vec<AppCase>, u32), Fault> {
    match client::ask(config, register, &Command::OfApp(asked)).await? {
        Reply::OfApp { rows, skipped } => Ok((rows, skipped)),
        Reply::NeedsAgency => Ok((Vec::new(), 0)),
        other => Err(unexpected(other)),
    }
}

/// One case, if this app has filed it; any other does not exist.
async fn own(call: &Call, app: &App, reference: &str) -> Result<AppCase, Fault> {
    let reference: Reference = app.case(call, reference).await?;
    let serial = Some(reference.serial());
    let asked = OfApp { app: app.name.clone(), serial, until: EVER, limit: 1, ..OfApp::default() };
    let (rows, _) = of_app(&call.config, reference.register(), asked).await?;
    rows.into_iter().next().ok_or_else(|| Fault::refused(ProblemCode::CaseNotFound))
}

/// `GET /open311/v2/requests/{service_request_id}.{json,xml}`.
pub async fn request_of(call: &Call, file: &str) -> Result<Response, Fault> {
    let reference = identifier(file)?;
    let app = app(call, None, None).await?;
    let agency = checked(&app.agency)?;
    let case = own(call, &app, reference).await?;
    answer(call, 200, "service_requests", &json!([request(&agency, &case, language(call, &agency))]))
}

/// `GET /open311/v2/tokens/{token}.{json,xml}`: a case has its number at once, so its token is the number.
pub async fn token(call: &Call, file: &str) -> Result<Response, Fault> {
    let token = identifier(file)?;
    let app = app(call, None, None).await?;
    let reference = own(call, &app, token).await?.reference;
    answer(call, 200, "service_requests", &json!([{ "token": reference, "service_request_id": reference }]))
}

/// Where a case stands. What the person wrote, who they are and where it is are theirs and the agency's alone.
fn request(agency: &Agency, case: &AppCase, language: Language) -> Value {
    let open = CaseStatus::parse(&case.status).is_some_and(CaseStatus::awaits_answer);
    let category = agency.categories.iter().find(|category| category.id.as_str() == case.category);
    let time = |ms| UnixMillis(ms).to_rfc3339();
    let mut request = json!({
        "service_request_id": case.reference,
        "status": if open { "open" } else { "closed" },
        "status_notes": Words::builtin(language).find(&format!("status-{}-meaning", case.status), &[]),
        "service_name": category.map(|category| name_in(&category.names, language)),
        "service_code": case.category,
        "agency_responsible": name_in(&agency.names, language),
        "requested_datetime": time(case.received_at),
        "updated_datetime": time(case.updated_at),
        "expected_datetime": time(case.due_at),
    });
    if let Value::Object(fields) = &mut request {
        fields.extend(WITHHELD.map(|name| (name.to_owned(), Value::Null)));
    }
    request
}
