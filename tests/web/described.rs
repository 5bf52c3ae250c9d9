//! The API against its own description.

use crate::web::{COMMON, encoded};

/// What the description says of every parameter is tried out: values that fit, and many that do not.
#[test]
fn nothing_that_the_description_allows_or_forbids_breaks_an_answer() {
    let description = COMMON.get("/api").json();
    let iris = known_iris();
    let mut random = Random(20_251_125);
    let (mut good, mut refused) = (0, 0);
    for (path, item) in description["paths"].as_object().expect("paths") {
        let parameters = item["get"]["parameters"].as_array().expect("parameters");
        for _ in 0..60 {
            let mut query = Vec::new();
            for parameter in parameters {
                if parameter["required"] == true || random.below(2) == 0 {
                    let name = parameter["name"].as_str().expect("a name");
                    query.push(format!("{name}={}", encoded(&value(parameter, &iris, &mut random))));
                }
            }
            if random.below(12) == 0 {
                query.push("unknown=1".to_owned());
            }
            let address = format!("{path}?{}", query.join("&"));
            let answer = COMMON.get(&address);
            assert!([200, 400, 404].contains(&answer.status), "{address}: {} {}", answer.status, answer.body);
            assert!(answer.json().is_object(), "{address}");
            *(if answer.status == 200 { &mut good } else { &mut refused }) += 1;
        }
    }
    assert!(good > 100 && refused > 100, "{good} {refused}");
}

fn known_iris() -> Vec<String> {
    let hits = COMMON.get("/api/search?limit=500").json();
    hits["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["iri"].as_str().map(str::to_owned)).collect()
}

fn value(parameter: &serde_json::Value, iris: &[String], random: &mut Random) -> String {
    const ODD: &[&str] = &[
        "",
        " ",
        "'",
        "\"",
        "<script>",
        "../../etc/passwd",
        "%00",
        "\u{0}",
        "\u{202e}abc",
        "😀",
        "-1",
        "1e309",
        "NaN",
        "2025-13-45",
        "南通",
        "ntszgh",
        "http://[",
        "https://w3id.org/gongtu/id/",
        "/id/",
        "/id/%FF",
        "0x10",
        "99999999999999999999",
        "a b",
        "} UNION { ?s ?p ?o",
    ];
    let schema =
        if parameter["schema"]["type"] == "array" { &parameter["schema"]["items"] } else { &parameter["schema"] };
    if random.below(3) == 0 {
        return ODD[random.below(ODD.len())].to_owned();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (_, Some("iri")) => iris[random.below(iris.len())].clone(),
        (Some("integer"), _) => {
            let at = |key: &str| usize::try_from(schema[key].as_u64().expect("a bound")).expect("small");
            (at("minimum") + random.below(at("maximum") - at("minimum") + 3)).to_string()
        }
        (Some("number"), _) => format!("0.{}", random.below(100)),
        _ => {
            ["Person", "ledBy", "2025", "2025-03-02", "initiatives", "results", "海安", "q"][random.below(8)].to_owned()
        }
    }
}

/// Marsaglia's xorshift: the same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).expect("small")
    }
}
