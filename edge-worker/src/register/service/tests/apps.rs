//! Cases that an app has filed: it sees where its own stand, and nothing of another's; it files without a proof.

use super::*;
use crate::register::{AppCase, OfApp};
use domain::time::DAY_MS;

fn by_app(app: &str, key: &str, category: &str, now: i64) -> Command {
    match file(key, category) {
        Command::File(file) => {
            let came = Came { app: Some(app.into()), ..Came::default() };
            Command::File(Box::new(File { came, now, ..*file }))
        }
        other => other,
    }
}

fn asked(app: &str) -> OfApp {
    OfApp { app: app.into(), until: NOW + DAY_MS, limit: 100, ..OfApp::default() }
}

fn of_app(register: &Register<NativeSql>, asked: OfApp) -> (Vec<AppCase>, u32) {
    match register.handle(Command::OfApp(asked)).unwrap().0 {
        Reply::OfApp { rows, skipped } => (rows, skipped),
        other => panic!("{other:?}"),
    }
}

fn serials(register: &Register<NativeSql>, asked: OfApp) -> Vec<u32> {
    let rows = of_app(register, asked).0;
    rows.iter().map(|row| Reference::parse(&row.reference).unwrap().serial()).collect()
}

/// Serials 1 and 4 are one app's, 2 another's, 3 nobody's.
fn four() -> Register<NativeSql> {
    let register = register();
    register.handle(by_app("carte", "k1", "delay", NOW)).unwrap();
    register.handle(by_app("autre", "k2", "delay", NOW)).unwrap();
    register.handle(file("k3", "delay")).unwrap();
    register.handle(by_app("carte", "k4", "corruption", NOW + 2 * 60_000)).unwrap();
    register
}

#[test]
fn an_app_sees_its_own_cases_and_no_others() {
    let register = four();
    assert_eq!(serials(&register, asked("carte")), [4, 1]);
    assert_eq!(serials(&register, asked("autre")), [2]);
    assert!(serials(&register, asked("nobody")).is_empty() && serials(&register, asked("")).is_empty());
    assert!(serials(&register, OfApp { serial: Some(2), ..asked("carte") }).is_empty());
    assert!(serials(&register, OfApp { serial: Some(3), ..asked("carte") }).is_empty());
    assert_eq!(serials(&register, OfApp { serial: Some(1), ..asked("carte") }), [1]);
}

#[test]
fn what_is_asked_for_narrows_the_list_and_pages_go_on() {
    let register = four();
    let narrowed = |change: fn(&mut OfApp)| {
        let mut asked = asked("carte");
        change(&mut asked);
        serials(&register, asked)
    };
    assert_eq!(narrowed(|a| a.categories = vec!["delay".into(), "x".into()]), [1]);
    assert!(narrowed(|a| a.categories = vec!["del".into()]).is_empty());
    assert_eq!(narrowed(|a| a.from = NOW + 1), [4]);
    assert_eq!(narrowed(|a| a.until = NOW), [1]);
    assert_eq!(narrowed(|a| a.statuses = vec!["received".into()]), [4, 1]);
    assert!(narrowed(|a| a.statuses = vec!["closed".into()]).is_empty());
    assert_eq!(of_app(&register, OfApp { skip: 1, limit: 1, ..asked("carte") }).1, 1);
    assert_eq!(narrowed(|a| (a.skip, a.limit) = (1, 1)), [1]);
    let (rows, skipped) = of_app(&register, OfApp { skip: 5, ..asked("carte") });
    assert_eq!((rows.len(), skipped), (0, 2));
}

#[test]
fn what_is_internal_is_no_news_for_an_app() {
    let register = four();
    let by = || By::Caseworker { name: "Nadia".into(), role: "caseworker".into() };
    let act = |act, now| Command::Act { serial: 1, by: by(), key: None, now, act, documents: Vec::new(), onward: None };
    let updated = || of_app(&register, OfApp { serial: Some(1), ..asked("carte") }).0[0].updated_at;
    register.handle(act(Act::Note { text: "Interne.".into() }, NOW + 10)).unwrap();
    assert_eq!(updated(), NOW);
    register.handle(act(Act::Answer { text: "Réparé.".into() }, NOW + 20)).unwrap();
    assert_eq!(updated(), NOW + 20);
    assert_eq!(of_app(&register, asked("carte")).0[1].status, "answered");
}

#[test]
fn an_app_needs_no_proof() {
    let register = register();
    let mut record = agency("mhab", "HAB", 2);
    record.body.protection.proof = "required".into();
    register.handle(Command::Configure { register: "HAB-26A".into(), agency: Box::new(record) }).unwrap();
    let newer = |command| match command {
        Command::File(file) => Command::File(Box::new(File { agency_version: 2, ..*file })),
        other => other,
    };
    let code = |command| match register.handle(newer(command)).unwrap().0 {
        Reply::Filed(_) => "filed".to_owned(),
        Reply::Refused(refused) => refused.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(file("k0", "delay")), "proof-needed");
    for n in 0..9 {
        assert_eq!(code(by_app("carte", &format!("a{n}"), "delay", NOW)), "filed");
    }
}
