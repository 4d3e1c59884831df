//! What a client may ask once it is logged in.

use super::field::Fields;
use super::handshake::text;
use super::packet::malformed;
use std::io;

/// A command of the client.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Quit,
    InitDb(String),
    Query(String),
    Ping,
    ResetConnection,
    Prepare(String),
    Execute {
        statement: u32,
        parameters: Vec<u8>,
    },
    /// The id as sent; a frontend reads its bytes in the wrong order.
    Close(u32),
    ResetStatement,
    /// Everything else is answered with error 1047.
    Unknown,
}

impl Command {
    pub(crate) fn parse(payload: &[u8]) -> io::Result<Command> {
        let (code, rest) = payload.split_first().ok_or_else(|| malformed("empty command"))?;
        let mut fields = Fields::new(rest);
        Ok(match code {
            0x01 => Command::Quit,
            0x02 => Command::InitDb(text(fields.rest())?),
            0x03 => Command::Query(text(fields.rest())?),
            0x0e => Command::Ping,
            0x16 => Command::Prepare(text(fields.rest())?),
            0x17 => {
                let statement = fields.u32()?;
                // Cursor flags and the iteration count, which is always 1.
                fields.bytes(5)?;
                Command::Execute { statement, parameters: fields.rest().to_vec() }
            }
            0x19 => Command::Close(fields.u32()?),
            0x1a => Command::ResetStatement,
            0x1f => Command::ResetConnection,
            _ => Command::Unknown,
        })
    }
}
