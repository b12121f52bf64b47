//! How a body can be taken apart along a template's literals, and what values say in each format.

use callback_profile::template::Template;

/// In how many ways the template's literals can stand in a body, up to two.
pub(crate) fn cuts(template: Template<'_>, body: &str) -> usize {
    let source = template.as_str();
    let mut literals = Vec::new();
    let mut position = 0;
    for (_, span) in template.placeholders() {
        literals.push(source.get(position..span.start).unwrap());
        position = span.end;
    }
    let last = source.get(position..).unwrap().trim_end();
    let (first, rest) = literals.split_first().unwrap();
    let body = body.trim_matches([' ', '\t', '\r', '\n']);
    let Some(inside) = body.strip_prefix(first.trim_start()).and_then(|rest| rest.strip_suffix(last)) else { return 0 };
    // How often what is left can be cut, by where it begins.
    let mut ways = vec![1_usize; inside.len() + 1];
    for literal in rest.iter().rev() {
        let mut before = vec![0; inside.len() + 1];
        for at in (0..=inside.len()).rev() {
            let here = inside.get(at..).is_some_and(|rest| rest.starts_with(literal));
            let found = if here { ways[at + literal.len()] } else { 0 };
            before[at] = (found + before.get(at + 1).unwrap_or(&0)).min(2);
        }
        ways = before;
    }
    ways[0]
}

/// What a text says inside of a JSON string that may hold control characters; half of a surrogate pair is U+FFFD.
pub(crate) fn json_text(text: &str) -> Option<String> {
    let mut units = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let said = match character {
            '"' => return None,
            '\\' => match characters.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let (digits, rest) = characters.as_str().split_at_checked(4)?;
                    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                        return None;
                    }
                    units.push(u16::from_str_radix(digits, 16).unwrap());
                    characters = rest.chars();
                    continue;
                }
                same @ ('"' | '\\' | '/') => same,
                _ => return None,
            },
            other => other,
        };
        units.extend(said.encode_utf16(&mut [0; 2]).iter());
    }
    Some(String::from_utf16_lossy(&units))
}

/// What a text says inside of an element, as long as there are no elements in it.
#[cfg(feature = "xml")]
pub(crate) fn xml_text(text: &str) -> Option<String> {
    let mut said = String::new();
    let mut rest = text;
    loop {
        let (before, after) =
            rest.split_once("<![CDATA[").map_or((rest, None), |(before, after)| (before, Some(after)));
        if before.contains('<') {
            return None;
        }
        let mut parts = before.split('&');
        said += parts.next()?;
        for part in parts {
            let (name, after) = part.split_once(';')?;
            said += match name {
                "amp" | "#38" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                _ => return None,
            };
            said += after;
        }
        let Some(after) = after else { return Some(said.replace("\r\n", "\n").replace('\r', "\n")) };
        let (section, after) = after.split_once("]]>")?;
        said += section;
        rest = after;
    }
}
