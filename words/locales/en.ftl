### Wasl in English: plain words, British spelling, for people who may be reading their second language.
### Terms: case, receipt, access code, timeline, register.
### Keys that end in a code (error-…, problem-…, status-…, event-…) follow the closed lists of domain and wire.

## Dates

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-long = { $day } { $month } { $year }
date-time-long = { $date } at { $time }

## Everywhere

language-name = English
nav-label = Services
nav-file = Write to us
nav-track = Follow my case
optional = optional
copy = Copy
copied = Copied
copy-reference = Copy the case number
copy-access-code = Copy the access code
working = One moment…
try-again = Try again
hosted-link = Open this page in a new tab

## Kinds

kind-complaint = Complaint
kind-complaint-hint = You suffered harm, or a service let you down.
kind-observation = Observation
kind-observation-hint = You report something or give your opinion, without having been harmed yourself.
kind-suggestion = Suggestion
kind-suggestion-hint = You propose an improvement.

## Form

form-title = Write to the administration
form-lead = Complaint, observation or suggestion: your message is entered in the register as soon as you send it.
form-promise-receipt = A receipt at once
form-promise-deadline =
    { $days ->
        [one] An answer within { $days } day
       *[other] An answer within { $days } days
    }
form-promise-track = Follow your case at any time
form-required-note = Please fill in every field, except those marked “optional”.
section-message = Your message
section-you = Your details
section-send = Consent and sending
field-kind = What is it about?
field-category = Topic
category-choose = Choose a topic
field-subject = Subject
field-subject-hint = The main point, in one sentence.
field-body = Your message
field-body-hint = What happened, where and when? What do you expect from the administration?
characters-left =
    { $count ->
        [one] { $count } character left.
       *[other] { $count } characters left.
    }
characters-over =
    { $count ->
        [one] { $count } character too many.
       *[other] { $count } characters too many.
    }
field-name = Full name
field-name-hint = Needed for a complaint; optional for an observation or a suggestion.
field-email = E-mail address
field-email-hint = So that the administration can reach you.
field-phone = Telephone
field-phone-hint = For example 06 12 34 56 78, or +33 6 12 34 56 78 from abroad.
contact-note = Without an e-mail address or a telephone number, you follow your case with its number and your access code.
field-consent = I agree that the administration uses this information to handle my case and to answer me.
field-consent-hint = Responsible for this data: { $agency }. Under Moroccan law 09-08 you can ask to see, correct or delete your data; only the staff in charge of your case read it.
form-submit = Send and get my receipt
form-sending = Sending…

## Errors

error-prefix = Error:
error-summary-title =
    { $count ->
        [one] One point needs correcting
       *[other] { $count } points need correcting
    }
error-summary-kept = Nothing you wrote is lost.
error-required = Fill in this field.
error-required-kind = Choose complaint, observation or suggestion.
error-required-category = Choose a topic.
error-required-subject = Write the subject of your message.
error-required-body = Write your message.
error-required-name = Write your full name: a complaint cannot be anonymous.
error-required-reference = Write the case number.
error-required-access_code = Write the access code.
error-required-text = Write your message.
error-required-reason = Say why, in a few words.
error-required-prior_steps = Say what you have already done with the administration, and what it answered.
error-required-before_court = Say whether the matter is before a court.
error-required-rating = Choose a rating.
error-too-long =
    { $limit ->
        [one] No more than { $limit } character.
       *[other] No more than { $limit } characters.
    }
error-too-many =
    { $limit ->
        [one] No more than { $limit }.
       *[other] No more than { $limit }.
    }
error-invalid-email = Write a complete address, for example name@example.ma.
error-invalid-phone = Write a complete number, for example 06 12 34 56 78 or +33 6 12 34 56 78.
error-invalid-national-id = Write the number of your national identity card, for example AB123456.
error-invalid-country = Choose a country.
error-invalid-text = This text contains characters that cannot be read. Write it again.
error-unknown-value = Choose one of the answers offered.
error-unknown-field = This field does not exist.
error-invalid-type = This value does not have the expected form.
error-out-of-range = Choose one of the values offered.
error-must-declare = Tick this box to continue.
error-must-declare-consent = Tick this box: without your consent the administration cannot handle your case.
error-must-declare-before_court = The Mediator cannot act in a matter that is before a court.
error-invalid-reference = This number is incomplete or has a mistake in it. It looks like HAB-26A-000123-K.
error-invalid-access-code = This code is incomplete or has a mistake in it: 16 letters and digits, as on your receipt.
error-unknown-document = This document is no longer there. Attach it again.
error-unsupported-document = One of the files is of a kind that is not accepted. Attach a PDF, a photo, a Word or OpenDocument text, a sound or a video.
error-document-too-large = One of the files is too large: 25 MB at most.
error-invalid-format = This is not the expected form.
error-names-somebody = This text seems to name somebody whose case is linked: by name, e-mail, telephone or identity card. Take that out, or confirm that it shall go over.

## What the administration, the network or the page may refuse

notice-problem-title = Your request did not go through
notice-waiting-title = Your message is waiting for the network
notice-kept = What you wrote is still here.
problem-offline = What you send has not gone out. Offline, it waits here and goes out by itself, once, as soon as the network is back, unless you change it: keep this page open. Online, press once more.
problem-later = The service is busy or has stopped for a moment. Try again shortly: nothing will be sent twice.
problem-unreadable = We could not read the answer. Try again: nothing will be sent twice.
problem-malformed-body = The request does not have the expected form.
problem-idempotency-key-needed = The request lacks the header Idempotency-Key: 8 to 128 ASCII characters.
problem-invalid-query = A parameter of the address is not valid.
problem-invalid-reference = There is a mistake in this case number. Check it on your receipt.
problem-unauthorized = Identification is missing or does not open this case.
problem-bad-signature = The signature of the message is wrong.
problem-origin-not-allowed = The administration has not allowed this website to show its form. Use its own page.
problem-forbidden = This identification does not allow that.
problem-not-a-peer = The sender is not a correspondent of this node, or the case is not theirs.
problem-not-covered = No convention covers this case at present.
problem-not-found = There is nothing at this address.
problem-unknown-agency = No administration has this name here.
problem-case-not-found = No case opens with this number and this code. Check both on your receipt.
problem-method-not-allowed = This address cannot be requested in this way.
problem-not-acceptable = This answer does not exist in a form that you accept.
problem-action-not-possible = This is not possible in this case at the moment.
problem-case-circles = The case has been at this institution before, or was handed on too often.
problem-invalid-upload = The sending of the document is not announced as it should be.
problem-restore-refused = This cannot be restored here.
problem-upload-offset = The sending of the document stopped at another place. Resume it.
problem-document-unchecked = This document is being checked for viruses. It can be opened once that is done.
problem-document-infected = A virus was found in this document: it has been deleted. Another file can be added.
problem-document-on-its-way = This document is on its way from the other institution. It can be opened once it is here.
problem-document-lost = This document did not arrive as the other institution announced it, or is no longer there: it cannot be opened.
problem-upload-gone = This document is no longer there. Attach it again.
problem-upload-version = This sending asks for another version of the tus protocol than 1.0.0.
problem-document-too-large = This document is too large: 25 MB at most.
problem-unsupported-document = This kind of document is not accepted. Attach a PDF, a photo, a Word or OpenDocument text, a sound or a video.
problem-body-too-large = What you sent is too large.
problem-unsupported-media-type = The request is not in a format accepted here.
problem-invalid-fields = Some answers need correcting.
problem-idempotency-key-reused = This key has already been used for another request.
problem-filing-closed = The administration does not take new requests here for the moment. Cases already filed stay open for following.
problem-proof-needed = A short check is needed before sending; your device does it by itself. Send once more.
problem-too-many-attempts = Too many wrong codes have come from your network. Wait a few minutes, then try again with what is on your receipt.
problem-too-many-requests = Many messages are arriving at the moment. Wait a few minutes, then send once more: nothing will be sent twice.
problem-internal = Something failed on our side. It has been reported; try again shortly.
problem-unavailable = The service is unavailable for the moment. Try again shortly.
reason-closed = The case is closed.
reason-withdrawn = You have withdrawn this case.
reason-already_escalated = The Mediator already has this case.
reason-not_answered = The administration has not answered yet.
reason-reopen_period_over = The time to ask for a new examination is over.
reason-already_rated = You have already given a rating.
reason-no_mediator = You cannot turn to the Mediator from here.
reason-not_a_complaint = Only a complaint can be brought to the Mediator.
reason-held_by_peer = Another institution is handling this case.
reason-in_use = This peer is switched on. Switch it off first.
reason-already_acknowledged = This case has already been taken up.
reason-erased = What was written in this case has been erased.
reason-still_owed = Another institution must still hear of this case. It can be erased once it has.
reason-still_open = This case has not ended. It can be erased once it has.
reason-been_there = This case has been to that institution: it cannot go back there.
reason-too_many_hops = This case has been handed on too often: it stays where it is.
reason-not_covered = No convention with that institution covers this case: it is not sent there.
reason-suspended = The convention with that institution is suspended. The case can be sent once it is in force again.
reason-concluded = The deliberation is concluded. Reopen it to go on.
reason-not_concluded = The deliberation has no conclusion yet.
reason-peer_left = The other body has left, or never took this deliberation.
reason-not_in_wave = This case is in no wave.
reason-not_empty = There is something here already: a backup is only restored into an empty node.
reason-damaged = The backup is damaged, not whole, or was changed.
reason-other_node = The backup is of another node, or of another register.
reason-other_keys = This node has other keys than the one that wrote the backup.
reason-later_version = The backup was written by a later version than this node runs.
reason-not_following = These lines do not follow those that are here.
notice-first-version = Your first message had arrived: this is its receipt. Your later changes are not in it; you can add them in a message inside your case.

## Receipt

receipt-title =
    { $kind ->
        [complaint] Your complaint is registered
        [observation] Your observation is registered
        [suggestion] Your suggestion is registered
       *[other] Your message is registered
    }
receipt-lead = Your message is in the register of the administration. This is your receipt.
receipt-name = Receipt
receipt-reference = Case number
receipt-access-code = Access code
receipt-received = Received on
receipt-due = Answer due by
receipt-keep-title = Keep this receipt
receipt-keep = The number and the code open your case. This code is shown only once: write it down, photograph this screen or print it, and give it to nobody.
receipt-link = Link to your case
receipt-next-title = What happens next?
receipt-next-read = The administration reads your message and gives it to a department.
receipt-next-ask = If something is unclear, the question waits for you in your case.
receipt-next-answer = You are owed an answer by { $date }.
receipt-track = Open my case
receipt-another = Send another message
receipt-print = Print or save the receipt

## Receipt on paper

paper-title = Receipt of filing
paper-print = Print or save as PDF
paper-print-plain = To print this page or save it as PDF, use the command “Print” of your browser.
paper-file = Download the file of proof (JSON)
paper-file-hint = This file proves to others what you filed and when. It contains your message and your details, but not the access code.
paper-open = To open your case, photograph this code with a telephone. Without a telephone, go to the address below with the number and the access code.
paper-qr = QR code that opens the case { $reference }
paper-secret = Whoever holds this sheet can open your case: do not leave it lying about.
paper-filed-title = What was filed
paper-kind = Kind
paper-signature-title = Electronic signature
paper-signature = This receipt is signed. Anyone can check, even offline, that it has not been changed.
paper-signed-text = Signed text
paper-signature-value = Signature (Ed25519)
paper-key = Key
paper-keys-url = Public keys

## An open case

part-live-news = There is news in your case:

## Documents of a case

document-list = Attached documents
document-get = Download “{ $name }”
document-kilobytes = { $count } KB
document-megabytes = { $whole }.{ $tenth } MB

## Open a case

open-title = Follow my case
open-lead = The number and the code are on your receipt.
field-reference = Case number
field-reference-hint = For example HAB-26A-000123-K.
field-access-code = Access code
field-access-code-hint = 16 letters and digits. Dashes and capital letters do not matter.
open-submit = Open the case
open-lost-title = Have you lost your code?
open-lost = Nobody can find it again, not even the administration: that is what protects your case. Write again and mention the date of your first message.

## Case

case-close = Leave this case
case-where = Where your case stands
case-received = Filed on
case-due = Answer due by
case-due-to-mediator = The administration’s answer to the Mediator, due by
case-answered-by = Answer was due by
case-overdue = The answer is late: it was due by { $date }.
case-overdue-to-mediator = The administration’s answer to the Mediator is late: it was due by { $date }.
case-overdue-mediator = You can turn to the Mediator now: it is free of charge, and your whole case goes there. You find it below.
case-erased = What was written in this case was erased on { $date }: the time for keeping it was over, or its erasure was asked for. The register keeps its number, its dates and its outcome.
case-all = Everything we hold about this case
case-all-lead = You can print or save this page. The file holds the same in a form that programs can read; each document has a button of its own.
case-all-file = Download the file (JSON)
case-all-internal = Notes and assignments among staff are listed without their words.
case-all-sent = What was sent to other institutions
case-all-pending = not delivered yet
case-all-read = Who has read it
case-all-none = Nothing so far.
case-role-caseworker = A member of staff
case-role-supervisor = A supervisor
case-kept-title = What is kept, and until when
case-kept = Law 09-08 (articles 7 to 9) gives you the right to see your data, to have them corrected, and to object to their use. As long as your case is being handled, the administration keeps them. The register always keeps the number, kind, dates and outcome: the administration must account for the complaints it receives.
case-kept-for = What you wrote, your details and your documents are erased { $time } after the answer or the end of the case.
span-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
span-years =
    { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
case-data-title = Correction or erasure
case-data-hint = Say what is wrong, or what is to be erased and why. Your request is recorded in your case, and the administration answers you there.
case-next-title = Next step
case-filed-title = What you sent
case-category = Topic
case-subject = Subject
timeline-title = Timeline
timeline-empty = Nothing yet.
step-received = Filed
step-review = Under review
step-answer = Answer

status-received = Registered
status-received-meaning = Your case is in the register. Nobody has taken it up yet.
status-received-next = The administration must answer you by { $date }.
status-forwarded = Forwarded
status-forwarded-meaning = Your case was forwarded to the competent institution, which has received it.
status-forwarded-next = You are owed an answer by { $date }. You keep following everything here.
status-under_review = Under review
status-under_review-meaning = A member of staff is working on your case.
status-under_review-next = The administration must answer you by { $date }.
status-awaiting_complainant = Waiting for your answer
status-awaiting_complainant-meaning = The administration needs something explained before it can go on.
status-awaiting_complainant-next = Answer the question below: the review then goes on at once.
status-answered = Answered
status-answered-meaning = The administration has answered. You find its answer in the timeline.
status-answered-next = If it does not satisfy you, see below what you can do.
status-redirected = Redirected
status-redirected-meaning = Another institution is competent. The timeline says which.
status-redirected-next = Turn to the institution named there.
status-redirected-held-next = The institution named there has your case, with everything in it. You go on following it here, with the same number and the same code.
status-escalated = With the Mediator
status-escalated-meaning = You have turned to the Mediator of the Kingdom. The Mediator’s messages arrive in this same timeline.
status-escalated-next = The Mediator is examining your case with the administration, which must answer the Mediator by { $date }. What the Mediator writes to you arrives here.
status-closed = Closed
status-closed-meaning = The review is finished.
status-closed-next = If the outcome does not satisfy you, see below what you can do.
status-withdrawn = Withdrawn
status-withdrawn-meaning = You have withdrawn your case.
status-withdrawn-next = There is nothing left to do.

outcome-label = Outcome
outcome-upheld = Your request is justified
outcome-partly_upheld = Your request is partly justified
outcome-not_upheld = Your request is not justified
outcome-inadmissible = Your request could not be examined
outcome-redirected = Another institution is competent
outcome-withdrawn = You withdrew your request

## Timeline

actor-you = You
actor-mediator = The Mediator
actor-system = The register
event-filed = Case filed
event-acknowledged = Case taken up
event-assigned = Given to a member of staff
event-categorised = Topic of the case chosen
event-deliberation_linked = Deliberation linked
event-deliberation_unlinked = Deliberation no longer linked
event-linked = Linked to another case
event-unlinked = No longer linked to another case
event-singled = Taken out of a wave
event-message = Message
event-correction = Correction of your details
event-erasure = Erasure of your data
event-question = Question
event-reply = Answer to the question
event-redirected = Redirected: { $peer }
event-escalated = Brought to the Mediator
event-reopened = New examination requested
event-withdrawn = Case withdrawn
event-rated = Rating: { $rating } out of 5
event-closed = Case closed
event-reminder = Deadline near
event-overdue = The deadline has passed without an answer
event-note = Note
event-answer = Answer of the administration
event-forwarding = Being forwarded: { $peer }
event-forwarded = Forwarded and received: { $peer }
event-returned = { $peer } no longer treats it: it is with the administration again
event-question-open = Not answered yet
event-reason = Reason

## What can be done in a case

question-title = A question for you
question-from = Question from { $actor }, { $date }:
answer-label = Your answer
answer-submit = Send my answer
message-title = Add a message
message-hint = An explanation, a correction, a question to the administration.
field-text = Your message
message-submit = Send the message
actions-title = What you can do
action-message = Add a message
action-withdraw = Withdraw my case
action-withdraw-explain = The administration will stop examining it. You cannot open it again afterwards; you can always file another one.
action-withdraw-submit = Yes, withdraw my case
action-reopen = Ask for a new examination
action-reopen-explain = Say what is wrong with the answer. The administration examines your case again.
action-reopen-submit = Ask for a new examination
action-escalate = Turn to the Mediator
action-escalate-explain = The Mediator of the Kingdom receives your whole case and approaches the administration. It is free of charge.
action-escalate-submit = Turn to the Mediator
action-rate = Give a rating
action-rate-explain = How were you treated?
action-rate-submit = Send my rating
field-reason = Your reasons
field-reason-optional = Why?
field-prior-steps = What you have already done
field-prior-steps-hint = Your steps with the administration, and what it answered.
field-before-court = I declare that this matter is not before a court.
field-rating = Your rating
rating-1 = 1, very badly
rating-2 = 2, badly
rating-3 = 3, acceptably
rating-4 = 4, well
rating-5 = 5, very well
notice-message-sent = Your message is in the case.
notice-answered = Your answer has been sent. The review goes on.
notice-answered-more = Your answer has been sent. Another question is waiting for you.
notice-withdrawn = Your case is withdrawn.
notice-reopened = Your request for a new examination is registered.
notice-escalated = Your case is with the Mediator. The Mediator’s messages will arrive here.
notice-rated = Thank you. Your rating is registered.

## Notice page

page-problem-title = This page cannot be shown
page-problem-back = Back to the form
closed-title = No new requests for the moment
elsewhere-title = Write to the administration
elsewhere-lead = The form of the administration is on its own page.
elsewhere-link = Open the form
footer-official = { $agency }. No cookies, no trackers, no third party.

## Documents, voice message and draft (parts loaded when needed)

part-size-mega = { $size } MB
part-size-kilo = { $size } KB
part-documents-list = Attached documents
part-documents-added =
    { $count ->
        [one] { $count } document added
       *[other] { $count } documents added
    }
part-documents-removed = { $name } is removed.
part-documents-without =
    { $count ->
        [one] { $name } will not go with your message: remove this document or choose another one. To send without it, press the send button once more.
       *[other] These documents will not go with your message: { $name }. Remove them or choose others. To send without them, press the send button once more.
    }
part-documents-done = { $name } is attached.
part-documents-total =
    { $count ->
        [one] { $done } of { $count } document sent, { $sent } of { $all }
       *[other] { $done } of { $count } documents sent, { $sent } of { $all }
    }
part-documents-percent = { $percent }% sent
part-documents-wait = Your documents go first. Your message follows by itself.
part-documents-wait-offline = No network. As soon as it is back, your documents and then your message go out by themselves. Keep this page open.
part-documents-wait-stop = Do not wait
part-document-pause = Pause
part-document-resume = Resume
part-document-retry = Try again
part-document-remove = Remove
part-document-named = { $what }: { $name }
part-document-preparing = Reading the file…
part-document-waiting = Waiting, { $size }
part-document-sending = { $done } of { $all }
part-document-offline = No network: sending goes on by itself.
part-document-paused = Paused, { $done } of { $all }
part-document-done = Attached, { $size }
part-document-original = Keep the original photo ({ $size })
part-document-reduced = Photo reduced from { $before } to { $after }, without place or device.
part-document-placed = This file may contain the place where it was taken. It is sent as it is.
part-document-error-empty = This file is empty.
part-document-error-unsupported = This kind of file is not accepted. Attach a PDF, a photo, a Word or OpenDocument text, a sound or a video.
part-document-error-too-large = This file is too large: { $limit } at most.
part-document-error-too-many = Ten documents at most. Remove one to attach this one.
part-document-error-unreadable = This file cannot be read on this device. Choose it again.
part-document-error-refused = The administration did not take this document. Remove it or try again.
part-document-error-failed = Sending did not succeed. Try again, or remove the document.
part-voice-title = Voice message
part-voice-lead = Speak instead of writing, 5 minutes at most. Nothing leaves before you send.
part-voice-record = Record
part-voice-stop = Stop
part-voice-listen = Listen
part-voice-silence = Stop listening
part-voice-redo = Record again
part-voice-remove = Delete
part-voice-write = Write as well
part-voice-asking = Allow the microphone in order to record.
part-voice-recording = Speak now.
part-voice-soon =
    { $seconds ->
        [one] { $seconds } second left.
       *[other] { $seconds } seconds left.
    }
part-voice-recorded =
    { $seconds ->
        [one] Recorded: { $seconds } second. Your message goes with the form.
       *[other] Recorded: { $seconds } seconds. Your message goes with the form.
    }
part-voice-refused = The microphone is not allowed. Allow it in the settings of the browser, or write your message.
part-voice-none = This device cannot record here. Write your message.
part-voice-unheard = This recording cannot be listened to here. It is there and can be sent.
part-voice-removed = The recording is deleted.
part-voice-name = voice message
part-draft-title = Draft
part-draft-keeping = Your draft is kept on this device, 14 days at most. It disappears when you send.
part-draft-impossible = This device cannot keep a draft.
part-draft-erased = Nothing is kept on this device any more.
part-draft-found = You have a draft of { $date }
part-draft-unsent = Your message of { $date } has not been sent yet
part-draft-send = Send now
part-draft-restore = Continue
part-draft-erase = Erase
part-draft-erase-kept = Erase the draft from this device
part-draft-restored = Your draft is back. It is still kept on this device.
part-draft-waits = No network. Your message goes out once, as soon as it is back. Keep this page open.
part-matter-about = It seems to be about: { $name }.
part-matter-because = (because you wrote { $words })
part-matter-word = “{ $word }”
part-matter-take = Take this category
part-matter-taken = Category chosen: { $name }. You can change it above.
part-matter-outside = This looks like a matter for a court, or between private persons: no administration may decide it. You can write here all the same.
part-matter-elsewhere = { $body } seems to be competent for this. You can write here all the same.

## Hosted pages
page-title = { $agency }: complaints, observations and suggestions
home-title = Complaints, observations and suggestions
languages-label = Languages
page-languages-label = Language of this page
page-close = Close

## Page for web teams

embed-title = Put the form on your website
embed-lead = Choose, look, copy. The form works without cookies, trackers or third parties.
embed-nobody = This node does not serve an administration yet.
embed-agency = Administration
embed-language = Language of the form
embed-language-page = That of your page
embed-way = How
embed-way-script = One line of script
embed-way-script-hint = The form appears where the line stands.
embed-way-element = An element
embed-way-element-hint = You choose the place; what stands between the tags is seen without scripts.
embed-way-iframe = A frame (iframe)
embed-way-iframe-hint = For a website that admits no script from elsewhere.
embed-way-link = A link
embed-way-link-hint = To the hosted page; nothing is added to yours.
embed-mode = Where
embed-mode-inline = In the page
embed-mode-inline-hint = The form is visible in its place.
embed-mode-dialog = Behind a button
embed-mode-dialog-hint = The button opens a window above the page.
embed-mode-floating = Floating button
embed-mode-floating-hint = The button stays in a corner of the screen.
embed-colour = Colour
embed-colour-own = Another one than the administration’s
embed-colour-pick = The colour
embed-show = Show the lines
embed-lines = To copy into the page
embed-style = To copy into your style sheet
embed-pinned = With an exact version
embed-pinned-hint = The browser refuses any other file. When the node is updated, change these lines in your own time.
embed-policy = Lines for your Content-Security-Policy
embed-origins = From which websites
embed-origins-hint = Only these websites can send the form or show it in a frame. The operator of the node adds others on request.
embed-preview = Preview
embed-preview-hint = Everything can be tried, nothing is sent.

## Documents, voice, draft, representation

section-documents = Documents
field-documents = Your documents
field-documents-hint = Photos, PDFs, sounds or videos: 10 at most, 25 MB each. Attach the power of attorney if you write for somebody.
documents-plain = The place and the device are taken out of JPEG, PNG and WebP photographs; other files go as they are.
documents-ahead = A file goes to the administration’s server as soon as you choose it; it is erased there unless you send the form.
documents-pick = Choose documents
documents-kept =
    { $count ->
        [one] { $count } document is already sent and will go with your message.
       *[other] { $count } documents are already sent and will go with your message.
    }
voice-open = Speak
voice-open-hint = instead of writing: record your message, then send it.
voice-subject = Voice message
voice-body = Voice message: listen to the attached recording.
draft-keep = Keep my draft on this device
draft-keep-hint = So that you find it again after an interruption. Do not tick this on a shared device. Everything is erased when you send.
more-address = My address, my country
more-behalf = I write for a company, a group or another person
field-address = Address
field-country = Country
country-choose = Choose a country
field-national_id = National identity card
field-national_id-hint = Its number, for example AB123456.
field-on_behalf = For whom do you write?
behalf-myself = For myself
behalf-company = A company or an association
behalf-group = A group of people
behalf-person = Another person
behalf-note = The details above are then yours, as the representative. Attach the power of attorney to the documents; a lawyer does not need one.
field-represented = Their name
field-represented-hint = Name of the company, the group or the person.
field-nature = What it is
field-nature-hint = For example: farming cooperative, residents of a building.
error-required-represented = Write the name of the company, the group or the person.

## Orientation

orient-open = Help me choose
orient-open-hint = a few plain questions, and the right form.
orient-lead = A few questions to guide you
orient-back = Previous question
orient-skip = Skip, and write straight away
orient-anyway = Write to this administration all the same
orient-elsewhere-title = Another institution is competent

open311-position = Place on the map
open311-media = Linked by the app, not fetched
open311-notice = Registered. Follow your case at { $url } with the access code { $code }: the answer is there. Keep the code, it is shown only now.

mail-above = Please reply above this line
mail-filed = { $agency } entrusts you with a case.
mail-not-told = You are not told who the person is.
mail-left = Not attached, because too large or missing. Ask { $agency } for them:
mail-how = To write to the person, reply to this e-mail: they read your message in their case. Do not pass this address on, it is for this case only.
mail-words = To say more, write one of these words, alone, on the first line of your reply:
mail-refused = Your message about the case { $reference } was not passed on to the person.
mail-refused-empty = After the word on the first line, your text is missing.
mail-refused-long = It is too long. Write what matters in the message, in several if need be.
mail-refused-over = This case is not yours any more, or does not exist any more.
mail-word-received = RECEIVED
mail-means-received = you take it up
mail-word-question = QUESTION
mail-means-question = you ask the person something
mail-word-answer = ANSWER
mail-means-answer = your answer on the substance
mail-word-elsewhere = NOT COMPETENT
mail-means-elsewhere = another institution is competent; say which
mail-word-upheld = UPHELD
mail-means-upheld = case closed: the request is founded
mail-word-partly = PARTLY UPHELD
mail-means-partly = case closed: the request is founded in part
mail-word-rejected = NOT UPHELD
mail-means-rejected = case closed: the request is not founded
mail-word-inadmissible = INADMISSIBLE
mail-means-inadmissible = case closed: the request cannot be examined
