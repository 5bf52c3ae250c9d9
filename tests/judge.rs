//! People's decisions: read strictly, applied at every build, taken back without a trace.

use gongtu::load;
use gongtu::model::{Decision, Fact, Right, Thing, Verdict};
use gongtu::pipeline::Analysis;
use gongtu::rdf::iri::Iris;
use gongtu::resolve::decisions::{self, Decisions};
use gongtu::store::Store;

use crate::graph::{Built, ENGINE, analyses, analysis, build, forms, lines, load_into};

fn decision(verdict: Verdict) -> Decision {
    let id = decisions::id(&verdict);
    let on = "2026-01-02".parse().ok();
    Decision { id, verdict, by: "李明".into(), on, why: "核对原文".into(), line: 1 }
}

fn decide(built: &Built, verdicts: Vec<Verdict>) -> load::Outcome {
    let all = verdicts.into_iter().map(decision).collect();
    let mut store = Store::open_for_writing(&built.path(), None, &Iris::default()).expect("a store");
    load::finish(&ENGINE, &mut store, &Decisions { file: "decisions.toml".into(), all }).expect("settled")
}

fn thing(words: &str) -> Thing {
    words.parse().expect("a thing")
}

fn fact(subject: &str, relation: &str, object: &str) -> Fact {
    Fact { article: None, subject: subject.into(), relation: relation.into(), object: object.into(), qualifiers: None }
}

fn ask(built: &Built, question: &str) -> bool {
    let store = Store::open(&built.path()).expect("a store");
    match store.query(question).expect("an answer") {
        oxigraph::sparql::QueryResults::Boolean(yes) => yes,
        _ => panic!("not a yes or no"),
    }
}

/// Two articles: one with the short name of the union of 甲市, one with the full one.
fn short_and_full() -> Vec<Analysis> {
    let short = "s\t甲市总\ta\tOrganization\tkind=union\ns\t李四\ta\tPerson\ns\t李四\tpost\t主席\torg=甲市总\n";
    let full =
        "f\t甲市总工会\ta\tOrganization\tkind=union\nf\t王五\ta\tPerson\nf\t王五\tpost\t副主席\torg=甲市总工会\n";
    let mut short = analysis("s", "2025-08-05", "甲市总开会", "甲市总主席李四讲话。", short);
    let mut full = analysis("f", "2025-08-06", "甲市总工会开会", "甲市总工会副主席王五讲话。", full);
    (short.page, full.page) = ("s".into(), "f".into());
    vec![short, full]
}

#[test]
fn same_joins_and_taking_it_back_parts_again() {
    for form in forms() {
        let built = build(form, &[short_and_full()]);
        let before = lines(&built);
        let verdict = Verdict::Same(thing("Organization:甲市总工会"), thing("Organization:甲市总"));
        let outcome = decide(&built, vec![verdict.clone()]);
        assert_eq!((outcome.made, outcome.notes.len()), (1, 0));
        assert!(ask(
            &built,
            "ASK { ?o rdfs:label '甲市总工会'@zh ; skos:altLabel '甲市总'@zh . ?a org:memberOf ?o ; rdfs:label '李四'@zh .
                   ?b org:memberOf ?o ; rdfs:label '王五'@zh }"
        ));
        assert!(ask(
            &built,
            "ASK { ?d a gt:Decision ; gt:verdict 'same' ; prov:wasAssociatedWith/rdfs:label '李明'@zh ;
                   dct:date '2026-01-02'^^xsd:date ; rdfs:comment '核对原文'@zh ; prov:used/rdfs:label '甲市总工会'@zh }"
        ));
        let judged = lines(&built);
        load_into(&built.path(), form, &short_and_full());
        assert_eq!(lines(&built), before, "a build without the decisions is as if there had been none");
        decide(&built, vec![verdict]);
        assert_eq!(lines(&built), judged);
    }
}

#[test]
fn different_parts_what_the_program_joins() {
    let two = |key: &str| {
        let facts = format!("{key}\t张伟\ta\tPerson\n{key}\t张伟\tpost\t职工\torg=甲厂\n");
        let mut analysis = analysis(key, "2025-08-06", &format!("甲厂{key}"), "甲厂职工张伟。", &facts);
        analysis.page = key.into();
        analysis
    };
    let built = build(forms()[0], &[vec![two("x"), two("y")]]);
    let question = "ASK { ?a a schema:Person ; rdfs:label '张伟'@zh . ?b a schema:Person ; rdfs:label '张伟'@zh FILTER(?a != ?b) }";
    assert!(!ask(&built, question));
    decide(&built, vec![Verdict::Different(thing("Person:张伟@x"), thing("Person:张伟@y"))]);
    assert!(ask(&built, question));
    let verdicts = || {
        let (x, y) = (thing("Person:张伟@x"), thing("Person:张伟@y"));
        vec![Verdict::Same(x.clone(), y.clone()), Verdict::Different(x, y)]
    };
    let outcome = decide(&built, verdicts());
    assert!(outcome.notes[0].to_string().contains("cannot be different"), "{:?}", outcome.notes);
}

#[test]
fn an_alias_is_stated_with_who_says_so() {
    let built = build(forms()[0], &[short_and_full()]);
    decide(&built, vec![Verdict::Alias(thing("Organization:甲市总工会"), "甲市总".into())]);
    assert!(ask(
        &built,
        "ASK { ?o rdfs:label '甲市总工会'@zh . ?d rdf:subject ?o ; rdf:predicate skos:altLabel ; rdf:object '甲市总'@zh ;
               prov:wasAssociatedWith ?who . ?p org:memberOf ?o ; rdfs:label '李四'@zh }"
    ));
}

#[test]
fn a_wrong_fact_goes_with_all_that_only_it_stated() {
    for form in forms() {
        let built = build(form, &[analyses(), short_and_full()]);
        decide(&built, vec![Verdict::Wrong(fact("李四", "post", "主席"))]);
        assert!(!ask(&built, "ASK { ?p rdfs:label '李四'@zh ; org:hasMembership ?m }"));
        assert!(ask(&built, "ASK { ?p rdfs:label '李四'@zh ; a schema:Person }"));
        let without: Vec<Analysis> = short_and_full()
            .into_iter()
            .map(|mut a| {
                a.claims.retain(|c| c.subject_label("") != "李四" || c.object.label() != "主席");
                a
            })
            .collect();
        let wanted = build(form, &[analyses(), without]);
        decide(&built, vec![Verdict::Wrong(fact("李四", "a", "Person"))]);
        assert!(!ask(&built, "ASK { ?p rdfs:label '李四'@zh }"), "no person, nothing about him");
        assert!(ask(&wanted, "ASK { ?p rdfs:label '李四'@zh ; a schema:Person }"));
    }
}

#[test]
fn a_right_value_takes_the_place_of_the_wrong_one() {
    let built = build(forms()[0], &[short_and_full()]);
    let right = |object: &str| Right { object: Some(object.into()), ..Right::default() };
    decide(&built, vec![Verdict::Right(fact("李四", "post", "主席"), right("常务副主席"))]);
    assert!(ask(
        &built,
        "ASK { ?p rdfs:label '李四'@zh ; org:hasMembership ?m . ?m org:role/rdfs:label '常务副主席'@zh .
               ?c rdf:object ?m ; prov:wasGeneratedBy ?d . ?d a gt:Decision ; prov:wasAssociatedWith ?who }"
    ));
    let renamed = Right { subject: Some("李四光".into()), ..Right::default() };
    decide(&built, vec![Verdict::Right(fact("李四", "a", "Person"), renamed)]);
    assert!(ask(&built, "ASK { ?p rdfs:label '李四光'@zh ; org:hasMembership/org:role/rdfs:label '主席'@zh }"));
    assert!(!ask(&built, "ASK { ?p rdfs:label '李四'@zh }"));
}

#[test]
fn what_names_nothing_is_said_with_its_line() {
    let built = build(forms()[0], &[short_and_full()]);
    let outcome = decide(&built, vec![Verdict::Wrong(fact("赵六", "post", "主席"))]);
    let note = outcome.notes[0].to_string();
    assert!(note.starts_with("decisions.toml:1: nothing in the graph"), "{note}");
}

#[test]
fn a_written_decision_reads_back() {
    let (a, b) = (thing("Person:张伟@甲“厂”"), thing("Person:张伟"));
    let stated =
        Fact {
            article: Some("x#1".into()), qualifiers: Some("org=甲\\厂".into()), ..fact("张伟", "post", "职\"工\"")
        };
    let right = Right { object: Some("主席".into()), qualifiers: Some(String::new()), subject: None };
    let verdicts = vec![
        Verdict::Same(a.clone(), b.clone()),
        Verdict::Different(a.clone(), b),
        Verdict::Alias(a, "老张".into()),
        Verdict::Wrong(stated.clone()),
        Verdict::Right(stated, right),
    ];
    let written: Vec<Decision> = verdicts.into_iter().map(decision).collect();
    let text = written.iter().map(decisions::block).collect::<Vec<_>>().join("\n# a comment\n");
    let mut read = Decisions::parse("f", &text).expect("well-formed").all;
    for (line, decision) in read.iter_mut().enumerate() {
        assert!(text.lines().nth(decision.line - 1).is_some_and(|l| l == "[[decision]]"), "block {line}");
        decision.line = 1;
    }
    assert_eq!(read, written);
}

#[test]
fn a_broken_line_gets_one_clear_message() {
    let ok = "[[decision]]\nverdict = \"same\"\nthing = \"Person:甲\"\nother = \"Person:乙\"\nby = \"李\"\n";
    let cases = [
        ("[[decision]]\nverdict = \"same\"\nthing = \"Person:甲\"\nby = \"李\"\n", "d.toml:1: “same” needs “other”"),
        (&format!("{ok}\n{ok}"), "d.toml:7: the id"),
        (&format!("# x\n{}", ok.replace("same", "maybe")), "d.toml:2: “maybe” is no verdict"),
        (&ok.replace("Person:甲", "Mensch:甲"), "d.toml:1: “Mensch” is not a class"),
        (&ok.replace("by =", "bye ="), "d.toml:5: unknown field"),
        (&ok.replace("\"李\"", "\"李"), "d.toml:5: "),
        (&format!("{ok}on = \"2026-13-01\"\n"), "d.toml:1: “2026-13-01” is not a date"),
        (
            "[[decision]]\nverdict = \"wrong\"\nfact = [\"甲\", \"liebt\", \"乙\"]\nby = \"李\"\n",
            "“liebt” is not a relation",
        ),
        (
            "[[decision]]\nverdict = \"right\"\nfact = [\"甲\", \"date\", \"2025\"]\nright = { object = \"昨天\" }\nby = \"李\"\n",
            "“昨天” is not a date",
        ),
    ];
    for (text, wanted) in cases {
        let error = Decisions::parse("d.toml", text).expect_err("broken").to_string();
        assert!(error.contains(wanted), "{error}\nfor\n{text}");
    }
    let dated = Decisions::parse("d", &format!("{ok}on = 2026-01-02\n")).expect("a TOML date").all;
    assert_eq!(dated[0].on, "2026-01-02".parse().ok());
}

mod program {
    use std::path::Path;
    use std::process::{Command, Output, Stdio};

    fn gongtu(folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongtu"));
        command.current_dir(folder).args(arguments).env("LC_ALL", "C");
        for name in ["GONGTU_STORE", "GONGTU_DECISIONS", "GONGTU_BY"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).output().expect("the program runs")
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).expect("UTF-8")
    }

    fn ask(folder: &Path, question: &str) -> bool {
        text(&gongtu(folder, &["query", "-e", question]).stdout).contains("true")
    }

    /// Two files, one page of the demo and one article.
    fn built() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("page.txt"), gongtu::assets::SAMPLE.text).expect("written");
        let article = r#"{"id":"n1","date":"2025-08-07","title":"云山县总工会开会","text":"8月6日，云山县总工会召开座谈会。云山县总工会主席李明讲话。"}"#;
        std::fs::write(folder.path().join("n1.json"), article).expect("written");
        let run = gongtu(folder.path(), &["build", "--published", "2025-08-05", "page.txt", "n1.json"]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        folder
    }

    #[test]
    fn a_judgement_is_kept_by_every_later_build() {
        let folder = built();
        let folder = folder.path();
        let wrong = ["judge", "wrong", "郁忠", "post", "副主席", "--by", "李明", "--why", "误读", "--on", "2026-01-02"];
        let run = gongtu(folder, &wrong);
        assert!(run.status.success(), "{}", text(&run.stderr));
        let question = "ASK { ?p rdfs:label '郁忠'@zh ; org:hasMembership/org:role/rdfs:label '副主席'@zh }";
        assert!(!ask(folder, question));
        let again = gongtu(folder, &wrong);
        assert_eq!(again.status.code(), Some(1), "twice is once: {}", text(&again.stderr));
        gongtu(folder, &["build", "--published", "2025-08-05", "page.txt"]);
        assert!(!ask(folder, question), "the same page, read again");
        std::fs::remove_file(folder.join("gongtu-store/gongtu-store.json")).expect("removed");
        std::fs::remove_file(folder.join("gongtu-store/graph.nq.zst")).expect("removed");
        let anew = gongtu(folder, &["build", "--published", "2025-08-05", "page.txt"]);
        assert!(anew.status.success() && !ask(folder, question), "a new store: {}", text(&anew.stderr));
        let listed = text(&gongtu(folder, &["judge", "list"]).stdout);
        assert!(
            listed.contains("郁忠 post 副主席") && listed.contains("李明 2026-01-02") && listed.contains("误读"),
            "{listed}"
        );
        let id = listed.split_whitespace().next().expect("an id");
        assert!(gongtu(folder, &["judge", "undo", id]).status.success());
        assert!(ask(folder, question), "taken back");
        assert_eq!(text(&gongtu(folder, &["judge", "list"]).stdout), "");
    }

    #[test]
    fn a_claim_is_judged_by_the_address_that_explain_shows() {
        let folder = built();
        let folder = folder.path();
        let told = text(&gongtu(folder, &["explain", "李明"]).stdout);
        let block = told.split("\n\n").find(|block| block.contains("— post — 主席")).expect("the post");
        let claim = block.lines().last().expect("the claim's address").trim();
        let run = gongtu(folder, &["judge", "right", claim, "--object", "常务副主席", "--by", "王"]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        assert!(ask(folder, "ASK { ?p rdfs:label '李明'@zh ; org:hasMembership/org:role/rdfs:label '常务副主席'@zh }"));
        let told = text(&gongtu(folder, &["explain", "李明"]).stdout);
        assert!(told.contains("常务副主席") && told.contains("decision-"), "{told}");
    }

    #[test]
    fn mistakes_are_said_and_change_nothing() {
        let folder = built();
        let folder = folder.path();
        let cases: &[(&[&str], &str)] = &[
            (&["judge", "wrong", "无此人", "post", "主席", "--by", "王"], "nothing in the graph"),
            (&["judge", "wrong", "郁忠", "likes", "主席", "--by", "王"], "not a relation"),
            (&["judge", "same", "无此机构", "云山县总工会", "--by", "王"], "无此机构"),
            (&["remove", "nothing.txt"], "nothing.txt"),
        ];
        for (arguments, words) in cases {
            let run = gongtu(folder, arguments);
            assert_eq!(run.status.code(), Some(1), "{arguments:?}");
            assert!(text(&run.stderr).contains(words), "{arguments:?}: {}", text(&run.stderr));
        }
        assert!(!folder.join("gongtu-store/decisions.toml").exists());
        std::fs::write(folder.join("gongtu-store/decisions.toml"), "[[decision]]\nverdict = \"same\"\nby = \"王\"\n")
            .expect("written");
        let run = gongtu(folder, &["build", "n1.json"]);
        assert_eq!(run.status.code(), Some(1));
        assert!(text(&run.stderr).contains("decisions.toml:1: “same” needs “thing”"), "{}", text(&run.stderr));
    }

    #[test]
    fn what_is_removed_takes_along_what_only_it_stated() {
        let folder = built();
        let folder = folder.path();
        let run = gongtu(folder, &["remove", "n1"]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        assert!(!text(&gongtu(folder, &["export"]).stdout).contains("云山县总工会"));
        let left = gongtu(folder, &["export"]).stdout;
        gongtu(folder, &["build", "n1.json"]);
        gongtu(folder, &["remove", "some/folder/n1.json"]);
        assert_eq!(left, gongtu(folder, &["export"]).stdout);
        let run = gongtu(folder, &["remove", "page.txt"]);
        assert!(text(&run.stderr).starts_with("12 articles removed"), "{}", text(&run.stderr));
        assert_eq!(text(&gongtu(folder, &["export"]).stdout), "");
    }

    #[test]
    fn pairs_are_walked_through() {
        let folder = built();
        let listed = text(&gongtu(folder.path(), &["judge", "pairs", "--list"]).stdout);
        let run = gongtu(folder.path(), &["judge", "pairs", "--by", "王", "--limit", "1"]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        assert_eq!(listed.is_empty(), text(&run.stdout).is_empty());
    }
}
