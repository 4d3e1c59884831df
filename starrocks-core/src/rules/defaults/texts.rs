//! DEFAULT with a quoted text, or a number: which values a column of a type takes.

use super::json;
use super::messages;
use crate::rules::java::literal;
use crate::rules::rule::rules;
use crate::rules::subject::{Findings, Numbered};
use crate::rules::{Envelope, Finding, Place, Rule};
use crate::schema::{AggType, DataType, DecimalKind};

rules! {
    "", "", Rule::ANALYZING;
    D_02 = "D-02",
        "The default of an integer column is an integer of its range",
        "The server reads it with an optional sign and digits, nothing else.",
        "CREATE TABLE t (k INT, v TINYINT DEFAULT '127')",
        "CREATE TABLE t (k INT, v TINYINT DEFAULT '128')";
    D_03 = "D-03",
        "The default of a LARGEINT column is an integer of 128 bits",
        "The server reads it with an optional sign and digits, nothing else.",
        "CREATE TABLE t (k INT, v LARGEINT DEFAULT '-1')",
        "CREATE TABLE t (k INT, v LARGEINT DEFAULT '1e3')";
    D_04 = "D-04",
        "The default of a FLOAT or DOUBLE column is a finite number",
        "NaN and Infinity cannot be stored as a default.",
        "CREATE TABLE t (k INT, v DOUBLE DEFAULT '3.14')",
        "CREATE TABLE t (k INT, v DOUBLE DEFAULT '1e400')";
    D_05 = "D-05",
        "The default of a DECIMAL column has at most its digits, in all and behind the point",
        "Defaults are not rounded; a zero at the end counts.",
        "CREATE TABLE t (k INT, v DECIMAL(10,2) DEFAULT '0.00')",
        "CREATE TABLE t (k INT, v DECIMAL(10,2) DEFAULT '1.234')";
    D_06 = "D-06",
        "The default of a DATE or DATETIME column is a date of the calendar",
        "It is written 2024-01-31, with a time behind a blank or T: two digits each, up to six behind the point.",
        "CREATE TABLE t (k INT, v DATETIME DEFAULT '2024-01-31 15:36:00')",
        "CREATE TABLE t (k INT, v DATETIME DEFAULT '2024-02-30')";
    D_07 = "D-07",
        "The default of a BOOLEAN column is true, false, 1 or 0",
        "It is stored as 1 or 0.",
        "CREATE TABLE t (k INT, v BOOLEAN DEFAULT 'true')",
        "CREATE TABLE t (k INT, v BOOLEAN DEFAULT 'yes')";
    D_08 = "D-08",
        "The default of a CHAR or VARCHAR column is no longer than the column",
        "Here the server counts UTF-16 units, when loading bytes; a CHAR or VARCHAR without a length has length 1.",
        "CREATE TABLE t (k INT, v CHAR(3) DEFAULT 'USA')",
        "CREATE TABLE t (k INT, v CHAR(2) DEFAULT 'USA')";
    D_09 = "D-09",
        "The default of a JSON column is JSON",
        "Names and texts stand in double quotes, and there are no comments.",
        "CREATE TABLE t (k INT, v JSON DEFAULT '{\"a\": 1}')",
        "CREATE TABLE t (k INT, v JSON DEFAULT '{a: 1}')";
    D_10 = "D-10",
        "The default of an HLL, BITMAP or VARBINARY column is empty",
        "There is no way to write another value of these types.",
        "CREATE TABLE t (k INT, v VARBINARY DEFAULT '')",
        "CREATE TABLE t (k INT, v VARBINARY DEFAULT 'abc')";
    D_11 = "D-11",
        "A PERCENTILE or VARIANT column has no default",
        "There is no way to write a value of these types.",
        "CREATE TABLE t (k INT, v VARIANT DEFAULT NULL)",
        "CREATE TABLE t (k INT, v VARIANT DEFAULT '1')";
    D_12 = "D-12",
        "The default of an ARRAY, MAP or STRUCT column is an expression, not text",
        "It is written [1, 2], map{'a': 1} or row(1, 'x'), since StarRocks 4.1.",
        "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT [1, 2])",
        "CREATE TABLE t (k INT, v ARRAY<INT> DEFAULT '[1, 2]')";
}

/// 2 to the power of 127.
const LARGEST_AND_ONE: &str = "170141183460469231731687303715884105728";

/// A quoted default.
pub(in crate::rules) fn of_text(c: &Numbered<'_>, text: &str, found: &mut Findings<'_>) {
    let place = Place::ColumnValue(c.index);
    let mut refuse = |rule: &'static Rule, why: String, help: &str| {
        found.push(refused(rule, c, &why, help));
    };
    let data_type = &c.column.data_type;
    if let Some(verdict) = literal::of_type(text, data_type) {
        let Err(why) = verdict else {
            // The server's bound is one too far.
            if *data_type == DataType::LargeInt && text.trim_start_matches('+') == LARGEST_AND_ONE {
                found.push(D_03.unwise(
                    place,
                    format!("The default of '{}' is one more than a LARGEINT holds", c.column.name),
                    "write '170141183460469231731687303715884105727'",
                ));
            }
            return;
        };
        let (rule, help) = match data_type {
            DataType::LargeInt => (&D_03, "write an integer of 128 bits, in quotes"),
            DataType::Float | DataType::Double => (&D_04, "write a finite number, in quotes"),
            DataType::Boolean => (&D_07, "write 'true' or 'false'"),
            DataType::Date | DataType::DateTime => (&D_06, "write '2024-01-31' or '2024-01-31 15:36:00'"),
            DataType::TinyInt => (&D_02, "write an integer from -128 to 127, in quotes"),
            DataType::SmallInt => (&D_02, "write an integer from -32768 to 32767, in quotes"),
            DataType::Int => (&D_02, "write an integer from -2147483648 to 2147483647, in quotes"),
            _ => (&D_02, "write an integer of 64 bits, in quotes"),
        };
        refuse(rule, why, help);
        return;
    }
    match data_type {
        DataType::Decimal(_) => of_decimal(c, text, found),
        DataType::Char(_) | DataType::Varchar(_) | DataType::String => {
            let longest = match data_type {
                DataType::Char(length) | DataType::Varchar(length) => length.unwrap_or(1).max(1),
                _ => 65_533,
            };
            if text.encode_utf16().count() > longest as usize {
                refuse(
                    &D_08,
                    format!("Default value is too long: {text}"),
                    "shorten the default, or lengthen the column",
                );
            } else if text.len() > longest as usize {
                found.push(D_08.unwise(
                    place,
                    format!(
                        "The default of '{}' has {} bytes, and the column {longest}",
                        c.column.name,
                        text.len()
                    ),
                    "shorten the default, or lengthen the column: backends count bytes",
                ));
            }
        }
        DataType::Json => {
            if let Some(why) = json::complaint(text) {
                refuse(
                    &D_09,
                    format!("Invalid JSON format for default value: {text}. Error: {why}"),
                    "write names and texts in double quotes, and nothing that JSON does not have",
                );
            }
        }
        DataType::Hll | DataType::Bitmap | DataType::Varbinary(_) if !text.is_empty() => refuse(
            &D_10,
            format!("Type '{}' only supports empty string \"\" as default value", data_type.server_name()),
            "write '', or leave the default out",
        ),
        DataType::Percentile | DataType::Variant | DataType::Time => refuse(
            &D_11,
            format!("Cannot add default value for type '{}'", data_type.server_name()),
            "leave the default out",
        ),
        DataType::Array(_) | DataType::Map(..) | DataType::Struct(_) => refuse(
            &D_12,
            format!(
                "Default value for complex type '{}' requires expression syntax (e.g., [], map{{}}, row())",
                data_type.server_name()
            ),
            match data_type {
                DataType::Array(_) => "write an expression: [1, 2]",
                DataType::Map(..) => "write an expression: map{'a': 1}",
                _ => "write an expression: row(1, 'x')",
            },
        ),
        _ => {}
    }
}

/// A finding about the text of a default.
fn refused(rule: &'static Rule, c: &Numbered<'_>, why: &str, help: &str) -> Finding {
    let place = Place::ColumnValue(c.index);
    // The server takes this sentence for a format string, and stumbles over a percent sign in it.
    if why.starts_with("Invalid floating-point literal") && why.ends_with('%') {
        return rule.broken(place, "Conversion = '%'", help).enveloped(Envelope::Bare);
    }
    rule.broken(place, messages::refused(c, why), help)
}

/// D-05. A DECIMAL with SUM is stored with 38 digits, and its default is checked against those.
fn of_decimal(c: &Numbered<'_>, text: &str, found: &mut Findings<'_>) {
    let DataType::Decimal(declared) = c.column.data_type else {
        return;
    };
    let place = Place::ColumnValue(c.index);
    let value = match literal::decimal(text) {
        Ok(Some(value)) => value,
        Ok(None) => return,
        Err(why) => {
            found.push(refused(&D_05, c, &why, "write a number, in quotes"));
            return;
        }
    };
    if value.precision > 76 {
        let message = format!(
            "Non-typed decimal literal is overflow, value='{}' (precision={}, scale={})",
            value.plain, value.precision, value.scale
        );
        let finding = D_05.broken(place, message, "write at most 76 digits");
        found.push(finding.enveloped(Envelope::Bare));
        return;
    }
    let (mut precision, scale) = declared.precision_and_scale();
    let mut name = c.column.data_type.server_name();
    if c.column.aggregate == Some(AggType::Sum) && declared.kind != DecimalKind::DecimalV2 {
        precision = 38;
        name = format!("DECIMAL128({precision},{scale})");
    }
    if value.precision > precision as usize || value.scale > scale as usize {
        let message = format!(
            "Type {name} is too narrow to hold the DecimalLiteral '{}' (precision={}, scale={})",
            value.plain, value.precision, value.scale
        );
        let help = format!("write at most {precision} digits, {scale} of them behind the point");
        found.push(D_05.broken(place, message, help).enveloped(Envelope::Syntax));
    } else if value.precision.saturating_sub(value.scale) > precision.saturating_sub(scale) as usize {
        found.push(D_05.unwise(
            place,
            format!(
                "The default of '{}' has more digits in front of the point than the column",
                c.column.name
            ),
            format!("write at most {} digits in front of the point", precision.saturating_sub(scale)),
        ));
    }
}
