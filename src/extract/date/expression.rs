//! Words → what they say of a date, before anything is resolved: “去年底”, “7月25日至26日”, “前7月”, “昨晚”.

mod relative;

use crate::extract::numeral::{chinese, chinese_digit, digits};
use crate::model::Span;
use relative::{plan, relative};

/// Which year the words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// 2023年.
    Stated(i16),
    /// 今年, 去年: years from the publication.
    Offset(i16),
    /// None named.
    Open,
}

/// What the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// A day, month or year of the calendar.
    Calendar {
        /// The year.
        year: Year,
        /// 1 to 12.
        month: Option<u32>,
        /// 1 to 31.
        day: Option<u32>,
    },
    /// 昨日: days from the publication.
    Days(i32),
    /// 上月: months from the publication.
    Months(i32),
    /// 当天, 次日: days from the day named last.
    AfterLast(i32),
    /// 当月.
    SameMonth,
    /// 上周五: weeks from the publication's week, day 1 (Monday) to 7.
    Weekday(i32, i8),
    /// “十四五”期间: the first and the last year.
    Plan(i16, i16),
}

/// An expression and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// Where.
    pub span: Span,
    /// Date, or beginning of a range.
    pub when: When,
    /// End of a range: year, month, day, as far as said.
    pub until: Option<(Option<i16>, Option<u32>, Option<u32>)>,
    /// Words like 前 or 末 make it a deadline.
    pub deadline: bool,
}

/// Reads on through a text.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    fn blanks(&mut self) {
        while self.eat(" ") {}
    }

    /// An Arabic number of at most `most` digits.
    fn number(&mut self, most: usize) -> Option<u32> {
        let (value, length) = digits(self.rest(), most)?;
        self.at += length;
        Some(value)
    }

    /// An Arabic or Chinese number up to `limit`.
    fn small(&mut self, limit: u32) -> Option<u32> {
        let (value, length) =
            digits(self.rest(), 2).or_else(|| chinese(self.rest()).map(|(v, l)| (v.min(9999) as u32, l)))?;
        (1..=limit).contains(&value).then(|| {
            self.at += length;
            value
        })
    }
}

/// The expression that begins at a byte position, if one does.
pub(super) fn parse(text: &str, at: usize) -> Option<Expression> {
    let cursor = Cursor { text, at };
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
        return None;
    }
    let parsed = numeric(cursor)
        .or_else(|| part_of_year(cursor, Year::Open))
        .or_else(|| calendar(cursor))
        .or_else(|| relative(cursor))
        .or_else(|| plan(cursor))
        .or_else(|| bare_day(cursor))?;
    Some(Expression { span: Span::new(at, parsed.span.end), ..parsed })
}

fn done(cursor: Cursor<'_>, when: When) -> Expression {
    Expression { span: Span::new(0, cursor.at), when, until: None, deadline: false }
}

fn dated(year: Year, month: Option<u32>, day: Option<u32>) -> When {
    When::Calendar { year, month, day }
}

/// 2023-08-05, 2023.8.5, 2023/8/5.
fn numeric(mut cursor: Cursor<'_>) -> Option<Expression> {
    let year = stated(cursor.number(4)?)?;
    let mark = ["-", ".", "/"].into_iter().find(|mark| cursor.eat(mark))?;
    let month = cursor.number(2)?;
    cursor.eat(mark).then_some(())?;
    let day = cursor.number(2)?;
    (month <= 12 && day <= 31).then(|| done(cursor, dated(Year::Stated(year), Some(month), Some(day))))
}

fn stated(value: u32) -> Option<i16> {
    (1840..=2100).contains(&value).then_some(value as i16)
}

/// 二〇二三, four digits.
fn chinese_year(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut value = 0;
    for _ in 0..4 {
        let c = cursor.rest().chars().next()?;
        value = value * 10 + chinese_digit(c)?;
        cursor.at += c.len_utf8();
    }
    Some(value)
}

const RANGE: &[&str] = &["至", "到", "—", "–", "-", "－", "~", "～", "——"];

/// Everything that begins with a year or a month.
fn calendar(mut cursor: Cursor<'_>) -> Option<Expression> {
    let start = cursor;
    let Some(year) = year(&mut cursor) else { return from_month(start, Year::Open) };
    if let (Year::Stated(first), Some(last)) = (year, year_range(&mut cursor)) {
        let expression = done(cursor, dated(Year::Stated(first), None, None));
        return Some(Expression { until: Some((Some(last), None, None)), ..expression });
    }
    if let Year::Stated(value) = year {
        cursor.eat("年").then_some(())?;
        // “两千年前” is a stretch of time, as is “2000年来”.
        if value % 100 == 0 && ["前", "来", "间", "历史", "后"].iter().any(|w| cursor.rest().starts_with(w)) {
            return None;
        }
    }
    let here = cursor;
    let after = part_of_year(cursor, year).or_else(|| {
        cursor.blanks();
        from_month(cursor, year)
    });
    Some(after.unwrap_or_else(|| with_tail(here, dated(year, None, None))))
}

fn year(cursor: &mut Cursor<'_>) -> Option<Year> {
    let mut named = *cursor;
    for (words, offset) in [
        (&["今年", "本年度", "本年"][..], 0),
        (&["去年", "上年"][..], -1),
        (&["前年"][..], -2),
        (&["明年"][..], 1),
        (&["后年"][..], 2),
    ] {
        if named.eat_any(words) {
            *cursor = named;
            return Some(Year::Offset(offset));
        }
    }
    let mut arabic = *cursor;
    let value = arabic.number(4).filter(|v| *v >= 1000);
    let mut written = *cursor;
    let (value, after) = match value {
        Some(value) => (value, arabic),
        None => (chinese_year(&mut written)?, written),
    };
    let value = stated(value)?;
    let mut ahead = after;
    (ahead.eat("年") || ahead.eat_any(RANGE)).then(|| {
        *cursor = after;
        Year::Stated(value)
    })
}

/// “—2025年” or “年至2025年” behind the first year.
fn year_range(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    ahead.eat("年");
    ahead.eat_any(RANGE).then_some(())?;
    let last = stated(ahead.number(4)?)?;
    ahead.eat("年").then_some(())?;
    // “2021年至2023年7月” ends in a month: leave that to the caller's first year alone.
    if from_month(ahead, Year::Open).is_some() {
        return None;
    }
    ahead.eat("间");
    *cursor = ahead;
    Some(last)
}

/// 上半年, 一季度, 前三季度, 前7月, 1—7月, 年底: periods that count as their year, and year ends.
fn part_of_year(mut cursor: Cursor<'_>, year: Year) -> Option<Expression> {
    let whole = dated(year, None, None);
    if cursor.eat_any(&["上半年", "下半年", "全年"]) {
        // 全年 alone names no year.
        let bare = year == Year::Open && cursor.text[..cursor.at].ends_with("全年");
        return (!bare).then(|| with_tail(cursor, whole));
    }
    if cursor.eat_any(&["前三季度", "前3季度", "前两个季度"]) || quarter(&mut cursor) {
        return Some(with_tail(cursor, whole));
    }
    if let Some(cursor) = first_months(cursor).or_else(|| months_of(cursor)) {
        return Some(with_tail(cursor, whole));
    }
    let open = year == Year::Open;
    let ends: &[&str] = if open { &["年底", "年末"] } else { &["年底", "年末", "底", "末"] };
    if cursor.eat_any(ends) {
        return Some(with_tail(cursor, whole));
    }
    let begins: &[&str] = if open { &["年初"] } else { &["年初", "初"] };
    cursor.eat_any(begins).then(|| with_tail(cursor, whole))
}

fn quarter(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.eat("第");
    let found = ahead.eat_any(&["一", "二", "三", "四", "1", "2", "3", "4"]) && ahead.eat("季度");
    if found {
        *cursor = ahead;
    }
    found
}

/// 前7月, 前五个月.
fn first_months(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    cursor.eat("前").then_some(())?;
    cursor.small(11)?;
    cursor.eat("个");
    cursor.eat("月").then_some(())?;
    cursor.eat("份");
    Some(cursor)
}

/// 1—7月, 1至7月份, 一到七月, 1月至7月.
fn months_of(mut cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let first = cursor.small(11)?;
    cursor.eat("月");
    cursor.eat_any(RANGE).then_some(())?;
    let last = cursor.small(12)?;
    cursor.eat("月").then_some(())?;
    cursor.eat("份");
    let goes_on = digits(cursor.rest(), 2).is_some();
    // Other stretches (7月至10月) are ranges of months, not a year so far.
    (first == 1 && last > first && !goes_on).then_some(cursor)
}

/// Month, day and ranges of them.
fn from_month(mut cursor: Cursor<'_>, year: Year) -> Option<Expression> {
    let arabic = digits(cursor.rest(), 2).is_some();
    let month = cursor.small(12)?;
    if let Some((last, cursor)) = month_range(cursor) {
        let expression = done(cursor, dated(year, Some(month), None));
        return Some(Expression { until: Some((None, Some(last), None)), ..expression });
    }
    cursor.eat("月").then_some(())?;
    cursor.eat("份");
    cursor.blanks();
    if let Some((day, after)) = day(cursor) {
        return Some(day_range(after, year, month, day));
    }
    let cut = cursor.eat_any(&["上旬", "中旬", "下旬", "底", "末", "初"]);
    let clear = arabic || cut || year != Year::Open || cursor.text[..cursor.at].ends_with('份');
    let clear = clear || cursor.rest().starts_with("以来");
    clear.then(|| {
        let mut expression = with_tail(cursor, dated(year, Some(month), None));
        if let Some((end, after)) = until(cursor) {
            expression = Expression { span: Span::new(0, after.at), until: Some(end), ..expression };
        }
        expression
    })
}

/// 7-10月, 7至10月.
fn month_range(mut cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    cursor.eat_any(RANGE).then_some(())?;
    let last = cursor.small(12)?;
    cursor.eat("月").then_some((last, cursor)).filter(|(_, c)| day(*c).is_none())
}

fn day(mut cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    let day = cursor.small(31)?;
    cursor.eat_any(&["日", "号"]).then_some((day, cursor))
}

/// What may follow a day: 至28日, —9月2日, 、26日.
fn day_range(cursor: Cursor<'_>, year: Year, month: u32, day: u32) -> Expression {
    let start = dated(year, Some(month), Some(day));
    match until(cursor).or_else(|| next_day(cursor, day)) {
        Some((end, after)) => Expression { until: Some(end), ..done(after, start) },
        None => with_tail(cursor, start),
    }
}

type Until = (Option<i16>, Option<u32>, Option<u32>);

fn until(mut cursor: Cursor<'_>) -> Option<(Until, Cursor<'_>)> {
    cursor.eat_any(RANGE).then_some(())?;
    let mut ahead = cursor;
    let year = ahead.number(4).and_then(stated).filter(|_| ahead.eat("年"));
    if year.is_some() {
        cursor = ahead;
    } else {
        cursor.eat_any(&["今年", "当年", "本年"]);
    }
    if let Some((day, after)) = day(cursor) {
        return year.is_none().then_some(((None, None, Some(day)), after));
    }
    let month = cursor.small(12)?;
    cursor.eat("月").then_some(())?;
    cursor.eat("份");
    Some(match day(cursor) {
        Some((day, after)) => ((year, Some(month), Some(day)), after),
        None => ((year, Some(month), None), cursor),
    })
}

/// 25日、26日: two days in a row are a stretch.
fn next_day(mut cursor: Cursor<'_>, first: u32) -> Option<(Until, Cursor<'_>)> {
    cursor.eat_any(&["、", "和"]).then_some(())?;
    let (second, after) = day(cursor)?;
    (second == first + 1).then_some(((None, None, Some(second)), after))
}

/// 10日 alone: not 10日内, 3日游, 第5日.
fn bare_day(cursor: Cursor<'_>) -> Option<Expression> {
    digits(cursor.rest(), 2)?;
    let (day, after) = day(cursor)?;
    let said_day = cursor.text[..after.at].ends_with('日');
    let stretch = ["内", "游", "龄", "均", "常", "租", "子", "元", "之", "本", "制", "、", "后"];
    let counted = ["第", "每", "期", "近", "超", "约", "满", "达", "余", "续", "过", "月", "《", "—", "-", "~"];
    let clear = said_day
        && !stretch.iter().any(|w| after.rest().starts_with(w))
        && !counted.iter().any(|w| cursor.text[..cursor.at].ends_with(w));
    clear.then(|| day_range_bare(after, day))
}

fn day_range_bare(cursor: Cursor<'_>, day: u32) -> Expression {
    let start = dated(Year::Open, None, Some(day));
    match until(cursor) {
        Some((end @ (None, None, Some(_)), after)) => Expression { until: Some(end), ..done(after, start) },
        _ => with_tail(cursor, start),
    }
}

/// 前, 之前, 以前 behind a date make it a deadline.
fn with_tail(mut cursor: Cursor<'_>, when: When) -> Expression {
    let deadline = cursor.eat_any(&["之前", "以前"]) || (cursor.rest().starts_with('前') && cursor.eat("前"));
    Expression { deadline, ..done(cursor, when) }
}
