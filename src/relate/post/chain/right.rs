//! From a verb to the right: bodies, and the titles behind them.

use crate::model::{Class, Mention, Span};
use crate::relate::post::chain::assign::{LONGEST_GAP, assign_part, is_department, is_verbal, plain};
use crate::relate::post::chain::{Held, Text};

impl<'d> Text<'d> {
    /// The titles that begin at a position, with their bodies, and where the row ends. In a career commas part them too.
    pub(in crate::relate::post) fn right(&self, start: usize, career: bool) -> (Vec<Held>, usize) {
        let mut held: Vec<Held> = Vec::new();
        let mut body: Option<&Mention> = None;
        let mut tail = String::new();
        let mut place: Option<&Mention> = None;
        let (mut at, mut end) = (start, start);
        // Where the row could end, should its last titles turn out to be another person's.
        let mut earlier: Vec<(usize, usize)> = Vec::new();
        loop {
            let rest = self.from(at);
            let gap = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
            at += gap;
            if let Some(title) = self.title_from(at) {
                let mut one = Held::new(title);
                match (body, place) {
                    (Some(body), _) => assign_part(body, &mut one, &tail),
                    (None, Some(place)) => {
                        one.place = Some(place.label.clone());
                        one.direct = true;
                    }
                    (None, None) if !tail.is_empty() => one.department = Some(tail.clone()),
                    (None, None) => {}
                }
                held.push(one);
                at = title.span.end;
                end = at;
                tail.clear();
                place = None;
                let Some(next) = self.next_in_row(at, career) else { break };
                earlier.push((held.len(), end));
                at = next;
                // A new body may follow; without one the old body goes on, but for departments of it.
                if self.beginning(at).is_some() {
                    body = None;
                }
                continue;
            }
            let inside = body.is_some_and(|body| body.span.end == at);
            let next = self.beginning(at).filter(|m| m.class == Class::Organization || !inside);
            if let Some(mention) = next {
                if mention.class == Class::Organization {
                    body = Some(mention);
                    tail.clear();
                } else {
                    place = Some(mention);
                    body = None;
                }
                at = self.behind_bracket(mention.span.end);
                continue;
            }
            let Some(title) = self.document.titles.get(self.document.titles.partition_point(|t| t.span.start < at))
            else {
                break;
            };
            let words = self.slice(at, title.span.start);
            let count = words.chars().count();
            let named = self.persons.iter().any(|m| m.span.overlaps(Span::new(at, title.span.start)));
            if count == 0 || count > LONGEST_GAP || !words.chars().all(plain) || is_verbal(words) || named {
                break;
            }
            if is_department(words) || (title.title == "部长" && count >= 2) {
                tail = if title.title == "部长" && !words.ends_with('部') {
                    format!("{words}部")
                } else {
                    words.to_owned()
                };
            } else if body.is_none() && place.is_none() {
                break;
            }
            at = title.span.start;
        }
        if self.person_from(end).is_some() {
            let (kept, before) = earlier.into_iter().rev().find(|(kept, _)| *kept < held.len()).unwrap_or((0, end));
            held.truncate(kept);
            end = before;
        }
        (held, end)
    }

    /// Behind a short bracket that opens at a position.
    fn behind_bracket(&self, at: usize) -> usize {
        let Some(inner) = self.from(at).strip_prefix(['（', '(']) else { return at };
        let Some(close) = inner.find(['）', ')']).filter(|close| inner[..*close].chars().count() <= 14) else {
            return at;
        };
        let mark = inner[close..].chars().next().map_or(0, char::len_utf8);
        self.len() - inner.len() + close + mark
    }

    /// Where the row goes on behind a title.
    fn next_in_row(&self, at: usize, career: bool) -> Option<usize> {
        let rest = self.from(at);
        let marks: &[&str] = if career {
            &["、", "兼任", "兼", "，", "和", "，兼任", "；"]
        } else {
            &["、", "兼任", "兼", "和"]
        };
        let mark = marks.iter().filter(|mark| rest.starts_with(**mark)).max_by_key(|mark| mark.len())?;
        let next = at + mark.len();
        let titles = &self.document.titles;
        let follows = titles.get(titles.partition_point(|t| t.span.start < next)).is_some_and(|title| {
            let words = self.slice(next, title.span.start);
            words.chars().count() <= 40 && !words.contains(['，', '。', '、', '；', '\n', '“', '”'])
        });
        follows.then_some(next)
    }
}
