//! What a user may write: `#[table_args(…)]` on the struct, `#[starrocks(…)]` on its fields.

mod comment;

mod items;
mod options;
mod values;

pub(crate) use comment::doc_comment;
pub(crate) use values::{ColumnNames, PropertyPair, Quoted};

use crate::errors::{Errors, Mark};
use darling::FromMeta;
use items::Items;
use options::OptionSet;
use starrocks_core::schema::KeyModel;
use syn::Attribute;
use values::{CratePath, DefaultText, IndexTokens, PropertyPairs, Switch};

/// A value as written, right or wrong; a wrong one is reported when it is taken out.
type Read<T> = Option<darling::Result<T>>;

/// The options of `#[table_args(…)]` as darling reads them.
#[derive(Default, FromMeta)]
#[darling(default)]
struct TableOptions {
    name: Read<Quoted>,
    database: Read<Quoted>,
    engine: Read<Quoted>,
    comment: Read<Quoted>,
    primary_key: Read<ColumnNames>,
    duplicate_key: Read<ColumnNames>,
    aggregate_key: Read<ColumnNames>,
    unique_key: Read<ColumnNames>,
    partition_by: Read<Quoted>,
    distributed_by: Read<Quoted>,
    order_by: Read<ColumnNames>,
    #[darling(multiple)]
    index: Vec<darling::Result<IndexTokens>>,
    properties: Read<PropertyPairs>,
    temporary: Read<Switch>,
    #[darling(rename = "crate")]
    crate_path: Read<CratePath>,
}

/// The options of `#[starrocks(…)]` as darling reads them.
#[derive(Default, FromMeta)]
#[darling(default)]
struct ColumnOptions {
    name: Read<Quoted>,
    #[darling(rename = "type")]
    data_type: Read<Quoted>,
    agg_type: Read<Quoted>,
    is_agg_key: Read<Switch>,
    #[darling(rename = "default")]
    default_text: Read<DefaultText>,
    default_expr: Read<Quoted>,
    auto_increment: Read<Switch>,
    generated: Read<Quoted>,
    comment: Read<Quoted>,
    nullable: Read<Switch>,
    skip: Read<Switch>,
}

/// The options of `index(…)` as darling reads them.
#[derive(Default, FromMeta)]
#[darling(default)]
struct IndexOptions {
    name: Read<Quoted>,
    columns: Read<ColumnNames>,
    using: Read<Quoted>,
    properties: Read<PropertyPairs>,
    comment: Read<Quoted>,
}

/// What stands on the struct.
pub(crate) struct TableArguments {
    pub(crate) name: Option<Quoted>,
    pub(crate) database: Option<Quoted>,
    pub(crate) engine: Option<Quoted>,
    pub(crate) comment: Option<Quoted>,
    /// The key clauses in the order of [`KEY_OPTIONS`]; more than one is an error.
    pub(crate) keys: Vec<KeyArgument>,
    pub(crate) partition_by: Option<Quoted>,
    pub(crate) distributed_by: Option<Quoted>,
    pub(crate) order_by: Option<ColumnNames>,
    pub(crate) indexes: Vec<IndexArguments>,
    pub(crate) properties: Vec<PropertyPair>,
    pub(crate) temporary: bool,
    pub(crate) crate_path: Option<CratePath>,
    /// Where the names of the options stand, and which could not be read.
    pub(crate) written: Written,
}

/// One key clause.
pub(crate) struct KeyArgument {
    pub(crate) option: &'static str,
    pub(crate) model: KeyModel,
    pub(crate) columns: ColumnNames,
}

/// The option of each key model.
pub(crate) const KEY_OPTIONS: [(&str, KeyModel); 4] = [
    ("primary_key", KeyModel::Primary),
    ("duplicate_key", KeyModel::Duplicate),
    ("aggregate_key", KeyModel::Aggregate),
    ("unique_key", KeyModel::Unique),
];

/// What stands on a field.
pub(crate) struct ColumnArguments {
    pub(crate) name: Option<Quoted>,
    pub(crate) data_type: Option<Quoted>,
    pub(crate) agg_type: Option<Quoted>,
    pub(crate) is_agg_key: bool,
    pub(crate) default_text: Option<DefaultText>,
    pub(crate) default_expr: Option<Quoted>,
    pub(crate) auto_increment: bool,
    pub(crate) generated: Option<Quoted>,
    pub(crate) comment: Option<Quoted>,
    pub(crate) nullable: Option<bool>,
    pub(crate) skip: bool,
    /// Where the names of the options stand, and which could not be read.
    pub(crate) written: Written,
}

/// What stands inside `index(…)`.
pub(crate) struct IndexArguments {
    pub(crate) mark: Mark,
    pub(crate) name: Option<Quoted>,
    pub(crate) columns: Option<ColumnNames>,
    pub(crate) using: Option<Quoted>,
    pub(crate) properties: Vec<PropertyPair>,
    pub(crate) comment: Option<Quoted>,
    /// Where the names of the options stand, and which could not be read.
    pub(crate) written: Written,
}

/// Where options are written, so that "not there" and "there, but wrong" can be told apart.
pub(crate) struct Written {
    keys: Vec<(String, Mark)>,
    unreadable: Vec<&'static str>,
    incomplete: bool,
    set: &'static OptionSet,
}

impl Written {
    /// The name of this option as written.
    pub(crate) fn key(&self, option: &str) -> Option<&Mark> {
        self.keys.iter().find(|(key, _)| key == option).map(|(_, mark)| mark)
    }

    /// The names of all options, as written.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&str, &Mark)> {
        self.keys.iter().map(|(key, mark)| (key.as_str(), mark))
    }

    /// Whether this option is there but could not be understood.
    pub(crate) fn is_unreadable(&self, option: &str) -> bool {
        self.unreadable.contains(&option)
    }

    /// Remembers that the value of this option could not be understood.
    pub(crate) fn set_unreadable(&mut self, option: &'static str) {
        self.unreadable.push(option);
    }

    /// How this option is written, as an example.
    pub(crate) fn form(&self, option: &str) -> &'static str {
        self.set.get(option).map_or("", |option| option.form)
    }

    /// Whether something stands there that no option could be made of.
    pub(crate) fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    fn take<T>(&mut self, option: &'static str, value: Read<T>, errors: &mut Errors) -> Option<T> {
        match value? {
            Ok(value) => Some(value),
            Err(error) => {
                self.set_unreadable(option);
                errors.push_darling(error, self.set.get(option).map(|option| option.form));
                None
            }
        }
    }
}

/// Splits items into what darling reads and where it stands.
fn read<T: FromMeta + Default>(items: Items, set: &'static OptionSet, errors: &mut Errors) -> (T, Written) {
    let options = T::from_list(&items.metas).unwrap_or_else(|error| {
        errors.push_darling(error, None);
        T::default()
    });
    let written = Written { keys: items.keys, unreadable: Vec::new(), incomplete: items.incomplete, set };
    (options, written)
}

impl TableArguments {
    /// Reads the attributes of the struct.
    pub(crate) fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        refuse_misplaced(attributes, "starrocks", "table_args", "a struct", errors);
        let items = Items::of_attributes(attributes, "table_args", &options::TABLE, errors);
        let (options, mut written) = read::<TableOptions>(items, &options::TABLE, errors);
        let mut keys = Vec::new();
        let key_values =
            [options.primary_key, options.duplicate_key, options.aggregate_key, options.unique_key];
        for ((option, model), value) in KEY_OPTIONS.into_iter().zip(key_values) {
            if let Some(columns) = written.take(option, value, errors) {
                keys.push(KeyArgument { option, model, columns });
            }
        }
        let mut indexes = Vec::new();
        for index in options.index {
            if let Some(index) = written.take("index", Some(index), errors) {
                indexes.push(IndexArguments::read(index, errors));
            }
        }
        TableArguments {
            name: written.take("name", options.name, errors),
            database: written.take("database", options.database, errors),
            engine: written.take("engine", options.engine, errors),
            comment: written.take("comment", options.comment, errors),
            keys,
            partition_by: written.take("partition_by", options.partition_by, errors),
            distributed_by: written.take("distributed_by", options.distributed_by, errors),
            order_by: written.take("order_by", options.order_by, errors),
            indexes,
            properties: written
                .take("properties", options.properties, errors)
                .map(|pairs| pairs.0)
                .unwrap_or_default(),
            temporary: written.take("temporary", options.temporary, errors).is_some_and(|s| s.0),
            crate_path: written.take("crate", options.crate_path, errors),
            written,
        }
    }
}

impl ColumnArguments {
    /// Reads the attributes of a field.
    pub(crate) fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        refuse_misplaced(attributes, "table_args", "starrocks", "a field", errors);
        let items = Items::of_attributes(attributes, "starrocks", &options::COLUMN, errors);
        let (options, mut written) = read::<ColumnOptions>(items, &options::COLUMN, errors);
        ColumnArguments {
            name: written.take("name", options.name, errors),
            data_type: written.take("type", options.data_type, errors),
            agg_type: written.take("agg_type", options.agg_type, errors),
            is_agg_key: written.take("is_agg_key", options.is_agg_key, errors).is_some_and(|s| s.0),
            default_text: written.take("default", options.default_text, errors),
            default_expr: written.take("default_expr", options.default_expr, errors),
            auto_increment: written
                .take("auto_increment", options.auto_increment, errors)
                .is_some_and(|s| s.0),
            generated: written.take("generated", options.generated, errors),
            comment: written.take("comment", options.comment, errors),
            nullable: written.take("nullable", options.nullable, errors).map(|s| s.0),
            skip: written.take("skip", options.skip, errors).is_some_and(|s| s.0),
            written,
        }
    }
}

impl IndexArguments {
    fn read(index: IndexTokens, errors: &mut Errors) -> Self {
        let items = Items::of_list(index.tokens, &options::INDEX, errors);
        let (options, mut written) = read::<IndexOptions>(items, &options::INDEX, errors);
        IndexArguments {
            mark: index.mark,
            name: written.take("name", options.name, errors),
            columns: written.take("columns", options.columns, errors),
            using: written.take("using", options.using, errors),
            properties: written
                .take("properties", options.properties, errors)
                .map(|pairs| pairs.0)
                .unwrap_or_default(),
            comment: written.take("comment", options.comment, errors),
            written,
        }
    }
}

/// Both attributes belong to the derive, so rustc lets either stand anywhere: a misplaced one would do nothing.
fn refuse_misplaced(attributes: &[Attribute], wrong: &str, right: &str, place: &str, errors: &mut Errors) {
    for attribute in attributes.iter().filter(|a| a.path().is_ident(wrong)) {
        errors.push(
            &Mark::of(attribute.path()),
            format!("`#[{wrong}(…)]` does not belong on {place}"),
            format!("write `#[{right}(…)]` here"),
        );
    }
}
