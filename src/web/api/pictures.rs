//! Pictures of the whole graph that are kept: what takes long is done once for every state of the graph.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Where things lie, by what was asked for.
#[derive(Default)]
pub(in crate::web) struct Pictures(Mutex<Vec<(String, Picture)>>);

type Picture = Arc<OnceLock<Vec<[f64; 2]>>>;

/// Pictures that are kept.
const KEPT: usize = 24;

impl Pictures {
    /// The places of a network; who asks for one that is being made waits for it.
    pub(super) fn of(&self, asked: String, make: impl FnOnce() -> Vec<[f64; 2]>) -> Vec<[f64; 2]> {
        let picture = {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = kept.iter().find(|(known, _)| *known == asked).map(|(_, picture)| Arc::clone(picture));
            known.unwrap_or_else(|| {
                if kept.len() == KEPT {
                    kept.remove(0);
                }
                let picture = Picture::default();
                kept.push((asked, Arc::clone(&picture)));
                picture
            })
        };
        picture.get_or_init(make).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_made_once_and_the_oldest_makes_room() {
        let pictures = Pictures::default();
        let made = |asked: &str, x: f64| pictures.of(asked.to_owned(), || vec![[x, 0.0]]);
        assert_eq!(made("limit=1", 1.0), vec![[1.0, 0.0]]);
        assert_eq!(made("limit=1", 2.0), vec![[1.0, 0.0]], "it is there already");
        for other in 0..KEPT {
            made(&format!("other={other}"), 0.0);
        }
        assert_eq!(made("limit=1", 3.0), vec![[3.0, 0.0]], "it had made room");
    }
}
