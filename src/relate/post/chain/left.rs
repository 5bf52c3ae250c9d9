//! From a name to the left: titles, and the bodies before them.

use crate::model::{Class, Mention, Span};
use crate::relate::post::chain::assign::{LONGEST_GAP, assign, is_department, is_verbal, plain};
use crate::relate::post::chain::{Held, Text};

impl<'d> Text<'d> {
    /// The titles that end where a name begins, nearest first, each with its body where one stands before it.
    pub(in crate::relate::post) fn left(&self, end: usize) -> Vec<Held> {
        let mut held: Vec<Held> = Vec::new();
        let mut open = 0;
        let mut at = self.trimmed(end);
        // 副庭长（主持工作）张三
        if let Some(before) = self.before_bracket(at).filter(|before| self.title_to(*before).is_some()) {
            at = before;
        }
        // 此前任某市委常委的张三
        let relative =
            self.all()[..at].strip_suffix('的').map(str::len).filter(|before| self.title_to(*before).is_some());
        at = relative.unwrap_or(at);
        loop {
            if let Some(title) = self.title_to(at) {
                held.push(Held::new(title));
                at = self.before_title(title.span, &mut held, &mut open);
                continue;
            }
            let parted = self.all()[..at].trim_end_matches([' ', '\u{3000}', '、', '兼', '和', '及', '暨', '与']).len();
            // 中央网信办、国家网信办总工程师: one title at two bodies.
            if parted < at
                && let Some(body) = self.ending(parted, Class::Organization)
                && let Some(last) = held.last().filter(|last| last.org.is_some()).cloned()
            {
                let mut also = Held { org: None, ..last };
                also.department = None;
                assign(body, std::slice::from_mut(&mut also), "");
                held.push(also);
                open = held.len();
                at = self.trimmed(body.span.start);
                continue;
            }
            if parted == at || held.is_empty() || self.title_to(parted).is_none() {
                break;
            }
            at = parted;
        }
        if relative.is_some() && !self.all()[..at].ends_with(['任', '是']) {
            return Vec::new();
        }
        if relative.is_none() && self.all()[..at].ends_with(['为', '任']) && held.len() > 1 {
            self.only_nearest(&mut held);
        }
        held
    }

    /// 张三为某委员会主任、合伙人李四: only what follows the last 、 is of the later name.
    fn only_nearest(&self, held: &mut Vec<Held>) {
        let parted = |pair: &[Held]| self.slice(pair[1].span.end, pair[0].span.start).starts_with('、');
        let Some(cut) = held.windows(2).position(parted) else { return };
        held.truncate(cut + 1);
        let body = self.body_before(held[cut].span.start).is_some();
        for one in held.iter_mut().filter(|_| !body) {
            one.org = None;
            one.kind = None;
        }
    }

    /// Reads the body before a title; returns where to go on.
    fn before_title(&self, span: Span, held: &mut [Held], open: &mut usize) -> usize {
        let all = self.all();
        if self.title_to(self.trimmed(span.start)).is_some() {
            return self.trimmed(span.start);
        }
        let text = all[..span.start].strip_suffix('的').map_or(span.start, str::len);
        let shared_character = span.start + all[span.start..].chars().next().map_or(0, char::len_utf8);
        let bracket = all[..span.start].strip_suffix('）').map_or(span.start, str::len);
        for at in [self.trimmed(span.start), shared_character, text, bracket] {
            if let Some(body) = self.ending(at, Class::Organization) {
                assign(body, &mut held[*open..], "");
                *open = held.len();
                return self.trimmed(body.span.start);
            }
        }
        if let Some(open_bracket) = self.before_bracket(span.start)
            && let Some(body) = self.ending(open_bracket, Class::Organization)
        {
            assign(body, &mut held[*open..], "");
            *open = held.len();
            return self.trimmed(body.span.start);
        }
        if let Some(place) = self.ending(span.start, Class::Place) {
            if let Some(last) = held.last_mut() {
                last.place = Some(place.label.clone());
                last.direct = true;
            }
            return place.span.start;
        }
        if let Some(village) = self.small_place(span) {
            let start = span.start - village.len();
            if let Some(last) = held.last_mut() {
                last.place = Some(village.to_owned());
                last.direct = true;
            }
            return start;
        }
        let Some((body, gap)) = self.across_gap(span.start) else { return self.detached(span, held) };
        if is_department(gap) || gap == "会" {
            assign(body, &mut held[*open..], gap);
        } else {
            assign(body, &mut held[*open..], "");
            if let Some(last) = held.last_mut() {
                last.title = format!("{gap}{}", last.title);
            }
        }
        *open = held.len();
        body.span.start
    }

    /// A village or town that no list has, before the title of a party office: 彭杖子村|党支部书记.
    fn small_place(&self, span: Span) -> Option<&'d str> {
        let left = &self.all()[..span.start];
        let party = span.of(self.all()).starts_with('党') && left.ends_with(['村', '镇', '乡']);
        let run: usize = left.chars().rev().take_while(|c| plain(*c)).take(6).map(char::len_utf8).sum();
        let words = &left[span.start - run..];
        (party && (2..=5).contains(&words.chars().count()) && !is_verbal(words)).then_some(words)
    }

    /// Where a short bracket that ends at a position begins.
    fn before_bracket(&self, at: usize) -> Option<usize> {
        let inner = self.all()[..at].strip_suffix(['）', ')'])?;
        let open = inner.rfind(['（', '('])?;
        let short = self.slice(open, at).chars().count() <= 14 && !inner[open..].contains('，');
        short.then(|| self.trimmed(open))
    }

    /// A body at the other end of a stretch of plain words.
    fn across_gap(&self, at: usize) -> Option<(&'d Mention, &'d str)> {
        let run: usize =
            self.all()[..at].chars().rev().take_while(|c| plain(*c)).take(LONGEST_GAP).map(char::len_utf8).sum();
        let to = self.bodies.partition_point(|m| m.span.end <= at);
        let body = self.bodies[..to]
            .iter()
            .rev()
            .take_while(|m| m.span.end >= at - run)
            .find(|m| m.class == Class::Organization)?;
        let gap = self.slice(body.span.end, at);
        let titled = self.document.titles.iter().any(|t| t.span.overlaps(Span::new(body.span.end, at)));
        (!gap.is_empty() && !titled && !is_verbal(gap)).then_some((*body, gap))
    }

    /// A department behind 、 whose body stands before the row (区委常委、组织部|部长); else where the title begins.
    fn detached(&self, span: Span, held: &mut [Held]) -> usize {
        let left = &self.all()[..span.start];
        let run: usize = left.chars().rev().take_while(|c| plain(*c)).take(9).map(char::len_utf8).sum();
        let words = &left[span.start - run..];
        let cut = ["兼"].iter().filter_map(|word| words.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
        let words = &words[cut..];
        let anaphor = crate::relate::post::body::ANAPHORS.iter().find(|word| words == **word);
        if let (Some(word), Some(last)) = (anaphor, held.last_mut()) {
            last.department = Some((*word).to_owned());
            return span.start - word.len();
        }
        let parted = left[..span.start - words.len()].ends_with(['、', '兼']);
        // 宣传部长 is 宣传部部长.
        let full = if held.last().is_some_and(|h| h.title == "部长") && !words.is_empty() && !words.ends_with('部') {
            format!("{words}部")
        } else {
            words.to_owned()
        };
        if parted && (2..=8).contains(&full.chars().count()) && is_department(&full) {
            if let Some(last) = held.last_mut() {
                last.department = Some(full);
            }
            return span.start - words.len();
        }
        // 副总裁、车计算业务负责人: words that belong to the title.
        let before = span.start - words.len();
        let after_title = self.title_to(left[..before].trim_end_matches(['、', '兼']).len()).is_some();
        if parted && after_title && (2..=6).contains(&words.chars().count()) && !is_verbal(words) {
            if let Some(last) = held.last_mut() {
                last.title = format!("{words}{}", last.title);
            }
            return before;
        }
        span.start
    }

    pub(super) fn trimmed(&self, at: usize) -> usize {
        self.all()[..at].trim_end_matches([' ', '\u{3000}', '\u{a0}']).len()
    }
}
