//! Shapes → one SELECT a constraint, whose rows are the violations.

use oxigraph::model::Term;

use crate::check::Shapes;
use crate::check::shapes::{SH, key};
use crate::error::{Error, Result};

/// One constraint, ready to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Name of the shape.
    pub shape: String,
    /// What must hold, in words.
    pub rule: String,
    /// SELECT of the nodes (and values) that break it.
    pub query: String,
}

/// Compiles all shapes that have a target.
///
/// # Errors
/// When a shape says what cannot be compiled.
pub fn compile(shapes: &Shapes) -> Result<Vec<Constraint>> {
    let mut out = Vec::new();
    for name in shapes.names() {
        for target in targets(shapes, name) {
            let short = name.rsplit(['#', '/']).next().unwrap_or(name).to_owned();
            let mut writer = Writer { shapes, shape: short, target, out: &mut out };
            writer.node(name)?;
        }
    }
    Ok(out)
}

/// Patterns that bind `?this`.
fn targets(shapes: &Shapes, name: &str) -> Vec<String> {
    let of = |term: &'static str| shapes.all(name, term).map(Term::to_string).collect::<Vec<_>>();
    let classes = of("targetClass").into_iter().map(|class| format!("?this a {class} ."));
    let subjects = of("targetSubjectsOf").into_iter().map(|p| format!("?this {p} ?any ."));
    let objects = of("targetObjectsOf").into_iter().map(|p| format!("?any {p} ?this ."));
    let nodes = of("targetNode").into_iter().map(|node| format!("VALUES ?this {{ {node} }}"));
    classes.chain(subjects).chain(objects).chain(nodes).collect()
}

struct Writer<'a> {
    shapes: &'a Shapes,
    shape: String,
    target: String,
    out: &'a mut Vec<Constraint>,
}

impl Writer<'_> {
    fn node(&mut self, name: &str) -> Result<()> {
        for (term, object) in self.shapes.terms(name) {
            match term {
                "property" => self.property(&key(object))?,
                "targetClass" | "targetSubjectsOf" | "targetObjectsOf" | "targetNode" | "name" | "description"
                | "message" | "flags" => {}
                "sparql" => self.sparql(object, None)?,
                _ => {
                    let bad = bad(self.shapes, name, term, object, "?this")?;
                    let query = format!("SELECT DISTINCT ?this {{ {} FILTER({bad}) }}", self.target);
                    self.put(rule(None, term, object, self.shapes), query);
                }
            }
        }
        Ok(())
    }

    fn property(&mut self, name: &str) -> Result<()> {
        let path = self.shapes.one(name, "path").ok_or_else(|| self.error("a property shape needs sh:path"))?;
        let path = self.path(path)?;
        for (term, object) in self.shapes.terms(name) {
            match term {
                "path" | "flags" | "name" | "description" | "message" => {}
                "minCount" | "maxCount" => self.count(&path, term, object)?,
                "hasValue" => {
                    let query = format!(
                        "SELECT DISTINCT ?this {{ {} FILTER NOT EXISTS {{ ?this {path} {object} }} }}",
                        self.target
                    );
                    self.put(rule(Some(&path), term, object, self.shapes), query);
                }
                "sparql" => self.sparql(object, Some(&path))?,
                "property" => return Err(self.error("sh:property inside a property shape is not understood")),
                _ => {
                    let bad = bad(self.shapes, name, term, object, "?value")?;
                    let query = format!(
                        "SELECT DISTINCT ?this ?value {{ {} ?this {path} ?value FILTER({bad}) }}",
                        self.target_of(&path)
                    );
                    self.put(rule(Some(&path), term, object, self.shapes), query);
                }
            }
        }
        Ok(())
    }

    /// The target, unless having a value of the path is the target itself.
    fn target_of(&self, path: &str) -> &str {
        if self.target == format!("?this {path} ?any .") { "" } else { &self.target }
    }

    fn path(&self, path: &Term) -> Result<String> {
        match path {
            Term::NamedNode(_) => Ok(path.to_string()),
            _ => {
                let inverse = self.shapes.one(&key(path), "inversePath");
                inverse.map(|p| format!("^{p}")).ok_or_else(|| self.error("a path is an IRI or sh:inversePath"))
            }
        }
    }

    fn count(&mut self, path: &str, term: &str, object: &Term) -> Result<()> {
        let limit: usize = key(object).parse().map_err(|_| self.error("a count must be a number"))?;
        let target = &self.target;
        let query = match (term, limit) {
            ("minCount", 0) => return Ok(()),
            ("minCount", 1) => {
                format!("SELECT DISTINCT ?this {{ {target} FILTER NOT EXISTS {{ ?this {path} ?value }} }}")
            }
            ("minCount", _) => format!(
                "SELECT ?this {{ {{ SELECT ?this (COUNT(DISTINCT ?value) AS ?n) {{ {target} OPTIONAL {{ ?this {path} ?value }} }} GROUP BY ?this }} FILTER(?n < {limit}) }}"
            ),
            _ => format!(
                "SELECT ?this ?n {{ {{ SELECT ?this (COUNT(DISTINCT ?value) AS ?n) {{ {target} ?this {path} ?value }} GROUP BY ?this }} FILTER(?n > {limit}) }}"
            ),
        };
        self.put(rule(Some(path), term, object, self.shapes), query);
        Ok(())
    }

    /// `sh:sparql`: the query itself, its `$this` bound to the targets first.
    fn sparql(&mut self, constraint: &Term, path: Option<&str>) -> Result<()> {
        let node = key(constraint);
        let select = self.shapes.one(&node, "select").ok_or_else(|| self.error("sh:sparql needs sh:select"))?;
        let text = key(select).replace("$PATH", path.unwrap_or_default());
        let (head, body) = text.split_once('{').ok_or_else(|| self.error("sh:select has no {"))?;
        let head = head.replace("SELECT ", "SELECT DISTINCT ");
        let query = format!("{head}{{ {} {body}", path.map_or(self.target.as_str(), |path| self.target_of(path)));
        let message = self.shapes.one(&node, "message").map_or_else(|| "sh:sparql".to_owned(), key);
        let rule = path.map_or_else(|| message.clone(), |path| format!("{}: {message}", short(path)));
        self.put(rule, query);
        Ok(())
    }

    fn put(&mut self, rule: String, query: String) {
        self.out.push(Constraint { shape: self.shape.clone(), rule, query });
    }

    fn error(&self, message: &str) -> Error {
        Error::Data { file: self.shapes.file.clone(), line: 0, message: format!("shape {}: {message}", self.shape) }
    }
}

/// The expression that is true of a value that breaks a constraint.
fn bad(shapes: &Shapes, owner: &str, term: &str, object: &Term, value: &str) -> Result<String> {
    let error = |message: String| Error::Data { file: shapes.file.clone(), line: 0, message };
    let all = |head: &Term, value: &str| -> Result<Vec<String>> {
        shapes.list(head).into_iter().map(|member| broken(shapes, &key(member), value)).collect()
    };
    Ok(match term {
        "datatype" => {
            let datatype = key(object);
            format!("!isLiteral({value}) || datatype({value}) != {object}{}", malformed(&datatype, value))
        }
        "class" => format!("NOT EXISTS {{ {value} a {object} }}"),
        "nodeKind" => match key(object).strip_prefix(SH) {
            Some("IRI") => format!("!isIRI({value})"),
            Some("Literal") => format!("!isLiteral({value})"),
            Some("BlankNode") => format!("!isBlank({value})"),
            Some("IRIOrLiteral") => format!("isBlank({value})"),
            Some("BlankNodeOrIRI") => format!("isLiteral({value})"),
            Some("BlankNodeOrLiteral") => format!("isIRI({value})"),
            _ => return Err(error(format!("{object} is not a kind of node"))),
        },
        "pattern" => {
            let flags = shapes.one(owner, "flags").map(|flags| format!(", {flags}")).unwrap_or_default();
            format!("isBlank({value}) || !REGEX(STR({value}), {object}{flags})")
        }
        "minLength" => format!("isBlank({value}) || STRLEN(STR({value})) < {}", key(object)),
        "maxLength" => format!("isBlank({value}) || STRLEN(STR({value})) > {}", key(object)),
        "minInclusive" => format!("!COALESCE({value} >= {object}, false)"),
        "maxInclusive" => format!("!COALESCE({value} <= {object}, false)"),
        "minExclusive" => format!("!COALESCE({value} > {object}, false)"),
        "maxExclusive" => format!("!COALESCE({value} < {object}, false)"),
        "in" => {
            let same: Vec<String> =
                shapes.list(object).iter().map(|member| format!("sameTerm({value}, {member})")).collect();
            format!("!({})", same.join(" || "))
        }
        "hasValue" => format!("!sameTerm({value}, {object})"),
        "or" => all(object, value)?.join(" && "),
        "and" => all(object, value)?.join(" || "),
        "not" => format!("!({})", broken(shapes, &key(object), value)?),
        other => return Err(error(format!("sh:{other} is not understood here"))),
    })
}

/// The expression that is true of a value that breaks one of a shape's constraints.
fn broken(shapes: &Shapes, name: &str, value: &str) -> Result<String> {
    let terms = shapes.terms(name);
    let parts = terms.iter().filter(|(term, _)| !matches!(*term, "flags" | "name" | "description" | "message"));
    let parts: Vec<String> = parts
        .map(|(term, object)| bad(shapes, name, term, object, value).map(|bad| format!("({bad})")))
        .collect::<Result<_>>()?;
    Ok(format!("({})", parts.join(" || ")))
}

/// Whether the words of a literal do not fit its datatype, where SPARQL can tell.
fn malformed(datatype: &str, value: &str) -> String {
    match datatype.strip_prefix("http://www.w3.org/2001/XMLSchema#") {
        Some("integer" | "decimal" | "double" | "float") => format!(" || !COALESCE({value} = {value} + 0, false)"),
        Some("date" | "gYear" | "gYearMonth" | "dateTime") => {
            format!(" || !COALESCE(YEAR({value}) = YEAR({value}), false)")
        }
        _ => String::new(),
    }
}

fn rule(path: Option<&str>, term: &str, object: &Term, shapes: &Shapes) -> String {
    let wanted = match object {
        Term::BlankNode(_) => {
            let members: Vec<String> = shapes.list(object).into_iter().map(|member| words(shapes, member)).collect();
            members.join(" ")
        }
        Term::NamedNode(_) | Term::Literal(_) => words(shapes, object),
    };
    let path = path.map(|path| format!("{} ", short(path))).unwrap_or_default();
    format!("{path}sh:{term} {wanted}").trim_end().to_owned()
}

fn words(shapes: &Shapes, term: &Term) -> String {
    match term {
        Term::NamedNode(node) => short(node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => {
            let terms = shapes.terms(&node.to_string());
            terms.iter().map(|(_, object)| words(shapes, object)).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The usual prefix in place of a namespace.
fn short(iri: &str) -> String {
    let iri = iri.trim_matches(['<', '>']);
    let prefixed = crate::rdf::vocab::PREFIXES
        .iter()
        .find_map(|(prefix, namespace)| iri.strip_prefix(namespace).map(|local| format!("{prefix}:{local}")));
    prefixed.unwrap_or_else(|| iri.to_owned())
}
