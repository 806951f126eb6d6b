//! A text, and how far it was read: what JSON is.
//!
//! In: a text. Out: its parts, one after the other. Never: code that is compiled for each shape.

use super::{Unreadable, Wrong, place};

/// How deep values may lie in one another, as in `serde_json`.
const DEPTH_MAX: u8 = 127;

pub type Read<T> = Result<T, Wrong>;

/// A text and how far it was read.
pub struct Reader<'a> {
    text: &'a str,
    next: usize,
    /// How many more values may be opened.
    depth: u8,
    /// A string that does not stand in the text as it is.
    unescaped: String,
}

pub enum Number {
    Natural(u64),
    Negative(i64),
    Other(f64),
}

/// How many bytes from here on stand in a string as they are: eight at once while none of them can be another.
fn plain(rest: &[u8]) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const TOPS: u64 = u64::from_le_bytes([0x80; 8]);
    let below = |word: u64, least: u64| word.wrapping_sub(ONES * least) & !word & TOPS;
    let is = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let stops = |word: u64| (below(word, 0x20) | is(word, b'"') | is(word, b'\\')) != 0;
    let (eights, _) = rest.as_chunks();
    let passed = 8 * eights.iter().take_while(|eight| !stops(u64::from_le_bytes(**eight))).count();
    let few = rest.get(passed..).unwrap_or_default();
    passed + few.iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f)).unwrap_or(few.len())
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, next: 0, depth: DEPTH_MAX, unescaped: String::new() }
    }

    pub fn at(&self, wrong: Wrong) -> Unreadable {
        place(self.text.as_bytes().get(..self.next).unwrap_or_default(), wrong)
    }

    /// The byte at hand; 0, which no JSON has, at the end.
    pub fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.next).copied().unwrap_or_default()
    }

    /// The byte at hand after white space.
    pub fn peek(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.next += 1;
        }
        self.byte()
    }

    pub fn end(&mut self) -> Read<()> {
        self.peek();
        if self.next == self.text.len() { Ok(()) } else { Err(Wrong::Syntax) }
    }

    /// What is wrong with the byte at hand if JSON wants another one there.
    #[cold]
    pub fn broken(&self) -> Wrong {
        if self.next == self.text.len() { Wrong::Eof } else { Wrong::Syntax }
    }

    /// What is wrong with the value at hand if the shape wants another one there.
    #[cold]
    pub fn unfit(&self) -> Wrong {
        match self.byte() {
            b'{' | b'[' | b'"' | b't' | b'f' | b'n' | b'-' | b'0'..=b'9' => Wrong::Data,
            _ => self.broken(),
        }
    }

    pub fn take(&mut self, byte: u8) -> Read<()> {
        if self.peek() != byte {
            return Err(self.broken());
        }
        self.next += 1;
        Ok(())
    }

    /// Goes into a list or an object.
    pub fn open(&mut self, byte: u8) -> Read<()> {
        if self.peek() != byte {
            return Err(self.unfit());
        }
        self.next += 1;
        self.depth = self.depth.checked_sub(1).ok_or(Wrong::Syntax)?;
        Ok(())
    }

    /// Goes out of it.
    pub fn leave(&mut self, close: u8) -> Read<()> {
        self.depth += 1;
        self.take(close)
    }

    /// Whether one more follows in what was opened; goes out of it if not.
    pub fn more(&mut self, first: bool, close: u8) -> Read<bool> {
        if self.peek() == close {
            self.leave(close)?;
            return Ok(false);
        }
        if !first {
            self.take(b',')?;
            if self.peek() == close {
                return Err(Wrong::Syntax);
            }
        }
        Ok(true)
    }

    fn word(&mut self, word: &str) -> Read<()> {
        for byte in word.bytes() {
            if self.byte() != byte {
                return Err(self.broken());
            }
            self.next += 1;
        }
        Ok(())
    }

    pub fn truth(&mut self) -> Read<bool> {
        match self.peek() {
            b't' => self.word("true").map(|()| true),
            b'f' => self.word("false").map(|()| false),
            _ => Err(self.unfit()),
        }
    }

    pub fn null(&mut self) -> Read<()> {
        if self.peek() == b'n' { self.word("null") } else { Err(self.unfit()) }
    }

    /// A string, where one stands.
    pub fn string(&mut self) -> Read<&str> {
        if self.peek() != b'"' {
            return Err(self.unfit());
        }
        self.next += 1;
        let mut from = self.next;
        let mut whole = true;
        loop {
            let rest = self.text.as_bytes().get(self.next..).unwrap_or_default();
            self.next += plain(rest);
            let to = self.next;
            match self.byte() {
                b'"' => {
                    self.next += 1;
                    let text = self.text.get(from..to).unwrap_or_default();
                    if whole {
                        return Ok(text);
                    }
                    self.unescaped.push_str(text);
                    return Ok(&self.unescaped);
                }
                b'\\' => {
                    if std::mem::take(&mut whole) {
                        self.unescaped.clear();
                    }
                    self.unescaped.push_str(self.text.get(from..to).unwrap_or_default());
                    self.next += 1;
                    let escaped = self.escaped()?;
                    self.unescaped.push(escaped);
                    from = self.next;
                }
                _ => return Err(self.broken()),
            }
        }
    }

    /// What follows a backslash.
    fn escaped(&mut self) -> Read<char> {
        let plain = match self.byte() {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let code = match unit {
                    0xd800..=0xdbff => {
                        self.word("\\")?;
                        if self.byte() != b'u' {
                            return Err(self.broken());
                        }
                        let low = self.unit()?;
                        if !(0xdc00..=0xdfff).contains(&low) {
                            return Err(Wrong::Syntax);
                        }
                        0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
                    }
                    _ => unit,
                };
                return char::from_u32(code).ok_or(Wrong::Syntax);
            }
            _ => return Err(self.broken()),
        };
        self.next += 1;
        Ok(plain)
    }

    /// `u` and four hexadecimal digits.
    fn unit(&mut self) -> Read<u32> {
        self.next += 1;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = char::from(self.byte()).to_digit(16).ok_or_else(|| self.broken())?;
            unit = unit * 16 + digit;
            self.next += 1;
        }
        Ok(unit)
    }

    /// Digits, at least one.
    fn digits(&mut self) -> Read<()> {
        if !self.byte().is_ascii_digit() {
            return Err(self.broken());
        }
        while self.byte().is_ascii_digit() {
            self.next += 1;
        }
        Ok(())
    }

    /// A number, where one stands.
    pub fn number(&mut self) -> Read<Number> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return Err(self.unfit());
        }
        let from = self.next;
        let negative = self.byte() == b'-';
        self.next += usize::from(negative);
        if self.byte() == b'0' {
            self.next += 1;
            if self.byte().is_ascii_digit() {
                return Err(Wrong::Syntax);
            }
        } else {
            self.digits()?;
        }
        let mut whole = true;
        if self.byte() == b'.' {
            whole = false;
            self.next += 1;
            self.digits()?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            whole = false;
            self.next += 1;
            self.next += usize::from(matches!(self.byte(), b'+' | b'-'));
            self.digits()?;
        }
        let text = self.text.get(from..self.next).unwrap_or_default();
        if whole && let Ok(number) = text.parse() {
            return Ok(Number::Natural(number));
        }
        match text.parse() {
            Ok(number) if whole && number != 0 => Ok(Number::Negative(number)),
            // The one thing that is left to the library: digits to the nearest double.
            _ => serde_json::from_str(text).map(Number::Other).map_err(|_| Wrong::Syntax),
        }
    }

    /// Goes over a value.
    pub fn skip(&mut self) -> Read<()> {
        match self.peek() {
            b'{' => {
                self.open(b'{')?;
                let mut first = true;
                while self.more(first, b'}')? {
                    first = false;
                    self.key()?;
                    self.take(b':')?;
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                self.open(b'[')?;
                let mut first = true;
                while self.more(first, b']')? {
                    first = false;
                    self.skip()?;
                }
                Ok(())
            }
            b'"' => self.string().map(drop),
            b't' | b'f' => self.truth().map(drop),
            b'n' => self.null(),
            _ => self.number().map(drop),
        }
    }

    /// The name of a field.
    pub fn key(&mut self) -> Read<&str> {
        if self.peek() == b'"' { self.string() } else { Err(self.broken()) }
    }
}
