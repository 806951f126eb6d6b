### وصل بالعربية، كما تكتبها الإدارة المغربية.
### المصطلحات: ملف (case)، وصل (receipt)، رمز الولوج (access code)، تتبع (timeline).
### المفاتيح التي تنتهي برمز (error-… و problem-… و status-… و event-…) تتبع اللوائح المغلقة في domain و wire.

## التواريخ

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = ماي
month-6 = يونيو
month-7 = يوليوز
month-8 = غشت
month-9 = شتنبر
month-10 = أكتوبر
month-11 = نونبر
month-12 = دجنبر
date-long = { $day } { $month } { $year }
date-time-long = { $date } على الساعة { $time }

## في كل مكان

language-name = العربية
nav-label = الخدمات
nav-file = إيداع
nav-track = تتبع ملفي
optional = اختياري
copy = نسخ
copied = تم النسخ
copy-reference = نسخ رقم الملف
copy-access-code = نسخ رمز الولوج
working = لحظة من فضلكم…
try-again = إعادة المحاولة
hosted-link = فتح هذه الصفحة في نافذة جديدة

## الأنواع

kind-complaint = شكاية
kind-complaint-hint = لحقكم ضرر، أو لم ترضكم خدمة من الخدمات.
kind-observation = ملاحظة
kind-observation-hint = تبلغون عن واقعة أو تبدون رأيا دون أن يلحقكم ضرر.
kind-suggestion = اقتراح
kind-suggestion-hint = تقترحون تحسينا.

## الاستمارة

form-title = مراسلة الإدارة
form-lead = شكاية أو ملاحظة أو اقتراح: تُسجَّل رسالتكم في السجل فور إرسالها.
form-promise-receipt = وصل في الحين
form-promise-deadline =
    { $days ->
        [zero] جواب في اليوم نفسه
        [one] جواب داخل أجل يوم واحد
        [two] جواب داخل أجل يومين
        [few] جواب داخل أجل { $days } أيام
        [many] جواب داخل أجل { $days } يوما
       *[other] جواب داخل أجل { $days } يوم
    }
form-promise-track = تتبع في كل وقت
form-required-note = تُملأ جميع الخانات، ما عدا التي كُتب عليها «اختياري».
section-message = رسالتكم
section-you = معلوماتكم
section-send = الموافقة والإرسال
field-kind = ما نوع رسالتكم؟
field-category = المجال
category-choose = اختاروا مجالا
field-subject = الموضوع
field-subject-hint = الأهم في جملة واحدة.
field-body = نص الرسالة
field-body-hint = ماذا وقع، وأين ومتى؟ وماذا تنتظرون من الإدارة؟
characters-left =
    { $count ->
        [zero] لم يبق أي حرف.
        [one] بقي حرف واحد.
        [two] بقي حرفان.
        [few] بقيت { $count } أحرف.
        [many] بقي { $count } حرفا.
       *[other] بقي { $count } حرف.
    }
characters-over =
    { $count ->
        [zero] لا حرف زائد.
        [one] حرف واحد زائد.
        [two] حرفان زائدان.
        [few] { $count } أحرف زائدة.
        [many] { $count } حرفا زائدا.
       *[other] { $count } حرف زائد.
    }
field-name = الاسم الكامل
field-name-hint = ضروري للشكاية، واختياري للملاحظة أو الاقتراح.
field-email = البريد الإلكتروني
field-email-hint = لكي تستطيع الإدارة الاتصال بكم.
field-phone = الهاتف
field-phone-hint = مثلا { "\u2066" }06 12 34 56 78{ "\u2069" }، أو { "\u2066" }+33 6 12 34 56 78{ "\u2069" } من الخارج.
contact-note = بدون بريد ولا هاتف، تتبعون ملفكم برقمه وبرمز الولوج.
field-consent = أوافق على أن تستعمل الإدارة هذه المعلومات لمعالجة ملفي والجواب عليه.
field-consent-hint = المسؤول عن المعالجة: { $agency }. القانون 09-08: يمكنكم طلب الاطلاع على معطياتكم أو تصحيحها أو حذفها، ولا يقرؤها إلا الموظفون المكلفون بملفكم.
form-submit = إرسال والحصول على الوصل
form-sending = جار الإرسال…

## الأخطاء

error-prefix = خطأ:
error-summary-title =
    { $count ->
        [zero] لا شيء يحتاج إلى تصحيح
        [one] نقطة واحدة تحتاج إلى تصحيح
        [two] نقطتان تحتاجان إلى تصحيح
        [few] { $count } نقاط تحتاج إلى تصحيح
        [many] { $count } نقطة تحتاج إلى تصحيح
       *[other] { $count } نقطة تحتاج إلى تصحيح
    }
error-summary-kept = لم يضِع شيء مما كتبتم.
error-required = املؤوا هذه الخانة.
error-required-kind = اختاروا شكاية أو ملاحظة أو اقتراحا.
error-required-category = اختاروا مجالا.
error-required-subject = اكتبوا موضوع رسالتكم.
error-required-body = اكتبوا نص رسالتكم.
error-required-name = اكتبوا اسمكم الكامل: لا يمكن أن تكون الشكاية مجهولة المصدر.
error-required-reference = اكتبوا رقم الملف.
error-required-access_code = اكتبوا رمز الولوج.
error-required-text = اكتبوا رسالتكم.
error-required-reason = بينوا السبب في بضع كلمات.
error-required-prior_steps = اذكروا ما قمتم به لدى الإدارة وبماذا أجابت.
error-required-before_court = بينوا هل القضية معروضة على القضاء.
error-required-rating = اختاروا تقييما.
error-too-long =
    { $limit ->
        [zero] لا يُقبل أي حرف.
        [one] لا أكثر من حرف واحد.
        [two] لا أكثر من حرفين.
        [few] لا أكثر من { $limit } أحرف.
        [many] لا أكثر من { $limit } حرفا.
       *[other] لا أكثر من { $limit } حرف.
    }
error-too-many =
    { $limit ->
        [zero] لا يُقبل أي عنصر.
        [one] لا أكثر من عنصر واحد.
        [two] لا أكثر من عنصرين.
        [few] لا أكثر من { $limit } عناصر.
        [many] لا أكثر من { $limit } عنصرا.
       *[other] لا أكثر من { $limit } عنصر.
    }
error-invalid-email = اكتبوا عنوانا كاملا، مثلا { "\u2066" }nom@exemple.ma{ "\u2069" }.
error-invalid-phone = اكتبوا رقما كاملا، مثلا { "\u2066" }06 12 34 56 78{ "\u2069" } أو { "\u2066" }+33 6 12 34 56 78{ "\u2069" }.
error-invalid-national-id = اكتبوا رقم البطاقة الوطنية للتعريف، مثلا { "\u2066" }AB123456{ "\u2069" }.
error-invalid-country = اختاروا بلدا.
error-invalid-text = يحتوي هذا النص على رموز غير مقروءة. أعيدوا كتابته.
error-unknown-value = اختاروا أحد الأجوبة المقترحة.
error-unknown-field = هذه الخانة غير موجودة.
error-invalid-type = هذه القيمة ليست على الشكل المنتظر.
error-out-of-range = اختاروا إحدى القيم المقترحة.
error-must-declare = ضعوا علامة في هذه الخانة للمتابعة.
error-must-declare-consent = ضعوا علامة في هذه الخانة: بدون موافقتكم لا يمكن للإدارة معالجة ملفكم.
error-must-declare-before_court = لا يمكن للوسيط أن يتدخل في قضية معروضة على القضاء.
error-invalid-reference = هذا الرقم غير كامل أو فيه خطأ. شكله { "\u2066" }HAB-26A-000123-K{ "\u2069" }.
error-invalid-access-code = هذا الرمز غير كامل أو فيه خطأ: 16 حرفا ورقما، كما في وصلكم.
error-unknown-document = لم تعد هذه الوثيقة موجودة. أرفقوها من جديد.
error-unsupported-document = نوع أحد الملفات غير مقبول. أرفقوا ملف { "\u2066" }PDF{ "\u2069" } أو صورة أو نص { "\u2066" }Word{ "\u2069" } أو { "\u2066" }OpenDocument{ "\u2069" } أو تسجيلا صوتيا أو شريط فيديو.
error-document-too-large = حجم أحد الملفات كبير: أقصاه 25 ميغابايت.
error-invalid-format = هذا ليس الشكل المنتظر.
error-names-somebody = يبدو أن هذا النص يذكر شخصا ملفه مرتبط بهذا التداول: بالاسم أو البريد الإلكتروني أو الهاتف أو بطاقة التعريف. احذف ذلك، أو أكد أنه يجب إرساله.

## ما قد ترفضه الإدارة أو الشبكة أو الصفحة

notice-problem-title = لم يمر طلبكم
notice-waiting-title = إرسالكم ينتظر الشبكة
notice-kept = ما كتبتموه ما زال هنا.
problem-offline = لم يُرسل ما كتبتموه بعد. إذا لم تكونوا متصلين بالشبكة فهو ينتظر هنا، وسيُرسل وحده مرة واحدة حالما تعود الشبكة، إلا إذا غيرتم فيه شيئا: أبقوا هذه الصفحة مفتوحة. وإذا كنتم متصلين فاضغطوا مرة أخرى.
problem-later = الخدمة مشغولة أو متوقفة مؤقتا. أعيدوا المحاولة بعد لحظة: لن يُرسل أي شيء مرتين.
problem-unreadable = تعذرت قراءة الجواب. أعيدوا المحاولة: لن يُرسل أي شيء مرتين.
problem-malformed-body = الطلب ليس على الشكل المنتظر.
problem-idempotency-key-needed = ينقص الطلب المفتاح { "\u2066" }Idempotency-Key{ "\u2069" }: من 8 إلى 128 رمزا.
problem-invalid-query = في الرابط عنصر غير صالح.
problem-invalid-reference = في رقم الملف خطأ. تحققوا منه في وصلكم.
problem-unauthorized = التعريف ناقص أو لا يفتح هذا الملف.
problem-bad-signature = توقيع الرسالة غير صحيح.
problem-origin-not-allowed = لم ترخص الإدارة لهذا الموقع بعرض استمارتها. استعملوا صفحتها الخاصة.
problem-forbidden = هذا التعريف لا يسمح بذلك.
problem-not-a-peer = المرسل ليس من الجهات المعتمدة لدى هذه المنصة، أو الملف ليس ملفه.
problem-not-covered = لا تشمل هذا الملف أي اتفاقية في الوقت الحالي.
problem-not-found = لا يوجد شيء في هذا الرابط.
problem-unknown-agency = لا توجد هنا إدارة بهذا الاسم.
problem-case-not-found = لا ينفتح أي ملف بهذا الرقم وهذا الرمز. تحققوا منهما معا في وصلكم.
problem-method-not-allowed = لا يمكن طلب هذا الرابط بهذه الطريقة.
problem-not-acceptable = لا يوجد هذا الجواب بصيغة تقبلونها.
problem-action-not-possible = هذا غير ممكن في هذا الملف الآن.
problem-case-circles = سبق أن مر الملف بهذه المؤسسة، أو أحيل مرات كثيرة.
problem-invalid-upload = لم يُعلن عن إرسال الوثيقة كما يجب.
problem-restore-refused = لا يمكن استرجاع هذا هنا.
problem-upload-offset = توقف إرسال الوثيقة عند موضع آخر. تابعوه من حيث توقف.
problem-document-unchecked = يجري فحص هذه الوثيقة للتأكد من خلوها من الفيروسات. يمكن فتحها بعد انتهاء الفحص.
problem-document-infected = عُثر على فيروس في هذه الوثيقة فحُذفت. يمكن إرفاق ملف آخر.
problem-document-on-its-way = هذه الوثيقة في طريقها من المؤسسة الأخرى. يمكن فتحها بعد وصولها.
problem-document-lost = لم تصل هذه الوثيقة كما أعلنت عنها المؤسسة الأخرى، أو لم تعد موجودة: لا يمكن فتحها.
problem-upload-gone = لم تعد هذه الوثيقة هنا. أرفقوها من جديد.
problem-upload-version = يتطلب هذا الإرسال إصدارا آخر من بروتوكول { "\u2066" }tus{ "\u2069" } غير { "\u2066" }1.0.0{ "\u2069" }.
problem-document-too-large = حجم هذه الوثيقة كبير: أقصاه 25 ميغابايت.
problem-unsupported-document = نوع هذه الوثيقة غير مقبول. أرفقوا ملف { "\u2066" }PDF{ "\u2069" } أو صورة أو نص { "\u2066" }Word{ "\u2069" } أو { "\u2066" }OpenDocument{ "\u2069" } أو تسجيلا صوتيا أو شريط فيديو.
problem-body-too-large = حجم ما أرسلتموه أكبر من المسموح به.
problem-unsupported-media-type = صيغة الطلب غير مقبولة هنا.
problem-invalid-fields = بعض الأجوبة تحتاج إلى تصحيح.
problem-idempotency-key-reused = سبق استعمال هذا المفتاح لطلب آخر.
problem-filing-closed = لا تستقبل الإدارة طلبات جديدة هنا في الوقت الحالي. الملفات المودعة من قبل يمكن تتبعها كالمعتاد.
problem-proof-needed = يلزم تحقق قصير قبل الإرسال، وجهازكم يقوم به وحده. أرسلوا مرة أخرى.
problem-too-many-attempts = وصلت من شبكتكم رموز خاطئة كثيرة. انتظروا بضع دقائق ثم حاولوا مرة أخرى بما هو مكتوب في وصلكم.
problem-too-many-requests = تصل رسائل كثيرة في هذه اللحظة. انتظروا بضع دقائق ثم أرسلوا مرة أخرى: لن يُرسل أي شيء مرتين.
problem-internal = وقع عطب من جهتنا وتم الإبلاغ عنه. أعيدوا المحاولة بعد لحظة.
problem-unavailable = الخدمة غير متاحة مؤقتا. أعيدوا المحاولة بعد لحظة.
reason-closed = الملف مغلق.
reason-withdrawn = سحبتم هذا الملف.
reason-already_escalated = الملف معروض على الوسيط من قبل.
reason-not_answered = لم تجب الإدارة بعد.
reason-reopen_period_over = انتهى أجل طلب إعادة الدراسة.
reason-already_rated = سبق أن أعطيتم تقييما.
reason-no_mediator = لا يمكن اللجوء إلى الوسيط من هنا.
reason-not_a_complaint = لا تُعرض على الوسيط إلا الشكايات.
reason-held_by_peer = مؤسسة أخرى تعالج هذا الملف.
reason-in_use = هذا الشريك مشغل. أوقفوه أولا.
reason-already_acknowledged = تم التكفل بهذا الملف من قبل.
reason-erased = مُحي ما كُتب في هذا الملف.
reason-still_owed = لا تزال مؤسسة أخرى في انتظار أن تُبلَّغ بهذا الملف. يمكن محوه بعد ذلك.
reason-still_open = لم ينته هذا الملف بعد. يمكن محوه بعد انتهائه.
reason-been_there = سبق أن مر هذا الملف بهذه المؤسسة: لا يمكن أن يعود إليها.
reason-too_many_hops = أحيل هذا الملف مرات كثيرة: يبقى حيث هو.
reason-not_covered = لا تشمل هذا الملف أي اتفاقية مع هذه المؤسسة: لا يرسل إليها.
reason-suspended = الاتفاقية مع هذه المؤسسة موقوفة. يمكن إرسال الملف عند استئناف العمل بها.
reason-concluded = انتهى التداول إلى خلاصة. أعد فتحه للمتابعة.
reason-not_concluded = لم يصل التداول إلى خلاصة بعد.
reason-peer_left = غادرت المؤسسة الأخرى، أو لم تتوصل قط بهذا التداول.
reason-not_in_wave = هذا الملف ليس ضمن أي موجة.
reason-not_empty = يوجد شيء هنا من قبل: لا تُسترجع النسخة الاحتياطية إلا في عقدة فارغة.
reason-damaged = النسخة الاحتياطية تالفة أو ناقصة أو غُيّرت.
reason-other_node = النسخة الاحتياطية من عقدة أخرى أو من سجل آخر.
reason-other_keys = مفاتيح هذه العقدة غير مفاتيح التي كتبت النسخة الاحتياطية.
reason-later_version = كُتبت النسخة الاحتياطية بإصدار أحدث من إصدار هذه العقدة.
reason-not_following = هذه الأسطر لا تتبع ما هو موجود هنا.
notice-first-version = كانت رسالتكم الأولى قد وصلت، وهذا وصلها. لا تتضمن تغييراتكم الأخيرة، ويمكنكم إضافتها برسالة داخل ملفكم.

## الوصل

receipt-title =
    { $kind ->
        [complaint] سُجلت شكايتكم
        [observation] سُجلت ملاحظتكم
        [suggestion] سُجل اقتراحكم
       *[other] سُجلت رسالتكم
    }
receipt-lead = رسالتكم مسجلة في سجل الإدارة. هذا وصلكم.
receipt-name = وصل
receipt-reference = رقم الملف
receipt-access-code = رمز الولوج
receipt-received = تاريخ الإيداع
receipt-due = الجواب قبل نهاية يوم
receipt-keep-title = احتفظوا بهذا الوصل
receipt-keep = الرقم والرمز يفتحان ملفكم. لا يُعرض هذا الرمز إلا مرة واحدة: دوّنوه أو صوّروا هذه الشاشة أو اطبعوها، ولا تعطوه لأحد.
receipt-link = رابط التتبع
receipt-next-title = وماذا بعد؟
receipt-next-read = تقرأ الإدارة رسالتكم وتعهد بها إلى مصلحة.
receipt-next-ask = إذا احتيج إلى توضيح، تجدون السؤال في ملفكم.
receipt-next-answer = من حقكم أن تتلقوا الجواب قبل نهاية يوم { $date }.
receipt-track = فتح ملفي
receipt-another = إرسال رسالة أخرى
receipt-print = طباعة الوصل أو حفظه

## الوصل على الورق

paper-title = وصل الإيداع
paper-print = الطباعة أو الحفظ بصيغة PDF
paper-print-plain = لطباعة هذه الصفحة أو حفظها بصيغة PDF، استعملوا أمر «طباعة» في متصفحكم.
paper-file = تنزيل ملف الإثبات (JSON)
paper-file-hint = يثبت هذا الملف للغير ما أودعتموه ومتى. فيه رسالتكم ومعلومات الاتصال بكم، وليس فيه رمز الولوج.
paper-open = لفتح ملفكم، صوّروا هذا الرمز بالهاتف. وبدون هاتف، ادخلوا إلى العنوان أسفله بالرقم ورمز الولوج.
paper-qr = رمز QR يفتح الملف { $reference }
paper-secret = كل من بيده هذه الورقة يستطيع فتح ملفكم: لا تتركوها في متناول غيركم.
paper-filed-title = ما تم إيداعه
paper-kind = النوع
paper-signature-title = التوقيع الإلكتروني
paper-signature = هذا الوصل موقّع. يمكن لأي أحد أن يتحقق، ولو بلا اتصال، من أنه لم يُغيَّر.
paper-signed-text = النص الموقَّع
paper-signature-value = التوقيع (Ed25519)
paper-key = المفتاح
paper-keys-url = المفاتيح العمومية

## ملف مفتوح

part-live-news = جديد في ملفكم:

## وثائق الملف

document-list = الوثائق المرفقة
document-get = تنزيل «{ $name }»
document-kilobytes = { $count } كيلوبايت
document-megabytes = { $whole },{ $tenth } ميغابايت

## فتح ملف

open-title = تتبع ملفي
open-lead = الرقم والرمز مكتوبان في وصلكم.
field-reference = رقم الملف
field-reference-hint = مثلا { "\u2066" }HAB-26A-000123-K{ "\u2069" }.
field-access-code = رمز الولوج
field-access-code-hint = 16 حرفا ورقما. لا تهم الشرطات ولا حجم الحروف.
open-submit = فتح الملف
open-lost-title = ضاع منكم الرمز؟
open-lost = لا أحد يستطيع استرجاعه، ولا حتى الإدارة: هذا ما يحمي ملفكم. اكتبوا من جديد مع ذكر تاريخ رسالتكم الأولى.

## الملف

case-close = الخروج من الملف
case-where = أين وصل ملفكم
case-received = تاريخ الإيداع
case-due = الجواب قبل نهاية يوم
case-due-to-mediator = جواب الإدارة للوسيط قبل نهاية يوم
case-answered-by = كان الجواب منتظرا قبل نهاية يوم
case-overdue = تأخر الجواب: كان منتظرا قبل نهاية يوم { $date }.
case-overdue-to-mediator = تأخر جواب الإدارة للوسيط: كان منتظرا قبل نهاية يوم { $date }.
case-overdue-mediator = يمكنكم الآن اللجوء إلى الوسيط: الخدمة مجانية ويتوصل بملفكم كاملا. تجدون ذلك أسفله.
case-erased = مُحي ما كُتب في هذا الملف يوم { $date }: إما لانتهاء مدة حفظه، وإما لأن محوه قد طُلب. ويحتفظ السجل برقمه وتواريخه ونتيجته.
case-all = كل ما نحتفظ به عن هذا الملف
case-all-lead = يمكنكم طبع هذه الصفحة أو حفظها. ويتضمن الملف المعلوماتي المحتوى نفسه بصيغة تقرؤها البرامج، ولكل وثيقة زرها الخاص.
case-all-file = تنزيل الملف المعلوماتي (JSON)
case-all-internal = تُذكر هنا إشارات الموظفين وإحالاتهم الداخلية دون نصها.
case-all-sent = ما أُرسل إلى مؤسسات أخرى
case-all-pending = لم يُسلَّم بعد
case-all-read = من اطلع عليه
case-all-none = لا شيء إلى حد الآن.
case-role-caseworker = موظف
case-role-supervisor = مسؤول
case-kept-title = ما يُحتفظ به، وإلى متى
case-kept = يخولكم القانون 09-08 (المواد من 7 إلى 9) حق الاطلاع على معطياتكم وتصحيحها والتعرض على معالجتها. وتحتفظ الإدارة بها ما دام ملفكم قيد الدراسة. ويحتفظ السجل دائما بالرقم والنوع والتواريخ والنتيجة، لأن على الإدارة أن تقدم حصيلة ما تتوصل به من شكايات.
case-kept-for = يُمحى ما كتبتموه ومعلوماتكم ووثائقكم بعد { $time } من الجواب أو من انتهاء الملف.
span-days =
    { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومين
        [few] { $count } أيام
        [many] { $count } يوما
       *[other] { $count } يوم
    }
span-years =
    { $count ->
        [zero] { $count } سنة
        [one] سنة واحدة
        [two] سنتين
        [few] { $count } سنوات
        [many] { $count } سنة
       *[other] { $count } سنة
    }
case-data-title = التصحيح أو المحو
case-data-hint = اذكروا ما هو غير صحيح، أو ما ينبغي محوه ولماذا. يُدرج طلبكم في ملفكم، وفيه تجيبكم الإدارة.
case-next-title = الخطوة التالية
case-filed-title = ما أرسلتموه
case-category = المجال
case-subject = الموضوع
timeline-title = التتبع
timeline-empty = لا شيء إلى الآن.
step-received = مسجل
step-review = قيد الدراسة
step-answer = الجواب

status-received = مسجل
status-received-meaning = ملفكم مسجل في السجل، ولم يتكلف به أحد بعد.
status-received-next = على الإدارة أن تجيبكم قبل نهاية يوم { $date }.
status-forwarded = محال
status-forwarded-meaning = أحيل ملفكم على المؤسسة المختصة، وقد توصلت به.
status-forwarded-next = من حقكم أن تتلقوا جوابا قبل نهاية يوم { $date }. تتابعون كل شيء من هنا.
status-under_review = قيد الدراسة
status-under_review-meaning = موظف يدرس ملفكم.
status-under_review-next = على الإدارة أن تجيبكم قبل نهاية يوم { $date }.
status-awaiting_complainant = ننتظر جوابكم
status-awaiting_complainant-meaning = تحتاج الإدارة إلى توضيح لمواصلة الدراسة.
status-awaiting_complainant-next = أجيبوا عن السؤال أسفله: تُستأنف الدراسة فورا.
status-answered = تم الجواب
status-answered-meaning = أجابت الإدارة. تجدون جوابها في التتبع.
status-answered-next = إذا لم يرضكم، انظروا أسفله ما يمكنكم فعله.
status-redirected = موجه إلى جهة أخرى
status-redirected-meaning = مؤسسة أخرى هي المختصة، وهي مذكورة في التتبع.
status-redirected-next = توجهوا إلى المؤسسة المذكورة.
status-redirected-held-next = ملفكم لدى المؤسسة المذكورة بكل ما فيه. تواصلون تتبعه هنا بالرقم نفسه والرمز نفسه.
status-escalated = لدى الوسيط
status-escalated-meaning = لجأتم إلى وسيط المملكة. تصل رسائله في هذا التتبع نفسه.
status-escalated-next = يدرس الوسيط ملفكم، وعلى الإدارة أن تجيبه قبل نهاية يوم { $date }. ما يكتبه لكم يصل هنا.
status-closed = مغلق
status-closed-meaning = انتهت الدراسة.
status-closed-next = إذا لم ترضكم النتيجة، انظروا أسفله ما يمكنكم فعله.
status-withdrawn = مسحوب
status-withdrawn-meaning = سحبتم ملفكم.
status-withdrawn-next = لم يبق ما يُفعل.

outcome-label = النتيجة
outcome-upheld = طلبكم في محله
outcome-partly_upheld = طلبكم في محله جزئيا
outcome-not_upheld = طلبكم ليس في محله
outcome-inadmissible = تعذرت دراسة طلبكم
outcome-redirected = مؤسسة أخرى هي المختصة
outcome-withdrawn = سحبتم طلبكم

## التتبع

actor-you = أنتم
actor-mediator = الوسيط
actor-system = السجل
event-filed = أودع الملف
event-acknowledged = تم التكفل بالملف
event-assigned = عُهد به إلى موظف
event-categorised = حُدد مجال الملف
event-deliberation_linked = رُبط الملف بتداول
event-deliberation_unlinked = لم يعد الملف مرتبطا بالتداول
event-linked = رُبط بملف آخر
event-unlinked = لم يعد مرتبطا بملف آخر
event-singled = أُخرج من موجة
event-message = رسالة
event-correction = تصحيح معلوماتكم
event-erasure = محو معطياتكم
event-question = سؤال
event-reply = جواب عن السؤال
event-redirected = وُجه إلى جهة أخرى: { $peer }
event-escalated = عُرض على الوسيط
event-reopened = طُلبت إعادة الدراسة
event-withdrawn = سُحب الملف
event-rated = تقييم: { $rating } على 5
event-closed = أغلق الملف
event-reminder = اقترب الأجل
event-overdue = انقضى الأجل دون جواب
event-note = إشارة
event-answer = جواب الإدارة
event-forwarding = في طور الإحالة: { $peer }
event-forwarded = أحيل وتم التوصل به: { $peer }
event-returned = لم تعد تعالجه { $peer }: عاد الملف إلى الإدارة
event-question-open = بلا جواب إلى الآن
event-reason = السبب

## ما يمكن فعله في ملف

question-title = سؤال موجه إليكم
question-from = سؤال من { $actor } بتاريخ { $date }:
answer-label = جوابكم
answer-submit = إرسال جوابي
message-title = إضافة رسالة
message-hint = توضيح أو تصحيح أو سؤال إلى الإدارة.
field-text = رسالتكم
message-submit = إرسال الرسالة
actions-title = ما يمكنكم فعله
action-message = إضافة رسالة
action-withdraw = سحب ملفي
action-withdraw-explain = ستتوقف الإدارة عن دراسته. لن يمكنكم فتحه من جديد، ويمكنكم دائما إيداع ملف آخر.
action-withdraw-submit = نعم، أسحب ملفي
action-reopen = طلب إعادة الدراسة
action-reopen-explain = بينوا لماذا لا يرضيكم الجواب. تدرس الإدارة ملفكم من جديد.
action-reopen-submit = طلب إعادة الدراسة
action-escalate = اللجوء إلى الوسيط
action-escalate-explain = يتوصل وسيط المملكة بملفكم كاملا ويخاطب الإدارة. الخدمة مجانية.
action-escalate-submit = اللجوء إلى الوسيط
action-rate = تقييم المعاملة
action-rate-explain = كيف كانت معاملتكم؟
action-rate-submit = إرسال التقييم
field-reason = أسبابكم
field-reason-optional = لماذا؟
field-prior-steps = ما قمتم به من قبل
field-prior-steps-hint = مساعيكم لدى الإدارة، وبماذا أجابت.
field-before-court = أصرح بأن هذه القضية ليست معروضة على القضاء.
field-rating = تقييمكم
rating-1 = 1، سيئة جدا
rating-2 = 2، سيئة
rating-3 = 3، مقبولة
rating-4 = 4، جيدة
rating-5 = 5، جيدة جدا
notice-message-sent = رسالتكم في الملف.
notice-answered = أُرسل جوابكم. تُستأنف الدراسة.
notice-answered-more = أُرسل جوابكم. وهناك سؤال آخر في انتظاركم.
notice-withdrawn = سُحب ملفكم.
notice-reopened = سُجل طلب إعادة الدراسة.
notice-escalated = عُرض ملفكم على الوسيط. ستصل رسائله هنا.
notice-rated = شكرا. سُجل تقييمكم.

## صفحة إخبار

page-problem-title = تعذر عرض هذه الصفحة
page-problem-back = الرجوع إلى الاستمارة
closed-title = لا تُستقبل طلبات جديدة حاليا
elsewhere-title = مراسلة الإدارة
elsewhere-lead = توجد استمارة الإدارة في صفحتها الخاصة.
elsewhere-link = فتح الاستمارة
footer-official = { $agency }. بدون ملفات تعريف الارتباط، وبدون تتبع، وبدون أي طرف ثالث.

## الوثائق والرسالة الصوتية والمسودة (وحدات تُحمَّل عند الحاجة)

part-size-mega = { $size } ميغابايت
part-size-kilo = { $size } كيلوبايت
part-documents-list = الوثائق المرفقة
part-documents-added =
    { $count ->
        [zero] لم تُضف أي وثيقة
        [one] أُضيفت وثيقة واحدة
        [two] أُضيفت وثيقتان
        [few] أُضيفت { $count } وثائق
        [many] أُضيفت { $count } وثيقة
       *[other] أُضيفت { $count } وثيقة
    }
part-documents-removed = أُزيل الملف { $name }.
part-documents-without =
    { $count ->
        [one] لن يُرسل الملف { $name } مع رسالتكم: أزيلوه أو اختاروا غيره. وللإرسال بدونه اضغطوا مرة أخرى على زر الإرسال.
       *[other] لن تُرسل هذه الملفات مع رسالتكم: { $name }. أزيلوها أو اختاروا غيرها. وللإرسال بدونها اضغطوا مرة أخرى على زر الإرسال.
    }
part-documents-done = أُرفق الملف { $name }.
part-documents-total = أُرسل { $done } من { $count } من الوثائق، { $sent } من { $all }
part-documents-percent = أُرسل { $percent } في المائة
part-documents-wait = تُرسل وثائقكم أولا، ثم تتبعها رسالتكم تلقائيا.
part-documents-wait-offline = لا توجد شبكة. ستُرسل وثائقكم ثم رسالتكم تلقائيا عند عودتها. اتركوا هذه الصفحة مفتوحة.
part-documents-wait-stop = عدم الانتظار
part-document-pause = إيقاف مؤقت
part-document-resume = متابعة
part-document-retry = إعادة المحاولة
part-document-remove = إزالة
part-document-named = { $what }: { $name }
part-document-preparing = جار قراءة الملف…
part-document-waiting = في الانتظار، { $size }
part-document-sending = { $done } من { $all }
part-document-offline = لا توجد شبكة: سيتابع الإرسال تلقائيا.
part-document-paused = متوقف مؤقتا، { $done } من { $all }
part-document-done = أُرفق، { $size }
part-document-original = الاحتفاظ بالصورة الأصلية ({ $size })
part-document-reduced = صُغّرت الصورة من { $before } إلى { $after }، دون المكان ونوع الجهاز.
part-document-placed = قد يتضمن هذا الملف مكان التقاطه. يُرسل كما هو.
part-document-error-empty = هذا الملف فارغ.
part-document-error-unsupported = هذا النوع من الملفات غير مقبول. أرفقوا ملف PDF أو صورة أو نص Word أو OpenDocument أو تسجيلا صوتيا أو شريطا مصورا.
part-document-error-too-large = هذا الملف كبير جدا: الحد الأقصى { $limit }.
part-document-error-too-many = عشر وثائق على الأكثر. أزيلوا واحدة لإرفاق هذه.
part-document-error-unreadable = تتعذر قراءة هذا الملف على هذا الجهاز. اختاروه من جديد.
part-document-error-refused = لم تقبل الإدارة هذه الوثيقة. أزيلوها أو أعيدوا المحاولة.
part-document-error-failed = لم يكتمل الإرسال. أعيدوا المحاولة أو أزيلوا الوثيقة.
part-voice-title = رسالة صوتية
part-voice-lead = تكلموا بدل الكتابة، 5 دقائق على الأكثر. لا يُرسل شيء قبل أن تضغطوا على زر الإرسال.
part-voice-record = تسجيل
part-voice-stop = إيقاف
part-voice-listen = استماع
part-voice-silence = إيقاف الاستماع
part-voice-redo = تسجيل من جديد
part-voice-remove = حذف
part-voice-write = الكتابة أيضا
part-voice-asking = اسمحوا باستعمال الميكروفون للتسجيل.
part-voice-recording = تكلموا الآن.
part-voice-soon =
    { $seconds ->
        [zero] انتهى الوقت.
        [one] بقيت ثانية واحدة.
        [two] بقيت ثانيتان.
        [few] بقيت { $seconds } ثوان.
        [many] بقيت { $seconds } ثانية.
       *[other] بقيت { $seconds } ثانية.
    }
part-voice-recorded =
    { $seconds ->
        [zero] تم التسجيل. ستُرسل رسالتكم مع الاستمارة.
        [one] تم التسجيل: ثانية واحدة. ستُرسل رسالتكم مع الاستمارة.
        [two] تم التسجيل: ثانيتان. ستُرسل رسالتكم مع الاستمارة.
        [few] تم التسجيل: { $seconds } ثوان. ستُرسل رسالتكم مع الاستمارة.
        [many] تم التسجيل: { $seconds } ثانية. ستُرسل رسالتكم مع الاستمارة.
       *[other] تم التسجيل: { $seconds } ثانية. ستُرسل رسالتكم مع الاستمارة.
    }
part-voice-refused = الميكروفون غير مسموح به. اسمحوا به في إعدادات المتصفح، أو اكتبوا رسالتكم.
part-voice-none = لا يمكن التسجيل هنا على هذا الجهاز. اكتبوا رسالتكم.
part-voice-unheard = يتعذر الاستماع إلى هذا التسجيل هنا. التسجيل موجود ويمكن إرساله.
part-voice-removed = حُذف التسجيل.
part-voice-name = رسالة صوتية
part-draft-title = مسودة
part-draft-keeping = مسودتكم محفوظة على هذا الجهاز، 14 يوما على الأكثر. تُحذف عند الإرسال.
part-draft-impossible = لا يمكن حفظ مسودة على هذا الجهاز.
part-draft-erased = لم يعد أي شيء محفوظا على هذا الجهاز.
part-draft-found = لديكم مسودة بتاريخ { $date }
part-draft-unsent = رسالتكم بتاريخ { $date } لم تُرسل بعد
part-draft-send = إرسال الآن
part-draft-restore = متابعة
part-draft-erase = حذف
part-draft-erase-kept = حذف المسودة من هذا الجهاز
part-draft-restored = استُرجعت مسودتكم، وهي لا تزال محفوظة على هذا الجهاز.
part-draft-waits = لا توجد شبكة. ستُرسل رسالتكم مرة واحدة عند عودتها. اتركوا هذه الصفحة مفتوحة.
part-matter-about = يبدو أن الأمر يتعلق بـ: { $name }.
part-matter-because = (لأنكم كتبتم { $words })
part-matter-word = «{ $word }»
part-matter-take = اختيار هذا الموضوع
part-matter-taken = تم اختيار: { $name }. يمكنكم تغييره أعلاه.
part-matter-outside = يبدو أن الأمر من اختصاص القضاء، أو نزاع بين الخواص، ولا يمكن لأي إدارة أن تبت فيه. يمكنكم مع ذلك أن تكتبوا هنا.
part-matter-elsewhere = يبدو أن { $body } هي الجهة المختصة. يمكنكم مع ذلك أن تكتبوا هنا.

## الصفحات المستضافة
page-title = { $agency }: شكايات وملاحظات واقتراحات
home-title = شكايات وملاحظات واقتراحات
languages-label = اللغات
page-languages-label = لغة هذه الصفحة
page-close = إغلاق

## صفحة لفرق الويب

embed-title = أضيفوا الاستمارة إلى موقعكم
embed-lead = اختاروا وعاينوا وانسخوا. تعمل الاستمارة بدون ملفات تعريف الارتباط وبدون تتبع وبدون أي طرف ثالث.
embed-nobody = لا تخدم هذه العقدة أي إدارة بعد.
embed-agency = الإدارة
embed-language = لغة الاستمارة
embed-language-page = لغة صفحتكم
embed-way = كيف
embed-way-script = سطر برمجي واحد
embed-way-script-hint = تظهر الاستمارة في مكان السطر.
embed-way-element = عنصر
embed-way-element-hint = تختارون المكان، وما بين الوسمين يُرى بدون برامج نصية.
embed-way-iframe = إطار (iframe)
embed-way-iframe-hint = لموقع لا يقبل أي برنامج نصي من خارجه.
embed-way-link = رابط
embed-way-link-hint = إلى الصفحة المستضافة، ولا يضاف شيء إلى صفحتكم.
embed-mode = أين
embed-mode-inline = داخل الصفحة
embed-mode-inline-hint = تظهر الاستمارة في مكانها.
embed-mode-dialog = خلف زر
embed-mode-dialog-hint = يفتح الزر نافذة فوق الصفحة.
embed-mode-floating = زر عائم
embed-mode-floating-hint = يبقى الزر في ركن الشاشة.
embed-colour = اللون
embed-colour-own = لون آخر غير لون الإدارة
embed-colour-pick = اللون المختار
embed-show = أظهروا الأسطر
embed-lines = انسخوا هذا في الصفحة
embed-style = انسخوا هذا في ورقة الأنماط
embed-pinned = بإصدار محدد
embed-pinned-hint = يرفض المتصفح كل ملف آخر. وحين تُحدَّث العقدة تغيرون هذه الأسطر في الوقت الذي يناسبكم.
embed-policy = أسطر Content-Security-Policy عندكم
embed-origins = من أي مواقع
embed-origins-hint = هذه المواقع وحدها تستطيع إرسال الاستمارة أو عرضها في إطار. ويضيف مشغل العقدة غيرها عند الطلب.
embed-preview = معاينة
embed-preview-hint = جربوا كل شيء، ولن يُرسل شيء.

## الوثائق والصوت والمسودة والتمثيل

section-documents = الوثائق
field-documents = وثائقكم
field-documents-hint = صور أو ملفات PDF أو تسجيلات صوتية أو فيديو: 10 على الأكثر، و25 ميغابايت لكل وثيقة. أرفقوا الوكالة إذا كنتم تكتبون نيابة عن غيركم.
documents-plain = يُحذف المكان والجهاز من صور JPEG وPNG وWebP؛ وتُرسل الملفات الأخرى كما هي.
documents-ahead = يُرسل كل ملف إلى خادم الإدارة فور اختياره، ويُمحى منه إن لم ترسلوا الاستمارة.
documents-pick = اختيار الوثائق
documents-kept =
    { $count ->
        [zero] لم تُرسل أي وثيقة بعد.
        [one] أُرسلت وثيقة واحدة، وستُرفق برسالتكم.
        [two] أُرسلت وثيقتان، وستُرفقان برسالتكم.
        [few] أُرسلت { $count } وثائق، وستُرفق برسالتكم.
        [many] أُرسلت { $count } وثيقة، وستُرفق برسالتكم.
       *[other] أُرسلت { $count } وثيقة، وستُرفق برسالتكم.
    }
voice-open = تكلموا
voice-open-hint = عوض الكتابة: سجلوا رسالتكم بصوتكم ثم أرسلوها.
voice-subject = رسالة صوتية
voice-body = رسالة صوتية: استمعوا إلى التسجيل المرفق.
draft-keep = الاحتفاظ بالمسودة على هذا الجهاز
draft-keep-hint = لتجدوها بعد أي انقطاع. لا تختاروا ذلك على جهاز مشترك. يُمحى كل شيء عند الإرسال.
more-address = عنواني وبلدي
more-behalf = أكتب باسم مقاولة أو مجموعة أو شخص آخر
field-address = العنوان
field-country = البلد
country-choose = اختاروا البلد
field-national_id = البطاقة الوطنية
field-national_id-hint = رقمها، مثلا AB123456.
field-on_behalf = باسم من تكتبون؟
behalf-myself = باسمي
behalf-company = مقاولة أو جمعية
behalf-group = مجموعة أشخاص
behalf-person = شخص آخر
behalf-note = المعلومات أعلاه هي إذن معلوماتكم بصفتكم ممثلا. أرفقوا الوكالة مع الوثائق؛ ولا يحتاجها المحامي.
field-represented = الاسم
field-represented-hint = اسم المقاولة أو المجموعة أو الشخص.
field-nature = الصفة
field-nature-hint = مثلا: تعاونية فلاحية، سكان عمارة.
error-required-represented = اكتبوا اسم المقاولة أو المجموعة أو الشخص.

## التوجيه

orient-open = ساعدوني على الاختيار
orient-open-hint = أسئلة بسيطة تقودكم إلى الاستمارة المناسبة.
orient-lead = بعض الأسئلة لتوجيهكم
orient-back = السؤال السابق
orient-skip = تجاوز الأسئلة والكتابة فورا
orient-anyway = الكتابة إلى هذه الإدارة رغم ذلك
orient-elsewhere-title = جهة أخرى هي المختصة

open311-position = الموقع على الخريطة
open311-media = رابط قدمه التطبيق ولم يتم تحميله
open311-notice = تم التسجيل. تتبعوا ملفكم على { $url } برمز الولوج { $code }: هناك تجدون الجواب. احتفظوا بالرمز، فهو لا يظهر إلا الآن.

mail-above = اكتبوا جوابكم فوق هذا السطر
mail-filed = ملف معهود به إليكم من طرف { $agency }.
mail-not-told = لا تُبلَّغون بهوية الشخص المعني.
mail-left = وثائق غير مرفقة لأنها كبيرة الحجم أو غير متوفرة. اطلبوها من { $agency }:
mail-how = لمراسلة الشخص المعني أجيبوا عن هذه الرسالة: يقرأ ما تكتبونه في ملفه. لا تعطوا هذا العنوان لأحد، فهو خاص بهذا الملف.
mail-words = لبيان المقصود اكتبوا إحدى هذه الكلمات وحدها في السطر الأول من جوابكم:
mail-refused = لم تُبلَّغ رسالتكم بخصوص الملف { $reference } إلى الشخص المعني.
mail-refused-empty = ينقص نصكم بعد كلمة السطر الأول.
mail-refused-long = الرسالة طويلة جدا. اكتبوا الأهم في الرسالة، أو في عدة رسائل عند الحاجة.
mail-refused-over = لم يعد هذا الملف لديكم، أو لم يعد موجودا.
mail-word-received = توصلنا
mail-means-received = تتكفلون بالملف
mail-word-question = سؤال
mail-means-question = تسألون الشخص المعني
mail-word-answer = جواب
mail-means-answer = جوابكم في الموضوع
mail-word-elsewhere = غير مختص
mail-means-elsewhere = مؤسسة أخرى هي المختصة، اذكروها
mail-word-upheld = في محله
mail-means-upheld = يغلق الملف: الطلب في محله
mail-word-partly = في محله جزئيا
mail-means-partly = يغلق الملف: الطلب في محله جزئيا
mail-word-rejected = ليس في محله
mail-means-rejected = يغلق الملف: الطلب ليس في محله
mail-word-inadmissible = تعذرت الدراسة
mail-means-inadmissible = يغلق الملف: تعذرت دراسة الطلب
