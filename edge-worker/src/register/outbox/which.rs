//! Which deliveries somebody asks for. In and out: a value. Never: a statement.

/// Which deliveries are asked for; what is `None` does not narrow.
#[derive(Debug)]
pub struct Which<'a> {
    pub serial: Option<u32>,
    pub state: Option<&'a str>,
    pub peer: Option<&'a str>,
    /// Those after this number.
    pub after: Option<i64>,
    /// So many at most.
    pub limit: u32,
}

impl Which<'_> {
    /// Those of one case.
    #[must_use]
    pub const fn of_case(serial: u32) -> Self {
        Self { serial: Some(serial), state: None, peer: None, after: None, limit: 500 }
    }
}
