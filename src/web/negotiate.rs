//! Content negotiation: from an `Accept` field to one of the forms that there are (RFC 9110, 12.5.1).

use axum::http::{HeaderMap, header};

/// The form that the client likes best: the first of those on offer with the highest weight. An absent field takes
/// anything; none when nothing fits.
pub(super) fn choose<'o, T>(headers: &HeaderMap, offers: &'o [(&str, T)]) -> Option<&'o T> {
    let fields: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    if fields.is_empty() {
        return offers.first().map(|(_, form)| form);
    }
    let ranges: Vec<Range<'_>> = fields.iter().flat_map(|field| field.split(',')).filter_map(Range::parse).collect();
    let mut best: Option<(u32, &T)> = None;
    for (media_type, form) in offers {
        let weight = weight(&ranges, media_type);
        if weight > 0 && best.is_none_or(|(known, _)| weight > known) {
            best = Some((weight, form));
        }
    }
    best.map(|(_, form)| form)
}

/// Weight of a media type in thousandths: that of the most precise range that fits it.
fn weight(ranges: &[Range<'_>], media_type: &str) -> u32 {
    let fitting = ranges.iter().filter_map(|range| Some((range.precision(media_type)?, range.weight)));
    fitting.max_by_key(|(precision, _)| *precision).map_or(0, |(_, weight)| weight)
}

struct Range<'h> {
    media_type: &'h str,
    weight: u32,
}

impl<'h> Range<'h> {
    fn parse(words: &'h str) -> Option<Self> {
        let mut parts = words.split(';').map(str::trim);
        let media_type = parts.next().filter(|name| name.contains('/'))?;
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = quality.map_or(1.0, |words| words.parse::<f32>().unwrap_or(0.0)).clamp(0.0, 1.0) * 1000.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        Some(Self { media_type, weight: weight as u32 })
    }

    /// How precisely it names a media type: 2 that very one, 1 its family, 0 anything.
    fn precision(&self, media_type: &str) -> Option<u8> {
        if self.media_type.eq_ignore_ascii_case(media_type) {
            return Some(2);
        }
        match self.media_type.strip_suffix("/*")? {
            "*" => Some(0),
            family => media_type.split_once('/').is_some_and(|(own, _)| own.eq_ignore_ascii_case(family)).then_some(1),
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test that cannot go on says so")]
mod tests {
    use super::*;

    fn chosen(accept: Option<&str>) -> Option<&'static str> {
        const OFFERS: &[(&str, &str)] = &[("text/turtle", "ttl"), ("application/n-quads", "nq"), ("text/html", "html")];
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT, accept.parse().expect("a field's value"));
        }
        choose(&headers, OFFERS).copied()
    }

    #[test]
    fn the_heaviest_form_wins() {
        assert_eq!(chosen(None), Some("ttl"));
        assert_eq!(chosen(Some("*/*")), Some("ttl"));
        assert_eq!(chosen(Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")), Some("html"));
        assert_eq!(chosen(Some("text/turtle;q=0.2, application/N-Quads")), Some("nq"));
        assert_eq!(chosen(Some("text/*;q=0.5, text/turtle;q=0")), Some("html"));
        assert_eq!(chosen(Some("image/png")), None);
        assert_eq!(chosen(Some("nonsense")), None);
    }
}
