//! Bytes → text: byte order mark, declared charset, valid UTF-8, then a guess from the bytes themselves.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// The encoding of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    encoding: &'static Encoding,
}

impl Charset {
    /// The encoding of a stream by its first bytes, or the one that the caller names.
    ///
    /// # Errors
    /// One sentence, when the name is unknown or the bytes are no text.
    pub fn of(head: &[u8], named: Option<&str>) -> Result<Self, String> {
        if let Some((encoding, _)) = Encoding::for_bom(head) {
            return Ok(Self { encoding });
        }
        if let Some(name) = named {
            return Encoding::for_label(name.trim().as_bytes())
                .map(|encoding| Self { encoding: as_gb18030(encoding) })
                .ok_or_else(|| format!("unknown encoding “{name}” (try utf-8, gb18030, big5, utf-16le)"));
        }
        if let Some(encoding) = wide(head) {
            return Ok(Self { encoding });
        }
        if let Some(what) = binary(head) {
            return Err(format!("not a text file: it holds {what}"));
        }
        if is_utf8(head) || is_mostly_utf8(head) {
            return Ok(Self { encoding: UTF_8 });
        }
        Ok(Self { encoding: declared(head).unwrap_or_else(|| guessed(head)) })
    }

    /// UTF-8.
    #[must_use]
    pub fn utf8() -> Self {
        Self { encoding: UTF_8 }
    }

    /// Its name as the standard writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.encoding.name()
    }

    /// Whether a character takes two bytes at least, so that lines cannot be told by a byte.
    #[must_use]
    pub fn is_wide(self) -> bool {
        self.encoding == UTF_16LE || self.encoding == UTF_16BE
    }

    /// The text, line ends as `\n`, without byte order mark. A line in another encoding than its file (files are put together
    /// from several sources) is read as what it is.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Decoded {
        let (text, _, malformed) = self.encoding.decode(bytes);
        if !self.is_wide() && (malformed || self.encoding != UTF_8) {
            let mut lines = Lines { charset: self, out: Decoded::default(), line: 0 };
            bytes.split_inclusive(|&byte| byte == b'\n').for_each(|line| lines.add(line));
            return lines.out.finished();
        }
        let wrong = malformed.then(|| line_of(&text, text.find('\u{fffd}').unwrap_or(0)));
        Decoded { text: text.into_owned(), wrong, other: None }.finished()
    }
}

/// Decoded text, and what was odd about the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The first line (from 1) with bytes that mean nothing.
    pub wrong: Option<usize>,
    /// The first line that is in another encoding, and which.
    pub other: Option<(usize, &'static str)>,
}

impl Decoded {
    fn finished(mut self) -> Self {
        if self.text.starts_with('\u{feff}') {
            self.text.drain(..'\u{feff}'.len_utf8());
        }
        if self.text.contains('\r') {
            self.text = self.text.replace("\r\n", "\n").replace('\r', "\n");
        }
        self
    }
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].bytes().filter(|&b| b == b'\n').count()
}

/// Decodes line by line.
struct Lines {
    charset: Charset,
    out: Decoded,
    line: usize,
}

impl Lines {
    fn add(&mut self, bytes: &[u8]) {
        self.line += 1;
        let (text, malformed) = self.charset.encoding.decode_without_bom_handling(bytes);
        match stray(bytes, self.charset.encoding, malformed) {
            Some(other) => {
                self.out.other = self.out.other.or(Some((self.line, other.name())));
                self.out.text.push_str(&other.decode_without_bom_handling(bytes).0);
            }
            None => {
                self.out.wrong = self.out.wrong.or(malformed.then_some(self.line));
                self.out.text.push_str(&text);
            }
        }
    }
}

/// The encoding of a line that is not in its file's.
fn stray(line: &[u8], file: &'static Encoding, malformed: bool) -> Option<&'static Encoding> {
    if line.is_ascii() {
        return None;
    }
    if file != UTF_8 {
        // Chinese in UTF-8 is UTF-8 by chance only when it is very short.
        let han = |text: &str| text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        return std::str::from_utf8(line).is_ok_and(|text| han(text) >= 4).then_some(UTF_8);
    }
    let fits = |encoding: &&'static Encoding| share(encoding, line) >= 10;
    [GB18030, BIG5].into_iter().filter(|_| malformed).filter(fits).max_by_key(|encoding| share(encoding, line))
}

/// Share of common characters among those that are not ASCII, in hundredths; 0 when some bytes mean nothing.
fn share(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let total = text.chars().filter(|c| !c.is_ascii()).count().max(1);
    if malformed { 0 } else { text.chars().filter(|&c| is_common(c)).count() * 100 / total }
}

/// GBK and GB2312 are read as what contains both.
fn as_gb18030(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// Whether the bytes are UTF-8, the last character perhaps cut off.
fn is_utf8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() - error.valid_up_to() < 4,
    }
}

/// Whether more lines are Chinese in UTF-8 than are not UTF-8: a file that was put together from several.
fn is_mostly_utf8(head: &[u8]) -> bool {
    let lines = || head.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii());
    let good = lines().filter(|line| stray(line, GB18030, false).is_some()).count();
    good > lines().filter(|line| !is_utf8(line)).count()
}

/// UTF-16 without a mark: in Chinese text line ends, digits and spaces give one of the two bytes the value zero.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(4096) & !1];
    if head.len() < 8 {
        return None;
    }
    let controls = |high: usize| {
        head.chunks_exact(2)
            .filter(|pair| pair[high] == 0 && (pair[1 - high] >= 0x20 || matches!(pair[1 - high], 9 | 10 | 13)))
            .count()
    };
    let zeros = head.iter().filter(|&&b| b == 0).count();
    let plausible = |encoding: &'static Encoding| {
        let (text, _, malformed) = encoding.decode(head);
        let known = text
            .chars()
            .filter(|c| {
                ('\u{4e00}'..='\u{9fff}').contains(c)
                    || c.is_ascii_graphic()
                    || c.is_whitespace()
                    || "，。、；：？！“”‘’（）《》".contains(*c)
            })
            .count();
        !malformed && known * 10 >= text.chars().count() * 9
    };
    let (little, big) = (controls(1), controls(0));
    if zeros == 0 || zeros > head.len() * 6 / 10 {
        return None;
    }
    if little > big && plausible(UTF_16LE) {
        Some(UTF_16LE)
    } else if big > little && plausible(UTF_16BE) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What bytes hold that are no text: many control characters, or the beginning of a known kind of file. A few zero bytes
/// are dirt in a text.
fn binary(head: &[u8]) -> Option<&'static str> {
    let known = [
        (&b"%PDF-"[..], "a PDF; take its text out first (pdftotext)"),
        (b"PK\x03\x04", "a ZIP or an office document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "gzip inside gzip"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
    ];
    let control = head.iter().filter(|&&b| b < 0x20 && !matches!(b, 9 | 10 | 12 | 13 | 27)).count();
    let known = known.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what);
    known.or((control * 50 > head.len()).then_some("binary data"))
}

/// The charset that an HTML or XML head declares.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&head[..head.len().min(2048)]).to_lowercase();
    let at = ["charset=", "encoding="].iter().find_map(|word| head.find(word).map(|at| at + word.len()))?;
    let rest = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
    let encoding = Encoding::for_label(&rest.as_bytes()[..end])?;
    (head.trim_start().starts_with('<') && encoding != UTF_8).then(|| as_gb18030(encoding))
}

/// A guess for text that is not UTF-8: Chinese encodings before all others, since Chinese text is what is read here.
fn guessed(head: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, false);
    let guess = detector.guess(None, Utf8Detection::Allow);
    if guess == BIG5 || guess == GBK || guess == GB18030 {
        return as_gb18030(guess);
    }
    // Little text misleads the detector: what decodes to common Chinese characters is what it is.
    let share = |encoding: &'static Encoding| {
        let (text, _, _) = encoding.decode(head);
        let total = text.chars().filter(|c| !c.is_ascii()).count().max(1);
        let good = text.chars().filter(|&c| is_common(c)).count();
        let wrong = text.chars().filter(|&c| c == '\u{fffd}').count();
        (good * 100 / total).saturating_sub(wrong * 100 / total)
    };
    let (gb, big5) = (share(GB18030), share(BIG5));
    if gb.max(big5) < 10 {
        return guess;
    }
    if gb >= big5 { GB18030 } else { BIG5 }
}

/// Punctuation and the commonest characters of Chinese text, simplified and traditional.
fn is_common(c: char) -> bool {
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经，。、：；“”！？《》（）這來為個國時們產會發動過說種麼總對後經與工會職"
        .contains(c)
}
