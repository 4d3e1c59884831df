//! The CREATE TABLE statements that are parsed, written and checked: those that a server took.

use starrocks_core::sql::lexer::{Lexer, TokenKind};
use starrocks_testkit::{corpus, observed};

/// Those of the repository.
pub fn recorded() -> Vec<String> {
    let creates = observed::creates().into_iter().chain(observed::random_creates());
    creates.filter(|create| create.accepted).map(|create| create.stmt).collect()
}

/// Those of StarRocks' own tests, when they lie beside the checkout.
pub fn corpus() -> Option<Vec<String>> {
    let records = corpus::records("create_table")?;
    let accepted = records.iter().filter(|record| record["outcome"] == "accepted");
    Some(accepted.filter_map(|record| record["stmt"].as_str()).map(str::to_owned).collect())
}

/// A statement up to the bracket that closes its columns: what is left when a parser knows no clause of StarRocks.
pub fn columns_only(sql: &str) -> Option<&str> {
    let mut lexer = Lexer::new(sql);
    let mut open = 0;
    loop {
        let token = lexer.next_token().ok()?;
        match token.kind {
            TokenKind::Symbol('(') => open += 1,
            TokenKind::Symbol(')') if open == 1 => return Some(&sql[..token.end]),
            TokenKind::Symbol(')') => open -= 1,
            TokenKind::End => return None,
            _ => {}
        }
    }
}
