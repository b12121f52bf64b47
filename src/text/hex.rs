//! Hexadecimal digits.

/// The value of a hexadecimal digit in either case.
pub(crate) const fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// The digits of a byte, of which `ten` is the one for ten.
pub(crate) const fn hex_digits(byte: u8, ten: u8) -> [u8; 2] {
    const fn digit(value: u8, ten: u8) -> u8 {
        if value < 10 { b'0' + value } else { ten + (value - 10) }
    }
    [digit(byte >> 4, ten), digit(byte & 0xF, ten)]
}
