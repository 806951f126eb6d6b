//! Why the tool did not do what was asked, and the exit code that says so.
//!
//! In: problems of a node, transport, files. Out: sentences and exit codes, which are a promise to scripts.
//! Never: a secret.

use std::fmt;
use std::process::ExitCode;
use wire::problem::Problem;

/// The exit codes, as `--help` shows them.
pub const EXIT_CODES: &str = "Environment:
  WASL_NODE    the node's address, where --node is not given
  WASL_TOKEN   the operator's or a caseworker's token, where --token-file is not given

Exit codes:
  0  done
  1  the node refused it; the problem is on standard error. For `verify`: what was checked is not genuine
  2  the arguments are wrong, or something that is needed was not given
  3  the node was not reached, did not answer to the end, or answers in another way than a node does
  4  a file or a folder cannot be read or written
  5  a backup is damaged, not whole, or of a later form than this tool knows";

/// Why something was not done.
#[derive(Debug)]
pub enum Fail {
    /// The node said no.
    Refused(Box<Problem>),
    /// What was checked is not what it says it is.
    Disproved(String),
    /// Something is missing or cannot be meant.
    Usage(String),
    /// The node was not reached, or the answer is not one of a node.
    Unreached(String),
    /// A file.
    File(String),
    /// A backup that must not be trusted.
    #[expect(dead_code, reason = "backup and restore come next")]
    Damaged(String),
}

impl Fail {
    /// The promise to scripts.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Refused(_) | Self::Disproved(_) => 1,
            Self::Usage(_) => 2,
            Self::Unreached(_) => 3,
            Self::File(_) => 4,
            Self::Damaged(_) => 5,
        })
    }

    /// A file or folder that could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::File(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(problem) => write_problem(f, problem),
            Self::Disproved(text)
            | Self::Usage(text)
            | Self::Unreached(text)
            | Self::File(text)
            | Self::Damaged(text) => f.write_str(text),
        }
    }
}

/// The problem's sentence, what to do about it, and each field with its own.
fn write_problem(f: &mut fmt::Formatter<'_>, problem: &Problem) -> fmt::Result {
    let code = problem.kind.strip_prefix("urn:wasl:problem:").unwrap_or(&problem.kind);
    write!(f, "{} ({} {code})", problem.title, problem.status)?;
    if let Some(detail) = &problem.detail {
        write!(f, "\n  {detail}")?;
    } else if let Some(reason) = &problem.reason {
        write!(f, "\n  {reason}")?;
    }
    for error in &problem.errors {
        write!(f, "\n  {}: {} ({})", error.field, error.message, error.code)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::problem::FieldProblem;

    #[test]
    fn a_problem_is_shown_with_every_field() {
        let problem = Problem {
            kind: "urn:wasl:problem:invalid-fields".into(),
            title: "Some fields are not right.".into(),
            status: 422,
            detail: None,
            reason: None,
            errors: vec![FieldProblem {
                field: "/code".into(),
                code: "required".into(),
                message: "This is needed.".into(),
                limit: None,
            }],
        };
        let text = Fail::Refused(Box::new(problem)).to_string();
        assert_eq!(text, "Some fields are not right. (422 invalid-fields)\n  /code: This is needed. (required)");
    }
}
