//! The numbers in a type: lengths, precisions, scales.

use crate::rules::subject::Findings;
use crate::rules::{Place, Rule};
use crate::schema::{DecimalKind, DecimalType};

pub(in crate::rules) static T_02: Rule = Rule {
    id: "T-02",
    title: "A VARCHAR has at most 1048576 bytes",
    reason: "Longer values do not fit a page of a column file.",
    setting: Some("max_varchar_length"),
    accepted: "CREATE TABLE t (k INT, v VARCHAR(1048576))",
    rejected: "CREATE TABLE t (k INT, v VARCHAR(1048577))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_03: Rule = Rule {
    id: "T-03",
    title: "A CHAR has at most 255 bytes",
    reason: "A CHAR is padded to its length; VARCHAR is the type for longer text.",
    accepted: "CREATE TABLE t (k INT, v CHAR(255))",
    rejected: "CREATE TABLE t (k INT, v CHAR(256))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_06: Rule = Rule {
    id: "T-06",
    title: "A DECIMAL has 1 to 76 digits, and no more of them behind the point",
    reason: "It is stored in at most 256 bits. Before StarRocks 4.0 the limit is 38 digits.",
    accepted: "CREATE TABLE t (k INT, v DECIMAL(38,10))",
    rejected: "CREATE TABLE t (k INT, v DECIMAL(5,6))",
    ..Rule::BARE
};

pub(in crate::rules) static T_07: Rule = Rule {
    id: "T-07",
    title: "DECIMAL32, 64, 128 and 256 have at most 9, 18, 38 and 76 digits",
    reason: "That is what fits the width.",
    accepted: "CREATE TABLE t (k INT, v DECIMAL64(18,4))",
    rejected: "CREATE TABLE t (k INT, v DECIMAL64(19,4))",
    ..Rule::BARE
};

pub(in crate::rules) static T_08: Rule = Rule {
    id: "T-08",
    title: "A DECIMALV2 has 1 to 27 digits, at most 9 of them behind the point",
    reason: "It is the format before StarRocks 2, with a fixed number of digits on both sides of the point.",
    accepted: "CREATE TABLE t (k INT, v DECIMALV2(27,9))",
    rejected: "CREATE TABLE t (k INT, v DECIMALV2(28,2))",
    ..Rule::ANALYZING
};

pub(in crate::rules) static T_09: Rule = Rule {
    id: "T-09",
    title: "CHAR and VARCHAR inside ARRAY, MAP and STRUCT have a length",
    reason: "Only a column of its own gets the length 1 when none is written.",
    accepted: "CREATE TABLE t (k INT, v ARRAY<VARCHAR(20)>)",
    rejected: "CREATE TABLE t (k INT, v ARRAY<VARCHAR>)",
    ..Rule::ANALYZING
};

/// The most bytes of VARCHAR and VARBINARY, by StarRocks' own setting.
pub(super) const LONGEST_VARCHAR: u32 = 1_048_576;
/// The most bytes of CHAR.
const LONGEST_CHAR: u32 = 255;

pub(super) fn parsed_decimal(decimal: &DecimalType, place: Place, found: &mut Findings<'_>) {
    let (rule, most) = match decimal.kind {
        DecimalKind::DecimalV2 => return,
        DecimalKind::Decimal => (&T_06, 76),
        DecimalKind::Decimal32 => (&T_07, 9),
        DecimalKind::Decimal64 => (&T_07, 18),
        DecimalKind::Decimal128 => (&T_07, 38),
        DecimalKind::Decimal256 => (&T_07, 76),
    };
    let (precision, scale) = decimal.precision_and_scale();
    if precision > most {
        found.push(rule.broken(
            place,
            format!("DECIMAL's precision should range from 1 to {most}"),
            format!("use at most {most} digits"),
        ));
    } else if scale > precision {
        found.push(rule.broken(
            place,
            "DECIMAL(P[,S]) type P must be greater than or equal to the value of S",
            format!("use a scale of at most {precision}"),
        ));
    }
}

pub(super) fn char_length(length: i64, inside: bool, place: Place, found: &mut Findings<'_>) {
    if inside && length <= 0 {
        found.push(T_09.broken(
            place,
            format!("Char size must be > 0: {length}"),
            "write a length: CHAR(10)",
        ));
    } else if length > i64::from(LONGEST_CHAR) {
        found.push(T_03.broken(
            place,
            format!("Char size must be <= {LONGEST_CHAR}: {length}"),
            format!("use VARCHAR({length})"),
        ));
    }
}

pub(super) fn varchar_length(length: i64, inside: bool, place: Place, found: &mut Findings<'_>) {
    if inside && length <= 0 {
        found.push(T_09.broken(
            place,
            format!("Varchar size must be > 0: {length}"),
            "write a length: VARCHAR(100), or use STRING",
        ));
    } else if length > i64::from(LONGEST_VARCHAR) {
        found.push(T_02.broken(
            place,
            format!("Varchar size must be <= {LONGEST_VARCHAR}: {length}"),
            format!("use VARCHAR({LONGEST_VARCHAR})"),
        ));
    }
}

pub(super) fn decimal_v2(decimal: &DecimalType, place: Place, found: &mut Findings<'_>) {
    let (precision, scale) = decimal.precision_and_scale();
    let most = precision.min(9);
    if !(1..=27).contains(&precision) {
        found.push(T_08.broken(
            place,
            format!("Precision of DECIMALV2 must between 1 and 27, precision was set to: {precision}."),
            "use DECIMAL, which takes up to 76 digits",
        ));
    } else if scale > most {
        found.push(T_08.broken(
            place,
            format!("Scale of DECIMALV2 must between 0 and {most},  scale was set to: {scale}."),
            "use DECIMAL, whose scale may be its precision",
        ));
    }
}
