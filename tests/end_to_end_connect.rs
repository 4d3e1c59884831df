//! What a user reads when no connection comes about.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sqlx::mysql::MySqlPoolOptions;
use starrocks::db::{self, Error};
use starrocks_sandbox::Sandbox;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

async fn refused(url: &str) -> String {
    let pool = MySqlPoolOptions::new().acquire_timeout(Duration::from_secs(2));
    let error = db::connect_with(url, pool).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn a_closed_port_is_said_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let started = std::time::Instant::now();
    let message = refused(&format!("mysql://root:hunter2@{address}/db")).await;
    assert!(started.elapsed() < Duration::from_secs(1), "a refused connection is not worth waiting for");
    assert!(message.starts_with(&format!("cannot reach a StarRocks server at {address}: ")), "{message}");
    assert!(message.contains("is StarRocks running there?") && message.contains("9030"), "{message}");
}

#[tokio::test]
async fn a_wrong_password_and_a_missing_database_are_told_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.addr();
    let message = refused(&format!("mysql://root:hunter2@{address}")).await;
    assert!(message.contains("refused to log in user `root` with the given password"), "{message}");
    let message = refused(&sandbox.url_for("nowhere")).await;
    assert!(message.starts_with("the database `nowhere` does not exist"), "{message}");
    assert!(message.contains("create_database_if_not_exists"), "{message}");
}

#[tokio::test]
async fn an_unknown_host_and_a_required_encryption_are_explained() {
    let message = refused("mysql://root@starrocks.invalid:9030").await;
    assert!(message.contains("cannot reach a StarRocks server at starrocks.invalid:9030"), "{message}");
    assert!(message.contains("check the name of the host"), "{message}");
    let sandbox = Sandbox::start().await.unwrap();
    let message = refused(&format!("{}?ssl-mode=REQUIRED", sandbox.url())).await;
    assert!(message.starts_with(&format!("no encrypted connection to {}", sandbox.addr())), "{message}");
    assert!(message.contains("help: "), "{message}");
}

/// A server that sends `greeting` and then nothing more.
async fn server_saying(greeting: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.write_all(&greeting).await.unwrap();
            open.push(stream);
        }
    });
    address
}

#[tokio::test]
async fn whoever_says_nothing_is_not_waited_for_without_end() {
    let address = server_saying(Vec::new()).await;
    let message = refused(&format!("mysql://root@{address}")).await;
    assert!(
        message.starts_with(&format!("nothing at {address} answered as a StarRocks server")),
        "{message}"
    );
    assert!(message.contains("8030 is its HTTP port"), "{message}");
}

#[tokio::test]
async fn another_kind_of_server_is_named() {
    // An SSH daemon, framed so that the driver gets a whole packet.
    let mut greeting = vec![21, 0, 0, 0];
    greeting.extend_from_slice(b"SSH-2.0-OpenSSH_9.6\r\n");
    let address = server_saying(greeting).await;
    let message = refused(&format!("mysql://root@{address}")).await;
    assert!(message.contains(&format!("the server at {address} is not StarRocks")), "{message}");
}

/// What a MySQL 8.0.33 opens with, without TLS and with passwords of the native kind.
fn mysql_greeting() -> Vec<u8> {
    let mut greeting = b"\x0a8.0.33\0\x01\0\0\0saltsalt\0\x0c\x82\x21\x02\0\x38\0\x15".to_vec();
    greeting.extend_from_slice(&[0; 10]);
    greeting.extend_from_slice(b"saltsaltsalt\0mysql_native_password\0");
    greeting
}

/// A server that opens as MySQL does and gives one answer to each packet of the client.
async fn server_answering(answers: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut sequence, mut payload) = (0, mysql_greeting());
        let mut answers = answers.into_iter();
        loop {
            let length = u32::try_from(payload.len()).unwrap().to_le_bytes();
            let head = [length[0], length[1], length[2], sequence];
            stream.write_all(&[&head[..], &payload].concat()).await.unwrap();
            let mut head = [0; 4];
            // The client has read enough.
            let Ok(_) = stream.read_exact(&mut head).await else { return };
            let mut rest = vec![0; u32::from_le_bytes([head[0], head[1], head[2], 0]) as usize];
            stream.read_exact(&mut rest).await.unwrap();
            let Some(answer) = answers.next() else { return };
            (sequence, payload) = (head[3] + 1, answer);
        }
    });
    address
}

const OK: &[u8] = b"\0\0\0\x02\0\0\0";

#[tokio::test]
async fn a_mysql_server_is_not_taken_for_starrocks() {
    let unknown = b"\xff\xa9\x04#HY000Unknown system variable 'pipeline_dop'".to_vec();
    let address = server_answering(vec![OK.to_vec(), OK.to_vec(), unknown.clone(), unknown]).await;
    let message = refused(&format!("mysql://root:hunter2@{address}")).await;
    let expected = format!("the server at {address} is not StarRocks: it does not know StarRocks' variables");
    assert!(message.starts_with(&expected), "{message}");
}

#[tokio::test]
async fn a_user_of_ldap_learns_that_sqlx_cannot() {
    let address = server_answering(vec![b"\xfemysql_clear_password\0\0".to_vec()]).await;
    let message = refused(&format!("mysql://ana:hunter2@{address}")).await;
    assert!(message.starts_with(&format!("user `ana` of the server at {address} logs in with")), "{message}");
    assert!(message.contains("LDAP"), "{message}");
}

#[tokio::test]
async fn a_refused_privilege_says_whom_to_ask() {
    let denied = b"\xff\x53\x14#42000Access denied; you need the SELECT privilege".to_vec();
    let address = server_answering(vec![OK.to_vec(), OK.to_vec(), denied]).await;
    let message = refused(&format!("mysql://ana:hunter2@{address}")).await;
    assert!(message.contains("Access denied; you need the SELECT privilege (error 5203)"), "{message}");
    assert!(message.contains("GRANT"), "{message}");
}

#[tokio::test]
async fn the_pool_is_an_ordinary_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let pool = db::connect_with(&sandbox.url(), MySqlPoolOptions::new().max_connections(3)).await.unwrap();
    assert_eq!(pool.options().get_max_connections(), 3);
    let one: i64 = sqlx::query_scalar("SELECT CAST(1 AS BIGINT)").fetch_one(&pool).await.unwrap();
    assert_eq!(one, 1);
    assert!(matches!(pool.begin().await, Err(sqlx::Error::BeginFailed)));
    let error: Result<_, Error> = db::inspect(&pool, "t").await;
    // No database is selected: what to do stands in the message.
    assert!(error.unwrap_err().to_string().contains("name a database in the URL"));
}
