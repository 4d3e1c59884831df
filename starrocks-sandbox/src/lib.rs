//! An in-process StarRocks catalogue on the MySQL wire.
