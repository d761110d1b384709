//! Options from a file and from the environment.
//!
//! `unmangle.toml` names options as the command line does (`to = "text"`, `disable = ["ad-marker"]`),
//! in groups or not; `UNMANGLE_TO=text` does the same. Flags outrank the environment, which outranks
//! the file. Groups named `site.HOST` say what is content on the pages of one site.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{ArgAction, Command};
use unmangle::options::{Selector, SelectorError};
use unmangle::{Cleaner, Options};

const FILE: &str = "unmangle.toml";

/// What is known of the pages of one site.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// Its host; those below it are of it too.
    pub(crate) name: String,
    select: Vec<Selector>,
    drop: Vec<Selector>,
    phrases: Vec<String>,
}

impl Site {
    /// A cleaner for its pages.
    pub(crate) fn cleaner(&self, options: &Options) -> Cleaner {
        let mut options = options.clone();
        options.extract.select.extend(self.select.iter().cloned());
        options.extract.drop.extend(self.drop.iter().cloned());
        if !self.phrases.is_empty() {
            options.extract.phrases = self.phrases.iter().collect();
        }
        Cleaner::new(options)
    }

    fn read(name: &str, table: &toml::Table) -> Result<Self, String> {
        let mut site =
            Self { name: name.to_owned(), select: vec![], drop: vec![], phrases: vec![] };
        for (key, value) in table {
            let values =
                strings(value).ok_or_else(|| format!("site {name}: {key}: not a value"))?;
            let selectors = || {
                let read = |text: &String| {
                    text.parse().map_err(|error: SelectorError| format!("site {name}: {error}"))
                };
                values.iter().map(read).collect::<Result<Vec<Selector>, String>>()
            };
            match key.as_str() {
                "select" => site.select = selectors()?,
                "drop" => site.drop = selectors()?,
                "phrases" => site.phrases = values,
                _ => return Err(format!("site {name}: no key {key:?}: select, drop or phrases")),
            }
        }
        Ok(site)
    }
}

/// The sites that a configuration names, the longest name first: `news.example.org` before
/// `example.org`.
fn sites(settings: &mut toml::Table) -> Result<Vec<Site>, String> {
    let Some(value) = settings.remove("site") else { return Ok(Vec::new()) };
    let named = |value: &toml::Value| value.as_table().cloned();
    let table = named(&value).ok_or("configuration: site is no group")?;
    let mut sites = Vec::new();
    for (name, value) in &table {
        let site = named(value).ok_or_else(|| format!("configuration: site {name} is no group"))?;
        sites.push(Site::read(name, &site)?);
    }
    sites.sort_by_key(|site| std::cmp::Reverse(site.name.len()));
    Ok(sites)
}

/// The command with the defaults that the environment and the configuration file give, and the sites
/// that the file names.
pub(crate) fn apply(
    command: Command,
    arguments: &[OsString],
) -> Result<(Command, Vec<Site>), String> {
    let mut settings = match named(arguments) {
        Some(path) => read(&path)?,
        None if Path::new(FILE).exists() => read(Path::new(FILE))?,
        None => toml::Table::new(),
    };
    let sites = sites(&mut settings)?;
    let mut command = command;
    let names: Vec<(String, String, bool)> = command
        .get_arguments()
        .filter_map(|arg| {
            let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
            Some((arg.get_id().to_string(), arg.get_long()?.to_owned(), takes_value))
        })
        .collect();
    if let Some(unknown) =
        settings.keys().find(|key| !names.iter().any(|(_, long, _)| long == *key))
    {
        return Err(format!("configuration: no option {unknown:?}"));
    }
    command = with_defaults(command, &names, &settings)?;
    for name in READERS {
        let subcommand = command.find_subcommand(name).cloned().unwrap_or_default();
        let is_shared = |id: &str| {
            id != OUTPUT && subcommand.get_arguments().any(|arg| arg.get_id().as_str() == id)
        };
        let shared: Vec<_> = names.iter().filter(|name| is_shared(&name.0)).cloned().collect();
        let subcommand = with_defaults(subcommand, &shared, &settings)?;
        command = command.mut_subcommand(name, |_| subcommand);
    }
    Ok((command, sites))
}

/// Subcommands that read documents as the command itself does, with the same options.
const READERS: &[&str] = &["check", "report"];

/// What they write is something else.
const OUTPUT: &str = "output";

/// A command whose options have the defaults that the environment and the settings give.
fn with_defaults(
    mut command: Command,
    names: &[(String, String, bool)],
    settings: &toml::Table,
) -> Result<Command, String> {
    for (id, long, takes_value) in names {
        if let Some(value) = settings.get(long) {
            let values =
                strings(value).ok_or_else(|| format!("configuration: {long}: not a value"))?;
            command = command.mut_arg(id, |arg| match takes_value {
                true => arg.default_values(values.clone()),
                false => arg.default_value(values.first().cloned().unwrap_or_default()),
            });
        }
        let variable = format!("UNMANGLE_{}", long.replace('-', "_").to_ascii_uppercase());
        command = command.mut_arg(id, |arg| arg.env(variable).hide_env(true));
    }
    Ok(command)
}

/// The file that `--config` names: it is needed before the arguments can be read.
fn named(arguments: &[OsString]) -> Option<PathBuf> {
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy();
        if text == "--config" {
            return arguments.next().map(PathBuf::from);
        }
        if let Some(path) = text.strip_prefix("--config=") {
            return Some(PathBuf::from(path));
        }
    }
    std::env::var_os("UNMANGLE_CONFIG").map(PathBuf::from)
}

/// The settings of a file, groups flattened.
fn read(path: &Path) -> Result<toml::Table, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let table: toml::Table =
        text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
    let mut settings = toml::Table::new();
    for (key, value) in table {
        match value {
            toml::Value::Table(group) if key != "site" => settings.extend(group),
            value => drop(settings.insert(key, value)),
        }
    }
    Ok(settings)
}

fn strings(value: &toml::Value) -> Option<Vec<String>> {
    match value {
        toml::Value::String(text) => Some(vec![text.clone()]),
        toml::Value::Array(values) => {
            values.iter().map(|value| strings(value)?.into_iter().next()).collect()
        }
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => {
            Some(vec![value.to_string()])
        }
        toml::Value::Table(_) | toml::Value::Datetime(_) => None,
    }
}
