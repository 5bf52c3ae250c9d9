//! Numbers with their units: “1.6万名”, “超过5000家”, “10~20人”, “四分之一”, “百余场”.
//!
//! In: the text and the dates. Out: `document.quantities`, each with a plain decimal value in the unit's own scale.
//! Ordinals, dates, telephone numbers and numbers inside words (5G, K396) are none.

use crate::extract::Extractor;
use crate::extract::numeral::{Decimal, chinese, chinese_digit, digit, power};
use crate::lexicon::{Lexicon, WordList};
use crate::model::{Document, Quantity, Span};

/// Finds quantities.
pub struct Quantities;

impl Extractor for Quantities {
    fn name(&self) -> &'static str {
        "quantity"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let reader = Reader { text: document.text(), units: lexicon.list("units"), none: lexicon.list("unit_not") };
        let mut found = reader.all(document);
        share_units(document.text(), &mut found);
        found.retain(|f| f.clear);
        document.quantities = found.into_iter().map(|f| f.quantity).collect();
    }
}

/// A number as read, with or without a unit of its own.
struct Found {
    quantity: Quantity,
    /// Whether it can stand for itself: it has a unit, or a multiplier (突破2000万).
    clear: bool,
}

struct Reader<'t> {
    text: &'t str,
    units: &'t WordList,
    none: &'t WordList,
}

/// A number without unit: the value, where it ends, whether 余 or 多 stood in it, whether it had 万 or 亿.
struct Number {
    value: Decimal,
    end: usize,
    vague: bool,
    scaled: bool,
    arabic: bool,
}

impl Reader<'_> {
    fn all(&self, document: &Document<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        let (mut next, mut date) = (0, 0);
        for (at, c) in self.text.char_indices() {
            if at < next || !(digit(c).is_some() || chinese_digit(c).is_some() || power(c).is_some()) {
                continue;
            }
            while document.dates.get(date).is_some_and(|d| d.span.end <= at) {
                date += 1;
            }
            if let Some(d) = document.dates.get(date).filter(|d| d.span.holds(at)) {
                next = d.span.end;
                continue;
            }
            match self.quantity(at) {
                Some(quantity) => {
                    next = quantity.quantity.span.end;
                    found.push(quantity);
                }
                None if digit(c).is_some() => next = at + arabic_length(&self.text[at..]),
                None => {}
            }
        }
        found
    }

    fn quantity(&self, at: usize) -> Option<Found> {
        let before = &self.text[..at];
        if !may_begin(before) {
            return None;
        }
        if let Some(found) = self.fraction(at) {
            return Some(found);
        }
        let first = self.number(at)?;
        let mut number = first;
        let mut value = number.value.to_string();
        if let Some((low, high, last)) = self.range(&number) {
            value = format!("{low}..{high}");
            number = last;
        }
        let (unit, mut end) = match self.unit(number.end) {
            Some((unit, length)) => (unit, number.end + length),
            None => (String::new(), number.end),
        };
        let mut vague = number.vague;
        let rest = &self.text[end..];
        if let Some(word) = ["余", "多"].into_iter().find(|w| rest.starts_with(w)).filter(|_| !unit.is_empty()) {
            let unwanted = ["多样", "多元", "多种", "多层", "多方", "多地", "多次", "多年", "余年", "多家", "多项"];
            if !unwanted.iter().any(|w| rest.starts_with(w)) {
                vague = true;
                end += word.len();
            }
        }
        let (comparator, start, end) = self.comparator(at, end, vague);
        let clear = !unit.is_empty() || number.scaled && number.arabic;
        Some(Found { quantity: Quantity { span: Span::new(start, end), value, unit, comparator }, clear })
    }

    /// The number that begins here, multipliers included.
    fn number(&self, at: usize) -> Option<Number> {
        let text = &self.text[at..];
        let arabic = arabic(text);
        let is_arabic = arabic.is_some();
        let (mut value, mut length) = match arabic {
            Some((value, length)) => (value, length),
            None => self.written(at)?,
        };
        let (mut vague, mut scaled) = (false, false);
        loop {
            let mut rest = text[length..].chars();
            let Some(c) = rest.next() else { break };
            // “8462亿千瓦时”: 千 belongs to the unit.
            if self.unit(at + length).is_some() {
                break;
            }
            if let Some(p) = power(c).filter(|p| (2..=8).contains(p) && (is_arabic || *p >= 4)) {
                // “5万人”, “10万亿元”, but no “3百货”.
                if p < 4 && !text[length..].starts_with("千万") && !text[length..].starts_with("百万") && !vague {
                    let unit_behind = self.unit(at + length + c.len_utf8()).is_some();
                    if !unit_behind {
                        break;
                    }
                }
                value = value.times_ten(p as usize);
                scaled |= p >= 4;
                length += c.len_utf8();
            } else if matches!(c, '余' | '多' | '来') && !vague && self.after_vague(at + length + c.len_utf8()) {
                vague = true;
                length += c.len_utf8();
            } else {
                break;
            }
        }
        Some(Number { value, end: at + length, vague, scaled, arabic: is_arabic })
    }

    /// 余 and 多 belong to a number only before a multiplier or a unit.
    fn after_vague(&self, at: usize) -> bool {
        self.text[at..].chars().next().and_then(power).is_some_and(|p| p >= 4) || self.unit(at).is_some()
    }

    /// A Chinese numeral, or a bare 百, 千, 万 between 近 or 超 and a unit (近百家, 超千亿元, 百余场).
    fn written(&self, at: usize) -> Option<(Decimal, usize)> {
        let text = &self.text[at..];
        if let Some((value, length)) = chinese(text) {
            // 一 is an article more often than a number; 一百三十 is a number.
            let single = text.starts_with('一') && length == '一'.len_utf8();
            let bigger = text[length..].chars().next().and_then(power).is_some_and(|p| p >= 4);
            return (!single || bigger).then(|| (Decimal::whole(value), length));
        }
        let first = text.chars().next()?;
        let p = power(first).filter(|p| *p >= 2)?;
        let before = &self.text[..at];
        let led = ["近", "超", "上", "逾", "过", "超过", "突破", "约", "成"].iter().any(|w| before.ends_with(w));
        let vague = ["余", "多"].iter().any(|w| text[first.len_utf8()..].starts_with(w));
        let several = ["数", "几", "若干", "成千"].iter().any(|w| before.ends_with(w));
        ((led || vague) && !several).then(|| (Decimal::whole(10u64.pow(p)), first.len_utf8()))
    }

    /// “10~20”, “8万至15万”, “1100米至1300米”: both ends, and the second number for what follows.
    fn range(&self, first: &Number) -> Option<(Decimal, Decimal, Number)> {
        let own_unit = self.unit(first.end);
        let mut at = first.end + own_unit.as_ref().map_or(0, |(_, length)| *length);
        let mark = ["~", "～", "-", "－", "—", "–", "至", "到"].into_iter().find(|m| self.text[at..].starts_with(m))?;
        at += mark.len();
        let second = self.number(at).filter(|n| n.arabic == first.arabic)?;
        let unit = self.unit(second.end)?;
        if own_unit.is_some_and(|(word, _)| word != unit.0) {
            return None;
        }
        let mut low = first.value.clone();
        if second.scaled && !first.scaled {
            let digits = self.text[at..second.end].chars();
            low = digits.filter_map(power).filter(|p| *p >= 4).fold(low, |low, p| low.times_ten(p as usize));
        }
        Some((low, second.value.clone(), second))
    }

    /// 四分之一, 百分之五, 七成.
    fn fraction(&self, at: usize) -> Option<Found> {
        let text = &self.text[at..];
        let (bottom, length) = if text.starts_with("百分之") { (100, "百".len()) } else { chinese(text)? };
        let rest = &text[length..];
        let (value, end) = if let Some(rest) = rest.strip_prefix("分之") {
            let (top, more) = chinese(rest)?;
            let percent = top.checked_mul(10_000)?.checked_div(bottom)?;
            (Decimal::parse(&format!("{}.{:02}", percent / 100, percent % 100))?, length + "分之".len() + more)
        } else {
            let behind = rest.strip_prefix('成')?;
            let word = ["为", "立", "功", "效", "果", "员", "都", "长", "就", "本", "品", "分", "人", "熟", "绩", "交"];
            if bottom > 9 || word.iter().any(|w| behind.starts_with(w)) {
                return None;
            }
            (Decimal::whole(bottom * 10), length + "成".len())
        };
        let (comparator, start, end) = self.comparator(at, at + end, false);
        let quantity =
            Quantity { span: Span::new(start, end), value: value.to_string(), unit: "%".to_owned(), comparator };
        Some(Found { quantity, clear: true })
    }

    /// The unit that begins here: its form in the fact table and its length.
    fn unit(&self, at: usize) -> Option<(String, usize)> {
        let blank = self.text[at..].len() - self.text[at..].trim_start_matches(' ').len();
        let text = &self.text[at + blank..];
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(7).collect();
        let (word, entry) =
            ends.iter().rev().find_map(|&end| self.units.get(&text[..end]).map(|e| (&text[..end], e)))?;
        let longer = ends.iter().take(4).any(|&end| end > word.len() && self.none.contains(&text[..end]));
        (!longer).then(|| (entry.fields.first().copied().unwrap_or(entry.word).to_owned(), blank + word.len()))
    }

    /// The comparator with the range widened by its words.
    fn comparator(&self, start: usize, end: usize, vague: bool) -> (&'static str, usize, usize) {
        const BEFORE: &[(&str, &str)] = &[
            ("不少于", ">="),
            ("不低于", ">="),
            ("不小于", ">="),
            ("至少", ">="),
            ("不下", ">="),
            ("不超过", "<="),
            ("不高于", "<="),
            ("不多于", "<="),
            ("不大于", "<="),
            ("至多", "<="),
            ("最多", "<="),
            ("超过", ">"),
            ("突破", ">"),
            ("高于", ">"),
            ("多于", ">"),
            ("大于", ">"),
            ("超", ">"),
            ("逾", ">"),
            ("低于", "<"),
            ("少于", "<"),
            ("小于", "<"),
            ("不足", "<"),
            ("不到", "<"),
            ("大约", "~"),
            ("将近", "~"),
            ("接近", "~"),
            ("约", "~"),
            ("近", "~"),
            ("上", "~"),
        ];
        const AFTER: &[(&str, &str)] = &[
            ("左右", "~"),
            ("上下", "~"),
            ("及以上", ">="),
            ("以上", ">="),
            ("以内", "<="),
            ("以下", "<="),
            ("+", ">="),
        ];
        let before = self.text[..start].trim_end_matches(['了', '为', '达', '有', '占']);
        let plain = before.len() == start;
        let led = BEFORE.iter().find(|(word, _)| before.ends_with(word) && (plain || word.len() > 3 || *word == "约"));
        let led = led.filter(|(word, _)| {
            let head = &before[..before.len() - word.len()];
            let unwanted: &[&str] = match *word {
                "近" => &["最", "附", "靠", "临", "远", "亲", "邻"],
                "上" => &[""],
                "约" => &["签", "大", "公", "条", "合", "契", "节", "履", "预", "制", "集", "续"],
                _ => &[],
            };
            !unwanted.iter().any(|w| head.ends_with(w))
        });
        let behind = AFTER.iter().find(|(word, _)| self.text[end..].starts_with(word));
        let start = led.map_or(start, |(word, _)| before.len() - word.len());
        let end = end + behind.map_or(0, |(word, _)| word.len());
        let sign = led.map(|(_, sign)| *sign).filter(|sign| *sign != "~").or(behind.map(|(_, sign)| *sign));
        (sign.unwrap_or(if vague || led.is_some() { "~" } else { "=" }), start, end)
    }
}

/// Whether a number may begin behind these words: not in the middle of a word, a code or an ordinal.
fn may_begin(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    if last.is_ascii_alphanumeric() || "#@/:：+_.＋×*=℃".contains(last) && last != '：' {
        return false;
    }
    if matches!(last, '第' | '数' | '几' | '〇' | '十') || digit(last).is_some() {
        return false;
    }
    // A hyphen belongs to a code (021-5603) unless words stand before it.
    !(last == '-' && before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_alphanumeric()))
}

fn arabic_length(text: &str) -> usize {
    text.chars().take_while(|c| digit(*c).is_some() || c.is_ascii_alphanumeric() || *c == '.').map(char::len_utf8).sum()
}

/// An Arabic number with thousands marks and a decimal point, half or full width.
fn arabic(text: &str) -> Option<(Decimal, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().take(24).collect();
    let mut plain = String::new();
    let mut at = 0;
    while let Some(&(_, c)) = chars.get(at) {
        let digits_from =
            |from: usize| chars[from.min(chars.len())..].iter().take_while(|(_, c)| digit(*c).is_some()).count();
        if let Some(d) = digit(c).and_then(|d| char::from_digit(d, 10)) {
            plain.push(d);
        } else if matches!(c, '.' | '．') && !plain.is_empty() && !plain.contains('.') && digits_from(at + 1) > 0 {
            plain.push('.');
        } else if !(c == ','
            && !plain.is_empty()
            && !plain.contains('.')
            && plain.len() <= 9
            && digits_from(at + 1) == 3)
        {
            break;
        }
        at += 1;
    }
    let end = chars.get(at).map_or(text.len().min(chars.last().map_or(0, |(p, c)| p + c.len_utf8())), |(p, _)| *p);
    Some((Decimal::parse(&plain)?, end))
}

/// “3.6个、0.2个百分点”, “12、15和20家”: numbers of a list share the unit of the last.
fn share_units(text: &str, found: &mut [Found]) {
    for index in (0..found.len().saturating_sub(1)).rev() {
        let (head, tail) = found.split_at_mut(index + 1);
        let (Some(this), Some(next)) = (head.last_mut(), tail.first()) else { continue };
        let between = &text[this.quantity.span.end..next.quantity.span.start.max(this.quantity.span.end)];
        let listed = matches!(between, "、" | "和" | "，" | "与" | "及");
        let bare = this.quantity.unit.is_empty() && next.clear;
        let points = this.quantity.unit == "个" && next.quantity.unit == "个百分点";
        if listed && (bare && between != "，" || points) {
            this.quantity.unit.clone_from(&next.quantity.unit);
            this.clear = true;
        }
    }
}
