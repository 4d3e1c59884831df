//! What the URL of a server says, and how it is shown without its password.

use super::Error;
use crate::nearest::nearest;
use sqlx::mysql::MySqlConnectOptions;
use std::borrow::Cow;

/// The port on which a StarRocks frontend takes SQL.
const QUERY_PORT: u16 = 9030;

/// The parameters that sqlx takes behind `?`.
const PARAMETERS: [&str; 9] = [
    "ssl-mode",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "charset",
    "collation",
    "statement-cache-capacity",
    "socket",
    "timezone",
];

/// The spellings of the same that sqlx takes as well.
const OTHER_SPELLINGS: [&str; 5] = ["sslmode", "sslca", "sslcert", "sslkey", "time-zone"];

/// Reads a URL into sqlx's options, as they stand in the URL.
pub(super) fn parse(url: &str) -> Result<MySqlConnectOptions, Error> {
    let refuse = |problem: String, help: &'static str| Error::Url {
        url: redacted(url),
        problem,
        help: help.to_owned(),
    };
    let Parts { user, password, host, port, database, query } =
        Parts::of(url).map_err(|Problem { problem, help }| refuse(problem, help))?;
    for (key, _) in parameters(query) {
        if !PARAMETERS.contains(&key) && !OTHER_SPELLINGS.contains(&key) {
            let help = match nearest(key, PARAMETERS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the parameters are {}", PARAMETERS.join(", ")),
            };
            let problem = format!("`{key}` is no parameter of a connection");
            return Err(Error::Url { url: redacted(url), problem, help });
        }
    }
    // sqlx is given the URL without what it would take amiss: it defaults to MySQL's port, keeps a slash at the end as part of
    // the database, and sends an empty password as if there were one.
    let password = if password.is_empty() { Cow::Borrowed("") } else { Cow::Owned(format!(":{password}")) };
    let at = if user.is_empty() && password.is_empty() { "" } else { "@" };
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    let plain = format!("mysql://{user}{password}{at}{host}:{port}/{database}{query}");
    let options: MySqlConnectOptions = plain.parse().map_err(|error: sqlx::Error| match error {
        sqlx::Error::Configuration(reason) => refuse(reason.to_string(), ENCODE),
        other => refuse(other.to_string(), SHAPE),
    })?;
    // Brackets belong to the URL; a resolver does not know them.
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => Ok(options.host(address)),
        None => Ok(options),
    }
}

const SHAPE: &str =
    "write mysql://user:password@host:9030/database; the password and the database may be left out";
const ENCODE: &str =
    "in a user name or a password, write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25";

struct Problem {
    problem: String,
    help: &'static str,
}

/// The pieces of a URL, still percent-encoded.
struct Parts<'u> {
    user: &'u str,
    password: &'u str,
    host: &'u str,
    port: u16,
    database: &'u str,
    query: &'u str,
}

impl<'u> Parts<'u> {
    fn of(url: &'u str) -> Result<Self, Problem> {
        let problem = |problem: &str, help| Err(Problem { problem: problem.to_owned(), help });
        let Some((scheme, rest)) = url.split_once("://") else {
            return problem("it does not begin with `mysql://`", SHAPE);
        };
        match scheme.to_ascii_lowercase().as_str() {
            "mysql" => {}
            "starrocks" | "jdbc:mysql" | "mysql+pymysql" | "starrocks+pymysql" => {
                return Err(Problem {
                    problem: format!("it begins with `{scheme}://`"),
                    help: "begin it with `mysql://`: that is the protocol that StarRocks speaks",
                });
            }
            _ => {
                return Err(Problem {
                    problem: format!("it begins with `{scheme}://`, but StarRocks speaks MySQL's protocol"),
                    help: SHAPE,
                });
            }
        }
        if rest.contains('#') {
            return problem("it holds a `#`", ENCODE);
        }
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        if path.contains('@') {
            return problem("an `@` stands behind the host", ENCODE);
        }
        let (login, address) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let (host, port) = match address.rfind(':') {
            Some(at) if !address[at..].contains(']') => (&address[..at], Some(&address[at + 1..])),
            _ => (address, None),
        };
        if host.is_empty() {
            return problem("it names no host", SHAPE);
        }
        let port = match port {
            None => QUERY_PORT,
            Some(digits) => match digits.parse() {
                Ok(port) if port > 0 => port,
                // Not shown: what stands here may be a password whose `/` was not encoded.
                _ => return problem("what stands behind the host is no port (1 to 65535)", ENCODE),
            },
        };
        let database = path.strip_suffix('/').unwrap_or(path);
        if database.contains('/') {
            return problem("it names more than one database", SHAPE);
        }
        Ok(Parts { user, password, host, port, database, query })
    }
}

fn parameters(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// The URL with `***` in place of everything that may be a password, whatever shape it has.
pub(super) fn redacted(url: &str) -> String {
    let (scheme, rest) = url.split_at(url.find("://").map_or(0, |at| at + 3));
    // A password whose `@`, `/` or `?` is not encoded reaches up to the last `@`.
    let (login, rest) = match rest.rfind('@') {
        Some(at) => {
            let login = &rest[..at];
            let user = login.split([':', '/', '?', '#']).next().unwrap_or_default();
            (if user == login { user.to_owned() } else { format!("{user}:***") }, &rest[at..])
        }
        None => (String::new(), rest),
    };
    let (address, query) =
        rest.split_once('?').map_or((rest, None), |(address, query)| (address, Some(query)));
    let address = match address.split_once(':') {
        // `user:secret` without a host looks like `host:port`.
        Some((host, port)) if !host.contains('[') && !port.split('/').next().is_some_and(is_number) => {
            format!("{host}:***")
        }
        _ => address.to_owned(),
    };
    let mut shown = format!("{scheme}{login}{address}");
    if let Some(query) = query {
        let pair = |(key, value): (&str, &str)| format!("{key}={}", if known(key) { value } else { "***" });
        shown.push('?');
        shown.push_str(&parameters(query).map(pair).collect::<Vec<_>>().join("&"));
    }
    shown
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

fn known(parameter: &str) -> bool {
    PARAMETERS.contains(&parameter) || OTHER_SPELLINGS.contains(&parameter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(url: &str) -> String {
        parse(url).unwrap_err().to_string()
    }

    #[test]
    fn a_plain_url_is_read() {
        let options = parse("mysql://ana:s%40t@db.example:9031/shop").unwrap();
        assert_eq!(options.get_host(), "db.example");
        assert_eq!(options.get_port(), 9031);
        assert_eq!(options.get_username(), "ana");
        assert_eq!(options.get_database(), Some("shop"));
        assert!(format!("{options:?}").contains("password: Some(\"s@t\")"));
    }

    #[test]
    fn what_is_left_out_is_what_starrocks_has() {
        let options = parse("mysql://localhost").unwrap();
        assert_eq!(options.get_port(), 9030);
        assert_eq!(options.get_username(), "root");
        assert_eq!(options.get_database(), None);
        assert_eq!(parse("mysql://root@localhost/shop/").unwrap().get_database(), Some("shop"));
        assert_eq!(parse("MySQL://root@[::1]:9030/shop").unwrap().get_host(), "::1");
    }

    #[test]
    fn an_empty_password_is_none() {
        for url in ["mysql://root:@localhost", "mysql://root@localhost", "mysql://localhost"] {
            assert!(format!("{:?}", parse(url).unwrap()).contains("password: None"), "{url}");
        }
    }

    #[test]
    fn what_is_no_url_says_what_one_looks_like() {
        for url in ["", "localhost:9030", "mysql://", "mysql://root@", "mysql://:9030/db", "mysql://h/a/b"] {
            assert!(problem(url).contains("write mysql://user:password@host:9030/database"), "{url}");
        }
        assert!(problem("postgres://localhost").contains("StarRocks speaks MySQL's protocol"));
        assert!(problem("starrocks://root@localhost/db").contains("begin it with `mysql://`"));
        assert!(problem("mysql://root:a/b@localhost").contains("/ as %2F"));
        assert!(problem("mysql://root:a#b@localhost").contains("# as %23"));
        assert!(problem("mysql://localhost:http").contains("is no port"));
        assert!(problem("mysql://localhost:99999").contains("is no port"));
        assert!(problem("mysql://localhost?ssl-mod=required").contains("did you mean `ssl-mode`?"));
        assert!(problem("mysql://localhost?tls=1").contains("the parameters are ssl-mode, ssl-ca"));
        assert!(problem("mysql://localhost?ssl-mode=perhaps").contains("perhaps"));
    }

    #[test]
    fn no_password_is_ever_shown() {
        let urls = [
            "mysql://root:hunter2@localhost:9030/db",
            "mysql://root:hunter2@localhost:port/db",
            "mysql://root:hun@hunter2@localhost/a/b",
            "mysql://root:hun/hunter2@localhost",
            "mysql://root:hun?hunter2@localhost",
            "mysql://root:hun?a=hunter2@localhost",
            "mysql://root:hun#hunter2@localhost",
            "mysql://root:hunter2",
            "mysql://root:hunter2/db",
            "mysql://root:1hunter2",
            "mysql://localhost/db?password=hunter2@x",
            "postgres://root:hunter2@localhost",
            "root:hunter2@localhost",
            "mysql:root:hunter2@localhost",
            "mysql://localhost/db?user=root&password=hunter2",
        ];
        for url in urls {
            let shown = redacted(url);
            assert!(!shown.contains("hunter2"), "{url} is shown as {shown}");
            if let Err(error) = parse(url) {
                assert!(!error.to_string().contains("hunter2"), "{error}");
                assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
            }
        }
        assert_eq!(
            redacted("mysql://root:pw@h:9030/db?ssl-mode=REQUIRED"),
            "mysql://root:***@h:9030/db?ssl-mode=REQUIRED"
        );
        assert_eq!(redacted("mysql://root@h:9030/db"), "mysql://root@h:9030/db");
        assert_eq!(redacted("mysql://[::1]:9030/db"), "mysql://[::1]:9030/db");
        assert_eq!(redacted("localhost:9030"), "localhost:9030");
    }
}
