//! The variables of a session: which there are, what they may be set to.

use crate::answer::ResultType;
use crate::error::SqlError;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Name and default of every variable that SHOW VARIABLES lists on a frontend (4.1), sorted by name.
const DEFAULTS: &str = include_str!("variables.tsv");

/// Variables that nobody can set.
const READ_ONLY: [&str; 9] = [
    "version_comment",
    "version",
    "lower_case_table_names",
    "license",
    "language",
    "system_time_zone",
    "performance_schema",
    "enable_table_name_case_insensitive",
    "enable_tde",
];

/// Names that stand for another variable.
const ALIASES: [(&str, &str); 2] =
    [("tx_isolation", "transaction_isolation"), ("tx_read_only", "transaction_read_only")];

/// What a variable is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Default,
    Value(String),
}

/// The variables of one session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables {
    changed: BTreeMap<&'static str, String>,
}

impl Variables {
    /// The value of a variable, and the type in which SELECT @@name shows it.
    pub(crate) fn get(&self, name: &str) -> Result<(Cow<'static, str>, ResultType), SqlError> {
        let (name, default) = known(name).ok_or_else(|| unknown(name))?;
        let value = match self.changed.get(name) {
            Some(value) => Cow::Owned(value.clone()),
            None => Cow::Borrowed(default),
        };
        Ok(match kind(name, default) {
            Kind::Boolean => (Cow::Borrowed(if value == "true" { "1" } else { "0" }), ResultType::Boolean),
            Kind::Integer => (value, ResultType::BigInt),
            Kind::Text => {
                let length = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
                (value, ResultType::Varchar(length.max(1)))
            }
        })
    }

    /// All variables with their values, as SHOW VARIABLES lists them.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        lines().map(|(name, default)| {
            (name, self.changed.get(name).cloned().unwrap_or_else(|| default.to_owned()))
        })
    }

    /// Whether the SQL mode `mode` is on.
    pub(crate) fn has_sql_mode(&self, mode: &str) -> bool {
        self.changed.get("sql_mode").is_some_and(|modes| modes.split(',').any(|on| on == mode))
    }

    /// The time zone of the session.
    pub(crate) fn time_zone(&self) -> Result<Zone, SqlError> {
        let (name, _) = self.get("time_zone")?;
        zone(&name).map(|(_, zone)| zone)
    }

    /// Sets a variable after checking that it exists and takes the value.
    pub(crate) fn set(&mut self, name: &str, setting: &Setting) -> Result<(), SqlError> {
        let (name, default) = known(name).ok_or_else(|| unknown(name))?;
        if READ_ONLY.contains(&name) {
            return Err(SqlError::new(1621, format!("Variable '{name}' is a read only variable")));
        }
        let value = match setting {
            Setting::Default => {
                self.changed.remove(name);
                return Ok(());
            }
            Setting::Value(value) => value,
        };
        let value = match (name, kind(name, default)) {
            ("sql_mode", _) => sql_mode(value)?,
            ("time_zone", _) => zone(value)?.0,
            ("query_timeout" | "insert_timeout", _) => {
                let seconds: i64 =
                    value.parse().map_err(|_| SqlError::analyzing(format!("{name} is not a number")))?;
                if seconds < 1 {
                    return Err(SqlError::analyzing(format!("{name} must be equal or greater than 1")));
                }
                seconds.to_string()
            }
            (_, Kind::Boolean) => match value.to_ascii_lowercase().as_str() {
                "true" | "on" | "1" => "true".to_owned(),
                "false" | "off" | "0" => "false".to_owned(),
                _ => return Err(wrong_type(name)),
            },
            (_, Kind::Integer) => match value.parse::<i64>() {
                Ok(number) => number.to_string(),
                Err(_) => return Err(wrong_type(name)),
            },
            (_, Kind::Text) => value.clone(),
        };
        self.changed.insert(name, value);
        Ok(())
    }

    /// SET NAMES and SET CHARACTER SET.
    pub(crate) fn set_names(&mut self, charset: &str) -> Result<(), SqlError> {
        // Whatever is asked for, it stays utf8; other character sets are refused.
        if charset.to_ascii_lowercase().starts_with("utf8") {
            return Ok(());
        }
        Err(SqlError::analyzing(format!("charset name {charset} is not supported yet")))
    }
}

/// A time zone: a fixed offset or a region.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Zone {
    Offset(chrono::FixedOffset),
    Region(chrono_tz::Tz),
}

impl Zone {
    /// The time on the clock of this zone.
    pub(crate) fn now(self) -> chrono::NaiveDateTime {
        self.at(chrono::Utc::now().naive_utc())
    }

    /// The time on the clock of this zone at a time of UTC.
    pub(crate) fn at(self, utc: chrono::NaiveDateTime) -> chrono::NaiveDateTime {
        match self {
            Zone::Offset(offset) => utc.and_utc().with_timezone(&offset).naive_local(),
            Zone::Region(region) => utc.and_utc().with_timezone(&region).naive_local(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Boolean,
    Integer,
    Text,
}

fn kind(name: &str, default: &str) -> Kind {
    match default {
        // The version looks like a number to nobody but a parser.
        _ if name.starts_with("version") => Kind::Text,
        "true" | "false" => Kind::Boolean,
        _ if default.parse::<i64>().is_ok() => Kind::Integer,
        _ => Kind::Text,
    }
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    DEFAULTS.lines().filter_map(|line| line.split_once('\t'))
}

fn known(name: &str) -> Option<(&'static str, &'static str)> {
    let name =
        ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)).map_or(name, |(_, name)| name);
    lines().find(|(known, _)| known.eq_ignore_ascii_case(name))
}

fn unknown(name: &str) -> SqlError {
    let mut near: Vec<(usize, &str)> = lines().map(|(known, _)| (distance(name, known), known)).collect();
    near.sort();
    let near: Vec<String> = near.iter().take(3).map(|(_, known)| format!("'{known}'")).collect();
    let message =
        format!("Unknown system variable '{name}', the most similar variables are {{{}}}", near.join(", "));
    SqlError::analyzing_as(1193, message)
}

/// How many letters must be added, removed or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

fn wrong_type(name: &str) -> SqlError {
    SqlError::new(1232, format!("Incorrect argument type to variable '{name}'"))
}

/// The SQL modes with their bits, sorted by name.
const SQL_MODES: [(&str, u64); 27] = [
    ("ALLOW_THROW_EXCEPTION", 1 << 9),
    ("ANSI", 1 << 18),
    ("ANSI_QUOTES", 1 << 2),
    ("ERROR_FOR_DIVISION_BY_ZERO", 1 << 26),
    ("ERROR_IF_OVERFLOW", 1 << 35),
    ("FORBID_INVALID_DATE", 1 << 8),
    ("GROUP_CONCAT_LEGACY", 1 << 36),
    ("HIGH_NOT_PRECEDENCE", 1 << 29),
    ("IGNORE_SPACE", 1 << 3),
    ("INVALID_DATES", 1 << 25),
    ("MODE_DOUBLE_LITERAL", 1 << 17),
    ("NOT_USED", 1 << 4),
    ("NO_AUTO_VALUE_ON_ZERO", 1 << 19),
    ("NO_BACKSLASH_ESCAPES", 1 << 20),
    ("NO_DIR_IN_CREATE", 1 << 7),
    ("NO_ENGINE_SUBSTITUTION", 1 << 30),
    ("NO_UNSIGNED_SUBTRACTION", 1 << 6),
    ("NO_ZERO_DATE", 1 << 24),
    ("NO_ZERO_IN_DATE", 1 << 23),
    ("ONLY_FULL_GROUP_BY", 1 << 5),
    ("PAD_CHAR_TO_FULL_LENGTH", 1 << 31),
    ("PIPES_AS_CONCAT", 1 << 1),
    ("REAL_AS_FLOAT", 1),
    ("SORT_NULLS_LAST", 1 << 33),
    ("STRICT_ALL_TABLES", 1 << 22),
    ("STRICT_TRANS_TABLES", 1 << 21),
    ("TIME_TRUNCATE_FRACTIONAL", 1 << 32),
];

/// TRADITIONAL has a bit of its own and switches these on.
const TRADITIONAL: (u64, [&str; 6]) = (
    1 << 27,
    [
        "STRICT_TRANS_TABLES",
        "STRICT_ALL_TABLES",
        "NO_ZERO_IN_DATE",
        "NO_ZERO_DATE",
        "ERROR_FOR_DIVISION_BY_ZERO",
        "NO_ENGINE_SUBSTITUTION",
    ],
);

/// ANSI switches these on besides itself.
const ANSI: [&str; 5] =
    ["REAL_AS_FLOAT", "PIPES_AS_CONCAT", "ANSI_QUOTES", "IGNORE_SPACE", "ONLY_FULL_GROUP_BY"];

/// The modes in `value`, names or numbers, as a frontend shows them: sorted and each once.
fn sql_mode(value: &str) -> Result<String, SqlError> {
    let wrong =
        |key: &str| SqlError::new(1231, format!("Variable 'sql_mode' can't be set to the value of '{key}'"));
    let bit = |name: &str| SQL_MODES.iter().find(|(mode, _)| *mode == name).map_or(0, |(_, bit)| *bit);
    let mut bits = 0u64;
    for key in value.split(',').map(str::trim).filter(|key| !key.is_empty()) {
        if let Ok(number) = key.parse::<u64>() {
            bits |= number;
        } else if key.eq_ignore_ascii_case("TRADITIONAL") {
            bits |= TRADITIONAL.0;
        } else {
            let (_, bit) = SQL_MODES
                .iter()
                .find(|(mode, _)| mode.eq_ignore_ascii_case(key))
                .ok_or_else(|| wrong(key))?;
            bits |= bit;
        }
        let allowed = SQL_MODES.iter().fold(TRADITIONAL.0, |all, (_, bit)| all | bit);
        if bits & !allowed != 0 {
            return Err(wrong(key));
        }
        if bits & TRADITIONAL.0 != 0 {
            bits = TRADITIONAL.1.iter().fold(bits, |bits, mode| bits | bit(mode));
        }
        if bits & bit("ANSI") != 0 {
            bits = ANSI.iter().fold(bits, |bits, mode| bits | bit(mode));
        }
    }
    let mut names: Vec<&str> =
        SQL_MODES.iter().filter(|(_, bit)| bits & bit != 0).map(|(name, _)| *name).collect();
    if bits & TRADITIONAL.0 != 0 {
        names.push("TRADITIONAL");
    }
    names.sort_unstable();
    Ok(names.join(","))
}

/// A time zone, with its name in the form that the server keeps.
fn zone(name: &str) -> Result<(String, Zone), SqlError> {
    let unknown = || SqlError::analyzing_as(1298, format!("Unknown or incorrect time zone: '{name}'"));
    let offset = |text: &str| -> Option<(i32, i32)> {
        let (hours, minutes) = text.split_once(':')?;
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        (digits(hours, 2) && digits(minutes, 2)).then_some(())?;
        Some((hours.parse().ok()?, minutes.parse().ok()?))
    };
    if let Some((sign, rest)) =
        name.strip_prefix('+').map(|rest| (1, rest)).or(name.strip_prefix('-').map(|rest| (-1, rest)))
    {
        let (hours, minutes) = offset(rest).ok_or_else(unknown)?;
        let most = if sign > 0 { 14 } else { 12 };
        if minutes > 59 || hours * 60 + minutes > most * 60 {
            return Err(unknown());
        }
        let fixed =
            chrono::FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).ok_or_else(unknown)?;
        let sign = if sign > 0 { '+' } else { '-' };
        return Ok((format!("{sign}{hours:02}:{minutes:02}"), Zone::Offset(fixed)));
    }
    // CST is China's, not America's.
    let region = match name {
        "CST" => "Asia/Shanghai",
        "Z" => "UTC",
        name => name,
    };
    region.parse().map(|region| (name.to_owned(), Zone::Region(region))).map_err(|_| unknown())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &str, value: &str) -> Result<String, SqlError> {
        let mut variables = Variables::default();
        variables.set(name, &Setting::Value(value.to_owned()))?;
        Ok(variables.get(name)?.0.into_owned())
    }

    #[test]
    fn modes_are_sorted_and_expanded() {
        assert_eq!(
            set("sql_mode", "PIPES_AS_CONCAT,ONLY_FULL_GROUP_BY").unwrap(),
            "ONLY_FULL_GROUP_BY,PIPES_AS_CONCAT"
        );
        assert_eq!(set("sql_mode", "34").unwrap(), "ONLY_FULL_GROUP_BY,PIPES_AS_CONCAT");
        assert_eq!(
            set("sql_mode", "TRADITIONAL").unwrap(),
            "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,STRICT_ALL_TABLES,\
             STRICT_TRANS_TABLES,TRADITIONAL"
        );
        assert_eq!(set("sql_mode", "SOMETIMES").unwrap_err().number, 1231);
    }

    #[test]
    fn zones() {
        assert_eq!(set("time_zone", "+0:00").unwrap(), "+00:00");
        assert_eq!(set("time_zone", "-11:30").unwrap(), "-11:30");
        assert_eq!(set("time_zone", "Europe/Paris").unwrap(), "Europe/Paris");
        for wrong in ["SYSTEM", "+15:00", "-12:30", "x/y", "+1:60"] {
            assert_eq!(set("time_zone", wrong).unwrap_err().number, 1298, "{wrong}");
        }
    }

    #[test]
    fn values_are_checked_by_type() {
        assert_eq!(set("enable_profile", "on").unwrap(), "1");
        assert_eq!(set("enable_profile", "yes").unwrap_err().number, 1232);
        assert_eq!(set("QUERY_TIMEOUT", "60").unwrap(), "60");
        assert_eq!(
            set("query_timeout", "0").unwrap_err().message,
            "Getting analyzing error. Detail message: query_timeout must be equal or greater than 1."
        );
        assert_eq!(set("colour", "red").unwrap_err().number, 1193);
        assert_eq!(set("version_comment", "x").unwrap_err().number, 1621);
    }
}
