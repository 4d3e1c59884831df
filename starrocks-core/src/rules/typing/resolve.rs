//! Which form of a function the frontend takes for the types of the arguments.

use super::table::Form;
use super::types::Type;
use crate::schema::DataType;

/// The form for these arguments, with the types that the stand-ins of a polymorphic form became.
pub(super) fn resolve(name: &str, forms: &[Form], arguments: &[Type]) -> Option<Form> {
    let (polymorphic, plain): (Vec<&Form>, Vec<&Form>) = forms.iter().partition(|form| form.is_polymorphic());
    if let Some(form) = same(&plain, arguments) {
        return Some(form.clone());
    }
    let found = same(&polymorphic, arguments).or_else(|| castable(name, &polymorphic, arguments));
    if let Some(form) = found.and_then(|form| bound(name, form, arguments)) {
        if let Some(plain) = same(&plain, &form.arguments) {
            return Some(plain.clone());
        }
        let alone = [&form];
        if let Some(form) = same(&alone, arguments).or_else(|| castable(name, &alone, arguments)) {
            return Some(form.clone());
        }
    }
    castable(name, &plain, arguments).cloned()
}

/// A form that takes the arguments as they are.
pub(super) fn same<'f>(forms: &[&'f Form], arguments: &[Type]) -> Option<&'f Form> {
    let identical = |form: &&&Form| {
        form.arguments.len() == arguments.len()
            && !form.variadic
            && arguments.iter().zip(&form.arguments).all(|(argument, declared)| argument.matches(declared))
    };
    let alike = |argument: &Type, declared: &Type| {
        argument.is_null() || declared.is_null() || argument.matches(declared)
    };
    let indistinguishable = |form: &&&Form| {
        let declared = &form.arguments;
        let fits = arguments.iter().zip(declared).all(|(argument, declared)| alike(argument, declared));
        let rest = arguments.len() > declared.len()
            && form.variadic
            && declared
                .last()
                .is_some_and(|last| arguments[declared.len()..].iter().all(|rest| alike(rest, last)));
        fits && (arguments.len() == declared.len() || rest)
    };
    forms.iter().find(identical).or_else(|| forms.iter().find(indistinguishable)).copied()
}

/// A form whose arguments the frontend casts to, the ones that lose nothing first.
fn castable<'f>(name: &str, forms: &[&'f Form], arguments: &[Type]) -> Option<&'f Form> {
    let takes = |form: &Form, skipped: usize, casts: fn(&Type, &Type) -> bool| {
        let declared = &form.arguments;
        let long_enough = match form.variadic {
            true => arguments.len() >= declared.len(),
            false => arguments.len() == declared.len(),
        };
        let fits =
            |(argument, declared): (&Type, &Type)| argument.matches(declared) || casts(argument, declared);
        long_enough
            && arguments.iter().zip(declared).skip(skipped).all(fits)
            && declared.last().is_none_or(|last| {
                arguments.iter().skip(declared.len()).all(|argument| fits((argument, last)))
            })
    };
    // The condition of IF is not looked at.
    let skipped = usize::from(name == "if");
    forms
        .iter()
        .find(|form| takes(form, skipped, Type::widens_to) && may_cast(name, form, arguments))
        .or_else(|| {
            forms.iter().find(|form| takes(form, 0, Type::casts_to) && may_cast(name, form, arguments))
        })
        .copied()
}

/// Functions that do different things for different types take no cast between them.
fn may_cast(name: &str, form: &Form, arguments: &[Type]) -> bool {
    let (Some(argument), Some(declared)) = (arguments.first(), form.arguments.first()) else {
        return true;
    };
    match name {
        "lead" | "lag" | "approx_top_k" => argument.is_null() || argument.matches(declared),
        "hex" => !argument.is_sketch() && (argument.is_text() || !declared.is_text()),
        "if" | "ifnull" | "nullif" | "coalesce" => {
            let from = usize::from(name == "if");
            let all_dates = arguments.iter().skip(from).all(Type::is_date);
            !all_dates || form.arguments.get(from).is_some_and(Type::is_date)
        }
        _ => true,
    }
}

/// A polymorphic form with the types of the arguments in place of its stand-ins.
fn bound(name: &str, form: &Form, arguments: &[Type]) -> Option<Form> {
    let declared = |nth: usize| form.arguments.get(nth).or(form.arguments.last());
    let stand_ins = form.arguments.iter().filter(|declared| declared.is_pseudo()).count();
    let mut actual: Vec<Type> = arguments
        .iter()
        .enumerate()
        .map(|(nth, argument)| match declared(nth) {
            Some(declared) if !declared.is_pseudo() => declared.clone(),
            Some(Type::AnyArray) if argument.is_null() => Type::array(Type::Null),
            Some(Type::AnyMap) if argument.is_null() => Type::Map(Box::new(Type::Null), Box::new(Type::Null)),
            _ => argument.clone(),
        })
        .collect();
    let with = |arguments: Vec<Type>, result: Type| {
        let state = if form.state == form.result { result.clone() } else { form.state.clone() };
        Some(Form { result, state, arguments, variadic: form.variadic })
    };
    if !form.result.is_pseudo() && stand_ins == 1 {
        return with(actual.into_iter().map(without_null).collect(), form.result.clone());
    }
    if let Some(result) = deduced(name, &mut actual) {
        return with(actual.into_iter().map(without_null).collect(), without_null(result?));
    }
    if let ("array_contains" | "array_position", [Type::Array(element), value]) = (name, arguments) {
        let common = element.common(value)?;
        return with(vec![Type::array(common.clone()), common], form.result.clone());
    }
    let mut common: Option<Type> = None;
    for (nth, argument) in arguments.iter().enumerate() {
        let part = match declared(nth) {
            Some(Type::AnyArray) => argument.element(),
            Some(Type::Any) if !argument.is_null() => Some(argument),
            _ => None,
        };
        common = match (common, part) {
            (None, part) => part.cloned(),
            (Some(known), Some(part)) if !matches!(name, "array_sortby" | "array_sort_lambda") => {
                Some(known.common(part)?)
            }
            (known, _) => known,
        };
    }
    let common = without_null(common.unwrap_or(Type::BOOLEAN));
    let bind = |declared: &Type| match declared {
        Type::AnyArray => Type::array(common.clone()),
        Type::Any => common.clone(),
        other => other.clone(),
    };
    with(form.arguments.iter().map(bind).collect(), bind(&form.result))
}

/// The result of the functions whose result the frontend makes of the arguments; `Some(None)` where they do not fit.
fn deduced(name: &str, arguments: &mut [Type]) -> Option<Option<Type>> {
    let common_of = |arguments: &mut [Type]| {
        let (first, rest) = arguments.split_first()?;
        let common = rest.iter().try_fold(first.clone(), |common, next| common.common(next))?;
        arguments.fill(common.clone());
        Some(common)
    };
    Some(match (name, &mut *arguments) {
        ("map_keys", [Type::Map(key, _)]) => Some(Type::Array(key.clone())),
        ("map_values", [Type::Map(_, value)]) => Some(Type::Array(value.clone())),
        ("map_entries", [Type::Map(key, value)]) => Some(Type::array(Type::Struct(vec![
            ("key".to_owned(), key.as_ref().clone()),
            ("value".to_owned(), value.as_ref().clone()),
        ]))),
        ("map_from_arrays", [Type::Array(keys), Type::Array(values)]) => {
            Some(Type::Map(keys.clone(), values.clone()))
        }
        ("map_filter" | "distinct_map_keys", [map, ..]) => Some(map.clone()),
        ("any_value" | "max_by" | "min_by", [first, ..]) => Some(first.clone()),
        ("map_agg", [key, value]) => Some(Type::Map(Box::new(key.clone()), Box::new(value.clone()))),
        ("row" | "named_struct", fields) => Some(Type::Struct(
            fields
                .iter()
                .enumerate()
                .map(|(nth, field)| (format!("col{}", nth + 1), field.clone()))
                .collect(),
        )),
        ("arrays_zip", arrays) => {
            let fields = arrays
                .iter()
                .enumerate()
                .filter_map(|(nth, array)| Some((format!("col{}", nth + 1), array.element()?.clone())));
            Some(Type::array(Type::Struct(fields.collect())))
        }
        ("if", [_, then, otherwise]) => match then.common(otherwise) {
            Some(common) => {
                *then = common.clone();
                *otherwise = common.clone();
                Some(common)
            }
            None => None,
        },
        ("map_concat" | "ifnull" | "nullif" | "coalesce", all) => common_of(all),
        _ => return None,
    })
}

/// NULL where nothing tells the type is a BOOLEAN.
pub(in crate::rules) fn without_null(of: Type) -> Type {
    match of {
        Type::Null => Type::Scalar(DataType::Boolean),
        Type::Array(element) => Type::array(without_null(*element)),
        Type::Map(key, value) => Type::Map(Box::new(without_null(*key)), Box::new(without_null(*value))),
        Type::Struct(fields) => {
            Type::Struct(fields.into_iter().map(|(name, field)| (name, without_null(field))).collect())
        }
        other => other,
    }
}
