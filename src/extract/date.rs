//! Dates, resolved against the article's date; what cannot be resolved yields none.
//!
//! In: the text and the publication date. Out: `document.dates`. Without a publication date the year of a “2023年…”
//! that names what the article is about stands in for it, and words that need the day (昨日) stay unresolved.

mod expression;

use jiff::{Span as Stretch, civil::Weekday};

use crate::extract::Extractor;
use crate::lexicon::Lexicon;
use crate::model::{Article, DateMention, Document, PartialDate, Span};
use expression::{Expression, When, Year, parse};

/// Finds dates.
pub struct Dates;

impl Extractor for Dates {
    fn name(&self) -> &'static str {
        "date"
    }

    fn extract(&self, document: &mut Document<'_>, _lexicon: &Lexicon) {
        let expressions = expressions(document.text());
        let mut resolver = Resolver::new(document.article, &expressions);
        document.dates = expressions.iter().filter_map(|e| resolver.mention(e)).collect();
    }
}

/// Characters with which an expression can begin.
const fn begins(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '０'..='９'
            | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
            | '今' | '去' | '前' | '明' | '后' | '上' | '下' | '本' | '这' | '昨' | '当' | '次' | '翌' | '年' | '月' | '第'
            | '“' | '"' | '「'
    )
}

fn expressions(text: &str) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, c) in text.char_indices() {
        if at < next || !begins(c) {
            continue;
        }
        if let Some(expression) = parse(text, at) {
            next = expression.span.end;
            found.push(expression);
        } else if c.is_ascii_digit() {
            // The tail of a longer number (12023年) is no date.
            next = at + text[at..].bytes().take_while(u8::is_ascii_digit).count();
        }
    }
    found
}

/// The publication date, as far as it is known or can be told from the text.
#[derive(Clone, Copy)]
struct Anchor {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<jiff::civil::Date>,
}

impl Anchor {
    fn of(article: &Article, expressions: &[Expression]) -> Self {
        match article.published {
            Some(date) => Self { year: Some(date.year), month: date.month, day: date.civil() },
            None => Self { year: topical_year(&article.text, expressions), month: None, day: None },
        }
    }
}

/// The latest year that stands before what it belongs to (2023年全国羽毛球大赛, 2023年上半年), not in a narration or plan.
fn topical_year(text: &str, expressions: &[Expression]) -> Option<i16> {
    let topical = |e: &&Expression| {
        let (before, after) = (&text[..e.span.start], &text[e.span.end..]);
        let told = ["于", "自", "从", "到", "至", "过", "比", "在", "较"].iter().any(|w| before.ends_with(w));
        let loose =
            ["，", "、", "。", "以来", "版", "同期", "起", "间", "建", "）", ")"].iter().any(|w| after.starts_with(w));
        let alone = matches!(e.when, When::Calendar { year: Year::Stated(_), month: None, .. });
        let full = matches!(e.when, When::Calendar { year: Year::Stated(_), day: Some(_), .. })
            && ["今天（", "今日（", "昨天（", "昨日（"].iter().any(|w| before.ends_with(w));
        full || alone && e.until.is_none() && !e.deadline && !told && !loose
    };
    let year = |e: &Expression| match e.when {
        When::Calendar { year: Year::Stated(year), .. } => Some(year),
        _ => None,
    };
    expressions.iter().filter(topical).filter_map(year).filter(|y| *y >= 2000).max()
}

/// Turns expressions into dates, one behind the other: each may lean on the one before.
struct Resolver<'a> {
    text: &'a str,
    anchor: Anchor,
    last: Option<(PartialDate, Span, bool)>,
}

impl<'a> Resolver<'a> {
    fn new(article: &'a Article, expressions: &[Expression]) -> Self {
        Self { text: &article.text, anchor: Anchor::of(article, expressions), last: None }
    }

    fn mention(&mut self, e: &Expression) -> Option<DateMention> {
        let (date, plan_end) = self.resolve(e)?;
        let end = plan_end.or_else(|| end_of(date, e));
        let stated = matches!(e.when, When::Calendar { year: Year::Stated(_), month: Some(_), .. });
        self.last = Some((end.unwrap_or(date), e.span, stated));
        Some(DateMention {
            span: e.span,
            date,
            end,
            period: date.day.is_none(),
            deadline: e.deadline || self.led_by_deadline_word(e.span, end.unwrap_or(date)),
        })
    }

    fn resolve(&self, e: &Expression) -> Option<(PartialDate, Option<PartialDate>)> {
        let alone = |date: Option<PartialDate>| date.map(|d| (d, None));
        match e.when {
            When::Calendar { year, month, day } => alone(self.calendar(e, year, month, day)),
            When::Days(offset) => alone(after(self.anchor.day?, Stretch::new().days(offset))),
            When::Months(offset) => alone(self.month_from(offset)),
            When::AfterLast(offset) => alone(after(self.last?.0.civil()?, Stretch::new().days(offset))),
            When::SameMonth => {
                let last = self.last?.0;
                alone(PartialDate::month(last.year, last.month?))
            }
            When::Weekday(weeks, day) => alone(self.weekday(weeks, day)),
            When::Plan(first, last) => Some((PartialDate::year(first)?, Some(PartialDate::year(last)?))),
        }
    }

    fn calendar(&self, e: &Expression, year: Year, month: Option<u32>, day: Option<u32>) -> Option<PartialDate> {
        let (month, day) = (month.and_then(narrow), day.and_then(narrow));
        match (year, month, day) {
            (Year::Stated(year), ..) => partial(year, month, day),
            (Year::Offset(offset), ..) => partial(self.anchor.year?.checked_add(offset)?, month, day),
            (Year::Open, Some(month), _) => partial(self.open_year(e, month)?, Some(month), day),
            (Year::Open, None, Some(day)) => self.bare_day(e, day),
            (Year::Open, None, None) => PartialDate::year(self.anchor.year?),
        }
    }

    /// The year of a month without one: that of a full date just before it in the same sentence, else the article's;
    /// the year before for the last months of a year told of in the first.
    fn open_year(&self, e: &Expression, month: i8) -> Option<i16> {
        if let Some((last, span, true)) = self.last
            && !self.text[span.end..e.span.start].contains(['。', '\n', '；', '”'])
            && last.month.is_some_and(|m| m <= month)
        {
            return Some(last.year);
        }
        let year = self.anchor.year?;
        let Some(published) = self.anchor.month else { return Some(year) };
        let past = month - published >= 8 && !e.deadline && !self.ahead(e);
        let coming = published - month >= 9 && self.ahead(e);
        Some(year - i16::from(past) + i16::from(coming))
    }

    /// Whether the words before speak of what is to come.
    fn ahead(&self, e: &Expression) -> bool {
        let before = &self.text[..e.span.start];
        ["将于", "将在", "定于", "计划", "预计", "计划于", "预计于", "到", "至", "拟于"]
            .iter()
            .any(|w| before.ends_with(w))
    }

    /// The month of a day without one: that of the last date before it in the paragraph, else the latest month that had it.
    fn bare_day(&self, e: &Expression, day: i8) -> Option<PartialDate> {
        if let Some((last, span, _)) = self.last
            && let (Some(month), Some(known)) = (last.month, last.day)
            && known <= day
            && !self.text[span.end..e.span.start].contains('\n')
        {
            return PartialDate::day(last.year, month, day);
        }
        let published = self.anchor.day?;
        let month = if day > published.day() { -1 } else { 0 };
        let month = self.month_from(month)?;
        PartialDate::day(month.year, month.month?, day)
    }

    fn month_from(&self, offset: i32) -> Option<PartialDate> {
        let day = self.anchor.day.or_else(|| jiff::civil::Date::new(self.anchor.year?, self.anchor.month?, 1).ok())?;
        let month = day.first_of_month().checked_add(Stretch::new().months(offset)).ok()?;
        PartialDate::month(month.year(), month.month())
    }

    fn weekday(&self, weeks: i32, day: i8) -> Option<PartialDate> {
        let published = self.anchor.day?;
        let monday = i32::from(published.weekday().since(Weekday::Monday));
        after(published, Stretch::new().days(7 * weeks + i32::from(day) - 1 - monday))
    }

    /// 到2035年, 力争2025年 are deadlines unless they lie in the past; 截至 is none.
    fn led_by_deadline_word(&self, span: Span, date: PartialDate) -> bool {
        let before = self.text[..span.start].trim_end_matches(['“', '"']);
        let led = ["到", "至", "力争", "确保", "争取"].iter().any(|w| before.ends_with(w));
        let until_now = ["截至", "截止到", "截至到", "直到", "得到", "达到"].iter().any(|w| before.ends_with(w));
        led && !until_now && self.anchor.year.is_none_or(|year| date.year >= year)
    }
}

fn narrow(value: u32) -> Option<i8> {
    i8::try_from(value).ok()
}

fn partial(year: i16, month: Option<i8>, day: Option<i8>) -> Option<PartialDate> {
    match (month, day) {
        (Some(month), Some(day)) => PartialDate::day(year, month, day),
        (Some(month), None) => PartialDate::month(year, month),
        (None, _) => PartialDate::year(year),
    }
}

fn after(day: jiff::civil::Date, stretch: Stretch) -> Option<PartialDate> {
    day.checked_add(stretch).ok().map(PartialDate::from_civil)
}

/// The end of a range, its missing parts taken from the beginning; `None` when it would lie before it.
fn end_of(start: PartialDate, e: &Expression) -> Option<PartialDate> {
    let (year, month, day) = e.until?;
    let month = month.and_then(narrow).or(start.month.filter(|_| day.is_some()));
    let day = day.and_then(narrow);
    let end = partial(year.unwrap_or(start.year), month, day)?;
    if end > start || year.is_some() { Some(end).filter(|e| *e > start) } else { partial(start.year + 1, month, day) }
}
