//! What public-service matters are about: the list that agencies' categories are mapped to.
//!
//! In: a name. Out: a topic. Never: an agency's own words for it; those are data.

macro_rules! topics {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal),+ $(,)?) => {
        /// A matter of the public service, or one that is none of an administration's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Topic {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Topic {
            /// Every topic, in the order in which a model numbers them.
            pub const ALL: [Self; 25] = [$(Self::$variant),+];

            /// Its stable name: in models, examples and agencies' data.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }
    };
}

topics! {
    /// Births, deaths, marriages, names: the registers of civil status.
    CivilStatus = "civil-status",
    /// Identity cards, passports, residence, criminal records; what a police station does.
    PolicePapers = "police-papers",
    /// Building and occupancy permits, plans, illegal building.
    BuildingPermits = "building-permits",
    /// Housing aid, social housing, rehousing.
    Housing = "housing",
    /// Buildings that may fall down.
    UnsafeBuilding = "unsafe-building",
    /// Drinking water.
    Water = "water",
    /// Electricity.
    Electricity = "electricity",
    /// Sewers, waste, cleanliness.
    Sanitation = "sanitation",
    /// Roads, pavements, street lighting.
    Roads = "roads",
    /// Buses, trains, taxis, driving licences and vehicles' papers.
    Transport = "transport",
    /// Hospitals, doctors, medicines.
    Health = "health",
    /// Schools, universities, scholarships, diplomas.
    Education = "education",
    /// Taxes, duties, customs.
    Taxes = "taxes",
    /// Social aid, family allowances of the poor, disability, health insurance of those without means.
    SocialAid = "social-aid",
    /// Pensions and social security.
    Pensions = "pensions",
    /// Land: titles, boundaries, expropriation, collective land.
    Land = "land",
    /// What is before a court, or judged. Outside an administration's competence.
    Court = "court",
    /// Disputes between private persons. Outside an administration's competence.
    PrivateDispute = "private-dispute",
    /// Pollution, noise of industry, trees, beaches.
    Environment = "environment",
    /// Work, recruitment, careers and wages.
    Employment = "employment",
    /// Bribes, favours, misuse of public money.
    Integrity = "integrity",
    /// Prices, shops, banks, telephone and internet.
    Consumer = "consumer",
    /// Tenders, public contracts and their payment.
    PublicContracts = "public-contracts",
    /// How one was received: counters, staff's behaviour, opening hours.
    Reception = "reception",
    /// No answer, or a late one, whatever the matter.
    Delay = "delay",
}

impl Topic {
    /// Reads the stable name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// Whether no administration may decide it: it is for a court.
    #[must_use]
    pub const fn outside_competence(self) -> bool {
        matches!(self, Self::Court | Self::PrivateDispute)
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn names_are_told_apart_and_read_back() {
        for topic in Topic::ALL {
            assert_eq!(Topic::parse(topic.name()), Some(topic));
        }
        assert_eq!(Topic::parse("none"), None);
    }
}
