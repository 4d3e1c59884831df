//! Greeting and login.

use super::field::Fields;
use super::packet::malformed;
use std::io;

/// What a frontend offers: LONG_FLAG, CONNECT_WITH_DB, PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH, CONNECT_ATTRS and
/// PLUGIN_AUTH_LENENC_DATA; neither DEPRECATE_EOF nor MULTI_STATEMENTS nor TRANSACTIONS.
pub(crate) const CAPABILITIES: u32 = 0x0038_820c;

const CONNECT_WITH_DB: u32 = 0x0000_0008;
const PROTOCOL_41: u32 = 0x0000_0200;
const SECURE_CONNECTION: u32 = 0x0000_8000;
const PLUGIN_AUTH: u32 = 0x0008_0000;
const PLUGIN_AUTH_LENENC_DATA: u32 = 0x0020_0000;

/// The MySQL version that a frontend claims to be.
pub(crate) const SERVER_VERSION: &str = "8.0.33";

/// The only way to log in that the sandbox knows.
pub(crate) const AUTH_PLUGIN: &str = "mysql_native_password";

/// utf8_general_ci
const CHARSET: u8 = 33;

/// The 20 bytes that a password would be mixed with. The only account has none, so they need not be secret.
pub(crate) fn salt(connection_id: u32) -> [u8; 20] {
    let mut state = connection_id | 1;
    std::array::from_fn(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // Printable, since NUL would end the field early.
        b'!' + ((state >> 16) % 90) as u8
    })
}

/// The packet that the server opens with.
pub(crate) fn greeting(connection_id: u32, salt: &[u8; 20]) -> Vec<u8> {
    let capabilities = CAPABILITIES.to_le_bytes();
    let mut out = vec![10];
    out.extend_from_slice(SERVER_VERSION.as_bytes());
    out.push(0);
    out.extend_from_slice(&connection_id.to_le_bytes());
    out.extend_from_slice(&salt[..8]);
    out.push(0);
    out.extend_from_slice(&capabilities[..2]);
    out.push(CHARSET);
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(&capabilities[2..]);
    out.push(21);
    out.extend_from_slice(&[0; 10]);
    out.extend_from_slice(&salt[8..]);
    out.push(0);
    out.extend_from_slice(AUTH_PLUGIN.as_bytes());
    out.push(0);
    out
}

/// The client's answer to the greeting.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Login {
    pub(crate) user: String,
    pub(crate) scramble: Vec<u8>,
    pub(crate) database: Option<String>,
    pub(crate) plugin: Option<String>,
}

impl Login {
    pub(crate) fn parse(payload: &[u8]) -> io::Result<Login> {
        let mut fields = Fields::new(payload);
        let capabilities = fields.u32()?;
        if capabilities & PROTOCOL_41 == 0 {
            return Err(malformed("the client does not speak protocol 4.1"));
        }
        fields.bytes(4 + 1 + 23)?;
        let user = text(fields.until_nul())?;
        let scramble = if capabilities & PLUGIN_AUTH_LENENC_DATA != 0 {
            fields.length_bytes()?
        } else if capabilities & SECURE_CONNECTION != 0 {
            let length = fields.u8()?;
            fields.bytes(usize::from(length))?
        } else {
            fields.until_nul()
        }
        .to_vec();
        let database = match capabilities & CONNECT_WITH_DB {
            0 => None,
            _ => Some(text(fields.until_nul())?).filter(|name| !name.is_empty()),
        };
        let plugin = match capabilities & PLUGIN_AUTH {
            0 => None,
            _ => Some(text(fields.until_nul())?).filter(|name| !name.is_empty()),
        };
        Ok(Login { user, scramble, database, plugin })
    }
}

/// Asks the client to log in again with the only known plugin.
pub(crate) fn switch_request(salt: &[u8; 20]) -> Vec<u8> {
    let mut out = vec![0xfe];
    out.extend_from_slice(AUTH_PLUGIN.as_bytes());
    out.push(0);
    out.extend_from_slice(salt);
    out.push(0);
    out
}

/// Text that must be UTF-8.
pub(crate) fn text(bytes: &[u8]) -> io::Result<String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| malformed("text is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_login_of_sqlx_is_read() {
        let mut payload = vec![0x00, 0x82, 0x28, 0x00, 0x00, 0x04, 0x00, 0x00, 0x2d];
        payload.extend_from_slice(&[0; 23]);
        payload.extend_from_slice(b"root\0\0mysql_native_password\0");
        let login = Login::parse(&payload).unwrap();
        assert_eq!(login.user, "root");
        assert_eq!(login.scramble, b"");
        assert_eq!(login.database, None);
        assert_eq!(login.plugin.as_deref(), Some("mysql_native_password"));
    }

    #[test]
    fn the_greeting_offers_what_a_frontend_offers() {
        let packet = greeting(7, &salt(7));
        assert_eq!(packet[0], 10);
        assert_eq!(&packet[1..8], b"8.0.33\0");
        let after_salt = 8 + 4 + 8 + 1;
        assert_eq!(packet[after_salt..after_salt + 2], CAPABILITIES.to_le_bytes()[..2]);
        assert_eq!(packet[after_salt + 2], 33);
        assert!(salt(7).iter().all(|byte| *byte != 0));
    }
}
