//! What many people file about is shown to their agency's desk as a wave, and to nobody else.
#![cfg(test)]

use integration_tests::assertions::refused;
use integration_tests::client::percent;
use integration_tests::desk::{Citizen, Desk};
use integration_tests::disk;
use integration_tests::fixtures::{agency, category, filing};
use integration_tests::stack::Alone;
use serde_json::json;
use wire::problem::ProblemCode as Code;
use wire::v1::admin::PutAgency;
use wire::v1::desk::{AccessPage, WavePage};
use wire::v1::filing::{FileCase, PersonBody};

const WATER: [&str; 6] = [
    "Coupure d'eau au quartier Al Morjane depuis lundi.",
    "الماء مقطوع بحي المرجان منذ ثلاثة أيام",
    "lma m9tou3 f hay lmorjane mn nhar ltnin",
    "Robinets à sec à la résidence Al Morjane, aucune réponse.",
    "ساكنة تجزئة المرجان بلا ماء",
    "No water at Morjane since Monday.",
];

fn by(person: usize, text: &str) -> FileCase {
    let email = Some(format!("person{person}@exemple.ma"));
    let complainant = PersonBody { name: Some("Amal Exemple".into()), email, ..PersonBody::default() };
    FileCase { complainant, category: "water".into(), subject: "Eau".into(), body: text.into(), ..filing() }
}

fn node() -> Alone {
    let node = Alone::start();
    let categories = vec![category("water"), category("roads")];
    node.put_agency("mhab", &PutAgency { categories, routes: Vec::new(), mediator: None, ..agency("HAB") });
    node
}

fn waves(desk: &Desk, query: &str) -> WavePage {
    desk.call("GET", &format!("/waves{query}")).lang("fr").send().json(200)
}

#[test]
fn six_people_without_water_are_a_wave_for_the_desk() {
    let node = node();
    let desk = node.desk("mhab", "N. Agent");
    let citizens: Vec<Citizen> = (0..6).map(|n| Citizen::files(&node, "mhab", &by(n, WATER[n]))).collect();
    for road in ["Un trou rue des Tisserands", "Trottoir cassé avenue Bir Nour", "Feu rouge en panne à Bab Tisra"] {
        drop(Citizen::files(&node, "mhab", &FileCase { category: "roads".into(), ..by(7, road) }));
    }
    let page = waves(&desk, "");
    let [wave] = page.waves.as_slice() else { panic!("{page:?}") };
    assert_eq!((wave.cases, wave.people, wave.open, wave.category_name.as_str()), (6, 6, 6, "Sujet water"));
    assert_eq!(wave.wave, citizens[0].reference);
    let shared = |word: &String| word.contains("orjane") || word.contains("مرجان");
    assert!(!wave.words.is_empty() && wave.words.iter().all(shared), "{:?}", wave.words);
    let of = |query: &str| desk.page(query).cases.into_iter().map(|case| case.reference).collect::<Vec<_>>();
    let mut all: Vec<String> = citizens.iter().map(|citizen| citizen.reference.clone()).collect();
    all.reverse();
    let query = format!("?wave={}", percent(&wave.wave));
    assert_eq!(of(&query), all);
    assert_eq!(of(&format!("{query}&limit=4")), all[..4]);
    assert_eq!(desk.opens(&all[2]).wave.as_ref(), Some(&wave.wave));
    assert!(of("?status=received").len() == 9);
    refused(&desk.call("GET", "/cases?wave=HAB"), Code::InvalidQuery);
    refused(&desk.call("GET", "/waves?cursor=x"), Code::InvalidQuery);
    // Reading it is on record, with no word of it.
    let accesses: AccessPage = node.supervisor("mhab", "Chef").call("GET", "/accesses").send().json(200);
    let what: Vec<&str> = accesses.accesses.iter().map(|access| access.what.as_str()).collect();
    assert!(what.contains(&"waves"), "{what:?}");
    // One of them is about something else.
    let done = desk.acts(&all[0], &json!({ "action": "single_out" }));
    assert_eq!((done.event.kind.as_str(), done.event.to.as_ref()), ("singled", Some(&wave.wave)));
    let again = refused(&desk.action(&all[0], &json!({ "action": "single_out" })), Code::ActionNotPossible);
    assert_eq!(again.reason.as_deref(), Some("not_in_wave"));
    assert_eq!((of(&query), waves(&desk, "").waves[0].cases), (all[1..].to_vec(), 5));
    // Nobody outside the desk sees anything of it.
    for citizen in &citizens {
        let seen = ["", "/export"].map(|below| citizen.call("GET", below).send().expect(200).text());
        assert!(seen.iter().all(|text| !text.contains("wave") && !text.contains("singled")), "{seen:?}");
    }
}

#[test]
fn pages_of_waves_go_on_and_an_agency_may_have_none() {
    let node = node();
    let desk = node.desk("mhab", "N. Agent");
    for (round, place) in ["Morjane", "Tiwizi", "Boutazert"].into_iter().enumerate() {
        for n in 0..5 {
            drop(Citizen::files(&node, "mhab", &by(round * 10 + n, &format!("Pas d'eau à {place}."))));
        }
    }
    let first = waves(&desk, "?limit=2");
    assert_eq!(first.waves.len(), 2);
    let rest = waves(&desk, &format!("?limit=2&cursor={}", first.cursor.unwrap()));
    assert!(rest.waves.len() == 1 && rest.cursor.is_none(), "{rest:?}");
    assert_eq!(
        [&first.waves[..], &rest.waves[..]].concat().iter().map(|w| w.words[0].as_str()).collect::<Vec<_>>(),
        ["Boutazert", "Tiwizi", "Morjane"]
    );
    let none = Alone::start();
    let mut body = PutAgency { routes: Vec::new(), mediator: None, ..agency("HAB") };
    body.categories = vec![category("water")];
    body.wave_people = 0;
    none.put_agency("mhab", &body);
    (0..6).for_each(|n| drop(Citizen::files(&none, "mhab", &by(n, WATER[n]))));
    assert!(waves(&none.desk("mhab", "N. Agent"), "").waves.is_empty());
}

#[test]
fn no_word_of_a_wave_lies_on_disk() {
    let mut node = node();
    (0..6).for_each(|n| drop(Citizen::files(&node, "mhab", &by(n, "Plus d'eau à Zqwertalim."))));
    let desk = node.desk("mhab", "N. Agent");
    assert_eq!(waves(&desk, "").waves[0].words, ["Zqwertalim"]);
    node.stop();
    for text in ["Zqwertalim", "zqwertalim", "zqrtlm", "qrtlm"] {
        assert!(disk::found(&node.data(), &[text]).is_empty(), "{text}");
    }
}
