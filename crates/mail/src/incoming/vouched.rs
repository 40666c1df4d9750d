//! What the receiving server found out about the sender (Authentication-Results, RFC 8601).

/// One finding: the method, whether it passed, and what it is about.
struct Finding<'a> {
    method: &'a str,
    is_pass: bool,
    /// `header.d=example.org` and the like.
    about: Vec<(&'a str, &'a str)>,
}

/// What the server of this name found; `None` if another one wrote this.
pub(super) fn results_of(text: &str, server: &str) -> Option<String> {
    let text = without_comments(text);
    let (name, results) = text.split_once(';')?;
    let name = name.split_whitespace().next()?;
    name.eq_ignore_ascii_case(server).then(|| results.to_lowercase())
}

/// Whether one of these findings is a pass for the domain of this address.
pub(super) fn vouches(results: &str, from: &str) -> bool {
    let Some((_, domain)) = from.rsplit_once('@') else { return false };
    results.split(';').filter_map(finding).filter(|finding| finding.is_pass).any(|finding| {
        let name = match finding.method {
            "dkim" => &["header.d", "header.i"][..],
            "spf" => &["smtp.mailfrom"],
            "dmarc" => &["header.from"],
            _ => &[],
        };
        let about = finding.about.iter().filter(|(key, _)| name.contains(key));
        about.map(|(_, value)| value.rsplit('@').next().unwrap_or(value)).any(|by| is_for(by, domain))
    })
}

/// A domain speaks for itself and for what lies below it.
fn is_for(by: &str, domain: &str) -> bool {
    by == domain || (by.contains('.') && domain.strip_suffix(by).is_some_and(|rest| rest.ends_with('.')))
}

fn finding(text: &str) -> Option<Finding<'_>> {
    let mut pairs = text.split_whitespace().filter_map(|word| word.split_once('='));
    let (method, result) = pairs.next()?;
    // The version of a method may follow it: `dkim/1`.
    let method = method.split('/').next().unwrap_or(method);
    let about = pairs.map(|(key, value)| (key, value.trim_matches('"'))).collect();
    Some(Finding { method, is_pass: result == "pass", about })
}

/// Comments may hold anything, also what a sender wrote.
fn without_comments(text: &str) -> String {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => {
                is_escaped = true;
                continue;
            }
            '"' if depth == 0 => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted && depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        // A sign of structure within quotes has no meaning.
        let is_hidden = depth > 0 || (is_quoted && matches!(letter, ';' | '='));
        plain.push(if is_hidden { ' ' } else { letter });
    }
    plain
}
