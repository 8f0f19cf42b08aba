//! MiniJinja and jsonschema behind a C interface; `bridge.hpp` is its C++ side and states the contract.
//! Nothing unwinds out of here, and no value of a template ever becomes part of an error text.
use std::ffi::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};

use jsonschema::error::ValidationErrorKind;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{merge_maps, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value};

/// Bytes owned by someone else; UTF-8 wherever it names text.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Slice {
    data: *const u8,
    size: usize,
}

impl Slice {
    fn of(text: &str) -> Slice {
        Slice { data: text.as_ptr(), size: text.len() }
    }
    unsafe fn text<'a>(self) -> &'a str {
        if self.size == 0 {
            return "";
        }
        std::str::from_utf8_unchecked(std::slice::from_raw_parts(self.data, self.size))
    }
}

/// One value on its way into a text. `kind`: 0 null, 1 boolean, 2 integer, 3 float, 4 string, 5 JSON text.
#[repr(C)]
pub struct Job {
    filter: i32,
    kind: i32,
    integer: i64,
    number: f64,
    text: Slice,
    template: Slice,
    format: Slice,
    indent: i64,
}

type Load = extern "C" fn(*mut c_void, Slice, *mut Slice) -> i32;
type Write = extern "C" fn(*const Job, *mut Slice) -> i32;

const LITERAL: i32 = 0;
const AS: i32 = 1;
const BLOCK: i32 = 2;
/// Filters without arguments; their index here + 10 is their number.
const PLAIN_FILTERS: [&str; 6] = ["ident", "raw", "node_id", "code", "comment", "line"];
/// Built-in filters that would mark text as written without the one writer.
const REMOVED_FILTERS: [&str; 5] = ["safe", "escape", "e", "tojson", "pprint"];
/// Instructions per rendering: seconds, so that only an endless template meets it.
const FUEL: u64 = 100_000_000;

fn bad(detail: &'static str) -> Error {
    Error::new(ErrorKind::BadSerialization, detail)
}

fn write(
    writer: Write, state: &mut State, filter: i32, value: &Value, format: &str, indent: i64,
) -> Result<&'static str, Error> {
    if value.is_undefined() {
        return Err(state.format(value.clone()).err().unwrap_or_else(|| ErrorKind::UndefinedError.into()));
    }
    let json;
    let mut job = Job {
        filter,
        kind: 0,
        integer: 0,
        number: 0.0,
        text: Slice::of(""),
        template: Slice::of(state.name()),
        format: Slice::of(format),
        indent,
    };
    match value.kind() {
        ValueKind::None => {}
        ValueKind::Bool => (job.kind, job.integer) = (1, value.is_true() as i64),
        ValueKind::String => (job.kind, job.text) = (4, Slice::of(value.as_str().unwrap_or(""))),
        ValueKind::Number if value.is_integer() && value.as_i64().is_some() => {
            (job.kind, job.integer) = (2, value.as_i64().unwrap_or(0))
        }
        ValueKind::Number if !value.is_integer() => (job.kind, job.number) = (3, f64::try_from(value.clone())?),
        ValueKind::Number | ValueKind::Seq | ValueKind::Map | ValueKind::Iterable => {
            json = serde_json::to_string(value).map_err(|_| bad("this value has no JSON form"))?;
            (job.kind, job.text) = (5, Slice::of(&json));
        }
        _ => return Err(bad("a function or an object is not a value")),
    }
    let mut result = Slice::of("");
    match writer(&job, &mut result) {
        0 => Ok(unsafe { result.text() }),
        _ => Err(bad("the value cannot be written here")),
    }
}

fn environment(owner: usize, load: Load, writer: Write) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .unwrap_or_default(),
    );
    env.set_debug(true); // only so that errors name the variable; its values are never printed
    env.set_fuel(Some(FUEL));
    env.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    // Any custom mode makes macros, captures and joins of written text count as written.
    env.set_auto_escape_callback(|_| AutoEscape::Custom("atlas".into()));
    env.set_loader(move |name| {
        let mut source = Slice::of("");
        match load(owner as *mut c_void, Slice::of(name), &mut source) {
            0 => Ok(Some(unsafe { source.text() }.to_string())),
            1 => Ok(None),
            _ => Err(Error::new(ErrorKind::BadInclude, "the file cannot be read as UTF-8 text")),
        }
    });
    env.set_formatter(move |out, state, value| {
        let text = match value.as_str() {
            Some(text) if value.is_safe() => text,
            _ if value.is_undefined() => return Err(Error::new(ErrorKind::UndefinedError, "an `if` lacks its `else`")),
            _ => write(writer, state, LITERAL, value, "", 0)?,
        };
        std::fmt::Write::write_str(out, text).map_err(Error::from)
    });
    for name in REMOVED_FILTERS {
        env.remove_filter(name);
    }
    let filter = move |state: &mut State, number: i32, value: &Value, format: &str, indent: i64| {
        write(writer, state, number, value, format, indent).map(|text| Value::from_safe_string(text.to_string()))
    };
    for (index, name) in PLAIN_FILTERS.into_iter().enumerate() {
        env.add_filter(name, move |state: &mut State, value: Value| filter(state, 10 + index as i32, &value, "", 0));
    }
    env.add_filter("as", move |state: &mut State, value: Value, name: &str| filter(state, AS, &value, name, 0));
    env.add_filter("block", move |state: &mut State, value: Value, n: i64| filter(state, BLOCK, &value, "", n));
    env
}

/// What C++ gets back; give it to atlas_rust_free_answer. `kind`: 0 fine, else see `bridge.hpp`.
#[repr(C)]
pub struct Answer {
    kind: i32,
    line: i32,
    column: i32,
    text: Slice,
    template: Slice,
    owned: *mut (String, String),
}

fn answer(kind: i32, line: usize, column: usize, text: String, template: String) -> Answer {
    let owned = Box::into_raw(Box::new((text, template)));
    let (text, template) = unsafe { (Slice::of(&(*owned).0), Slice::of(&(*owned).1)) };
    Answer { kind, line: line as i32, column: column as i32, text, template, owned }
}

/// 4 and 5 are the kinds whose details may hold a value.
fn kind_number(kind: ErrorKind) -> i32 {
    match kind {
        ErrorKind::SyntaxError | ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::InvalidDelimiter => 1,
        ErrorKind::UndefinedError => 2,
        ErrorKind::TemplateNotFound => 3,
        ErrorKind::OutOfFuel => 5,
        ErrorKind::BadSerialization => 6,
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod | ErrorKind::BadInclude => 7,
        ErrorKind::MissingArgument | ErrorKind::TooManyArguments => 7,
        _ => 4,
    }
}

/// The words of an error without any value: the details where they only name things, else the expression.
fn words(error: &Error, snippet: &str) -> String {
    let detail = error.detail().filter(|_| !matches!(kind_number(error.kind()), 4 | 5));
    match (detail, snippet) {
        (Some(detail), _) => format!("{}: {detail}", error.kind()),
        (None, "") => error.kind().to_string(),
        (None, snippet) => format!("{} in `{snippet}`", error.kind()),
    }
}

fn failed(error: Error) -> Answer {
    let mut innermost = &error;
    let mut next = std::error::Error::source(&error);
    while let Some(source) = next {
        if let Some(inner) = source.downcast_ref::<Error>().filter(|e| e.name().is_some()) {
            innermost = inner;
        }
        next = source.source();
    }
    let (mut column, mut snippet) = (0, "");
    if let (Some(source), Some(range)) = (innermost.template_source(), innermost.range()) {
        if let (Some(before), Some(text)) = (source.get(..range.start), source.get(range)) {
            column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
            snippet = if text.len() < 120 && !text.contains('\n') { text } else { "" };
        }
    }
    let text = words(innermost, snippet);
    let name = innermost.name().unwrap_or("").to_string();
    answer(kind_number(innermost.kind()), innermost.line().unwrap_or(0), column, text, name)
}

fn guarded(work: impl FnOnce() -> Answer) -> Answer {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| answer(9, 0, 0, "the engine stopped with a panic".into(), String::new()))
}

macro_rules! free_functions {
    ($($name:ident $owned:ty),*) => {
        $(#[no_mangle] pub unsafe extern "C" fn $name(it: *mut $owned) { drop(Box::from_raw(it)) })*
    };
}
free_functions!(atlas_rust_free_environment Environment<'static>, atlas_rust_free_context Value,
                atlas_rust_free_schema jsonschema::Validator);

#[no_mangle]
pub extern "C" fn atlas_rust_environment(owner: *mut c_void, load: Load, writer: Write) -> *mut Environment<'static> {
    catch_unwind(|| Box::into_raw(Box::new(environment(owner as usize, load, writer)))).unwrap_or(std::ptr::null_mut())
}

#[no_mangle]
pub unsafe extern "C" fn atlas_rust_context(json: Slice) -> *mut Value {
    let parsed = catch_unwind(|| serde_json::from_str::<Value>(json.text()));
    parsed.ok().and_then(Result::ok).map_or(std::ptr::null_mut(), |value| Box::into_raw(Box::new(value)))
}

#[no_mangle]
pub unsafe extern "C" fn atlas_rust_render(
    env: *const Environment<'static>, name: Slice, context: *const Value, extra: *const Value,
) -> Answer {
    guarded(|| {
        let context = (*context).clone();
        let variables = if extra.is_null() { context } else { merge_maps([context, (*extra).clone()]) };
        match (*env).get_template(name.text()).and_then(|template| template.render(variables)) {
            Ok(text) => answer(0, 0, 0, text, String::new()),
            Err(error) => failed(error),
        }
    })
}

#[no_mangle]
pub unsafe extern "C" fn atlas_rust_free_answer(answer: Answer) {
    drop(Box::from_raw(answer.owned));
}

#[no_mangle]
pub unsafe extern "C" fn atlas_rust_schema(json: Slice, validator: *mut *mut jsonschema::Validator) -> Answer {
    guarded(|| {
        let compiled = serde_json::from_str(json.text()).map_err(|e| e.to_string());
        match compiled
            .and_then(|schema| jsonschema::draft202012::new(&schema).map_err(|e| format!("{}: {e}", e.instance_path())))
        {
            Ok(made) => {
                *validator = Box::into_raw(Box::new(made));
                answer(0, 0, 0, String::new(), String::new())
            }
            Err(text) => answer(4, 0, 0, text, String::new()),
        }
    })
}

fn names(kind: &ValidationErrorKind) -> Vec<String> {
    match kind {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => unexpected.clone(),
        ValidationErrorKind::Required { property } => property.as_str().map(String::from).into_iter().collect(),
        ValidationErrorKind::PropertyNames { error } => {
            error.instance().as_str().map(String::from).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The answer's text is a JSON list of the violations.
#[no_mangle]
pub unsafe extern "C" fn atlas_rust_validate(validator: *const jsonschema::Validator, json: Slice) -> Answer {
    guarded(|| {
        let instance: serde_json::Value = match serde_json::from_str(json.text()) {
            Ok(value) => value,
            Err(error) => return answer(4, 0, 0, error.to_string(), String::new()),
        };
        let found: Vec<serde_json::Value> = (*validator)
            .iter_errors(&instance)
            .map(|e| {
                serde_json::json!([
                    e.instance_path().as_str(),
                    e.schema_path().as_str(),
                    e.kind().keyword(),
                    e.masked().to_string(),
                    names(e.kind())
                ])
            })
            .collect();
        answer(0, 0, 0, serde_json::Value::from(found).to_string(), String::new())
    })
}
