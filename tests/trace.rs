//! Reports, comparisons and parts of a graph, over the hand-made articles.

use gongtu::part::{self, Choice};
use gongtu::store::Store;
use gongtu::trace::{self, Filter, Kind, Lang, Report, render};

use crate::graph::{analyses, analysis, build, forms};

fn store() -> (crate::graph::Built, Store) {
    let built = build(forms()[0], &[analyses()]);
    let store = Store::open(&built.path()).expect("a store");
    (built, store)
}

fn report(store: &Store, words: &str, filter: &Filter) -> Report {
    trace::report(store, &trace::find(store, words).expect("known"), filter).expect("a report")
}

#[test]
fn a_place_tells_who_did_what_there_for_whom_and_with_which_result() {
    let (_built, store) = store();
    let report = report(&store, "宿迁", &Filter::default());
    assert_eq!(report.title(), "宿迁市");
    assert!(report.summary(Lang::Zh).contains("江苏省"), "{}", report.summary(Lang::Zh));
    let named = |name: &str| report.doings.iter().find(|line| line.what == name).expect("a line");
    let initiative = named("亮码有惠暖心行动");
    assert_eq!((initiative.when.as_str(), initiative.until.as_str(), initiative.dated), ("2025-07", "2025-08", true));
    assert_eq!(
        (&initiative.who[..], &initiative.with[..]),
        (&["宿迁市总工会".to_owned()][..], &["宿迁市司法局".to_owned()][..])
    );
    assert_eq!(initiative.whom, ["新就业形态劳动者"]);
    let training = named("法律援助志愿者培训班");
    assert_eq!((training.kind, training.when.as_str()), (Kind::Event, "2025-08-01"));
    assert_eq!(training.present, ["宿迁市司法局"]);
    let policy = named("新就业形态劳动者法律援助暂行规定");
    assert_eq!((policy.kind, policy.dated), (Kind::Policy, true));
    let results: Vec<String> =
        report.doings.iter().filter(|line| line.kind == Kind::Result).map(|line| line.title(Lang::Zh)).collect();
    assert!(results.iter().any(|title| title.contains("律师流动值班站点5处（2025年）；")), "{results:?}");
    assert!(results.contains(&"宿迁市总工会 取得 志愿者10至12.5%".to_owned()), "{results:?}");
    let honor = report.doings.iter().find(|line| line.kind == Kind::Honor).expect("an honour");
    assert_eq!(honor.title(Lang::Zh), "宿迁市总工会 获 全国工会法律援助工作先进单位");
    for line in report.doings.iter().chain(&report.people) {
        assert!(!line.sources.is_empty() && line.sources.iter().all(|source| !source.sentence.is_empty()), "{line:?}");
        assert!(line.sources.iter().all(|source| source.article == "page#3" && !source.file.is_empty()), "{line:?}");
    }
    let dates: Vec<&str> = report.doings.iter().map(|line| line.when.as_str()).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    assert!(!report.doings.iter().any(|line| line.what.contains("网上思想政治")), "that is Nantong's");
}

#[test]
fn a_policy_tells_its_targets_its_parts_and_what_carries_it_out() {
    let (_built, store) = store();
    let report = report(&store, "产改方案", &Filter::default());
    let plan = report.doings.iter().find(|line| line.kind == Kind::Policy).expect("the policy");
    let targets: Vec<String> = plan.targets.iter().map(|figure| figure.words(Lang::Zh)).collect();
    assert!(targets.contains(&"大国工匠约200名（到2035年）".to_owned()), "{targets:?}");
    let names: Vec<&str> = report.doings.iter().map(|line| line.what.as_str()).collect();
    for name in ["凝心铸魂行动", "网上思想政治引领工程", "全省工会深化产业工人队伍建设改革专题培训班"]
    {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    let carried = report.doings.iter().find(|line| line.what == "网上思想政治引领工程").expect("a line");
    assert_eq!(carried.towards, ["凝心铸魂行动"]);
}

#[test]
fn a_person_tells_posts_and_events() {
    let (_built, store) = store();
    let report = report(&store, "李兰女", &Filter::default());
    let titles: Vec<String> = report.people.iter().map(|line| line.title(Lang::Zh)).collect();
    assert_eq!(
        titles,
        ["李兰女 任 江苏大生集团有限公司创新管理中心主任、江苏大生集团有限公司生产技术部副部长"],
        "one sentence tells of both"
    );
    let names: Vec<String> =
        self::report(&store, "郁忠", &Filter::default()).doings.into_iter().map(|line| line.what).collect();
    assert_eq!(names, ["全省工会深化产业工人队伍建设改革专题培训班"]);
    let body = self::report(&store, "江苏大生集团有限公司", &Filter::default());
    assert_eq!(body.people.len(), 1, "one line a person, with both titles of both departments");
    assert_eq!(body.people[0].titles.len(), 2);
}

#[test]
fn time_topic_and_confidence_narrow_a_report() {
    let (_built, store) = store();
    let names = |filter: &Filter| -> Vec<String> {
        report(&store, "宿迁市", filter).doings.into_iter().map(|line| line.title(Lang::Zh)).collect()
    };
    let all = names(&Filter::default()).len();
    let since = names(&Filter { since: Some("2025-08".into()), ..Filter::default() });
    assert!(!since.is_empty() && since.len() < all && !since.iter().any(|name| name.contains("亮码有惠")), "{since:?}");
    let until = names(&Filter { until: Some("2025-07".into()), ..Filter::default() });
    assert!(
        until.iter().any(|name| name.contains("亮码有惠")) && !until.iter().any(|name| name.contains("培训班")),
        "{until:?}"
    );
    let topic = names(&Filter { topic: Some("新就业形态劳动者".into()), ..Filter::default() });
    assert!(topic.iter().any(|name| name.contains("亮码有惠")) && topic.len() < all, "{topic:?}");
    assert!(names(&Filter { confidence: Some(0.94), ..Filter::default() }).is_empty(), "all claims are 0.93");
    assert_eq!(names(&Filter { confidence: Some(0.93), ..Filter::default() }).len(), all);
}

#[test]
fn what_several_articles_say_of_one_doing_is_one_line() {
    let facts = "a\t安心行动\ta\tInitiative\t\na\t甲市总工会\ta\tOrganization\tkind=union\na\t安心行动\tledBy\t甲市总工会\t\n\
                 b\t安心行动\ta\tInitiative\t\nb\t甲市总工会\ta\tOrganization\tkind=union\nb\t安心行动\tledBy\t甲市总工会\t\n\
                 b\t安心行动\tserves\t职工\t\n";
    let one = analysis("a", "2025-05-01", "甲", "甲市总工会开展安心行动。", facts);
    let two = analysis("b", "2025-05-01", "乙", "甲市总工会的安心行动为职工送去清凉。", facts);
    let built = build(forms()[0], &[vec![one, two]]);
    let store = Store::open(&built.path()).expect("a store");
    let report = report(&store, "安心行动", &Filter::default());
    assert_eq!((report.doings.len(), report.articles), (1, 2), "{report:?}");
    assert_eq!(report.doings[0].whom, ["职工"]);
}

#[test]
fn reports_are_written_in_every_form() {
    let (_built, store) = store();
    let report = report(&store, "宿迁市", &Filter::default());
    let written = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("UTF-8")
    };
    let markdown = written(&|out| render::markdown(&report, Lang::Zh, out).expect("written"));
    assert!(markdown.contains("## 2025年8月") && markdown.contains("> —— 2025-08-05《宿迁："), "{markdown}");
    assert!(markdown.contains("**宿迁市总工会**"), "the words are marked: {markdown}");
    let html = written(&|out| render::html(&report, Lang::En, out).expect("written"));
    assert!(html.contains("<mark>宿迁市总工会</mark>") && html.contains("<dt>for</dt>"), "{html}");
    assert!(!html.contains("http://") && !html.contains("<script"), "nothing is fetched");
    let csv = written(&|out| render::csv(&report, Lang::Zh, out).expect("written"));
    let rows = csv::Reader::from_reader(csv.as_bytes()).records().collect::<Result<Vec<_>, _>>().expect("CSV");
    let sentences = report.doings.iter().chain(&report.people).map(|line| line.sources.len()).sum::<usize>();
    assert_eq!(rows.len(), sentences);
    let json: serde_json::Value =
        serde_json::from_str(&written(&|out| render::json(&report, out).expect("written"))).expect("JSON");
    assert_eq!(json["doings"].as_array().map(Vec::len), Some(report.doings.len()));
}

#[test]
fn what_a_newspaper_writes_cannot_break_a_page() {
    let facts = "a\t<b>*行动\ta\tInitiative\t\na\t甲&乙\ta\tOrganization\tkind=company\na\t<b>*行动\tledBy\t甲&乙\t\n";
    let one = analysis("a", "2025-05-01", "<script>", "甲&乙开展<b>*行动。", facts);
    let built = build(forms()[0], &[vec![one]]);
    let store = Store::open(&built.path()).expect("a store");
    let report = report(&store, "甲&乙", &Filter::default());
    let (mut html, mut markdown) = (Vec::new(), Vec::new());
    render::html(&report, Lang::Zh, &mut html).expect("written");
    render::markdown(&report, Lang::Zh, &mut markdown).expect("written");
    let (html, markdown) = (String::from_utf8(html).expect("UTF-8"), String::from_utf8(markdown).expect("UTF-8"));
    assert!(!html.contains("<script>") && !html.contains("<b>") && html.contains("甲&amp;乙"), "{html}");
    assert!(markdown.contains("\\<b\\>\\*行动"), "{markdown}");
}

#[test]
fn two_places_stand_side_by_side() {
    let (_built, store) = store();
    let whole = Filter::default();
    let comparison = trace::compare(&report(&store, "南通市", &whole), &report(&store, "宿迁市", &whole));
    let pair = |about: &str| comparison.pairs.iter().find(|pair| pair.about == about).expect("a row");
    assert!(!pair("凝心铸魂行动").left.is_empty() && pair("凝心铸魂行动").right.is_empty());
    assert!(pair("新就业形态劳动者").left.is_empty() && pair("新就业形态劳动者").right.len() == 2);
    assert_eq!(
        pair("调解纠纷").cell(&pair("调解纠纷").right, Lang::Zh),
        ["2025-08-05 调解纠纷12起（2025年） — 宿迁市总工会"]
    );
    let mut out = Vec::new();
    render::comparison::markdown(&comparison, Lang::Zh, &mut out).expect("written");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(
        text.contains("| 凝心铸魂行动 | 2025-08-05 南通市总工会 开展 网上思想政治引领工程 [page#1] |  |"),
        "{text}"
    );
}

#[test]
fn the_part_of_everything_is_everything() {
    let (_built, store) = store();
    let part = part::choose(&store, &Choice::default()).expect("a part");
    let (whole, part) = (store.lines().expect("lines"), part.lines().expect("lines"));
    let missing: Vec<&String> = whole.iter().filter(|line| !part.contains(line)).collect();
    assert!(missing.is_empty() && whole.len() == part.len(), "{missing:?}");
}

#[test]
fn a_part_holds_what_was_chosen_with_its_evidence_and_nothing_else() {
    let (_built, store) = store();
    let count = |store: &Store, query: &str| {
        let answer = store.query(query).expect("an answer");
        let oxigraph::sparql::QueryResults::Solutions(rows) = answer else { panic!("no table") };
        rows.count()
    };
    let by_view =
        |view: &str| part::choose(&store, &Choice { view: Some(view.into()), ..Choice::default() }).expect("a part");
    let figures = by_view("figures");
    assert!(
        count(&figures, "SELECT ?t { ?t a gt:Result }") == 5 && count(&figures, "SELECT ?i { ?i gt:ledBy ?b }") == 0
    );
    assert_eq!(count(&by_view("people"), "SELECT ?p { ?p a schema:Person }"), 2);
    let around = Choice { centres: trace::find(&store, "郁忠").expect("known"), hops: 1, ..Choice::default() };
    let around = part::choose(&store, &around).expect("a part");
    assert_eq!(count(&around, "SELECT ?b { ?b a org:Organization ; rdfs:label ?l }"), 1, "his union alone");
    assert_eq!(
        count(
            &around,
            "SELECT ?c { ?c a gt:Claim FILTER NOT EXISTS { ?c prov:wasDerivedFrom/nif:sentence/nif:anchorOf ?s } }"
        ),
        0
    );
    let city = Choice { within: trace::find(&store, "宿迁市").expect("known"), ..Choice::default() };
    let city = part::choose(&store, &city).expect("a part");
    assert!(count(&city, "SELECT ?i { ?i a gt:Initiative }") == 1, "亮码有惠暖心行动");
    let sure = part::choose(&store, &Choice { confidence: Some(0.94), ..Choice::default() }).expect("a part");
    assert_eq!(count(&sure, "SELECT ?c { ?c a gt:Claim }"), 0);
    let early =
        part::choose(&store, &Choice { until: Some("2025-08-04".into()), ..Choice::default() }).expect("a part");
    assert_eq!(count(&early, "SELECT ?c { ?c a gt:Claim }"), 0);
    let unknown = part::choose(&store, &Choice { view: Some("nothing".into()), ..Choice::default() });
    assert!(unknown.expect_err("no such view").to_string().contains("network"));
}

#[test]
fn of_two_dates_the_surest_is_the_line_s() {
    let facts = "a\t第一届甲市职工论坛\ta\tEvent\t\na\t甲市总工会\ta\tOrganization\tkind=union\n\
                 a\t第一届甲市职工论坛\torganizer\t甲市总工会\t\na\t第一届甲市职工论坛\tdate\t2025-05-03\t\n\
                 a\t第一届甲市职工论坛\tdate\t2025-05-19\t\n";
    let mut one = analysis("a", "2025-05-20", "论坛", "5月3日，甲市总工会举办第一届甲市职工论坛。5月19日总结。", facts);
    for claim in one.claims.iter_mut().filter(|claim| claim.object.label() == "2025-05-19") {
        claim.evidence.confidence = 0.31;
    }
    let built = build(forms()[0], &[vec![one]]);
    let store = Store::open(&built.path()).expect("a store");
    let report = report(&store, "第一届甲市职工论坛", &Filter::default());
    assert_eq!(report.doings[0].when, "2025-05-03");
}

#[test]
fn names_that_a_place_once_had_are_told_as_such() {
    let facts = "a\t淮安市\ta\tPlace\tlevel=city\n";
    let built = build(forms()[0], &[vec![analysis("a", "2025-05-20", "淮安", "淮安市总工会召开会议。", facts)]]);
    let store = Store::open(&built.path()).expect("a store");
    let summary = report(&store, "淮安市", &Filter::default()).summary(Lang::Zh);
    assert!(summary.contains("曾称淮阴市") && !summary.contains("又称"), "{summary}");
}

#[test]
fn a_report_says_what_is_known_beforehand_and_names_that_tell_something() {
    let (_built, store) = store();
    let report = report(&store, "产改方案", &Filter::default());
    let above = report.known.iter().find(|known| known.issued == "2024-10-12").expect("the policy above");
    assert_eq!(above.issuers, ["中共中央", "国务院"]);
    assert_eq!(report.known[0].follows, std::slice::from_ref(&above.policy));
    assert_eq!(report.known[0].parts.len(), 5);
    assert!(above.targets.iter().any(|target| target.words(Lang::Zh) == "大国工匠约2000名（到2035年）"), "{above:?}");
    let summary = report.summary(Lang::Zh);
    assert!(summary.contains("又称产改方案") && !summary.contains("、方案") && !summary.contains("位于"), "{summary}");
    let text = {
        let mut out = Vec::new();
        render::markdown(&report, Lang::En, &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8")
    };
    assert!(text.contains("## Known beforehand") && text.contains("5 parts, known by name: 1 凝心铸魂行动"), "{text}");
    assert!(self::report(&store, "宿迁市", &Filter::default()).known.is_empty());
}

#[test]
fn things_of_one_name_are_told_apart_in_a_few_words() {
    let facts = "a\t张伟\ta\tPerson\t\na\t甲市总工会\ta\tOrganization\tkind=union\na\t张伟\tpost\t主席\torg=甲市总工会\n\
                 b\t张伟\ta\tPerson\t\nb\t乙有限公司\ta\tOrganization\tkind=company\nb\t张伟\tpost\t工程师\torg=乙有限公司\n";
    let one = analysis("a", "2025-05-01", "甲", "甲市总工会主席张伟到会。", facts);
    let two = analysis("b", "2025-05-01", "乙", "乙有限公司工程师张伟到会。", facts);
    let built = build(forms()[0], &[vec![one, two]]);
    let store = Store::open(&built.path()).expect("a store");
    let people = trace::find(&store, "张伟").expect("known");
    let mut hints: Vec<String> =
        people.iter().map(|person| trace::hint(&store, person).expect("read").join("、")).collect();
    hints.sort();
    assert_eq!(hints, ["乙有限公司工程师", "甲市总工会主席"]);
}
