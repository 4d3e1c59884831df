//! Framing: three bytes of length, one of sequence; a payload of 16 MiB - 1 or more goes in several pieces.

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The length at which a payload continues in the next packet.
const FULL: usize = 0xff_ffff;

/// The longest payload that is read; beyond it the connection is closed.
const LONGEST: usize = 1 << 30;

/// Reads and writes whole payloads and counts the sequence.
pub(crate) struct PacketStream<S> {
    stream: S,
    sequence: u8,
    out: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> PacketStream<S> {
    pub(crate) fn new(stream: S) -> Self {
        PacketStream { stream, sequence: 0, out: Vec::new() }
    }

    /// A command begins a new exchange, numbered from 0.
    pub(crate) fn begin_command(&mut self) {
        self.sequence = 0;
    }

    /// The next payload, or `None` when the client has closed the connection between two packets.
    pub(crate) async fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut payload = Vec::new();
        loop {
            let mut header = [0u8; 4];
            match self.stream.read_exact(&mut header).await {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && payload.is_empty() => {
                    return Ok(None);
                }
                Err(error) => return Err(error),
            }
            let length = usize::from(header[0]) | usize::from(header[1]) << 8 | usize::from(header[2]) << 16;
            if header[3] != self.sequence {
                return Err(malformed("packet out of order"));
            }
            self.sequence = self.sequence.wrapping_add(1);
            if payload.len() + length > LONGEST {
                return Err(malformed("packet too long"));
            }
            // `take` grows the buffer as bytes arrive, so a length that lies costs nothing.
            let read = (&mut self.stream).take(length as u64).read_to_end(&mut payload).await?;
            if read != length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if length < FULL {
                return Ok(Some(payload));
            }
        }
    }

    /// Adds a payload to what the next [`flush`](Self::flush) sends.
    pub(crate) async fn write(&mut self, mut payload: &[u8]) -> io::Result<()> {
        loop {
            let length = payload.len().min(FULL);
            let (piece, rest) = payload.split_at(length);
            self.out.extend_from_slice(&(length as u32).to_le_bytes()[..3]);
            self.out.push(self.sequence);
            self.sequence = self.sequence.wrapping_add(1);
            self.out.extend_from_slice(piece);
            payload = rest;
            if self.out.len() > 1 << 16 {
                self.flush().await?;
            }
            if length < FULL {
                return Ok(());
            }
        }
    }

    pub(crate) async fn flush(&mut self) -> io::Result<()> {
        self.stream.write_all(&self.out).await?;
        self.out.clear();
        self.stream.flush().await
    }
}

/// The client does not keep to the protocol; the connection is closed.
pub(crate) fn malformed(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
