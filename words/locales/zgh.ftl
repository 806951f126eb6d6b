### Wasl in Standard Moroccan Amazigh, written in Tifinagh (the letters and the spelling of IRCAM).
### Terms: ⴰⵙⴷⴰⵡ (case), ⵍⵡⵚⵍ (receipt), ⵜⴰⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ (access code), ⴰⴹⴼⴼⵓⵕ (timeline), ⴰⵣⵎⵎⴰⵎ (register), ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ (administration),
### ⵜⴰⵣⵔⴰⵡⵜ (review), ⵜⵉⴼⵔⴽⵉⵜ (form), ⵜⴰⵛⵉⴽⴰⵢⵜ (complaint), ⵜⴰⵏⵏⴰⵢⵜ (observation), ⴰⵙⵓⵎⵔ (suggestion). Every sentence wants a native reader: see docs/translating.md.
### Counts are written "what: number" where one sentence must serve every number.
### Keys that end in a code (error-…, problem-…, status-…, event-…) follow the closed lists of domain and wire.

## Dates

month-1 = ⵉⵏⵏⴰⵢⵔ
month-2 = ⴱⵕⴰⵢⵕ
month-3 = ⵎⴰⵕⵚ
month-4 = ⵉⴱⵔⵉⵔ
month-5 = ⵎⴰⵢⵢⵓ
month-6 = ⵢⵓⵏⵢⵓ
month-7 = ⵢⵓⵍⵢⵓⵣ
month-8 = ⵖⵓⵛⵜ
month-9 = ⵛⵓⵜⴰⵏⴱⵉⵔ
month-10 = ⴽⵜⵓⴱⵔ
month-11 = ⵏⵓⵡⴰⵏⴱⵉⵔ
month-12 = ⴷⵓⵊⴰⵏⴱⵉⵔ
date-long = { $day } { $month } { $year }
date-time-long = { $date } ⴳ ⵜⵙⵔⴰⴳⵜ { $time }

## Everywhere

language-name = ⵜⴰⵎⴰⵣⵉⵖⵜ
nav-label = ⵜⵉⵏⵓⴼⴰ
nav-file = ⵙⵔⵙ ⴰⵙⴷⴰⵡ
nav-track = ⴹⴼⵕ ⴰⵙⴷⴰⵡ ⵉⵏⵓ
optional = ⵙ ⵓⵙⵜⴰⵢ
copy = ⵙⵏⵖⵍ
copied = ⵉⵜⵜⵓⵙⵏⵖⵍ
copy-reference = ⵙⵏⵖⵍ ⵓⵟⵟⵓⵏ ⵏ ⵓⵙⴷⴰⵡ
copy-access-code = ⵙⵏⵖⵍ ⵜⴰⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ
working = ⵇⵇⵍⴰⵜ ⵉⵎⵉⴽ…
try-again = ⴰⵔⵎ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ
hosted-link = ⵕⵥⵎ ⵜⴰⵙⵏⴰ ⴰⴷ ⵉ ⵢⵉⵅⴼ ⵏⵏⵙ

## Kinds

kind-complaint = ⵜⴰⵛⵉⴽⴰⵢⵜ
kind-complaint-hint = ⵉⴹⵕⵕⴰ ⴽⵯⵏ ⴽⵔⴰ ⵏ ⵜⵖⴰⵡⵙⴰ, ⵏⵖ ⵓⵔ ⴰⵡⵏ ⵜⵄⵊⵉⴱ ⴽⵔⴰ ⵏ ⵜⵏⵓⴼⵜ.
kind-observation = ⵜⴰⵏⵏⴰⵢⵜ
kind-observation-hint = ⴷⴰ ⵜⵎⵎⴰⵍⵎ ⴽⵔⴰ ⵉⵊⵔⴰⵏ, ⵏⵖ ⴷⴰ ⵜⴰⴽⴽⴰⵎ ⵜⴰⵏⵏⴰⵢⵜ ⵏⵏⵓⵏ, ⴱⵍⴰ ⵉⴹⵕⵕⴰ ⴽⵯⵏ ⴽⵔⴰ.
kind-suggestion = ⴰⵙⵓⵎⵔ
kind-suggestion-hint = ⴷⴰ ⵜⵙⵓⵎⵓⵔⵎ ⴰⵙⵖⵓⴷⵓ.

## Form

form-title = ⴰⵔⴰⵜ ⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ
form-lead = ⵜⴰⵛⵉⴽⴰⵢⵜ, ⵜⴰⵏⵏⴰⵢⵜ ⵏⵖ ⴰⵙⵓⵎⵔ: ⵎⴽⴰⵏ ⵜⵓⵣⵏⵎ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ, ⵜⴻⵜⵜⵓⵣⵎⵎⴻⵎ ⴳ ⵓⵣⵎⵎⴰⵎ.
form-promise-receipt = ⵍⵡⵚⵍ ⴷⵖⵢⴰ
form-promise-deadline =
    { $days ->
        [0] ⵜⴰⵎⵔⴰⵔⵓⵜ ⴳ ⵡⴰⵙⵙ ⴰⴷ
        [1] ⵜⴰⵎⵔⴰⵔⵓⵜ ⴳ ⵢⴰⵏ ⵡⴰⵙⵙ
        [one] ⵜⴰⵎⵔⴰⵔⵓⵜ ⴳ { $days } ⵏ ⵡⴰⵙⵙ
       *[other] ⵜⴰⵎⵔⴰⵔⵓⵜ ⴳ { $days } ⵏ ⵡⵓⵙⵙⴰⵏ
    }
form-promise-track = ⴰⴹⴼⴼⵓⵕ ⴳ ⴽⵔⴰⵢⴳⴰⵜ ⴰⴽⵓⴷ
form-required-note = ⵄⵎⵎⵕⴰⵜ ⵎⴰⵕⵕⴰ ⵉⴷⵖⴰⵔⵏ, ⴱⵍⴰ ⵡⵉⵏ ⴳ ⵢⵓⵔⴰ « ⵙ ⵓⵙⵜⴰⵢ ».
section-message = ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ
section-you = ⵉⵏⵖⵎⵉⵙⵏ ⵏⵏⵓⵏ
section-send = ⵇⴱⵍⴰⵜ ⴷ ⵜⴰⵣⵏⵎ
field-kind = ⵎⴰⵢⴷ ⵜⴳⴰ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ?
field-category = ⵉⴳⵔ
category-choose = ⵙⵜⵉⵢⴰⵜ ⵉⴳⵔ
field-subject = ⴰⵙⵏⵜⵍ
field-subject-hint = ⵎⴰⵢⴷ ⵉⵙⵜⴰⵡⵀⵎⵎⴰⵏ ⴳ ⵢⴰⵜ ⵜⵡⵉⵏⵙⵜ.
field-body = ⴰⴹⵕⵉⵚ ⵏ ⵜⵓⵣⵉⵏⵜ
field-body-hint = ⵎⴰⵢⴷ ⵉⵊⵔⴰⵏ, ⵎⴰⵏⵉ ⴷ ⵎⵉⵍⵎⵉ? ⵎⴰⵢⴷ ⵜⴻⵜⵜⵔⴰⵊⴰⵎ ⵣⴳ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ?
characters-left = ⵉⵙⴽⴽⵉⵍⵏ ⵉⵇⵇⵉⵎⴰⵏ: { $count }
characters-over = ⵉⵙⴽⴽⵉⵍⵏ ⵢⵓⴳⴳⴰⵔⵏ: { $count }
field-name = ⵉⵙⵎ ⴷ ⵢⵉⵙⵎ ⵏ ⵜⵡⵊⴰ
field-name-hint = ⵉⵅⵚⵚⴰ ⵉ ⵜⵛⵉⴽⴰⵢⵜ; ⵙ ⵓⵙⵜⴰⵢ ⵉ ⵜⴰⵏⵏⴰⵢⵜ ⵏⵖ ⵓⵙⵓⵎⵔ.
field-email = ⵜⴰⵏⵙⴰ ⵏ ⵉⵎⴰⵢⵍ
field-email-hint = ⵃⵎⴰ ⴰⴷ ⴰⵡⵏ ⵜⴰⵔⴰ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ.
field-phone = ⵜⵉⵍⵉⴼⵓⵏ
field-phone-hint = ⵙ ⵓⵎⴷⵢⴰ 06 12 34 56 78, ⵏⵖ +33 6 12 34 56 78 ⵣⴳ ⴱⵕⵕⴰ.
contact-note = ⴱⵍⴰ ⵉⵎⴰⵢⵍ ⵡⴰⵍⴰ ⵜⵉⵍⵉⴼⵓⵏ, ⵔⴰⴷ ⵜⴹⴼⵕⵎ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵙ ⵡⵓⵟⵟⵓⵏ ⵏⵏⵙ ⴷ ⵜⵏⴳⴰⵍⵜ ⵏⵏⵓⵏ ⵏ ⵓⴽⵛⵛⵓⵎ.
field-consent = ⵇⴱⵍⵖ ⴰⴷ ⵜⵙⵙⵎⵔⵙ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵉⵏⵖⵎⵉⵙⵏ ⴰⴷ ⵃⵎⴰ ⴰⴷ ⵜⵣⵔⵓ ⴰⵙⴷⴰⵡ ⵉⵏⵓ ⴷ ⴰⴷ ⵉⵢⵉ ⵜⵔⴰⵔ.
field-consent-hint = ⴰⵎⴰⵙⴰⵢ ⵏ ⵜⵎⵓⵛⴰ: { $agency }. ⴰⵙⵍⴳⵏ 09-08: ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵥⵕⵎ ⵜⵉⵎⵓⵛⴰ ⵏⵏⵓⵏ, ⴰⴷ ⵜⵏⵜ ⵜⵙⵖⵜⵉⵎ ⵏⵖ ⴰⴷ ⵜⵏⵜ ⵜⴽⴽⵙⵎ; ⵓⵔ ⵜⵏⵜ ⵇⵇⴰⵔⵏ ⴰⴱⵍⴰ ⵉⵎⵙⵡⵓⵔⵉⵏ ⵏ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ.
form-submit = ⴰⵣⵏⴰⵜ, ⵜⴰⵎⵥⵎ ⵍⵡⵚⵍ
form-sending = ⴷⴰ ⵜⴻⵜⵜⵡⴰⵣⴰⵏ…

## Errors

error-prefix = ⵜⴰⵣⴳⵍⵜ:
error-summary-title = ⵎⴰⵢⴷ ⵉⵅⵚⵚⴰⵏ ⴰⴷ ⵉⵜⵜⵓⵙⵖⵜⵉ: { $count }
error-summary-kept = ⵓⵔ ⵉⵊⵍⵉ ⵡⴰⵍⵓ ⵣⴳ ⵎⴰⵢⴷ ⵜⵓⵔⴰⵎ.
error-required = ⵄⵎⵎⵕⴰⵜ ⴰⴷⵖⴰⵔ ⴰⴷ.
error-required-kind = ⵙⵜⵉⵢⴰⵜ ⵜⴰⵛⵉⴽⴰⵢⵜ, ⵜⴰⵏⵏⴰⵢⵜ ⵏⵖ ⴰⵙⵓⵎⵔ.
error-required-category = ⵙⵜⵉⵢⴰⵜ ⵉⴳⵔ.
error-required-subject = ⴰⵔⴰⵜ ⴰⵙⵏⵜⵍ ⵏ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ.
error-required-body = ⴰⵔⴰⵜ ⴰⴹⵕⵉⵚ ⵏ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ.
error-required-name = ⴰⵔⴰⵜ ⵉⵙⵎ ⴷ ⵢⵉⵙⵎ ⵏ ⵜⵡⵊⴰ ⵏⵏⵓⵏ: ⵜⴰⵛⵉⴽⴰⵢⵜ ⵉⵅⵚⵚⴰ ⴰⴷ ⵜⵉⵍⵉ ⵙ ⵢⵉⵙⵎ.
error-required-reference = ⴰⵔⴰⵜ ⵓⵟⵟⵓⵏ ⵏ ⵓⵙⴷⴰⵡ.
error-required-access_code = ⴰⵔⴰⵜ ⵜⴰⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ.
error-required-text = ⴰⵔⴰⵜ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ.
error-required-reason = ⵉⵏⵉⵢⴰⵜ ⵎⴰⵅⴼ, ⵙ ⴽⵔⴰ ⵏ ⵜⴳⵓⵔⵉⵡⵉⵏ.
error-required-prior_steps = ⵉⵏⵉⵢⴰⵜ ⵎⴰⵢⴷ ⵜⵙⴽⵔⵎ ⵢⴰⴷ ⴷ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ, ⴷ ⵎⴰⵢⴷ ⴰⵡⵏ ⵜⵔⴰⵔⴰ.
error-required-before_court = ⵉⵏⵉⵢⴰⵜ ⵉⵙ ⵜⵍⵍⴰ ⵜⵎⵙⴰⵍⵜ ⴳ ⵜⵙⵏⴱⴹⴰⵢⵜ.
error-required-rating = ⵙⵜⵉⵢⴰⵜ ⵜⴰⵏⵇⵇⵉⴹⵜ.
error-too-long = ⵉⵅⵚⵚⴰ ⴰⴷ ⵓⵔ ⵣⵔⵉⵏ ⵉⵙⴽⴽⵉⵍⵏ { $limit }.
error-too-many = ⵉⵅⵚⵚⴰ ⴰⴷ ⵓⵔ ⵣⵔⵉⵏ { $limit }.
error-invalid-email = ⴰⵔⴰⵜ ⵜⴰⵏⵙⴰ ⵉⴽⵎⵍⵏ, ⵙ ⵓⵎⴷⵢⴰ nom@exemple.ma.
error-invalid-phone = ⴰⵔⴰⵜ ⵓⵟⵟⵓⵏ ⵉⴽⵎⵍⵏ, ⵙ ⵓⵎⴷⵢⴰ 06 12 34 56 78 ⵏⵖ +33 6 12 34 56 78.
error-invalid-national-id = ⴰⵔⴰⵜ ⵓⵟⵟⵓⵏ ⵏ ⵜⴽⴰⵕⴹⴰ ⵜⴰⵏⴰⵎⵓⵔⵜ ⵏ ⵜⵎⴰⴳⵉⵜ, ⵙ ⵓⵎⴷⵢⴰ AB123456.
error-invalid-country = ⵙⵜⵉⵢⴰⵜ ⵜⴰⵎⵓⵔⵜ.
error-invalid-text = ⵍⵍⴰⵏ ⴳ ⵓⴹⵕⵉⵚ ⴰⴷ ⵉⵙⴽⴽⵉⵍⵏ ⵓⵔ ⵉⵜⵜⵓⵖⵔⴰⵏ. ⴰⵔⴰⵜ ⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
error-unknown-value = ⵙⵜⵉⵢⴰⵜ ⵢⴰⵜ ⵣⴳ ⵜⵎⵔⴰⵔⵓⵜⵉⵏ ⵏⵏⴰ ⵉⵍⵍⴰⵏ.
error-unknown-field = ⵓⵔ ⵉⵍⵍⵉ ⵓⴷⵖⴰⵔ ⴰⴷ.
error-invalid-type = ⴰⵜⵉⴳ ⴰⴷ ⵓⵔ ⵉⴳⵉ ⵙ ⵜⴰⵍⵖⴰ ⵏⵏⴰ ⵉⵅⵚⵚⴰⵏ.
error-out-of-range = ⵙⵜⵉⵢⴰⵜ ⵢⴰⵏ ⵣⴳ ⵡⴰⵜⵉⴳⵏ ⵏⵏⴰ ⵉⵍⵍⴰⵏ.
error-must-declare = ⵔⵛⵎⴰⵜ ⴰⴷⵖⴰⵔ ⴰⴷ ⵃⵎⴰ ⴰⴷ ⵜⴽⵎⵎⵍⵎ.
error-must-declare-consent = ⵔⵛⵎⴰⵜ ⴰⴷⵖⴰⵔ ⴰⴷ: ⵉⵖ ⵓⵔ ⵜⵇⴱⵉⵍⵎ, ⵓⵔ ⵜⵣⵎⵉⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⴷ ⵜⵣⵔⵓ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ.
error-must-declare-before_court = ⵓⵔ ⵉⵣⵎⵉⵔ ⵍⵡⴰⵙⵉⵟ ⴰⴷ ⵉⴽⵛⵎ ⴳ ⵜⵎⵙⴰⵍⵜ ⵉⵍⵍⴰⵏ ⴳ ⵜⵙⵏⴱⴹⴰⵢⵜ.
error-invalid-reference = ⵓⵟⵟⵓⵏ ⴰⴷ ⵓⵔ ⵉⴽⵎⵉⵍ ⵏⵖ ⵜⵍⵍⴰ ⴳⵉⵙ ⵜⵣⴳⵍⵜ. ⵜⴰⵍⵖⴰ ⵏⵏⵙ ⵜⴳⴰ ⵣⵓⵏⴷ HAB-26A-000123-K.
error-invalid-access-code = ⵜⴰⵏⴳⴰⵍⵜ ⴰⴷ ⵓⵔ ⵜⴽⵎⵉⵍ ⵏⵖ ⵜⵍⵍⴰ ⴳⵉⵙ ⵜⵣⴳⵍⵜ: ⵜⵍⴰ 16 ⵏ ⵉⵙⴽⴽⵉⵍⵏ ⴷ ⵡⵓⵟⵟⵓⵏⵏ, ⵣⵓⵏⴷ ⴳ ⵍⵡⵚⵍ ⵏⵏⵓⵏ.
error-unknown-document = ⵓⵔ ⵙⵓⵍ ⵉⵍⵍⵉ ⵡⴰⵔⵔⴰ ⴰⴷ. ⵔⵏⵓⵢⴰⵜ ⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
error-unsupported-document = ⴰⵏⴰⵡ ⵏ ⵢⴰⵏ ⵣⴳ ⵉⴼⵓⵢⵍⴰ ⵓⵔ ⵉⵜⵜⵓⵇⴱⴰⵍ. ⵔⵏⵓⵢⴰⵜ PDF, ⵜⴰⵡⵍⴰⴼⵜ, ⴰⴹⵕⵉⵚ ⵏ Word ⵏⵖ OpenDocument, ⵉⵎⵙⵍⵉ ⵏⵖ ⴰⴱⵉⴷⵢⵓ.
error-document-too-large = ⵢⴰⵏ ⵣⴳ ⵉⴼⵓⵢⵍⴰ ⵉⵅⴰⵜⵔ ⴱⵣⵣⴰⴼ: ⵉⵅⵚⵚⴰ ⴰⴷ ⵓⵔ ⵉⵣⵔⵉ 25 MB.
error-invalid-format = ⵓⵔ ⵜⴳⵉ ⵜⴰ ⵜⴰⵍⵖⴰ ⵏⵏⴰ ⵉⵅⵚⵚⴰⵏ.
error-names-somebody = ⵉⴹⵀⵔ ⴷ ⵓⴹⵕⵉⵚ ⴰⴷ ⵉⵙⵎⵎⴰ ⴽⵔⴰ ⵏ ⵓⴼⴳⴰⵏ ⵎⵉ ⵉⵣⴷⵉ ⵓⵙⴷⴰⵡ: ⵙ ⵢⵉⵙⵎ, ⵉⵎⴰⵢⵍ, ⵜⵉⵍⵉⴼⵓⵏ ⵏⵖ ⵜⴰⴽⴰⵕⴹⴰ ⵜⴰⵏⴰⵎⵓⵔⵜ. ⴽⴽⵙ ⴰⵢⴰ, ⵏⵖ ⵙⵙⵏⵜⵎ ⴰⴷ ⵉⵜⵜⵓⵣⵏ.

## What the administration, the network or the page may refuse

notice-problem-title = ⵓⵔ ⵜⵣⵔⵉ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵓⵏ
notice-waiting-title = ⴰⵣⴰⵏ ⵏⵏⵓⵏ ⴰⵔ ⵉⵜⵜⵔⴰⵊⴰ ⴰⵥⵟⵟⴰ
notice-kept = ⵙⵓⵍ ⵉⵍⵍⴰ ⴷⴰ ⵎⴰⵢⴷ ⵜⵓⵔⴰⵎ.
problem-offline = ⵓⵔ ⵜⴼⴼⵉⵖ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ. ⵉⵖ ⵓⵔ ⵜⵣⴷⵉⵎ ⵙ ⵉⵏⵜⵉⵔⵏⵉⵜ, ⴷⴰ ⵜⴻⵜⵜⵔⴰⵊⴰ ⴷⴰ, ⵔⴰⴷ ⵜⴷⴷⵓ ⵙ ⵢⵉⵅⴼ ⵏⵏⵙ, ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ, ⵎⴽⴰⵏ ⴷ ⵜⵓⵖⵓⵍ ⵜⵥⴹⴹⴰ, ⴰⴱⵍⴰ ⵉⵖ ⵜⵜ ⵜⵙⵏⴼⵍⵎ: ⴰⵊⵊⴰⵜ ⵜⴰⵙⵏⴰ ⴰⴷ ⵜⵕⵥⵎ. ⵉⵖ ⵜⵣⴷⵉⵎ, ⴰⴷⵔⴰⵜ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
problem-later = ⵜⴰⵏⵓⴼⵜ ⵜⵄⵎⵎⵕ ⵏⵖ ⵜⴱⴷⴷ ⵉ ⵉⵎⵉⴽ. ⴰⵔⵎⴰⵜ ⴷⴰⵔⵜ ⵉⵎⵉⴽ: ⵓⵔ ⵔⴰⴷ ⵉⵜⵜⵡⴰⵣⵏ ⴽⵔⴰ ⵙⵏⴰⵜ ⵜⵉⴽⴽⴰⵍ.
problem-unreadable = ⵓⵔ ⵏⵣⵎⵉⵔ ⴰⴷ ⵏⵖⵔ ⵜⴰⵎⵔⴰⵔⵓⵜ. ⴰⵔⵎⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ: ⵓⵔ ⵔⴰⴷ ⵉⵜⵜⵡⴰⵣⵏ ⴽⵔⴰ ⵙⵏⴰⵜ ⵜⵉⴽⴽⴰⵍ.
problem-malformed-body = ⵜⵓⵜⵜⵔⴰ ⵓⵔ ⵜⴳⵉ ⵙ ⵜⴰⵍⵖⴰ ⵏⵏⴰ ⵉⵅⵚⵚⴰⵏ.
problem-idempotency-key-needed = ⵜⵅⵚⵚⴰ ⵜⵓⵜⵜⵔⴰ ⵜⵙⴰⵔⵓⵜ Idempotency-Key: ⵣⴳ 8 ⴰⵔ 128 ⵏ ⵉⵙⴽⴽⵉⵍⵏ ASCII.
problem-invalid-query = ⵉⵍⵍⴰ ⴽⵔⴰ ⴳ ⵜⴰⵏⵙⴰ ⵓⵔ ⵉⵚⵃⵉⵏ.
problem-invalid-reference = ⵜⵍⵍⴰ ⵜⵣⴳⵍⵜ ⴳ ⵡⵓⵟⵟⵓⵏ ⵏ ⵓⵙⴷⴰⵡ ⴰⴷ. ⵥⵕⴰⵜ ⵜ ⴳ ⵍⵡⵚⵍ ⵏⵏⵓⵏ.
problem-unauthorized = ⵜⵅⵚⵚⴰ ⵜⵎⴰⴳⵉⵜ ⵏⵖ ⵓⵔ ⵜⵕⵥⵉⵎ ⴰⵙⴷⴰⵡ ⴰⴷ.
problem-bad-signature = ⴰⵙⴳⵎⴹ ⵏ ⵜⵓⵣⵉⵏⵜ ⵓⵔ ⵉⵚⵃⵉ.
problem-origin-not-allowed = ⵓⵔ ⵜⴼⴽⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵜⵓⵔⴰⴳⵜ ⵉ ⵡⴰⵙⵉⵜ ⴰⴷ ⵃⵎⴰ ⴰⴷ ⵉⵙⵙⴽⵏ ⵜⵉⴼⵔⴽⵉⵜ ⵏⵏⵙ. ⵙⵙⵎⵔⵙⴰⵜ ⵜⴰⵙⵏⴰ ⵏⵏⵙ.
problem-forbidden = ⵜⴰⵎⴰⴳⵉⵜ ⴰⴷ ⵓⵔ ⴷⴰ ⵜⴰⴽⴽⴰ ⵜⵓⵔⴰⴳⵜ ⵉ ⵎⴰⵢⴰⴷ.
problem-not-a-peer = ⵡⴰⵏⵏⴰ ⵜⵜ ⵉⴷ ⵢⵓⵣⵏⵏ ⵓⵔ ⵉⵜⵜⵢⴰⵙⵙⵏ ⴳ ⵜⴽⵔⵙⵜ ⴰⴷ, ⵏⵖ ⴰⵙⴷⴰⵡ ⵓⵔ ⵉⴳⵉ ⵡⵉ ⵏⵏⵙ.
problem-not-covered = ⵓⵔ ⵉⵍⵍⵉ ⵓⵎⵙⴰⵙⴰ ⵉ ⵓⵙⴷⴰⵡ ⴰⴷ ⴷⵖⵉ.
problem-not-found = ⵓⵔ ⵉⵍⵍⵉ ⵡⴰⵍⵓ ⴳ ⵜⴰⵏⵙⴰ ⴰⴷ.
problem-unknown-agency = ⵓⵔ ⵜⵍⵍⵉ ⴷⴰ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵙ ⵢⵉⵙⵎ ⴰⴷ.
problem-case-not-found = ⵓⵔ ⵉⵍⵍⵉ ⵓⵙⴷⴰⵡ ⵏⵏⴰ ⵉⵜⵜⵓⵕⵥⴰⵎⵏ ⵙ ⵡⵓⵟⵟⵓⵏ ⴰⴷ ⴷ ⵜⵏⴳⴰⵍⵜ ⴰⴷ. ⵥⵕⴰⵜ ⵜⵏ ⵙ ⵙⵉⵏ ⴳ ⵍⵡⵚⵍ ⵏⵏⵓⵏ.
problem-method-not-allowed = ⵜⴰⵏⵙⴰ ⴰⴷ ⵓⵔ ⴷⴰ ⵜⴻⵜⵜⵓⵜⵜⵔⴰ ⵙ ⵜⵖⴰⵔⴰⵙⵜ ⴰⴷ.
problem-not-acceptable = ⵜⴰⵎⵔⴰⵔⵓⵜ ⴰⴷ ⵓⵔ ⵜⵍⵍⵉ ⴳ ⵜⴰⵍⵖⴰ ⵏⵏⴰ ⵜⵇⴱⵍⵎ.
problem-action-not-possible = ⵓⵔ ⵉⵣⵎⵉⵔ ⴰⴷ ⵢⵉⵍⵉ ⵎⴰⵢⴰⴷ ⴳ ⵓⵙⴷⴰⵡ ⴰⴷ ⴷⵖⵉ.
problem-case-circles = ⵉⵣⵔⵉ ⵓⵙⴷⴰⵡ ⵖⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⴷ, ⵏⵖ ⵉⵜⵜⵓⵣⵏ ⴽⵉⴳⴰⵏ ⵏ ⵜⵉⴽⴽⴰⵍ.
problem-invalid-upload = ⴰⵣⴰⵏ ⵏ ⵡⴰⵔⵔⴰ ⵓⵔ ⵉⵜⵜⵓⴱⴷⵔ ⵎⴽⴰⴷ ⵉⵅⵚⵚⴰ.
problem-restore-refused = ⵓⵔ ⵉⵥⴹⴰⵕ ⴰⴷ ⵢⵓⵖⵓⵍ ⵓⵢⴰ ⴷⴰ.
problem-upload-offset = ⵉⴱⴷⴷ ⵡⴰⵣⴰⵏ ⵏ ⵡⴰⵔⵔⴰ ⴳ ⵓⴷⵖⴰⵔ ⵢⴰⴹⵏ. ⴽⵎⵎⵍⴰⵜ ⵜ.
problem-document-unchecked = ⴷⴰ ⵏⵔⵣⵣⵓ ⵉⵙ ⵉⵍⵍⴰ ⴽⵔⴰ ⵏ ⵓⴼⵉⵔⵓⵙ ⴳ ⵡⴰⵔⵔⴰ ⴰⴷ. ⵔⴰⴷ ⵉⵔⵥⵎ ⴹⴰⵕⵜ ⵓⵢⴰ.
problem-document-infected = ⵉⵍⵍⴰ ⵓⴼⵉⵔⵓⵙ ⴳ ⵡⴰⵔⵔⴰ ⴰⴷ: ⵉⵜⵜⵡⴰⴽⴽⵙ. ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵔⵏⵓⵎ ⴰⴼⴰⵢⵍⵓ ⵢⴰⴹⵏ.
problem-document-on-its-way = ⵉⵜⵜⵡⴰⵣⵏ ⴷ ⵡⴰⵔⵔⴰ ⴰⴷ ⵙⴳ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ, ⵓⵔ ⵜⴰ ⴷ ⵉⵍⴽⵉⵎ. ⵔⴰⴷ ⵉⵔⵥⵎ ⴰⴷⴷⴰⵢ ⴷ ⵉⵍⴽⵎ.
problem-document-lost = ⵓⵔ ⴷ ⵉⵍⴽⵉⵎ ⵡⴰⵔⵔⴰ ⴰⴷ ⵣⵓⵏⴷ ⴰⵢⵏⵏⴰ ⵜⵏⵏⴰ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ, ⵏⵖ ⵓⵔ ⵙⵓⵍ ⵉⵍⵍⵉ: ⵓⵔ ⵉⵣⵎⵉⵔ ⴰⴷ ⵉⵔⵥⵎ.
problem-upload-gone = ⵓⵔ ⵙⵓⵍ ⵉⵍⵍⵉ ⵡⴰⵔⵔⴰ ⴰⴷ. ⵔⵏⵓⵢⴰⵜ ⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
problem-upload-version = ⴰⵣⴰⵏ ⴰⴷ ⵉⵔⴰ ⵜⵓⵏⵖⵉⵍⵜ ⵢⴰⴹⵏ ⵏ tus, ⵎⴰⵛⵉ 1.0.0.
problem-document-too-large = ⴰⵔⵔⴰ ⴰⴷ ⵉⵅⴰⵜⵔ ⴱⵣⵣⴰⴼ: ⵉⵅⵚⵚⴰ ⴰⴷ ⵓⵔ ⵉⵣⵔⵉ 25 MB.
problem-unsupported-document = ⴰⵏⴰⵡ ⴰⴷ ⵏ ⵡⴰⵔⵔⴰ ⵓⵔ ⵉⵜⵜⵓⵇⴱⴰⵍ. ⵔⵏⵓⵢⴰⵜ PDF, ⵜⴰⵡⵍⴰⴼⵜ, ⴰⴹⵕⵉⵚ ⵏ Word ⵏⵖ OpenDocument, ⵉⵎⵙⵍⵉ ⵏⵖ ⴰⴱⵉⴷⵢⵓ.
problem-body-too-large = ⵎⴰⵢⴷ ⵜⵓⵣⵏⵎ ⵉⵅⴰⵜⵔ ⴱⵣⵣⴰⴼ.
problem-unsupported-media-type = ⵜⴰⵍⵖⴰ ⵏ ⵜⵓⵜⵜⵔⴰ ⵓⵔ ⵜⴻⵜⵜⵓⵇⴱⴰⵍ ⴷⴰ.
problem-invalid-fields = ⵍⵍⴰⵏⵜ ⴽⵔⴰ ⵏ ⵜⵎⵔⴰⵔⵓⵜⵉⵏ ⵉⵅⵚⵚⴰⵏ ⴰⴷ ⵜⵜⵓⵙⵖⵜⵉⵏⵜ.
problem-idempotency-key-reused = ⵜⴻⵜⵜⵓⵙⵎⵔⵙ ⵢⴰⴷ ⵜⵙⴰⵔⵓⵜ ⴰⴷ ⵉ ⵜⵓⵜⵜⵔⴰ ⵢⴰⴹⵏ.
problem-filing-closed = ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ ⵓⵔ ⴷⴰ ⵜⴰⵎⵥ ⵜⵓⵜⵜⵔⵉⵡⵉⵏ ⵜⵉⵎⴰⵢⵏⵓⵜⵉⵏ ⴷⴰ ⴷⵖⵉ. ⵉⵙⴷⴰⵡⵏ ⵏⵏⴰ ⵉⵜⵜⵓⵙⵔⵙⵏ ⵢⴰⴷ ⵇⵇⵉⵎⵏ ⵕⵥⵎⵏ ⵉ ⵓⴹⴼⴼⵓⵕ.
problem-proof-needed = ⵉⵅⵚⵚⴰ ⵢⴰⵏ ⵓⵙⵡⵖⵏ ⵉⵎⵥⵥⵉⵢⵏ ⴷⴰⵜ ⵏ ⵡⴰⵣⴰⵏ; ⴷⴰ ⵜ ⵉⵙⴽⴰⵔ ⵡⴰⵍⵍⴰⵍ ⵏⵏⵓⵏ ⵡⴰⵃⴷⵓⵜ. ⴰⵣⵏⴰⵜ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
problem-too-many-attempts = ⴳⴳⵓⵜⵏⵜ ⵜⵏⴳⴰⵍⵉⵏ ⵓⵔ ⵉⵖⵓⴷⴰⵏ ⵙⴳ ⵓⵥⵟⵟⴰ ⵏⵏⵓⵏ. ⵇⵇⵍⴰⵜ ⴽⵔⴰ ⵏ ⵜⵓⵙⴷⵉⴷⵉⵏ, ⴰⵔⵎⴰⵜ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ ⵙ ⵎⴰⵢⴷ ⵉⵍⵍⴰⵏ ⴳ ⵍⵡⵚⵍ ⵏⵏⵓⵏ.
problem-too-many-requests = ⴳⴳⵓⵜⵏⵜ ⵜⵓⵣⵉⵏⵉⵏ ⴷⵖⵉ. ⵇⵇⵍⴰⵜ ⴽⵔⴰ ⵏ ⵜⵓⵙⴷⵉⴷⵉⵏ, ⵜⴰⵣⵏⵎ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ: ⵓⵔ ⵔⴰⴷ ⵉⵜⵜⵡⴰⵣⵏ ⴽⵔⴰ ⵙⵏⴰⵜ ⵜⵉⴽⴽⴰⵍ.
problem-internal = ⵜⵍⵍⴰ ⵜⵣⴳⵍⵜ ⵣⴳ ⵜⵙⴳⴰ ⵏⵏⵖ, ⵏⵙⵙⵏ ⵜⵜ. ⴰⵔⵎⴰⵜ ⴷⴰⵔⵜ ⵉⵎⵉⴽ.
problem-unavailable = ⵜⴰⵏⵓⴼⵜ ⵓⵔ ⵜⵍⵍⵉ ⴷⵖⵉ. ⴰⵔⵎⴰⵜ ⴷⴰⵔⵜ ⵉⵎⵉⴽ.
reason-closed = ⵉⵔⴳⵍ ⵓⵙⴷⴰⵡ.
reason-withdrawn = ⵜⵊⴱⴷⵎ ⴰⵙⴷⴰⵡ ⴰⴷ.
reason-already_escalated = ⵉⵍⵍⴰ ⵢⴰⴷ ⵓⵙⴷⴰⵡ ⴰⴷ ⴷⴰⵔ ⵍⵡⴰⵙⵉⵟ.
reason-not_answered = ⵓⵔ ⵜⴰ ⵜⵔⴰⵔⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ.
reason-reopen_period_over = ⵉⵣⵔⵉ ⵡⴰⴽⵓⴷ ⵏ ⵜⵓⵜⵜⵔⴰ ⵏ ⵜⵣⵔⴰⵡⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ.
reason-already_rated = ⵜⴼⴽⴰⵎ ⵢⴰⴷ ⵜⴰⵏⵇⵇⵉⴹⵜ.
reason-no_mediator = ⵓⵔ ⵜⵣⵎⵉⵔⵎ ⴰⴷ ⵜⴷⴷⵓⵎ ⵙ ⵍⵡⴰⵙⵉⵟ ⵣⴳ ⴷⴰ.
reason-not_a_complaint = ⵖⴰⵙ ⵜⴰⵛⵉⴽⴰⵢⵜ ⴰⵢⴷ ⵉⵣⵎⵔⵏ ⴰⴷ ⵜⵍⴽⵎ ⵍⵡⴰⵙⵉⵟ.
reason-held_by_peer = ⵉⵍⵍⴰ ⵓⵙⴷⴰⵡ ⴰⴷ ⴷⴰⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ.
reason-in_use = ⴰⵎⴷⵔⴰⵡ ⴰⴷ ⵉⵔⵖⴰ. ⵙⵙⵅⵙⵉⵢⴰⵜ ⵜ ⵣⵡⴰⵔ.
reason-already_acknowledged = ⵉⵍⵍⴰ ⵢⴰⴷ ⵡⴰⵏⵏⴰ ⵉⵜⵜⵀⵍⵍⴰⵏ ⴳ ⵓⵙⴷⴰⵡ ⴰⴷ.
reason-erased = ⵉⵜⵜⵓⴽⴽⵙ ⵎⴰⵢⴷ ⵉⵜⵜⵢⴰⵔⴰⵏ ⴳ ⵓⵙⴷⴰⵡ ⴰⴷ.
reason-still_owed = ⵉⵅⵚⵚⴰ ⵙⵓⵍ ⴰⴷ ⵜⵙⵙⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ ⴰⵙⴷⴰⵡ ⴰⴷ. ⵉⵣⵎⵔ ⴰⴷ ⵉⵜⵜⵓⴽⴽⵙ ⴷⴰⵔⵜ ⵓⵢⴰ.
reason-still_open = ⵓⵔ ⵜⴰ ⵉⴽⵎⵉⵍ ⵓⵙⴷⴰⵡ ⴰⴷ. ⵉⵣⵎⵔ ⴰⴷ ⵉⵜⵜⵓⴽⴽⵙ ⴷⴰⵔⵜ ⵓⵢⴰ.
reason-been_there = ⵉⵣⵔⵉ ⵓⵙⴷⴰⵡ ⴰⴷ ⵖⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵏⵏ: ⵓⵔ ⵉⵣⵎⵉⵔ ⴰⴷ ⵖⵓⵔⵙ ⵢⴰⵖⵓⵍ.
reason-too_many_hops = ⵉⵜⵜⵓⵣⵏ ⵓⵙⴷⴰⵡ ⴰⴷ ⴽⵉⴳⴰⵏ ⵏ ⵜⵉⴽⴽⴰⵍ: ⴷⴰ ⵉⵜⵜⵇⵇⵉⵎ ⴳ ⵎⴰⵏⵉ ⴳ ⵉⵍⵍⴰ.
reason-not_covered = ⵓⵔ ⵉⵍⵍⵉ ⵓⵎⵙⴰⵙⴰ ⴰⴽⴷ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵏⵏ ⵉ ⵓⵙⴷⴰⵡ ⴰⴷ: ⵓⵔ ⴰⵙ ⵉⵜⵜⵓⵣⵏ.
reason-suspended = ⵉⴱⴷⴷ ⵓⵎⵙⴰⵙⴰ ⴰⴽⴷ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵏⵏ. ⵉⵣⵎⵔ ⴰⴷ ⵉⵜⵜⵓⵣⵏ ⵓⵙⴷⴰⵡ ⵎⴰⵔ ⵢⴰⵖⵓⵍ ⴷ.
reason-concluded = ⵉⴽⵎⵎⵍ ⵓⵎⵙⴰⵡⴰⵍ. ⴰⵍⵙ ⴰⵙ ⴰⵏⵓⵔⵣⵓⵎ ⴰⴼⴰⴷ ⴰⴷ ⵜⵙⵎⴷⵉ.
reason-not_concluded = ⵓⵔ ⵜⴰ ⵉⵍⵉ ⵓⵙⵎⴷ ⵏ ⵓⵎⵙⴰⵡⴰⵍ.
reason-peer_left = ⵜⴷⴷⴰ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ, ⵏⵖ ⵓⵔ ⴰⵙ ⵉⵍⴽⵉⵎ ⵓⵎⵙⴰⵡⴰⵍ ⴰⴷ.
reason-not_in_wave = ⵓⵔ ⵉⵍⵍⵉ ⵓⵙⴷⴰⵡ ⴰⴷ ⴳ ⴽⵔⴰ ⵏ ⵜⴰⵏⴳⵉⵡⵉⵏ.
reason-not_empty = ⵍⵍⴰⵏ ⵉⵙⴼⴽⴰ ⴷⴰ : ⴰⵙⵏⵖⵎⵙ ⴰⵔ ⵉⵜⵜⴰⵖⵓⵍ ⵖⴰⵙ ⵖⵔ ⵜⴽⵕⵕⵉⵙⵜ ⵉⵅⵡⴰⵏ.
reason-damaged = ⴰⵙⵏⵖⵎⵙ ⵉⵅⵙⵔ, ⵓⵔ ⵉⵙⵎⵉⴷ, ⵏⵖⴷ ⵉⵜⵜⵓⵙⵏⴼⵍ.
reason-other_node = ⴰⵙⵏⵖⵎⵙ ⵏ ⵜⴽⵕⵕⵉⵙⵜ ⵢⴰⴹⵏ ⵏⵖⴷ ⵏ ⵓⵣⵎⵎⴻⵎ ⵢⴰⴹⵏ.
reason-other_keys = ⵜⵉⵙⵓⵔⴰ ⵏ ⵜⴽⵕⵕⵉⵙⵜ ⴰⴷ ⵓⵔ ⴳⵉⵏⵜ ⵜⵉⵏ ⵜⵏⵏⴰ ⵢⵓⵔⴰⵏ ⴰⵙⵏⵖⵎⵙ.
reason-later_version = ⵉⵜⵜⵢⴰⵔⴰ ⵓⵙⵏⵖⵎⵙ ⵙ ⵜⵓⵏⵖⵉⵍⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ ⵅⴼ ⵜⴰⴷ.
reason-not_following = ⵉⵣⵔⵉⵔⵉⴳⵏ ⴰⴷ ⵓⵔ ⴹⴼⴰⵕⵏ ⵡⵉⵍⵍⵉ ⵍⵍⴰⵏ ⴷⴰ.
notice-first-version = ⵜⵍⴽⵎ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵜⴰⵎⵣⵡⴰⵔⵓⵜ, ⵡⴰⴷ ⵉⴳⴰ ⵍⵡⵚⵍ ⵏⵏⵙ. ⵓⵔ ⴳⵉⵙ ⵍⵍⵉⵏ ⵉⵙⵏⴼⵍⵏ ⵏⵏⵓⵏ ⵉⵎⴳⴳⵓⵔⴰ; ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵏ ⵜⵔⵏⵓⵎ ⵙ ⵜⵓⵣⵉⵏⵜ ⴳ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ.

## Receipt

receipt-title =
    { $kind ->
        [complaint] ⵜⴻⵜⵜⵓⵣⵎⵎⴻⵎ ⵜⵛⵉⴽⴰⵢⵜ ⵏⵏⵓⵏ
        [observation] ⵜⴻⵜⵜⵓⵣⵎⵎⴻⵎ ⵜⴰⵏⵏⴰⵢⵜ ⵏⵏⵓⵏ
        [suggestion] ⵉⵜⵜⵓⵣⵎⵎⴻⵎ ⵓⵙⵓⵎⵔ ⵏⵏⵓⵏ
       *[other] ⵜⴻⵜⵜⵓⵣⵎⵎⴻⵎ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ
    }
receipt-lead = ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵜⵍⵍⴰ ⴳ ⵓⵣⵎⵎⴰⵎ ⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ. ⵡⴰⴷ ⵉⴳⴰ ⵍⵡⵚⵍ ⵏⵏⵓⵏ.
receipt-name = ⵍⵡⵚⵍ
receipt-reference = ⵓⵟⵟⵓⵏ ⵏ ⵓⵙⴷⴰⵡ
receipt-access-code = ⵜⴰⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ
receipt-received = ⴰⵙⴰⴽⵓⴷ ⵏ ⵓⵙⵔⵙ
receipt-due = ⵜⴰⵎⵔⴰⵔⵓⵜ ⴰⵔ ⴰⵙⵙ ⵏ
receipt-keep-title = ⵃⴹⵓⵢⴰⵜ ⵍⵡⵚⵍ ⴰⴷ
receipt-keep = ⵓⵟⵟⵓⵏ ⴷ ⵜⵏⴳⴰⵍⵜ ⴷⴰ ⵕⵥⵥⵎⵏ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ. ⵜⴰⵏⴳⴰⵍⵜ ⴰⴷ ⵓⵔ ⴷⴰ ⵜⴻⵜⵜⴱⴰⵏ ⴰⴱⵍⴰ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ: ⴰⵔⴰⵜ ⵜⵜ, ⵚⵓⵡⵡⵔⴰⵜ ⴰⴳⴷⵉⵍ ⴰⴷ ⵏⵖ ⵙⵉⴳⴳⵣⴰⵜ ⵜ, ⴰⴷ ⵓⵔ ⵜⵜ ⵜⴼⴽⵎ ⵉ ⵢⴰⵏ.
receipt-link = ⴰⵣⴷⴰⵢ ⵏ ⵓⴹⴼⴼⵓⵕ
receipt-next-title = ⵎⴰⵢⴷ ⵉⵍⵍⴰⵏ ⴷⴰⵔⵜ ⵓⵢⴰ?
receipt-next-read = ⴷⴰ ⵜⵇⵇⴰⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ, ⵜⴰⴽⴽ ⵜⵜ ⵉ ⵢⴰⵜ ⵜⵎⵥⵍⴰⵢⵜ.
receipt-next-ask = ⵉⵖ ⵉⵍⵍⴰ ⵎⴰⵢⴷ ⵓⵔ ⵉⴱⴰⵢⵢⵏ, ⵔⴰⴷ ⵜⴰⴼⵎ ⴰⵙⵇⵙⵉ ⴳ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ.
receipt-next-answer = ⴰⵣⵔⴼ ⵏⵏⵓⵏ ⴰⴷ ⵜⴰⵎⵥⵎ ⵜⴰⵎⵔⴰⵔⵓⵜ ⴰⵔ ⴰⵙⵙ ⵏ { $date }.
receipt-track = ⵕⵥⵎ ⴰⵙⴷⴰⵡ ⵉⵏⵓ
receipt-another = ⴰⵣⵏ ⵜⵓⵣⵉⵏⵜ ⵢⴰⴹⵏ
receipt-print = ⵙⵉⴳⴳⵣ ⵏⵖ ⵃⴹⵓ ⵍⵡⵚⵍ

## Receipt on paper

paper-title = ⵍⵡⵚⵍ ⵏ ⵓⵙⵔⵙ
paper-print = ⵙⵉⴳⴳⵣ ⵏⵖ ⵃⴹⵓ ⵙ PDF
paper-print-plain = ⵃⵎⴰ ⴰⴷ ⵜⵙⵉⴳⴳⵣⵎ ⵜⴰⵙⵏⴰ ⴰⴷ ⵏⵖ ⴰⴷ ⵜⵜ ⵜⵃⴹⵓⵎ ⵙ PDF, ⵙⵙⵎⵔⵙⴰⵜ « ⵙⵉⴳⴳⵣ » ⵏ ⵓⵎⵙⵙⴰⵔⴰ ⵏⵏⵓⵏ.
paper-file = ⴰⴳⵎ ⴰⴼⴰⵢⵍⵓ ⵏ ⵜⴰⵏⵏⴰⴳⵜ (JSON)
paper-file-hint = ⴰⴼⴰⵢⵍⵓ ⴰⴷ ⴷⴰ ⵉⵎⵎⴰⵍ ⵉ ⵡⵉⵢⵢⴰⴹ ⵎⴰⵢⴷ ⵜⵙⵔⵙⵎ ⴷ ⵎⵉⵍⵎⵉ. ⵜⵍⵍⴰ ⴳⵉⵙ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⴷ ⵉⵏⵖⵎⵉⵙⵏ ⵏⵏⵓⵏ, ⵓⵔ ⴳⵉⵙ ⵜⵍⵍⵉ ⵜⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ.
paper-open = ⵃⵎⴰ ⴰⴷ ⵜⵕⵥⵎⵎ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ, ⵚⵓⵡⵡⵔⴰⵜ ⵜⴰⵏⴳⴰⵍⵜ ⴰⴷ ⵙ ⵓⵜⵉⵍⵉⴼⵓⵏ. ⴱⵍⴰ ⴰⵜⵉⵍⵉⴼⵓⵏ, ⴷⴷⵓⵢⴰⵜ ⵙ ⵜⴰⵏⵙⴰ ⵏⵏⴰ ⵉⵍⵍⴰⵏ ⴷⴷⴰⵡ ⵙ ⵡⵓⵟⵟⵓⵏ ⴷ ⵜⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ.
paper-qr = ⵜⴰⵏⴳⴰⵍⵜ QR ⵏⵏⴰ ⵉⵕⵥⵥⵎⵏ ⴰⵙⴷⴰⵡ { $reference }
paper-secret = ⵡⴰⵏⵏⴰ ⴷⴰⵔⵙⵏ ⵜⵉⴼⵔⵉⵜ ⴰⴷ ⵉⵣⵎⵔ ⴰⴷ ⵉⵕⵥⵎ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ: ⴰⴷ ⵓⵔ ⵜⵜ ⵜⴰⵊⵊⵎ ⵉ ⵎⴷⴷⵏ.
paper-filed-title = ⵎⴰⵢⴷ ⵉⵜⵜⵓⵙⵔⵙⵏ
paper-kind = ⴰⵏⴰⵡ
paper-signature-title = ⴰⵙⴳⵎⴹ ⴰⵍⵉⴽⵜⵕⵓⵏⵉ
paper-signature = ⵍⵡⵚⵍ ⴰⴷ ⵉⵜⵜⵓⵙⴳⵎⴹ. ⵉⵣⵎⵔ ⴽⵔⴰⵢⴳⴰⵜ ⵢⴰⵏ ⴰⴷ ⵉⵥⵕ, ⵓⵍⴰ ⴱⵍⴰ ⵉⵏⵜⵉⵔⵏⵉⵜ, ⵉⵙ ⵓⵔ ⵉⵜⵜⵓⵙⵏⴼⵍ.
paper-signed-text = ⴰⴹⵕⵉⵚ ⵏⵏⴰ ⵉⵜⵜⵓⵙⴳⵎⴹⵏ
paper-signature-value = ⴰⵙⴳⵎⴹ (Ed25519)
paper-key = ⵜⴰⵙⴰⵔⵓⵜ
paper-keys-url = ⵜⵉⵙⵓⵔⴰ ⵏ ⵎⴰⵕⵕⴰ

## An open case

part-live-news = ⵉⵍⵍⴰ ⴽⵔⴰ ⵏ ⵓⵎⴰⵢⵏⵓ ⴳ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ:

## Documents of a case

document-list = ⴰⵔⵔⴰⵜⵏ ⵏⵏⴰ ⵉⵜⵜⵢⴰⵔⵏⴰⵏ
document-get = ⴰⴳⵎ « { $name } »
document-kilobytes = { $count } KB
document-megabytes = { $whole },{ $tenth } MB

## Open a case

open-title = ⴹⴼⵕ ⴰⵙⴷⴰⵡ ⵉⵏⵓ
open-lead = ⵓⵟⵟⵓⵏ ⴷ ⵜⵏⴳⴰⵍⵜ ⵓⵔⴰⵏ ⴳ ⵍⵡⵚⵍ ⵏⵏⵓⵏ.
field-reference = ⵓⵟⵟⵓⵏ ⵏ ⵓⵙⴷⴰⵡ
field-reference-hint = ⵙ ⵓⵎⴷⵢⴰ HAB-26A-000123-K.
field-access-code = ⵜⴰⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ
field-access-code-hint = 16 ⵏ ⵉⵙⴽⴽⵉⵍⵏ ⴷ ⵡⵓⵟⵟⵓⵏⵏ. ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⴰⵔⵎ ⵉⵙⴽⴽⵉⵍⵏ ⵉⵎⵇⵇⵔⴰⵏⵏ ⵏⵖ ⵉⵎⵥⵥⵢⴰⵏⵏ, ⵙ ⵉⵣⵉⵔⵉⴳⵏ ⵏⵖ ⴱⵍⴰ ⵉⵣⵉⵔⵉⴳⵏ.
open-submit = ⵕⵥⵎ ⴰⵙⴷⴰⵡ
open-lost-title = ⵉⵙ ⴰⵡⵏ ⵜⵊⵍⴰ ⵜⵏⴳⴰⵍⵜ?
open-lost = ⵓⵔ ⵉⵣⵎⵉⵔ ⵢⴰⵏ ⴰⴷ ⵜⵜ ⵉⴷ ⵉⵔⴰⵔ, ⵓⵍⴰ ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ: ⴰⵢⴰⵏ ⴰⵢⴷ ⵉⵃⴹⴰⵏ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ. ⴰⵔⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ, ⵜⴱⴷⵔⵎ ⴰⵙⴰⴽⵓⴷ ⵏ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵜⴰⵎⵣⵡⴰⵔⵓⵜ.

## Case

case-close = ⴼⴼⵖ ⵣⴳ ⵓⵙⴷⴰⵡ
case-where = ⵎⴰⵏⵉ ⵉⵍⵍⴰ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ
case-received = ⴰⵙⴰⴽⵓⴷ ⵏ ⵓⵙⵔⵙ
case-due = ⵜⴰⵎⵔⴰⵔⵓⵜ ⴰⵔ ⴰⵙⵙ ⵏ
case-due-to-mediator = ⵜⴰⵎⵔⴰⵔⵓⵜ ⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵉ ⵍⵡⴰⵙⵉⵟ ⴰⵔ ⴰⵙⵙ ⵏ
case-answered-by = ⵜⴰⵎⵔⴰⵔⵓⵜ ⵉⵅⵚⵚⴰ ⴰⴷ ⵜⵉⵍⵉ ⴰⵔ ⴰⵙⵙ ⵏ
case-overdue = ⵜⵎⴰⵟⵍ ⵜⵎⵔⴰⵔⵓⵜ: ⵉⵅⵚⵚⴰ ⴰⴷ ⵜⵉⵍⵉ ⴰⵔ ⴰⵙⵙ ⵏ { $date }.
case-overdue-to-mediator = ⵜⵎⴰⵟⵍ ⵜⵎⵔⴰⵔⵓⵜ ⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵉ ⵍⵡⴰⵙⵉⵟ: ⵉⵅⵚⵚⴰ ⴰⴷ ⵜⵉⵍⵉ ⴰⵔ ⴰⵙⵙ ⵏ { $date }.
case-overdue-mediator = ⵜⵣⵎⵔⵎ ⵖⵉⵍⴰ ⴰⴷ ⵜⴷⴷⵓⵎ ⵙ ⵍⵡⴰⵙⵉⵟ: ⴱⵍⴰ ⴰⵜⵉⴳ, ⵔⴰⴷ ⵢⴰⵎⵥ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵎⴰⵕⵕⴰ. ⵔⴰⴷ ⵜ ⵜⴰⴼⵎ ⴷⴷⴰⵡ.
case-erased = ⵉⵜⵜⵓⴽⴽⵙ ⵎⴰⵢⴷ ⵉⵜⵜⵢⴰⵔⴰⵏ ⴳ ⵓⵙⴷⴰⵡ ⴰⴷ ⴰⵙⵙ ⵏ { $date }: ⵉⴽⵎⵍ ⵡⴰⴽⵓⴷ ⵏ ⵓⵃⵟⵟⵓ ⵏⵏⵙ, ⵏⵖ ⵉⵜⵜⵓⵜⵔ ⵡⵓⴽⵓⵙ ⵏⵏⵙ. ⴰⵔ ⵉⵃⵟⵟⵓ ⵓⵣⵎⵎⴻⵎ ⵓⵟⵟⵓⵏ, ⵉⵙⴰⴽⵓⴷⵏ ⴷ ⵜⵢⴰⴼⵓⵜ.
case-all = ⴰⵢⵏⵏⴰ ⴰⴽⴽⵯ ⵏⵃⵟⵟⵓ ⵅⴼ ⵓⵙⴷⴰⵡ ⴰⴷ
case-all-lead = ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵙⵉⴳⴳⵣⵎ ⵏⵖ ⴰⴷ ⵜⵃⴹⵓⵎ ⵜⴰⵙⵏⴰ ⴰⴷ. ⵉⵍⵍⴰ ⵎⴰⵢⴰⴷ ⴳ ⵓⴼⴰⵢⵍⵓ ⵉ ⵉⵙⵖⵉⵡⵙⵏ; ⵉⵍⴰ ⴽⵓ ⴰⵔⵔⴰ ⵜⴰⵇⴼⴼⴰⵍⵜ ⵏⵏⵙ.
case-all-file = ⴰⴳⵎ ⴰⴼⴰⵢⵍⵓ (JSON)
case-all-internal = ⵜⵉⵎⴰⵡⵉⵏ ⵏ ⵉⵎⵙⵡⵓⵔⵉⵏ ⵍⵍⴰⵏⵜ ⴷⴰ ⴱⵍⴰ ⴰⴹⵕⵉⵚ.
case-all-sent = ⴰⵢⵏⵏⴰ ⵉⵜⵜⵓⵣⵏⵏ ⵖⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵉⵏ ⵢⴰⴹⵏ
case-all-pending = ⵓⵔ ⵜⴰ ⵢⵉⵡⵉⴹ
case-all-read = ⵎⴰⵏⵡⴰ ⵜ ⵉⵖⵔⴰⵏ
case-all-none = ⵡⴰⵍⵓ ⴰⵔ ⵖⵉⵍⴰⴷ.
case-role-caseworker = ⴰⵎⵙⵡⵓⵔⵉ
case-role-supervisor = ⴰⵎⴰⵙⴰⵢ
case-kept-title = ⴰⵢⵏⵏⴰ ⵉⵜⵜⵓⵃⵟⵟⴰⵏ, ⴷ ⴰⵔ ⵎⵉⵍⵎⵉ
case-kept = ⴰⵙⵍⴳⵏ 09-08 (ⵉⵎⴳⵔⴰⴷⵏ 7 ⴰⵔ 9) ⴰⵔ ⴰⵡⵏ ⵉⴰⴽⴽⴰ ⴰⵣⵔⴼ ⴰⴷ ⵜⵥⵕⵎ ⵜⵉⵎⵓⵛⴰ ⵏⵏⵓⵏ, ⴰⴷ ⵜⵏⵜ ⵜⵙⵖⵜⵉⵎ, ⵏⵖ ⴰⴷ ⵜⴰⴳⵢⵎ ⴰⵙⵎⵔⵙ ⵏⵏⵙⵏⵜ. ⴰⵔ ⵜⵏⵜ ⵜⵃⵟⵟⵓ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵢⵍⵍⵉⵖ ⵜⴽⵎⵍ ⵜⵣⵔⴰⵡⵜ. ⴰⵔ ⴱⴷⴷⴰ ⵉⵃⵟⵟⵓ ⵓⵣⵎⵎⴻⵎ ⵓⵟⵟⵓⵏ, ⴰⵏⴰⵡ, ⵉⵙⴰⴽⵓⴷⵏ ⴷ ⵜⵢⴰⴼⵓⵜ.
case-kept-for = ⴰⵔ ⵉⵜⵜⵓⴽⴽⵙ ⵎⴰⵢⴷ ⵜⵓⵔⴰⵎ ⴷ ⵉⵏⵖⵎⵉⵙⵏ ⴷ ⵡⴰⵔⵔⴰⵜⵏ ⵏⵏⵓⵏ { $time } ⴷⴰⵔⵜ ⵜⵎⵔⴰⵔⵓⵜ ⵏⵖ ⵜⵉⴳⵉⵔⴰ ⵏ ⵓⵙⴷⴰⵡ.
span-days =
    { $count ->
        [one] { $count } ⵡⴰⵙⵙ
       *[other] { $count } ⵡⵓⵙⵙⴰⵏ
    }
span-years =
    { $count ->
        [one] { $count } ⵓⵙⴳⴳⵯⴰⵙ
       *[other] { $count } ⵉⵙⴳⴳⵯⴰⵙⵏ
    }
case-data-title = ⴰⵙⵖⵜⵉ ⵏⵖ ⵓⴽⵓⵙ
case-data-hint = ⵉⵏⵉⵜ ⵎⴰⵢⴷ ⵓⵔ ⵉⵖⵓⴷⴰⵏ, ⵏⵖ ⵎⴰⵢⴷ ⵉⵅⵚⵚⴰ ⴰⴷ ⵉⵜⵜⵓⴽⴽⵙ ⴷ ⵎⴰⵅ. ⵜⵓⵜⵜⵔⴰ ⵏⵏⵓⵏ ⵜⵍⵍⴰ ⴳ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ, ⴰⵔ ⴰⵡⵏ ⵏⵏ ⵜⵜⵔⴰⵔⴰ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ.
case-next-title = ⴰⵙⵓⵔⵉⴼ ⵏ ⴷⴰⵔⵜ ⵓⵢⴰ
case-filed-title = ⵎⴰⵢⴷ ⵜⵓⵣⵏⵎ
case-category = ⵉⴳⵔ
case-subject = ⴰⵙⵏⵜⵍ
timeline-title = ⴰⴹⴼⴼⵓⵕ
timeline-empty = ⵡⴰⵍⵓ ⴰⵔ ⴷⵖⵉ.
step-received = ⵉⵜⵜⵓⵣⵎⵎⴻⵎ
step-review = ⴳ ⵜⵣⵔⴰⵡⵜ
step-answer = ⵜⴰⵎⵔⴰⵔⵓⵜ

status-received = ⵉⵜⵜⵓⵣⵎⵎⴻⵎ
status-received-meaning = ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵉⵍⵍⴰ ⴳ ⵓⵣⵎⵎⴰⵎ. ⵓⵔ ⵜⴰ ⵜ ⵢⵓⵎⵉⵥ ⵢⴰⵏ.
status-received-next = ⵉⵅⵚⵚⴰ ⴰⴷ ⴰⵡⵏ ⵜⵔⴰⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵔ ⴰⵙⵙ ⵏ { $date }.
status-forwarded = ⵉⵜⵜⵡⴰⵣⵏ
status-forwarded-meaning = ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵉⵜⵜⵡⴰⵣⵏ ⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵏⵏⴰ ⵉⵙⵡⵓⵔⵉⵏ ⴳ ⵜⵎⵙⴰⵍⵜ ⴰⴷ, ⵜⴰⵎⵥ ⵜ.
status-forwarded-next = ⴰⵣⵔⴼ ⵏⵏⵓⵏ ⴰⴷ ⵜⴰⵎⵥⵎ ⵜⴰⵎⵔⴰⵔⵓⵜ ⴰⵔ ⴰⵙⵙ ⵏ { $date }. ⵔⴰⴷ ⵜⴹⴼⵕⵎ ⵎⴰⵕⵕⴰ ⵣⴳ ⴷⴰ.
status-under_review = ⴳ ⵜⵣⵔⴰⵡⵜ
status-under_review-meaning = ⴷⴰ ⵉⵣⵔⵔⵓ ⵢⴰⵏ ⵓⵎⵙⵡⵓⵔⵉ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ.
status-under_review-next = ⵉⵅⵚⵚⴰ ⴰⴷ ⴰⵡⵏ ⵜⵔⴰⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵔ ⴰⵙⵙ ⵏ { $date }.
status-awaiting_complainant = ⴷⴰ ⵏⴻⵜⵜⵔⴰⵊⴰ ⵜⴰⵎⵔⴰⵔⵓⵜ ⵏⵏⵓⵏ
status-awaiting_complainant-meaning = ⵜⵔⴰ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⴷ ⴽⵯⵏ ⵜⵙⵇⵙⴰ ⵅⴼ ⴽⵔⴰ ⵃⵎⴰ ⴰⴷ ⵜⴽⵎⵎⵍ.
status-awaiting_complainant-next = ⵔⴰⵔⴰⵜ ⵅⴼ ⵓⵙⵇⵙⵉ ⵏⵏⴰ ⵉⵍⵍⴰⵏ ⴷⴷⴰⵡ: ⵔⴰⴷ ⵜⴽⵎⵎⵍ ⵜⵣⵔⴰⵡⵜ ⴷⵖⵢⴰ.
status-answered = ⵜⵍⵍⴰ ⵜⵎⵔⴰⵔⵓⵜ
status-answered-meaning = ⵜⵔⴰⵔⴰ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ. ⵔⴰⴷ ⵜⴰⴼⵎ ⵜⴰⵎⵔⴰⵔⵓⵜ ⵏⵏⵙ ⴳ ⵓⴹⴼⴼⵓⵕ.
status-answered-next = ⵉⵖ ⴰⵡⵏ ⵓⵔ ⵜⵄⵊⵉⴱ, ⵥⵕⴰⵜ ⴷⴷⴰⵡ ⵎⴰⵢⴷ ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵙⴽⵔⵎ.
status-redirected = ⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ
status-redirected-meaning = ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ ⴰⵢⴷ ⵉⵙⵡⵓⵔⵉⵏ ⴳ ⵜⵎⵙⴰⵍⵜ ⴰⴷ. ⴷⴰ ⵉⵎⵎⴰⵍ ⵓⴹⴼⴼⵓⵕ ⵎⴰⵏ ⵜⴰ.
status-redirected-next = ⴷⴷⵓⵢⴰⵜ ⵙ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵏⵏⴰ ⵉⵜⵜⵓⴱⴷⴰⵔⵏ.
status-redirected-held-next = ⵉⵍⵍⴰ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵖⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵏⵏⴰ ⵉⵜⵜⵓⴱⴷⴰⵔⵏ, ⵙ ⵎⴰⵢⴷ ⴳⵉⵙ ⵉⵍⵍⴰⵏ ⴽⵓⵍⵍⵓ. ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵜⴹⴼⵓⵕⵎ ⵖⵉⴷ ⵙ ⵡⵓⵟⵟⵓⵏ ⴷ ⵜⵏⴳⴰⵍⵜ ⵏⵏⵉⴽ.
status-escalated = ⴷⴰⵔ ⵍⵡⴰⵙⵉⵟ
status-escalated-meaning = ⵜⴷⴷⴰⵎ ⵙ ⵍⵡⴰⵙⵉⵟ ⵏ ⵜⴳⵍⴷⵉⵜ. ⴷⴰ ⴷ ⵍⴽⴽⵎⵏⵜ ⵜⵓⵣⵉⵏⵉⵏ ⵏⵏⵙ ⵙ ⵓⴹⴼⴼⵓⵕ ⴰⴷ.
status-escalated-next = ⴷⴰ ⵉⵣⵔⵔⵓ ⵍⵡⴰⵙⵉⵟ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⴷ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ; ⵉⵅⵚⵚⴰ ⴰⴷ ⴰⵙ ⵜⵔⴰⵔ ⴰⵔ ⴰⵙⵙ ⵏ { $date }. ⴰⵢⵏⵏⴰ ⴰⵡⵏ ⵢⵓⵔⴰ ⵔⴰⴷ ⴷ ⵉⵍⴽⵎ ⵙ ⵖⵉⴷ.
status-closed = ⵉⵔⴳⵍ
status-closed-meaning = ⵜⴽⵎⵍ ⵜⵣⵔⴰⵡⵜ.
status-closed-next = ⵉⵖ ⴰⵡⵏ ⵓⵔ ⵜⵄⵊⵉⴱ ⵜⵢⴰⴼⵓⵜ, ⵥⵕⴰⵜ ⴷⴷⴰⵡ ⵎⴰⵢⴷ ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵙⴽⵔⵎ.
status-withdrawn = ⵉⵜⵜⵓⵊⴱⴷ
status-withdrawn-meaning = ⵜⵊⴱⴷⵎ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ.
status-withdrawn-next = ⵓⵔ ⵙⵓⵍ ⵉⵇⵇⵉⵎⵉ ⵎⴰⵢⴷ ⵉⵜⵜⵓⵙⴽⴰⵔⵏ.

outcome-label = ⵜⴰⵢⴰⴼⵓⵜ
outcome-upheld = ⴷⴰⵔⵓⵏ ⴰⵣⵔⴼ ⴳ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵓⵏ
outcome-partly_upheld = ⴷⴰⵔⵓⵏ ⴰⵣⵔⴼ ⴳ ⴽⵔⴰ ⵣⴳ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵓⵏ
outcome-not_upheld = ⵓⵔ ⴷⴰⵔⵓⵏ ⴰⵣⵔⴼ ⴳ ⵜⵓⵜⵜⵔⴰ ⴰⴷ
outcome-inadmissible = ⵜⵓⵜⵜⵔⴰ ⵏⵏⵓⵏ ⵓⵔ ⵜⵣⵎⵉⵔ ⴰⴷ ⵜⴻⵜⵜⵓⵣⵔⵓ
outcome-redirected = ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ ⴰⵢⴷ ⵉⵙⵡⵓⵔⵉⵏ ⴳ ⵜⵎⵙⴰⵍⵜ ⴰⴷ
outcome-withdrawn = ⵜⵊⴱⴷⵎ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵓⵏ

## Timeline

actor-you = ⴽⵯⵏⵏⵉ
actor-mediator = ⵍⵡⴰⵙⵉⵟ
actor-system = ⴰⵣⵎⵎⴰⵎ
event-filed = ⵉⵜⵜⵓⵙⵔⵙ ⵓⵙⴷⴰⵡ
event-acknowledged = ⵉⵜⵜⵓⵎⵥ ⵓⵙⴷⴰⵡ
event-assigned = ⵉⵜⵜⵓⴼⴽ ⵉ ⵓⵎⵙⵡⵓⵔⵉ
event-categorised = ⵉⵜⵜⵓⵙⵜⵉ ⵢⵉⴳⵔ ⵏ ⵓⴼⴰⵢⵍⵓ
event-deliberation_linked = ⵉⵣⴷⵉ ⵓⵎⵙⴰⵡⴰⵍ
event-deliberation_unlinked = ⵓⵔ ⵙⵓⵍ ⵉⵣⴷⵉ ⵓⵎⵙⴰⵡⴰⵍ
event-linked = ⵉⵜⵜⵓⵣⴷⵉ ⴷ ⵓⵙⴷⴰⵡ ⵢⴰⴹⵏ
event-unlinked = ⵓⵔ ⵙⵓⵍ ⵉⵣⴷⵉ ⴷ ⵓⵙⴷⴰⵡ ⵢⴰⴹⵏ
event-singled = ⵉⵜⵜⵓⴽⴽⵙ ⵙⴳ ⵜⴰⵏⴳⵉⵡⵉⵏ
event-message = ⵜⵓⵣⵉⵏⵜ
event-correction = ⴰⵙⵖⵜⵉ ⵏ ⵉⵏⵖⵎⵉⵙⵏ ⵏⵏⵓⵏ
event-erasure = ⵓⴽⵓⵙ ⵏ ⵜⵎⵓⵛⴰ ⵏⵏⵓⵏ
event-question = ⴰⵙⵇⵙⵉ
event-reply = ⵜⴰⵎⵔⴰⵔⵓⵜ ⵅⴼ ⵓⵙⵇⵙⵉ
event-redirected = ⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ: { $peer }
event-escalated = ⵉⵍⴽⵎ ⵓⵙⴷⴰⵡ ⵍⵡⴰⵙⵉⵟ
event-reopened = ⵜⵓⵜⵜⵔⴰ ⵏ ⵜⵣⵔⴰⵡⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ
event-withdrawn = ⵉⵜⵜⵓⵊⴱⴷ ⵓⵙⴷⴰⵡ
event-rated = ⵜⴰⵏⵇⵇⵉⴹⵜ: { $rating } ⵅⴼ 5
event-closed = ⵉⵔⴳⵍ ⵓⵙⴷⴰⵡ
event-reminder = ⵉⵇⵔⴱ ⵓⴽⵓⴷ
event-overdue = ⵉⵣⵔⵉ ⵓⴽⵓⴷ ⴱⵍⴰ ⵜⴰⵎⵔⴰⵔⵓⵜ
event-note = ⵜⴰⵎⴰⵡⵜ
event-answer = ⵜⴰⵎⵔⴰⵔⵓⵜ ⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ
event-forwarding = ⴷⴰ ⵉⵜⵜⵡⴰⵣⴰⵏ: { $peer }
event-forwarded = ⵉⵜⵜⵡⴰⵣⵏ ⴷ ⵉⵜⵜⵓⵎⵥ: { $peer }
event-returned = { $peer } ⵓⵔ ⵜⵙⵓⵍ ⴰⴷ ⵜⵙⵡⵓⵔⵉ ⴳⵉⵙ: ⵢⵓⵔⵔⵉ ⴷ ⵖⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ
event-question-open = ⴱⵍⴰ ⵜⴰⵎⵔⴰⵔⵓⵜ ⴰⵔ ⴷⵖⵉ
event-reason = ⵜⴰⵎⵏⵜⵉⵍⵜ

## What can be done in a case

question-title = ⵢⴰⵏ ⵓⵙⵇⵙⵉ ⵉ ⴽⵯⵏⵏⵉ
question-from = ⴰⵙⵇⵙⵉ ⵏ { $actor }, { $date }:
answer-label = ⵜⴰⵎⵔⴰⵔⵓⵜ ⵏⵏⵓⵏ
answer-submit = ⴰⵣⵏ ⵜⴰⵎⵔⴰⵔⵓⵜ ⵉⵏⵓ
message-title = ⵔⵏⵓ ⵜⵓⵣⵉⵏⵜ
message-hint = ⴰⵙⴼⵙⵔ, ⴰⵙⵖⵜⵉ ⵏⵖ ⴰⵙⵇⵙⵉ ⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ.
field-text = ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ
message-submit = ⴰⵣⵏ ⵜⵓⵣⵉⵏⵜ
actions-title = ⵎⴰⵢⴷ ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵙⴽⵔⵎ
action-message = ⵔⵏⵓ ⵜⵓⵣⵉⵏⵜ
action-withdraw = ⵊⴱⴷ ⴰⵙⴷⴰⵡ ⵉⵏⵓ
action-withdraw-explain = ⵔⴰⴷ ⵜⴱⴷⴷ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵣⴳ ⵜⵣⵔⴰⵡⵜ ⵏⵏⵙ. ⵓⵔ ⵙⵓⵍ ⵜⵣⵎⵉⵔⵎ ⴰⴷ ⵜ ⵜⵕⵥⵎⵎ; ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵙⵔⵙⵎ ⴰⵙⴷⴰⵡ ⵢⴰⴹⵏ.
action-withdraw-submit = ⵢⴰⵀ, ⵊⴱⴷ ⴰⵙⴷⴰⵡ ⵉⵏⵓ
action-reopen = ⵜⵜⵔ ⵜⴰⵣⵔⴰⵡⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ
action-reopen-explain = ⵉⵏⵉⵢⴰⵜ ⵎⴰⵅⴼ ⴰⵡⵏ ⵓⵔ ⵜⵄⵊⵉⴱ ⵜⵎⵔⴰⵔⵓⵜ. ⵔⴰⴷ ⵜⵣⵔⵓ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
action-reopen-submit = ⵜⵜⵔ ⵜⴰⵣⵔⴰⵡⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ
action-escalate = ⴷⴷⵓ ⵙ ⵍⵡⴰⵙⵉⵟ
action-escalate-explain = ⵔⴰⴷ ⵢⴰⵎⵥ ⵍⵡⴰⵙⵉⵟ ⵏ ⵜⴳⵍⴷⵉⵜ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵎⴰⵕⵕⴰ, ⵉⵙⴰⵡⵍ ⴷ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ. ⴱⵍⴰ ⴰⵜⵉⴳ.
action-escalate-submit = ⴷⴷⵓ ⵙ ⵍⵡⴰⵙⵉⵟ
action-rate = ⴼⴽ ⵜⴰⵏⵇⵇⵉⴹⵜ
action-rate-explain = ⵎⴰⵎⵏⴽ ⵙ ⴽⵯⵏ ⵜⵓⵎⵥ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ?
action-rate-submit = ⴰⵣⵏ ⵜⴰⵏⵇⵇⵉⴹⵜ ⵉⵏⵓ
field-reason = ⵜⵉⵎⵏⵜⵉⵍⵉⵏ ⵏⵏⵓⵏ
field-reason-optional = ⵎⴰⵅⴼ?
field-prior-steps = ⵎⴰⵢⴷ ⵜⵙⴽⵔⵎ ⵢⴰⴷ
field-prior-steps-hint = ⵎⴰⵢⴷ ⵜⵙⴽⵔⵎ ⴷ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ, ⴷ ⵎⴰⵢⴷ ⴰⵡⵏ ⵜⵔⴰⵔⴰ.
field-before-court = ⴷⴰ ⵜⵜⵉⵏⵉⵖ ⵉⵙ ⵓⵔ ⵜⵍⵍⵉ ⵜⵎⵙⴰⵍⵜ ⴰⴷ ⴳ ⵜⵙⵏⴱⴹⴰⵢⵜ.
field-rating = ⵜⴰⵏⵇⵇⵉⴹⵜ ⵏⵏⵓⵏ
rating-1 = 1, ⵜⵅⵛⵏ ⴱⵣⵣⴰⴼ
rating-2 = 2, ⵜⵅⵛⵏ
rating-3 = 3, ⵜⴰⵏⴰⵎⵎⴰⵙⵜ
rating-4 = 4, ⵜⴼⵓⵍⴽⵉ
rating-5 = 5, ⵜⴼⵓⵍⴽⵉ ⴱⵣⵣⴰⴼ
notice-message-sent = ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵜⵍⵍⴰ ⴳ ⵓⵙⴷⴰⵡ.
notice-answered = ⵜⴻⵜⵜⵡⴰⵣⵏ ⵜⵎⵔⴰⵔⵓⵜ ⵏⵏⵓⵏ. ⴷⴰ ⵜⴽⵎⵎⵍ ⵜⵣⵔⴰⵡⵜ.
notice-answered-more = ⵜⴻⴷⴷⴰ ⵜⵎⵔⴰⵔⵓⵜ ⵏⵏⵓⵏ. ⵉⵍⵍⴰ ⵢⴰⵏ ⵓⵙⵇⵙⵉ ⵢⴰⴹⵏ ⴰⵔ ⴽⵓⵏ ⵉⵜⵜⵔⴰⵊⴰ.
notice-withdrawn = ⵉⵜⵜⵓⵊⴱⴷ ⵓⵙⴷⴰⵡ ⵏⵏⵓⵏ.
notice-reopened = ⵜⴻⵜⵜⵓⵣⵎⵎⴻⵎ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵓⵏ ⵏ ⵜⵣⵔⴰⵡⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ.
notice-escalated = ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⵉⵍⵍⴰ ⴷⴰⵔ ⵍⵡⴰⵙⵉⵟ. ⵔⴰⴷ ⴷ ⵍⴽⵎⵏⵜ ⵜⵓⵣⵉⵏⵉⵏ ⵏⵏⵙ ⵙ ⴷⴰ.
notice-rated = ⵜⴰⵏⵎⵎⵉⵔⵜ. ⵜⴻⵜⵜⵓⵣⵎⵎⴻⵎ ⵜⵏⵇⵇⵉⴹⵜ ⵏⵏⵓⵏ.

## Notice page

page-problem-title = ⵜⴰⵙⵏⴰ ⴰⴷ ⵓⵔ ⵜⵣⵎⵉⵔ ⴰⴷ ⵜⴱⴰⵏ
page-problem-back = ⴰⵖⵓⵍ ⵙ ⵜⴼⵔⴽⵉⵜ
closed-title = ⵓⵔ ⵍⵍⵉⵏⵜ ⵜⵓⵜⵜⵔⵉⵡⵉⵏ ⵜⵉⵎⴰⵢⵏⵓⵜⵉⵏ ⴷⵖⵉ
elsewhere-title = ⴰⵔⴰⵜ ⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ
elsewhere-lead = ⵜⵉⴼⵔⴽⵉⵜ ⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⵜⵍⵍⴰ ⴳ ⵜⴰⵙⵏⴰ ⵏⵏⵙ.
elsewhere-link = ⵕⵥⵎ ⵜⵉⴼⵔⴽⵉⵜ
footer-official = { $agency }. ⴱⵍⴰ ⴽⵓⴽⵉⵣ, ⴱⵍⴰ ⴰⴹⴼⴼⵓⵕ ⵏ ⵉⵎⵙⵙⵎⵔⵙⵏ, ⴱⵍⴰ ⵜⴰⵙⴳⴰ ⵢⴰⴹⵏ.

## Documents, voice message and draft (parts loaded when needed)

part-size-mega = { $size } MB
part-size-kilo = { $size } KB
part-documents-list = ⴰⵔⵔⴰⵜⵏ ⵏⵏⴰ ⵉⵜⵜⵢⴰⵔⵏⴰⵏ
part-documents-added = ⴰⵔⵔⴰⵜⵏ ⵏⵏⴰ ⵉⵜⵜⵢⴰⵔⵏⴰⵏ: { $count }
part-documents-removed = ⵉⵜⵜⵓⴽⴽⵙ { $name }.
part-documents-without =
    { $count ->
        [one] ⵓⵔ ⵔⴰⴷ ⵉⴷⴷⵓ { $name } ⴷ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ: ⴽⴽⵙⴰⵜ ⴰⵔⵔⴰ ⴰⴷ ⵏⵖ ⵙⵜⵢⴰⵜ ⵡⴰⵢⴹ. ⵃⵎⴰ ⴰⴷ ⵜⴰⵣⵏⵎ ⴱⵍⴰ ⵏⵜⵜⴰ, ⴰⴷⵔⴰⵜ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ ⵖⴼ ⵜⴱⵓⵜⵓⵏⵜ ⵏ ⵡⴰⵣⴰⵏ.
       *[other] ⵓⵔ ⵔⴰⴷ ⴷⴷⵓⵏ ⴰⵔⵔⴰⵜⵏ ⴰⴷ ⴷ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ: { $name }. ⴽⴽⵙⴰⵜ ⵜⵏ ⵏⵖ ⵙⵜⵢⴰⵜ ⵡⵉⵢⴰⴹ. ⵃⵎⴰ ⴰⴷ ⵜⴰⵣⵏⵎ ⴱⵍⴰ ⵏⵜⵏⵉ, ⴰⴷⵔⴰⵜ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ ⵖⴼ ⵜⴱⵓⵜⵓⵏⵜ ⵏ ⵡⴰⵣⴰⵏ.
    }
part-documents-done = ⵉⵜⵜⵢⴰⵔⵏⴰ { $name }.
part-documents-total = ⴰⵔⵔⴰⵜⵏ ⵏⵏⴰ ⵉⵜⵜⵡⴰⵣⵏⵏ: { $done } ⵣⴳ { $count }, { $sent } ⵣⴳ { $all }
part-documents-percent = ⵉⵜⵜⵡⴰⵣⵏ { $percent } %
part-documents-wait = ⴷⴰ ⵜⵜⵡⴰⵣⴰⵏⵏ ⵡⴰⵔⵔⴰⵜⵏ ⵏⵏⵓⵏ ⵣⵡⴰⵔ. ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵔⴰⴷ ⵜⵏ ⵜⴹⴼⵕ ⵡⴰⵃⴷⵓⵜ.
part-documents-wait-offline = ⵓⵔ ⵜⵍⵍⵉ ⵜⵥⴹⴹⴰ. ⵎⴽⴰⵏ ⴷ ⵜⵓⵖⵓⵍ, ⵔⴰⴷ ⴷⴷⵓⵏ ⵡⴰⵔⵔⴰⵜⵏ ⵏⵏⵓⵏ, ⵜⴹⴼⵕ ⵜⵏ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵡⴰⵃⴷⵓⵜ. ⴰⵊⵊⴰⵜ ⵜⴰⵙⵏⴰ ⴰⴷ ⵜⵕⵥⵎ.
part-documents-wait-stop = ⴰⴷ ⵓⵔ ⵜⵜⵔⴰⵊⴰⵖ
part-document-pause = ⵙⴱⴷⴷ
part-document-resume = ⴽⵎⵎⵍ
part-document-retry = ⴰⵔⵎ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ
part-document-remove = ⴽⴽⵙ
part-document-named = { $what }: { $name }
part-document-preparing = ⴷⴰ ⵜⴻⵜⵜⵢⴰⵖⵔⴰ…
part-document-waiting = ⴷⴰ ⵉⵜⵜⵔⴰⵊⴰ, { $size }
part-document-sending = { $done } ⵣⴳ { $all }
part-document-offline = ⵓⵔ ⵜⵍⵍⵉ ⵜⵥⴹⴹⴰ: ⴰⵣⴰⵏ ⵔⴰⴷ ⵉⴽⵎⵎⵍ ⵡⴰⵃⴷⵓⵜ.
part-document-paused = ⵉⴱⴷⴷ, { $done } ⵣⴳ { $all }
part-document-done = ⵉⵜⵜⵢⴰⵔⵏⴰ, { $size }
part-document-original = ⵃⴹⵓ ⵜⴰⵡⵍⴰⴼⵜ ⵜⴰⵎⵥⵡⴰⵔⵓⵜ ({ $size })
part-document-reduced = ⵜⴻⵜⵜⵓⵙⵎⵥⵥⵉ ⵜⵡⵍⴰⴼⵜ ⵣⴳ { $before } ⴰⵔ { $after }, ⴱⵍⴰ ⴰⴷⵖⴰⵔ ⵡⴰⵍⴰ ⴰⵍⵍⴰⵍ.
part-document-placed = ⵉⵣⵎⵔ ⴰⴷ ⵢⵉⵍⵉ ⴳ ⵓⴼⴰⵢⵍⵓ ⴰⴷ ⵓⴷⵖⴰⵔ ⵏⵏⴰ ⴳ ⵉⵜⵜⵓⵚⵓⵡⵡⵔ. ⴷⴰ ⵉⵜⵜⵡⴰⵣⴰⵏ ⵎⴽⴰⴷ ⵉⴳⴰ.
part-document-error-empty = ⴰⴼⴰⵢⵍⵓ ⴰⴷ ⵉⵅⵡⴰ.
part-document-error-unsupported = ⴰⵏⴰⵡ ⴰⴷ ⵏ ⵉⴼⵓⵢⵍⴰ ⵓⵔ ⵉⵜⵜⵓⵇⴱⴰⵍ. ⵔⵏⵓⵢⴰⵜ PDF, ⵜⴰⵡⵍⴰⴼⵜ, ⴰⴹⵕⵉⵚ ⵏ Word ⵏⵖ OpenDocument, ⵉⵎⵙⵍⵉ ⵏⵖ ⴰⴱⵉⴷⵢⵓ.
part-document-error-too-large = ⴰⴼⴰⵢⵍⵓ ⴰⴷ ⵉⵅⴰⵜⵔ ⴱⵣⵣⴰⴼ: ⵉⵅⵚⵚⴰ ⴰⴷ ⵓⵔ ⵉⵣⵔⵉ { $limit }.
part-document-error-too-many = ⵉⵅⵚⵚⴰ ⴰⴷ ⵓⵔ ⵣⵔⵉⵏ ⵡⴰⵔⵔⴰⵜⵏ 10. ⴽⴽⵙⴰⵜ ⵢⴰⵏ ⵃⵎⴰ ⴰⴷ ⵜⵔⵏⵓⵎ ⵡⴰⴷ.
part-document-error-unreadable = ⴰⴼⴰⵢⵍⵓ ⴰⴷ ⵓⵔ ⵉⵣⵎⵉⵔ ⴰⴷ ⵉⵜⵜⵢⴰⵖⵔ ⴳ ⵡⴰⵍⵍⴰⵍ ⴰⴷ. ⵙⵜⵉⵢⴰⵜ ⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
part-document-error-refused = ⵓⵔ ⵜⵇⴱⵉⵍ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⵔⵔⴰ ⴰⴷ. ⴽⴽⵙⴰⵜ ⵜ ⵏⵖ ⴰⵔⵎⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ.
part-document-error-failed = ⵓⵔ ⵉⴽⵎⵉⵍ ⵡⴰⵣⴰⵏ. ⴰⵔⵎⴰⵜ ⵜⵉⴽⴽⵍⵜ ⵢⴰⴹⵏ, ⵏⵖ ⴽⴽⵙⴰⵜ ⴰⵔⵔⴰ.
part-voice-title = ⵜⵓⵣⵉⵏⵜ ⵙ ⵉⵎⵙⵍⵉ
part-voice-lead = ⵙⵉⵡⵍⴰⵜ ⵙ ⵓⴷⵖⴰⵔ ⵏ ⵜⵉⵔⴰ, ⴰⴷ ⵓⵔ ⵉⵣⵔⵉ 5 ⵏ ⵜⵓⵙⴷⵉⴷⵉⵏ. ⵓⵔ ⵔⴰⴷ ⵉⴼⴼⵓⵖ ⵡⴰⵍⵓ ⴷⴰⵜ ⵏ ⵡⴰⵣⴰⵏ.
part-voice-record = ⵙⴽⵍⵙ
part-voice-stop = ⵙⴱⴷⴷ
part-voice-listen = ⵙⴼⵍⴷ
part-voice-silence = ⵙⴱⴷⴷ ⴰⵙⴼⵍⴷ
part-voice-redo = ⴰⵍⵙ ⴰⵙⴽⵍⴰⵙ
part-voice-remove = ⴽⴽⵙ
part-voice-write = ⴰⵔⴰ ⴰⵡⴷ
part-voice-asking = ⴼⴽⴰⵜ ⵜⵓⵔⴰⴳⵜ ⵉ ⵓⵎⵉⴽⵕⵓ ⵃⵎⴰ ⴰⴷ ⵜⵙⴽⵍⵙⵎ.
part-voice-recording = ⵙⵉⵡⵍⴰⵜ ⴷⵖⵉ.
part-voice-soon = ⵜⴰⵙⵉⵏⵉⵏ ⵏⵏⴰ ⵉⵇⵇⵉⵎⴰⵏ: { $seconds }
part-voice-recorded = ⵉⵜⵜⵓⵙⴽⵍⵙ: { $seconds } ⵏ ⵜⴰⵙⵉⵏⵉⵏ. ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵔⴰⴷ ⵜⴷⴷⵓ ⴷ ⵜⴼⵔⴽⵉⵜ.
part-voice-refused = ⵓⵎⵉⴽⵕⵓ ⵓⵔ ⴷⴰⵔⵙ ⵜⵓⵔⴰⴳⵜ. ⴼⴽⴰⵜ ⴰⵙ ⵜⵜ ⴳ ⵜⵙⵖⴰⵍ ⵏ ⵓⵎⵙⵙⴰⵔⴰ, ⵏⵖ ⴰⵔⴰⵜ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ.
part-voice-none = ⴰⵍⵍⴰⵍ ⴰⴷ ⵓⵔ ⵉⵣⵎⵉⵔ ⴰⴷ ⵉⵙⴽⵍⵙ ⴷⴰ. ⴰⵔⴰⵜ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ.
part-voice-unheard = ⴰⵙⴽⵍⴰⵙ ⴰⴷ ⵓⵔ ⵉⵣⵎⵉⵔ ⴰⴷ ⵉⵜⵜⵓⵙⴼⵍⴷ ⴷⴰ. ⵉⵍⵍⴰ, ⵉⵣⵎⵔ ⴰⴷ ⵉⵜⵜⵡⴰⵣⵏ.
part-voice-removed = ⵉⵜⵜⵓⴽⴽⵙ ⵓⵙⴽⵍⴰⵙ.
part-voice-name = ⵜⵓⵣⵉⵏⵜ ⵙ ⵉⵎⵙⵍⵉ
part-draft-title = ⴰⵔⵡⵡⴰⵢ
part-draft-keeping = ⴰⵔⵡⵡⴰⵢ ⵏⵏⵓⵏ ⵉⵍⵍⴰ ⴳ ⵡⴰⵍⵍⴰⵍ ⴰⴷ, ⴰⵔ 14 ⵏ ⵡⴰⵙⵙ. ⵔⴰⴷ ⵉⵜⵜⵓⴽⴽⵙ ⵎⴽⴰⵏ ⵜⵓⵣⵏⵎ.
part-draft-impossible = ⴰⵍⵍⴰⵍ ⴰⴷ ⵓⵔ ⵉⵣⵎⵉⵔ ⴰⴷ ⵉⵃⴹⵓ ⴰⵔⵡⵡⴰⵢ.
part-draft-erased = ⵓⵔ ⵙⵓⵍ ⵉⵇⵇⵉⵎⵉ ⵡⴰⵍⵓ ⴳ ⵡⴰⵍⵍⴰⵍ ⴰⴷ.
part-draft-found = ⵉⵍⵍⴰ ⴷⴰⵔⵓⵏ ⵓⵔⵡⵡⴰⵢ ⵏ { $date }
part-draft-unsent = ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵏ { $date } ⵓⵔ ⵜⴰ ⵜⴻⵜⵜⵡⴰⵣⵏ
part-draft-send = ⴰⵣⵏ ⴷⵖⵉ
part-draft-restore = ⴽⵎⵎⵍ
part-draft-erase = ⴽⴽⵙ
part-draft-erase-kept = ⴽⴽⵙ ⴰⵔⵡⵡⴰⵢ ⵣⴳ ⵡⴰⵍⵍⴰⵍ ⴰⴷ
part-draft-restored = ⵢⵓⵖⵓⵍ ⴷ ⵓⵔⵡⵡⴰⵢ ⵏⵏⵓⵏ. ⵙⵓⵍ ⵉⵍⵍⴰ ⴳ ⵡⴰⵍⵍⴰⵍ ⴰⴷ.
part-draft-waits = ⵓⵔ ⵜⵍⵍⵉ ⵜⵥⴹⴹⴰ. ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵔⴰⴷ ⵜⴷⴷⵓ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ, ⵎⴽⴰⵏ ⴷ ⵜⵓⵖⵓⵍ. ⴰⵊⵊⴰⵜ ⵜⴰⵙⵏⴰ ⴰⴷ ⵜⵕⵥⵎ.
part-matter-about = ⵜⴱⴰⵏ ⴷ ⵜⵎⵙⴰⵍⵜ ⵅⴼ: { $name }.
part-matter-because = (ⴰⵛⴽⵓ ⵜⵓⵔⴰⵎ { $words })
part-matter-word = «{ $word }»
part-matter-take = ⵙⵜⵉ ⵜⴰⴳⴳⴰⵢⵜ ⴰⴷ
part-matter-taken = ⵜⵙⵜⵉⵎ: { $name }. ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⵜ ⵜⵙⵏⴼⵍⵎ ⵏⵏⵉⴳ.
part-matter-outside = ⵉⴱⴰⵏ ⵉⵙ ⴷ ⵜⵎⵙⴰⵍⵜ ⵏ ⵜⵙⵏⴱⴹⴰⵢⵜ, ⵏⵖ ⴳⵔ ⵎⴷⴷⵏ: ⵓⵔ ⵜⵣⵎⵉⵔ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⴷ ⴳⵉⵙ ⵜⴱⵟⵟⵓ. ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⴰⵔⵎ ⴷⴰ ⵎⵇⵇⴰⵔ ⵀⴰⴽⴽⴰⴽ.
part-matter-elsewhere = { $body } ⵉⴱⴰⵏ ⵉⵙ ⴰⵢⴷ ⵉⵙⵡⵓⵔⵉⵏ ⴳ ⵎⴰⵢⴰⴷ. ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⴰⵔⵎ ⴷⴰ ⵎⵇⵇⴰⵔ ⵀⴰⴽⴽⴰⴽ.

## Hosted pages
page-title = { $agency }: ⵜⵉⵛⵉⴽⴰⵢⵉⵏ, ⵜⴰⵏⵏⴰⵢⵉⵏ ⴷ ⵉⵙⵓⵎⴰⵔ
home-title = ⵜⵉⵛⵉⴽⴰⵢⵉⵏ, ⵜⴰⵏⵏⴰⵢⵉⵏ ⴷ ⵉⵙⵓⵎⴰⵔ
languages-label = ⵜⵓⵜⵍⴰⵢⵉⵏ
page-languages-label = ⵜⵓⵜⵍⴰⵢⵜ ⵏ ⵜⴰⵙⵏⴰ ⴰⴷ
page-close = ⵔⴳⵍ

## Page for web teams

embed-title = ⵔⵏⵓⵢⴰⵜ ⵜⵉⴼⵔⴽⵉⵜ ⵉ ⵡⴰⵙⵉⵜ ⵏⵏⵓⵏ
embed-lead = ⵙⵜⵉⵢⴰⵜ, ⵥⵕⴰⵜ, ⵙⵏⵖⵍⴰⵜ. ⴷⴰ ⵜⵙⵡⵓⵔⵉ ⵜⴼⵔⴽⵉⵜ ⴱⵍⴰ ⴽⵓⴽⵉⵣ, ⴱⵍⴰ ⴰⴹⴼⴼⵓⵕ ⴷ ⴱⵍⴰ ⵜⴰⵙⴳⴰ ⵢⴰⴹⵏ.
embed-nobody = ⵜⵉⴽⵔⵙⵜ ⴰⴷ ⵓⵔ ⵜⴰ ⴷⴰⵔⵙⵏⵜ ⵜⵉⵎⵙⵙⴰⴳⵓⵔⵉⵏ.
embed-agency = ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ
embed-language = ⵜⵓⵜⵍⴰⵢⵜ ⵏ ⵜⴼⵔⴽⵉⵜ
embed-language-page = ⵜⵓⵜⵍⴰⵢⵜ ⵏ ⵜⴰⵙⵏⴰ ⵏⵏⵓⵏ
embed-way = ⵎⴰⵎⵏⴽ
embed-way-script = ⵢⴰⵏ ⵓⵣⵉⵔⵉⴳ ⵏ ⵓⵙⴽⵔⵉⴱⵜ
embed-way-script-hint = ⴷⴰ ⵜⴻⵜⵜⴱⴰⵏ ⵜⴼⵔⴽⵉⵜ ⴳ ⵓⴷⵖⴰⵔ ⵏ ⵓⵣⵉⵔⵉⴳ.
embed-way-element = ⵢⴰⵏ ⵓⴼⵔⴷⵉⵙ
embed-way-element-hint = ⴽⵯⵏⵏⵉ ⴰⵢⴷ ⵉⵙⵜⴰⵢⵏ ⴰⴷⵖⴰⵔ; ⵎⴰⵢⴷ ⵉⵍⵍⴰⵏ ⴳⵔ ⵜⵔⵛⴰⵎ ⴷⴰ ⵉⵜⵜⴱⴰⵏ ⴱⵍⴰ ⴰⵙⴽⵔⵉⴱⵜ.
embed-way-iframe = ⴰⴽⴰⵜⴰⵔ (iframe)
embed-way-iframe-hint = ⵉ ⵡⴰⵙⵉⵜ ⵏⵏⴰ ⵓⵔ ⵉⵇⴱⵉⵍⵏ ⴰⵙⴽⵔⵉⴱⵜ ⵣⴳ ⴱⵕⵕⴰ.
embed-way-link = ⵢⴰⵏ ⵓⵣⴷⴰⵢ
embed-way-link-hint = ⵙ ⵜⴰⵙⵏⴰ ⵏ ⵜⴽⵔⵙⵜ; ⵓⵔ ⵉⵜⵜⵢⴰⵔⵏⴰ ⵡⴰⵍⵓ ⵉ ⵜⵉⵏ ⵏⵏⵓⵏ.
embed-mode = ⵎⴰⵏⵉ
embed-mode-inline = ⴳ ⵜⴰⵙⵏⴰ
embed-mode-inline-hint = ⴷⴰ ⵜⴻⵜⵜⴱⴰⵏ ⵜⴼⵔⴽⵉⵜ ⴳ ⵓⴷⵖⴰⵔ ⵏⵏⵙ.
embed-mode-dialog = ⴷⴼⴼⵉⵔ ⵏ ⵜⵇⴼⴼⴰⵍⵜ
embed-mode-dialog-hint = ⴷⴰ ⵜⵕⵥⵥⵎ ⵜⵇⴼⴼⴰⵍⵜ ⴰⵙⴽⵙⵍ ⴰⴼⵍⵍⴰ ⵏ ⵜⴰⵙⵏⴰ.
embed-mode-floating = ⵜⴰⵇⴼⴼⴰⵍⵜ ⵏⵏⴰ ⵉⵜⵜⴼⴰⴼⴰⵏ
embed-mode-floating-hint = ⵜⴻⵜⵜⵇⵇⵉⵎⴰ ⵜⵇⴼⴼⴰⵍⵜ ⴳ ⵜⵖⵎⵔⵜ ⵏ ⵓⴳⴷⵉⵍ.
embed-colour = ⵉⵖⵎⵉ
embed-colour-own = ⵢⴰⵏ ⵢⴰⴹⵏ, ⵎⴰⵛⵉ ⵡⵉⵏ ⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ
embed-colour-pick = ⵉⵖⵎⵉ
embed-show = ⵎⵎⵍ ⵉⵣⵉⵔⵉⴳⵏ
embed-lines = ⵉ ⵓⵙⵏⵖⵍ ⴳ ⵜⴰⵙⵏⴰ
embed-style = ⵉ ⵓⵙⵏⵖⵍ ⴳ ⵜⴼⵔⴰⵡⵜ ⵏ ⵓⵙⵜⵢⵍ ⵏⵏⵓⵏ
embed-pinned = ⵙ ⵜⵓⵏⵖⵉⵍⵜ ⵉⵜⵜⵓⵟⵟⴼⵏ
embed-pinned-hint = ⴷⴰ ⵉⵜⵜⴰⴳⵯⵉ ⵓⵎⵙⵙⴰⵔⴰ ⴽⵔⴰ ⵏ ⵓⴼⴰⵢⵍⵓ ⵢⴰⴹⵏ. ⵉⵖ ⵜⵜⵓⵙⵎⴰⵢⵏⵓⵜ ⵜⴽⵔⵙⵜ, ⵙⵏⴼⵍⴰⵜ ⵉⵣⵉⵔⵉⴳⵏ ⴰⴷ ⴰⴽⵓⴷ ⵏⵏⴰ ⵜⵔⴰⵎ.
embed-policy = ⵉⵣⵉⵔⵉⴳⵏ ⵏ Content-Security-Policy ⵏⵏⵓⵏ
embed-origins = ⵣⴳ ⵎⴰⵏⵜⵏ ⵡⴰⵙⵉⵜⵏ
embed-origins-hint = ⵖⴰⵙ ⴰⵙⵉⵜⵏ ⴰⴷ ⴰⵢⴷ ⵉⵣⵎⵔⵏ ⴰⴷ ⴰⵣⵏⵏ ⵜⵉⴼⵔⴽⵉⵜ ⵏⵖ ⴰⴷ ⵜⵜ ⵎⵎⵍⵏ ⴳ ⵓⴽⴰⵜⴰⵔ. ⴷⴰ ⵉⵔⵏⵏⵓ ⵓⵎⵙⵙⵡⵓⵔⵉ ⵏ ⵜⴽⵔⵙⵜ ⵡⵉⵢⵢⴰⴹ ⵉⵖ ⴰⵙ ⵜⴻⵜⵜⵔⵎ.
embed-preview = ⵜⵉⵎⵥⵔⵉ
embed-preview-hint = ⵜⵣⵎⵔⵎ ⴰⴷ ⵜⴰⵔⵎⵎ ⵎⴰⵕⵕⴰ, ⵓⵔ ⵔⴰⴷ ⵉⵜⵜⵡⴰⵣⵏ ⵡⴰⵍⵓ.

## Documents, voice, draft, representation

section-documents = ⴰⵔⵔⴰⵜⵏ
field-documents = ⴰⵔⵔⴰⵜⵏ ⵏⵏⵓⵏ
field-documents-hint = ⵜⵉⵡⵍⴰⴼⵉⵏ, PDF, ⵉⵎⵙⵍⴰⵏ ⵏⵖ ⵉⵠⵉⴷⵢⵓⵜⵏ: ⵉⵅⵚⵚⴰ ⴰⴷ ⵓⵔ ⵣⵔⵉⵏ 10, 25 MB ⵉ ⵢⴰⵏ. ⵔⵏⵓⵢⴰⵜ ⵜⴰⵡⴽⵉⵍⵜ ⵉⵖ ⵜⵓⵔⴰⵎ ⵙ ⵢⵉⵙⵎ ⵏ ⵢⴰⵏ ⵢⴰⴹⵏ.
documents-plain = ⴷⴰ ⵜⵜⵓⴽⴽⴰⵙⵏ ⵓⴷⵖⴰⵔ ⴷ ⵡⴰⵍⵍⴰⵍ ⵙⴳ ⵜⵡⵍⴰⴼⵉⵏ JPEG, PNG ⴷ WebP; ⵉⴼⴰⵢⵍⵓⵜⵏ ⵢⴰⴹⵏ ⴷⴰ ⵜⴻⴷⴷⵓⵏ ⴰⵎⵎ ⵍⵍⵉ ⴳⴰⵏ.
documents-ahead = ⴰⴼⴰⵢⵍⵓ ⵍⵍⵉ ⵜⵙⵜⵉⵎ ⴷⴰ ⵉⵜⵜⴰⵣⵏ ⵖⵉⵍⴰ ⵙ ⵓⵙⵉⵔⴼⵓⵔ ⵏ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ; ⵔⴰⴷ ⴳⵉⵙ ⵉⵜⵜⵓⵙⴼⴹ ⵉⵖ ⵓⵔ ⵜⵓⵣⵉⵏⵎ ⵜⴰⵍⵖⵉⵡⵜ.
documents-pick = ⵙⵜⵉ ⴰⵔⵔⴰⵜⵏ
documents-kept = ⴰⵔⵔⴰⵜⵏ ⵏⵏⴰ ⵜⵜⵡⴰⵣⵏⵏⵉⵏ, ⵔⴰⴷ ⴷⴷⵓⵏ ⴷ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ: { $count }
voice-open = ⵙⵉⵡⵍ
voice-open-hint = ⵙ ⵓⴷⵖⴰⵔ ⵏ ⵜⵉⵔⴰ: ⵙⴽⵍⵙⴰⵜ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ, ⵜⴰⵣⵏⵎ ⵜⵜ.
voice-subject = ⵜⵓⵣⵉⵏⵜ ⵙ ⵉⵎⵙⵍⵉ
voice-body = ⵜⵓⵣⵉⵏⵜ ⵙ ⵉⵎⵙⵍⵉ: ⵙⴼⵍⴷⴰⵜ ⵉ ⵓⵙⴽⵍⴰⵙ ⵏⵏⴰ ⵉⵍⵍⴰⵏ ⴷ ⵉⵙ.
draft-keep = ⵃⴹⵓ ⴰⵔⵡⵡⴰⵢ ⵉⵏⵓ ⴳ ⵡⴰⵍⵍⴰⵍ ⴰⴷ
draft-keep-hint = ⵃⵎⴰ ⴰⴷ ⵜ ⵜⴰⴼⵎ ⵉⵖ ⵜⴱⴱⵉ ⵜⵥⴹⴹⴰ. ⴰⴷ ⵓⵔ ⵜⵔⵛⵎⵎ ⴰⴷⵖⴰⵔ ⴰⴷ ⴳ ⵡⴰⵍⵍⴰⵍ ⵏ ⵎⴷⴷⵏ ⵢⴰⴹⵏ. ⵔⴰⴷ ⵉⵜⵜⵓⴽⴽⵙ ⵎⴰⵕⵕⴰ ⵎⴽⴰⵏ ⵜⵓⵣⵏⵎ.
more-address = ⵜⴰⵏⵙⴰ ⵉⵏⵓ, ⵜⴰⵎⵓⵔⵜ ⵉⵏⵓ
more-behalf = ⴷⴰ ⵜⵜⴰⵔⵓⵖ ⵙ ⵢⵉⵙⵎ ⵏ ⵜⴽⴱⴱⴰⵏⵉⵜ, ⵏ ⵜⵔⴰⴱⴱⵓⵜ ⵏⵖ ⵏ ⵢⴰⵏ ⵢⴰⴹⵏ
field-address = ⵜⴰⵏⵙⴰ
field-country = ⵜⴰⵎⵓⵔⵜ
country-choose = ⵙⵜⵉⵢⴰⵜ ⵜⴰⵎⵓⵔⵜ
field-national_id = ⵜⴰⴽⴰⵕⴹⴰ ⵜⴰⵏⴰⵎⵓⵔⵜ
field-national_id-hint = ⵓⵟⵟⵓⵏ ⵏⵏⵙ, ⵙ ⵓⵎⴷⵢⴰ AB123456.
field-on_behalf = ⵙ ⵢⵉⵙⵎ ⵏ ⵎⵉ ⵜⴻⵜⵜⴰⵔⵓⵎ?
behalf-myself = ⵙ ⵢⵉⵙⵎ ⵉⵏⵓ
behalf-company = ⵜⴰⴽⴱⴱⴰⵏⵉⵜ ⵏⵖ ⵜⴰⵎⵙⵎⵓⵏⵜ
behalf-group = ⵜⴰⵔⴰⴱⴱⵓⵜ ⵏ ⵎⴷⴷⵏ
behalf-person = ⵢⴰⵏ ⵢⴰⴹⵏ
behalf-note = ⵉⵏⵖⵎⵉⵙⵏ ⵏⵏⴰ ⵉⵍⵍⴰⵏ ⴰⴼⵍⵍⴰ ⴳⴰⵏ ⵡⵉⵏ ⵏⵏⵓⵏ, ⴽⵯⵏⵏⵉ ⵏⵏⴰ ⵉⵙⵙⴰⵡⴰⵍⵏ ⵙ ⵢⵉⵙⵎ ⵏⵏⵙ. ⵔⵏⵓⵢⴰⵜ ⵜⴰⵡⴽⵉⵍⵜ ⴷ ⵡⴰⵔⵔⴰⵜⵏ; ⵓⵔ ⵜⵅⵚⵚⵉ ⵓⵎⴰⵙⵜⴰⵏ.
field-represented = ⵉⵙⵎ ⵏⵏⵙ
field-represented-hint = ⵉⵙⵎ ⵏ ⵜⴽⴱⴱⴰⵏⵉⵜ, ⵏ ⵜⵔⴰⴱⴱⵓⵜ ⵏⵖ ⵏ ⵡⴰⵏⵏⴰ ⵙ ⵢⵉⵙⵎ ⵏⵏⵙ ⵜⵓⵔⴰⵎ.
field-nature = ⵎⴰⵢⴷ ⵜⴳⴰ
field-nature-hint = ⵙ ⵓⵎⴷⵢⴰ: ⵜⴰⴷⴷⵔⴰⵡⵜ ⵏ ⵜⴼⵍⵍⴰⵃⵜ, ⵉⵎⵣⴷⴰⵖⵏ ⵏ ⵜⵓⵙⴽⴰ.
error-required-represented = ⴰⵔⴰⵜ ⵉⵙⵎ ⵏ ⵜⴽⴱⴱⴰⵏⵉⵜ, ⵏ ⵜⵔⴰⴱⴱⵓⵜ ⵏⵖ ⵏ ⵡⴰⵏⵏⴰ ⵙ ⵢⵉⵙⵎ ⵏⵏⵙ ⵜⵓⵔⴰⵎ.

## Orientation

orient-open = ⴰⵡⵙⴰⵜ ⵉⵢⵉ ⴰⴷ ⵙⵜⵉⵖ
orient-open-hint = ⴽⵔⴰ ⵏ ⵉⵙⵇⵙⵉⵜⵏ ⵉⵀⵡⵡⵏⵏ, ⵜⴰⴼ ⵜⵉⴼⵔⴽⵉⵜ ⵏⵏⴰ ⵉⵅⵚⵚⴰⵏ.
orient-lead = ⴽⵔⴰ ⵏ ⵉⵙⵇⵙⵉⵜⵏ ⵃⵎⴰ ⴰⴷ ⴽⵯⵏ ⵏⵎⵎⵍ ⵙ ⵓⴱⵔⵉⴷ
orient-back = ⴰⵙⵇⵙⵉ ⵏⵏⴰ ⵉⵣⵔⵉⵏ
orient-skip = ⵣⵔⵉ, ⵜⴰⵔⴰⴷ ⴷⵖⵉ
orient-anyway = ⴰⵔⴰ ⵉ ⵜⵎⵙⵙⴰⴳⵓⵔⵜ ⴰⴷ ⵎⵇⵇⴰⵔ
orient-elsewhere-title = ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ ⴰⵢⴷ ⵉⵙⵡⵓⵔⵉⵏ ⴳ ⵜⵎⵙⴰⵍⵜ ⴰⴷ

open311-position = ⴰⵎⴽⴰⵏ ⴳ ⵜⴽⴰⵕⴹⴰ
open311-media = ⴰⵣⴷⴰⵢ ⵏ ⵜⵙⵏⵙⵉ, ⵓⵔ ⵉⵜⵜⵡⴰⴳⴳⵣ
open311-notice = ⵉⵜⵜⵓⵣⵎⵎⴻⵎ. ⴹⴼⵓⵕⴰⵜ ⴰⵙⴷⴰⵡ ⵏⵏⵓⵏ ⴳ { $url } ⵙ ⵜⴰⵏⴳⴰⵍⵜ ⵏ ⵓⴽⵛⵛⵓⵎ { $code }: ⴷⵉⵏⵏⴰ ⵔⴰⴷ ⵜⴰⴼⵎ ⵜⴰⵎⵔⴰⵔⵓⵜ. ⵃⴹⵓⵡⴰⵜ ⵜⴰⵏⴳⴰⵍⵜ, ⵓⵔ ⴷⴰ ⵜⴱⴰⵢⵏ ⵖⴰⵙ ⵖⵉⵍⴰⴷ.

mail-above = ⴰⵔⴰⵜ ⵜⴰⵎⵔⴰⵔⵓⵜ ⵏⵏⵓⵏ ⵏⵏⵉⴳ ⵉⵣⵔⵉⵔⵉⴳ ⴰⴷ
mail-filed = ⵜⴼⴽⴰ ⴰⵡⵏ { $agency } ⴰⵙⴷⴰⵡ.
mail-not-told = ⵓⵔ ⴰⵡⵏ ⵉⵜⵜⵢⴰⵏⵏⴰ ⵎⴰⵏⵡⴰ ⴰⵢⴷ ⵉⴳⴰⵏ ⴱⴰⴱ ⵏ ⵓⵙⴷⴰⵡ.
mail-left = ⴰⵔⵔⴰⵜⵏ ⵏⵏⴰ ⵓⵔ ⵉⵜⵜⵢⴰⵔⵏⵉⵏ, ⴰⵛⴽⵓ ⵥⵥⴰⵢⵏ ⵏⵖ ⵓⵔ ⵍⵍⵉⵏ. ⵜⵜⵔⴰⵜ ⵜⵏ ⵉ { $agency }:
mail-how = ⵎⴰⵔ ⴰⴷ ⵜⴰⵔⴰⵎ ⵉ ⴱⴰⴱ ⵏ ⵓⵙⴷⴰⵡ, ⵔⴰⵔⴰⵜ ⵅⴼ ⵉⵎⴰⵢⵍ ⴰⴷ: ⴷⴰ ⵉⵇⵇⵔⴰ ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⴳ ⵓⵙⴷⴰⵡ ⵏⵏⵙ. ⴰⴷ ⵓⵔ ⵜⴰⴽⴽⴰⵎ ⵜⴰⵏⵙⴰ ⴰⴷ ⵉ ⵢⴰⵏ, ⵜⴳⴰ ⵜⵉⵏ ⵓⵙⴷⴰⵡ ⴰⴷ ⵖⴰⵙ.
mail-words = ⵎⴰⵔ ⴰⴷ ⵜⵉⵏⵉⵎ ⵓⴳⴰⵔ, ⴰⵔⴰⵜ ⵢⴰⵜ ⵣⴳ ⵜⴳⵓⵔⵉⵡⵉⵏ ⴰⴷ, ⵡⴰⵃⴷⵓⵜ, ⴳ ⵉⵣⵔⵉⵔⵉⴳ ⴰⵎⵣⵡⴰⵔⵓ ⵏ ⵜⵎⵔⴰⵔⵓⵜ ⵏⵏⵓⵏ:
mail-refused = ⵜⵓⵣⵉⵏⵜ ⵏⵏⵓⵏ ⵅⴼ ⵓⵙⴷⴰⵡ { $reference } ⵓⵔ ⵜⵍⴽⵉⵎ ⴱⴰⴱ ⵏⵏⵙ.
mail-refused-empty = ⴷⴰⵔⵜ ⵜⴳⵓⵔⵉ ⵏ ⵉⵣⵔⵉⵔⵉⴳ ⴰⵎⵣⵡⴰⵔⵓ, ⵉⵅⵚⵚⴰ ⵓⴹⵕⵉⵚ ⵏⵏⵓⵏ.
mail-refused-long = ⵜⵖⵣⵣⵉⴼ ⴱⴰⵀⵔⴰ. ⴰⵔⴰⵜ ⴰⵢⴷ ⵉⵙⵜⴰⵡⵀⵎⵎⴰⵏ, ⵙ ⴽⵉⴳⴰⵏ ⵏ ⵜⵓⵣⵉⵏⵉⵏ ⵉⵖ ⵉⵅⵚⵚⴰ.
mail-refused-over = ⵓⵔ ⵙⵓⵍ ⵉⵍⵍⵉ ⵓⵙⴷⴰⵡ ⴰⴷ ⴷⴰⵔⵓⵏ, ⵏⵖ ⵓⵔ ⵙⵓⵍ ⵉⵍⵍⵉ.
mail-word-received = ⵉⵜⵜⵓⵎⵥ
mail-means-received = ⵔⴰⴷ ⵜⴻⵜⵜⵀⵍⵍⴰⵎ ⴳⵉⵙ
mail-word-question = ⴰⵙⵇⵙⵉ
mail-means-question = ⴷⴰ ⵜⵙⵇⵙⴰⵎ ⴱⴰⴱ ⵏ ⵓⵙⴷⴰⵡ
mail-word-answer = ⵜⴰⵎⵔⴰⵔⵓⵜ
mail-means-answer = ⵜⴰⵎⵔⴰⵔⵓⵜ ⵏⵏⵓⵏ ⵅⴼ ⵜⵎⵙⴰⵍⵜ
mail-word-elsewhere = ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ
mail-means-elsewhere = ⵜⴰⵎⵙⵙⴰⴳⵓⵔⵜ ⵢⴰⴹⵏ ⴰⵢⴷ ⵉⵙⵡⵓⵔⵉⵏ; ⵉⵏⵉⵜ ⵎⴰⵏ ⵜⴰⴷ
mail-word-upheld = ⴷⴰⵔⵙ ⴰⵣⵔⴼ
mail-means-upheld = ⵉⵔⴳⵍ ⵓⵙⴷⴰⵡ: ⴷⴰⵔⵙ ⴰⵣⵔⴼ ⴳ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵙ
mail-word-partly = ⴷⴰⵔⵙ ⴰⵣⵔⴼ ⴳ ⴽⵔⴰ
mail-means-partly = ⵉⵔⴳⵍ ⵓⵙⴷⴰⵡ: ⴷⴰⵔⵙ ⴰⵣⵔⴼ ⴳ ⴽⵔⴰ ⵣⴳ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵙ
mail-word-rejected = ⵓⵔ ⴷⴰⵔⵙ ⴰⵣⵔⴼ
mail-means-rejected = ⵉⵔⴳⵍ ⵓⵙⴷⴰⵡ: ⵓⵔ ⴷⴰⵔⵙ ⴰⵣⵔⴼ ⴳ ⵜⵓⵜⵜⵔⴰ ⵏⵏⵙ
mail-word-inadmissible = ⵓⵔ ⵜⵣⵎⵉⵔ ⴰⴷ ⵜⴻⵜⵜⵓⵣⵔⵓ
mail-means-inadmissible = ⵉⵔⴳⵍ ⵓⵙⴷⴰⵡ: ⵜⵓⵜⵜⵔⴰ ⵏⵏⵙ ⵓⵔ ⵜⵣⵎⵉⵔ ⴰⴷ ⵜⴻⵜⵜⵓⵣⵔⵓ
