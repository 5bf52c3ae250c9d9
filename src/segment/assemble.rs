//! Blocks → the article's text, with the way back to the input's lines.

use crate::model::{Article, ArticleKind, Byline, LineMap, Page, Span};
use crate::segment::block::{Block, Role};
use crate::segment::cues::cues;
use crate::segment::line::{Line, is_space};
use crate::segment::{Opening, headline, sentences};

/// What has been decided about one article.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its blocks in reading order: running text and subheads.
    pub blocks: Vec<usize>,
    /// Its headline's lines.
    pub heads: Vec<usize>,
    /// Lines of bylines that stand outside the body.
    pub bylines: Vec<usize>,
}

/// The article of a draft.
pub fn article(page: &Page, lines: &[Line<'_>], blocks: &[Block], draft: &Draft, key: String) -> Article {
    let heads: Vec<&Line<'_>> = draft.heads.iter().map(|&l| &lines[l]).collect();
    let title = headline::join(&heads);
    let mut text = Text { text: String::new(), map: Vec::new(), first_line: page.first_line };
    let mut headline_span = Span::default();
    if let Some(first) = heads.first() {
        text.mark(first.number);
        text.text.push_str(&title);
        headline_span = Span::new(0, text.text.len());
    }
    let body: Vec<usize> = draft.blocks.iter().flat_map(|&b| blocks[b].first..=blocks[b].last).collect();
    text.body(lines, blocks, &draft.blocks);
    let detached_bylines = text.bylines(lines, &draft.bylines);
    let mut byline_lines = draft.bylines.clone();
    byline_lines.extend(bylines_inside(lines, &body));
    byline_lines.sort_unstable();
    Article {
        key,
        file: page.file.clone(),
        kind: kind(lines, &body, &draft.bylines),
        headline: (!title.is_empty()).then_some(title),
        headline_span,
        sentences: sentences(&text.text),
        text: text.text,
        lines: LineMap(text.map),
        published: page.published,
        publisher: page.publisher.clone(),
        url: page.url.clone(),
        body_lines: ranges(lines, &body, page.first_line),
        headline_lines: ranges(lines, &draft.heads, page.first_line),
        byline_lines: ranges(lines, &byline_lines, page.first_line),
        detached_bylines,
    }
}

struct Text {
    text: String,
    map: Vec<(usize, usize)>,
    first_line: usize,
}

impl Text {
    /// The text goes on with a line of the page.
    fn mark(&mut self, number: usize) {
        self.map.push((self.text.len(), self.first_line + number));
    }

    fn paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn body(&mut self, lines: &[Line<'_>], blocks: &[Block], order: &[usize]) {
        let mut cut = false;
        for &b in order {
            if !cut {
                self.paragraph();
            }
            for line in &lines[blocks[b].first..=blocks[b].last] {
                self.mark(line.number);
                push_line(&mut self.text, line.text);
            }
            cut = blocks[b].role == Role::Body && blocks[b].cut;
        }
    }

    /// Bylines that stand apart close the text as paragraphs of their own, so that the names have a place in it.
    fn bylines(&mut self, lines: &[Line<'_>], bylines: &[usize]) -> Vec<Byline> {
        let mut out = Vec::new();
        for &l in bylines {
            self.paragraph();
            self.mark(lines[l].number);
            let start = self.text.len();
            push_line(&mut self.text, lines[l].text);
            out.extend(names(&self.text, start));
        }
        out
    }
}

/// Appends a line; spaces that only justify the line are left out.
fn push_line(text: &mut String, line: &str) {
    let chars: Vec<char> = line.chars().collect();
    let (mut bracket, mut quote) = (0usize, 0usize);
    for (i, &c) in chars.iter().enumerate() {
        match c {
            '（' | '(' => bracket += 1,
            '）' | ')' => bracket = bracket.saturating_sub(1),
            '“' | '《' => quote += 1,
            '”' | '》' => quote = quote.saturating_sub(1),
            _ => {}
        }
        if !is_space(c) {
            text.push(c);
            continue;
        }
        let (before, after) = (i.checked_sub(1).map(|b| chars[b]), chars.get(i + 1).copied());
        let keeps = match (before, after) {
            (Some(b), Some(a)) if is_space(a) || is_space(b) => is_space(b) && !is_space(a),
            (Some(b), Some(a)) if b.is_ascii_alphabetic() && a.is_ascii_alphabetic() => true,
            (Some(_), Some(_)) => bracket > 0 || names_around(&chars, i),
            _ => false,
        };
        if keeps && quote == 0 && !text.ends_with(' ') {
            text.push(' ');
        }
    }
}

/// Whether the space at `i` parts a byline's words (本报记者 某某, 某某 摄, 新华社电 上海).
fn names_around(chars: &[char], i: usize) -> bool {
    let before: String = chars[i.saturating_sub(4)..i].iter().collect();
    let after: String = chars[i + 1..(i + 4).min(chars.len())].iter().collect();
    const ROLES: [&str; 10] = ["记者", "通讯员", "摄影", "报道", "编辑", "校对", "作者", "电", "讯", "摄"];
    ROLES.iter().any(|role| before.ends_with(role) || after.starts_with(role))
        || before.ends_with(['。', '！', '？', '”', '：', '；'])
        || chars[..i].iter().rev().take(20).collect::<String>().contains("者记")
}

/// Names in a byline's words.
fn names(text: &str, start: usize) -> Vec<Byline> {
    let words = &text[start..];
    let mut out = Vec::new();
    let photo = words.ends_with('摄') || words.ends_with("摄影") || words.ends_with("供图");
    let mut role = if photo { "摄" } else { "" };
    let mut at = start;
    for token in words.split([' ', '、', '　', '：']) {
        let mut name = token;
        for (word, value) in [("通讯员", "通讯员"), ("记者", "记者"), ("作者", "作者"), ("评论员", "作者")]
        {
            if let Some(after) = name.find(word) {
                role = value;
                name = &name[after + word.len()..];
            }
        }
        let offset = at + (token.len() - name.len());
        let name = name.trim_end_matches("摄影").trim_end_matches('摄').trim_end_matches("供图");
        if (2..=5).contains(&name.chars().count()) {
            out.push(Byline { name: name.to_owned(), role, span: Span::new(offset, offset + name.len()) });
        }
        at += token.len() + words[at - start + token.len()..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

/// Lines of the body that hold its byline: the first when it opens as reports do, the last when it closes with a name.
fn bylines_inside(lines: &[Line<'_>], body: &[usize]) -> Vec<usize> {
    let mut out = Vec::new();
    out.extend(body.first().copied().filter(|&first| lines[first].opening == Opening::Strong));
    if let Some(&last) = body.last() {
        let words = &lines[last].compact;
        if words.ends_with('摄') || words.ends_with("摄）") || (words.ends_with('）') && words.contains("记者")) {
            out.push(last);
        }
    }
    out.dedup();
    out
}

fn kind(lines: &[Line<'_>], body: &[usize], bylines: &[usize]) -> ArticleKind {
    let chars: f32 = body.iter().map(|&l| lines[l].chars).sum();
    let starts_with_mark = body.first().is_some_and(|&l| lines[l].text.starts_with(|c| cues().brief.contains(&c)));
    let photo = body.last().into_iter().chain(bylines).any(|&l| lines[l].compact.ends_with('摄'));
    let report = body.first().is_some_and(|&l| lines[l].opening == Opening::Strong);
    if starts_with_mark {
        ArticleKind::Brief
    } else if (photo && chars < 400.0) || (chars < 160.0 && !report) {
        ArticleKind::Caption
    } else {
        ArticleKind::Report
    }
}

/// Input lines as inclusive ranges; blank lines between two lines of the article do not part a range.
fn ranges(lines: &[Line<'_>], of: &[usize], first_line: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<usize> = None;
    for &l in of {
        let number = lines[l].number + first_line;
        match out.last_mut() {
            Some(range) if before.is_some_and(|b| b + 1 == l) => range.1 = number,
            _ => out.push((number, number)),
        }
        before = Some(l);
    }
    out
}
