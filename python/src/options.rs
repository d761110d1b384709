//! Keyword arguments to options and back. Names and values are those of the command line.

use clap::ValueEnum;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use unmangle::Options;
use unmangle::options::{Format, RenderOptions, Selector};
use unmangle::rules::{RULES, RuleId};

/// The options that keyword arguments ask for.
pub(crate) fn from_keywords(keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Options> {
    let mut options = Options::default();
    // The others are given beside it, in whatever order.
    if let Some(preset) =
        keywords.map(|keywords| keywords.get_item("preset")).transpose()?.flatten()
    {
        options.render = RenderOptions::preset(named("preset", &preset)?);
    }
    for (key, value) in keywords.into_iter().flatten() {
        let key: String = key.extract()?;
        set(&mut options, &key, &value)?;
    }
    Ok(options)
}

fn set(options: &mut Options, key: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let render = &mut options.render;
    match key {
        "repair" => options.repair.mode = named(key, value)?,
        "disable" => {
            let names = strings(value)?;
            options.repair.disabled =
                names.iter().map(|name| rule(name)).collect::<Result<_, _>>()?;
        }
        "assume" => options.repair.assume = named(key, value)?,
        "min_confidence" => options.repair.min_confidence = named(key, value)?,
        "extract" => options.extract.mode = named(key, value)?,
        "favor" => options.extract.favor = named(key, value)?,
        "no_title" => options.extract.leave_out_title = value.extract()?,
        "select" => options.extract.select = selectors(key, value)?,
        "drop" => options.extract.drop = selectors(key, value)?,
        "phrases" => options.extract.phrases = strings(value)?.into_iter().collect(),
        "words" => options.repair.words = strings(value)?.into_iter().collect(),
        "repeat_spanned_cells" => options.build.repeat_spanned_cells = value.extract()?,
        "heading" => render.heading = named(key, value)?,
        "bullet" => render.bullet = named(key, value)?,
        "emphasis" => render.emphasis = named(key, value)?,
        "strong" => render.strong = named(key, value)?,
        "dialect" => render.dialect = named(key, value)?,
        "preset" => {}
        "links" => render.links = named(key, value)?,
        "images" => render.images = named(key, value)?,
        "tables" => render.tables = named(key, value)?,
        "marks" => render.marks = named(key, value)?,
        "line_break" => render.line_break = named(key, value)?,
        "fence" => render.fence = named(key, value)?,
        "heading_offset" => render.heading_offset = value.extract()?,
        "no_autolinks" => render.no_autolinks = value.extract()?,
        "width" => render.width = value.extract()?,
        "front_matter" => render.front_matter = value.extract()?,
        "fragment" => render.fragment = value.extract()?,
        "max_document" => options.limits.input_bytes = value.extract()?,
        _ => return Err(PyTypeError::new_err(format!("unexpected keyword argument {key:?}"))),
    }
    Ok(())
}

/// The keyword arguments that give these options.
pub(crate) fn to_keywords<'py>(py: Python<'py>, options: &Options) -> PyResult<Bound<'py, PyDict>> {
    let (repair, render) = (&options.repair, &options.render);
    let disabled = RULES.iter().map(|rule| rule.id).filter(|id| repair.disabled.contains(*id));
    let keywords = PyDict::new(py);
    keywords.set_item("repair", name(&repair.mode))?;
    keywords.set_item("disable", disabled.map(RuleId::as_str).collect::<Vec<_>>())?;
    keywords.set_item("assume", name(&repair.assume))?;
    keywords.set_item("min_confidence", name(&repair.min_confidence))?;
    keywords.set_item("extract", name(&options.extract.mode))?;
    keywords.set_item("favor", name(&options.extract.favor))?;
    keywords.set_item("no_title", options.extract.leave_out_title)?;
    keywords.set_item("select", written(&options.extract.select))?;
    keywords.set_item("drop", written(&options.extract.drop))?;
    keywords.set_item("phrases", options.extract.phrases.iter().collect::<Vec<_>>())?;
    keywords.set_item("words", options.repair.words.iter().collect::<Vec<_>>())?;
    keywords.set_item("repeat_spanned_cells", options.build.repeat_spanned_cells)?;
    keywords.set_item("heading", name(&render.heading))?;
    keywords.set_item("bullet", name(&render.bullet))?;
    keywords.set_item("emphasis", name(&render.emphasis))?;
    keywords.set_item("strong", name(&render.strong))?;
    keywords.set_item("dialect", name(&render.dialect))?;
    keywords.set_item("links", name(&render.links))?;
    keywords.set_item("images", name(&render.images))?;
    keywords.set_item("tables", name(&render.tables))?;
    keywords.set_item("marks", name(&render.marks))?;
    keywords.set_item("line_break", name(&render.line_break))?;
    keywords.set_item("fence", name(&render.fence))?;
    keywords.set_item("heading_offset", render.heading_offset)?;
    keywords.set_item("no_autolinks", render.no_autolinks)?;
    keywords.set_item("width", render.width)?;
    keywords.set_item("front_matter", render.front_matter)?;
    keywords.set_item("fragment", render.fragment)?;
    keywords.set_item("max_document", options.limits.input_bytes)?;
    Ok(keywords)
}

/// The format that goes by a name.
pub(crate) fn format(name: &str) -> PyResult<Format> {
    parse("to", name)
}

fn named<T: ValueEnum>(key: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    parse(key, &value.extract::<String>()?)
}

fn parse<T: ValueEnum>(key: &str, text: &str) -> PyResult<T> {
    T::from_str(text, false).map_err(|_| {
        let names: Vec<String> = T::value_variants().iter().map(name).collect();
        PyValueError::new_err(format!("{key}={text:?} is none of {}", names.join(", ")))
    })
}

fn name<T: ValueEnum>(value: &T) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn rule(name: &str) -> PyResult<RuleId> {
    name.parse().map_err(|_| PyValueError::new_err(format!("no rule is named {name:?}")))
}

/// Several strings. One alone is refused: its letters would be taken for them.
fn strings(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if value.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(format!("a list of strings is wanted, not {value:?}")));
    }
    value.try_iter()?.map(|item| item?.extract()).collect()
}

fn selectors(key: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<Selector>> {
    let selector = |text: String| {
        text.parse().map_err(|error| PyValueError::new_err(format!("{key}={text:?}: {error}")))
    };
    strings(value)?.into_iter().map(selector).collect()
}

fn written(selectors: &[Selector]) -> Vec<String> {
    selectors.iter().map(ToString::to_string).collect()
}
