//! Page dumps → articles.

use gongtu::model::{Layout, Page};
use gongtu::segment::block::blocks;
use gongtu::segment::border::{NAMES, walk};
use gongtu::segment::cues::Cues;
use gongtu::segment::line::{Measure, lines};
use gongtu::segment::segment;
use proptest::prelude::*;

/// A dump as the reader hands it on.
pub fn dump(text: &str) -> Page {
    Page {
        key: "page".into(),
        file: "page.txt".into(),
        first_line: 1,
        layout: Layout::Dump,
        own_lines: true,
        text: text.into(),
        title: None,
        published: None,
        publisher: None,
        author: None,
        url: None,
        encoding: "UTF-8",
    }
}

fn article(text: &str, title: Option<&str>) -> gongtu::model::Article {
    let page = Page { layout: Layout::Article, own_lines: false, title: title.map(Into::into), ..dump(text) };
    segment(&page).0.remove(0)
}

#[test]
fn the_cue_file_is_well_formed() {
    Cues::embedded().unwrap();
}

#[test]
fn the_sample_page_falls_into_its_articles() {
    let page = dump(include_str!("../data/sample/page.txt"));
    let (articles, _) = segment(&page);
    let first: Vec<usize> = articles.iter().map(|a| a.body_lines[0].0).collect();
    let last: Vec<usize> = articles.iter().map(|a| a.body_lines.last().unwrap().1).collect();
    assert_eq!(first, [2, 177, 245, 308, 357, 376, 391, 401, 415, 444, 450, 454]);
    assert_eq!(last, [176, 243, 305, 351, 374, 385, 396, 413, 437, 448, 452, 457]);
    let headlines: Vec<&str> = articles.iter().map(|a| a.headline.as_deref().unwrap_or("-")).collect();
    assert_eq!(headlines[0], "凝心聚力擂响改革奋进鼓——全省工会深化产业工人队伍建设改革专题培训班侧记");
    assert_eq!(headlines[5], "苏超“第二观赛现场”持续火爆");
    assert_eq!(
        headlines[8],
        "习近平就研究吸收网民对“十五五”规划编制工作意见建议作出重要指示强调 广泛深入察民情听民声汇民智"
    );
    assert_eq!(headlines[1], "-");
    assert_eq!(articles[0].detached_bylines[0].name, "陆夏彩君");
    assert_eq!(articles[5].detached_bylines[0].role, "摄");
    let kinds: Vec<&str> = articles.iter().map(|a| a.kind.as_str()).collect();
    assert_eq!(kinds[5..7], ["caption", "caption"]);
    assert_eq!(kinds[9..], ["brief", "brief", "brief"]);
}

#[test]
fn lines_are_joined_and_lead_back() {
    let page = dump(include_str!("../data/sample/page.txt"));
    let text = &segment(&page).0[0].text;
    assert!(text.contains("（以下简称“方案”）中的五大行动"), "a blank line cuts this sentence");
    let at = text.find("泮延镇").unwrap();
    assert_eq!(segment(&page).0[0].lines.line(at), 13);
}

#[test]
fn a_web_text_gives_up_its_headline() {
    let found = article("原标题：某市总工会举办夏季送清凉活动8月3日上午，某市总工会走进工地。", None);
    assert_eq!(found.headline.as_deref(), Some("某市总工会举办夏季送清凉活动"));
    assert!(found.text.ends_with("\n8月3日上午，某市总工会走进工地。"), "{}", found.text);
    let twice = article("某地开展职工技能竞赛某地开展职工技能竞赛活动，百人参加。", Some("某地开展职工技能竞赛"));
    assert_eq!(twice.text.matches("某地开展职工技能竞赛").count(), 2);
}

#[test]
fn wide_gaps_part_paragraphs() {
    let found = article("第一段在这里。          第二段在这里。", None);
    assert_eq!(found.text, "第一段在这里。\n第二段在这里。");
}

/// Columns of text as pages have them, with blank lines, heads and marks between.
fn page_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => "[工会职代表市总举行活动，。“”《》0-9]{14,20}",
        1 => "[●本报讯（记者）8月3日据新华社电 ]{0,12}",
        1 => "[ \u{3000}]{0,3}[一-龥]{0,9}[。！]?",
        1 => Just(String::new()),
        1 => "\\PC{0,30}",
    ];
    prop::collection::vec(line, 0..80).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_line_has_one_owner_and_no_character_is_lost(text in page_text()) {
        let page = dump(&text);
        let (articles, _) = segment(&page);
        let source: Vec<&str> = text.split('\n').collect();
        let mut owned = vec![0; source.len() + 1];
        for article in &articles {
            for &(a, b) in article.body_lines.iter().chain(&article.headline_lines) {
                (a..=b).for_each(|line| owned[line] += 1);
            }
            for span in article.sentences.iter().map(|s| s.span).chain([article.headline_span]) {
                prop_assert!(article.text.get(span.start..span.end).is_some(), "{span:?} is not on character borders");
            }
            for &(at, line) in &article.lines.0 {
                prop_assert!(article.text.is_char_boundary(at) && (1..=source.len()).contains(&line));
            }
            let body = &article.text[article.headline_span.end..];
            let mut rest = body.chars().filter(|c| !gongtu::segment::line::is_space(*c));
            for line in article.body_lines.iter().flat_map(|&(a, b)| &source[a - 1..b]) {
                for c in line.chars().filter(|c| !gongtu::segment::line::is_space(*c)) {
                    prop_assert!(rest.any(|r| r == c), "{c:?} is missing in {body:?}");
                }
            }
        }
        prop_assert!(owned.iter().all(|&n| n <= 1), "{owned:?}");
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}|[\n　 “”。原标题：\u{0}a-z]{0,200}", title in proptest::option::of("\\PC{0,20}")) {
        let _ = segment(&dump(&text));
        let _ = segment(&Page { layout: Layout::Article, title, ..dump(&text) });
    }
}

/// Prints the features of every possible border of the pages in `DUMPS`, for fitting the weights anew.
#[test]
#[ignore = "prints features for fitting; DUMPS names folders of pages with their tables"]
fn features_for_fitting() {
    use std::io::Write;
    let folders = std::env::var("DUMPS").unwrap();
    let mut out = std::fs::File::create(std::env::var("FEATURES").unwrap()).unwrap();
    writeln!(out, "label\tplace\t{}", NAMES.join("\t")).unwrap();
    for folder in folders.split(':') {
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
            let text = std::fs::read_to_string(file).unwrap();
            let table = std::fs::read_to_string(file.with_extension("articles.tsv")).unwrap();
            let owner = |line: usize| {
                table.lines().filter(|row| !row.starts_with(['#', 'n'])).position(|row| {
                    row.split('\t').nth(1).unwrap().split(',').any(|range| {
                        let (a, b) = range.split_once('-').unwrap_or((range, range));
                        a.parse::<usize>().is_ok_and(|a| a <= line) && b.parse::<usize>().is_ok_and(|b| line <= b)
                    })
                })
            };
            let lines = lines(&text);
            let measure = Measure::best(&lines);
            let blocks = blocks(&lines, measure);
            let mut last = None;
            walk(&lines, &blocks, measure, &mut |b, features| {
                let here = owner(lines[blocks[b].first].number + 1);
                let begins = here.is_some() && here != last;
                if let (Some(features), Some(_), Some(_)) = (features, here, last) {
                    let cells: Vec<String> = features.iter().map(f32::to_string).collect();
                    let place = format!("{}:{}", file.display(), lines[blocks[b].first].number + 1);
                    writeln!(out, "{}\t{place}\t{}", u8::from(begins), cells.join("\t")).unwrap();
                }
                last = owner(lines[blocks[b].last].number + 1);
                begins
            });
        }
    }
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let cut =
        |text: &'static str| gongtu::segment::sentences(text).into_iter().map(|s| s.span.of(text)).collect::<Vec<_>>();
    assert_eq!(cut("他说：“好。”会议结束了！"), ["他说：“好。”", "会议结束了！"]);
    assert_eq!(cut("读了《我们怎么办？》一书。"), ["读了《我们怎么办？》一书。"]);
    assert_eq!(cut("回应诉求……在服务中彰显温暖。"), ["回应诉求……在服务中彰显温暖。"]);
    assert_eq!(cut("“还有……”他想。"), ["“还有……”", "他想。"]);
    assert_eq!(cut("（记者 甲；通讯员 乙）开工。"), ["（记者 甲；通讯员 乙）开工。"]);
    assert_eq!(cut("见http://a.example/x?id=1。"), ["见http://a.example/x?id=1。"]);
    assert_eq!(cut("标题\n第一句；第二句。"), ["标题", "第一句；", "第二句。"]);
}
