//! Reading the graph back as statements with their sentences: what `explain`, `path`, `trace`, `compare` and
//! `facts --store` show.

mod article;
mod compare;
mod compose;
mod figure;
mod find;
mod hint;
mod known;
mod lang;
mod line;
mod path;
mod post;
pub mod render;
mod report;
mod words;

pub use article::{ArticleView, Row, Told};
pub use compare::{Aspect, Comparison, Pair, compare};
pub use figure::Figure;
pub use find::{about, article_names, find};
pub use hint::hint;
pub use known::Known;
pub use lang::Lang;
pub use line::{Kind, Line, Source};
pub use path::{Step, shortest};
pub use post::Post;
pub use report::{Filter, Report, Thing, label_of, report, thing};
pub use words::relation;
