//! What is wrong with one field: where, and a code from a closed list. Never a sentence.

/// One thing that is wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer (RFC 6901) to the field, for example `/complainant/email`.
    pub field: String,
    /// What is wrong with it.
    pub code: FieldErrorCode,
}

impl FieldError {
    /// An error at a JSON pointer.
    #[must_use]
    pub fn new(field: impl Into<String>, code: FieldErrorCode) -> Self {
        Self { field: field.into(), code }
    }
}

/// The closed list of what can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldErrorCode {
    /// Nothing was given.
    Required,
    /// More than `limit` characters.
    TooLong {
        /// The most that is taken, in characters.
        limit: u32,
    },
    /// More than `limit` entries.
    TooMany {
        /// The most that is taken.
        limit: u32,
    },
    /// Not an e-mail address.
    InvalidEmail,
    /// Not a telephone number that can be written as E.164.
    InvalidPhone,
    /// Not the form of a national identity card number.
    InvalidNationalId,
    /// Not an ISO 3166-1 alpha-2 country code.
    InvalidCountry,
    /// Characters that are not text (control characters).
    InvalidText,
    /// Not one of the values that can be chosen.
    UnknownValue,
    /// A field that does not exist.
    UnknownField,
    /// Another JSON type than expected.
    InvalidType,
    /// Outside the range that can be chosen.
    OutOfRange,
    /// The declaration that is needed was not made.
    MustDeclare,
    /// Not a reference: its check character does not fit.
    InvalidReference,
    /// Not an access code: 16 letters and digits.
    InvalidAccessCode,
    /// A document that this node does not hold for this agency.
    UnknownDocument,
    /// A document whose content is of no type that is taken.
    UnsupportedDocument,
    /// A document that is larger than what is taken.
    DocumentTooLarge,
    /// Not the form that this field asks for.
    InvalidFormat,
    /// A text for another body that seems to name somebody whose case is linked.
    NamesSomebody,
}

impl FieldErrorCode {
    /// One of each, for tables and tests.
    pub const ALL: [Self; 20] = [
        Self::Required,
        Self::TooLong { limit: 1 },
        Self::TooMany { limit: 1 },
        Self::InvalidEmail,
        Self::InvalidPhone,
        Self::InvalidNationalId,
        Self::InvalidCountry,
        Self::InvalidText,
        Self::UnknownValue,
        Self::UnknownField,
        Self::InvalidType,
        Self::OutOfRange,
        Self::MustDeclare,
        Self::InvalidReference,
        Self::InvalidAccessCode,
        Self::UnknownDocument,
        Self::UnsupportedDocument,
        Self::DocumentTooLarge,
        Self::InvalidFormat,
        Self::NamesSomebody,
    ];

    /// The stable name, in the contract and as `error-<name>` in the words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong { .. } => "too-long",
            Self::TooMany { .. } => "too-many",
            Self::InvalidEmail => "invalid-email",
            Self::InvalidPhone => "invalid-phone",
            Self::InvalidNationalId => "invalid-national-id",
            Self::InvalidCountry => "invalid-country",
            Self::InvalidText => "invalid-text",
            Self::UnknownValue => "unknown-value",
            Self::UnknownField => "unknown-field",
            Self::InvalidType => "invalid-type",
            Self::OutOfRange => "out-of-range",
            Self::MustDeclare => "must-declare",
            Self::InvalidReference => "invalid-reference",
            Self::InvalidAccessCode => "invalid-access-code",
            Self::UnknownDocument => "unknown-document",
            Self::UnsupportedDocument => "unsupported-document",
            Self::DocumentTooLarge => "document-too-large",
            Self::InvalidFormat => "invalid-format",
            Self::NamesSomebody => "names-somebody",
        }
    }

    /// The limit that was passed, where there is one.
    #[must_use]
    pub const fn limit(self) -> Option<u32> {
        match self {
            Self::TooLong { limit } | Self::TooMany { limit } => Some(limit),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldErrorCode;

    #[test]
    fn names_are_distinct() {
        let mut names: Vec<_> = FieldErrorCode::ALL.iter().map(|c| c.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FieldErrorCode::ALL.len());
    }
}
