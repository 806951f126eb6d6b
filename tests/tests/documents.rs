//! Documents: sent by tus, kept with a case, given out to those who may read it; with and without scripts.
#![cfg(test)]

use integration_tests::assertions::{fields, refused};
use integration_tests::client::Call;
use integration_tests::clock::until;
use integration_tests::desk::{Citizen, filing_call};
use integration_tests::fixtures::{TYPED, filing, key};
use integration_tests::page::Page;
use integration_tests::place;
use integration_tests::stack::Alone;
use integration_tests::upload::{BYTES, Upload, multipart, pdf, sha256};
use serde_json::json;
use std::io::Write as _;
use std::net::TcpStream;
use std::process::Command;
use std::thread;
use std::time::Duration;
use wire::problem::ProblemCode;
use wire::v1::case::{CaseView, DocumentView};
use wire::v1::filing::{FileCase, Receipt};

fn with(documents: &[String]) -> FileCase {
    FileCase { documents: documents.to_vec(), ..filing() }
}

fn document(case: &CaseView, citizen: &Citizen) -> (DocumentView, Vec<u8>) {
    let document = case.documents.first().expect("a document").clone();
    let answer = citizen.call("GET", &format!("/documents/{}", document.id)).send();
    answer.expect(200);
    (document, answer.body)
}

#[test]
fn an_upload_goes_by_the_protocol() {
    let node = Alone::start();
    let says = Call::new("OPTIONS", node.url("/v1/agencies/mhab/documents")).send();
    assert_eq!((says.status, says.header("tus-version"), says.header("tus-max-size")), (204, "1.0.0", "26214400"));
    assert_eq!(says.header("tus-extension"), "creation,creation-with-upload,expiration,termination");
    for header in ["tus-resumable", "upload-offset", "upload-length", "upload-metadata", "x-http-method-override"] {
        assert!(says.header("access-control-allow-headers").contains(header), "{header}");
    }
    assert!(says.header("access-control-allow-methods").contains("PATCH"));

    let bytes = pdf(600_000);
    let upload = Upload::begin(&node, "mhab", bytes.len(), "شهادة.jpg");
    let first = upload.sends(0, &bytes[..400_000]);
    assert_eq!((first.status, first.header("upload-offset"), first.header("tus-resumable")), (204, "400000", "1.0.0"));
    let head = upload.to("HEAD").send();
    assert_eq!((head.header("upload-length"), head.header("cache-control")), ("600000", "no-store"));
    assert!(head.header("upload-metadata").starts_with("filename ") && head.header("upload-expires").ends_with(" GMT"));
    for header in ["location", "upload-offset", "upload-expires"] {
        assert!(head.header("access-control-expose-headers").contains(header), "{header}");
    }
    refused(&upload.patch(0, &bytes), ProblemCode::UploadOffset);
    refused(&upload.patch(400_000, &bytes), ProblemCode::DocumentTooLarge);
    let untyped = upload.to("PATCH").header("upload-offset", "400000").bytes("application/pdf", "x");
    refused(&untyped, ProblemCode::UnsupportedMediaType);
    refused(&upload.to("PATCH").bytes(BYTES, "x"), ProblemCode::InvalidUpload);
    let version = Call::new("PATCH", &upload.url).header("upload-offset", "0").bytes(BYTES, "x");
    refused(&version, ProblemCode::UploadVersion);
    assert_eq!(version.send().header("tus-version"), "1.0.0");
    refused(&upload.to("GET"), ProblemCode::MethodNotAllowed);
    let rest = upload.to("POST").header("x-http-method-override", "PATCH").header("upload-offset", "400000");
    rest.bytes(BYTES, &bytes[400_000..]).chunked().send().expect(204);
    assert_eq!(upload.offset(), bytes.len());

    upload.to("DELETE").send().expect(204);
    refused(&upload.patch(0, &bytes), ProblemCode::UploadGone);
    refused(&Upload::call(&node, "mhab", 26_214_401, "a"), ProblemCode::DocumentTooLarge);
    refused(&Upload::call(&node, "mhab", 0, "a"), ProblemCode::InvalidUpload);
    refused(&Upload::call(&node, "nobody", 9, "a"), ProblemCode::UnknownAgency);
    let elsewhere = Upload::call(&node, "mhab", 9, "a").header("origin", "https://elsewhere.example");
    refused(&elsewhere, ProblemCode::OriginNotAllowed);
    let made_up = Upload { url: format!("{}0000", upload.url.get(..upload.url.len() - 4).unwrap()) };
    refused(&made_up.patch(0, &bytes), ProblemCode::NotFound);
    let moved = Upload { url: Upload::begin(&node, "mhab", 9, "a").url.replace("mhab", "tizi") };
    refused(&moved.patch(0, b"%PDF-1.7\n"), ProblemCode::NotFound);
}

#[test]
fn a_document_goes_with_its_case_and_to_nobody_else() {
    let node = Alone::start();
    let bytes = pdf(700_001);
    let id = Upload::whole(&node, "mhab", "../شهادة السكنى.jpg", &bytes);
    let (key_of_one, one) = (key(), with(std::slice::from_ref(&id)));
    let first = filing_call(&node, "mhab", &key_of_one).json(&one).send();
    let receipt: Receipt = first.json(201);
    assert_eq!(filing_call(&node, "mhab", &key_of_one).json(&one).send().body, first.body);

    let citizen = Citizen::with(&node, &receipt);
    let case = citizen.opens();
    let (document, read) = document(&case, &citizen);
    assert_eq!((document.name.as_str(), document.media_type.as_str()), ("شهادة السكنى.pdf", "application/pdf"));
    assert_eq!((document.length_bytes, document.sha256.as_str()), (700_001, sha256(&bytes).as_str()));
    assert_eq!(case.timeline.first().map(|e| e.documents.clone()), Some(vec![document.clone()]));
    assert_eq!(read, bytes);
    let answer = citizen.call("GET", &format!("/documents/{id}")).send();
    let disposition = answer.header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\"") && disposition.contains("filename*=UTF-8''%D8%B4"));
    assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(answer.header("content-length"), "700001");
    assert_eq!(
        (answer.header("x-content-type-options"), answer.header("cache-control")),
        ("nosniff", "private, no-store")
    );

    let desk = node.desk("mhab", "Nadia");
    assert_eq!(desk.opens(&citizen.reference).documents, [document]);
    let path = format!("/cases/{}/documents/{id}", citizen.reference);
    assert_eq!(desk.call("GET", &path).send().body, bytes);
    refused(&node.desk("tizi", "Brahim").call("GET", &path), ProblemCode::CaseNotFound);
    refused(&citizen.call("GET", &format!("/documents/{}", id.replace('2', "3"))), ProblemCode::NotFound);
    let wrong = Citizen { code: "0000-0000-0000-0000".into(), ..citizen.clone() };
    refused(&wrong.call("GET", &format!("/documents/{id}")), ProblemCode::CaseNotFound);

    let again = filing_call(&node, "mhab", &key()).json(&one);
    assert_eq!(fields(&refused(&again, ProblemCode::InvalidFields)), [("/documents/0", "unknown-document")]);
    refused(
        &Upload { url: node.url(&format!("/v1/agencies/mhab/documents/{id}")) }.to("DELETE"),
        ProblemCode::Forbidden,
    );
    let half = Upload::begin(&node, "mhab", 900, "a.pdf");
    half.sends(0, &pdf(900)[..500]).expect(204);
    let unfinished = filing_call(&node, "mhab", &key()).json(&with(&[half.id()]));
    assert_eq!(fields(&refused(&unfinished, ProblemCode::InvalidFields)), [("/documents/0", "unknown-document")]);
}

#[test]
fn a_refused_filing_lets_its_documents_go_and_no_others() {
    let node = Alone::start();
    let [one, two] = [1, 2].map(|n| with(&[Upload::whole(&node, "mhab", "a.pdf", &pdf(100 + n))]));
    let used = key();
    filing_call(&node, "mhab", &used).json(&one).send().expect(201);
    refused(&filing_call(&node, "mhab", &used).json(&two), ProblemCode::IdempotencyKeyReused);
    filing_call(&node, "mhab", &key()).json(&two).send().expect(201);
    filing_call(&node, "mhab", &used).json(&one).send().expect(201);
    let taken = filing_call(&node, "mhab", &key()).json(&one);
    assert_eq!(fields(&refused(&taken, ProblemCode::InvalidFields)), [("/documents/0", "unknown-document")]);
}

#[test]
fn a_message_brings_documents_up_to_ten_in_a_case() {
    let node = Alone::start();
    let send = |n: usize| Upload::whole(&node, "mhab", "a.pdf", &pdf(100 + n));
    let nine: Vec<String> = (0..9).map(send).collect();
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with(&nine)).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    let (tenth, eleventh) = (send(9), send(10));
    let two = json!({ "text": "Voici.", "documents": [tenth, eleventh] });
    assert_eq!(fields(&refused(&citizen.message(&two), ProblemCode::InvalidFields)), [("/documents", "too-many")]);
    let message = citizen.message(&json!({ "text": "Voici.", "documents": [tenth] })).key(&key());
    let done = message.send();
    done.expect(201);
    assert_eq!(message.send().body, done.body);
    let case = citizen.opens();
    assert_eq!(case.documents.len(), 10);
    assert_eq!(case.timeline.last().unwrap().documents.first().map(|d| d.id.as_str()), Some(tenth.as_str()));
    let stranger = Citizen { code: "0000-0000-0000-0000".into(), ..citizen };
    refused(&stranger.message(&json!({ "text": "Voici.", "documents": [eleventh] })), ProblemCode::CaseNotFound);
}

#[test]
fn what_it_is_decides_and_not_what_it_is_called() {
    let node = Alone::start();
    for bytes in [&b"MZ\x90\0this program cannot be run"[..], b"<!doctype html><script>alert(1)</script>", b"<svg/>"] {
        let upload = Upload::begin(&node, "mhab", bytes.len(), "photo.jpg");
        let answer = upload.sends(0, bytes);
        assert_eq!(answer.problem().kind, ProblemCode::UnsupportedDocument.uri());
        upload.to("HEAD").send().expect(410);
    }
    // Turned away at its beginning, and the sender still hears why.
    let large = vec![b'M'; 8_000_000];
    let upload = Upload::begin(&node, "mhab", large.len(), "a.pdf");
    upload.sends(0, &large).expect(415);
}

/// Begins a PATCH of the whole, sends only a part of it, and leaves the line open.
fn half_a_patch(node: &Alone, upload: &Upload, bytes: &[u8], sent: usize) -> TcpStream {
    let path = upload.url.strip_prefix(&node.base_url()).unwrap();
    let mut line = TcpStream::connect(node.address()).unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nHost: {}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: {BYTES}\r\n\
         Content-Length: {}\r\n\r\n",
        node.address(),
        bytes.len()
    );
    line.write_all(head.as_bytes()).unwrap();
    line.write_all(&bytes[..sent]).unwrap();
    line
}

#[test]
fn a_node_that_dies_in_the_middle_of_an_upload_goes_on_where_it_was() {
    let mut node = Alone::start();
    let bytes = pdf(3_000_000);
    let upload = Upload::begin(&node, "mhab", bytes.len(), "a.pdf");
    let line = half_a_patch(&node, &upload, &bytes, 1_500_000);
    let before = until("bytes on disk", Duration::from_secs(20), || Some(upload.offset()).filter(|n| *n >= 1_000_000));
    node.kill();
    drop(line);
    node.run();
    let there = upload.offset();
    assert!(there >= before && there <= 1_500_000, "{before} bytes were on disk, now {there}");
    upload.sends(there, &bytes[there..]).expect(204);
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with(&[upload.id()])).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    let (document, read) = document(&citizen.opens(), &citizen);
    assert_eq!(document.sha256, sha256(&bytes));
    assert!(read == bytes, "other bytes came back");
}

#[test]
fn a_line_that_breaks_loses_a_piece_at_most_and_two_senders_do_not_mix() {
    let node = Alone::start();
    let bytes = pdf(2_000_000);
    let upload = Upload::begin(&node, "mhab", bytes.len(), "a.pdf");
    drop(half_a_patch(&node, &upload, &bytes, 1_200_000));
    let there = until("bytes on disk", Duration::from_secs(20), || {
        Some(upload.offset()).filter(|n| *n + 256 * 1024 >= 1_200_000)
    });
    assert!(there <= 1_200_000);
    let mut status: Vec<u16> = thread::scope(|s| {
        let both = [0, 1].map(|_| s.spawn(|| upload.sends(there, &bytes[there..]).status));
        both.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    status.sort_unstable();
    assert!(status == [204, 409] || status == [409, 409], "{status:?}");
    let there = upload.offset();
    if there < bytes.len() {
        upload.sends(there, &bytes[there..]).expect(204);
    }
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with(&[upload.id()])).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    assert_eq!(document(&citizen.opens(), &citizen).0.sha256, sha256(&bytes));
}

#[test]
fn without_scripts_files_go_with_the_form_and_stay_when_it_comes_back() {
    let node = Alone::start();
    let page = Page::of(&node.get("/mhab?lang=fr").header("sec-fetch-mode", "navigate").send());
    let form = page.form("file");
    assert!(page.html.contains("multipart/form-data"));
    let bytes = pdf(400_000);
    let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        let kept = form.fields.iter().filter(|(name, _)| !pairs.iter().any(|(new, _)| new == name) && name != "file");
        kept.cloned().chain(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))).collect()
    };
    let post = |fields: &[(String, String)], files: &[(&str, &[u8])]| {
        let call = node.post("/mhab").header("sec-fetch-mode", "navigate").header("origin", node.base_url());
        Page::of(&multipart(call, fields, files).send())
    };
    let without_subject: Vec<_> = TYPED.into_iter().filter(|(name, _)| *name != "subject").collect();
    let back = post(&owned(&without_subject), &[("scan.pdf", &bytes), ("", b""), ("a.exe", b"MZ\x90")]);
    assert_eq!(back.status, 422);
    let kept = back.form("file").value("documents").to_owned();
    assert_eq!(kept.len(), 30, "{}", back.seen());

    let mut fields = owned(&TYPED);
    fields.push(("documents".into(), kept.clone()));
    let done = post(&fields, &[("", b"")]);
    assert_eq!(done.status, 201, "{}", done.seen());
    // The same files chosen and sent again are the same filing.
    let other = owned(&TYPED).into_iter().chain([("idempotency_key".to_owned(), key())]).collect::<Vec<_>>();
    let other: Vec<_> =
        other.iter().filter(|(n, v)| n != "idempotency_key" || *v != form.value("idempotency_key")).cloned().collect();
    let one = post(&other, &[("scan.pdf", &bytes)]);
    let two = post(&other, &[("scan.pdf", &bytes)]);
    assert_eq!((one.status, two.status), (201, 201), "{}", two.seen());
    assert_eq!(reference(&one), reference(&two));
    assert_ne!(reference(&one), reference(&done));
}

/// The reference on a receipt's page.
fn reference(page: &Page) -> String {
    let (_, rest) = page.html.split_once("\"reference\":\"").expect("a receipt");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn without_scripts_a_message_brings_a_file_and_a_document_is_saved() {
    let node = Alone::start();
    let citizen = node.citizen();
    let bytes = pdf(5_000);
    let proof = [("reference".to_owned(), citizen.reference.clone()), ("access_code".to_owned(), citizen.code.clone())];
    let post = |path: &str| node.post(path).header("sec-fetch-mode", "navigate").header("origin", node.base_url());
    let fields = [&proof[..], &[("text".to_owned(), "Voici.".to_owned())]].concat();
    let page = Page::of(&multipart(post("/mhab/case/messages"), &fields, &[("reçu.pdf", &bytes)]).send());
    assert_eq!(page.status, 200, "{}", page.seen());
    let (document, _) = document(&citizen.opens(), &citizen);
    assert_eq!(document.name, "reçu.pdf");

    let code = [("reference", citizen.reference.as_str()), ("access_code", citizen.code.as_str())];
    let path = format!("/mhab/case/documents/{}", document.id);
    let saved = post(&path).form(&code).send();
    assert_eq!((saved.status, saved.header("content-type")), (200, "application/pdf"));
    assert_eq!(saved.body, bytes);
    let wrong = post(&path).form(&[code[0], ("access_code", "0000-0000-0000-0000")]).send();
    assert_eq!(Page::of(&wrong).status, 404);
}

#[test]
fn the_client_that_everybody_uses_works_with_the_node() {
    let node = Alone::start();
    let bytes = pdf(1_500_000);
    let file = std::env::temp_dir().join(format!("wasl-tus-{}.pdf", key()));
    std::fs::write(&file, &bytes).unwrap();
    let mut script = Command::new("node");
    script.arg(place::repo().join("tests/node/tus.mjs")).arg(node.url("/v1/agencies/mhab/documents")).arg(&file);
    let output = script.output().expect("Node.js");
    std::fs::remove_file(&file).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let url = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    let id = Upload { url }.id();
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with(&[id])).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    assert_eq!(document(&citizen.opens(), &citizen).0.sha256, sha256(&bytes));
}

/// An archive with these files, stored.
fn archive(files: &[&str]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for name in files {
        let from = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let middle = [&[0; 20][..], &u16::try_from(name.len()).unwrap().to_le_bytes(), &[0, 0]].concat();
        bytes.extend([&b"PK\x03\x04\x14\0"[..], &middle, name.as_bytes()].concat());
        directory.extend([&b"PK\x01\x02\x14\0\x14\0"[..], &middle, &[0; 10], &from, name.as_bytes()].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let (length, from) = (u32::try_from(directory.len()).unwrap(), u32::try_from(bytes.len()).unwrap());
    let end =
        [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length.to_le_bytes(), &from.to_le_bytes(), &[0, 0]].concat();
    [bytes, directory, end].concat()
}

#[test]
fn what_is_active_or_two_things_at_once_is_refused() {
    let node = Alone::start();
    let docx = ["[Content_Types].xml", "word/document.xml"];
    let jar = archive(&["META-INF/MANIFEST.MF", "Main.class"]);
    let jpeg = [&b"\xff\xd8\xff\xe0\0\x10JFIF\0"[..], &[7; 300]].concat();
    let page = b"%PDF-1.7\n<html><script>alert(1)</script></html> and some more to fill the first bytes".to_vec();
    for (what, bytes) in [
        ("an archive", archive(&["a.txt"])),
        ("a program in an archive", jar.clone()),
        ("a PDF that is an archive too", [pdf(3_000), jar.clone()].concat()),
        ("a picture that is a program too (GIFAR)", [jpeg.clone(), jar.clone()].concat()),
        ("a PDF that is a page too", page),
        ("a text with macros", archive(&[docx[0], docx[1], "word/vbaProject.bin"])),
        ("a text with a program", archive(&[docx[0], docx[1], "word/setup.exe"])),
        ("a picture that is a program", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
        ("a page", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("a program", [&b"MZ\x90\0"[..], &[0; 100]].concat()),
    ] {
        let upload = Upload::begin(&node, "mhab", bytes.len(), "photo.jpg");
        let answer = upload.sends(0, &bytes);
        assert_eq!(answer.status, 415, "{what}");
        assert_eq!(answer.problem().kind, ProblemCode::UnsupportedDocument.uri(), "{what}");
        upload.to("HEAD").send().expect(410);
    }
    // The same files without what makes them active are taken.
    for bytes in [archive(&docx), jpeg, pdf(3_000)] {
        let _ = Upload::whole(&node, "mhab", "a.jpg", &bytes);
    }
}

#[test]
fn a_pdf_that_does_something_is_a_download_and_nothing_else() {
    let node = Alone::start();
    let active =
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</S/Launch>>>>endobj\n";
    let id = Upload::whole(&node, "mhab", "a.pdf", active);
    let receipt: Receipt = filing_call(&node, "mhab", &key()).json(&with(&[id])).send().json(201);
    let citizen = Citizen::with(&node, &receipt);
    let case = citizen.opens();
    let answer = citizen.call("GET", &format!("/documents/{}", case.documents[0].id)).send();
    assert!(answer.header("content-disposition").starts_with("attachment"));
    assert_eq!(answer.header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}
