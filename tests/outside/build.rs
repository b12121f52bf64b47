//! Takes the programs out of the README and the documentation, as a reader sees and copies them, for `tests/programs.rs` to compile
//! and run: nothing hidden, nothing added to a whole program, and around a snippet only the `main` that it is pasted into.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A fenced block of Rust.
struct Program {
    /// The file and the line of the block's first line, as a name of Rust.
    name: String,
    /// What a reader sees of it.
    text: String,
    /// Whether it ends, as a server does not.
    ends: bool,
    /// Whether it is the README's, whose programs are whole and give no warnings.
    of_readme: bool,
}

impl Program {
    fn is_whole(&self) -> bool {
        self.text.lines().any(|line| line.contains("fn main(") || line == "#[test]")
    }

    /// The program as a module with a test that runs it, where it ends.
    fn module(&self) -> String {
        let Self { name, text, of_readme, .. } = self;
        let allowed = if *of_readme { "" } else { "#[allow(unused, clippy::all)]\n" };
        let program = if self.is_whole() {
            text.clone()
        } else {
            format!("fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{text}Ok(())\n}}\n")
        };
        let test = match (program.contains("fn main("), self.ends) {
            (false, _) => "",
            (true, true) => "#[test]\nfn runs() {\n    super::run(main);\n}\n",
            (true, false) => "#[test]\nfn compiles() {\n    let _ = main;\n}\n",
        };
        format!("{allowed}mod {name} {{\n{program}{test}}}\n")
    }
}

/// What a line of a file says: in Markdown all of it, in Rust what stands behind the signs of a comment of documentation.
fn said(line: &str, is_markdown: bool) -> Option<&str> {
    if is_markdown {
        return Some(line);
    }
    let line = line.trim_start();
    let line = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
    Some(line.strip_prefix(' ').unwrap_or(line))
}

/// Whether the documentation's tool leaves out a line of code. A reader of Markdown on its own sees it.
fn is_hidden(line: &str) -> bool {
    let line = line.trim_start();
    line == "#" || line.starts_with("# ")
}

/// Whether a program of a block's description ends; `None` where it is no Rust, or is not meant to compile.
fn ends(description: &str) -> Result<Option<bool>, String> {
    match description {
        "" | "rust" => Ok(Some(true)),
        "no_run" | "rust,no_run" => Ok(Some(false)),
        "compile_fail" => Ok(None),
        _ => {
            let is_of_rust = |word: &str| {
                matches!(word, "rust" | "ignore" | "should_panic" | "no_run" | "compile_fail" | "test_harness")
                    || word.starts_with("edition")
            };
            let other = description.split([',', ' ']).any(|word| !word.is_empty() && !is_of_rust(word));
            if other { Ok(None) } else { Err(format!("`{description}` is no description of a program here")) }
        }
    }
}

fn programs(root: &Path, file: &Path) -> Result<Vec<Program>, Box<dyn Error>> {
    let inside = file.strip_prefix(root)?.display().to_string();
    let (is_markdown, of_readme) = (inside.ends_with(".md"), inside == "README.md");
    let text = fs::read_to_string(file)?;
    let mut lines = text.lines().enumerate().filter_map(|(at, line)| Some((at, said(line, is_markdown)?)));
    let mut programs = Vec::new();
    while let Some((at, line)) = lines.next() {
        let Some(description) = line.trim_start().strip_prefix("```") else { continue };
        let block: Vec<_> = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```").collect();
        let ends = ends(description.trim()).map_err(|error| format!("{inside}:{}: {error}", at + 1))?;
        let Some(ends) = ends else { continue };
        let name = inside.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_lowercase();
        let seen = block.into_iter().filter(|line| of_readme || !is_hidden(line));
        let text = seen.fold(String::new(), |text, line| text + line + "\n");
        programs.push(Program { name: format!("{name}_{}", at + 2), text, ends, of_readme });
    }
    Ok(programs)
}

/// Whether a program uses a crate of this name, and not the one that ours gives on.
fn uses(program: &str, name: &str) -> bool {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let path = format!("{name}::");
    let mut lines = program.lines().map(str::trim_start);
    let given_on = lines
        .clone()
        .filter_map(|line| line.strip_prefix("use callback_profile::"))
        .any(|used| used.split([',', '{', '}', ';']).any(|item| item.trim() == name));
    !given_on
        && lines.any(|line| match line.strip_prefix("use ") {
            Some(used) => used.starts_with(&path),
            None => line.match_indices(&path).any(|(at, _)| !line[..at].ends_with(|c| is_of_word(c) || c == ':')),
        })
}

/// Every crate that a program of the README uses is one that its section, or the page's head, tells to add.
fn check_added(readme: &str) -> Result<(), String> {
    let added = |section: &str, name: &str| {
        let mut lines = section.lines().filter_map(|line| line.strip_prefix("$ cargo add "));
        lines.any(|line| line.split(' ').any(|word| word.replace('-', "_") == name))
    };
    let head = readme.split("\n## ").next().unwrap_or_default();
    for section in readme.split("\n## ") {
        for program in section.split("```rust").skip(1) {
            let program = program.split("```").next().unwrap_or_default();
            for name in ["axum", "callback_profile", "http", "serde", "serde_json", "tokio"] {
                if uses(program, name) && !added(head, name) && !added(section, name) {
                    let title = section.lines().next().unwrap_or_default();
                    return Err(format!(
                        "README, {title}: a program uses `{name}`, and no line says `cargo add {name}`"
                    ));
                }
            }
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => found.extend(files(&path)?),
            Some("rs" | "md") => found.push(path),
            _ => {}
        }
    }
    found.sort();
    Ok(found)
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../..").canonicalize()?;
    let readme = root.join("README.md");
    check_added(&fs::read_to_string(&readme)?)?;
    let mut found = programs(&root, &readme)?;
    let (of_readme, mut text) = (found.len(), String::new());
    for file in files(&root.join("src"))? {
        found.extend(programs(&root, &file)?);
    }
    for program in &found {
        if program.of_readme && !program.is_whole() {
            return Err(format!("{}: a program of the README has no `fn main` and no test", program.name).into());
        }
        text.push_str(&program.module());
    }
    if of_readme < 10 || found.len() < 110 {
        return Err(format!("only {} programs were found, {of_readme} of them in the README", found.len()).into());
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("programs.rs"), text)?;
    for watched in [readme, root.join("src")] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    Ok(())
}
