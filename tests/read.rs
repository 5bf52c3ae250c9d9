//! Files → pages: forms, encodings, dates, and what is said about bad input.

use std::fs;
use std::path::Path;

use gongtu::model::{Layout, Page, Warning};
use gongtu::read::{Item, ReadOptions, date, read_all, read_each, read_stream};
use proptest::prelude::*;

fn read(name: &str, bytes: &[u8]) -> (Vec<Page>, Vec<Warning>) {
    let (mut pages, mut warnings) = (Vec::new(), Vec::new());
    read_stream(name, &mut &bytes[..], &ReadOptions::default(), &mut |item| {
        match item {
            Item::Page(page) => pages.push(*page),
            Item::Warning(warning) => warnings.push(warning),
            Item::Note(_) => {}
        }
        true
    });
    (pages, warnings)
}

fn input(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn crawlers_names_of_fields_are_known() {
    let line = r#"{"docid": 17, "headline": "标题", "maintext": "正文一。", "pubtime": "2025-08-05 09:30", "site_name": "某报", "author": ["甲", "乙"], "link": "http://a.example/1"}"#;
    let (pages, warnings) = read("x.jsonl", line.as_bytes());
    assert!(warnings.is_empty());
    let page = &pages[0];
    assert_eq!((page.key.as_str(), page.title.as_deref(), page.text.as_str()), ("17", Some("标题"), "正文一。"));
    assert_eq!(page.published.unwrap().to_string(), "2025-08-05");
    assert_eq!((page.publisher.as_deref(), page.author.as_deref()), (Some("某报"), Some("甲、乙")));
    assert_eq!(page.url.as_deref(), Some("http://a.example/1"));
}

#[test]
fn a_broken_line_is_named_and_the_rest_read() {
    let (pages, warnings) =
        read("x.jsonl", "{\"text\":\"一。\"}\n{\"text\": 坏}\n\n{\"text\":\"二。\"}\n[1]\n".as_bytes());
    assert_eq!(pages.iter().map(|p| (p.text.as_str(), p.first_line)).collect::<Vec<_>>(), [("一。", 1), ("二。", 4)]);
    assert_eq!(warnings.iter().map(|w| w.line).collect::<Vec<_>>(), [Some(2), Some(5)]);
}

#[test]
fn json_files_hold_one_object_a_list_or_a_list_inside() {
    let one = "{\n  \"title\": \"标题\",\n  \"text\": \"正文。\"\n}\n";
    assert_eq!(read("a.json", one.as_bytes()).0[0].key, "a");
    let list = "[\n {\"text\": \"一。\"},\n {\"text\": 2x},\n {\"id\": \"c\", \"text\": \"三。\"}\n]";
    let (pages, warnings) = read("a.json", list.as_bytes());
    assert_eq!(pages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["一。", "三。"]);
    assert_eq!(warnings[0].line, Some(3));
    let inside = "{\"data\": [{\"content\": \"一。\"}, {\"content\": \"二。\"}]}";
    assert_eq!(read("a.json", inside.as_bytes()).0.len(), 2);
    let (pages, warnings) = read("a.json", b"{\"text\": \"un");
    assert!(pages.is_empty() && warnings.len() == 1, "{warnings:?}");
}

#[test]
fn encodings_are_detected() {
    let text = "全省工会深化产业工人队伍建设改革专题培训班在南京举行，来自各地的代表参加了培训。".repeat(4);
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    assert_eq!(read("a.txt", &gb).0[0].text, text);
    let traditional = "全國總工會昨日舉行會議，與會代表就產業工人隊伍建設進行討論。".repeat(4);
    let (big, _, _) = encoding_rs::BIG5.encode(&traditional);
    assert_eq!(read("a.txt", &big).0[0].text, traditional);
    for mark in [true, false] {
        let line = format!("{text}\n2025 年\n");
        let mut wide: Vec<u8> = if mark { vec![0xff, 0xfe] } else { Vec::new() };
        wide.extend(line.encode_utf16().flat_map(u16::to_le_bytes));
        let page = read("a.txt", &wide).0.remove(0);
        assert_eq!((page.text, page.encoding), (line, "UTF-16LE"));
    }
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    assert_eq!(read("a.txt", &marked).0[0].text, text);
}

#[test]
fn bad_input_gets_one_warning_each() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| input(&folder.path().join(name));
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(at("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    fs::write(at("wrong.txt"), b"\xe5\xb7\xa5\xe4\xbc\x9a \xff\xff").unwrap();
    fs::write(at("good.txt"), "工会。").unwrap();
    fs::create_dir(at("none")).unwrap();
    let names = ["empty.txt", "picture.txt", "missing.txt", "none", "no*.txt", "good.txt"];
    let (pages, warnings) = read_all(&names.map(at), &ReadOptions::default());
    assert_eq!(pages.len(), 1);
    assert_eq!(warnings.len(), 5, "{warnings:?}");
    let options = ReadOptions { encoding: Some("utf-8".into()), ..ReadOptions::default() };
    let (_, warnings) = read_all(&[at("wrong.txt")], &options);
    assert_eq!(warnings[0].line, Some(1));
    let options = ReadOptions { encoding: Some("klingon".into()), ..ReadOptions::default() };
    assert!(read_all(&[at("good.txt")], &options).1[0].message.contains("klingon"));
}

#[test]
fn folders_are_read_in_order_and_a_sink_can_stop() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    for name in ["c.txt", "a.txt", "b/d.json", ".hidden.txt", "e.pdf"] {
        fs::write(folder.path().join(name), "{\"text\": \"工会。\"}").unwrap();
    }
    let (pages, warnings) = read_all(&[input(folder.path())], &ReadOptions::default());
    assert!(warnings.is_empty());
    assert_eq!(pages.iter().map(|p| p.key.as_str()).collect::<Vec<_>>(), ["a", "d", "c"]);
    let mut seen = 0;
    assert!(!read_each(&[input(folder.path())], &ReadOptions::default(), &mut |_| {
        seen += 1;
        false
    }));
    assert_eq!(seen, 1);
}

#[test]
fn a_page_gives_its_date_by_field_name_or_line_and_never_otherwise() {
    assert_eq!(date::in_file_name("b/page-2025-08-05.txt").unwrap().to_string(), "2025-08-05");
    assert_eq!(date::in_file_name("20250805_a1.txt").unwrap().to_string(), "2025-08-05");
    assert_eq!(date::in_file_name("page-1234567.txt"), None);
    assert_eq!(date::in_file_name("20251341.txt"), None);
    assert_eq!(date::in_date_line("A2 要闻\n2025年8月5日 星期二\n正文").unwrap().to_string(), "2025-08-05");
    assert_eq!(date::in_date_line("2025年8月5日，会议在南京举行。"), None);
    assert_eq!(date::of_field("1754352000").unwrap().to_string(), "2025-08-05");
    assert_eq!(date::of_field("昨天"), None);
    assert_eq!(read("page.txt", "工会。".as_bytes()).0[0].published, None);
}

#[test]
fn columns_make_a_dump_and_paragraphs_an_article() {
    let sample = include_bytes!("../data/sample/page.txt");
    assert_eq!(read("page.txt", sample).0[0].layout, Layout::Dump);
    let article = "标题在这里\n".to_owned()
        + &"这是一个很长的段落，讲述工会如何服务职工群众，内容详实而具体，数字准确，来源清楚明白。\n".repeat(6);
    assert_eq!(read("a.txt", article.as_bytes()).0[0].layout, Layout::Article);
}

#[test]
fn html_is_read_by_the_marks_of_its_system() {
    let body = "某市总工会八月三日举行座谈会，各界代表参加，会议讨论了产业工人队伍建设改革的下一步工作安排。".repeat(3);
    let markup = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"PubDate\" content=\"2025-08-03 10:00\">\
         <title>某市总工会举行座谈会_要闻_某某日报</title></head><body><div class=\"nav\">首页 新闻 更多</div>\
         <div class=\"TRS_Editor\"><p>{body}</p><p>第二段。</p></div><div>版权所有</div></body></html>"
    );
    let page = read("a.html", markup.as_bytes()).0.remove(0);
    assert_eq!(page.title.as_deref(), Some("某市总工会举行座谈会"));
    assert_eq!(page.published.unwrap().to_string(), "2025-08-03");
    assert!(page.text.starts_with(&body) && page.text.ends_with("第二段。"), "{}", page.text);
    assert!(!page.text.contains("首页") && !page.text.contains("版权"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_bytes_make_a_reader_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        start in prop::sample::select(vec!["", "{\"text\":\"", "[{", "<html><body><p>", "\u{feff}"]),
        name in prop::sample::select(vec!["a.txt", "a.json", "a.jsonl", "a.html", "-", "a.b.c"]),
    ) {
        read(name, &[start.as_bytes(), &bytes].concat());
    }
}
