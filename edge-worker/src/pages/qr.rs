//! The link that opens a case at once, as a picture for cameras.
//!
//! In: a receipt. Out: the link, and its QR code as the data of an SVG path. The access code stands behind the `#`,
//! which no browser sends to any server. Never: a link with the code in its query.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use views::page::Qr;
use wire::v1::filing::Receipt;

/// Light modules around the code, as its standard asks for.
const QUIET: i32 = 4;

/// The link that opens a case.
#[must_use]
pub fn link(receipt: &Receipt) -> String {
    format!("{}#{}", receipt.tracking_url, receipt.access_code.replace('-', ""))
}

/// The picture of it. A link that is too long for one gives none; no node's address is.
#[must_use]
pub fn of(receipt: &Receipt) -> Qr {
    QrCode::encode_text(&link(receipt), QrCodeEcc::Medium).map(|code| drawn(&code)).unwrap_or_default()
}

/// One bar for each run of dark modules in a row.
fn drawn(code: &QrCode) -> Qr {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            if run > 0 {
                // Writing into a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += i32::try_from(run).unwrap_or(i32::MAX).max(1);
        }
    }
    Qr { side: u32::try_from(code.size() + 2 * QUIET).unwrap_or_default(), path }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt() -> Receipt {
        Receipt {
            reference: "HAB-26A-000123-K".into(),
            access_code: "7Q2M-X9RT-4KDC-V8HN".into(),
            received_at: String::new(),
            due_at: String::new(),
            status: String::new(),
            tracking_url: "https://node.example/mhab/case?lang=ar&reference=HAB-26A-000123-K".into(),
            receipt_url: String::new(),
            digest: String::new(),
            key_id: String::new(),
            signature: String::new(),
        }
    }

    #[test]
    fn the_code_stands_behind_the_fragment_sign_only() {
        let link = link(&receipt());
        let (sent, kept) = link.split_once('#').unwrap();
        assert_eq!((sent, kept), (receipt().tracking_url.as_str(), "7Q2MX9RT4KDCV8HN"));
    }

    #[test]
    fn every_dark_module_is_in_exactly_one_bar() {
        let code = QrCode::encode_text(&link(&receipt()), QrCodeEcc::Medium).unwrap();
        let qr = of(&receipt());
        let bars =
            qr.path.split('M').skip(1).map(|bar| bar.split(['h', 'v']).nth(1).unwrap().parse::<usize>().unwrap());
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        assert_eq!(bars.sum::<usize>(), dark.filter(|(x, y)| code.get_module(*x, *y)).count());
        assert_eq!(qr.side, u32::try_from(code.size()).unwrap() + 8);
        // The finder pattern's first row: seven dark modules at the corner of the quiet zone.
        assert!(qr.path.starts_with("M4 4h7v1h-7z"));
    }
}
