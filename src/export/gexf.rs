//! GEXF 1.2, as Gephi and networkx read it: attributes, colours by class, sizes by centrality, and days for the timeline.
//! <https://gexf.net/>

use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::export::colour::colour;
use crate::export::day::{first_day, last_day};
use crate::export::network::{Column, EDGE_COLUMNS, NODE_COLUMNS, Network, Node, Sort, Value};
use crate::export::xml::{Xml, clean};

pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    start(
        &mut xml,
        "gexf",
        &[
            ("xmlns", "http://www.gexf.net/1.2draft"),
            ("xmlns:viz", "http://www.gexf.net/1.2draft/viz"),
            ("version", "1.2"),
        ],
    )?;
    start(&mut xml, "meta", &[])?;
    text(&mut xml, "creator", "gongtu")?;
    end(&mut xml, "meta")?;
    start(&mut xml, "graph", &[("mode", "dynamic"), ("defaultedgetype", "directed"), ("timeformat", "date")])?;
    attributes(&mut xml, "node", NODE_COLUMNS)?;
    attributes(&mut xml, "edge", EDGE_COLUMNS)?;
    start(&mut xml, "nodes", &[])?;
    network.nodes.iter().try_for_each(|one| node(&mut xml, one))?;
    end(&mut xml, "nodes")?;
    start(&mut xml, "edges", &[])?;
    for (number, edge) in network.edges.iter().enumerate() {
        let (source, target) = network.ends(edge);
        let days = [("start", first_day(&edge.start)), ("end", last_day(&edge.end))];
        let (id, source, target, weight) =
            (format!("e{number}"), clean(source), clean(target), edge.weight.to_string());
        let mut attributes = vec![
            ("id", id.as_str()),
            ("source", &source),
            ("target", &target),
            ("label", &edge.relation),
            ("weight", &weight),
        ];
        attributes.extend(days.iter().filter(|(_, day)| !day.is_empty()).map(|(name, day)| (*name, day.as_str())));
        start(&mut xml, "edge", &attributes)?;
        values(&mut xml, EDGE_COLUMNS, edge)?;
        end(&mut xml, "edge")?;
    }
    end(&mut xml, "edges")?;
    end(&mut xml, "graph")?;
    end(&mut xml, "gexf")?;
    writeln!(xml.get_mut())
}

/// A thing is there from its own beginning, or else from the first article that names it.
fn node(xml: &mut Xml<'_>, node: &Node) -> io::Result<()> {
    let own = !node.start.is_empty();
    let (begin, close) = if own { (&node.start, &node.end) } else { (&node.first_seen, &node.last_seen) };
    let (begin, close) = (first_day(begin), last_day(close));
    let (iri, label) = (clean(&node.iri), clean(&node.label));
    let mut attributes = vec![("id", iri.as_str()), ("label", &label)];
    if !begin.is_empty() {
        attributes.push(("start", &begin));
    }
    if !close.is_empty() && close >= begin {
        attributes.push(("end", &close));
    }
    start(xml, "node", &attributes)?;
    values(xml, NODE_COLUMNS, node)?;
    let (red, green, blue) = colour(&node.class);
    let [red, green, blue] = [red, green, blue].map(|part| part.to_string());
    xml.write_event(Event::Empty(BytesStart::new("viz:color").with_attributes([
        ("r", red.as_str()),
        ("g", green.as_str()),
        ("b", blue.as_str()),
    ])))?;
    let size = format!("{:.2}", 4.0 + 2.0 * (node.degree as f64).sqrt());
    xml.write_event(Event::Empty(BytesStart::new("viz:size").with_attributes([("value", size.as_str())])))?;
    end(xml, "node")
}

fn attributes<T>(xml: &mut Xml<'_>, class: &str, columns: &[Column<T>]) -> io::Result<()> {
    start(xml, "attributes", &[("class", class), ("mode", "static")])?;
    for (number, column) in columns.iter().enumerate() {
        let sort = match column.sort {
            Sort::Text => "string",
            Sort::Integer => "long",
            Sort::Real => "double",
        };
        let id = number.to_string();
        xml.write_event(Event::Empty(BytesStart::new("attribute").with_attributes([
            ("id", id.as_str()),
            ("title", column.name),
            ("type", sort),
        ])))?;
    }
    end(xml, "attributes")
}

fn values<T>(xml: &mut Xml<'_>, columns: &[Column<T>], of: &T) -> io::Result<()> {
    start(xml, "attvalues", &[])?;
    for (number, column) in columns.iter().enumerate() {
        let value = (column.get)(of);
        if value != Value::None {
            let (number, words) = (number.to_string(), clean(&value.words()));
            xml.write_event(Event::Empty(
                BytesStart::new("attvalue").with_attributes([("for", number.as_str()), ("value", words.as_str())]),
            ))?;
        }
    }
    end(xml, "attvalues")
}

fn start(xml: &mut Xml<'_>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
}

fn end(xml: &mut Xml<'_>, name: &str) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn text(xml: &mut Xml<'_>, name: &str, words: &str) -> io::Result<()> {
    start(xml, name, &[])?;
    xml.write_event(Event::Text(BytesText::new(words)))?;
    end(xml, name)
}
