//! Noun phrases behind and before a number.

use crate::relate::figure::vocabulary::{Vocabulary, tidy};
use crate::relate::figure::words::Word;

/// The number of words and of bytes of the noun phrase that begins behind a number; none when a verb, an adverb or
/// nothing follows.
pub(super) fn behind(vocabulary: &Vocabulary, words: &[Word<'_>], people: bool) -> (usize, usize) {
    let nominal_verb = |word: &str| vocabulary.nominal.contains(&word);
    let mut end = 0;
    let mut has_noun = false;
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let ahead_de = || words[index..].iter().take(8).take_while(|w| !stops(w)).any(|w| w.text == "的");
        if word.nominal() {
            has_noun |= word.tag.starts_with(['n', 'v', 'j', 'l']) || word.tag == "eng" || word.tag == "an";
        } else if word.joins() && index > 0 {
            if word.text != "的" && !words.get(index + 1).is_some_and(|w| w.nominal() || w.verb()) {
                break;
            }
        } else if word.verb() {
            let next = words.get(index + 1);
            let compound = has_noun
                && next.is_some_and(|w| w.tag.starts_with('n') || w.tag == "vn")
                && (!people || nominal_verb(word.text));
            // “2次社会实践”, “315个重点项目开工”: the clause ends with it.
            let last = has_noun && !people && next.is_none() && word.text.chars().count() == 2;
            if !(compound || last || !has_noun && ahead_de() || index == 0 && nominal_verb(word.text)) {
                break;
            }
            has_noun |= compound;
        } else if !(matches!(word.tag, "p" | "d" | "r") && !has_noun && ahead_de()
            || word.text == "等" && words.get(index + 1).is_some_and(|w| w.nominal()))
        {
            break;
        }
        index += 1;
        end += word.text.len();
    }
    while let Some(word) = words[..index]
        .last()
        .filter(|w| end > 0 && (matches!(w.tag, "f" | "s" | "t" | "d") || matches!(w.text, "前来" | "当天" | "一起")))
    {
        end -= word.text.len();
        index -= 1;
    }
    if has_noun { (index, end) } else { (0, 0) }
}

fn stops(word: &Word<'_>) -> bool {
    matches!(word.text, "，" | "。" | "；" | "：" | "！" | "？" | ",")
}

/// The phrase before a number: its noun, and the verb before that, when there is one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// The verb whose object the noun is (签订), or empty.
    pub verb: String,
    /// The noun phrase (劳动合同), or empty.
    pub noun: String,
}

impl Before {
    /// The counted noun: short nouns keep their verb.
    pub(super) fn label(&self, vocabulary: &Vocabulary) -> String {
        let short = self.noun.chars().count() < 4;
        let dropped = &vocabulary.dropped;
        if let Some(object) = without_verb(vocabulary, &self.noun) {
            return object.to_owned();
        }
        if self.verb.is_empty() || self.noun.is_empty() || short && !dropped.contains(&self.verb.as_str()) {
            format!("{}{}", self.verb, self.noun)
        } else {
            self.noun.clone()
        }
    }
}

/// What is left of a noun phrase without the verb that jieba took for a part of it: 培育 and 培训 are nouns as well, but
/// before a noun that can stand alone they are the verb.
pub(in crate::relate::figure) fn without_verb<'n>(vocabulary: &Vocabulary, noun: &'n str) -> Option<&'n str> {
    let mut verbs = vocabulary.dropped.iter().filter(|v| v.chars().count() == 2);
    verbs.find_map(|v| noun.strip_prefix(v)).filter(|o| o.chars().count() >= 4 && !o.starts_with('的'))
}

/// The phrase that ends before a number, leads and copulas already removed.
pub(super) fn before(vocabulary: &Vocabulary, words: &[Word<'_>]) -> Before {
    let mut start = words.len();
    // “对接商会协会110家”: walk back over the noun phrase to its verb.
    while start > 0 {
        let word = words[start - 1];
        let inside = word.nominal()
            || word.joins() && start < words.len()
            || word.text == "等"
            || word.verb()
                && (vocabulary.nominal.contains(&word.text) && start > 1
                    || start < words.len() && before_de(&words[start..]) && start > 1);
        if !inside {
            break;
        }
        start -= 1;
    }
    let noun = phrase(&words[start..]);
    let Some(stop) = start.checked_sub(1).map(|at| words[at]) else { return Before { verb: String::new(), noun } };
    if !stop.verb() {
        return Before { verb: String::new(), noun };
    }
    let mut from = start - 1;
    while from > 0 && (words[from - 1].verb() || words[from - 1].text == "、" && noun.is_empty()) {
        from -= 1;
    }
    let verb = phrase(&words[from..start]);
    if vocabulary.light.contains(&verb.as_str()) && !noun.is_empty() {
        let head = before(vocabulary, &words[..from]);
        return Before { verb: String::new(), noun: format!("{}{noun}", head.noun) };
    }
    if noun.is_empty() {
        // “案外调解33件”, “群众满意”: the verb itself is what is counted.
        let mut head = from;
        while head > 0 && words[head - 1].nominal() {
            head -= 1;
        }
        return Before { verb: String::new(), noun: phrase(&words[head..start]) };
    }
    Before { verb, noun }
}

/// Whether a 的 follows before the phrase ends: the verb is part of a relative clause.
fn before_de(words: &[Word<'_>]) -> bool {
    words.iter().take(6).any(|w| w.text == "的")
}

/// The words as a label.
pub(super) fn phrase(words: &[Word<'_>]) -> String {
    let text: String = words.iter().map(|w| w.text).collect();
    tidy(&text)
}
