//! How often rendering and parsing allocate. A counting allocator is unsafe code, which the crate itself forbids.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use callback_profile::{FieldSet, Incoming, IncomingField, Outgoing, Profile};

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator as it is; counting touches no memory of the caller.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn counted<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let before = COUNT.with(Cell::get);
    let result = work();
    (COUNT.with(Cell::get) - before, result)
}

fn standard<S: FieldSet>() -> [Profile<S>; 2] {
    let url = "https://example.com/callbacks";
    [Profile::standard(url).unwrap(), Profile::standard_post(url).unwrap()]
}

#[test]
fn rendering_into_a_warmed_buffer_allocates_nothing() {
    fn check<S: FieldSet>() {
        for profile in standard::<S>() {
            for callback in [profile.sample(), profile.stress_sample()] {
                let mut buffer = String::new();
                profile.render_into(&callback, &mut buffer).unwrap();
                buffer.clear();
                let (count, result) = counted(|| profile.render_into(&callback, &mut buffer));
                assert_eq!((count, result), (0, Ok(())), "{} {}", S::NAME, profile.method());
            }
        }
    }
    check::<Outgoing>();
    check::<Incoming>();
}

#[test]
fn parsing_a_clean_post_allocates_nothing() {
    let [_, profile] = standard::<Outgoing>();
    let body = profile.render(&profile.sample()).unwrap().into_body().unwrap();
    let (count, received) = counted(|| profile.parse_body(&body).unwrap());
    assert_eq!(count, 0);
    assert_eq!(received.callback, profile.carried(&profile.sample()));
}

#[test]
fn parsing_allocates_at_most_once_for_each_field_that_needs_decoding() {
    let [get, post] = standard::<Incoming>();
    let hard = get.stress_sample();
    let url = get.render(&hard).unwrap().url().to_owned();
    let body = post.render(&hard).unwrap().into_body().unwrap();
    let encoded = url.split_once('?').unwrap().1.split('&').filter(|pair| pair.contains(['%', '+'])).count();
    let (count, received) = counted(|| get.parse_url(&url).unwrap());
    assert!(count <= encoded, "{count} allocations, {encoded} encoded fields");
    let escaped = hard.iter().filter(|(_, text)| text.contains(['"', '\\', '\n'])).count();
    let (count, parsed) = counted(|| post.parse_body(&body).unwrap());
    assert!(count <= escaped, "{count} allocations, {escaped} escaped fields");
    assert_eq!(received.callback, parsed.callback);
    let borrowed = "/wa?body=Hi&from=12025550143&type=text";
    let (count, received) = counted(|| get.parse_target(borrowed).unwrap());
    // The list of the missing fields.
    assert!(count <= 3, "{count}");
    assert_eq!(received.callback.text(IncomingField::Body), "Hi");
}
