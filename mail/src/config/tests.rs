//! A configuration that holds, and every way in which one does not.

use super::*;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A folder with two secrets in it.
struct Secrets(PathBuf);

impl Secrets {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("wasl-mail-config-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("secret"), format!("{SECRET}\n")).unwrap();
        std::fs::write(folder.join("password"), "Tr0ub4dor\n").unwrap();
        Self(folder)
    }

    fn config(&self) -> String {
        let folder = self.0.display();
        format!(
            "listen = \"127.0.0.1:8090\"\nnode = \"https://wasl.example.ma/\"\nfolder = \"{folder}\"\n\
             address = \"Wasl@relais.example\"\n\
             [smtp]\nhost = \"smtp.relais.example\"\nsecurity = \"starttls\"\nuser = \"wasl\"\n\
             password_file = \"{folder}/password\"\n\
             [imap]\nhost = \"imap.relais.example\"\nuser = \"wasl\"\npassword_file = \"{folder}/password\"\n\
             [[body]]\npeer = \"eaux\"\nto = \"bureau@eaux.example\"\nsecret_file = \"{folder}/secret\"\n"
        )
    }
}

impl Drop for Secrets {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn what_is_not_said_has_a_default() {
    let secrets = Secrets::new("defaults");
    let config = read(&secrets.config()).unwrap();
    assert_eq!((config.node.as_str(), config.address.as_str()), ("https://wasl.example.ma", "wasl@relais.example"));
    assert_eq!((config.smtp.port, config.smtp.security), (587, Security::StartTls));
    assert_eq!((config.imap.port, config.imap.security), (993, Security::Tls));
    let body = config.at("/eaux").unwrap();
    assert_eq!((body.language, body.allow.as_slice()), (Language::Fr, ["bureau@eaux.example".to_owned()].as_slice()));
    assert_eq!((body.attach_bytes, config.plus, config.mailbox.as_str()), (15 << 20, true, "INBOX"));
    assert!(config.at("/autre").is_none() && config.body("eaux").is_some());
}

#[test]
fn the_example_is_one_that_holds() {
    let secrets = Secrets::new("example");
    std::fs::rename(secrets.0.join("secret"), secrets.0.join("eaux.secret")).unwrap();
    let example = include_str!("../../../deploy/mail.toml").replace("/etc/wasl-mail", &secrets.0.display().to_string());
    let config = read(&example).unwrap();
    assert_eq!((config.trusted.as_deref(), config.bodies.len()), (Some("mx.relais.example"), 1));
    assert_eq!((config.smtp.port, config.imap.port, config.every_seconds, config.keep_days), (587, 993, 30, 730));
}

#[test]
fn no_secret_is_printed() {
    let secrets = Secrets::new("printed");
    let printed = format!("{:?}", read(&secrets.config()).unwrap());
    assert!(!printed.contains("Tr0ub4dor") && !printed.contains(SECRET), "{printed}");
    // Nor is one that somebody wrote where it does not belong.
    let wrong = read(&secrets.config().replace("[imap]", "password = \"Tr0ub4dor\"\n[imap]")).unwrap_err();
    assert!(wrong[0].starts_with("line 9: unknown field `password`"), "{wrong:?}");
    assert!(!wrong.concat().contains("Tr0ub4dor"), "{wrong:?}");
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let secrets = Secrets::new("wrong");
    let good = secrets.config();
    for (from, to, field) in [
        ("127.0.0.1:8090", "8090", "listen"),
        ("https://wasl.example.ma/", "http://wasl.example.ma", "node"),
        ("Wasl@relais.example", "wasl", "address"),
        ("Wasl@relais.example", "wasl+a@relais.example", "address"),
        ("smtp.relais.example", "smtp://relais", "smtp.host"),
        ("\"starttls\"", "\"ssl\"", "smtp.security"),
        ("\"starttls\"", "\"none\"", "smtp.security"),
        ("/password\"\n[imap]", "/none\"\n[imap]", "smtp.password_file"),
        ("bureau@eaux.example", "bureau", "body eaux.to"),
        ("peer = \"eaux\"", "peer = \"eaux\"\nlanguage = \"de\"", "body eaux.language"),
        ("peer = \"eaux\"", "peer = \"eaux\"\nallow = [\"eaux\"]", "body eaux.allow"),
        ("peer = \"eaux\"", "peer = \"eaux\"\nallow = [\"@relais.example\"]", "body eaux.allow"),
        ("peer = \"eaux\"", "peer = \"eaux\"\npath = \"eaux\"", "body eaux.path"),
        ("peer = \"eaux\"", "peer = \"eaux\"\nattach_mb = 500", "body eaux.attach_mb"),
        ("peer = \"eaux\"", "peer = \"Les Eaux\"", "body Les Eaux.peer"),
        ("/secret\"", "/password\"", "body eaux.secret"),
        ("user = \"wasl\"\npassword_file", "every_seconds = 0\nuser = \"wasl\"\npassword_file", "imap.every_seconds"),
    ] {
        let text = if field == "imap.every_seconds" {
            good.replace("[imap]", "[imap]\nevery_seconds = 0")
        } else {
            good.replace(from, to)
        };
        let wrong = read(&text).unwrap_err();
        assert!(wrong.iter().any(|sentence| sentence.starts_with(&format!("{field}:"))), "{field}: {wrong:?}");
    }
    let twice = format!("{good}{}", good.split("[[body]]").nth(1).map(|b| format!("[[body]]{b}")).unwrap());
    assert_eq!(read(&twice).unwrap_err().len(), 1);
    assert!(read(&good.replace("listen", "lisen")).unwrap_err()[0].starts_with("line "));
}
