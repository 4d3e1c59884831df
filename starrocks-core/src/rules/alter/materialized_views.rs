//! Synchronous materialized views: indexes of a table whose columns are expressions. They protect the columns that they use.

use super::TableState;
use super::index::{Definition, IndexColumn, MaterializedView, RollupState, short_key};
use super::step::Step;
use crate::rules::{Finding, Place, Rule};
use crate::schema::{AggType, Column, ColumnValue, DataType, KeyModel, Text, same_column_name};
use crate::sql::expression::{name_tokens, tokens};
use crate::sql::lexer::{Token, TokenKind, identifier_value};

pub(in crate::rules) static AL_22: Rule = Rule {
    id: "AL-22",
    title: "A column that a rollup with aggregates uses is not dropped, modified or renamed",
    reason: "The rollup, or the synchronous materialized view, would no longer be what it was made of.",
    accepted: "CREATE TABLE t (k INT, v INT, w INT) DUPLICATE KEY(k) ROLLUP (r (k, v));\nALTER TABLE t DROP COLUMN v",
    rejected: "CREATE TABLE t (k INT, v INT, w INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) ROLLUP (r (k, v));\n\
               ALTER TABLE t DROP COLUMN v",
    ..Rule::BARE
};

/// AL-22 for a column that a clause drops or redefines: here the server heeds case.
pub(super) fn of_column(step: &Step<'_>, name: &str) -> Option<Finding> {
    protected(step.state, step.place(), &|other| other == name)
}

/// AL-22 for a column that a clause renames: here it does not.
pub(super) fn of_renamed(step: &Step<'_>, name: &str) -> Option<Finding> {
    protected(step.state, step.place(), &|other| same_column_name(other, name))
}

fn protected(state: &TableState, place: Place, is_named: &dyn Fn(&str) -> bool) -> Option<Finding> {
    state.rollups.iter().find_map(|rollup| {
        let (column, with) = use_of(state, rollup, is_named)?;
        let message = format!(
            "Can not drop/modify the column {column}, because the column is used in the related rollup {}{with}, please drop \
             the rollup index first.",
            rollup.name
        );
        let help = format!("drop `{}` first, and make it again afterwards", rollup.name);
        Some(AL_22.broken(place, message, help))
    })
}

/// The column as the rollup names it, and where it uses it.
fn use_of<'a>(
    state: &TableState,
    rollup: &'a RollupState,
    is_named: &dyn Fn(&str) -> bool,
) -> Option<(&'a Text, String)> {
    let has_aggregates = match state.model() {
        // All rollups of such a table have them.
        KeyModel::Aggregate => false,
        KeyModel::Unique | KeyModel::Primary => rollup.columns.iter().any(|column| !column.is_key),
        KeyModel::Duplicate => rollup.columns.iter().any(|column| column.column.aggregate.is_some()),
    };
    let (definitions, filter) = match &rollup.view {
        Some(view) => (view.definitions.as_slice(), view.filter.as_ref()),
        None => (&[][..], None),
    };
    if has_aggregates {
        if let Some(column) = rollup.columns.iter().find(|column| is_named(&column.column.name)) {
            return Some((&column.column.name, String::new()));
        }
        for definition in definitions {
            if let Some(column) = definition.columns.iter().find(|name| is_named(name)) {
                return Some((column, format!(" with the define expr:{}", definition.text)));
            }
        }
    }
    let filter = filter?;
    let column = filter.columns.iter().find(|name| is_named(name))?;
    Some((column, format!(" with the where expr:{}", filter.text)))
}

impl TableState {
    /// The same table with a synchronous materialized view, `CREATE MATERIALIZED VIEW name AS query`: an index of its own, which
    /// protects the columns that it uses. Nothing when the query cannot be read.
    ///
    /// ```
    /// use starrocks_core::rules::{AlterContext, ServerDefaults, TableState};
    /// use starrocks_core::sql::{parse_alter_table, parse_create_table};
    ///
    /// let created = parse_create_table("CREATE TABLE t (k INT, v INT, w INT)")?.table;
    /// let state = TableState::created(&created, &ServerDefaults::default());
    /// let state = state.with_materialized_view("mv", "SELECT k, sum(v) AS s FROM t GROUP BY k").unwrap();
    /// let alter = |sql| state.alter(&parse_alter_table(sql).unwrap(), &AlterContext::default());
    /// assert_eq!(alter("ALTER TABLE t DROP COLUMN v").findings[0].rule.id, "AL-22");
    /// # Ok::<(), starrocks_core::sql::ParseError>(())
    /// ```
    pub fn with_materialized_view(mut self, name: &str, query: &str) -> Option<Self> {
        let query = Query::parse(query)?;
        let mut definitions = Vec::new();
        let mut columns: Vec<IndexColumn> = Vec::new();
        for item in &query.items {
            let aggregate = Aggregate::of(item.expression);
            let inner = aggregate.as_ref().map_or(item.expression, |aggregate| aggregate.argument);
            let plain = self.plain_column(inner);
            let column = match (&aggregate, &plain) {
                (None, Some(plain)) => (*plain).clone(),
                (None, None) => Column::new(item.alias.clone()?, DataType::Inferred),
                (Some(aggregate), plain) => {
                    let name = match plain {
                        Some(plain) => format!("mv_{}_{}", aggregate.function, plain.name),
                        None => format!("mv_{}", item.alias.clone()?),
                    };
                    let data_type = plain.map_or(DataType::Inferred, |plain| plain.data_type.clone());
                    Column { aggregate: Some(aggregate.kind.clone()), ..Column::new(name, data_type) }
                }
            };
            if plain.is_none() || aggregate.is_some() {
                definitions.push(self.definition(inner, aggregate.as_ref()));
            }
            self.last_unique_id += 1;
            columns.push(IndexColumn {
                is_key: false,
                id: column.name.clone(),
                unique_id: self.last_unique_id,
                shadow: false,
                stored_type: column.data_type.clone(),
                written_value: ColumnValue::Given,
                column: Column { value: ColumnValue::Given, key: false, ..column },
            });
        }
        let keys = match query.is_grouped || columns.iter().any(|column| column.column.aggregate.is_some()) {
            true => columns.iter().take_while(|column| column.column.aggregate.is_none()).count(),
            false => short_key(columns.iter().map(|column| &column.column)),
        };
        for column in columns.iter_mut().take(keys) {
            column.is_key = true;
        }
        let filter = query.filter.map(|filter| self.definition(filter, None));
        let view = Some(MaterializedView { definitions, filter });
        self.rollups.push(RollupState { name: name.to_owned().into(), columns, view });
        Some(self)
    }

    /// The column that an expression is, when it is nothing else.
    fn plain_column(&self, expression: &str) -> Option<&Column> {
        let name = crate::rules::partitions::form::plain_column(expression)?;
        self.table.column(&name)
    }

    /// An expression with every column in full, as messages print it.
    fn definition(&self, expression: &str, aggregate: Option<&Aggregate<'_>>) -> Definition {
        let database = match (&self.table.name.database, &self.server) {
            (Some(database), _) => database.clone(),
            (None, Some(server)) => server.database.clone(),
            (None, None) => Text::default(),
        };
        let mut text = String::new();
        let mut columns = Vec::new();
        let mut end = 0;
        for token in name_tokens(expression) {
            let name = identifier_value(&expression[token.span()]);
            let Some(column) = self.table.column(&name) else { continue };
            text.push_str(&expression[end..token.start]);
            text.push_str(&format!("`{database}`.`{}`.`{}`", self.table.name.name, column.name));
            end = token.end;
            if !columns.iter().any(|other: &Text| same_column_name(other, &column.name)) {
                columns.push(column.name.clone());
            }
        }
        text.push_str(&expression[end..]);
        if aggregate.is_some_and(|aggregate| aggregate.function == "count") {
            text = format!("CASE WHEN {text} IS NULL THEN 0 ELSE 1 END");
        }
        Definition { text, columns }
    }
}

/// An aggregate function around an expression.
struct Aggregate<'a> {
    function: String,
    argument: &'a str,
    kind: AggType,
}

impl<'a> Aggregate<'a> {
    fn of(expression: &'a str) -> Option<Self> {
        let call = crate::rules::partitions::form::Call::parse(expression)?;
        let [argument] = call.arguments.as_slice() else { return None };
        let function = call.name.to_ascii_lowercase();
        let kind = match function.as_str() {
            "sum" | "count" => AggType::Sum,
            "min" => AggType::Min,
            "max" => AggType::Max,
            "bitmap_union" | "bitmap_agg" => AggType::BitmapUnion,
            "hll_union" => AggType::HllUnion,
            "percentile_union" => AggType::PercentileUnion,
            _ => return None,
        };
        let function = if function == "bitmap_agg" { "bitmap_union".to_owned() } else { function };
        Some(Aggregate { function, argument, kind })
    }
}

/// `SELECT … FROM … [WHERE …] [GROUP BY …]`, as far as an index is made of it.
struct Query<'a> {
    items: Vec<Item<'a>>,
    filter: Option<&'a str>,
    is_grouped: bool,
}

struct Item<'a> {
    expression: &'a str,
    alias: Option<Text>,
}

impl<'a> Query<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let all = tokens(text);
        let is = |token: &Token, word: &str| {
            token.kind == TokenKind::Word && text[token.span()].eq_ignore_ascii_case(word)
        };
        let (select, rest) = all.split_first()?;
        if !is(select, "SELECT") {
            return None;
        }
        // The clauses, at the depth of the query itself.
        let mut depth = 0_i32;
        let mut clauses: Vec<(&str, usize, usize)> = vec![("SELECT", select.end, text.len())];
        let mut commas = Vec::new();
        for token in rest {
            match token.kind {
                TokenKind::Symbol('(' | '[') => depth += 1,
                TokenKind::Symbol(')' | ']') => depth -= 1,
                TokenKind::Symbol(';') if depth == 0 => clauses.push((";", token.end, text.len())),
                TokenKind::Symbol(',') if depth == 0 && clauses.len() == 1 => commas.push(token.start),
                _ if depth == 0 => {
                    for word in ["FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT"] {
                        if is(token, word) {
                            if let Some(last) = clauses.last_mut() {
                                last.2 = token.start;
                            }
                            clauses.push((word, token.end, text.len()));
                        }
                    }
                }
                _ => {}
            }
        }
        let clause = |word: &str| clauses.iter().find(|(other, ..)| *other == word);
        clause("FROM")?;
        let (_, start, end) = *clause("SELECT")?;
        let mut items = Vec::new();
        let mut from = start;
        for to in commas.into_iter().chain([end]) {
            items.push(Item::parse(text.get(from..to)?.trim())?);
            from = to + 1;
        }
        let filter = clause("WHERE").map(|(_, start, end)| text[*start..*end].trim_end_matches(';').trim());
        Some(Query { items, filter, is_grouped: clause("GROUP").is_some() })
    }
}

impl<'a> Item<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let all = tokens(text);
        let (last, before) = all.split_last()?;
        let is_name = matches!(last.kind, TokenKind::Word | TokenKind::QuotedIdentifier);
        let alias = || Some(identifier_value(&text[last.span()]).into_owned().into());
        match before.last() {
            Some(word) if is_name && text[word.span()].eq_ignore_ascii_case("AS") => {
                Some(Item { expression: text[..word.start].trim(), alias: alias() })
            }
            Some(word) if is_name && !matches!(word.kind, TokenKind::Symbol('.')) => {
                Some(Item { expression: text[..word.end].trim(), alias: alias() })
            }
            _ => Some(Item { expression: text, alias: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ServerDefaults;
    use crate::sql::parse_create_table;

    fn use_of_column(query: &str, name: &str) -> Option<String> {
        let table = parse_create_table("CREATE TABLE t (k INT, v INT, w VARCHAR(9))").unwrap().table;
        let server = ServerDefaults { database: "d".into(), ..ServerDefaults::default() };
        let state = TableState::created(&table, &server).with_materialized_view("mv", query).unwrap();
        let message = protected(&state, Place::Table, &|other| other == name)?.message;
        let use_of = message.split_once("rollup mv")?.1.split_once(", please")?.0;
        Some(use_of.trim().to_owned())
    }

    #[test]
    fn a_view_protects_what_it_uses() {
        let query = "SELECT k, sum(v) AS s FROM t WHERE w = 'x' GROUP BY k;";
        assert_eq!(use_of_column(query, "k").as_deref(), Some(""));
        assert_eq!(use_of_column(query, "v").as_deref(), Some("with the define expr:`d`.`t`.`v`"));
        assert_eq!(use_of_column(query, "w").as_deref(), Some("with the where expr:`d`.`t`.`w` = 'x'"));
        let sum = "SELECT k, sum(v + 1) s FROM t GROUP BY k";
        assert_eq!(use_of_column(sum, "v").as_deref(), Some("with the define expr:`d`.`t`.`v` + 1"));
        assert_eq!(use_of_column("SELECT v, k FROM t", "v"), None);
    }
}
