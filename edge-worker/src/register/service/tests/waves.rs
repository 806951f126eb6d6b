//! Waves on real texts: what many people write of one thing is shown as one, and twenty different complaints are not.

use super::*;
use crate::register::alike::waves::IN_MIND;
use crate::register::figures;
use routing::{Everyday, Topic};
use std::collections::{BTreeMap, BTreeSet};
use wire::v1::desk::WaveView;

const HOUR: i64 = 3_600_000;

fn everyday() -> Everyday {
    Everyday::read(include_bytes!("../../../../../routing/everyday.bin")).unwrap()
}

/// A register of a town whose categories are those of the texts.
fn town() -> Register<NativeSql> {
    let mut record = agency("tizi", "TIZ", 1);
    record.body.names = [("fr".to_owned(), "Commune de Tizi".to_owned())].into();
    let category =
        |id: &str| CategoryBody { id: id.into(), names: [("fr".into(), id.into())].into(), ..CategoryBody::default() };
    record.body.categories =
        ["water", "lighting", "roads", "waste", "environment", "civil-status"].map(category).to_vec();
    (record.body.routes, record.body.mediator) = (Vec::new(), None);
    let register = open(NativeSql::in_memory());
    register.handle(Command::Configure { register: "TIZ-26A".into(), agency: Box::new(record) }).unwrap();
    register
}

/// What a category of the texts is about.
fn about(category: &str) -> &str {
    match category {
        "lighting" => "electricity",
        "waste" => "sanitation",
        other => other,
    }
}

/// Files a text as somebody, and says under which number.
fn files(register: &Register<NativeSql>, n: usize, person: &str, (category, text): (&str, &str), now: i64) -> u32 {
    let Command::File(mut one) = file(&format!("k{n}"), category) else { unreachable!() };
    one.filing.complainant.email = (!person.is_empty()).then(|| format!("{person}@example.ma"));
    (one.filing.subject, one.filing.body) = (String::new(), text.into());
    one.key.fingerprint = chain::sha256(text.as_bytes());
    one.now = now;
    one.words = everyday().telling(
        text,
        &Topic::parse(about(category)).into_iter().collect::<Vec<_>>(),
        "Commune de Tizi\nAmal Exemple",
    );
    let reference = filed_reference(register.handle(Command::File(one)).unwrap().0);
    Reference::parse(&reference).unwrap().serial()
}

fn waves(register: &Register<NativeSql>) -> Vec<WaveView> {
    match register.handle(Command::Waves { before: None, limit: 20, now: NOW, reader: reader() }).unwrap().0 {
        Reply::Waves { rows, .. } => rows,
        other => panic!("{other:?}"),
    }
}

/// The cases of the list that are in a wave.
fn of_wave(register: &Register<NativeSql>, wave: &str) -> Vec<u32> {
    let serial = Reference::parse(wave).unwrap().serial();
    let query = ListQuery { limit: 200, now: NOW, wave: Some(serial), ..ListQuery::default() };
    match register.handle(Command::List(query)).unwrap().0 {
        Reply::Rows { rows, .. } => rows.iter().map(|row| Reference::parse(&row.reference).unwrap().serial()).collect(),
        other => panic!("{other:?}"),
    }
}

/// Set, category, text.
fn texts() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = include_str!("../../../../../routing/apart/waves.tsv").lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let mut parts = line.split('\t');
            (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
        })
        .collect()
}

/// Files texts in an order that mixes the sets; says which set each case is of.
fn all_filed(register: &Register<NativeSql>, only: impl Fn(&str) -> bool, step_ms: i64) -> BTreeMap<u32, &'static str> {
    let mut texts: Vec<_> = texts().into_iter().filter(|(set, ..)| only(set)).enumerate().collect();
    texts.sort_by_key(|(n, _)| (n * 37) % 101);
    let mut sets = BTreeMap::new();
    for (at, (n, (set, category, text))) in texts.into_iter().enumerate() {
        let now = NOW + i64::try_from(at).unwrap() * step_ms;
        sets.insert(files(register, n, &format!("person{n}"), (category, text), now), set);
    }
    sets
}

/// Precision and recall over cases: a case is right in a wave if most of that wave are of its own set, and its set is one matter.
#[test]
fn waves_are_told_from_many_different_complaints() {
    let register = town();
    let sets = all_filed(&register, |_| true, HOUR / 2);
    let (mut right, mut shown, mut complete) = (0, 0, BTreeSet::new());
    for wave in waves(&register) {
        let cases = of_wave(&register, &wave.wave);
        let mut by_set: BTreeMap<&str, usize> = BTreeMap::new();
        cases.iter().for_each(|case| *by_set.entry(sets[case]).or_default() += 1);
        let (set, most) = by_set.iter().max_by_key(|(_, count)| **count).unwrap();
        println!("{} {} cases of {by_set:?}: {:?}", wave.wave, cases.len(), wave.words);
        shown += cases.len();
        if set.starts_with("wave-") {
            right += most;
            complete.insert(*set);
        }
    }
    let wanted = sets.values().filter(|set| set.starts_with("wave-")).count();
    println!("{} texts; precision {right}/{shown}, recall {right}/{wanted}, waves {complete:?}", sets.len());
    assert_eq!(complete.len(), 3, "each matter is a wave");
    assert!(right * 100 >= shown * 95, "precision {right}/{shown}");
    assert!(right * 100 >= wanted * 80, "recall {right}/{wanted}");
}

#[test]
fn twenty_complaints_about_different_roads_are_no_wave() {
    let register = town();
    let sets = all_filed(&register, |set| set == "roads", HOUR);
    assert_eq!((sets.len(), waves(&register).len()), (20, 0));
}

const WATER: [&str; 6] = [
    "Coupure d'eau au quartier Al Morjane",
    "الماء مقطوع بحي المرجان",
    "lma m9tou3 f hay lmorjane",
    "Robinets à sec à la résidence Al Morjane, madame Benwahid",
    "ساكنة المرجان بلا ماء",
    "No water at Morjane",
];

fn wave_of(register: &Register<NativeSql>, people: &[&str]) -> Vec<u32> {
    let text = |n: usize| ("water", WATER[n % WATER.len()]);
    people.iter().enumerate().map(|(n, person)| files(register, n, person, text(n), NOW)).collect()
}

#[test]
fn a_wave_is_shown_with_words_that_three_people_wrote_and_reading_it_is_logged() {
    let register = town();
    wave_of(&register, &["a", "b", "c", "d", "e", "f"]);
    let shown = waves(&register);
    let [wave] = shown.as_slice() else { panic!("{shown:?}") };
    assert_eq!((wave.cases, wave.people, wave.open, wave.category.as_str()), (6, 6, 6, "water"));
    assert_eq!((&wave.since, &wave.until), (&UnixMillis(NOW).to_rfc3339(), &UnixMillis(NOW).to_rfc3339()));
    // In each script as one of them spelt it; not the name that one of them wrote.
    assert_eq!(wave.words, ["Morjane", "المرجان"]);
    assert_eq!(of_wave(&register, &wave.wave), [6, 5, 4, 3, 2, 1]);
    let ask = Command::Accesses { serial: None, before: None, limit: 10, now: NOW, reader: reader() };
    let Reply::Accesses { rows, .. } = register.handle(ask).unwrap().0 else { panic!() };
    assert!(rows.iter().any(|row| row.what == "waves") && rows.iter().any(|row| row.filters == ["wave"]), "{rows:?}");
    assert_eq!(figures::read(&register.sql, &register.rules().unwrap().agency, NOW).unwrap().waves, 1);
    assert_eq!(figures::read(&register.sql, &register.rules().unwrap().agency, NOW + 73 * HOUR).unwrap().waves, 0);
}

#[test]
fn one_person_who_files_twenty_times_makes_no_wave() {
    for person in ["a", ""] {
        let register = town();
        wave_of(&register, &[person; 20]);
        assert!(waves(&register).is_empty());
    }
}

#[test]
fn a_case_that_a_caseworker_takes_out_stays_out() {
    let register = town();
    wave_of(&register, &["a", "b", "c", "d", "e"]);
    let single = |serial| Command::Act {
        serial,
        by: By::Caseworker { name: "Nadia Modèle".into(), role: "caseworker".into() },
        key: None,
        now: NOW,
        act: placed("singled", String::new()),
        documents: Vec::new(),
        onward: None,
    };
    register.handle(single(1)).unwrap();
    assert_eq!(reason(register.handle(single(1)).unwrap().0), "not_in_wave");
    files(&register, 9, "z", ("water", WATER[0]), NOW);
    let [wave] = &waves(&register)[..] else { panic!() };
    // It goes on being called by its first case.
    assert_eq!(of_wave(&register, &wave.wave), [6, 5, 4, 3, 2]);
    let Reply::Case(case) = register.handle(desk(1)).unwrap().0 else { panic!() };
    let last = case.entries.last().unwrap();
    assert_eq!((last.kind.as_str(), last.body.to.as_deref()), ("singled", Some(wave.wave.as_str())));
    assert_eq!(case.wave, None);
    let Reply::Case(case) = register.handle(desk(2)).unwrap().0 else { panic!() };
    assert_eq!(case.wave.as_ref(), Some(&wave.wave));
}

#[test]
fn what_is_erased_leaves_its_wave_and_what_is_kept_in_mind_is_what_is_stored() {
    let register = town();
    wave_of(&register, &["a", "b", "c", "d"]);
    register.handle(act(1, Act::Withdraw { text: None })).unwrap();
    register.handle(erase(1, NOW)).unwrap();
    files(&register, 5, "e", ("water", WATER[0]), NOW);
    assert!(waves(&register).is_empty(), "four are left");
    // A register that begins anew goes on where it was.
    let register = open(register.sql);
    files(&register, 6, "f", ("water", WATER[1]), NOW);
    assert_eq!(waves(&register)[0].cases, 5);
    files(&register, 7, "g", ("water", WATER[2]), NOW);
    assert_eq!(waves(&register)[0].cases, 6);
}

/// What a filing costs does not grow with the register: the same statements, whatever was filed before.
#[test]
fn a_filing_runs_as_many_statements_in_a_large_register_as_in_a_small_one() {
    let register = town();
    let statements = |n: usize| {
        register.sql.break_at(Break::Never);
        files(
            &register,
            n,
            &format!("p{n}"),
            ("roads", "Une fissure place Xyloquent"),
            NOW + i64::try_from(n).unwrap() * 80 * HOUR,
        );
        register.sql.statements()
    };
    let first = (statements(0), statements(1)).1;
    for n in 2..IN_MIND as usize + 50 {
        statements(n);
    }
    assert_eq!(statements(5_000), first);
}
