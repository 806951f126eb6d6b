//! What a text is about in an agency's own terms: its categories, or who else is competent.
//!
//! In: what the model says of a text, agencies' configurations. Out: proposals, the surest first.
//! Never: a decision; a text that is kept; a category that is not offered.

use routing::{Judgement, Model, Topic, heaviest_first};
use wire::v1::admin::{CategoryBody, PutAgency};
use wire::v1::orientation::ElsewhereBody;

/// Most categories that are proposed.
const MOST: usize = 3;
/// A category is proposed beside the first one from this confidence on.
const LEAST: f32 = 0.1;

/// A proposal: the category, and how sure it is.
pub type Proposed<'a> = (&'a CategoryBody, f32);

/// The topics of a category: those that its configuration names, else what its identifier or its names are about.
#[must_use]
pub fn topics(model: &Model, category: &CategoryBody) -> Vec<Topic> {
    if !category.topics.is_empty() {
        return category.topics.iter().filter_map(|name| Topic::parse(name)).collect();
    }
    if let Some(topic) = Topic::parse(&category.id) {
        return vec![topic];
    }
    let mut names = category.id.replace('-', " ");
    for name in category.names.values() {
        names.push('\n');
        names.push_str(name);
    }
    model.judge(&names).topic.into_iter().collect()
}

/// An agency's categories by how sure it is that the text belongs there; `kind`: only those offered for it. The flag
/// says whether the first is sure enough to be said aloud.
#[must_use]
pub fn ranked<'a>(model: &Model, agency: &'a PutAgency, kind: &str, said: &Judgement) -> (Vec<Proposed<'a>>, bool) {
    let sure = |topic| said.ranked.iter().find(|r| r.topic == topic).map_or(0.0, |r| r.confidence);
    let all = agency.categories.iter().enumerate().filter(|(_, category)| offered(category, kind));
    let weighed = all.map(|(at, category)| (at, topics(model, category).into_iter().map(sure).sum()));
    let all = heaviest_first(weighed.filter(|(_, sure)| *sure >= LEAST));
    let first = all.first().map_or(0.0, |(_, sure)| *sure);
    let named = all.into_iter().take(MOST).filter_map(|(at, sure)| Some((agency.categories.get(at)?, sure)));
    (named.collect(), first >= model.threshold && first > said.none)
}

/// The category that an agency keeps for everything else: the last that is offered.
#[must_use]
pub fn open<'a>(agency: &'a PutAgency, kind: &str) -> Option<&'a CategoryBody> {
    agency.categories.iter().rfind(|category| offered(category, kind))
}

fn offered(category: &CategoryBody, kind: &str) -> bool {
    kind.is_empty() || category.kinds.is_empty() || category.kinds.iter().any(|k| k == kind)
}

/// Whether a category of the agency is about a topic.
#[must_use]
pub fn takes(model: &Model, agency: &PutAgency, topic: Topic) -> bool {
    agency.categories.iter().any(|category| topics(model, category).contains(&topic))
}

/// Which of its category's topics a text is about.
#[must_use]
pub fn topic_of(model: &Model, category: &CategoryBody, text: &str) -> Option<Topic> {
    let topics = topics(model, category);
    let said = model.judge(text);
    said.ranked.iter().map(|ranked| ranked.topic).find(|topic| topics.contains(topic))
}

/// The bodies that the agency's own questions name for a topic.
pub fn bodies(agency: &PutAgency, topic: Topic) -> impl Iterator<Item = &ElsewhereBody> {
    let answers = agency.orientation.iter().flat_map(|question| &question.answers);
    let elsewhere = answers.filter_map(|answer| answer.elsewhere.as_ref());
    elsewhere.filter(move |body| body.topics.iter().any(|name| name == topic.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        Model::read(include_bytes!("../../routing/model.bin")).unwrap()
    }

    fn agency(categories: &[(&str, &[&str])]) -> PutAgency {
        let category = |(id, topics): &(&str, &[&str])| CategoryBody {
            id: (*id).into(),
            names: [("fr".into(), (*id).into())].into(),
            topics: topics.iter().map(|t| (*t).into()).collect(),
            ..CategoryBody::default()
        };
        PutAgency { categories: categories.iter().map(category).collect(), ..PutAgency::default() }
    }

    fn first(agency: &PutAgency, text: &str) -> (Option<String>, bool) {
        let model = model();
        let (found, sure) = ranked(&model, agency, "complaint", &model.judge(text));
        (found.first().map(|(category, _)| category.id.clone()), sure)
    }

    #[test]
    fn a_category_is_found_by_its_topics() {
        let agency = agency(&[("tap", &["water"]), ("lamp", &["electricity", "roads"]), ("other", &[])]);
        assert_eq!(first(&agency, "Pas d’eau au robinet depuis trois jours"), (Some("tap".into()), true));
        assert_eq!(first(&agency, "Coupure d’électricité dans tout le quartier"), (Some("lamp".into()), true));
    }

    #[test]
    fn without_topics_its_identifier_or_its_names_tell() {
        let mut agency = agency(&[("water", &[]), ("c2", &[]), ("other", &[])]);
        agency.categories[1].names = [("ar".into(), "المستشفيات والصحة".into())].into();
        assert_eq!(topics(&model(), &agency.categories[0]), [Topic::Water]);
        assert_eq!(topics(&model(), &agency.categories[1]), [Topic::Health]);
        assert_eq!(topics(&model(), &agency.categories[2]), []);
    }

    #[test]
    fn what_no_category_is_about_is_not_proposed() {
        let agency = agency(&[("tap", &["water"]), ("lamp", &["electricity"])]);
        assert!(!first(&agency, "Le juge a rendu son jugement et le tribunal refuse l’exécution").1);
        assert_eq!(first(&agency, "Bonjour"), (None, false));
    }

    #[test]
    fn only_categories_of_the_kind_are_proposed() {
        let mut agency = agency(&[("tap", &["water"])]);
        agency.categories[0].kinds = vec!["suggestion".into()];
        assert_eq!(first(&agency, "Pas d’eau au robinet depuis trois jours"), (None, false));
    }
}
