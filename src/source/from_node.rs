//! YAML as values of ours: a [`Node`] can be read into anything that `serde` can make, and what is
//! wrong says where it is.

use super::yaml::{Key, Node, Value, YamlError};
use crate::text::Span;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::fmt;

/// Reads a node into a value.
///
/// # Errors
/// What does not fit, and where: the innermost value or key that is known.
pub fn from_node<T: de::DeserializeOwned>(node: &Node) -> Result<T, YamlError> {
    T::deserialize(At(node)).map_err(|wrong| YamlError {
        message: wrong.message,
        span: wrong.span.unwrap_or(node.span),
    })
}

/// What does not fit; the place is none until the value that holds it is known.
#[derive(Debug)]
struct Wrong {
    message: String,
    span: Option<Span>,
}

impl Wrong {
    fn at(mut self, span: Span) -> Wrong {
        self.span.get_or_insert(span);
        self
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Wrong {
        Wrong {
            message: message.to_string(),
            span: None,
        }
    }
}

/// A node to be read.
#[derive(Clone, Copy)]
struct At<'a>(&'a Node);

impl At<'_> {
    fn parsed<T: std::str::FromStr>(self, wanted: &str) -> Result<T, Wrong> {
        let parsed = self.0.scalar().and_then(|text| text.parse().ok());
        parsed.ok_or_else(|| {
            <Wrong as de::Error>::custom(format!("this should be {wanted}")).at(self.0.span)
        })
    }
}

macro_rules! numbers {
    ($($name:ident $visit:ident $kind:ty,)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            visitor.$visit(self.parsed::<$kind>("a number")?)
        })*
    };
}

impl<'de> Deserializer<'de> for At<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let read = match &self.0.value {
            Value::Null => visitor.visit_unit(),
            Value::Scalar(text) => visitor.visit_str(text),
            Value::List(items) => visitor.visit_seq(Items(items.iter())),
            Value::Map(entries) => visitor.visit_map(Entries {
                rest: entries.iter(),
                value: None,
            }),
        };
        read.map_err(|wrong| wrong.at(self.0.span))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_bool(self.parsed("true or false")?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.0.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let read = match &self.0.value {
            Value::Scalar(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Value::Map(entries) if entries.len() == 1 => {
                visitor.visit_enum(Variant(&entries[0].0, &entries[0].1))
            }
            _ => Err(de::Error::custom("this should be one word")),
        };
        read.map_err(|wrong| wrong.at(self.0.span))
    }

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64,
    }

    serde::forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

struct Items<'a>(std::slice::Iter<'a, Node>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        let Some(node) = self.0.next() else {
            return Ok(None);
        };
        let read = seed.deserialize(At(node));
        read.map(Some).map_err(|wrong| wrong.at(node.span))
    }
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, (Key, Node)>,
    value: Option<&'a Node>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        let Some((key, node)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(node);
        let name: StrDeserializer<'_, Wrong> = key.name.as_str().into_deserializer();
        let read = seed.deserialize(name);
        read.map(Some).map_err(|wrong| wrong.at(key.span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        match self.value.take() {
            Some(node) => seed
                .deserialize(At(node))
                .map_err(|wrong| wrong.at(node.span)),
            None => Err(de::Error::custom("a value is missing")),
        }
    }
}

/// `name: value` as a variant with its content.
struct Variant<'a>(&'a Key, &'a Node);

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Wrong;
    type Variant = At<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, At<'a>), Wrong> {
        let name: StrDeserializer<'_, Wrong> = self.0.name.as_str().into_deserializer();
        let read = seed
            .deserialize(name)
            .map_err(|wrong| wrong.at(self.0.span));
        Ok((read?, At(self.1)))
    }
}

impl<'de> VariantAccess<'de> for At<'_> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_any(visitor)
    }
}
