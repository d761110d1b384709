//! Many documents at once, in order: one thread reads, several clean, one writes.
//!
//! Documents in hand are bounded in number and bytes, whatever the size of the archive: the reader
//! waits until the writer has put enough of them down.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};

use unmangle::ingest::Record;

use super::feed::{Lost, Place, Placed};
use super::job::Outcome;

/// Bytes of documents in hand at once; a single larger one is let through alone.
const BYTES_IN_HAND: u64 = 256 << 20;

/// Documents in hand at once, for each worker.
const DOCUMENTS_PER_JOB: u64 = 32;

struct Work {
    number: u64,
    record: Record,
    place: Place,
}

/// The number of a record, its bytes, and what became of it.
type Done<T> = (u64, u64, Outcome<T>);

/// How many documents are worked on at once: as many as were asked for, or as there are processors.
pub(crate) fn jobs(asked: Option<usize>) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    asked.filter(|jobs| *jobs > 0).unwrap_or_else(processors)
}

/// Does `job` with the records of `feed` and gives the outcomes to `write`, in the order of the
/// records. `stop` ends the reading; what is in hand is still written.
///
/// # Errors
/// The first error of `write`, which ends the run.
pub(crate) fn run<T: Send>(
    feed: impl Iterator<Item = Wanted> + Send,
    job: &(impl Fn(Record, Place) -> Outcome<T> + Sync),
    jobs: usize,
    stop: &AtomicBool,
    mut write: impl FnMut(Outcome<T>) -> io::Result<()>,
) -> io::Result<()> {
    let gate = Gate::new(jobs as u64 * DOCUMENTS_PER_JOB);
    let (work, queue) = channel();
    let (done, outcomes) = channel();
    let queue = Mutex::new(queue);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (done, queue) = (done.clone(), &queue);
            scope.spawn(move || clean(queue, &done, job));
        }
        let gate = &gate;
        scope.spawn(move || read(feed, &work, &done, gate, stop));
        let result = in_order(&outcomes, gate, &mut write);
        gate.close();
        result
    })
}

/// A record that is wanted, or the place of one that is not.
pub(crate) type Wanted = Option<Placed>;

fn read<T>(
    feed: impl Iterator<Item = Wanted>,
    work: &Sender<Work>,
    done: &Sender<Done<T>>,
    gate: &Gate,
    stop: &AtomicBool,
) {
    for (number, wanted) in (0..).zip(feed) {
        let bytes = match &wanted {
            Some(Ok((record, _))) => record.payload.len() as u64,
            _ => 0,
        };
        if !gate.enter(bytes) || stop.load(Ordering::Relaxed) {
            return;
        }
        let sent = match wanted {
            Some(Ok((record, place))) => work.send(Work { number, record, place }).is_ok(),
            Some(Err(Lost::Failed(error))) => {
                done.send((number, 0, Outcome::Failed(error))).is_ok()
            }
            Some(Err(Lost::LeftOut(error))) => {
                done.send((number, 0, Outcome::LeftOut(error))).is_ok()
            }
            None => done.send((number, 0, Outcome::Skipped)).is_ok(),
        };
        if !sent {
            return;
        }
    }
}

fn clean<T>(
    queue: &Mutex<Receiver<Work>>,
    done: &Sender<Done<T>>,
    job: &impl Fn(Record, Place) -> Outcome<T>,
) {
    loop {
        let work = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Work { number, record, place }) = work else { return };
        let bytes = record.payload.len() as u64;
        if done.send((number, bytes, job(record, place))).is_err() {
            return;
        }
    }
}

fn in_order<T>(
    outcomes: &Receiver<Done<T>>,
    gate: &Gate,
    write: &mut impl FnMut(Outcome<T>) -> io::Result<()>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    while let Ok((number, bytes, outcome)) = outcomes.recv() {
        early.insert(number, (bytes, outcome));
        while let Some((bytes, outcome)) = early.remove(&next) {
            write(outcome)?;
            gate.leave(bytes);
            next += 1;
        }
    }
    Ok(())
}

/// Lets so many documents and bytes in at once.
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
    documents: u64,
}

#[derive(Default)]
struct State {
    documents: u64,
    bytes: u64,
    closed: bool,
}

impl Gate {
    fn new(documents: u64) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), documents }
    }

    /// Waits for room; says whether there is still someone to write.
    fn enter(&self, bytes: u64) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.closed
            && state.documents > 0
            && (state.documents >= self.documents || state.bytes + bytes > BYTES_IN_HAND)
        {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.documents += 1;
        state.bytes += bytes;
        !state.closed
    }

    fn leave(&self, bytes: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.documents -= 1;
        state.bytes -= bytes;
        self.changed.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}
