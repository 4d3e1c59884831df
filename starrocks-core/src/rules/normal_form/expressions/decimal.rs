//! Numbers with a point or an exponent, as Java's `BigDecimal` and `Double` print them.

use crate::rules::java::number::java_double;

/// How many digits in front of the point a decimal literal may have; more make a DOUBLE of one with an exponent.
const WIDEST: usize = 38;

/// A decimal number: its digits, and how many of them stand behind the point.
pub(super) struct Decimal {
    negative: bool,
    digits: String,
    scale: usize,
}

impl Decimal {
    /// Reads `1.50`, `.5`, `5.`, `-1e3`.
    pub(super) fn parse(number: &str) -> Option<Decimal> {
        let (negative, number) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number),
        };
        let (mantissa, exponent) = match number.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (number, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let scale = i64::try_from(fraction.len()).ok()? - exponent;
        if scale.abs() > 1_000 || !mantissa.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return None;
        }
        let zeros = "0".repeat(usize::try_from(-scale).unwrap_or(0));
        Some(Decimal {
            negative,
            digits: format!("{whole}{fraction}{zeros}"),
            scale: usize::try_from(scale).unwrap_or(0),
        })
    }

    pub(super) fn scale(&self) -> usize {
        self.scale
    }

    /// Digits in front of the point, without leading zeros.
    fn width(&self) -> usize {
        self.digits.trim_start_matches('0').len().saturating_sub(self.scale)
    }

    /// The same with `scale` digits behind the point at most, rounded half up.
    pub(super) fn rounded(mut self, scale: usize) -> Decimal {
        if scale >= self.scale {
            return self;
        }
        let padded = format!("{:0>1$}", self.digits, self.scale + 1);
        let (kept, cut) = padded.split_at(padded.len() - (self.scale - scale));
        let mut digits: Vec<u8> = kept.bytes().collect();
        if cut.as_bytes()[0] >= b'5' {
            let mut at = digits.len();
            loop {
                match at.checked_sub(1) {
                    None => {
                        digits.insert(0, b'1');
                        break;
                    }
                    Some(last) if digits[last] == b'9' => {
                        digits[last] = b'0';
                        at = last;
                    }
                    Some(last) => {
                        digits[last] += 1;
                        break;
                    }
                }
            }
        }
        self.digits = digits.into_iter().map(char::from).collect();
        self.scale = scale;
        self
    }

    /// The part in front of the point.
    pub(super) fn whole(&self) -> String {
        let text = self.plain();
        text.split_once('.').map_or(text.clone(), |(whole, _)| whole.to_owned())
    }

    /// Without an exponent.
    pub(super) fn plain(&self) -> String {
        let padded = format!("{:0>1$}", self.digits, self.scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - self.scale);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let zero = self.digits.bytes().all(|digit| digit == b'0');
        let sign = if self.negative && !zero { "-" } else { "" };
        match fraction {
            "" => format!("{sign}{whole}"),
            fraction => format!("{sign}{whole}.{fraction}"),
        }
    }
}

/// A number literal; in the SQL form one without a fraction shows that it is no integer.
pub(super) fn printed(number: &str, sql: bool) -> Option<String> {
    let decimal = Decimal::parse(number)?;
    if number.contains(['e', 'E']) && decimal.width() > WIDEST {
        return number.parse::<f64>().ok().map(java_double);
    }
    let plain = decimal.plain();
    Some(if sql && decimal.scale() == 0 { format!("{plain}E0") } else { plain })
}

/// Whether an integer is too large for LARGEINT, and so a decimal.
pub(super) fn is_beyond_largeint(digits: &str) -> bool {
    digits.trim_start_matches('-').parse::<u128>().map_or(true, |value| value > 1 << 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_half_up() {
        for (number, scale, rounded) in
            [("12345.678", 2, "12345.68"), ("0.005", 2, "0.01"), ("-9.99", 1, "-10.0"), ("1.5", 3, "1.5")]
        {
            assert_eq!(Decimal::parse(number).unwrap().rounded(scale).plain(), rounded, "{number}");
        }
    }
}
