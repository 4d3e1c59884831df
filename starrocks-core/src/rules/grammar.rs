//! What the parser enforces: a text that breaks one of these is no table at all.

use super::Rule;

/// What the rules of the grammar have in common.
const GRAMMAR: Rule = Rule { grammar: true, ..Rule::SYNTAX };

pub(super) static L_01: Rule = Rule {
    id: "L-01",
    title: "The clauses stand in a fixed order",
    reason: "ENGINE, CHARSET, the key, COMMENT, PARTITION BY, DISTRIBUTED BY, ORDER BY, ROLLUP, PROPERTIES: each once.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) COMMENT \"c\" DISTRIBUTED BY HASH(k) ORDER BY (k)",
    rejected: "CREATE TABLE t (k INT) COMMENT \"c\" DUPLICATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..GRAMMAR
};

pub(super) static L_02: Rule = Rule {
    id: "L-02",
    title: "A table has a column",
    reason: "Rows without values cannot be stored.",
    accepted: "CREATE TABLE t (k INT)",
    rejected: "CREATE TABLE t ()",
    ..GRAMMAR
};

pub(super) static L_03: Rule = Rule {
    id: "L-03",
    title: "Indexes stand behind all columns",
    reason: "They name columns that are there already.",
    accepted: "CREATE TABLE t (k INT, v INT, INDEX i (v) USING BITMAP)",
    rejected: "CREATE TABLE t (k INT, INDEX i (k) USING BITMAP, v INT)",
    ..GRAMMAR
};

pub(super) static L_04: Rule = Rule {
    id: "L-04",
    title: "The parts of a column stand in a fixed order",
    reason: "Name, type, character set, KEY, aggregate, NULL or NOT NULL, DEFAULT or AUTO_INCREMENT or AS, COMMENT.",
    accepted: "CREATE TABLE t (k INT, v INT SUM NOT NULL DEFAULT \"0\" COMMENT \"x\") AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT NOT NULL SUM) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..GRAMMAR
};

pub(super) static L_05: Rule = Rule {
    id: "L-05",
    title: "A column has a DEFAULT, or AUTO_INCREMENT, or AS",
    reason: "Each of the three says where a value comes from that was not given.",
    accepted: "CREATE TABLE t (id BIGINT NOT NULL AUTO_INCREMENT, v INT DEFAULT \"1\")",
    rejected: "CREATE TABLE t (id BIGINT AUTO_INCREMENT DEFAULT \"1\")",
    ..GRAMMAR
};

pub(super) static L_06: Rule = Rule {
    id: "L-06",
    title: "PROPERTIES are pairs of texts, at least one",
    reason: "Keys and values are quoted, numbers too; of a key that is repeated the last value counts.",
    accepted: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = \"1\")",
    rejected: "CREATE TABLE t (k INT) PROPERTIES (\"replication_num\" = 1)",
    ..GRAMMAR
};

pub(super) static L_07: Rule = Rule {
    id: "L-07",
    title: "A text ends with its quote",
    reason: "A backslash takes the next character along: it is written twice, and so is a quote of the same kind.",
    accepted: "CREATE TABLE t (k INT COMMENT \"a \\\"quoted\\\" \\\\ comment\")",
    rejected: "CREATE TABLE t (k INT COMMENT \"a\\\")",
    ..GRAMMAR
};

pub(super) static L_08: Rule = Rule {
    id: "L-08",
    title: "A name without backquotes is made of letters, digits, _ and $, and not of digits alone",
    reason: "Everything else in a name needs backquotes around it.",
    accepted: "CREATE TABLE t (`a-b` INT, 1abc INT, $x INT)",
    rejected: "CREATE TABLE t (a-b INT)",
    ..GRAMMAR
};

pub(super) static L_10: Rule = Rule {
    id: "L-10",
    title: "A reserved word is a name only in backquotes",
    reason: "Which words are reserved differs a little from release to release; in backquotes every name is one.",
    accepted: "CREATE TABLE t (`key` INT, comment INT)",
    rejected: "CREATE TABLE t (key INT)",
    ..GRAMMAR
};

pub(super) static L_11: Rule = Rule {
    id: "L-11",
    title: "A table is named by itself, with its database, or with catalog and database",
    reason: "There is nothing above a catalog.",
    accepted: "CREATE TABLE db.t (k INT)",
    rejected: "CREATE TABLE a.b.c.t (k INT)",
    ..GRAMMAR
};

pub(super) static L_13: Rule = Rule {
    id: "L-13",
    title: "There is no COLLATE clause",
    reason: "Texts are compared by their bytes.",
    accepted: "CREATE TABLE t (k STRING) CHARSET = utf8",
    rejected: "CREATE TABLE t (k STRING) COLLATE = utf8_bin",
    ..GRAMMAR
};

pub(super) static L_15: Rule = Rule {
    id: "L-15",
    title: "RANGE is followed by a list of partitions, which may be empty",
    reason: "Only LIST may stand without one.",
    accepted: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) () DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, d DATE) DUPLICATE KEY(k) PARTITION BY RANGE(d) DISTRIBUTED BY HASH(k)",
    ..GRAMMAR
};

pub(super) static L_16: Rule = Rule {
    id: "L-16",
    title: "BUCKETS and the numbers of a type are digits, up to 2147483647",
    reason: "They are read as integers of 32 bits, without a sign.",
    accepted: "CREATE TABLE t (k INT, v VARCHAR(20)) DISTRIBUTED BY HASH(k) BUCKETS 4",
    rejected: "CREATE TABLE t (k INT, v VARCHAR(20)) DISTRIBUTED BY HASH(k) BUCKETS -1",
    ..GRAMMAR
};

pub(super) static L_17: Rule = Rule {
    id: "L-17",
    title: "START and END take quoted texts, EVERY a number or an INTERVAL",
    reason: "Bounds are texts wherever partitions are declared; how far to step is a number.",
    accepted: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (START (\"1\") END (\"4\") EVERY (1))",
    rejected: "CREATE TABLE t (k INT) DUPLICATE KEY(k) PARTITION BY RANGE(k) (START (1) END (4) EVERY (1))",
    ..GRAMMAR
};

pub(super) static L_20: Rule = Rule {
    id: "L-20",
    title: "A full-width blank counts as a blank only behind an ordinary one",
    reason: "Everywhere else it is a letter, and so part of a name.",
    accepted: "CREATE TABLE t (k INT) \u{3000}ORDER BY (k)",
    rejected: "CREATE TABLE t (k INT)\u{3000}ORDER BY (k)",
    ..GRAMMAR
};

pub(super) static T_01: Rule = Rule {
    id: "T-01",
    title: "A type is spelled in one of StarRocks' ways",
    reason: "Types of other databases have other names here, and DATETIME, FLOAT, DOUBLE, STRING and BOOLEAN take no number.",
    accepted: "CREATE TABLE t (k INT(11), v DATETIME, n NUMERIC(10, 2))",
    rejected: "CREATE TABLE t (k INT, v DATETIME(6))",
    ..GRAMMAR
};

pub(super) static T_15: Rule = Rule {
    id: "T-15",
    title: "HLL takes no length",
    reason: "A sketch has a size of its own.",
    accepted: "CREATE TABLE t (k INT, h HLL HLL_UNION) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, h HLL(10) HLL_UNION) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..GRAMMAR
};

pub(super) static D_24: Rule = Rule {
    id: "D-24",
    title: "A generated column has no default",
    reason: "Its value always follows from the other columns.",
    accepted: "CREATE TABLE t (k INT, m INT AS (k)) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, m INT AS (k) DEFAULT NULL) DUPLICATE KEY(k)",
    ..GRAMMAR
};

pub(super) static G_11: Rule = Rule {
    id: "G-11",
    title: "AS is followed by one expression, with parentheses or without",
    reason: "What is generated is always stored, so nothing more can be said.",
    accepted: "CREATE TABLE t (k INT, m BIGINT AS k + 1) DUPLICATE KEY(k)",
    rejected: "CREATE TABLE t (k INT, m INT AS (k) STORED) DUPLICATE KEY(k)",
    ..GRAMMAR
};

pub(super) static K_10: Rule = Rule {
    id: "K-10",
    title: "A table has one key, and the key has a column",
    reason: "The key says how rows are merged, which there is only one way to do.",
    accepted: "CREATE TABLE t (k INT, v INT) PRIMARY KEY(k)",
    rejected: "CREATE TABLE t (k INT, v INT) DUPLICATE KEY(k) PRIMARY KEY(k)",
    ..GRAMMAR
};

pub(super) static A_01: Rule = Rule {
    id: "A-01",
    title: "An aggregate is SUM, MIN, MAX, REPLACE, REPLACE_IF_NOT_NULL, a *_UNION, or a function over types",
    reason: "Only these merge two values into one of the same type; other functions keep a state.",
    accepted: "CREATE TABLE t (k INT, v INT SUM, s avg(INT)) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    rejected: "CREATE TABLE t (k INT, v INT AVG) AGGREGATE KEY(k) DISTRIBUTED BY HASH(k)",
    ..GRAMMAR
};
