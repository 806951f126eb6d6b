//! What a scanner says: clamd's INSTREAM, ICAP's RESPMOD (RFC 3507), or a plain POST.
//!
//! In: the address from the settings; what the scanner answered. Out: a verdict. Only an answer that says so in the
//! protocol's own words is clean: everything else is not judged.
//! Never: I/O.

use serde_json::Value;
use wire::json;

/// How the scanner speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// `clamd://host:port`: `ClamAV` itself.
    Clamd,
    /// `icap://host:port/service`.
    Icap,
    /// `http://…` or `https://…`.
    Http,
}

/// Where the scanner is and how it speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub speech: Speech,
    /// As it was set.
    pub url: String,
    /// Host and port.
    pub host: String,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was found.
    Clean,
    /// Something was found, and the scanner calls it so.
    Infected(String),
    /// No verdict, and why in closed words.
    Unjudged(&'static str),
}

impl Outcome {
    /// Its name in lines of log and in figures.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Infected(_) => "infected",
            Self::Unjudged(_) => "failed",
        }
    }
}

impl Address {
    /// Reads a setting.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (speech, port) = match scheme {
            "clamd" => (Speech::Clamd, ":3310"),
            "icap" => (Speech::Icap, ":1344"),
            "http" | "https" => (Speech::Http, ""),
            _ => return None,
        };
        let told = host.rsplit_once(':').is_some_and(|(name, _)| !name.starts_with('[') || name.ends_with(']'));
        let plain = url.bytes().all(|b| b.is_ascii_graphic() && b != b'@');
        let fits = plain && !host.is_empty() && (speech == Speech::Icap) <= !path.is_empty();
        let host = if told { host.to_owned() } else { [host, port].concat() };
        fits.then(|| Self { speech, url: url.to_owned(), host })
    }

    /// What an answer says; of HTTP its status stands before it.
    #[must_use]
    pub fn verdict(&self, answer: &str) -> Outcome {
        match self.speech {
            Speech::Clamd => of_clamd(answer.trim_end_matches(['\0', '\n'])),
            Speech::Icap => of_icap(answer),
            Speech::Http => of_http(answer),
        }
    }
}

fn of_clamd(line: &str) -> Outcome {
    match line.strip_prefix("stream: ") {
        Some("OK") => Outcome::Clean,
        Some(found) => found.strip_suffix(" FOUND").map_or(Outcome::Unjudged("clamd reports an error"), infected),
        None => Outcome::Unjudged("clamd does not take it"),
    }
}

fn of_icap(text: &str) -> Outcome {
    let (head, _) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let status = head.strip_prefix("ICAP/1.").and_then(|line| line.get(2..5));
    let told = ["x-infection-found:", "x-virus-id:", "x-violations-found:", "x-virus-name:"];
    let found = head.lines().skip(1).find_map(|line| {
        told.iter()
            .find_map(|name| line.get(..name.len())?.eq_ignore_ascii_case(name).then(|| line.get(name.len()..))?)
    });
    match (status, found) {
        (Some("200" | "204" | "403"), Some(found)) => {
            let threat = found.split(';').find_map(|part| part.trim().strip_prefix("Threat="));
            infected(threat.unwrap_or(found))
        }
        (Some("204"), None) => Outcome::Clean,
        (Some("200"), None) => Outcome::Unjudged("the ICAP service does not answer 204 where it found nothing"),
        (Some(_), _) => Outcome::Unjudged("the ICAP service refuses"),
        (None, _) => Outcome::Unjudged("no ICAP service answers"),
    }
}

/// An object, a list of objects, or objects one after the other. A word decides only as the whole of a `Status`: a
/// proxy's page, a refusal and an error speak of OK and FOUND too.
fn of_http(answer: &str) -> Outcome {
    let (status, text) = answer.split_once(' ').unwrap_or((answer, ""));
    if !matches!(status, "200" | "406") {
        return Outcome::Unjudged("the scanner refuses");
    }
    let told = json::read_all(text).unwrap_or_default().into_iter().flat_map(|value| match value {
        Value::Array(list) => list,
        one => vec![one],
    });
    let told: Vec<Value> = told.collect();
    let ok = |one: &Value| one["Status"] == "OK";
    let found = told.iter().find(|one| one["Status"] == "FOUND");
    // One that is said twice, or deeper inside, is not understood.
    let plain = text.matches("\"Status\"").count() <= told.len();
    match found {
        Some(found) if plain => infected(found["Description"].as_str().unwrap_or_default()),
        None if plain && status == "200" && !told.is_empty() && told.iter().all(ok) => Outcome::Clean,
        _ => Outcome::Unjudged("the scanner says neither OK nor FOUND"),
    }
}

/// A name that is safe in a line of log, whoever gave it.
fn infected(name: &str) -> Outcome {
    let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | ':');
    Outcome::Infected(name.chars().filter(safe).take(100).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(url: &str, answer: &str) -> Outcome {
        Address::parse(url).unwrap().verdict(answer)
    }

    fn named(name: &str) -> Outcome {
        Outcome::Infected(name.into())
    }

    #[test]
    fn an_address_says_how_it_is_spoken_to() {
        let host = |url: &str| Address::parse(url).map(|a| (a.speech, a.host));
        assert_eq!(host("clamd://10.0.0.7:3311"), Some((Speech::Clamd, "10.0.0.7:3311".into())));
        assert_eq!(host("clamd://[::1]"), Some((Speech::Clamd, "[::1]:3310".into())));
        assert_eq!(host("clamd://[::1]:9"), Some((Speech::Clamd, "[::1]:9".into())));
        assert_eq!(host("icap://scan/avscan"), Some((Speech::Icap, "scan:1344".into())));
        assert_eq!(host("https://scan.example/scanHandlerBody"), Some((Speech::Http, "scan.example".into())));
        for bad in ["", "scan:3310", "ftp://scan", "clamd://", "icap://scan:1344", "icap://a/b\r\nX: y", "http://u@h/"]
        {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_what_is_called_clean_is_clean() {
        assert_eq!(verdict("clamd://c", "stream: OK\0"), Outcome::Clean);
        assert_eq!(verdict("clamd://c", "stream: Eicar-Test FOUND\0"), named("Eicar-Test"));
        for answer in ["", "OK", "stream: OK and more", "INSTREAM size limit exceeded. ERROR\0", "stream: x ERROR\0"] {
            assert!(matches!(verdict("clamd://c", answer), Outcome::Unjudged(_)), "{answer}");
        }
        assert_eq!(verdict("icap://c/s", "ICAP/1.0 204 Unmodified\r\n\r\n"), Outcome::Clean);
        let found = "ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Resolution=2; Threat=Eicar-Test;\r\n\r\n";
        assert_eq!(verdict("icap://c/s", found), named("Eicar-Test"));
        let found = "ICAP/1.0 204 No\r\nx-virus-id: Worm\u{1b}[31m\r\n\r\n";
        assert_eq!(verdict("icap://c/s", found), named("Worm31m"));
        for answer in ["", "HTTP/1.1 204 x\r\n\r\n", "ICAP/1.0 200 OK\r\n\r\nX-Virus-ID: a", "ICAP/1.0 404 No\r\n\r\n"]
        {
            assert!(matches!(verdict("icap://c/s", answer), Outcome::Unjudged(_)), "{answer}");
        }
        assert_eq!(verdict("http://c", "200 [{\"Status\":\"OK\",\"Description\":\"\"}]"), Outcome::Clean);
        assert_eq!(verdict("http://c", "406 [{\"Status\":\"FOUND\", \"Description\": \"Eicar\"}]"), named("Eicar"));
        assert_eq!(verdict("http://c", "200 {\"Status\":\"FOUND\",\"Description\":\"OK\"}"), named("OK"));
        for answer in ["200 ", "200 <html>", "204 ", "302 OK", "413 OK", "500 OK", "", "OK"] {
            assert!(matches!(verdict("http://c", answer), Outcome::Unjudged(_)), "{answer}");
        }
    }

    #[test]
    fn over_http_a_status_decides_and_no_word_elsewhere() {
        let ok = "{\"Status\":\"OK\",\"Description\":\"\"}";
        let found = "{\"Status\":\"FOUND\",\"Description\":\"Eicar\",\"FileName\":\"OK\"}";
        let of = |status: &str, parts: &[&str]| verdict("http://c", &[&[status, " "], parts].concat().concat());
        assert_eq!(of("200", &[ok, "\n", ok, "\n"]), Outcome::Clean);
        assert_eq!(of("200", &["[", ok, ", ", ok, "]"]), Outcome::Clean);
        assert_eq!(of("200", &["{\"Status\":\"OK\",\"Description\":\"NOT FOUND\"}"]), Outcome::Clean);
        for status in ["200", "406"] {
            assert_eq!(of(status, &[ok, "\r\n", found]), named("Eicar"), "{status}");
            assert_eq!(of(status, &["[", found, ",", ok, "]"]), named("Eicar"), "{status}");
            assert_eq!(of(status, &["{\"Status\":\"FOUND\",\"Description\":null}"]), named(""), "{status}");
        }
        let unjudged = [
            // Words within words.
            "200 OK",
            "200 INVALID TOKEN",
            "200 <p>COOKIE</p>",
            "200 {\"Status\":\"ERROR\",\"Description\":\"NOT OK\"}",
            "200 {\"Status\":\"NOT_FOUND\"}",
            "200 {\"error\":\"NOT FOUND\"}",
            "200 {\"Status\":\"ok\"}",
            "200 {\"status\":\"OK\"}",
            "200 \"OK\"",
            "200 {\"Status\":true}",
            // Something in between that answers for the scanner.
            "406 ",
            "406 Not Acceptable",
            "406 <html>FOUND</html>",
            "406 {\"Status\":\"OK\"}",
            "406 {\"Status\":\"ERROR\"}",
            "404 {\"Status\":\"FOUND\"}",
            "500 {\"Status\":\"OK\"}",
            "204 {\"Status\":\"OK\"}",
            // Not every one says so, or not where it is looked for.
            "200 []",
            "200 {}",
            "200 {\"Status\":\"OK\"} {\"Status\":\"ERROR\"}",
            "200 [{\"Status\":\"OK\"}, {}]",
            "200 {\"Status\":\"OK\"} OK",
            "200 {\"Status\":\"OK\"} {\"Status\":\"FOU",
            "200 long",
            "200 {\"Status\":\"OK\",\"Files\":[{\"Status\":\"FOUND\"}]}",
            "200 [[{\"Status\":\"OK\"}]]",
            "200 {\"Status\":\"FOUND\",\"Status\":\"OK\"}",
        ];
        for answer in unjudged {
            assert!(matches!(verdict("http://c", answer), Outcome::Unjudged(_)), "{answer}");
        }
    }
}
