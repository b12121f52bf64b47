//! Names in XML.

/// Whether `name` is a name that may have a prefix (`QName` of Namespaces in XML 1.0).
#[cfg(feature = "xml")]
pub(crate) fn is_qualified_name(name: &str) -> bool {
    name.split_once(':').map_or_else(|| is_xml_name(name), |(prefix, local)| is_xml_name(prefix) && is_xml_name(local))
}

/// Whether `name` is a name without a prefix (`NCName` of Namespaces in XML 1.0): `Name` of XML 1.0, section 2.3, without a colon.
pub(crate) fn is_xml_name(name: &str) -> bool {
    name.starts_with(is_name_start) && name.chars().all(is_name_character)
}

fn is_name_start(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}'
    )
}

fn is_name_character(character: char) -> bool {
    is_name_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}'
        )
}
