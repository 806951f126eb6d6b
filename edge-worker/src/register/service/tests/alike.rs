//! A person's further filing is linked to the case before, and nobody but staff learns of it.

use super::*;
use domain::time::DAY_MS;
use wire::v1::desk::LinkedCase;

/// A filing with contacts, at a time.
fn by(key: &str, category: &str, person: PersonBody, now: i64) -> Command {
    let Command::File(mut one) = file(key, category) else { unreachable!() };
    one.filing.complainant = person;
    one.now = now;
    Command::File(one)
}

fn about(filing: Command, subject: &str, body: &str) -> Command {
    let Command::File(mut one) = filing else { unreachable!() };
    (one.filing.subject, one.filing.body) = (subject.into(), body.into());
    Command::File(one)
}

fn person(email: Option<&str>, phone: Option<&str>, national_id: Option<&str>) -> PersonBody {
    let text = |text: Option<&str>| text.map(str::to_owned);
    PersonBody { email: text(email), phone: text(phone), national_id: text(national_id), ..PersonBody::default() }
}

fn amal() -> PersonBody {
    person(Some("amal@example.ma"), Some("+212612345678"), Some("AB123456"))
}

fn files(register: &Register<NativeSql>, command: Command) -> u32 {
    let reference = filed_reference(register.handle(command).unwrap().0);
    Reference::parse(&reference).unwrap().serial()
}

fn shown(register: &Register<NativeSql>, serial: u32) -> CaseData {
    match register.handle(desk(serial)).unwrap().0 {
        Reply::Case(case) => *case,
        other => panic!("{other:?}"),
    }
}

/// The cases that a case is linked to, with whether somebody said so.
fn linked(register: &Register<NativeSql>, serial: u32) -> Vec<(u32, bool)> {
    let of = |one: LinkedCase| (Reference::parse(&one.reference).unwrap().serial(), one.confirmed);
    shown(register, serial).linked.into_iter().map(of).collect()
}

fn marks(register: &Register<NativeSql>) -> i64 {
    let rows =
        "SELECT (SELECT count(*) FROM contact) + (SELECT count(*) FROM likeness) + (SELECT count(*) FROM linked)";
    register.sql.first(rows, &[]).unwrap().unwrap().int(0).unwrap()
}

fn by_staff(serial: u32, act: Act) -> Command {
    let by = By::Caseworker { name: "Nadia Modèle".into(), role: "caseworker".into() };
    Command::Act { serial, by, key: None, now: NOW, act, documents: Vec::new(), onward: None }
}

fn reference(register: &Register<NativeSql>, serial: u32) -> String {
    register.rules().unwrap().reference(serial)
}

#[test]
fn the_same_contact_in_another_form_is_linked_whichever_it_is() {
    for again in [
        person(Some("AMAL@Example.ma"), None, None),
        person(None, Some("0612345678"), None),
        person(Some("other@example.ma"), None, Some("ab 123456")),
    ] {
        let register = register();
        assert_eq!((files(&register, by("k1", "delay", amal(), NOW)), files(&register, file("k2", "delay"))), (1, 2));
        let serial = files(&register, by("k3", "delay", again, NOW + 1));
        assert_eq!((linked(&register, serial), linked(&register, 1)), (vec![(1, false)], vec![(3, false)]));
        assert!(linked(&register, 2).is_empty(), "the name alone is nobody's");
    }
}

#[test]
fn another_matter_is_not_linked_and_the_same_in_another_category_is() {
    let register = register();
    let water = ("Pas d’eau", "Le robinet est à sec rue des Oliviers au quartier Nassim.");
    let again = ("Toujours rien", "Rue des Oliviers au quartier Nassim, le robinet reste à sec.");
    files(&register, about(by("k1", "delay", amal(), NOW), water.0, water.1));
    let other =
        files(&register, about(by("k2", "corruption", amal(), NOW), "Accueil", "L’agent a demandé de l’argent."));
    assert!(linked(&register, other).is_empty());
    let same = files(&register, about(by("k3", "corruption", amal(), NOW), again.0, again.1));
    // The newest that fits: the second filing has the category, the first one the words.
    assert_eq!(linked(&register, same), [(2, false)]);
    let third = files(&register, about(by("k4", "delay", amal(), NOW), again.0, again.1));
    assert_eq!(linked(&register, third), [(3, false)]);
}

#[test]
fn a_contact_of_many_cases_is_linked_by_words_alone() {
    let register = register();
    for n in 0..4 {
        let text = ["Alpha bravo charlie", "Delta foxtrot golf", "Hôtel india juliette", "Kilo lima mike"][n];
        files(&register, about(by(&format!("k{n}"), "delay", amal(), NOW), text, text));
    }
    let unlike = files(&register, about(by("k5", "delay", amal(), NOW), "November oscar", "Papa quebec romeo sierra"));
    assert!(linked(&register, unlike).is_empty());
    let alike = files(&register, about(by("k6", "delay", amal(), NOW), "Encore", "Hôtel india juliette"));
    assert_eq!(linked(&register, alike), [(3, false)]);
}

#[test]
fn what_was_settled_long_ago_is_another_matter_and_what_is_open_never_is() {
    for (settled, days, found) in [(true, 89, true), (true, 91, false), (false, 400, true)] {
        let register = register();
        files(&register, by("k1", "delay", amal(), NOW));
        if settled {
            register.handle(act(1, Act::Withdraw { text: None })).unwrap();
        }
        let serial = files(&register, by("k2", "delay", amal(), NOW + days * DAY_MS));
        assert_eq!(!linked(&register, serial).is_empty(), found, "{settled} {days}");
    }
}

#[test]
fn an_agency_may_link_nothing() {
    let register = open(NativeSql::in_memory());
    let mut record = agency("mhab", "HAB", 1);
    record.body.link_within_days = 0;
    register.handle(Command::Configure { register: "HAB-26A".into(), agency: Box::new(record) }).unwrap();
    files(&register, by("k1", "delay", amal(), NOW));
    let second = files(&register, by("k2", "delay", amal(), NOW));
    assert!(linked(&register, second).is_empty());
}

/// Whoever files with somebody's address must not learn that there is a case: not by an entry, nor by the gap that an entry
/// leaves in the numbers, nor by what is exported, nor by the length of the public log.
#[test]
fn whoever_knows_an_address_learns_nothing_by_filing_with_it() {
    let story = |with: &[PersonBody]| {
        let register = register();
        for (n, person) in with.iter().enumerate() {
            files(&register, by(&format!("k{n}"), "delay", person.clone(), NOW));
        }
        let serial = u32::try_from(with.len()).unwrap();
        register.handle(act(serial, message("Un mot."))).unwrap();
        let open = |all| Command::Open {
            serial,
            code_hash: CODE.into(),
            now: NOW,
            tried: Tried::default(),
            all,
            filed: false,
        };
        let replies = [false, true].map(|all| register.handle(open(all)).unwrap().0);
        let cases = replies.map(|reply| if let Reply::Case(case) = reply { *case } else { panic!("{reply:?}") });
        let seen = cases.map(|case| {
            (case.linked.len(), case.entries.iter().map(|e| (e.number, e.kind.clone())).collect::<Vec<_>>())
        });
        (seen, register.memory.borrow().seq)
    };
    let stranger = person(Some("stranger@example.ma"), None, None);
    assert_eq!(story(&[amal(), amal()]), story(&[stranger, amal()]));
}

#[test]
fn a_caseworker_confirms_a_link_makes_one_and_undoes_it() {
    let register = register();
    files(&register, by("k1", "delay", amal(), NOW));
    files(&register, by("k2", "delay", amal(), NOW));
    files(&register, file("k3", "corruption"));
    let (one, three) = (reference(&register, 1), reference(&register, 3));
    register.handle(by_staff(2, placed("linked", one.clone()))).unwrap();
    register.handle(by_staff(2, placed("linked", three.clone()))).unwrap();
    assert_eq!(linked(&register, 2), [(1, true), (3, true)]);
    assert_eq!(linked(&register, 3), [(2, true)]);
    register.handle(by_staff(1, placed("unlinked", reference(&register, 2)))).unwrap();
    assert_eq!(linked(&register, 2), [(3, true)]);
    let said = |serial| {
        let entries =
            shown(&register, serial).entries.into_iter().filter(|e| e.kind != "filed" && e.kind != "forwarding");
        entries.map(|e| (e.kind, e.body.to.unwrap(), e.body.name.unwrap())).collect::<Vec<_>>()
    };
    let entry = |kind: &str, to: u32| (kind.to_owned(), reference(&register, to), "Nadia Modèle".to_owned());
    assert_eq!(said(1), [entry("linked", 2), entry("unlinked", 2)]);
    assert_eq!(said(2), [entry("linked", 1), entry("linked", 3), entry("unlinked", 1)]);
    assert_eq!(said(3), [entry("linked", 2)]);
    // Its complainant is told of a note, as of any other.
    let Reply::Case(held) = register
        .handle(Command::Open {
            serial: 3,
            code_hash: CODE.into(),
            now: NOW,
            tried: Tried::default(),
            all: true,
            filed: false,
        })
        .unwrap()
        .0
    else {
        panic!()
    };
    assert_eq!(kinds(&held), ["filed", "forwarding", "note"]);
    assert!(held.linked.is_empty() && held.entries[2].body == crate::register::EntryBody::default());
    assert_eq!(chained(&register), 4 + 6);
}

#[test]
fn only_a_case_of_this_register_that_is_there_can_be_linked() {
    let register = register();
    for key in ["k1", "k2", "k3"] {
        files(&register, file(key, "delay"));
    }
    register.handle(act(3, Act::Withdraw { text: None })).unwrap();
    register.handle(erase(3, NOW)).unwrap();
    let other = Reference::new(RegisterName::parse("REG-26A").unwrap(), 1).unwrap().to_string();
    let references = [reference(&register, 1), reference(&register, 9), reference(&register, 3), other, "x".into()];
    let before = register.sql.dump();
    for to in references {
        assert_eq!(refusal(register.handle(by_staff(1, placed("linked", to))).unwrap().0), "invalid-fields");
    }
    let unlink = placed("unlinked", reference(&register, 2));
    assert_eq!(refusal(register.handle(by_staff(1, unlink)).unwrap().0), "invalid-fields");
    let link = placed("linked", reference(&register, 2));
    assert_eq!(refusal(register.handle(act(1, link)).unwrap().0), "forbidden");
    assert_eq!(register.sql.dump(), before);
}

#[test]
fn a_correction_changes_who_it_is_and_an_erasure_forgets_it() {
    let register = register();
    files(&register, by("k1", "delay", amal(), NOW));
    let corrected = FileCase { complainant: person(Some("b@example.ma"), None, None), ..FileCase::default() };
    let correction = Some(serde_json::to_string(&corrected).unwrap());
    let correct = Act::Request { about: "correction".into(), text: "Son adresse.".into(), correction };
    register.handle(by_staff(1, correct)).unwrap();
    let old = files(&register, by("k2", "delay", amal(), NOW));
    let new = files(&register, by("k3", "delay", person(Some("B@example.ma"), None, None), NOW));
    assert_eq!((linked(&register, old), linked(&register, new)), (vec![], vec![(1, false)]));
    for serial in 1..=3 {
        register.handle(act(serial, Act::Withdraw { text: None })).unwrap();
        register.handle(erase(serial, NOW)).unwrap();
    }
    assert_eq!(marks(&register), 0);
}

#[test]
fn a_register_s_marks_mean_nothing_elsewhere() {
    let stored = |secret: u8| {
        let register = Register::open(NativeSql::in_memory(), node(secret)).unwrap();
        let configure = Command::Configure { register: "HAB-26A".into(), agency: Box::new(agency("mhab", "HAB", 1)) };
        register.handle(configure).unwrap();
        files(&register, by("k1", "delay", amal(), NOW));
        let rows = register.sql.run("SELECT quote(mark) FROM contact", &[]).unwrap();
        rows.iter().map(|row| row.text(0).unwrap()).collect::<Vec<_>>()
    };
    let (one, other) = (stored(1), stored(2));
    assert_eq!((one.len(), other.len()), (3, 3));
    assert!(one.iter().all(|mark| !other.contains(mark)));
}
