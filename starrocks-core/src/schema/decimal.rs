//! Decimal types: the keyword, the numbers, and how wide they are stored.

/// A decimal type as written: which keyword, and the numbers behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecimalType {
    /// The keyword.
    pub kind: DecimalKind,
    /// Digits in all, 1 to 76 on StarRocks 4.0 and newer, 1 to 38 before.
    pub precision: Option<u32>,
    /// Digits behind the point, at most the precision.
    pub scale: Option<u32>,
}

/// The keyword of a decimal type; it fixes the width and what an omitted precision means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DecimalKind {
    /// DECIMAL, NUMERIC or NUMBER: the width follows from the precision.
    Decimal,
    /// DECIMALV2, the format before StarRocks 2.
    DecimalV2,
    /// DECIMAL32, up to 9 digits.
    Decimal32,
    /// DECIMAL64, up to 18 digits.
    Decimal64,
    /// DECIMAL128, up to 38 digits.
    Decimal128,
    /// DECIMAL256, up to 76 digits.
    Decimal256,
}

impl DecimalKind {
    /// The word of the kind.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            DecimalKind::Decimal => "DECIMAL",
            DecimalKind::DecimalV2 => "DECIMALV2",
            DecimalKind::Decimal32 => "DECIMAL32",
            DecimalKind::Decimal64 => "DECIMAL64",
            DecimalKind::Decimal128 => "DECIMAL128",
            DecimalKind::Decimal256 => "DECIMAL256",
        }
    }
}

/// How a decimal is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecimalWidth {
    /// The format of DECIMALV2.
    V2,
    /// 32 bits.
    Bits32,
    /// 64 bits.
    Bits64,
    /// 128 bits.
    Bits128,
    /// 256 bits, StarRocks 4.0 and newer.
    Bits256,
}

impl DecimalType {
    /// Precision and scale with what the server puts where none is written.
    ///
    /// ```
    /// use starrocks_core::schema::{DecimalKind, DecimalType};
    ///
    /// let bare = DecimalType { kind: DecimalKind::Decimal, precision: None, scale: None };
    /// assert_eq!(bare.precision_and_scale(), (10, 0));
    /// ```
    pub const fn precision_and_scale(&self) -> (u32, u32) {
        let fixed = match self.kind {
            DecimalKind::Decimal | DecimalKind::DecimalV2 => None,
            DecimalKind::Decimal32 => Some(9),
            DecimalKind::Decimal64 => Some(18),
            DecimalKind::Decimal128 => Some(38),
            DecimalKind::Decimal256 => Some(76),
        };
        // The server takes a precision of 0 for 1.
        let precision = match self.precision {
            Some(0) if !matches!(self.kind, DecimalKind::DecimalV2) => Some(1),
            precision => precision,
        };
        match (precision, self.scale, fixed) {
            (Some(precision), Some(scale), _) => (precision, scale),
            // A scale cannot be written without a precision.
            (Some(precision), None, None) => (precision, 0),
            // The server takes the precision for the scale too, and only then a precision of 0 for 1.
            (Some(precision), None, Some(_)) if matches!(self.precision, Some(0)) => (precision, 0),
            (Some(precision), None, Some(_)) => (precision, precision),
            (None, _, Some(widest)) => (widest, widest),
            (None, _, None) => match self.kind {
                DecimalKind::DecimalV2 => (9, 0),
                _ => (10, 0),
            },
        }
    }

    /// How wide the server stores it: DECIMAL by its precision, the others as their keyword says.
    pub const fn width(&self) -> DecimalWidth {
        match self.kind {
            DecimalKind::DecimalV2 => DecimalWidth::V2,
            DecimalKind::Decimal32 => DecimalWidth::Bits32,
            DecimalKind::Decimal64 => DecimalWidth::Bits64,
            DecimalKind::Decimal128 => DecimalWidth::Bits128,
            DecimalKind::Decimal256 => DecimalWidth::Bits256,
            DecimalKind::Decimal => match self.precision_and_scale().0 {
                0..=18 => DecimalWidth::Bits64,
                19..=38 => DecimalWidth::Bits128,
                _ => DecimalWidth::Bits256,
            },
        }
    }
}
