//! A colour a class, the same in every picture: Okabe and Ito's, which colour-blind people can tell apart.

/// Red, green, blue.
pub(super) type Colour = (u8, u8, u8);

/// Classes with their colours and names in both languages, in the order of a legend.
pub(super) const CLASSES: &[(&str, Colour, &str, &str)] = &[
    ("Person", (230, 159, 0), "人员", "people"),
    ("Organization", (0, 114, 178), "单位", "bodies"),
    ("Place", (0, 158, 115), "地方", "places"),
    ("Policy", (213, 94, 0), "政策", "policies"),
    ("Measure", (240, 140, 90), "举措", "measures"),
    ("Initiative", (204, 121, 167), "行动", "initiatives"),
    ("Event", (86, 180, 233), "活动", "events"),
    ("Honor", (240, 228, 66), "荣誉", "honours"),
    ("Group", (120, 120, 120), "群体", "groups"),
    ("Work", (170, 140, 110), "作品", "works"),
    ("Target", (90, 60, 140), "目标", "targets"),
    ("Result", (60, 110, 60), "成果", "results"),
];

/// The colour of a class.
pub(super) fn colour(class: &str) -> Colour {
    CLASSES.iter().find(|(known, ..)| *known == class).map_or((150, 150, 150), |(_, colour, ..)| *colour)
}

/// The colour of a class as `#rrggbb`.
pub(super) fn hex(class: &str) -> String {
    let (red, green, blue) = colour(class);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
