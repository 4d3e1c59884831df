//! Who may connect, how, and what becomes of connections.

#![allow(clippy::unwrap_used)] // In helpers as in tests.

mod common;

use common::{connect, database_error, fail, lines, options, run, shop};
use sqlx::mysql::{MySqlConnectOptions, MySqlPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor};
use starrocks_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn default_options_of_sqlx_get_the_error_of_a_real_server() {
    let sandbox = Sandbox::start().await.unwrap();
    let options: MySqlConnectOptions = sandbox.url().parse().unwrap();
    assert_eq!(
        database_error(options.connect().await.unwrap_err()),
        (
            1064,
            "HY000".to_owned(),
            "Getting analyzing error. Detail message: Set statement only support constant expr..".to_owned()
        )
    );
}

#[tokio::test]
async fn a_password_for_root_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = options(&sandbox.url()).password("secret").connect().await.unwrap_err();
    let message = "Access denied for user 'root' (using password: YES)".to_owned();
    assert_eq!(database_error(error), (1045, "28000".to_owned(), message));
    let error = options(&sandbox.url()).username("guest").connect().await.unwrap_err();
    assert_eq!(database_error(error).2, "Access denied for user 'guest' (using password: NO)");
}

#[tokio::test]
async fn a_database_in_the_url_must_exist() {
    let (sandbox, _connection) = shop().await;
    let mut connection = options(&sandbox.url_for("shop")).connect().await.unwrap();
    assert_eq!(lines(&mut connection, "SELECT DATABASE()").await, ["shop"]);
    let error = options(&sandbox.url_for("nowhere")).connect().await.unwrap_err();
    assert_eq!(database_error(error), (5501, "3F000".to_owned(), "Unknown database 'nowhere'".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_from_a_multi_threaded_runtime_and_through_a_pool() {
    let sandbox = Sandbox::start().await.unwrap();
    let pool =
        MySqlPoolOptions::new().max_connections(4).connect_with(options(&sandbox.url())).await.unwrap();
    let asked: Vec<_> = (0..20)
        .map(|number| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let sql = format!("SELECT {number} + 1");
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(&pool).await.unwrap();
            })
        })
        .collect();
    for question in asked {
        question.await.unwrap();
    }
    pool.close().await;
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn two_connections_see_the_same_catalogue_and_their_own_session() {
    let (sandbox, mut one) = shop().await;
    let mut two = connect(&sandbox).await;
    run(&mut one, "CREATE TABLE t (k INT) PROPERTIES ('replication_num' = '1')").await;
    run(&mut one, "INSERT INTO t VALUES (1), (2)").await;
    assert_eq!(lines(&mut two, "SELECT count(*) FROM shop.t").await, ["2"]);
    assert_eq!(fail(&mut two, "SELECT count(*) FROM t").await.0, 1046);
    run(&mut two, "SET query_timeout = 60").await;
    assert_eq!(lines(&mut one, "SELECT @@query_timeout").await, ["300"]);
    assert_ne!(
        lines(&mut one, "SELECT connection_id()").await,
        lines(&mut two, "SELECT connection_id()").await
    );
}

#[tokio::test]
async fn dropping_the_sandbox_closes_its_connections() {
    let (sandbox, mut connection) = shop().await;
    sandbox.shutdown().await.unwrap();
    assert!(connection.execute("SELECT 1").await.is_err());
    let (sandbox, connection) = shop().await;
    let addr = sandbox.addr();
    drop(connection);
    drop(sandbox);
    // The thread needs a moment to see it.
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(addr).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the port is still open");
}

#[tokio::test]
async fn ping_and_the_change_of_database_are_answered() {
    let (_sandbox, mut connection) = shop().await;
    connection.ping().await.unwrap();
    run(&mut connection, "USE information_schema").await;
    assert_eq!(lines(&mut connection, "SELECT DATABASE()").await, ["information_schema"]);
    assert_eq!(
        fail(&mut connection, "USE nowhere").await,
        (5501, "3F000".to_owned(), "Unknown database 'nowhere'".to_owned())
    );
}

/// Logs in by hand and sends raw packets.
async fn raw(sandbox: &Sandbox, packets: &[&[u8]]) -> Vec<u8> {
    let mut stream = tokio::net::TcpStream::connect(sandbox.addr()).await.unwrap();
    let mut greeting = vec![0; 512];
    let _ = stream.read(&mut greeting).await.unwrap();
    assert_eq!(greeting[4], 10, "protocol version");
    let mut login = vec![0x08, 0x82, 0x28, 0x00, 0, 4, 0, 0, 45];
    login.extend_from_slice(&[0; 23]);
    login.extend_from_slice(b"root\0\0\0mysql_native_password\0");
    let mut out = (login.len() as u32).to_le_bytes()[..3].to_vec();
    out.push(1);
    out.extend_from_slice(&login);
    stream.write_all(&out).await.unwrap();
    let mut answer = vec![0; 512];
    let length = stream.read(&mut answer).await.unwrap();
    assert_eq!(answer[4], 0, "login: {:?}", &answer[..length]);
    for packet in packets {
        stream.write_all(packet).await.unwrap();
    }
    let mut all = Vec::new();
    let reading = stream.read_to_end(&mut all);
    let _ = tokio::time::timeout(std::time::Duration::from_millis(300), reading).await;
    all
}

#[tokio::test]
async fn a_malformed_packet_closes_only_its_own_connection() {
    let (sandbox, mut connection) = shop().await;
    let broken: [&[u8]; 5] = [
        &[0, 0, 0, 0],                            // an empty command
        &[1, 0, 0, 7, 0x03],                      // out of order
        &[2, 0, 0, 0, 0x03, 0xff],                // not UTF-8
        &[3, 0, 0, 0, 0x17, 1, 0],                // EXECUTE that ends early
        &[0xff, 0xff, 0xff, 0, 0x03, b'S', b'E'], // a length that lies
    ];
    for packet in broken {
        raw(&sandbox, &[packet]).await;
    }
    assert_eq!(lines(&mut connection, "SELECT 1").await, ["1"]);
}

#[tokio::test]
async fn an_unknown_command_is_error_1047() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = raw(&sandbox, &[&[1, 0, 0, 0, 0x1c]]).await;
    assert_eq!(&answer[4..7], [0xff, 0x17, 0x04]);
    assert_eq!(&answer[7..], b"#08S01Unknown command(null)");
}

#[tokio::test]
async fn large_packets_arrive_whole_in_both_directions() {
    let (_sandbox, mut connection) = shop().await;
    // More than one packet of 16 MiB.
    let text = "x".repeat(17 * 1024 * 1024);
    // Not as the first column: sqlx takes a row that begins with so long a text for the end of the rows.
    let answer = lines(&mut connection, &format!("SELECT 1, '{text}'")).await;
    assert_eq!(answer[0].len(), "1 ".len() + text.len());
    assert_eq!(lines(&mut connection, "SELECT 1").await, ["1"]);
}
