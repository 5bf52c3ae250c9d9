//! Foreign names and those of peoples who write several parts: 帕特里克·佩鲁, 阿依古丽·买买提; behind a title also without
//! the dot (主席考文垂).

use crate::extract::candidate::is_han;
use crate::lexicon::Lexicon;
use crate::model::{Class, Document, Span};

/// Characters that transcribe foreign names.
const TRANSCRIBING: &str = "阿埃艾爱安昂奥澳巴白拜班邦保鲍贝本比彼毕别宾波伯博布查茨达大戴丹当道德登邓迪蒂丁东杜多敦顿厄恩尔法凡范菲费芬丰冯佛夫弗福盖甘冈高戈格根贡古瓜圭哈海汉豪赫黑亨洪胡华怀惠霍基吉季加伽贾简杰金津京久卡凯坎康考柯科可克肯库夸奎昆拉腊莱赖兰朗劳勒雷黎里理力立丽利莉连廉良列烈林留隆卢鲁路露伦罗洛吕马玛买迈麦曼芒毛茅梅门蒙孟米密敏明缪摩莫墨默姆木穆拿娜纳南瑙内妮尼年涅宁牛纽努诺欧帕派潘庞佩彭蓬皮平珀普奇齐恰钱乔切钦琼丘让热仁日荣茹儒瑞若撒萨赛塞三森沙莎山尚绍舍申圣施什石史舒朔斯丝松苏索塔泰坦汤唐陶特腾提铁廷通图托瓦万旺威韦维魏温文翁沃乌武伍西希锡席夏谢辛欣兴休许雅亚延扬耶叶伊依因英尤于约云泽扎詹珍芝治朱卓兹佐吾买依孜提江肯努尔别克汗古丽热合曼艾力玉苏甫迪牙帕夏力坤木卓桑扎西次仁旦增多吉央金拉姆才让项欠贡布格桑罗布洛桑丹增旺姆罕卜厥毗娅芙蕾黛琳莎娃薇芭茜桃丝慈妲琪妍耶坎谟摩蓓姗琼珍玛";

/// The foreign names of the text.
pub(super) fn foreign_names(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Span> {
    let mut found = dotted(document);
    let mut titled = titled(document, lexicon);
    titled.retain(|span| !found.iter().any(|other| other.overlaps(*span)));
    found.extend(titled);
    // What is called by the full name once is called by its parts later (纪尧姆·罗西 … 罗西).
    found.sort_by_key(|span| span.start);
    found
}

/// Names with a dot.
fn dotted(document: &Document<'_>) -> Vec<Span> {
    let text = document.text();
    let mut found: Vec<Span> = Vec::new();
    for (dot, mark) in text.match_indices(['·', '•', '・']) {
        if found.last().is_some_and(|span| dot < span.end) {
            continue;
        }
        let left: Vec<(usize, char)> =
            text[..dot].char_indices().rev().take_while(|(_, c)| transcribes(*c)).take(7).collect();
        let Some(&(mut start, _)) = left.last() else { continue };
        if let Some(title) = document.titles.iter().rev().find(|title| start < title.span.end && title.span.end < dot) {
            start = title.span.end;
        }
        let mut end = dot;
        let mut rest = &text[dot..];
        while let Some(part) = rest.strip_prefix(['·', '•', '・']) {
            let length: usize = part.chars().take_while(|c| transcribes(*c)).take(7).map(char::len_utf8).sum();
            if length == 0 {
                break;
            }
            end = text.len() - part.len() + length;
            rest = &text[end..];
        }
        let span = Span::new(start, end);
        let after = text[end..].chars().next();
        let bounded = end > dot + mark.len()
            && text[start..dot].chars().count() >= 2
            && !after.is_some_and(|c| matches!(c, '”' | '》' | '·'));
        let parts_long = span.of(text).chars().count() >= 4;
        if bounded && parts_long && !inside(document, span) {
            found.push(span);
        }
    }
    found
}

/// Transcribed names of one part right behind a title.
fn titled(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Span> {
    let text = document.text();
    let mut found = Vec::new();
    for title in &document.titles {
        let start = title.span.end;
        let run: Vec<char> = text[start..].chars().take_while(|c| transcribes(*c)).take(9).collect();
        let length: usize = run.iter().map(|c| c.len_utf8()).sum();
        let end = start + length;
        let plain = run.first().is_some_and(|c| lexicon.names().is_surname(*c)) && run.len() <= 3;
        let bounded =
            lexicon.names().after(&text[end..]).is_some() || text[end..].chars().next().is_none_or(|c| !is_han(c));
        if (3..=8).contains(&run.len()) && bounded && !plain && !inside(document, Span::new(start, end)) {
            found.push(Span::new(start, end));
        }
    }
    found
}

fn transcribes(c: char) -> bool {
    is_han(c) && TRANSCRIBING.contains(c)
}

fn inside(document: &Document<'_>, span: Span) -> bool {
    document
        .mentions
        .iter()
        .any(|m| m.span.overlaps(span) && matches!(m.class, Class::Organization | Class::Place | Class::Work))
        || document.bylines.iter().any(|byline| byline.span.overlaps(span))
}
