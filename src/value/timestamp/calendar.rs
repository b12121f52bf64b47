//! The Gregorian calendar, in whole days and integers.

/// Days of a 400-year cycle, after which the calendar repeats itself.
const CYCLE_DAYS: u32 = 146_097;
/// Days from 0000-03-01, where the counting of cycles starts, to 1970-01-01.
const EPOCH_DAYS: u32 = 719_468;

/// Days from 1970-01-01 to a date, negative before it; `None` when the calendar has no such date
/// or the year has more than four digits.
pub(super) fn days_from_date(year: i64, month: i64, day: i64) -> Option<i64> {
    let exists = (0..=9999).contains(&year) && (1..=days_in_month(year, month)?).contains(&day);
    if !exists {
        return None;
    }
    // Years that start in March have their leap day last, so that months keep their places.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let cycle = year.div_euclid(400);
    let year = year.rem_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let day_of_cycle = year * 365 + year / 4 - year / 100 + day_of_year;
    Some(cycle * i64::from(CYCLE_DAYS) + day_of_cycle - i64::from(EPOCH_DAYS))
}

fn days_in_month(year: i64, month: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

/// Year, month and day of the date that is so many days after 1970-01-01; for any number of days a timestamp holds.
pub(super) fn date_from_days(days: u64) -> (u64, u64, u64) {
    let days = days + u64::from(EPOCH_DAYS);
    let cycle = days / u64::from(CYCLE_DAYS);
    let day_of_cycle = days % u64::from(CYCLE_DAYS);
    // Takes away the leap days before this day, so that every year has 365.
    let year = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = year + cycle * 400;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::{date_from_days, days_from_date};

    #[test]
    fn every_day_a_timestamp_holds_is_a_date_and_back() {
        for days in 0..1_157_408_u64 {
            let (year, month, day) = date_from_days(days);
            let [year, month, day, days] = [year, month, day, days].map(|part| i64::try_from(part).unwrap());
            assert_eq!(days_from_date(year, month, day), Some(days));
        }
    }
}
