//! Page dumps → articles.

use gongtu::model::{Layout, Page};
use gongtu::segment::block::blocks;
use gongtu::segment::border::{NAMES, walk};
use gongtu::segment::line::{Measure, lines};

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
