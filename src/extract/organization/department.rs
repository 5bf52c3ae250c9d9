//! Departments and branches that follow their body directly: 江苏申港锅炉有限公司|焊培中心 before 主任.

use crate::extract::boundary::is_name_character;
use crate::extract::normal;
use crate::lexicon::{Lexicon, WordList};
use crate::model::{Class, Document, Mention, OrgKind, Span, TagKind};

/// Longest name of a department, in characters.
const LONGEST: usize = 16;

/// Adds a department behind each body that has one.
pub(super) fn extend(document: &Document<'_>, lexicon: &Lexicon, found: &mut Vec<Mention>) {
    let mut more: Vec<Mention> = Vec::new();
    for parent in found.iter() {
        let mut parent = parent.clone();
        while let Some(mention) = department(document, lexicon, &parent, found) {
            more.push(mention.clone());
            parent = mention;
        }
    }
    found.append(&mut more);
}

fn department(document: &Document<'_>, lexicon: &Lexicon, parent: &Mention, found: &[Mention]) -> Option<Mention> {
    let text = document.text();
    let from = parent.span.end;
    let suffixes = lexicon.list("department_suffixes");
    let stops = lexicon.list("left_stops");
    let protected = lexicon.list("left_protected");
    let titles = lexicon.id("titles");
    let mut best = None;
    for (count, (offset, c)) in text[from..].char_indices().enumerate() {
        let end = from + offset + c.len_utf8();
        let stopped = || stops.contains(&text[from..end]) && protected.longest_prefix(&text[from..]).is_none();
        if count >= LONGEST
            || !is_name_character(c)
            || count == 0 && stopped() && !union_department(suffixes, text, from)
        {
            break;
        }
        let Some((suffix, entry)) = suffixes.longest_suffix(&text[from..end]) else { continue };
        if suffix.len() == end - from && suffix.chars().count() < 3 && suffix != "工会" {
            continue;
        }
        let tagged = || {
            document
                .tags
                .iter()
                .any(|t| t.kind == TagKind::Organization && t.span.end == end && t.span.start <= parent.span.end)
        };
        let before_title = || {
            let words = text[end..].strip_prefix('副').map_or(end, |rest| text.len() - rest.len());
            document.hits.iter().any(|h| h.list == titles && h.span.start == words)
        };
        if entry.fields.first() == Some(&"no") {
            if suffix.len() == end - from && stands_alone(text, end, suffix) && !before_title() {
                best = Some(end);
            }
            break;
        }
        let ok = match entry.fields.first() {
            Some(&"open") => true,
            Some(&"union") => parent.kind == Some(OrgKind::Union) && suffix.len() == end - from,
            Some(&"title") => before_title() || tagged(),
            _ => false,
        };
        if ok {
            best = Some(end);
            if entry.fields.first() == Some(&"title") {
                break;
            }
        }
    }
    let end = best?;
    let span = Span::new(parent.span.start, end);
    let known = union_department(suffixes, text, from);
    let tail = Span::new(from, end);
    let told = ["网站", "代表队", "中心组", "总部", "客户端"].iter().any(|word| tail.of(text).contains(word));
    if told || found.iter().any(|m| m.span.overlaps(tail) && m.span.start >= from) {
        return None;
    }
    if found.iter().any(|m| m.span == span) || !known && contains_stop(&text[from..end], lexicon) {
        return None;
    }
    let tail = normal::label(&text[from..end]);
    let mut mention =
        Mention::new(span, Class::Organization, format!("{}{tail}", parent.label), "organization:department");
    mention.kind = parent.kind;
    super::open::of_parent(document, &mut mention, parent);
    mention.anaphoric = parent.anaphoric;
    mention.confidence = 0.9;
    Some(mention)
}

/// Whether a department of a union stands here, whatever its first character (经济技术部).
fn union_department(suffixes: &WordList, text: &str, from: usize) -> bool {
    suffixes.longest_prefix(&text[from..]).is_some_and(|(_, entry)| entry.fields.first() == Some(&"union"))
}

/// Whether a party group is a body here, and not part of a title or of what it does (党组书记, 党组会议).
fn stands_alone(text: &str, end: usize, suffix: &str) -> bool {
    const GOES_ON: [&str; 14] = [
        "理论",
        "中心组",
        "成员",
        "书记",
        "副书记",
        "会",
        "班子",
        "扩大",
        "委员",
        "组织",
        "专职",
        "副",
        "第一",
        "巡视",
    ];
    suffix == "党组" && !GOES_ON.iter().any(|word| text[end..].starts_with(word))
}

/// Whether a verb or function word of two characters or more stands inside: then it is no name.
pub(super) fn contains_stop(words: &str, lexicon: &Lexicon) -> bool {
    let stops = lexicon.list("left_stops");
    let (verbs, protected) = (lexicon.list("verbs"), lexicon.list("left_protected"));
    words.char_indices().any(|(at, _)| {
        let rest = &words[at..];
        let pair = rest.char_indices().nth(1).map(|(second, c)| &rest[..second + c.len_utf8()]);
        pair.is_some_and(|pair| stops.contains(pair) || verbs.contains(pair))
            && protected.longest_prefix(rest).is_none()
    }) || words.contains(['的', '是', '在', '被', '把'])
}
