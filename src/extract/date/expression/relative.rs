//! Expressions that another date gives their meaning: days and weeks from the publication, the years of a plan.

use super::{Cursor, Expression, When, Year, dated, done, with_tail};

/// 今天, 昨晚, 上周五, 本月底, 当天.
pub(super) fn relative(mut cursor: Cursor<'_>) -> Option<Expression> {
    const DAYS: &[(&[&str], i32)] = &[
        (&["今天", "今日", "今晚", "今晨", "今早"], 0),
        (&["昨天", "昨日", "昨晚", "昨夜"], -1),
        (&["前天", "前日", "前晚"], -2),
        (&["明天", "明日", "明晚"], 1),
        (&["后天"], 2),
    ];
    for &(words, offset) in DAYS {
        if cursor.eat_any(words) {
            return Some(with_tail(cursor, When::Days(offset)));
        }
    }
    for (words, offset) in [(&["当天", "当日", "当晚"][..], 0), (&["次日", "翌日"][..], 1)] {
        if cursor.eat_any(words) {
            return Some(done(cursor, When::AfterLast(offset)));
        }
    }
    let months = [(&["本月", "月底前", "月底"][..], 0), (&["上月", "上个月"][..], -1), (&["下月", "下个月"][..], 1)];
    for (words, offset) in months {
        if cursor.eat_any(words) {
            let deadline = cursor.text[..cursor.at].ends_with('前');
            cursor.eat_any(&["份", "底", "末", "初"]);
            let expression = with_tail(cursor, When::Months(offset));
            return Some(Expression { deadline: deadline || expression.deadline, ..expression });
        }
    }
    if cursor.eat("当月") {
        return Some(done(cursor, When::SameMonth));
    }
    weekday(cursor)
}

fn weekday(mut cursor: Cursor<'_>) -> Option<Expression> {
    let weeks = [(&["本周", "这周"][..], 0), (&["上周"][..], -1), (&["下周"][..], 1)];
    let offset = weeks.into_iter().find(|(words, _)| cursor.eat_any(words))?.1;
    let c = cursor.rest().chars().next()?;
    let day = i8::try_from("一二三四五六日".chars().position(|d| d == c)?).ok()? + 1;
    cursor.at += c.len_utf8();
    Some(done(cursor, When::Weekday(offset, day)))
}

/// “十四五”末, “十四五”期间, 到“十五五”; the plan's own name (“十四五”规划) is no date.
pub(super) fn plan(mut cursor: Cursor<'_>) -> Option<Expression> {
    cursor.eat_any(&["“", "\"", "「"]);
    cursor.eat("十").then_some(())?;
    let number =
        i16::try_from("一二三四五六七".chars().position(|d| cursor.eat(d.encode_utf8(&mut [0; 4])))?).ok()? + 1;
    cursor.eat("五").then_some(())?;
    cursor.eat_any(&["”", "\"", "」"]);
    let (first, last) = (2001 + 5 * number, 2005 + 5 * number);
    if cursor.eat_any(&["期末", "末期", "末", "时期末", "收官"]) {
        let expression = with_tail(cursor, dated(Year::Stated(last), None, None));
        return Some(Expression { deadline: true, ..expression });
    }
    cursor.eat_any(&["期间", "时期", "以来"]).then(|| done(cursor, When::Plan(first, last)))
}
