//! A judge of XML documents that is neither ours nor Rust's: expat, as Python has it, aware of namespaces.
//!
//! The crate forbids `unsafe`, its tests too, so expat cannot be linked; where `python3` is not there, the judge says so and passes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Reads a document as a JSON string from each line, and answers with a line: the texts of its elements and attributes in their
/// order, or what is wrong with it.
const PROGRAM: &str = r"
import json, sys, xml.parsers.expat

def judge(document):
    values, texts = [], []
    # No document holds a form feed.
    parser = xml.parsers.expat.ParserCreate(namespace_separator='\x0c')
    parser.ordered_attributes = True
    parser.buffer_text = True
    def start(name, attributes):
        texts.append([])
        values.extend(attributes[1::2])
    def end(name):
        values.append(''.join(texts.pop()))
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: texts[-1].append(text)
    try:
        parser.Parse(document.encode('utf-8'), True)
    except xml.parsers.expat.ExpatError as error:
        return str(error)
    return values

print('ready', flush=True)
for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))), flush=True)
";

pub(crate) struct Expat {
    child: Child,
    documents: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Expat {
    /// Starts the judge, where there is a `python3` with expat.
    pub(crate) fn start() -> Option<Self> {
        let mut command = Command::new("python3");
        let command = command.args(["-c", PROGRAM]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let started = command.spawn().ok().and_then(|mut child| {
            let (documents, answers) = (child.stdin.take(), BufReader::new(child.stdout.take()?));
            let mut judge = Self { child, documents, answers };
            (judge.answer() == "ready").then_some(judge)
        });
        if started.is_none() {
            eprintln!("python3 with xml.parsers.expat is not there: expat judges nothing in this run");
        }
        started
    }

    /// The texts of a document's elements, each after its attributes and what is inside of it, or why expat refuses it.
    pub(crate) fn values_of(&mut self, document: &str) -> Result<Vec<String>, String> {
        let line = serde_json::to_string(document).unwrap();
        writeln!(self.documents.as_mut().unwrap(), "{line}").unwrap();
        let answer = self.answer();
        serde_json::from_str(&answer).map_err(|_| answer)
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Expat {
    fn drop(&mut self) {
        // The end of its input ends it.
        self.documents = None;
        _ = self.child.wait();
    }
}
