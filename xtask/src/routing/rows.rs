//! What a model is trained on, as numbers: written examples, and texts put together from the lexicon.
//!
//! In: a corpus and the examples that may be seen. Out: lessons.
//! Never: chance; which terms meet in one text is counted out, so that the same input gives the same model.

use routing::{CLASSES, Lesson, Topic, Turn};

use super::examples::{Corpus, Example};

/// Weight of a text that was put together, beside one that was written.
const TERM_ALONE: f32 = 0.7;
const COMPOSED: f32 = 0.6;
/// Of that, for terms of waiting: everybody waits, whatever the matter.
const WAITS: f32 = 0.4;
/// Texts put together for each term.
const ROUNDS: usize = 3;

pub fn class_of(topic: Option<Topic>) -> usize {
    topic.and_then(|topic| Topic::ALL.iter().position(|one| *one == topic)).unwrap_or(CLASSES - 1)
}

/// Weight of a written example with other things around it.
const AMONG: f32 = 0.6;

/// Written examples, each also with what people put around their matter: who they are, where it is, how long they wait.
fn written(corpus: &Corpus, seen: &[&Example], turn: &mut Turn) -> Vec<Lesson> {
    let none = Vec::new();
    let mut all = Vec::new();
    for example in seen {
        all.push(Lesson::new(&example.text, example.topic, 1.0));
        let language = match example.variety.as_str() {
            "ary" => "ar",
            "zgh-Latn" | "zgh-Tfng" => "zgh",
            other => other,
        };
        let carriers = corpus.carriers.get(language).unwrap_or(&none);
        let asides = corpus.asides.get(language).unwrap_or(&none);
        let (before, after) = (pick(turn, carriers), pick(turn, carriers));
        let (first, second) = (pick(turn, asides), pick(turn, asides));
        if example.topic.is_some() {
            let text = format!("{before}. {first}. {}. {second}. {after}", example.text);
            all.push(Lesson::new(&text, example.topic, AMONG));
        }
    }
    all
}

pub fn lessons(corpus: &Corpus, seen: &[&Example]) -> Vec<Lesson> {
    let mut turn = Turn(7);
    let mut all = written(corpus, seen, &mut turn);
    for ((language, topic), terms) in &corpus.terms {
        let none = Vec::new();
        let carriers = corpus.carriers.get(language).unwrap_or(&none);
        let asides = corpus.asides.get(language).unwrap_or(&none);
        // Whoever waits for a permit writes of the permit and of the wait: the matter is the permit.
        let waits = corpus.terms.get(&(language.clone(), Some(Topic::Delay))).unwrap_or(&none);
        let share = if *topic == Some(Topic::Delay) { WAITS } else { 1.0 };
        for term in terms {
            all.push(Lesson::new(term, *topic, TERM_ALONE * share));
            for round in 0..ROUNDS {
                let mut text = String::new();
                let mut add = |part: &str| {
                    text.push_str(part);
                    text.push_str(if round == 0 { " " } else { ". " });
                };
                add(pick(&mut turn, carriers));
                add(term);
                if round > 0 {
                    add(pick(&mut turn, carriers));
                    add(pick(&mut turn, terms));
                    add(pick(&mut turn, carriers));
                }
                if round > 1 {
                    add(pick(&mut turn, waits));
                    add(pick(&mut turn, asides));
                    add(pick(&mut turn, terms));
                    add(pick(&mut turn, asides));
                    add(pick(&mut turn, carriers));
                }
                all.push(Lesson::new(&text, *topic, COMPOSED * share));
            }
        }
    }
    for carriers in corpus.carriers.values() {
        for carrier in carriers {
            all.push(Lesson::new(carrier, None, TERM_ALONE));
            all.push(Lesson::new(&format!("{carrier} {}", pick(&mut turn, carriers)), None, TERM_ALONE));
        }
    }
    all
}

fn pick<'a>(turn: &mut Turn, list: &'a [String]) -> &'a str {
    let at = turn.below(list.len());
    list.get(at).map_or("", String::as_str)
}
