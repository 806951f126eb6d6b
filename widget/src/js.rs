//! JavaScript values as the contract's own types.
//!
//! In: a value that came out of `JSON.parse`. Out: any `Deserialize` type made of structs, lists, maps, options,
//! texts, numbers and truth values. `serde-wasm-bindgen` does the same with error messages that nobody reads here;
//! they, and the float formatting they pull in, are 12 KB of the download.
//! Never: enums with data, or a reason: a value fits, or it does not.

use std::fmt;
use std::slice::Iter;

use js_sys::{Array, Object, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The value is not what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit;

/// Reads a value.
///
/// # Errors
/// It does not fit.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, Unfit> {
    T::deserialize(Js(value))
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unfit")
    }
}

impl std::error::Error for Unfit {}

/// How the loader hears of it.
impl From<Unfit> for JsValue {
    fn from(_: Unfit) -> Self {
        Self::from_str("unfit")
    }
}

impl Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_value(_: Unexpected, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

struct Js(JsValue);

impl Js {
    fn whole(&self) -> Result<i64, Unfit> {
        // JSON's numbers are floats; the contract's are whole.
        self.0.as_f64().map(|n| n as i64).ok_or(Unfit)
    }
}

impl<'de> Deserializer<'de> for Js {
    type Error = Unfit;

    /// Only what no field asks for by type comes here: it is passed over.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unfit)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_i64(self.whole()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.0.as_string().ok_or(Unfit)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let list: Array = self.0.dyn_into().map_err(|_| Unfit)?;
        visitor.visit_seq(List { list, at: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let object: Object = self.0.dyn_into().map_err(|_| Unfit)?;
        visitor.visit_map(Pairs { pairs: Object::entries(&object), at: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_map(Struct { object: self.0, fields: fields.iter(), value: JsValue::UNDEFINED })
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct enum
        identifier ignored_any
    }
}

struct List {
    list: Array,
    at: u32,
}

impl<'de> SeqAccess<'de> for List {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        if self.at >= self.list.length() {
            return Ok(None);
        }
        self.at += 1;
        seed.deserialize(Js(self.list.get(self.at - 1))).map(Some)
    }
}

struct Pairs {
    pairs: Array,
    at: u32,
}

impl Pairs {
    fn part(&self, at: u32, place: u32) -> JsValue {
        self.pairs.get(at).unchecked_into::<Array>().get(place)
    }
}

impl<'de> MapAccess<'de> for Pairs {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        if self.at >= self.pairs.length() {
            return Ok(None);
        }
        seed.deserialize(Js(self.part(self.at, 0))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unfit> {
        self.at += 1;
        seed.deserialize(Js(self.part(self.at - 1, 1)))
    }
}

/// The fields that the type has; others are not even looked at.
struct Struct {
    object: JsValue,
    fields: Iter<'static, &'static str>,
    value: JsValue,
}

impl Struct {
    fn next(&mut self) -> Option<&'static str> {
        for field in self.fields.by_ref() {
            self.value = Reflect::get(&self.object, &JsValue::from_str(field)).unwrap_or(JsValue::UNDEFINED);
            if !self.value.is_undefined() {
                return Some(field);
            }
        }
        None
    }
}

impl<'de> MapAccess<'de> for Struct {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        let key: Option<StrDeserializer<Unfit>> = self.next().map(IntoDeserializer::into_deserializer);
        key.map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(Js(std::mem::take(&mut self.value)))
    }
}
