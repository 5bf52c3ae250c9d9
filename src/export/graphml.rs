//! GraphML: networkx, Gephi, yEd, Cytoscape and igraph read it. <http://graphml.graphdrawing.org/>

use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::export::network::{EDGE_COLUMNS, NODE_COLUMNS, Network, Sort, Value};
use crate::export::xml::{Xml, clean};

pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(BytesStart::new("graphml").with_attributes([
        ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        (
            "xsi:schemaLocation",
            "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
        ),
    ])))?;
    for column in NODE_COLUMNS {
        key(&mut xml, "node", column.name, column.sort)?;
    }
    for column in EDGE_COLUMNS {
        key(&mut xml, "edge", column.name, column.sort)?;
    }
    xml.write_event(Event::Start(
        BytesStart::new("graph").with_attributes([("id", "gongtu"), ("edgedefault", "directed")]),
    ))?;
    for node in &network.nodes {
        let start = BytesStart::new("node").with_attributes([("id", clean(&node.iri).as_str())]);
        let values = NODE_COLUMNS.iter().map(|column| (format!("node-{}", column.name), (column.get)(node)));
        element(&mut xml, start, values)?;
    }
    for (number, edge) in network.edges.iter().enumerate() {
        let (source, target) = network.ends(edge);
        let (id, source, target) = (format!("e{number}"), clean(source), clean(target));
        let start = BytesStart::new("edge").with_attributes([
            ("id", id.as_str()),
            ("source", source.as_str()),
            ("target", target.as_str()),
        ]);
        let values = EDGE_COLUMNS.iter().map(|column| (format!("edge-{}", column.name), (column.get)(edge)));
        element(&mut xml, start, values)?;
    }
    xml.write_event(Event::End(BytesEnd::new("graph")))?;
    xml.write_event(Event::End(BytesEnd::new("graphml")))?;
    writeln!(xml.get_mut())
}

fn key(xml: &mut Xml<'_>, of: &str, name: &str, sort: Sort) -> io::Result<()> {
    let id = format!("{of}-{name}");
    let sort = match sort {
        Sort::Text => "string",
        Sort::Integer => "long",
        Sort::Real => "double",
    };
    xml.write_event(Event::Empty(BytesStart::new("key").with_attributes([
        ("id", id.as_str()),
        ("for", of),
        ("attr.name", name),
        ("attr.type", sort),
    ])))
}

/// A node or edge with those of its attributes that have a value.
fn element(xml: &mut Xml<'_>, start: BytesStart<'_>, values: impl Iterator<Item = (String, Value)>) -> io::Result<()> {
    let end = start.to_end().into_owned();
    xml.write_event(Event::Start(start))?;
    for (key, value) in values.filter(|(_, value)| *value != Value::None) {
        xml.write_event(Event::Start(BytesStart::new("data").with_attributes([("key", key.as_str())])))?;
        xml.write_event(Event::Text(BytesText::new(&clean(&value.words()))))?;
        xml.write_event(Event::End(BytesEnd::new("data")))?;
    }
    xml.write_event(Event::End(end))
}
