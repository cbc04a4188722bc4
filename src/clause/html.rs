//! Raw HTML in a policy: inline tags that mean emphasis become marks, blocks are sanitised.

use super::inline::Style;
use ammonia::{Builder, UrlRelative};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Past this many tags a block is shown as text: sanitising is quadratic in open nesting.
const MAX_TAGS: usize = 2_000;

/// What an inline tag means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A new line.
    Break,
    /// Begins (true) or ends (false) a mark.
    Mark(Style, bool),
    /// Has no words of its own and no meaning here; dropped.
    Ignored,
    /// Not a tag of HTML: words in angle brackets, to be shown.
    Words,
    /// Could run code or load something; dropped and reported.
    Unsafe,
}

/// Reads one inline tag, e.g. `<br />` or `</u>`.
pub fn inline_tag(html: &str) -> Tag {
    let inner = html.trim_start_matches('<').trim_end_matches('>');
    if inner.starts_with('!') || inner.starts_with('?') {
        return Tag::Ignored;
    }
    let opens = !inner.starts_with('/');
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let mark = |style| Tag::Mark(style, opens);
    match name.as_str() {
        "br" => Tag::Break,
        "b" | "strong" => mark(Style::STRONG),
        "i" | "em" | "cite" => mark(Style::EMPHASIS),
        "u" | "ins" => mark(Style::UNDERLINE),
        "s" | "del" | "strike" => mark(Style::STRIKE),
        "sup" => mark(Style::SUPER),
        "sub" => mark(Style::SUB),
        "code" => mark(Style::CODE),
        "span" | "font" | "small" | "big" | "mark" | "a" | "p" | "div" | "center" | "abbr"
        | "wbr" | "hr" => Tag::Ignored,
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "input" | "link" | "meta"
        | "img" | "svg" | "video" | "audio" | "base" | "button" => Tag::Unsafe,
        _ => Tag::Words,
    }
}

/// A sanitised block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanBlock {
    /// Safe markup.
    pub html: String,
    /// Its words.
    pub text: String,
    /// True when something that could run code or load a page was taken out.
    pub had_unsafe: bool,
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "caption",
        "strong",
        "em",
        "b",
        "i",
        "u",
        "s",
        "del",
        "ins",
        "sup",
        "sub",
        "blockquote",
        "a",
        "dl",
        "dt",
        "dd",
        "code",
        "pre",
    ];
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(tags))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Deny)
        .add_tag_attributes("ol", ["type", "start"])
        .add_tag_attributes("th", ["scope", "colspan", "rowspan"])
        .add_tag_attributes("td", ["colspan", "rowspan"])
        .rm_tag_attributes("a", ["hreflang"]);
    for tag in ["table", "thead", "tbody", "tr", "th", "td"] {
        builder.rm_tag_attributes(tag, ["align", "char", "charoff", "summary"]);
    }
    builder
});

static TEXT_ONLY: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder.clean_content_tags(HashSet::from(["script", "style"]));
    builder
});

static BLOCK_TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(p|div|li|tr|td|th|h[1-6]|br|ul|ol|dl|dt|dd|table|caption|blockquote)\b")
        .expect("a fixed pattern")
});

static UNSAFE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)<\s*(script|iframe|object|embed|form|input|style|link|meta|base|svg)\b|[\s/]on[a-z]+\s*=|javascript:",
    )
    .expect("a fixed pattern")
});

/// Makes a block of raw HTML safe and finds its words.
pub fn clean_block(html: &str) -> CleanBlock {
    let had_unsafe = UNSAFE.is_match(html);
    if html.matches('<').count() > MAX_TAGS {
        let mut escaped = String::new();
        super::inline::escape_into(&mut escaped, html);
        return CleanBlock {
            html: format!("<p>{escaped}</p>"),
            text: html.to_string(),
            had_unsafe: true,
        };
    }
    let spaced = BLOCK_TAG.replace_all(html, " $0");
    CleanBlock {
        html: CLEANER.clean(html).to_string(),
        text: unescape(&TEXT_ONLY.clean(&spaced).to_string()),
        had_unsafe,
    }
}

/// Takes back the few escapes that the sanitiser writes.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_handler_and_no_script_survives() {
        let block = clean_block(
            "<p onclick=\"x()\">Read <a href=\"javascript:x()\">this</a><script>x()</script></p>",
        );
        assert_eq!(block.text.trim(), "Read this");
        assert!(!block.html.contains("onclick") && !block.html.contains("javascript"));
        assert!(!block.html.contains("x()"));
        assert!(block.had_unsafe);
    }

    #[test]
    fn words_in_brackets_are_words() {
        assert_eq!(inline_tag("<name of school>"), Tag::Words);
        assert_eq!(inline_tag("<br />"), Tag::Break);
        assert_eq!(inline_tag("</u>"), Tag::Mark(Style::UNDERLINE, false));
    }
}
