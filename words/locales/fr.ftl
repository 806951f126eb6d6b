### Wasl en français.
### Termes : dossier (case), récépissé (receipt), code d’accès (access code), suivi (timeline).
### Les clés qui finissent par un code (error-…, problem-…, status-…, event-…) suivent les listes fermées de domain et wire.

## Dates

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-long =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-time-long = { $date } à { $time }

## Partout

language-name = Français
nav-label = Démarches
nav-file = Déposer
nav-track = Suivre mon dossier
optional = facultatif
copy = Copier
copied = Copié
copy-reference = Copier le numéro du dossier
copy-access-code = Copier le code d’accès
working = Un instant…
try-again = Réessayer
hosted-link = Ouvrir cette page dans un nouvel onglet

## Genres

kind-complaint = Réclamation
kind-complaint-hint = Vous avez subi un préjudice, ou un service ne vous a pas donné satisfaction.
kind-observation = Observation
kind-observation-hint = Vous signalez un fait ou donnez un avis, sans préjudice pour vous.
kind-suggestion = Suggestion
kind-suggestion-hint = Vous proposez une amélioration.

## Formulaire

form-title = Écrire à l’administration
form-lead = Réclamation, observation ou suggestion : votre message est inscrit au registre dès l’envoi.
form-promise-receipt = Un récépissé aussitôt
form-promise-deadline =
    { $days ->
        [one] Une réponse sous { $days } jour
       *[other] Une réponse sous { $days } jours
    }
form-promise-track = Un suivi à tout moment
form-required-note = Tous les champs sont à remplir, sauf ceux marqués « facultatif ».
section-message = Votre message
section-you = Vos coordonnées
section-send = Accord et envoi
field-kind = De quoi s’agit-il ?
field-category = Domaine
category-choose = Choisissez un domaine
field-subject = Objet
field-subject-hint = L’essentiel en une phrase.
field-body = Votre message
field-body-hint = Que s’est-il passé, où et quand ? Qu’attendez-vous de l’administration ?
characters-left =
    { $count ->
        [one] Il reste { $count } caractère.
       *[other] Il reste { $count } caractères.
    }
characters-over =
    { $count ->
        [one] { $count } caractère de trop.
       *[other] { $count } caractères de trop.
    }
field-name = Nom et prénom
field-name-hint = Nécessaire pour une réclamation ; facultatif pour une observation ou une suggestion.
field-email = Adresse électronique
field-email-hint = Pour que l’administration puisse vous joindre.
field-phone = Téléphone
field-phone-hint = Par exemple 06 12 34 56 78, ou +33 6 12 34 56 78 depuis l’étranger.
contact-note = Sans adresse ni téléphone, vous suivrez votre dossier avec son numéro et votre code d’accès.
field-consent = J’accepte que l’administration utilise ces informations pour traiter mon dossier et me répondre.
field-consent-hint = Responsable du traitement : { $agency }. Loi 09-08 : vous pouvez demander à consulter, corriger ou effacer vos données ; seuls les agents chargés de votre dossier les lisent.
form-submit = Envoyer et recevoir mon récépissé
form-sending = Envoi en cours…

## Erreurs

error-prefix = Erreur :
error-summary-title =
    { $count ->
        [one] Un point est à corriger
       *[other] { $count } points sont à corriger
    }
error-summary-kept = Rien de ce que vous avez écrit n’est perdu.
error-required = Remplissez ce champ.
error-required-kind = Choisissez réclamation, observation ou suggestion.
error-required-category = Choisissez un domaine.
error-required-subject = Écrivez l’objet de votre message.
error-required-body = Écrivez votre message.
error-required-name = Écrivez votre nom et votre prénom : une réclamation ne peut pas être anonyme.
error-required-reference = Écrivez le numéro du dossier.
error-required-access_code = Écrivez le code d’accès.
error-required-text = Écrivez votre message.
error-required-reason = Expliquez pourquoi, en quelques mots.
error-required-prior_steps = Dites ce que vous avez déjà fait auprès de l’administration, et ce qu’elle a répondu.
error-required-before_court = Dites si l’affaire est devant un tribunal.
error-required-rating = Choisissez une note.
error-too-long =
    { $limit ->
        [one] Pas plus de { $limit } caractère.
       *[other] Pas plus de { $limit } caractères.
    }
error-too-many =
    { $limit ->
        [one] Pas plus de { $limit }.
       *[other] Pas plus de { $limit }.
    }
error-invalid-email = Écrivez une adresse complète, par exemple nom@exemple.ma.
error-invalid-phone = Écrivez un numéro complet, par exemple 06 12 34 56 78 ou +33 6 12 34 56 78.
error-invalid-national-id = Écrivez le numéro de la carte nationale, par exemple AB123456.
error-invalid-country = Choisissez un pays.
error-invalid-text = Ce texte contient des caractères qui ne sont pas du texte. Écrivez-le à nouveau.
error-unknown-value = Choisissez une des réponses proposées.
error-unknown-field = Ce champ n’existe pas.
error-invalid-type = Cette valeur n’a pas la forme attendue.
error-out-of-range = Choisissez une des valeurs proposées.
error-must-declare = Cochez cette case pour continuer.
error-must-declare-consent = Cochez cette case : sans votre accord, l’administration ne peut pas traiter votre dossier.
error-must-declare-before_court = Le Médiateur ne peut pas intervenir dans une affaire qui est devant un tribunal.
error-invalid-reference = Ce numéro n’est pas complet ou contient une faute. Il ressemble à HAB-26A-000123-K.
error-invalid-access-code = Ce code n’est pas complet ou contient une faute : 16 lettres et chiffres, comme sur votre récépissé.
error-unknown-document = Ce document n’est plus là. Joignez-le à nouveau.
error-unsupported-document = Un des fichiers n’est pas d’un type accepté. Joignez un PDF, une photo, un texte Word ou OpenDocument, un son ou une vidéo.
error-document-too-large = Un des fichiers est trop lourd : 25 Mo au plus.
error-invalid-format = Ce n’est pas la forme attendue.
error-names-somebody = Ce texte semble désigner une personne dont le dossier est lié : nom, courriel, téléphone ou carte d’identité. Retirez-le, ou confirmez qu’il doit partir.

## Ce que l’administration, le réseau ou la page peuvent refuser

notice-problem-title = Votre demande n’est pas passée
notice-waiting-title = Votre envoi attend le réseau
notice-kept = Ce que vous avez écrit est toujours là.
problem-offline = Votre envoi n’est pas parti. Hors ligne, il attend ici et partira tout seul, une seule fois, dès que le réseau revient, sauf si vous le modifiez : gardez cette page ouverte. En ligne, appuyez encore une fois.
problem-later = Le service est très demandé ou momentanément arrêté. Réessayez dans un instant : rien ne sera envoyé deux fois.
problem-unreadable = Nous n’avons pas pu lire la réponse. Réessayez : rien ne sera envoyé deux fois.
problem-malformed-body = La demande n’a pas la forme attendue.
problem-idempotency-key-needed = Il manque à la demande l’en-tête Idempotency-Key : 8 à 128 caractères ASCII.
problem-invalid-query = Un paramètre de l’adresse n’est pas valable.
problem-invalid-reference = Ce numéro de dossier contient une faute. Vérifiez-le sur votre récépissé.
problem-unauthorized = L’identification manque ou n’ouvre pas ce dossier.
problem-bad-signature = La signature du message n’est pas bonne.
problem-origin-not-allowed = L’administration n’a pas autorisé ce site à afficher son formulaire. Utilisez sa propre page.
problem-forbidden = Cette identification ne permet pas de faire cela.
problem-not-a-peer = L’expéditeur n’est pas un correspondant de ce nœud, ou le dossier n’est pas le sien.
problem-not-covered = Aucune convention ne couvre ce dossier en ce moment.
problem-not-found = Il n’y a rien à cette adresse.
problem-unknown-agency = Aucune administration ne porte ce nom ici.
problem-case-not-found = Aucun dossier ne s’ouvre avec ce numéro et ce code. Vérifiez les deux sur votre récépissé.
problem-method-not-allowed = Cette adresse ne se demande pas ainsi.
problem-not-acceptable = Cette réponse n’existe sous aucune forme que vous acceptez.
problem-action-not-possible = Ce n’est pas possible dans ce dossier en ce moment.
problem-case-circles = Le dossier est déjà passé par cette institution, ou a été transmis trop de fois.
problem-invalid-upload = L’envoi du document n’est pas annoncé comme il faut.
problem-restore-refused = Ceci ne peut pas être restauré ici.
problem-upload-offset = L’envoi du document s’était arrêté à un autre endroit. Reprenez-le.
problem-document-unchecked = La recherche de virus dans ce document est en cours. Il pourra être ouvert ensuite.
problem-document-infected = Un virus a été trouvé dans ce document : il a été supprimé. Un autre fichier peut être joint.
problem-document-on-its-way = Ce document est en route depuis l’autre institution. Il pourra être ouvert à son arrivée.
problem-document-lost = Ce document n’est pas arrivé tel que l’autre institution l’avait annoncé, ou n’existe plus : il ne peut pas être ouvert.
problem-upload-gone = Ce document n’est plus là. Joignez-le à nouveau.
problem-upload-version = Cet envoi demande une autre version du protocole tus que la 1.0.0.
problem-document-too-large = Ce document est trop lourd : 25 Mo au plus.
problem-unsupported-document = Ce type de document n’est pas accepté. Joignez un PDF, une photo, un texte Word ou OpenDocument, un son ou une vidéo.
problem-body-too-large = Votre envoi est trop volumineux.
problem-unsupported-media-type = La demande n’est pas dans un format accepté ici.
problem-invalid-fields = Certaines réponses sont à corriger.
problem-idempotency-key-reused = Cette clé a déjà servi pour une autre demande.
problem-filing-closed = L’administration ne reçoit pas de nouvelles demandes ici pour le moment. Les dossiers déjà déposés restent ouverts au suivi.
problem-proof-needed = Une courte vérification est nécessaire avant l’envoi ; votre appareil la fait tout seul. Envoyez encore une fois.
problem-too-many-attempts = Trop de codes erronés sont venus de votre réseau. Attendez quelques minutes, puis réessayez avec ce qui est sur votre récépissé.
problem-too-many-requests = Beaucoup de messages arrivent en ce moment. Attendez quelques minutes, puis envoyez encore une fois : rien ne sera envoyé deux fois.
problem-internal = Une panne de notre côté. Elle est signalée ; réessayez dans un instant.
problem-unavailable = Le service est momentanément indisponible. Réessayez dans un instant.
reason-closed = Le dossier est clos.
reason-withdrawn = Vous avez retiré ce dossier.
reason-already_escalated = Le Médiateur a déjà ce dossier.
reason-not_answered = L’administration n’a pas encore répondu.
reason-reopen_period_over = Le délai pour demander un nouvel examen est passé.
reason-already_rated = Vous avez déjà donné une note.
reason-no_mediator = Le Médiateur ne peut pas être saisi d’ici.
reason-not_a_complaint = Seule une réclamation peut être portée devant le Médiateur.
reason-held_by_peer = Une autre institution traite ce dossier.
reason-in_use = Ce partenaire est actif. Désactivez-le d’abord.
reason-already_acknowledged = Ce dossier est déjà pris en charge.
reason-erased = Le contenu de ce dossier a été effacé.
reason-still_owed = Une autre institution doit encore être informée de ce dossier. Il pourra être effacé ensuite.
reason-still_open = Ce dossier n’est pas terminé. Il pourra être effacé ensuite.
reason-been_there = Ce dossier est déjà passé par cette institution : il ne peut pas y retourner.
reason-too_many_hops = Ce dossier a été transmis trop de fois : il reste où il est.
reason-not_covered = Aucune convention avec cette institution ne couvre ce dossier : il ne lui est pas envoyé.
reason-suspended = La convention avec cette institution est suspendue. Le dossier pourra être envoyé quand elle sera de nouveau en vigueur.
reason-concluded = La délibération est conclue. Rouvrez-la pour continuer.
reason-not_concluded = La délibération n’a pas encore de conclusion.
reason-peer_left = L’autre institution est partie, ou n’a jamais reçu cette délibération.
reason-not_in_wave = Ce dossier ne fait partie d’aucune vague.
reason-not_empty = Il y a déjà quelque chose ici : une sauvegarde ne se restaure que dans un nœud vide.
reason-damaged = La sauvegarde est abîmée, incomplète, ou a été modifiée.
reason-other_node = La sauvegarde vient d’un autre nœud ou d’un autre registre.
reason-other_keys = Ce nœud n’a pas les clés de celui qui a écrit la sauvegarde.
reason-later_version = La sauvegarde a été écrite par une version plus récente que celle de ce nœud.
reason-not_following = Ces lignes ne suivent pas celles qui sont ici.
notice-first-version = Votre premier envoi était bien arrivé : voici son récépissé. Vos changements n’y sont pas ; vous pouvez les ajouter par un message dans votre dossier.

## Récépissé

receipt-title =
    { $kind ->
        [complaint] Votre réclamation est enregistrée
        [observation] Votre observation est enregistrée
        [suggestion] Votre suggestion est enregistrée
       *[other] Votre message est enregistré
    }
receipt-lead = Votre message est inscrit au registre de l’administration. Voici votre récépissé.
receipt-name = Récépissé
receipt-reference = Numéro du dossier
receipt-access-code = Code d’accès
receipt-received = Reçu le
receipt-due = Réponse au plus tard le
receipt-keep-title = Gardez ce récépissé
receipt-keep = Le numéro et le code ouvrent votre dossier. Ce code n’est montré qu’une fois : notez-le, photographiez cet écran ou imprimez-le, et ne le donnez à personne.
receipt-link = Lien de suivi
receipt-next-title = Et maintenant ?
receipt-next-read = L’administration lit votre message et le confie à un service.
receipt-next-ask = Si une précision manque, la question vous attend dans votre dossier.
receipt-next-answer = La réponse vous est due au plus tard le { $date }.
receipt-track = Ouvrir mon dossier
receipt-another = Envoyer un autre message
receipt-print = Imprimer ou enregistrer le récépissé

## Récépissé sur papier

paper-title = Récépissé de dépôt
paper-print = Imprimer ou enregistrer en PDF
paper-print-plain = Pour imprimer cette page ou l’enregistrer en PDF, utilisez la commande « Imprimer » de votre navigateur.
paper-file = Télécharger le fichier de preuve (JSON)
paper-file-hint = Ce fichier prouve à d’autres ce que vous avez déposé et quand. Il contient votre message et vos coordonnées, mais pas le code d’accès.
paper-open = Pour ouvrir votre dossier, photographiez ce code avec un téléphone. Sans téléphone, allez à l’adresse ci-dessous avec le numéro et le code d’accès.
paper-qr = Code QR qui ouvre le dossier { $reference }
paper-secret = Quiconque tient cette feuille peut ouvrir votre dossier : ne la laissez pas traîner.
paper-filed-title = Ce qui a été déposé
paper-kind = Nature
paper-signature-title = Signature électronique
paper-signature = Ce récépissé est signé. Chacun peut vérifier, même hors ligne, qu’il n’a pas été modifié.
paper-signed-text = Texte signé
paper-signature-value = Signature (Ed25519)
paper-key = Clé
paper-keys-url = Clés publiques

## Dossier ouvert

part-live-news = Du nouveau dans votre dossier :

## Documents d’un dossier

document-list = Documents joints
document-get = Télécharger « { $name } »
document-kilobytes = { $count } Ko
document-megabytes = { $whole },{ $tenth } Mo

## Ouvrir un dossier

open-title = Suivre mon dossier
open-lead = Le numéro et le code sont sur votre récépissé.
field-reference = Numéro du dossier
field-reference-hint = Par exemple HAB-26A-000123-K.
field-access-code = Code d’accès
field-access-code-hint = 16 lettres et chiffres. Les tirets et les majuscules ne comptent pas.
open-submit = Ouvrir le dossier
open-lost-title = Vous n’avez plus votre code ?
open-lost = Personne ne peut le retrouver, pas même l’administration : c’est ce qui protège votre dossier. Écrivez à nouveau en rappelant la date de votre premier envoi.

## Dossier

case-close = Quitter le dossier
case-where = Où en est votre dossier
case-received = Déposé le
case-due = Réponse au plus tard le
case-due-to-mediator = Réponse de l’administration au Médiateur au plus tard le
case-answered-by = Réponse due le
case-overdue = La réponse est en retard : elle était due le { $date }.
case-overdue-to-mediator = La réponse de l’administration au Médiateur est en retard : elle était due le { $date }.
case-overdue-mediator = Vous pouvez maintenant saisir le Médiateur : c’est gratuit, et votre dossier entier lui parvient. Vous le trouvez plus bas.
case-erased = Le contenu de ce dossier a été effacé le { $date } : sa durée de conservation était écoulée, ou son effacement a été demandé. Le registre garde le numéro, les dates et le résultat.
case-all = Tout ce que nous conservons sur ce dossier
case-all-lead = Vous pouvez imprimer ou enregistrer cette page. Le fichier contient la même chose, pour les programmes ; chaque document a son propre bouton.
case-all-file = Télécharger le fichier (JSON)
case-all-internal = Les notes et attributions internes des agents figurent ici sans leur texte.
case-all-sent = Ce qui a été transmis à d’autres institutions
case-all-pending = pas encore remis
case-all-read = Qui l’a consulté
case-all-none = Rien à ce jour.
case-role-caseworker = Un agent
case-role-supervisor = Un responsable
case-kept-title = Ce qui est conservé, et jusqu’à quand
case-kept = La loi 09-08 (articles 7 à 9) vous donne le droit de consulter vos données, de les faire rectifier et de vous opposer à leur traitement. Tant que votre dossier est à l’examen, l’administration les conserve. Le registre garde toujours le numéro, la nature, les dates et le résultat : l’administration doit rendre compte des réclamations qu’elle reçoit.
case-kept-for = Ce que vous avez écrit, vos coordonnées et vos documents sont effacés { $time } après la réponse ou la fin du dossier.
span-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
span-years =
    { $count ->
        [one] { $count } an
       *[other] { $count } ans
    }
case-data-title = Rectification ou effacement
case-data-hint = Dites ce qui est inexact, ou ce qui doit être effacé et pourquoi. Votre demande figure dans votre dossier, et l’administration vous y répond.
case-next-title = La suite
case-filed-title = Ce que vous avez envoyé
case-category = Domaine
case-subject = Objet
timeline-title = Suivi
timeline-empty = Rien encore.
step-received = Déposé
step-review = En examen
step-answer = Réponse

status-received = Enregistré
status-received-meaning = Votre dossier est inscrit au registre. Personne ne l’a encore pris en charge.
status-received-next = L’administration doit vous répondre au plus tard le { $date }.
status-forwarded = Transmis
status-forwarded-meaning = Votre dossier a été transmis à l’institution compétente, qui l’a reçu.
status-forwarded-next = Une réponse vous est due au plus tard le { $date }. Vous continuez à tout suivre ici.
status-under_review = En cours d’examen
status-under_review-meaning = Un agent s’occupe de votre dossier.
status-under_review-next = L’administration doit vous répondre au plus tard le { $date }.
status-awaiting_complainant = Votre réponse est attendue
status-awaiting_complainant-meaning = L’administration a besoin d’une précision pour avancer.
status-awaiting_complainant-next = Répondez à la question ci-dessous : l’examen reprend aussitôt.
status-answered = Réponse donnée
status-answered-meaning = L’administration a répondu. Sa réponse est dans le suivi.
status-answered-next = Si elle ne vous convient pas, voyez plus bas ce que vous pouvez faire.
status-redirected = Réorienté
status-redirected-meaning = Une autre institution est compétente. Le suivi dit laquelle.
status-redirected-next = Adressez-vous à l’institution indiquée.
status-redirected-held-next = L’institution indiquée a votre dossier, avec tout ce qu’il contient. Vous continuez à le suivre ici, avec le même numéro et le même code.
status-escalated = Chez le Médiateur
status-escalated-meaning = Vous avez saisi le Médiateur du Royaume. Ses messages arrivent dans ce même suivi.
status-escalated-next = Le Médiateur examine votre dossier avec l’administration, qui doit lui répondre au plus tard le { $date }. Ce qu’il vous écrit arrive ici.
status-closed = Clos
status-closed-meaning = L’examen est terminé.
status-closed-next = Si le résultat ne vous convient pas, voyez plus bas ce que vous pouvez faire.
status-withdrawn = Retiré
status-withdrawn-meaning = Vous avez retiré votre dossier.
status-withdrawn-next = Il n’y a plus rien à faire.

outcome-label = Résultat
outcome-upheld = Votre demande est fondée
outcome-partly_upheld = Votre demande est fondée en partie
outcome-not_upheld = Votre demande n’est pas fondée
outcome-inadmissible = Votre demande ne pouvait pas être examinée
outcome-redirected = Une autre institution est compétente
outcome-withdrawn = Vous avez retiré votre demande

## Suivi

actor-you = Vous
actor-mediator = Le Médiateur
actor-system = Le registre
event-filed = Dossier déposé
event-acknowledged = Dossier pris en charge
event-assigned = Confié à un agent
event-categorised = Domaine du dossier choisi
event-deliberation_linked = Délibération liée
event-deliberation_unlinked = Délibération déliée
event-linked = Lié à un autre dossier
event-unlinked = N’est plus lié à un autre dossier
event-singled = Sorti d’une vague
event-message = Message
event-correction = Rectification de vos coordonnées
event-erasure = Effacement de vos données
event-question = Question
event-reply = Réponse à la question
event-redirected = Réorienté : { $peer }
event-escalated = Le Médiateur est saisi
event-reopened = Nouvel examen demandé
event-withdrawn = Dossier retiré
event-rated = Note donnée : { $rating } sur 5
event-closed = Dossier clos
event-reminder = Échéance proche
event-overdue = Le délai est passé sans réponse
event-note = Note
event-answer = Réponse de l’administration
event-forwarding = Transmission en cours : { $peer }
event-forwarded = Transmis et reçu : { $peer }
event-returned = { $peer } ne le traite plus : le dossier est de nouveau auprès de l’administration
event-question-open = Sans réponse pour l’instant
event-reason = Motif

## Agir dans un dossier

question-title = Une question pour vous
question-from = { $actor } demande, le { $date } :
answer-label = Votre réponse
answer-submit = Envoyer ma réponse
message-title = Ajouter un message
message-hint = Une précision, une correction, une question à l’administration.
field-text = Votre message
message-submit = Envoyer le message
actions-title = Ce que vous pouvez faire
action-message = Ajouter un message
action-withdraw = Retirer mon dossier
action-withdraw-explain = L’administration cessera de l’examiner. Vous ne pourrez plus le rouvrir ; vous pourrez toujours en déposer un autre.
action-withdraw-submit = Oui, retirer mon dossier
action-reopen = Demander un nouvel examen
action-reopen-explain = Dites en quoi la réponse ne convient pas. L’administration examine votre dossier à nouveau.
action-reopen-submit = Demander un nouvel examen
action-escalate = Saisir le Médiateur
action-escalate-explain = Le Médiateur du Royaume reçoit votre dossier entier et s’adresse à l’administration. C’est gratuit.
action-escalate-submit = Saisir le Médiateur
action-rate = Donner une note
action-rate-explain = Comment avez-vous été traité ?
action-rate-submit = Envoyer ma note
field-reason = Vos raisons
field-reason-optional = Pourquoi ?
field-prior-steps = Ce que vous avez déjà fait
field-prior-steps-hint = Vos démarches auprès de l’administration, et ce qu’elle a répondu.
field-before-court = Je déclare que cette affaire n’est pas devant un tribunal.
field-rating = Votre note
rating-1 = 1, très mal
rating-2 = 2, mal
rating-3 = 3, correctement
rating-4 = 4, bien
rating-5 = 5, très bien
notice-message-sent = Votre message est dans le dossier.
notice-answered = Votre réponse est partie. L’examen reprend.
notice-answered-more = Votre réponse est partie. Une autre question vous attend.
notice-withdrawn = Votre dossier est retiré.
notice-reopened = Votre demande de nouvel examen est enregistrée.
notice-escalated = Le Médiateur est saisi. Ses messages arriveront ici.
notice-rated = Merci. Votre note est enregistrée.

## Page d’avis

page-problem-title = Cette page ne peut pas s’afficher
page-problem-back = Retour au formulaire
closed-title = Pas de nouvelle demande pour le moment
elsewhere-title = Écrire à l’administration
elsewhere-lead = Le formulaire de l’administration se trouve sur sa propre page.
elsewhere-link = Ouvrir le formulaire
footer-official = { $agency }. Ni cookie, ni traceur, ni tiers.

## Documents, message vocal et brouillon (modules chargés à la demande)

part-size-mega = { $size } Mo
part-size-kilo = { $size } Ko
part-documents-list = Documents joints
part-documents-added =
    { $count ->
        [one] { $count } document ajouté
       *[other] { $count } documents ajoutés
    }
part-documents-removed = { $name } est retiré.
part-documents-without =
    { $count ->
        [one] { $name } ne partira pas avec votre message : retirez ce document ou choisissez-en un autre. Pour envoyer sans lui, appuyez encore une fois sur le bouton d’envoi.
       *[other] Ces documents ne partiront pas avec votre message : { $name }. Retirez-les ou choisissez-en d’autres. Pour envoyer sans eux, appuyez encore une fois sur le bouton d’envoi.
    }
part-documents-done = { $name } est joint.
part-documents-total =
    { $count ->
        [one] { $done } document envoyé sur { $count }, { $sent } sur { $all }
       *[other] { $done } documents envoyés sur { $count }, { $sent } sur { $all }
    }
part-documents-percent = { $percent } % envoyés
part-documents-wait = Vos documents partent d’abord. Votre message suit tout seul.
part-documents-wait-offline = Pas de réseau. Dès son retour, vos documents puis votre message partiront tout seuls. Gardez cette page ouverte.
part-documents-wait-stop = Ne pas attendre
part-document-pause = Pause
part-document-resume = Reprendre
part-document-retry = Réessayer
part-document-remove = Retirer
part-document-named = { $what } : { $name }
part-document-preparing = Lecture du fichier…
part-document-waiting = En attente, { $size }
part-document-sending = { $done } sur { $all }
part-document-offline = Pas de réseau : l’envoi reprendra tout seul.
part-document-paused = En pause, { $done } sur { $all }
part-document-done = Joint, { $size }
part-document-original = Garder la photo d’origine ({ $size })
part-document-reduced = Photo réduite de { $before } à { $after }, sans lieu ni appareil.
part-document-placed = Ce fichier peut contenir le lieu de la prise de vue. Il part tel quel.
part-document-error-empty = Ce fichier est vide.
part-document-error-unsupported = Ce genre de fichier n’est pas accepté. Joignez un PDF, une photo, un texte Word ou OpenDocument, un son ou une vidéo.
part-document-error-too-large = Ce fichier est trop lourd : { $limit } au plus.
part-document-error-too-many = Dix documents au plus. Retirez-en un pour joindre celui-ci.
part-document-error-unreadable = Ce fichier ne peut pas être lu sur cet appareil. Choisissez-le à nouveau.
part-document-error-refused = L’administration n’a pas pris ce document. Retirez-le ou réessayez.
part-document-error-failed = L’envoi n’a pas abouti. Réessayez, ou retirez le document.
part-voice-title = Message vocal
part-voice-lead = Parlez au lieu d’écrire, 5 minutes au plus. Rien ne part avant que vous n’envoyiez.
part-voice-record = Enregistrer
part-voice-stop = Arrêter
part-voice-listen = Écouter
part-voice-silence = Arrêter l’écoute
part-voice-redo = Recommencer
part-voice-remove = Supprimer
part-voice-write = Écrire aussi
part-voice-asking = Autorisez le micro pour enregistrer.
part-voice-recording = Parlez maintenant.
part-voice-soon = Plus que { $seconds } secondes.
part-voice-recorded =
    { $seconds ->
        [one] Enregistré : { $seconds } seconde. Votre message partira avec le formulaire.
       *[other] Enregistré : { $seconds } secondes. Votre message partira avec le formulaire.
    }
part-voice-refused = Le micro n’est pas autorisé. Autorisez-le dans les réglages du navigateur, ou écrivez votre message.
part-voice-none = Cet appareil ne permet pas d’enregistrer ici. Écrivez votre message.
part-voice-unheard = Cet enregistrement ne peut pas être écouté ici. Il est bien là et peut être envoyé.
part-voice-removed = L’enregistrement est supprimé.
part-voice-name = message vocal
part-draft-title = Brouillon
part-draft-keeping = Votre brouillon est gardé sur cet appareil, 14 jours au plus. Il disparaît à l’envoi.
part-draft-impossible = Cet appareil ne permet pas de garder un brouillon.
part-draft-erased = Plus rien n’est gardé sur cet appareil.
part-draft-found = Vous avez un brouillon du { $date }
part-draft-unsent = Votre message du { $date } n’est pas encore parti
part-draft-send = Envoyer maintenant
part-draft-restore = Reprendre
part-draft-erase = Effacer
part-draft-erase-kept = Effacer le brouillon de cet appareil
part-draft-restored = Votre brouillon est repris. Il reste gardé sur cet appareil.
part-draft-waits = Pas de réseau. Votre message partira une seule fois, dès son retour. Gardez cette page ouverte.
part-matter-about = Il semble s’agir de : { $name }.
part-matter-because = (parce que vous avez écrit { $words })
part-matter-word = « { $word } »
part-matter-take = Prendre ce domaine
part-matter-taken = Domaine choisi : { $name }. Vous pouvez le changer plus haut.
part-matter-outside = Cela ressemble à une affaire pour la justice, ou entre particuliers : aucune administration ne peut en décider. Vous pouvez écrire ici tout de même.
part-matter-elsewhere = { $body } semble compétent pour cela. Vous pouvez écrire ici tout de même.

## Pages hébergées
page-title = { $agency } : réclamations, observations et suggestions
home-title = Réclamations, observations et suggestions
languages-label = Langues
page-languages-label = Langue de cette page
page-close = Fermer

## Page pour les équipes web

embed-title = Mettre le formulaire sur votre site
embed-lead = Choisissez, voyez, copiez. Le formulaire fonctionne sans cookie, sans traceur et sans tiers.
embed-nobody = Ce nœud ne sert encore aucune administration.
embed-agency = Administration
embed-language = Langue du formulaire
embed-language-page = Celle de votre page
embed-way = Comment
embed-way-script = Une ligne de script
embed-way-script-hint = Le formulaire apparaît là où se trouve la ligne.
embed-way-element = Un élément
embed-way-element-hint = Vous choisissez l’endroit ; ce qui est entre les balises se voit sans script.
embed-way-iframe = Un cadre (iframe)
embed-way-iframe-hint = Pour un site qui n’admet aucun script d’ailleurs.
embed-way-link = Un lien
embed-way-link-hint = Vers la page hébergée ; rien n’est ajouté à la vôtre.
embed-mode = Où
embed-mode-inline = Dans la page
embed-mode-inline-hint = Le formulaire est visible à sa place.
embed-mode-dialog = Derrière un bouton
embed-mode-dialog-hint = Le bouton ouvre une fenêtre au-dessus de la page.
embed-mode-floating = Bouton flottant
embed-mode-floating-hint = Le bouton reste dans un coin de l’écran.
embed-colour = Couleur
embed-colour-own = Une autre que celle de l’administration
embed-colour-pick = La couleur
embed-show = Afficher les lignes
embed-lines = À copier dans la page
embed-style = À copier dans votre feuille de style
embed-pinned = Avec une version exacte
embed-pinned-hint = Le navigateur refuse tout autre fichier. Quand le nœud est mis à jour, changez ces lignes à votre rythme.
embed-policy = Lignes de votre Content-Security-Policy
embed-origins = Depuis quels sites
embed-origins-hint = Seuls ces sites peuvent envoyer le formulaire ou le montrer dans un cadre. L’exploitant du nœud en ajoute sur demande.
embed-preview = Aperçu
embed-preview-hint = Tout s’essaie, rien n’est envoyé.

## Documents, voix, brouillon, représentation

section-documents = Documents
field-documents = Vos documents
field-documents-hint = Photos, PDF, sons ou vidéos : 10 au plus, 25 Mo chacun. Joignez la procuration si vous écrivez pour quelqu’un.
documents-plain = Le lieu et l’appareil sont retirés des photos JPEG, PNG et WebP ; les autres fichiers partent tels quels.
documents-ahead = Un fichier choisi est aussitôt envoyé au serveur de l’administration ; il y est effacé si vous n’envoyez pas le formulaire.
documents-pick = Choisir des documents
documents-kept =
    { $count ->
        [one] { $count } document est déjà envoyé et partira avec votre message.
       *[other] { $count } documents sont déjà envoyés et partiront avec votre message.
    }
voice-open = Parler
voice-open-hint = au lieu d’écrire : enregistrez votre message, puis envoyez.
voice-subject = Message vocal
voice-body = Message vocal : écoutez l’enregistrement joint.
draft-keep = Garder mon brouillon sur cet appareil
draft-keep-hint = Pour le retrouver après une coupure. Ne cochez pas cette case sur un appareil partagé. Tout est effacé à l’envoi.
more-address = Mon adresse, mon pays
more-behalf = J’écris pour une entreprise, un groupe ou une autre personne
field-address = Adresse
field-country = Pays
country-choose = Choisissez un pays
field-national_id = Carte nationale
field-national_id-hint = Son numéro, par exemple AB123456.
field-on_behalf = Pour qui écrivez-vous ?
behalf-myself = Pour moi
behalf-company = Une entreprise ou une association
behalf-group = Un groupe de personnes
behalf-person = Une autre personne
behalf-note = Les coordonnées ci-dessus sont alors les vôtres, en tant que représentant. Joignez la procuration parmi les documents ; un avocat n’en a pas besoin.
field-represented = Son nom
field-represented-hint = Nom de l’entreprise, du groupe ou de la personne.
field-nature = Ce que c’est
field-nature-hint = Par exemple : coopérative agricole, habitants d’un immeuble.
error-required-represented = Écrivez le nom de l’entreprise, du groupe ou de la personne.

## Orientation

orient-open = Aidez-moi à choisir
orient-open-hint = quelques questions simples, et le bon formulaire.
orient-lead = Quelques questions pour vous orienter
orient-back = Question précédente
orient-skip = Passer, et écrire tout de suite
orient-anyway = Écrire quand même à cette administration
orient-elsewhere-title = Une autre institution est compétente

open311-position = Lieu sur la carte
open311-media = Lien donné par l’application, non téléchargé
open311-notice = Enregistré. Suivez votre dossier à l’adresse { $url } avec le code d’accès { $code } : la réponse s’y trouvera. Gardez ce code, il n’est montré que maintenant.

mail-above = Répondez au-dessus de cette ligne
mail-filed = { $agency } vous confie un dossier.
mail-not-told = L’identité de la personne ne vous est pas communiquée.
mail-left = Non joints, car trop lourds ou absents. Demandez-les à { $agency } :
mail-how = Pour écrire à la personne, répondez à ce courriel : elle lit votre message dans son dossier. Ne transmettez pas cette adresse, elle ne vaut que pour ce dossier.
mail-words = Pour en dire plus, écrivez l’un de ces mots, seul, sur la première ligne de votre réponse :
mail-refused = Votre message sur le dossier { $reference } n’a pas été transmis à la personne.
mail-refused-empty = Après le mot de la première ligne, il manque votre texte.
mail-refused-long = Il est trop long. Écrivez l’essentiel dans le message, en plusieurs fois s’il le faut.
mail-refused-over = Ce dossier n’est plus le vôtre, ou n’existe plus.
mail-word-received = REÇU
mail-means-received = vous vous en occupez
mail-word-question = QUESTION
mail-means-question = vous demandez quelque chose à la personne
mail-word-answer = RÉPONSE
mail-means-answer = votre réponse sur le fond
mail-word-elsewhere = NON COMPÉTENT
mail-means-elsewhere = une autre institution est compétente ; dites laquelle
mail-word-upheld = FONDÉE
mail-means-upheld = dossier clos : la demande est fondée
mail-word-partly = FONDÉE EN PARTIE
mail-means-partly = dossier clos : la demande est fondée en partie
mail-word-rejected = NON FONDÉE
mail-means-rejected = dossier clos : la demande n’est pas fondée
mail-word-inadmissible = IRRECEVABLE
mail-means-inadmissible = dossier clos : la demande ne peut pas être examinée
