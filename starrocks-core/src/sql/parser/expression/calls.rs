//! Function calls, and the functions that have a grammar of their own.

use super::super::cursor::Parsed;
use super::super::data_type::data_type;
use super::Grammar;
use super::words::is_unit;
use crate::sql::lexer::{TokenKind, identifier_value};
use crate::sql::reserved::is_reserved;
use crate::sql::tree::{Call, Kind, Node};

/// The reserved words that are functions, and how many arguments their grammar asks for.
const RESERVED: &[(&str, Option<usize>)] = &[
    ("CHAR", Some(1)),
    ("DATABASE", Some(0)),
    ("DENSE_RANK", Some(0)),
    ("FIRST_VALUE", None),
    ("GROUPING", None),
    ("GROUPING_ID", None),
    ("IF", None),
    ("LAG", None),
    ("LAST_QUERY_ID", Some(0)),
    ("LAST_VALUE", None),
    ("LEAD", None),
    ("LEFT", Some(2)),
    ("LIKE", Some(2)),
    ("MOD", Some(2)),
    ("NTILE", None),
    ("REGEXP", Some(2)),
    ("REPLACE", None),
    ("RIGHT", Some(2)),
    ("RLIKE", Some(2)),
    ("ROW_NUMBER", Some(0)),
    ("SCHEMA", Some(0)),
];

/// The reserved words that are functions without a bracket too.
const WORDY: &[&str] = &[
    "CURRENT_DATE",
    "CURRENT_GROUP",
    "CURRENT_ROLE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "CURRENT_USER",
    "CURRENT_WAREHOUSE",
    "LOCALTIME",
    "LOCALTIMESTAMP",
];

impl Grammar<'_, '_> {
    pub(super) fn is_wordy_function(&self, word: &str) -> bool {
        WORDY.contains(&word)
    }

    /// A function call: a name and its arguments.
    pub(super) fn function_call(&mut self) -> Parsed<Node> {
        let start = self.cursor.token().start;
        let written = self.cursor.text();
        let name = identifier_value(written).to_ascii_lowercase();
        let word = match self.cursor.token().kind {
            TokenKind::Word => written.to_ascii_uppercase(),
            _ => String::new(),
        };
        if self.is_wordy_function(&word) {
            return self.wordy(start, name);
        }
        let reserved = RESERVED.iter().find(|(known, _)| *known == word);
        if is_reserved(&word) && reserved.is_none() && word != "CONVERT" {
            self.cursor.identifier("the name of a function")?;
            return self.no_operand();
        }
        self.cursor.advance()?;
        self.cursor.expect_symbol('(')?;
        let node = match word.as_str() {
            "CAST" => self.cast(start, name)?,
            "CONVERT" => self.convert(start)?,
            "EXTRACT" if self.cursor.second_is_keyword("FROM") => self.extract(start)?,
            "TIMESTAMPADD" | "TIMESTAMPDIFF" if is_unit(self.cursor.text()) => {
                let unit = self.cursor.token().start;
                self.cursor.advance()?;
                let unit = self.node(Kind::UnitBoundary, unit, Vec::new());
                self.cursor.expect_symbol(',')?;
                self.arguments(start, name, vec![unit])?
            }
            _ => self.arguments(start, name, Vec::new())?,
        };
        if let Some((_, Some(wanted))) = reserved
            && node.children.len() != *wanted
        {
            let span = node.span.clone();
            let plural = if *wanted == 1 { "" } else { "s" };
            return Err(self.cursor.error_at(
                span,
                format!("{word} takes {wanted} argument{plural}, not {}", node.children.len()),
            ));
        }
        Ok(node)
    }

    /// A function of PARTITION BY: a cast has a grammar of its own, and no place there.
    pub(super) fn partition_call(&mut self) -> Parsed<Node> {
        if !self.is_one_of(&["CAST", "CONVERT"]) {
            return self.function_call();
        }
        let start = self.cursor.token().start;
        let name = self.cursor.text().to_ascii_lowercase();
        self.cursor.advance()?;
        self.cursor.expect_symbol('(')?;
        self.arguments(start, name, Vec::new()).map_err(|error| {
            error.with_help(
                "write RANGE(cast(…)) with a list of partitions, or put the CAST inside a function",
            )
        })
    }

    /// A call of `database.function`, from its bracket on.
    pub(super) fn qualified_call(&mut self, start: usize, parts: &[String]) -> Parsed<Node> {
        self.cursor.expect_symbol('(')?;
        self.arguments(start, parts[1..].join(".").to_ascii_lowercase(), Vec::new())
    }

    /// CURRENT_DATE and its like, whose brackets may be left out.
    fn wordy(&mut self, start: usize, name: String) -> Parsed<Node> {
        self.cursor.advance()?;
        let mut children = Vec::new();
        if self.cursor.take_symbol('(')? {
            if name == "current_timestamp" && self.cursor.token().kind == TokenKind::Integer {
                let digits = self.cursor.token().start;
                self.cursor.advance()?;
                children.push(self.node(Kind::Integer, digits, Vec::new()));
            }
            self.cursor.expect_symbol(')')?;
        }
        Ok(self.node(Kind::Call(Call { name, ..Call::default() }), start, children))
    }

    /// `CAST(e AS type)`, from behind the bracket.
    fn cast(&mut self, start: usize, name: String) -> Parsed<Node> {
        if self.cursor.is_symbol(')') {
            return self.arguments(start, name, Vec::new());
        }
        let value = self.expression()?;
        if !self.cursor.take_keyword("AS")? {
            return self.rest_of_arguments(start, Call { name, ..Call::default() }, vec![value]);
        }
        let to = data_type(self.cursor)?;
        self.cursor.expect_symbol(')')?;
        Ok(self.node(Kind::Cast(to), start, vec![value]))
    }

    fn convert(&mut self, start: usize) -> Parsed<Node> {
        let value = self.expression()?;
        self.cursor.expect_symbol(',')?;
        let to = data_type(self.cursor)?;
        self.cursor.expect_symbol(')')?;
        Ok(self.node(Kind::Cast(to), start, vec![value]))
    }

    /// `EXTRACT(unit FROM e)` is a call of the function that the unit names.
    fn extract(&mut self, start: usize) -> Parsed<Node> {
        let name = self.cursor.identifier("a unit")?.to_ascii_lowercase();
        self.cursor.expect_keyword("FROM")?;
        let value = self.value()?;
        self.cursor.expect_symbol(')')?;
        Ok(self.node(Kind::Call(Call { name, ..Call::default() }), start, vec![value]))
    }

    /// From behind the bracket, or behind the arguments that are there already.
    fn arguments(&mut self, start: usize, name: String, mut children: Vec<Node>) -> Parsed<Node> {
        let mut call = Call { name, ..Call::default() };
        let counts = call.name == "count";
        if counts && self.cursor.is_symbol('*') {
            self.cursor.advance()?;
            call.star = true;
        } else if !self.cursor.is_symbol(')') {
            let quantified = matches!(
                call.name.as_str(),
                "avg" | "count" | "max" | "min" | "sum" | "array_agg" | "group_concat" | "string_agg"
            );
            if quantified && !self.cursor.take_keyword("ALL")? {
                call.distinct = self.cursor.take_keyword("DISTINCT")?;
            }
            children.push(self.expression()?);
        }
        self.rest_of_arguments(start, call, children)
    }

    fn rest_of_arguments(&mut self, start: usize, mut call: Call, mut children: Vec<Node>) -> Parsed<Node> {
        let windowed = matches!(call.name.as_str(), "lead" | "lag" | "first_value" | "last_value");
        loop {
            if windowed && self.ignore_nulls()? {
                call.clauses = true;
            }
            if children.is_empty() || !self.cursor.take_symbol(',')? {
                break;
            }
            children.push(self.expression()?);
        }
        let ordered =
            matches!(call.name.as_str(), "array_agg" | "array_agg_distinct" | "group_concat" | "string_agg");
        if ordered && self.cursor.take_keyword("ORDER")? {
            call.clauses = true;
            self.cursor.expect_keyword("BY")?;
            loop {
                children.push(self.expression()?);
                let _ = self.cursor.take_keyword("ASC")? || self.cursor.take_keyword("DESC")?;
                if self.cursor.take_keyword("NULLS")? {
                    let _ = self.cursor.take_keyword("FIRST")? || self.cursor.take_keyword("LAST")?;
                }
                if !self.cursor.take_symbol(',')? {
                    break;
                }
            }
        }
        if call.name == "group_concat" && self.cursor.take_keyword("SEPARATOR")? {
            call.clauses = true;
            children.push(self.expression()?);
        }
        self.cursor.expect_symbol(')')?;
        if windowed && self.ignore_nulls()? {
            call.clauses = true;
        }
        if self.cursor.is_keyword("FILTER") && self.cursor.second_is_symbol('(') {
            self.cursor.advance()?;
            self.cursor.skip_balanced()?;
            call.clauses = true;
        }
        if self.cursor.take_keyword("OVER")? {
            if !self.cursor.is_symbol('(') {
                self.cursor.expect_symbol('(')?;
            }
            self.cursor.skip_balanced()?;
            call.over = true;
        } else if matches!(call.name.as_str(), "row_number" | "dense_rank" | "ntile") {
            return Err(self.cursor.unexpected());
        }
        Ok(self.node(Kind::Call(call), start, children))
    }

    fn ignore_nulls(&mut self) -> Parsed<bool> {
        if !self.cursor.take_keyword("IGNORE")? {
            return Ok(false);
        }
        self.cursor.expect_keyword("NULLS")?;
        Ok(true)
    }
}
