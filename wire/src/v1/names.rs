//! Texts by language tag, or by another short name, as the contract carries them: a JSON object.
//!
//! In and out: an object of texts, its names in order. Never: a value that is no text.

use domain::texts::Texts;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Names by language tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(Texts);

impl Names {
    /// None at all.
    #[must_use]
    pub const fn new() -> Self {
        Self(Texts::new())
    }

    /// The text of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&String> {
        self.0.get(name)
    }

    /// Puts in a text, in the place of one that was there.
    pub fn insert(&mut self, name: String, text: String) {
        self.0.insert(name, text);
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.pairs().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.pairs().is_empty()
    }

    /// Names and texts.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &String)> {
        self.0.pairs().iter().map(|(name, text)| (name, text))
    }

    /// The texts.
    pub fn values(&self) -> impl Iterator<Item = &String> {
        self.0.pairs().iter().map(|(_, text)| text)
    }
}

impl FromIterator<(String, String)> for Names {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut names = Self::new();
        for (name, text) in pairs {
            names.insert(name, text);
        }
        names
    }
}

impl<const N: usize> From<[(String, String); N]> for Names {
    fn from(pairs: [(String, String); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl Serialize for Names {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(BTreeMap::<String, String>::deserialize(from)?.into_iter().collect())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Names {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        BTreeMap::<String, String>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        BTreeMap::<String, String>::json_schema(generator)
    }
}
