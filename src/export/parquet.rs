//! Parquet: `nodes.parquet` and `edges.parquet`, for DuckDB, pandas and Spark.

use std::io;

use crate::export::File;
use crate::export::network::Network;

#[cfg(feature = "parquet")]
pub(super) fn write(network: &Network) -> io::Result<Vec<File>> {
    use crate::export::network::{EDGE_COLUMNS, NODE_COLUMNS};
    use table::{Table, text};
    let mut nodes = Table::new(network.nodes.len());
    nodes.column("id", network.nodes.iter().map(|node| text(&node.iri)).collect());
    for column in NODE_COLUMNS {
        nodes.typed(column.name, column.sort, network.nodes.iter().map(column.get).collect());
    }
    let mut edges = Table::new(network.edges.len());
    edges.column("source", network.edges.iter().map(|edge| text(network.ends(edge).0)).collect());
    edges.column("target", network.edges.iter().map(|edge| text(network.ends(edge).1)).collect());
    for column in EDGE_COLUMNS {
        edges.typed(column.name, column.sort, network.edges.iter().map(column.get).collect());
    }
    Ok(vec![
        File { name: "nodes.parquet".to_owned(), bytes: nodes.bytes()? },
        File { name: "edges.parquet".to_owned(), bytes: edges.bytes()? },
    ])
}

#[cfg(not(feature = "parquet"))]
pub(super) fn write(_network: &Network) -> io::Result<Vec<File>> {
    Err(io::Error::other("Parquet is not in this program; build it with: cargo build --release --features parquet"))
}

#[cfg(feature = "parquet")]
mod table {
    use std::io;
    use std::sync::Arc;

    use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as Physical};
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
    use parquet::errors::ParquetError;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
    use parquet::schema::types::Type;

    use crate::export::network::{Sort, Value};

    /// Rows of one group.
    const GROUP: usize = 100_000;

    /// A table, column by column.
    pub(super) struct Table {
        columns: Vec<(&'static str, Sort, Vec<Value>)>,
        rows: usize,
    }

    pub(super) fn text(words: &str) -> Value {
        Value::Text(words.to_owned())
    }

    impl Table {
        pub(super) fn new(rows: usize) -> Self {
            Self { columns: Vec::new(), rows }
        }

        pub(super) fn column(&mut self, name: &'static str, values: Vec<Value>) {
            self.typed(name, Sort::Text, values);
        }

        pub(super) fn typed(&mut self, name: &'static str, sort: Sort, values: Vec<Value>) {
            self.columns.push((name, sort, values));
        }

        /// The file. What wrote it is named without a version, so that the same graph gives the same bytes.
        pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
            self.write().map_err(|error| io::Error::other(error.to_string()))
        }

        fn write(&self) -> Result<Vec<u8>, ParquetError> {
            let properties = WriterProperties::builder().set_created_by("gongtu".to_owned()).build();
            let mut out = Vec::new();
            let mut writer = SerializedFileWriter::new(&mut out, Arc::new(self.schema()?), Arc::new(properties))?;
            for begin in (0..self.rows).step_by(GROUP) {
                let rows = begin..self.rows.min(begin + GROUP);
                let mut group = writer.next_row_group()?;
                for (_, sort, values) in &self.columns {
                    column(&mut group, *sort, &values[rows.clone()])?;
                }
                group.close()?;
            }
            writer.close()?;
            Ok(out)
        }

        fn schema(&self) -> Result<Type, ParquetError> {
            let fields = self.columns.iter().map(|(name, sort, _)| field(name, *sort).map(Arc::new));
            Type::group_type_builder("schema").with_fields(fields.collect::<Result<_, _>>()?).build()
        }
    }

    fn field(name: &str, sort: Sort) -> Result<Type, ParquetError> {
        let builder = match sort {
            Sort::Text => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String))
                .with_converted_type(ConvertedType::UTF8),
            Sort::Integer => Type::primitive_type_builder(name, Physical::INT64),
            Sort::Real => Type::primitive_type_builder(name, Physical::DOUBLE),
        };
        builder.with_repetition(Repetition::OPTIONAL).build()
    }

    fn column(
        group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
        sort: Sort,
        values: &[Value],
    ) -> Result<(), ParquetError> {
        let Some(mut writer) = group.next_column()? else { return Ok(()) };
        let levels: Vec<i16> = values.iter().map(|value| i16::from(*value != Value::None)).collect();
        match sort {
            Sort::Text => {
                let known: Vec<ByteArray> = values.iter().filter_map(words).collect();
                writer.typed::<ByteArrayType>().write_batch(&known, Some(&levels), None)?;
            }
            Sort::Integer => {
                let known: Vec<i64> = values.iter().filter_map(integer).collect();
                writer.typed::<Int64Type>().write_batch(&known, Some(&levels), None)?;
            }
            Sort::Real => {
                let known: Vec<f64> = values.iter().filter_map(real).collect();
                writer.typed::<DoubleType>().write_batch(&known, Some(&levels), None)?;
            }
        }
        writer.close()
    }

    fn words(value: &Value) -> Option<ByteArray> {
        match value {
            Value::Text(text) => Some(ByteArray::from(text.as_str())),
            Value::Integer(_) | Value::Real(_) | Value::None => None,
        }
    }

    fn integer(value: &Value) -> Option<i64> {
        match value {
            Value::Integer(value) => Some(*value),
            Value::Text(_) | Value::Real(_) | Value::None => None,
        }
    }

    fn real(value: &Value) -> Option<f64> {
        match value {
            Value::Real(value) => Some(*value),
            Value::Text(_) | Value::Integer(_) | Value::None => None,
        }
    }
}
