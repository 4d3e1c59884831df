//! What a user reads when no connection comes about.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sqlx::mysql::MySqlPoolOptions;
use starrocks::db::{self, Error};
use starrocks_sandbox::Sandbox;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
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
