//! What the compiler says of sets that `field_set!` refuses: an example that does not compile may not compile for any reason.

use std::process::Command;

/// The errors of the program of this name, each in a line.
fn errors(program: &str) -> Vec<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "check",
        "--quiet",
        "--offline",
        "--features",
        "refused",
        "--message-format",
        "short",
        "--bin",
        program,
    ]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let errors = said.lines().filter_map(|line| line.split_once(": error").map(|(_, error)| error.to_owned()));
    errors.collect()
}

#[track_caller]
fn every_sentence_is_said(program: &str, sentences: &[String]) {
    let errors = errors(program);
    for sentence in sentences {
        assert!(errors.iter().any(|error| error.contains(sentence)), "nothing says {sentence:?}: {errors:#?}");
    }
}

#[test]
fn a_reader_that_the_callback_has_is_refused_by_its_name() {
    let names = ["text", "with", "set", "iter", "into_owned", "dedup_key", "values", "values_mut", "default", "clone"];
    let refused = names.map(|name| {
        format!(
            "a field cannot be called `{name}`: the callback has a method of that name; give the reader another name and \
             the placeholder this one: `Words words(\"{name}\")`"
        )
    });
    let twice = "two fields of a set have one reader: `note`".to_owned();
    every_sentence_is_said("readers", &[&refused[..], &[twice]].concat());
}

#[test]
fn a_table_that_cannot_be_is_refused_in_words() {
    every_sentence_is_said(
        "tables",
        &[
            "a set's name is letters, digits, `-`, `_` and `.`, and not `number` or `status`",
            "a field's name is letters, digits, `_` and `.`, 64 at most",
            "two fields of a set have one name",
            "an event's name is kebab-case: small letters, digits, `-` between",
            "two events of a set have one name",
            "the text before a name is 1 to 8 characters, none a control character",
            "the text behind a name is at most 8 characters, none a control character",
            "the texts around a name in XML are at most 8 characters, none `<` or `&`",
            "what stands for the opening text begins with it, and is at most 16 characters",
            "a field's name is 1 to 64 bytes, none a control character",
            "in a field's name a placeholder begins",
            "in a field's name its placeholder ends",
            "a field's placeholder begins with what stands for the opening text",
        ]
        .map(str::to_owned),
    );
}
