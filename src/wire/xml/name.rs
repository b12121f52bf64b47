//! Names in XML that every reader takes.

/// Whether `name` is a name that may have a prefix (`QName` of Namespaces in XML 1.0) that every reader takes.
#[cfg(feature = "xml")]
pub(crate) fn is_qualified_name(name: &str) -> bool {
    name.split_once(':').map_or_else(|| is_xml_name(name), |(prefix, local)| is_xml_name(prefix) && is_xml_name(local))
}

/// Whether `name` is a name without a prefix (`NCName` of Namespaces in XML 1.0) that every reader takes.
pub(crate) fn is_xml_name(name: &str) -> bool {
    name.starts_with(is_name_start) && name.chars().all(is_name_character)
}

fn is_name_start(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_' || is_common_letter(character)
}

fn is_name_character(character: char) -> bool {
    is_name_start(character) || matches!(character, '-' | '.' | '0'..='9' | '\u{B7}')
}

/// Letters of the scripts most written, as far as each edition of XML 1.0 has them in names: expat still goes by the fourth.
fn is_common_letter(character: char) -> bool {
    matches!(character,
        // Latin
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{131}' | '\u{134}'..='\u{13E}' | '\u{141}'..='\u{148}'
        | '\u{14A}'..='\u{17E}' | '\u{1E00}'..='\u{1E9B}' | '\u{1EA0}'..='\u{1EF9}'
        // Greek, Cyrillic, Armenian, Georgian
        | '\u{388}'..='\u{38A}' | '\u{38E}'..='\u{3A1}' | '\u{3A3}'..='\u{3CE}' | '\u{401}'..='\u{40C}'
        | '\u{40E}'..='\u{44F}' | '\u{451}'..='\u{45C}' | '\u{45E}'..='\u{481}' | '\u{490}'..='\u{4C4}'
        | '\u{531}'..='\u{556}' | '\u{561}'..='\u{586}' | '\u{10D0}'..='\u{10F6}'
        // Hebrew, Arabic
        | '\u{5D0}'..='\u{5EA}' | '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}' | '\u{671}'..='\u{6B7}'
        | '\u{6C0}'..='\u{6CE}'
        // Devanagari, Bengali, Tamil, Thai
        | '\u{905}'..='\u{939}' | '\u{993}'..='\u{9A8}' | '\u{BAE}'..='\u{BB5}' | '\u{E01}'..='\u{E2E}'
        // Japanese, Chinese, Korean
        | '\u{3041}'..='\u{3094}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FA5}' | '\u{AC00}'..='\u{D7A3}'
    )
}
