//! Reading the graph back as statements with their sentences: what `explain`, `path` and `facts --store` show.

mod article;
mod find;
mod path;

pub use article::{ArticleView, Row, Told};
pub use find::{about, article_names, find};
pub use path::{Step, shortest};
