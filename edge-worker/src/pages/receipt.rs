//! The receipt once more: on paper, a page made for printing with what proves it; or on the screen, in any language.
//!
//! In: reference and access code, posted. Out: the screen; or a whole document with the QR code, the signed text and its signature;
//! in an inert script element the file that others can check, so that the saved page can be checked too.
//! Never: the access code in that file, or in an address.

use super::{Place, Shell, qr};
use crate::auth::Complainant;
use crate::call::{Call, FORM_MAX_BYTES};
use crate::fault::Fault;
use crate::handlers::{cases, present};
use crate::register::CaseData;
use crate::register::chain::sha256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use views::page::{PageData, PaperScreen, ReceiptScreen, Screen};
use views::screens::receipt::{FIRST_VERSION, SCREEN};
use wire::v1::filing::{Receipt, ReceiptFile};
use words::Words;
use worker::Response;

/// `POST /{agency}/receipt`.
pub async fn show(call: &mut Call, agency: &str) -> Result<Response, Fault> {
    let form = call.form(FORM_MAX_BYTES).await?;
    Place::of(call, agency).await?.takes_from(call)?;
    let (reference, code) = (form.text("reference"), form.given("access_code"));
    let complainant = Complainant::of(call, &reference, code.as_deref()).await?;
    let data = cases::data_of(call, &complainant, false, true).await?;
    // Another agency of the node may have been the door; the receipt is the case's own.
    let agency = if data.agency == agency { agency.to_owned() } else { data.agency.clone() };
    let place = Place::of(call, &agency).await?.posted(call, &form.text("lang"))?;
    let receipt = cases::receipt_of(call, &complainant, &data)?;
    if form.text("show") == SCREEN {
        let notice = form.given("notice").filter(|notice| notice == FIRST_VERSION);
        let qr = Some(qr::of(&receipt));
        let screen = Screen::Again(ReceiptScreen { receipt, kind: data.filing.kind, notice, qr });
        return super::show(call, 200, &place.page(call, screen), place.language);
    }
    let bodies = present::Bodies::of(&call.config, &data.entries, place.language).await?;
    let file = file(call, &receipt, &data)?;
    let screen = Screen::Paper(PaperScreen {
        qr: qr::of(&receipt),
        signed_text: receipt.signed_text(),
        keys_url: format!("{}/.well-known/wasl.json", call.config.base_url),
        file_url: format!("data:application/json;base64,{}", STANDARD.encode(&file)),
        receipt,
        case: present::case(data, &bodies),
    });
    let page = place.page(call, screen);
    if super::is_navigation(call) {
        return document(call, &place, &page, &file);
    }
    super::show(call, 200, &page, place.language)
}

/// The file that proves the receipt to others. A filing whose digest is not the stored one proves nothing.
fn file(call: &Call, receipt: &Receipt, data: &CaseData) -> Result<String, Fault> {
    let filing = data.filing.meaning(&crate::handlers::present::documents(&data.entries));
    let text = serde_json::to_string(&filing).map_err(|e| Fault::broken(e.to_string()))?;
    if sha256(text.as_bytes()) != data.digest {
        return Err(Fault::broken("a stored filing does not have its digest"));
    }
    let file = ReceiptFile::of(receipt, &call.config.base_url, filing);
    serde_json::to_string(&file).map_err(|e| Fault::broken(e.to_string()))
}

fn document(call: &Call, place: &Place, page: &PageData, file: &str) -> Result<Response, Fault> {
    let words = Words::builtin(place.language);
    let title = words.text("paper-title", &[]);
    let body = format!(
        "{root}<script type=\"application/json\" data-wasl-receipt>{file}</script><script src=\"/wasl.js\" async></script>",
        root = super::root(page, words, true)?.html(),
        file = file.replace('<', "\\u003c"),
    );
    let shell =
        Shell { title: &title, accent: page.agency.theme.accent.as_deref(), languages: &[], path: "", style: STYLE };
    shell.response(call, 200, &body, place.language)
}

/// How it looks on paper.
const STYLE: &str = include_str!("receipt.css");
