//! Shapes out of what is read: serde's side.
//!
//! In: a reader. Out: values. Never: a struct by the place of its fields; more than a few calls compiled for each shape.

use super::Wrong;
use super::reader::{Number, Read, Reader};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

impl Number {
    fn show<'de, V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        match self {
            Self::Natural(n) => to.visit_u64(n),
            Self::Negative(n) => to.visit_i64(n),
            Self::Other(n) => to.visit_f64(n),
        }
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
            self.number()?.show(to)
        }
    )*};
}

macro_rules! strings {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
            to.visit_str(self.string()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Wrong;

    numbers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
    deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 }

    strings! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_any<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        match self.peek() {
            b'{' => self.deserialize_map(to),
            b'[' => self.deserialize_seq(to),
            b'"' => self.deserialize_str(to),
            b't' | b'f' => self.deserialize_bool(to),
            b'n' => self.deserialize_unit(to),
            _ => self.deserialize_u64(to),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        to.visit_bool(self.truth()?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        self.deserialize_any(to)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        self.deserialize_any(to)
    }

    fn deserialize_option<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        if self.peek() == b'n' {
            self.null()?;
            to.visit_none()
        } else {
            to.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        self.null()?;
        to.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, to: V) -> Read<V::Value> {
        self.deserialize_unit(to)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, to: V) -> Read<V::Value> {
        to.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        self.open(b'[')?;
        let mut inside = Inside { reader: self, close: b']', first: true, closed: false };
        let value = to.visit_seq(&mut inside)?;
        inside.leave().map(|()| value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, to: V) -> Read<V::Value> {
        self.deserialize_seq(to)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, to: V) -> Read<V::Value> {
        self.deserialize_seq(to)
    }

    fn deserialize_map<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        self.open(b'{')?;
        let mut inside = Inside { reader: self, close: b'}', first: true, closed: false };
        let value = to.visit_map(&mut inside)?;
        inside.leave().map(|()| value)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], to: V) -> Read<V::Value> {
        self.deserialize_map(to)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], to: V) -> Read<V::Value> {
        if self.peek() == b'"' {
            return to.visit_enum(Variant { reader: self, alone: true });
        }
        self.open(b'{')?;
        let value = to.visit_enum(Variant { reader: &mut *self, alone: false })?;
        self.leave(b'}')?;
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, to: V) -> Read<V::Value> {
        self.skip()?;
        to.visit_unit()
    }
}

/// Inside a list or an object.
struct Inside<'r, 'a> {
    reader: &'r mut Reader<'a>,
    close: u8,
    first: bool,
    closed: bool,
}

impl Inside<'_, '_> {
    fn more(&mut self) -> Read<bool> {
        let more = !self.closed && self.reader.more(self.first, self.close)?;
        self.first = false;
        self.closed = !more;
        Ok(more)
    }

    /// Goes out; an error if something is left that the shape has no place for.
    fn leave(mut self) -> Read<()> {
        if self.more()? { Err(Wrong::Data) } else { Ok(()) }
    }
}

impl<'de> SeqAccess<'de> for &mut Inside<'_, '_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for &mut Inside<'_, '_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.more()? {
            return Ok(None);
        }
        if self.reader.byte() != b'"' {
            return Err(self.reader.broken());
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<T::Value> {
        self.reader.take(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A variant's name, alone or with what it holds.
struct Variant<'r, 'a> {
    reader: &'r mut Reader<'a>,
    alone: bool,
}

impl Variant<'_, '_> {
    fn held(&mut self) -> Read<()> {
        if self.alone { Err(Wrong::Data) } else { self.reader.take(b':') }
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<(T::Value, Self)> {
        if self.reader.peek() != b'"' {
            return Err(self.reader.broken());
        }
        Ok((seed.deserialize(&mut *self.reader)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Wrong;

    fn unit_variant(mut self) -> Read<()> {
        if self.alone {
            return Ok(());
        }
        self.held()?;
        self.reader.null()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Read<T::Value> {
        self.held()?;
        seed.deserialize(&mut *self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(mut self, _: usize, to: V) -> Read<V::Value> {
        self.held()?;
        self.reader.deserialize_seq(to)
    }

    fn struct_variant<V: Visitor<'de>>(mut self, _: &'static [&'static str], to: V) -> Read<V::Value> {
        self.held()?;
        self.reader.deserialize_map(to)
    }
}
