//! Words around numbers (`data/lexicon/figure_words.tsv`), by the part they play.

use crate::lexicon::Lexicon;

/// The word lists of this stage.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// What ties a noun to its figure (达到, 为, 共有), longest first where one begins another.
    pub copulas: Vec<&'static str>,
    /// Verbs that only tie a noun to its figure (实现营业收入59357亿元 of an enterprise).
    pub light: Vec<&'static str>,
    /// Words at the beginning of a clause that belong to no noun.
    pub leads: Vec<&'static str>,
    /// Words of one character that begin a clause, unless they begin one of the words behind them.
    pub singles: Vec<(&'static str, Vec<&'static str>)>,
    /// What the words of the three lists of openings begin with.
    pub firsts: Firsts,
    /// Further openings of a clause, before a subject.
    pub openings: Vec<&'static str>,
    /// Verbs that stand before nouns as one of them.
    pub nominal: Vec<&'static str>,
    /// Verbs that a counted noun does without.
    pub dropped: Vec<&'static str>,
    /// Nouns that the last item of a list says for all of them (…制造业、…制造业总产值).
    pub shared: Vec<&'static str>,
    /// What people do at an event.
    pub takes_part: Vec<&'static str>,
    /// Words of what is reached.
    pub reached: Vec<&'static str>,
    /// Deixis of happenings (此次, 活动现场).
    pub points: Vec<&'static str>,
    /// Verbs of reporting.
    pub says: Vec<&'static str>,
    /// What stands before a possible subject.
    pub before: Vec<&'static str>,
    /// What stands behind one.
    pub behind: Vec<&'static str>,
    /// What follows 全国 in names and titles.
    pub national_not: Vec<&'static str>,
    /// Negations and conditions before a number.
    pub negations: Vec<&'static str>,
    /// What is counted without a unit.
    pub countable: Vec<&'static str>,
    /// Units of sorts and of things beside a story.
    pub sorts: Vec<&'static str>,
    /// Ends of what is no noun.
    pub loose: Vec<&'static str>,
    /// What counts nothing.
    pub empty: Vec<&'static str>,
    /// Nouns that need the one of the clause before.
    pub bare: Vec<&'static str>,
    /// What points at the thing behind it (该, 这), so that the end of its name is enough to name it.
    pub deixis: Vec<&'static str>,
    /// Nouns of people, which are counted in 人 when no unit stands there.
    pub people: Vec<&'static str>,
    /// Names of bodies whose figures are the country's.
    pub national: Vec<&'static str>,
    /// Beginnings of names of government bodies whose figures are the country's.
    pub national_heads: Vec<&'static str>,
    /// Ends of short names of such bodies, when no place stands in them.
    pub national_ends: Vec<&'static str>,
}

/// Characters with which words begin, and perhaps some more: most text begins with none, and need not be compared with each word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Firsts([u64; 16]);

impl Firsts {
    fn place(text: &str) -> (usize, u64) {
        let code = text.chars().next().map_or(0, u32::from) as usize % 1024;
        (code / 64, 1 << (code % 64))
    }

    fn add(&mut self, word: &str) {
        let (cell, bit) = Self::place(word);
        self.0[cell] |= bit;
    }

    /// Whether a text may begin with one of the words.
    pub(super) fn may_begin(self, text: &str) -> bool {
        let (cell, bit) = Self::place(text);
        self.0[cell] & bit != 0
    }
}

impl Vocabulary {
    /// The lists by their second column.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let mut out = Self::default();
        for entry in &lexicon.list("figure_words").entries {
            let list = match entry.fields.first().copied().unwrap_or("") {
                "copula" => &mut out.copulas,
                "light" => &mut out.light,
                "lead" => &mut out.leads,
                "opening" => &mut out.openings,
                "nominal" => &mut out.nominal,
                "dropped" => &mut out.dropped,
                "shared" => &mut out.shared,
                "takes-part" => &mut out.takes_part,
                // Words of plans, and of plans that hold for the rest of their sentence: see `plan`.
                "plan" | "ahead" => continue,
                "reached" => &mut out.reached,
                "points" => &mut out.points,
                "says" => &mut out.says,
                "before" => &mut out.before,
                "behind" => &mut out.behind,
                "national-not" => &mut out.national_not,
                "negation" => &mut out.negations,
                "countable" => &mut out.countable,
                "sort" => &mut out.sorts,
                "loose" => &mut out.loose,
                "empty" => &mut out.empty,
                "bare" => &mut out.bare,
                "deixis" => &mut out.deixis,
                "people" => &mut out.people,
                "national" => &mut out.national,
                "national-head" => &mut out.national_heads,
                "national-end" => &mut out.national_ends,
                _ => {
                    let unless = entry.fields.get(1).map(|words| words.split(' ').collect()).unwrap_or_default();
                    out.singles.push((entry.word, unless));
                    continue;
                }
            };
            list.push(entry.word);
        }
        let singles = out.singles.iter().map(|(word, _)| word);
        out.leads.iter().chain(&out.openings).chain(singles).for_each(|word| out.firsts.add(word));
        out
    }

    /// Removes words that begin a clause, again and again.
    pub(super) fn without_leads<'t>(&self, mut text: &'t str) -> &'t str {
        const MARKS: [char; 12] = [' ', '\u{3000}', '\t', '，', '、', '（', '）', '”', '…', '●', '：', '—'];
        loop {
            let single = || {
                let (lead, unless) = self.singles.iter().find(|(c, _)| text.starts_with(c))?;
                (!unless.iter().any(|w| text.starts_with(w))).then(|| &text[lead.len()..])
            };
            let marks = || text.strip_prefix(MARKS);
            let lead = || self.leads.iter().find_map(|word| text.strip_prefix(word));
            let word = if self.firsts.may_begin(text) { lead().or_else(single) } else { None };
            match word.or_else(marks) {
                Some(rest) => text = rest,
                None => return text,
            }
        }
    }

    /// Removes copulas from the end, again and again.
    pub(super) fn without_copulas<'t>(&self, mut text: &'t str) -> &'t str {
        loop {
            text = text.trim_end();
            match self.copulas.iter().find_map(|word| text.strip_suffix(word)) {
                Some(rest) => text = rest,
                None => return text,
            }
        }
    }
}

/// Quotes and loose ends off.
pub(super) fn tidy(text: &str) -> String {
    let plain: String =
        text.chars().filter(|c| !matches!(c, '“' | '”' | '"' | '《' | '》' | '‘' | '’' | ' ')).collect();
    let mut plain = plain.as_str();
    loop {
        let next = plain
            .trim_start_matches(['的', '、', '和', '与', '及', '等', '）', ')'])
            .trim_end_matches(['的', '、', '和', '与', '及', '（', '(', '等', '：']);
        if next == plain {
            break;
        }
        plain = next;
    }
    // A bracket without its partner.
    let open = plain.matches(['（', '(']).count();
    let closed = plain.matches(['）', ')']).count();
    if open == closed { plain.to_owned() } else { plain.replace(['（', '）', '(', ')'], "") }
}
