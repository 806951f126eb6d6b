//! JavaScript values as the contract's own types, read by name.
//!
//! In: a value that came out of `JSON.parse`. Out: the types that the form is made of. What `serde` derives for the same
//! types is 12 KB of the download; here every field is one line, and the compiler sees that none is left out.
//! Never: a reason: a value fits, or it does not.

use domain::language::Language;
use domain::texts::Texts;
use js_sys::{Array, Object, Reflect};
use views::page::{FormScreen, FormValues};
use wasm_bindgen::{JsCast, JsValue};
use wire::problem::{FieldProblem, Problem};
use wire::v1::agencies::{AgencyView, CategoryView, Limits, Names, Theme};
use wire::v1::filing::Receipt;
use words::{Catalogue, Words};

/// A value of the contract, of which nobody knows yet whether it fits.
pub struct Given(JsValue);

/// A page with the form on it: the part of [`views::page::PageData`] that is taken over here.
pub struct Start {
    pub language: Language,
    pub base_url: String,
    pub agency: AgencyView,
    pub form: FormScreen,
}

impl From<JsValue> for Given {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl Given {
    /// What it has under a name; nothing is like what is not there.
    fn at(&self, name: &str) -> Self {
        Self(Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.at(name).0.as_string()
    }

    /// JSON's numbers are floats; the contract's are whole.
    fn whole(&self, name: &str) -> Option<i64> {
        self.at(name).0.as_f64().map(|n| n as i64)
    }

    fn count(&self, name: &str) -> Option<u32> {
        u32::try_from(self.whole(name)?).ok()
    }

    fn is(&self, name: &str) -> bool {
        self.at(name).0.is_truthy()
    }

    /// The entries of a list; none where there is none.
    fn list(&self, name: &str) -> Vec<Self> {
        let list: Option<Array> = self.at(name).0.dyn_into().ok();
        list.map_or_else(Vec::new, |list| (0..list.length()).map(|at| Self(list.get(at))).collect())
    }

    fn texts(&self, name: &str) -> Vec<String> {
        self.list(name).into_iter().filter_map(|entry| entry.0.as_string()).collect()
    }

    /// Puts in texts by name.
    fn pairs(&self, put: &mut dyn FnMut(String, String)) -> Option<()> {
        let object: &Object = self.0.dyn_ref()?;
        let entries = Object::entries(object);
        for at in 0..entries.length() {
            let pair: Array = entries.get(at).unchecked_into();
            if let (Some(name), Some(text)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
                put(name, text);
            }
        }
        Some(())
    }

    fn names(&self) -> Option<Names> {
        let mut names = Names::new();
        self.pairs(&mut |name, text| names.insert(name, text))?;
        Some(names)
    }

    /// The words of a language.
    pub fn words(&self, language: Language) -> Option<Words> {
        let mut sentences = Texts::new();
        self.pairs(&mut |key, sentence| sentences.insert(key, sentence))?;
        Some(Words::from_catalogue(language, Catalogue::from(sentences)))
    }

    /// What the loader hands over.
    pub fn start(&self) -> Option<Start> {
        let form = self.at("screen").at("form");
        // Only the form is taken over.
        form.0.is_object().then_some(())?;
        Some(Start {
            language: Language::parse(&self.text("language")?)?,
            base_url: self.text("base_url")?,
            agency: self.at("agency").agency()?,
            form: FormScreen {
                values: form.at("values").values(),
                errors: form.problems()?,
                problem: form.text("problem"),
            },
        })
    }

    /// What the form needs to know of its agency: reading less weighs less.
    fn agency(&self) -> Option<AgencyView> {
        let limits = self.at("limits");
        Some(AgencyView {
            id: self.text("id")?,
            name: self.at("name").names()?,
            kinds: self.texts("kinds"),
            categories: self.list("categories").iter().map(Self::category).collect::<Option<_>>()?,
            languages: self.texts("languages"),
            limits: Limits {
                subject: limits.count("subject")?,
                body: limits.count("body")?,
                documents: limits.count("documents")?,
            },
            answer_within_days: self.count("answer_within_days")?,
            answer_within: Names::new(),
            time_zone: String::new(),
            utc_offset_minutes: 0,
            utc_shifts: Vec::new(),
            calling_code: self.text("calling_code")?,
            asks_national_id: self.is("asks_national_id"),
            proof: self.is("proof"),
            theme: Theme::default(),
            mediator: false,
            orientation: Vec::new(),
            widget: String::new(),
        })
    }

    fn category(&self) -> Option<CategoryView> {
        Some(CategoryView { id: self.text("id")?, name: self.at("name").names()?, kinds: self.texts("kinds") })
    }

    /// The form's fields as they would be posted.
    fn values(&self) -> FormValues {
        FormValues::read(|name| {
            let value = self.at(name).0;
            match value.as_bool() {
                Some(yes) => vec![if yes { "yes" } else { "" }.to_owned()],
                None => value.as_string().map_or_else(|| self.texts(name), |text| vec![text]),
            }
        })
    }

    fn problems(&self) -> Option<Vec<FieldProblem>> {
        let problem = |one: &Self| {
            Some(FieldProblem {
                field: one.text("field")?,
                code: one.text("code")?,
                message: one.text("message")?,
                limit: one.count("limit"),
            })
        };
        self.list("errors").iter().map(problem).collect()
    }

    /// The answer to a filing: what must not be lost of it, the node's own screen says the rest.
    pub fn receipt(&self) -> Option<Receipt> {
        Some(Receipt {
            reference: self.text("reference")?,
            access_code: self.text("access_code")?,
            ..Receipt::default()
        })
    }

    /// Why there is none.
    pub fn problem(&self) -> Option<Problem> {
        Some(Problem {
            kind: self.text("type")?,
            title: self.text("title")?,
            status: u16::try_from(self.whole("status")?).ok()?,
            detail: self.text("detail"),
            reason: self.text("reason"),
            errors: self.problems()?,
        })
    }
}
