//! A title that somebody holds at a body, or held: `中共吴中区委常委、组织部部长`.

use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::trace::{Lang, Told};

/// Words before a title that say that somebody held it once, perhaps still when that was said.
const ONCE: &[&str] = &["曾任", "曾担任", "历任", "此前任", "原任", "前任", "时任"];
/// Words before a title that say that it is over.
const OVER: &[&str] = &["不再担任", "不再兼任", "免去", "辞去", "卸任"];
/// Words that say that the titles behind them are held: they end what the words above began.
const NOW: &[&str] = &["现任", "现为", "当选", "升任", "出任", "转任", "调任", "履新", "接任", "任命"];
/// What stands right before the title and the name of somebody who held it then.
const THEN: &[&str] = &["时任", "原", "前"];

/// What a sentence says of a title's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Time {
    /// It was held once.
    Once,
    /// It is held.
    #[default]
    Now,
    /// It is over.
    Over,
}

/// A title at a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// The body, or else empty.
    pub body: String,
    /// The title.
    pub title: String,
    time: Time,
    /// Where its article says so.
    at: usize,
}

impl Post {
    pub(super) fn of(told: &Told) -> Self {
        let title = told.row.object.clone();
        let body = told.row.qualifier("org").to_owned();
        let place = place(&told.sentence, &told.marks, &title);
        let time = place.map_or(Time::Now, |place| time(&told.sentence, place, &title, &told.row.subject));
        let at = told.at + place.map_or(0, |place| told.sentence[..place].chars().count());
        Self { body, title, time, at }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.time != Time::Now
    }

    /// Body and title in one; what the title says of the body again (某区人大 + 人大代表) is said once.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("{}{}", self.body, behind(&self.body, &self.title))
    }
}

/// Adds a post that is not there yet. One that is held is not over because another sentence tells that it was held before,
/// but is because one tells of its end.
pub(super) fn add(posts: &mut Vec<Post>, post: Post) {
    match posts.iter_mut().find(|known| known.body == post.body && known.title == post.title) {
        Some(known) => known.time = known.time.max(post.time),
        None => posts.push(post),
    }
}

/// Posts one after the other, the titles of one body behind its name; what is over is said to be where not all is.
pub(super) fn listed(posts: &[Post], lang: Lang) -> String {
    let some_held = posts.iter().any(|post| !post.is_past());
    let mut bodies: Vec<&str> = Vec::new();
    for post in posts {
        if !bodies.contains(&post.body.as_str()) {
            bodies.push(&post.body);
        }
    }
    let of = |body: &&str| posts.iter().filter(|post| post.body == **body).collect::<Vec<_>>();
    let (mut words, mut above) = (Vec::new(), "");
    for body in &bodies {
        for (number, post) in of(body).into_iter().enumerate() {
            // A department stands behind the body that was named before it.
            let department = post.body.strip_prefix(above).filter(|rest| !above.is_empty() && !rest.is_empty());
            let name = match (number, department) {
                (0, Some(department)) => format!("{department}{}", behind(&post.body, &post.title)),
                (0, None) => post.whole(),
                (1.., _) => behind(&post.body, &post.title).to_owned(),
            };
            if number == 0 && department.is_none() {
                above = &post.body;
            }
            let former = if post.is_past() && some_held { lang.of("（曾任）", " (formerly)") } else { "" };
            words.push(format!("{name}{former}"));
        }
    }
    lang.list(&words)
}

/// Puts posts in the order in which their article has them.
pub(super) fn arrange(posts: &mut [Post]) {
    posts.sort_by_key(|post| post.at);
}

/// As other programs read posts: each title with its body.
pub(super) fn whole<S: Serializer>(posts: &[Post], serializer: S) -> Result<S::Ok, S::Error> {
    posts.iter().map(Post::whole).collect::<Vec<_>>().serialize(serializer)
}

/// A title without what its body's name ends with.
fn behind<'t>(body: &str, title: &'t str) -> &'t str {
    let starts = body.char_indices().map(|(at, _)| &body[at..]);
    let shared = starts.filter(|end| end.chars().count() >= 2).find_map(|end| title.strip_prefix(end));
    shared.filter(|rest| !rest.is_empty()).unwrap_or(title)
}

/// Where a sentence has the title: of several places the one nearest behind what the claim names.
pub(super) fn place(sentence: &str, marks: &[Range<usize>], title: &str) -> Option<usize> {
    let at = |chars: usize| sentence.char_indices().nth(chars).map_or(sentence.len(), |(at, _)| at);
    let ends: Vec<usize> = marks.iter().map(|mark| at(mark.end)).collect();
    let distance = |title: usize| ends.iter().filter(|end| **end <= title).map(|end| title - end).min();
    let places = sentence.match_indices(title).map(|(at, _)| at).filter(|at| !sentence[..*at].ends_with('副'));
    places.min_by_key(|at| distance(*at).unwrap_or(usize::MAX))
}

/// What the words before a title, back to the last full stop, say of its time. Of a title that its holder's name follows
/// only the words right before it speak: those further back are about somebody else.
fn time(sentence: &str, place: usize, title: &str, person: &str) -> Time {
    let start = sentence[..place].rfind(['。', '；', '！', '？']).map_or(0, |at| at + '。'.len_utf8());
    let before = &sentence[start..place];
    let follows =
        sentence[place + title.len()..].split(['，', '。', '；']).next().is_some_and(|end| end.contains(person));
    if follows {
        let phrase = before.rsplit(['，', '、']).next().unwrap_or(before);
        return if THEN.iter().any(|then| phrase.starts_with(then)) { Time::Once } else { Time::Now };
    }
    let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    let times = [(last(NOW), Time::Now), (last(ONCE), Time::Once), (last(OVER), Time::Over)];
    times.into_iter().filter(|(at, _)| at.is_some()).max_by_key(|(at, _)| *at).map_or(Time::Now, |(_, time)| time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sentence: &str, body: &str, title: &str, person: &str) -> Time {
        let chars = |at: usize| sentence[..at].chars().count();
        let named = [body, person].into_iter();
        let marks = named.filter_map(|name| sentence.find(name).map(|at| chars(at)..chars(at + name.len())));
        let place = place(sentence, &marks.collect::<Vec<_>>(), title).unwrap_or(usize::MAX);
        time(sentence, place, title, person)
    }

    #[test]
    fn a_sentence_says_whether_a_title_is_held_still() {
        let sentence = "甲市委书记王一山曾任乙县委书记，2021年调任丙市委副书记。";
        assert_eq!(said(sentence, "甲市委", "书记", "王一山"), Time::Now);
        assert_eq!(said(sentence, "乙县委", "书记", "王一山"), Time::Once);
        assert_eq!(said(sentence, "丙市委", "副书记", "王一山"), Time::Now);
        let two = "甲市委书记王一山曾任乙县委书记，丙市委书记李二河也是。";
        assert_eq!(said(two, "丙市委", "书记", "李二河"), Time::Now);
        assert_eq!(said("时任甲市委书记的王一山说。", "甲市委", "书记", "王一山"), Time::Once);
        assert_eq!(said("王一山同志不再担任甲区委书记、常委职务；", "甲区委", "常委", "王一山"), Time::Over);
        assert_eq!(said("免去李二河职务；任命王一山为甲局局长。", "甲局", "局长", "王一山"), Time::Now);
    }

    #[test]
    fn the_end_of_a_post_counts_more_than_that_it_was_held() {
        let post = |time| Post { body: "甲局".into(), title: "局长".into(), time, at: 0 };
        let mut posts = Vec::new();
        [Time::Once, Time::Now, Time::Once].into_iter().for_each(|time| add(&mut posts, post(time)));
        assert!(!posts[0].is_past());
        add(&mut posts, post(Time::Over));
        assert!(posts.len() == 1 && posts[0].is_past());
    }

    #[test]
    fn titles_of_one_body_stand_behind_its_name() {
        let post = |body: &str, title: &str, time| Post { body: body.into(), title: title.into(), time, at: 0 };
        let posts = [
            post("甲市总工会", "党组书记", Time::Now),
            post("乙区人大", "人大代表", Time::Once),
            post("甲市总工会", "副主席", Time::Now),
        ];
        assert_eq!(listed(&posts, Lang::Zh), "甲市总工会党组书记、副主席、乙区人大代表（曾任）");
        assert_eq!(listed(&posts[1..2], Lang::Zh), "乙区人大代表");
        let departments = [
            post("甲区委", "常委", Time::Now),
            post("甲区委组织部", "部长", Time::Now),
            post("乙局", "局长", Time::Now),
        ];
        assert_eq!(listed(&departments, Lang::Zh), "甲区委常委、组织部部长、乙局局长");
        assert_eq!(post("", "高级工程师", Time::Now).whole(), "高级工程师");
    }
}
