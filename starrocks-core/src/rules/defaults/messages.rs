//! How the server's messages about a default speak: of an expression by the class that it is of, or written out again.

use crate::rules::subject::Numbered;
use crate::rules::typing::{self, Scope, Type};
use crate::schema::DataType;
use crate::sql::lexer::string_value;
use crate::sql::tree::{Kind, Node};

/// The server's sentence about a default that it does not take.
pub(in crate::rules) fn refused(c: &Numbered<'_>, why: &str) -> String {
    format!("Invalid default value for '{}': {why}", c.column.name)
}

/// The class that the frontend's parser makes of an expression.
pub(in crate::rules) fn class(node: &Node, text: &str) -> &'static str {
    match &node.kind {
        Kind::Null => "NullLiteral",
        Kind::Boolean => "BoolLiteral",
        Kind::Integer => match typing::literal(node, text) {
            Some(Type::Scalar(DataType::LargeInt)) => "LargeIntLiteral",
            Some(Type::Scalar(DataType::Decimal(_))) => "DecimalLiteral",
            _ => "IntLiteral",
        },
        Kind::Decimal => "DecimalLiteral",
        Kind::Float => "FloatLiteral",
        Kind::Text => "StringLiteral",
        Kind::Binary => "VarBinaryLiteral",
        Kind::Date | Kind::DateTime => "DateLiteral",
        Kind::Interval(_) => "IntervalLiteral",
        Kind::UnitBoundary => "UnitBoundary",
        Kind::Parameter => "Parameter",
        Kind::Variable => "UserVariableExpr",
        Kind::Column(_) => "SlotRef",
        Kind::Field(_) => "SubfieldExpr",
        Kind::Call(call) => match call.name.as_str() {
            "date_add" | "adddate" | "date_sub" | "subdate" | "days_sub" | "timestampadd"
            | "timestampdiff" => "TimestampArithmeticExpr",
            "add" | "subtract" | "multiply" | "divide" | "int_divide" | "bitand" | "bitor" | "bitxor"
            | "bitnot" => "ArithmeticExpr",
            "isnull" | "isnotnull" => "IsNullPredicate",
            "element_at" => "CollectionElementExpr",
            "map" => "MapExpr",
            "database" | "schema" | "user" | "session_user" | "current_user" | "connection_id"
            | "session_id" | "catalog" | "current_catalog" | "current_role" | "current_group"
            | "current_warehouse" => "InformationFunction",
            _ if call.over => "AnalyticExpr",
            _ => "FunctionCallExpr",
        },
        Kind::Cast(_) => "CastExpr",
        Kind::Case { .. } => "CaseExpr",
        Kind::Unary('-' | '+') if node.children.iter().all(Node::is_literal) => {
            node.children.first().map_or("IntLiteral", |literal| class(literal, text))
        }
        Kind::Unary('!') | Kind::Not | Kind::Logical | Kind::Pipes => "CompoundPredicate",
        Kind::Unary('+') => node.children.first().map_or("ArithmeticExpr", |child| class(child, text)),
        Kind::Unary(_) | Kind::Arithmetic(_) => "ArithmeticExpr",
        Kind::Comparison(_) => "BinaryPredicate",
        Kind::IsNull => "IsNullPredicate",
        Kind::Between => "BetweenPredicate",
        Kind::In => "InPredicate",
        Kind::Like(_) => "LikePredicate",
        Kind::Array(_) => "ArrayExpr",
        Kind::Map(_) => "MapExpr",
        Kind::Subscript => "CollectionElementExpr",
        Kind::Slice => "ArraySliceExpr",
        Kind::Arrow => "ArrowExpr",
        Kind::Lambda(_) => "LambdaFunctionExpr",
        Kind::Match => "MatchExpr",
        Kind::Subquery => "Subquery",
        Kind::Exists => "ExistsPredicate",
        Kind::Opaque => "Expr",
    }
}

/// `IntLiteral{type=TINYINT}`: an expression that has not been analysed has a type only when it is a literal.
pub(in crate::rules) fn debug(node: &Node, text: &str) -> String {
    let literal = match node.kind {
        Kind::Unary('-' | '+') => node.children.first(),
        _ => Some(node),
    };
    let given = literal.filter(|node| node.is_literal()).and_then(|node| typing::literal(node, text));
    let given = given.map_or("INVALID_TYPE".to_owned(), |given| given.server_name());
    format!("{}{{type={given}}}", class(node, text))
}

/// An expression written out again, with blanks around its operators.
pub(in crate::rules) fn printed(node: &Node, text: &str) -> String {
    let source = || text[node.span.clone()].to_owned();
    let children: Vec<String> = node.children.iter().map(|child| printed(child, text)).collect();
    match (&node.kind, children.as_slice()) {
        (Kind::Null | Kind::Boolean, _) => source().to_uppercase(),
        (Kind::Text, _) => {
            let value = string_value(&text[node.span.clone()]).replace('\\', "\\\\").replace('\'', "\\'");
            format!("'{value}'")
        }
        (Kind::Arithmetic(operator), [left, right]) | (Kind::Comparison(operator), [left, right]) => {
            format!("{left} {operator} {right}")
        }
        (Kind::Unary('-'), [operand]) if node.children.iter().all(Node::is_literal) => format!("-{operand}"),
        (Kind::Unary('-'), [operand]) => format!("-1 * {operand}"),
        (Kind::Unary('+'), [operand]) => operand.clone(),
        (Kind::Cast(to), [operand]) => format!("CAST({operand} AS {})", to.server_name()),
        (Kind::Array(_), elements) => format!("[{}]", elements.join(",")),
        (Kind::Subscript, [base, at]) => format!("{base}[{at}]"),
        (Kind::Case { operand, otherwise }, children) => {
            let mut written = String::from("CASE");
            let mut rest = children.iter();
            if *operand {
                written += &rest.next().map(|operand| format!(" {operand}")).unwrap_or_default();
            }
            let pairs = (children.len() - usize::from(*operand) - usize::from(*otherwise)) / 2;
            for _ in 0..pairs {
                if let (Some(condition), Some(result)) = (rest.next(), rest.next()) {
                    written += &format!(" WHEN {condition} THEN {result}");
                }
            }
            if let Some(other) = rest.next() {
                written += &format!(" ELSE {other}");
            }
            written + " END"
        }
        _ => source(),
    }
}

/// The type of literals and of what is made of them.
pub(in crate::rules) fn constant_type(node: &Node, text: &str) -> Result<Type, typing::Stop> {
    Scope::constant().type_of(node, text)
}
