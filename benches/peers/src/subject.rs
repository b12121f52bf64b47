//! An operation that is ready to be performed, and what it made of the workload.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

/// Names and decoded texts: what an operation rendered or read.
pub type Texts = BTreeMap<String, String>;

pub struct Subject {
    pub texts: Texts,
    pub perform: Box<dyn FnMut()>,
}

/// Prepares an operation.
pub type Prepare = fn() -> Subject;

impl Subject {
    /// An operation that writes into a buffer, which keeps its capacity.
    pub fn writing<B: Buffer>(read_back: fn(&str) -> Texts, write: impl FnMut(&mut B) + 'static) -> Self {
        // Called by pointer: what has one place of call is inlined whole, and no subject has more of them than another.
        let mut write: Box<dyn FnMut(&mut B)> = Box::new(write);
        let mut buffer = B::default();
        write(&mut buffer);
        let texts = read_back(buffer.as_str());
        let perform = move || {
            buffer.empty();
            write(black_box(&mut buffer));
            black_box(&buffer);
        };
        Self { texts, perform: Box::new(perform) }
    }

    /// An operation whose result is dropped each time.
    pub fn making<T: 'static>(read_back: impl FnOnce(&T) -> Texts, make: impl FnMut() -> T + 'static) -> Self {
        let mut make: Box<dyn FnMut() -> T> = Box::new(make);
        let texts = read_back(&make());
        let perform = move || {
            black_box(make());
        };
        Self { texts, perform: Box::new(perform) }
    }

    /// Not inlined, so that all subjects are performed by the same loop.
    #[inline(never)]
    pub fn repeat(&mut self, times: u64) {
        for _ in 0..times {
            (self.perform)();
        }
    }

    pub fn seconds(&mut self, times: u64) -> f64 {
        let start = Instant::now();
        self.repeat(times);
        start.elapsed().as_secs_f64()
    }
}

/// What is written into.
pub trait Buffer: Default + 'static {
    fn empty(&mut self);
    fn as_str(&self) -> &str;
}

impl Buffer for String {
    fn empty(&mut self) {
        self.clear();
    }

    fn as_str(&self) -> &str {
        self
    }
}

impl Buffer for Vec<u8> {
    fn empty(&mut self) {
        self.clear();
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(self).expect("UTF-8")
    }
}
