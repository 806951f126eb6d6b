//! A posted form, with files or without: what a browser sends where no script runs.
//!
//! In: a form as it comes in. Out: its fields; each file has become a document on the way, and its id a field
//! `documents`, so that a form that comes back with errors still has it; of a photograph what draws it is kept, and not where and with what
//! it was taken. Never: a file whole in memory.

use crate::call::{Call, FORM_MAX_BYTES, Form};
use crate::clock;
use crate::directory;
use crate::documents::client::{Drawers, unexpected};
use crate::documents::inflow::Inflow;
use crate::documents::{Begin, Command, Reply};
use crate::fault::Fault;
use crate::handlers::agencies::checked;
use crate::handlers::documents::new_id;
use crate::handlers::filing::embeddable;
use crate::multipart::{Parser, Part};
use domain::document::bare::Bare;
use domain::document::{DocumentId, LENGTH_MAX};
use domain::draft::DOCUMENTS_MAX;
use domain::field_error::{FieldError, FieldErrorCode};
use futures_util::StreamExt as _;
use wire::problem::ProblemCode;

/// Largest form with files, in bytes.
const MAX_BYTES: u64 = DOCUMENTS_MAX as u64 * LENGTH_MAX + FORM_MAX_BYTES as u64;

/// A form that was posted.
pub struct Posted {
    pub form: Form,
    /// What is wrong with its files.
    pub errors: Vec<FieldError>,
}

/// Reads a form for an agency.
///
/// # Errors
/// Not a form, too large, from a page that may not send here, or storage that cannot be reached.
pub async fn read(call: &mut Call, agency: &str) -> Result<Posted, Fault> {
    let Some(mut parser) = call.header("content-type").and_then(|kind| Parser::of(&kind)) else {
        return Ok(Posted { form: call.form(FORM_MAX_BYTES).await?, errors: Vec::new() });
    };
    let announced = call.header("content-length").and_then(|l| l.parse::<u64>().ok());
    if announced.is_some_and(|length| length > MAX_BYTES) {
        return Err(Fault::refused(ProblemCode::BodyTooLarge));
    }
    let record = directory::agency(&call.config, agency).await?;
    embeddable(call, &checked(&record)?)?;
    let malformed = || Fault::refused(ProblemCode::MalformedBody);
    let mut body = call.body_stream()?.ok_or_else(malformed)?;
    let mut taking = Taking::new(Drawers { config: &call.config, code: &record.body.code });
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| malformed())?;
        for part in parser.push(&bytes).map_err(|_| malformed())? {
            taking.take(part).await?;
        }
    }
    if !parser.is_complete() {
        return Err(malformed());
    }
    Ok(Posted { form: Form::from(taking.fields), errors: taking.errors })
}

/// The part that is being read.
enum Current<'a> {
    None,
    Text {
        name: String,
        bytes: Vec<u8>,
    },
    /// A file, whose upload begins with its first byte.
    File {
        name: String,
        upload: Option<(DocumentId, Inflow<'a>)>,
        bare: Bare,
    },
    /// A file that is not taken: the rest of it is read and dropped.
    Refused,
}

struct Taking<'a> {
    drawers: Drawers<'a>,
    current: Current<'a>,
    fields: Vec<(String, String)>,
    errors: Vec<FieldError>,
    /// Bytes of text so far.
    text: usize,
}

impl<'a> Taking<'a> {
    const fn new(drawers: Drawers<'a>) -> Self {
        Self { drawers, current: Current::None, fields: Vec::new(), errors: Vec::new(), text: 0 }
    }

    async fn take(&mut self, part: Part) -> Result<(), Fault> {
        match part {
            Part::Begin { name, file_name: None } => self.current = Current::Text { name, bytes: Vec::new() },
            Part::Begin { file_name: Some(name), .. } => {
                self.current = Current::File { name, upload: None, bare: Bare::default() };
            }
            Part::Bytes(more) => match &mut self.current {
                Current::Text { bytes, .. } => {
                    self.text += more.len();
                    if self.text > FORM_MAX_BYTES {
                        return Err(Fault::refused(ProblemCode::BodyTooLarge));
                    }
                    bytes.extend(more);
                }
                Current::File { .. } => self.bytes(&more).await?,
                Current::None | Current::Refused => {}
            },
            Part::End => match std::mem::replace(&mut self.current, Current::None) {
                Current::Text { name, bytes } => {
                    self.fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
                }
                Current::File { upload: Some((id, mut inflow)), bare, .. } => {
                    let taken = inflow.take(&bare.end()).await;
                    self.end(id, inflow, taken).await?;
                }
                Current::File { upload: None, .. } | Current::None | Current::Refused => {}
            },
        }
        Ok(())
    }

    /// The bytes of a file.
    async fn bytes(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let Current::File { name, upload, bare } = &mut self.current else { return Ok(()) };
        if upload.is_none() {
            let here = self.fields.iter().filter(|(field, _)| field == "documents").count();
            if here >= DOCUMENTS_MAX as usize {
                self.current = Current::Refused;
                self.wrong(FieldErrorCode::TooMany { limit: DOCUMENTS_MAX });
                return Ok(());
            }
            let id = new_id(&self.drawers.config.keys.hash, self.drawers.code)?;
            let (text, name, now) = (id.as_str().to_owned(), std::mem::take(name), clock::now().0);
            let drawer = self.drawers.name(&id);
            let begin = Begin { drawer, id: text, length: None, name, now, ..Begin::default() };
            match self.drawers.ask(&id, &Command::Begin(begin)).await? {
                Reply::State(_) => *upload = Some((id.clone(), Inflow::new(self.drawers, id, 0))),
                other => return Err(unexpected(other)),
            }
        }
        let Some((id, inflow)) = upload else { return Ok(()) };
        if let Err(fault) = inflow.take(&bare.push(bytes)).await {
            let id = id.clone();
            self.current = Current::Refused;
            self.refused(&id, fault).await?;
        }
        Ok(())
    }

    /// A file has ended. `taken`: what came of its last bytes.
    async fn end(&mut self, id: DocumentId, inflow: Inflow<'a>, taken: Result<(), Fault>) -> Result<(), Fault> {
        let ended = match taken {
            Ok(()) => inflow.end().await.map(drop),
            refused => refused,
        };
        if let Err(fault) = ended {
            return self.refused(&id, fault).await;
        }
        let end = Command::End { id: id.as_str().to_owned(), now: clock::now().0 };
        match self.drawers.ask(&id, &end).await? {
            Reply::State(_) => self.fields.push(("documents".to_owned(), id.as_str().to_owned())),
            other => self.refused(&id, unexpected(other)).await?,
        }
        Ok(())
    }

    /// A file that the drawer does not take; what is there of it is thrown away.
    async fn refused(&mut self, id: &DocumentId, fault: Fault) -> Result<(), Fault> {
        match fault.code {
            ProblemCode::UnsupportedDocument => self.wrong(FieldErrorCode::UnsupportedDocument),
            ProblemCode::DocumentTooLarge => {
                self.wrong(FieldErrorCode::DocumentTooLarge);
                let drop = Command::Drop { id: id.as_str().to_owned(), now: clock::now().0 };
                self.drawers.ask(id, &drop).await?;
            }
            _ => return Err(fault),
        }
        Ok(())
    }

    fn wrong(&mut self, code: FieldErrorCode) {
        self.errors.push(FieldError::new("/documents", code));
    }
}
