//! JSON as the server reads it for a default: the strict mode of Gson, down to its complaints.

/// What the server says of a text that is no JSON; `None` when it takes it.
///
/// Only the first value is read: what stands behind it does not matter, and neither does an empty text.
pub(in crate::rules) fn complaint(text: &str) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    if units.iter().all(|unit| matches!(*unit, 0x20 | 0x09 | 0x0a | 0x0d)) {
        return None;
    }
    let mut reader = Reader { units: &units, at: 0, line: 1, line_start: 0, path: Vec::new() };
    reader.value(false).err().filter(|why| !why.is_empty())
}

/// Where the reader is: in an element of an array, or in a member of an object.
enum Step {
    Element(usize),
    Member(String),
}

struct Reader<'a> {
    units: &'a [u16],
    at: usize,
    line: usize,
    line_start: usize,
    path: Vec<Step>,
}

type Read<T> = Result<T, String>;

const LENIENT: &str = "Use JsonReader.setLenient(true) to accept malformed JSON";

impl Reader<'_> {
    fn location(&self) -> String {
        let path: String = self
            .path
            .iter()
            .map(|step| match step {
                Step::Element(index) => format!("[{index}]"),
                Step::Member(name) => format!(".{name}"),
            })
            .collect();
        let column = self.at - self.line_start + 1;
        format!(" at line {} column {column} path ${path}", self.line)
    }

    fn malformed<T>(&self, what: &str) -> Read<T> {
        Err(format!("com.google.gson.stream.MalformedJsonException: {what}{}", self.location()))
    }

    fn peek(&self) -> Option<char> {
        self.peek_at(self.at)
    }

    fn peek_at(&self, at: usize) -> Option<char> {
        let unit = *self.units.get(at)?;
        // Half of a character outside the basic plane is as good as any other letter.
        Some(char::from_u32(unit.into()).unwrap_or('\u{fffd}'))
    }

    /// The next character that is no blank; comments are not taken.
    fn next(&mut self) -> Read<char> {
        loop {
            let Some(character) = self.peek() else {
                return Err(format!("java.io.EOFException: End of input{}", self.location()));
            };
            self.at += 1;
            match character {
                '\n' => self.new_line(),
                ' ' | '\r' | '\t' => {}
                '/' if self.peek().is_none() => return Ok(character),
                '/' | '#' => return self.malformed(LENIENT),
                _ => return Ok(character),
            }
        }
    }

    fn new_line(&mut self) {
        self.line += 1;
        self.line_start = self.at;
    }

    /// Whether a character may stand in an unquoted word; some are looked at only in lenient mode.
    fn is_literal(&self, character: char) -> Read<bool> {
        match character {
            '/' | '\\' | ';' | '#' | '=' => self.malformed(LENIENT),
            '{' | '}' | '[' | ']' | ':' | ',' | ' ' | '\t' | '\u{c}' | '\r' | '\n' => Ok(false),
            _ => Ok(true),
        }
    }

    fn value(&mut self, in_array: bool) -> Read<()> {
        // Text this deep is not looked into: this reader goes down the stack with it.
        if self.path.len() > 200 {
            return Err(String::new());
        }
        match self.next()? {
            '"' => self.string().map(drop),
            '[' => self.array(),
            '{' => self.object(),
            ']' | ';' | ',' if in_array => self.malformed(LENIENT),
            ';' | ',' => self.malformed("Unexpected value"),
            '\'' => self.malformed(LENIENT),
            first => {
                self.at -= 1;
                if let Some(length) = self.keyword()?.or(self.number()?) {
                    self.at += length;
                    return Ok(());
                }
                match self.is_literal(first)? {
                    true => self.malformed(LENIENT),
                    false => self.malformed("Expected value"),
                }
            }
        }
    }

    fn array(&mut self) -> Read<()> {
        self.path.push(Step::Element(0));
        let start = (self.at, self.line, self.line_start);
        if self.next()? == ']' {
            self.path.pop();
            return Ok(());
        }
        (self.at, self.line, self.line_start) = start;
        loop {
            self.value(true)?;
            if let Some(Step::Element(index)) = self.path.last_mut() {
                *index += 1;
            }
            match self.next()? {
                ']' => {
                    self.path.pop();
                    return Ok(());
                }
                ',' => {}
                ';' => return self.malformed(LENIENT),
                _ => return self.malformed("Unterminated array"),
            }
        }
    }

    fn object(&mut self) -> Read<()> {
        self.path.push(Step::Member(String::new()));
        let mut empty = true;
        loop {
            match self.next()? {
                '"' => {}
                '}' if empty => {
                    self.path.pop();
                    return Ok(());
                }
                '}' => return self.malformed("Expected name"),
                _ => return self.malformed(LENIENT),
            }
            empty = false;
            let name = self.string()?;
            if let Some(step) = self.path.last_mut() {
                *step = Step::Member(name);
            }
            match self.next()? {
                ':' => {}
                '=' => return self.malformed(LENIENT),
                _ => return self.malformed("Expected ':'"),
            }
            self.value(false)?;
            match self.next()? {
                '}' => {
                    self.path.pop();
                    return Ok(());
                }
                ',' => {}
                ';' => return self.malformed(LENIENT),
                _ => return self.malformed("Unterminated object"),
            }
        }
    }

    /// A text, from behind its opening quote.
    fn string(&mut self) -> Read<String> {
        let mut text = String::new();
        loop {
            let Some(character) = self.peek() else {
                return self.malformed("Unterminated string");
            };
            self.at += 1;
            match character {
                '"' => return Ok(text),
                '\\' => text.push(self.escape()?),
                '\n' => {
                    self.new_line();
                    text.push('\n');
                }
                _ => text.push(character),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let Some(character) = self.peek() else {
            return self.malformed("Unterminated escape sequence");
        };
        self.at += 1;
        Ok(match character {
            'u' => {
                if self.units.len() < self.at + 4 {
                    return self.malformed("Unterminated escape sequence");
                }
                let digits = String::from_utf16_lossy(&self.units[self.at..self.at + 4]);
                let Ok(code) = u32::from_str_radix(&digits, 16) else {
                    return Err(format!("java.lang.NumberFormatException: \\u{digits}"));
                };
                self.at += 4;
                char::from_u32(code).unwrap_or('\u{fffd}')
            }
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            '\n' => {
                self.new_line();
                '\n'
            }
            '\'' | '"' | '\\' | '/' => character,
            _ => return self.malformed("Invalid escape sequence"),
        })
    }

    /// The length of `true`, `false` or `null`, in any case.
    fn keyword(&self) -> Read<Option<usize>> {
        let matches = |word: &&str| {
            word.chars().enumerate().all(|(nth, letter)| {
                self.peek_at(self.at + nth).is_some_and(|c| c.eq_ignore_ascii_case(&letter))
            })
        };
        let Some(word) = ["true", "false", "null"].iter().find(|word| matches(word)) else {
            return Ok(None);
        };
        match self.peek_at(self.at + word.len()) {
            Some(next) if self.is_literal(next)? => Ok(None),
            _ => Ok(Some(word.len())),
        }
    }

    /// The length of a number.
    fn number(&self) -> Read<Option<usize>> {
        let digits = |mut at: usize| {
            let start = at;
            while self.peek_at(at).is_some_and(|character| character.is_ascii_digit()) {
                at += 1;
            }
            (at, at > start)
        };
        let mut at = self.at + usize::from(self.peek() == Some('-'));
        let leading_zero = self.peek_at(at) == Some('0');
        let (end, some) = digits(at);
        if !some || (leading_zero && end > at + 1) {
            return Ok(None);
        }
        at = end;
        if self.peek_at(at) == Some('.') {
            let (end, some) = digits(at + 1);
            if !some {
                return Ok(None);
            }
            at = end;
        }
        if matches!(self.peek_at(at), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.peek_at(at + 1), Some('+' | '-')));
            let (end, some) = digits(at + 1 + sign);
            if !some {
                return Ok(None);
            }
            at = end;
        }
        match self.peek_at(at) {
            Some(next) if self.is_literal(next)? => Ok(None),
            _ => Ok(Some(at - self.at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::complaint;

    #[test]
    fn takes_what_gson_takes() {
        for good in
            ["", " ", "42", "-0.5e3", "\"text\"", "TRUE", "Null", "{}", "[]", "[1] x", "1 2", "{\"a\":1}}"]
        {
            assert_eq!(complaint(good), None, "{good}");
        }
        assert_eq!(complaint("[1, \"a\", null, {\"b\": [true]}]"), None);
    }

    #[test]
    fn does_not_go_down_without_end() {
        assert_eq!(complaint(&"[".repeat(100_000)), None);
    }

    #[test]
    fn complains_as_gson_does() {
        let lenient = |place: &str| {
            format!(
                "com.google.gson.stream.MalformedJsonException: Use JsonReader.setLenient(true) to accept malformed \
                 JSON at {place}"
            )
        };
        let bad = |text: &str| complaint(text).unwrap_or_default();
        assert_eq!(bad("[1,2,]"), lenient("line 1 column 7 path $[2]"));
        assert_eq!(bad("{a:1}"), lenient("line 1 column 3 path $."));
        assert_eq!(bad("{\"a\":1;\"b\":2}"), lenient("line 1 column 6 path $.a"));
        assert_eq!(bad("01"), lenient("line 1 column 1 path $"));
        assert_eq!(bad("// c\n1"), lenient("line 1 column 2 path $"));
        assert_eq!(bad("{"), "java.io.EOFException: End of input at line 1 column 2 path $.");
    }
}
