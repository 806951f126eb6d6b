//! Texts by name, in the order of their names: a small map, for what is read more often than it is made.
//!
//! In: names and texts. Out: the text of a name. A sorted list: a tree's code would be 1.5 KB of what every citizen
//! downloads. Never: two texts of one name.

/// Texts by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// None at all.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Puts in a text; one that had the name before is gone. What comes in order costs a comparison or two.
    pub fn insert(&mut self, name: String, text: String) {
        match self.place(&name) {
            Ok(at) => {
                if let Some(pair) = self.0.get_mut(at) {
                    pair.1 = text;
                }
            }
            Err(at) => self.0.insert(at, (name, text)),
        }
    }

    /// The text of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&String> {
        self.place(name).ok().and_then(|at| self.0.get(at)).map(|(_, text)| text)
    }

    /// Where a name is, or would be.
    fn place(&self, name: &str) -> Result<usize, usize> {
        let end = self.0.len();
        match self.0.last() {
            Some((last, _)) if last.as_str() < name => Err(end),
            _ => self.0.binary_search_by(|(known, _)| known.as_str().cmp(name)),
        }
    }

    /// Names and texts, in the order of the names.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn whatever_the_order_each_name_is_found_once_with_its_last_text() {
        let mut texts = Texts::new();
        for (name, text) in [("fr", "1"), ("ar", "2"), ("zgh", "3"), ("en", "4"), ("fr", "5")] {
            texts.insert(name.to_owned(), text.to_owned());
        }
        let names: Vec<&str> = texts.pairs().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["ar", "en", "fr", "zgh"]);
        assert_eq!((texts.get("fr").map(String::as_str), texts.get("es")), (Some("5"), None));
        assert_eq!(Texts::new().get("fr"), None);
    }
}
