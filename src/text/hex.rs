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

/// What stands in the table for a byte that is no digit; no two digits have it.
const NO_DIGIT: u8 = 0xFF;

/// The values of all digits.
#[expect(clippy::indexing_slicing, reason = "a byte cannot exceed the table, and this runs when compiling")]
static VALUES: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut digit = u8::MIN;
    while digit.is_ascii() {
        if let Some(value) = hex_value(digit) {
            values[digit as usize] = value;
        }
        digit += 1;
    }
    values
};

/// The byte that two hexadecimal digits give, each looked up once.
#[inline]
pub(crate) fn hex_byte(high: u8, low: u8) -> Option<u8> {
    let value = |digit: u8| VALUES.get(usize::from(digit)).copied().unwrap_or(NO_DIGIT);
    let (high, low) = (value(high), value(low));
    (high | low < 0x10).then_some(high << 4 | low)
}

#[cfg(test)]
mod tests {
    use super::{hex_byte, hex_value};

    #[test]
    fn two_digits_give_what_each_gives() {
        for high in 0..=u8::MAX {
            for low in 0..=u8::MAX {
                let expected = hex_value(high).zip(hex_value(low)).map(|(high, low)| high * 16 + low);
                assert_eq!(hex_byte(high, low), expected, "{high} {low}");
            }
        }
    }
}
