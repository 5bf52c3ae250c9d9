//! Administrative divisions by the gazetteer, settled by context; regions and venues by list and suffix; deixis
//! (我省, 该市) by the story.

mod site;

use std::collections::BTreeMap;

use crate::extract::Extractor;
use crate::lexicon::{Gazetteer, Lexicon};
use crate::model::{Class, Document, Mention, PlaceLevel, Span, StoryPlace, TagKind};

/// Finds places.
pub struct Places;

/// A stretch of text that may name one of several divisions.
#[derive(Clone, Debug)]
struct Candidate {
    span: Span,
    codes: Vec<u32>,
    full: bool,
    /// Whether the name means it without context.
    sure: bool,
    alone: bool,
}

impl Extractor for Places {
    fn name(&self) -> &'static str {
        "place"
    }

    fn extract(&self, document: &mut Document<'_>, lexicon: &Lexicon) {
        let gazetteer = lexicon.gazetteer();
        let candidates = candidates(document, lexicon);
        let settled = settle(document.text(), &candidates, gazetteer);
        let mut mentions: Vec<Mention> = settled
            .iter()
            .filter(|(span, _)| !channel(document.text(), *span))
            .filter_map(|&(span, code)| division(span, code, gazetteer))
            .collect();
        document.story = story(document, &settled, gazetteer);
        listed(document, lexicon, &mut mentions);
        towns(document, lexicon, &settled, &mut mentions);
        document.add_mentions(mentions);
        let regions = site::suffixed(document, lexicon);
        document.add_mentions(regions);
        let tagged = site::tagged(document, lexicon);
        document.add_mentions(tagged);
        let villages = site::villages(document);
        document.add_mentions(villages);
        let deictic = deixis(document, gazetteer);
        document.add_mentions(deictic);
    }
}

/// 人民网－江苏|频道: a place in the name of a medium's page, which tells where the story plays and is not in it.
fn channel(text: &str, span: Span) -> bool {
    let (before, rest) = (&text[..span.start], &text[span.end..]);
    let news = rest.strip_prefix("新闻").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    rest.starts_with("频道") || news && before.ends_with('网')
}

fn division(span: Span, code: u32, gazetteer: &Gazetteer) -> Option<Mention> {
    let division = gazetteer.division(code)?;
    let mut mention = Mention::new(span, Class::Place, division.name, "place:gazetteer");
    mention.level = Some(division.level);
    mention.confidence = 0.95;
    Some(mention)
}

/// Longest names first, none inside another.
fn candidates(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Candidate> {
    let (places, shorts) = (lexicon.id("places"), lexicon.id("place_short"));
    let ambiguous = lexicon.list("place_ambiguous");
    let gazetteer = lexicon.gazetteer();
    let text = document.text();
    let mut found: Vec<Candidate> = Vec::new();
    for hit in &document.hits {
        let word = hit.span.of(text);
        if found.last().is_some_and(|last| last.span == hit.span) {
            continue;
        }
        let candidate = if hit.list == places {
            let codes = gazetteer.named(word).to_vec();
            Candidate { span: hit.span, codes, full: true, sure: true, alone: !ambiguous.contains(word) }
        } else if hit.list == shorts && gazetteer.named(word).is_empty() {
            let named = gazetteer.short_named(word);
            let sure = named.iter().any(|&(_, sure)| sure > 0);
            // 江南 is a region before it is a district of Nanning.
            let alone = sure
                || !lexicon.list("regions").contains(word)
                    && (tagged_place(document, hit.span) || before_body(document, lexicon, hit.span.end));
            Candidate { span: hit.span, codes: named.iter().map(|n| n.0).collect(), full: false, sure, alone }
        } else {
            continue;
        };
        found.push(candidate);
    }
    found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        let clear = !inside_word(text, &candidate) && !untagged(document, &candidate);
        if kept.last().is_none_or(|last| candidate.span.start >= last.span.end) && clear {
            kept.push(candidate);
        }
    }
    kept
}

/// Whether the tagger sees a place or a body here: then a short name that is also a common word is one.
fn tagged_place(document: &Document<'_>, span: Span) -> bool {
    document.tags.iter().any(|t| t.kind == TagKind::Place && t.span == span)
}

/// Whether a public body's name goes on where the place ends (崇川|法院).
fn before_body(document: &Document<'_>, lexicon: &Lexicon, end: usize) -> bool {
    let bodies = lexicon.id("bodies");
    document.hits_from(end).any(|hit| hit.list == bodies && hit.span.len() >= 6)
}

/// A short name, or a full one of three characters, that no tag covers and that does not begin or end a stretch between
/// tags is the accident of two words (提|高安|全, 振|兴城市).
fn untagged(document: &Document<'_>, candidate: &Candidate) -> bool {
    let span = candidate.span;
    if document.tags.is_empty() || candidate.full && span.of(document.text()).chars().count() > 3 {
        return false;
    }
    let covered = document.tags.iter().any(|t| {
        t.kind != TagKind::Person
            && t.kind != TagKind::Time
            && t.kind != TagKind::Title
            && t.span.start <= span.start
            && span.end <= t.span.end
    });
    !covered
}

/// Short names that are only the beginning or the end of another word (上海证 is none, 南京路 is; 大连接, 东方红).
fn inside_word(text: &str, candidate: &Candidate) -> bool {
    let before = text[..candidate.span.start].chars().next_back();
    let after = text[candidate.span.end..].chars().next();
    if candidate.full {
        let beginning = candidate.span.of(text).chars().count() == 3 && matches!(before, Some('振' | '复' | '城'));
        return before == Some('·') || beginning || text[candidate.span.end..].starts_with("域");
    }
    matches!(before, Some('·')) || matches!(after, Some('路' | '街' | '道' | '话' | '菜' | '·'))
}

/// Which division each candidate means; those that nothing settles are left out.
fn settle(text: &str, candidates: &[Candidate], gazetteer: &Gazetteer) -> Vec<(Span, u32)> {
    let mut weight: BTreeMap<u32, u32> = BTreeMap::new();
    for candidate in candidates {
        if let [code] = candidate.codes[..]
            && candidate.alone
        {
            for division in gazetteer.line(code) {
                *weight.entry(division.code).or_default() += 1;
            }
        }
    }
    let full_names: Vec<&str> = candidates.iter().filter(|c| c.full).map(|c| c.span.of(text)).collect();
    let mut settled: Vec<(Span, u32)> = Vec::new();
    for candidate in candidates {
        let before = settled.last().filter(|(span, _)| span.end == candidate.span.start).map(|&(_, code)| code);
        let below = before
            .and_then(|above| candidate.codes.iter().copied().find(|&c| c != above && gazetteer.is_within(c, above)));
        let spelled = |code: u32| gazetteer.division(code).is_some_and(|d| full_names.contains(&d.name));
        let sibling = || sibling(text, candidate, settled.last(), gazetteer);
        let code = below.or_else(sibling).or_else(|| by_context(candidate, &weight, gazetteer, &spelled));
        if let Some(code) = code {
            settled.push((candidate.span, code));
        }
    }
    settled
}

/// In a list (和平、沈河、浑南): a division beside or below the one before it.
fn sibling(text: &str, candidate: &Candidate, last: Option<&(Span, u32)>, gazetteer: &Gazetteer) -> Option<u32> {
    let &(span, code) = last?;
    if !matches!(text.get(span.end..candidate.span.start)?, "、" | "和" | "与" | "及") {
        return None;
    }
    let division = gazetteer.division(code)?;
    let beside =
        |c: &u32| gazetteer.division(*c).is_some_and(|d| d.parent == division.parent && d.level == division.level);
    candidate.codes.iter().copied().find(|c| beside(c))
}

fn by_context(
    candidate: &Candidate,
    weight: &BTreeMap<u32, u32>,
    gazetteer: &Gazetteer,
    spelled: &dyn Fn(u32) -> bool,
) -> Option<u32> {
    if !candidate.full
        && let Some(code) = candidate.codes.iter().copied().find(|&c| spelled(c))
    {
        return Some(code);
    }
    if !candidate.alone {
        return None;
    }
    let level = |code: u32| gazetteer.division(code).map(|d| d.level);
    let score = |code: u32| {
        gazetteer
            .line(code)
            .skip(1)
            .filter(|d| d.level != PlaceLevel::Country)
            .map(|d| weight.get(&d.code).copied().unwrap_or(0) * if d.level == PlaceLevel::City { 3 } else { 1 })
            .sum::<u32>()
    };
    if let [code] = candidate.codes[..] {
        return (candidate.sure || score(code) > 0).then_some(code);
    }
    let above = |code: u32| matches!(level(code), Some(PlaceLevel::Province | PlaceLevel::City)) && !candidate.full;
    let highest = candidate.codes.iter().copied().filter(|&c| above(c));
    if let Some(code) = highest.max_by_key(|&c| (level(c).map(std::cmp::Reverse), score(c))) {
        return Some(code);
    }
    let best = candidate.codes.iter().copied().max_by_key(|&code| (score(code), std::cmp::Reverse(code)))?;
    let tied = candidate.codes.iter().filter(|&&code| score(code) == score(best)).count() > 1;
    (score(best) > 0 && !tied).then_some(best)
}

/// Where the story plays: the place of most mentions, the headline and the beginning counting more.
fn story(document: &Document<'_>, settled: &[(Span, u32)], gazetteer: &Gazetteer) -> StoryPlace {
    let mut votes: BTreeMap<u32, u32> = BTreeMap::new();
    let early = document.article.headline_span.end + 300;
    for &(span, code) in settled {
        let votes_here = if span.end <= document.article.headline_span.end {
            4
        } else if span.start < early {
            2
        } else {
            1
        };
        for division in gazetteer.line(code) {
            *votes.entry(division.code).or_default() += votes_here;
        }
    }
    let best = |level: PlaceLevel, above: Option<u32>| {
        let fits = |code: &u32| {
            gazetteer.division(*code).is_some_and(|d| d.level == level)
                && above.is_none_or(|a| gazetteer.is_within(*code, a))
        };
        votes
            .iter()
            .filter(|(code, _)| fits(code))
            .max_by_key(|(code, n)| (**n, std::cmp::Reverse(**code)))
            .map(|(code, _)| *code)
    };
    let name = |code: Option<u32>| code.and_then(|c| gazetteer.division(c)).map(|d| d.name.to_owned());
    let province = best(PlaceLevel::Province, None);
    let city = best(PlaceLevel::City, province);
    let county = best(PlaceLevel::County, city.or(province));
    StoryPlace { province: name(province), city: name(city), county: name(county) }
}

/// Names of `regions.tsv`.
fn listed(document: &Document<'_>, lexicon: &Lexicon, mentions: &mut Vec<Mention>) {
    let list = lexicon.id("regions");
    let mut last = 0;
    let mut hits: Vec<_> = document.hits.iter().filter(|hit| hit.list == list).collect();
    hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
    for hit in hits {
        let entry = lexicon.entry(*hit);
        let covered = mentions.iter().any(|m| m.span.contains(hit.span));
        if hit.span.start < last || covered {
            continue;
        }
        // 港澳台居民, 港澳台商 are a class of people and firms.
        if entry.word == "港澳" && document.text()[hit.span.end..].starts_with('台') {
            continue;
        }
        // Cities of other countries have names that are also words.
        let unsure = entry.fields.get(1) == Some(&"city") || entry.fields.get(2) == Some(&"tag");
        if unsure && !tagged_place(document, hit.span) {
            continue;
        }
        last = hit.span.end;
        let mut mention =
            Mention::new(hit.span, Class::Place, entry.fields.first().copied().unwrap_or(entry.word), "place:list");
        mention.level = entry.fields.get(1).copied().and_then(PlaceLevel::from_word);
        mentions.push(mention);
    }
}

/// Towns and streets of the gazetteer whose county, city or province the article names.
fn towns(document: &Document<'_>, lexicon: &Lexicon, settled: &[(Span, u32)], mentions: &mut Vec<Mention>) {
    let list = lexicon.id("towns");
    let gazetteer = lexicon.gazetteer();
    let text = document.text();
    for hit in document.hits.iter().filter(|hit| hit.list == list) {
        let counties = gazetteer.towns_named(hit.span.of(text));
        let named = settled.iter().any(|&(span, code)| {
            let deep = gazetteer.division(code).is_some_and(|d| d.level != PlaceLevel::Country);
            deep && counties.iter().any(|&county| {
                gazetteer.is_within(county, code)
                    && (counties.len() == 1
                        || span.end == hit.span.start
                        || gazetteer
                            .division(code)
                            .is_some_and(|d| d.level == PlaceLevel::County || d.level == PlaceLevel::City))
            })
        });
        let longer = mentions.iter().any(|m| m.span.contains(hit.span) && m.span.len() > hit.span.len());
        if !named || longer {
            continue;
        }
        mentions
            .retain(|m| !(m.span.overlaps(hit.span) && !m.span.contains(hit.span) && m.span.start >= hit.span.start));
        let mut mention = Mention::new(hit.span, Class::Place, hit.span.of(text), "place:town");
        mention.level = Some(PlaceLevel::Town);
        mentions.push(mention);
    }
}

/// 我省, 该市, 全县: the story's place, or the nearest place of that level named before.
fn deixis(document: &Document<'_>, gazetteer: &Gazetteer) -> Vec<Mention> {
    let text = document.text();
    let mut out = Vec::new();
    for (at, unit) in text.char_indices() {
        let level = match unit {
            '省' => PlaceLevel::Province,
            '市' => PlaceLevel::City,
            '县' | '区' => PlaceLevel::County,
            _ => continue,
        };
        let Some(pronoun) = text[..at].chars().next_back() else { continue };
        if !matches!(pronoun, '我' | '该' | '全' | '本') {
            continue;
        }
        let span = Span::new(at - pronoun.len_utf8(), at + unit.len_utf8());
        let label = nearest(document, gazetteer, level, unit, span.start);
        let Some((label, level)) = label else { continue };
        let mut mention = Mention::new(span, Class::Place, label, "place:deixis");
        mention.level = Some(level);
        mention.anaphoric = true;
        mention.confidence = 0.8;
        out.push(mention);
    }
    out
}

/// The division that a bare 省, 市, 县 or 区 at a position means: the nearest named before it, else the story's.
#[must_use]
pub fn nearest(
    document: &Document<'_>,
    gazetteer: &Gazetteer,
    level: PlaceLevel,
    unit: char,
    position: usize,
) -> Option<(String, PlaceLevel)> {
    let at = document.mentions.partition_point(|m| m.span.start < position);
    let places = |mentions: &[Mention]| -> Vec<(usize, String)> {
        let named = mentions.iter().filter(|m| m.class == Class::Place && !m.anaphoric);
        named.filter_map(|m| unit_of(gazetteer, &m.label, level, unit).map(|name| (m.span.start, name))).collect()
    };
    let before = places(&document.mentions[..at]);
    let story = document.story.at(level).filter(|s| s.ends_with(unit)).map(str::to_owned);
    let near = before.last().cloned();
    let chosen = match (near, story) {
        (Some((start, near)), Some(story)) if near != story => {
            let all = places(&document.mentions);
            let count = |name: &str| all.iter().filter(|(_, n)| n == name).count();
            let same_sentence = document.article.sentence_at(start) == document.article.sentence_at(position);
            if count(&story) > 2 * count(&near) && !same_sentence { story } else { near }
        }
        (Some((_, near)), _) => near,
        (None, Some(story)) => story,
        (None, None) => places(&document.mentions[at..]).into_iter().next()?.1,
    };
    let level = gazetteer.named(&chosen).iter().find_map(|&code| gazetteer.division(code)).map_or(level, |d| d.level);
    Some((chosen, level))
}

/// The division of a unit (省, 市, 县, 区) in the line above a named place, the place itself included.
fn unit_of(gazetteer: &Gazetteer, label: &str, level: PlaceLevel, unit: char) -> Option<String> {
    // A story that names Taiwan, Hong Kong or Macao does not thereby play there.
    if label.starts_with("台湾") || label.starts_with("香港") || label.starts_with("澳门") {
        return None;
    }
    gazetteer.named(label).iter().find_map(|&code| {
        let division = gazetteer.line(code).find(|d| {
            let municipality = unit == '市' && d.level == PlaceLevel::Province;
            (d.level == level || municipality || unit == '市' && d.level == PlaceLevel::County)
                && d.name.ends_with(unit)
        });
        division.map(|d| d.name.to_owned())
    })
}
