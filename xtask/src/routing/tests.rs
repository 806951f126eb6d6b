//! Floors that are reached: on families that the model did not see, and of the file in the tree.

use std::fs;

use routing::{Model, Topic, train};

use super::examples::{Corpus, Example, read_file};
use super::measure::{Measured, calibration, measure};
use super::{DIGEST, EVERYDAY, MODEL, PARTS, everyday, rows};
use crate::place::Repo;

#[test]
fn unseen_families_are_told_by_topic() {
    let corpus = Corpus::read(&Repo::find().unwrap()).unwrap();
    let (tested, seen): (Vec<&Example>, Vec<&Example>) = corpus.examples.iter().partition(|e| e.part(PARTS) == 2);
    let model = train(&rows::lessons(&corpus, &seen));
    let measured: Vec<Measured<'_>> = tested.iter().map(|example| measure(&model, example)).collect();
    let about: Vec<&Measured<'_>> = measured.iter().filter(|m| m.example.topic.is_some()).collect();
    let right = |most: usize| about.iter().filter(|m| m.within(most)).count() as f32 / about.len() as f32;
    assert!(right(1) >= 0.78, "top-1 is {}", right(1));
    assert!(right(3) >= 0.91, "top-3 is {}", right(3));
    let all: Vec<&Measured<'_>> = measured.iter().collect();
    assert!(calibration(&all, 1.3) <= 0.12, "the confidence is off by {}", calibration(&all, 1.3));
}

#[test]
fn the_model_in_the_tree_is_the_one_its_digest_names_and_reads() {
    let repo = Repo::find().unwrap();
    let bytes = fs::read(repo.join(MODEL)).unwrap();
    let digest = fs::read_to_string(repo.join(DIGEST)).unwrap();
    assert_eq!(digest.split_whitespace().next(), Some(crate::digest::of(&bytes).as_str()));
    let model = Model::read(&bytes).unwrap();
    let said = |text: &str| model.judge(text).topic;
    assert_eq!(said("Le robinet est sec depuis trois jours, pas une goutte d'eau"), Some(Topic::Water));
    assert_eq!(said("ddo mqtou3 3lina kol lila"), Some(Topic::Electricity));
    assert_eq!(said("المحكمة أصدرت حكما نهائيا ضدي"), Some(Topic::Court));
    assert_eq!(said("bonjour"), None);
}

#[test]
fn a_family_never_stands_on_both_sides() {
    let corpus = Corpus::read(&Repo::find().unwrap()).unwrap();
    for one in &corpus.examples {
        let same = corpus.examples.iter().filter(|other| other.family == one.family);
        assert!(same.into_iter().all(|other| other.part(PARTS) == one.part(PARTS)), "{}", one.family);
    }
}

#[test]
fn texts_that_stand_apart_are_nobodys_examples() {
    let repo = Repo::find().unwrap();
    let apart = read_file(&repo.join("routing/apart/long.tsv")).unwrap();
    let corpus = Corpus::read(&repo).unwrap();
    assert!(apart.len() >= 100);
    assert!(apart.iter().all(|text| corpus.examples.iter().all(|example| example.text != text.text)));
}

#[test]
fn the_list_of_everyday_words_in_the_tree_is_that_of_the_examples() {
    let repo = Repo::find().unwrap();
    let kept = fs::read(repo.join(EVERYDAY)).unwrap();
    assert!(everyday(&Corpus::read(&repo).unwrap()).write() == kept, "run `cargo xtask routing everyday`");
}
