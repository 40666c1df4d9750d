//! A text as UTF-8, line by line, whatever its encoding and its line ends.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::Decoder;

/// The longest line, in bytes.
pub(super) const LINE_BYTES_MAX: usize = 1 << 20;

/// The lines of a text, whatever ends them. Never holds more than [`LINE_BYTES_MAX`] of one.
pub(super) struct Lines<R> {
    source: BufReader<R>,
    /// Lines to be read once more.
    pub(super) ahead: VecDeque<TextLine>,
    number: u64,
    after_return: bool,
}

pub(super) struct TextLine {
    pub(super) number: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) is_too_long: bool,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source: BufReader::new(source), ahead: VecDeque::new(), number: 0, after_return: false }
    }

    pub(super) fn next(&mut self) -> io::Result<Option<TextLine>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = TextLine { number: self.number + 1, bytes: Vec::new(), is_too_long: false };
        let mut is_ended = false;
        while !is_ended {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                if line.bytes.is_empty() {
                    return Ok(None);
                }
                break;
            }
            if std::mem::take(&mut self.after_return) && buffer.first() == Some(&b'\n') {
                self.source.consume(1);
                continue;
            }
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            let room = LINE_BYTES_MAX.saturating_sub(line.bytes.len());
            line.is_too_long |= part.len() > room;
            line.bytes.extend(part.iter().take(room));
            is_ended = end.is_some();
            self.after_return = end.is_some_and(|end| buffer.get(end) == Some(&b'\r'));
            let read = part.len() + usize::from(is_ended);
            self.source.consume(read);
        }
        self.number = line.number;
        if line.number == 1 && line.bytes.starts_with(b"\xef\xbb\xbf") {
            line.bytes.drain(..3);
        }
        Ok(Some(line))
    }
}

/// Text in another encoding, as UTF-8.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    text: Cursor<String>,
    is_done: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, decoder: Decoder) -> Self {
        Self { source, decoder, text: Cursor::default(), is_done: false }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.text.read(into)?;
            if count > 0 || into.is_empty() || self.is_done {
                return Ok(count);
            }
            let mut raw = Vec::new();
            self.source.by_ref().take(8 << 10).read_to_end(&mut raw)?;
            self.is_done = raw.is_empty();
            let room = self.decoder.max_utf8_buffer_length(raw.len()).unwrap_or_default();
            let mut text = String::with_capacity(room);
            let _ = self.decoder.decode_to_string(&raw, &mut text, self.is_done);
            self.text = Cursor::new(text);
        }
    }
}
