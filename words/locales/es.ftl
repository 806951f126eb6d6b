### Wasl en español: palabras llanas, de usted, como escribe una administración a quien la visita.
### Términos: expediente (case), resguardo (receipt), código de acceso (access code), seguimiento (timeline), registro (register).
### Las claves que terminan en un código (error-…, problem-…, status-…, event-…) siguen las listas cerradas de domain y wire.

## Fechas

month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date-long = { $day } de { $month } de { $year }
date-time-long = { $date }, { $time }

## En todas partes

language-name = Español
nav-label = Trámites
nav-file = Presentar
nav-track = Seguir mi expediente
optional = opcional
copy = Copiar
copied = Copiado
copy-reference = Copiar el número del expediente
copy-access-code = Copiar el código de acceso
working = Un momento…
try-again = Intentar de nuevo
hosted-link = Abrir esta página en una pestaña nueva

## Tipos

kind-complaint = Queja
kind-complaint-hint = Ha sufrido un perjuicio, o un servicio no le ha atendido bien.
kind-observation = Observación
kind-observation-hint = Comunica un hecho o da su opinión, sin haber sufrido un perjuicio.
kind-suggestion = Sugerencia
kind-suggestion-hint = Propone una mejora.

## Formulario

form-title = Escribir a la administración
form-lead = Queja, observación o sugerencia: su mensaje queda inscrito en el registro en cuanto lo envía.
form-promise-receipt = Un resguardo al momento
form-promise-deadline =
    { $days ->
        [one] Una respuesta en { $days } día
       *[other] Una respuesta en { $days } días
    }
form-promise-track = Seguimiento en todo momento
form-required-note = Hay que rellenar todos los campos, salvo los marcados como «opcional».
section-message = Su mensaje
section-you = Sus datos
section-send = Consentimiento y envío
field-kind = ¿De qué se trata?
field-category = Ámbito
category-choose = Elija un ámbito
field-subject = Asunto
field-subject-hint = Lo esencial, en una frase.
field-body = Su mensaje
field-body-hint = ¿Qué ocurrió, dónde y cuándo? ¿Qué espera de la administración?
characters-left =
    { $count ->
        [one] Queda { $count } carácter.
       *[other] Quedan { $count } caracteres.
    }
characters-over =
    { $count ->
        [one] Sobra { $count } carácter.
       *[other] Sobran { $count } caracteres.
    }
field-name = Nombre y apellidos
field-name-hint = Necesario para una queja; opcional para una observación o una sugerencia.
field-email = Correo electrónico
field-email-hint = Para que la administración pueda ponerse en contacto con usted.
field-phone = Teléfono
field-phone-hint = Por ejemplo, 06 12 34 56 78, o +34 612 34 56 78 desde el extranjero.
contact-note = Sin correo ni teléfono, seguirá su expediente con su número y su código de acceso.
field-consent = Acepto que la administración utilice esta información para tramitar mi expediente y responderme.
field-consent-hint = Responsable del tratamiento: { $agency }. Ley marroquí 09-08: puede pedir que le muestren, corrijan o borren sus datos; solo los leen los empleados encargados de su expediente.
form-submit = Enviar y recibir mi resguardo
form-sending = Enviando…

## Errores

error-prefix = Error:
error-summary-title =
    { $count ->
        [one] Hay un punto que corregir
       *[other] Hay { $count } puntos que corregir
    }
error-summary-kept = No se ha perdido nada de lo que ha escrito.
error-required = Rellene este campo.
error-required-kind = Elija queja, observación o sugerencia.
error-required-category = Elija un ámbito.
error-required-subject = Escriba el asunto de su mensaje.
error-required-body = Escriba su mensaje.
error-required-name = Escriba su nombre y apellidos: una queja no puede ser anónima.
error-required-reference = Escriba el número del expediente.
error-required-access_code = Escriba el código de acceso.
error-required-text = Escriba su mensaje.
error-required-reason = Explique por qué, en pocas palabras.
error-required-prior_steps = Diga qué ha hecho ya ante la administración y qué le respondió.
error-required-before_court = Diga si el asunto está ante un tribunal.
error-required-rating = Elija una nota.
error-too-long =
    { $limit ->
        [one] No más de { $limit } carácter.
       *[other] No más de { $limit } caracteres.
    }
error-too-many =
    { $limit ->
        [one] No más de { $limit }.
       *[other] No más de { $limit }.
    }
error-invalid-email = Escriba una dirección completa, por ejemplo nombre@ejemplo.ma.
error-invalid-phone = Escriba un número completo, por ejemplo 06 12 34 56 78 o +34 612 34 56 78.
error-invalid-national-id = Escriba el número del documento nacional de identidad marroquí, por ejemplo AB123456.
error-invalid-country = Elija un país.
error-invalid-text = Este texto contiene caracteres que no se pueden leer. Escríbalo de nuevo.
error-unknown-value = Elija una de las respuestas propuestas.
error-unknown-field = Este campo no existe.
error-invalid-type = Este valor no tiene la forma esperada.
error-out-of-range = Elija uno de los valores propuestos.
error-must-declare = Marque esta casilla para continuar.
error-must-declare-consent = Marque esta casilla: sin su consentimiento la administración no puede tramitar su expediente.
error-must-declare-before_court = El Mediador no puede intervenir en un asunto que está ante un tribunal.
error-invalid-reference = Este número está incompleto o contiene un error. Se parece a HAB-26A-000123-K.
error-invalid-access-code = Este código está incompleto o contiene un error: 16 letras y cifras, como en su resguardo.
error-unknown-document = Este documento ya no está. Adjúntelo de nuevo.
error-unsupported-document = Uno de los archivos es de un tipo que no se acepta. Adjunte un PDF, una foto, un texto de Word u OpenDocument, un sonido o un vídeo.
error-document-too-large = Uno de los archivos es demasiado grande: 25 MB como máximo.
error-invalid-format = Esta no es la forma esperada.
error-names-somebody = Este texto parece nombrar a una persona cuyo expediente está vinculado: nombre, correo, teléfono o documento de identidad. Quítelo, o confirme que debe enviarse.

## Lo que pueden rechazar la administración, la red o la página

notice-problem-title = Su solicitud no ha llegado a tramitarse
notice-waiting-title = Su envío espera la red
notice-kept = Lo que ha escrito sigue aquí.
problem-offline = Su envío no ha salido. Sin conexión, espera aquí y saldrá solo, una sola vez, en cuanto vuelva la red, salvo que usted lo modifique: mantenga esta página abierta. Con conexión, pulse otra vez.
problem-later = El servicio está saturado o parado por un momento. Inténtelo de nuevo dentro de poco: nada se enviará dos veces.
problem-unreadable = No hemos podido leer la respuesta. Inténtelo de nuevo: nada se enviará dos veces.
problem-malformed-body = La solicitud no tiene la forma esperada.
problem-idempotency-key-needed = A la solicitud le falta el encabezado Idempotency-Key: de 8 a 128 caracteres ASCII.
problem-invalid-query = Un parámetro de la dirección no es válido.
problem-invalid-reference = Este número de expediente contiene un error. Compruébelo en su resguardo.
problem-unauthorized = Falta la identificación o no abre este expediente.
problem-bad-signature = La firma del mensaje no es correcta.
problem-origin-not-allowed = La administración no ha autorizado a este sitio a mostrar su formulario. Utilice la página de la administración.
problem-forbidden = Esta identificación no lo permite.
problem-not-a-peer = El remitente no es corresponsal de este nodo, o el expediente no es suyo.
problem-not-covered = Ningún convenio cubre este expediente en este momento.
problem-not-found = No hay nada en esta dirección.
problem-unknown-agency = Ninguna administración tiene aquí ese nombre.
problem-case-not-found = Ningún expediente se abre con este número y este código. Compruebe ambos en su resguardo.
problem-method-not-allowed = Esta dirección no se solicita de este modo.
problem-not-acceptable = Esta respuesta no existe en ninguna forma que usted acepte.
problem-action-not-possible = Esto no es posible en este expediente en este momento.
problem-case-circles = El expediente ya pasó por esta institución o se ha trasladado demasiadas veces.
problem-invalid-upload = El envío del documento no está anunciado como corresponde.
problem-restore-refused = Esto no se puede restaurar aquí.
problem-upload-offset = El envío del documento se había detenido en otro punto. Reanúdelo.
problem-document-unchecked = Se está comprobando si este documento contiene virus. Podrá abrirse después.
problem-document-infected = Se ha encontrado un virus en este documento y se ha eliminado. Se puede adjuntar otro archivo.
problem-document-on-its-way = Este documento está en camino desde la otra institución. Podrá abrirse cuando llegue.
problem-document-lost = Este documento no llegó como lo anunció la otra institución, o ya no existe: no se puede abrir.
problem-upload-gone = Este documento ya no está. Adjúntelo de nuevo.
problem-upload-version = Este envío pide otra versión del protocolo tus que la 1.0.0.
problem-document-too-large = Este documento es demasiado grande: 25 MB como máximo.
problem-unsupported-document = Este tipo de documento no se acepta. Adjunte un PDF, una foto, un texto de Word u OpenDocument, un sonido o un vídeo.
problem-body-too-large = Lo que envía es demasiado grande.
problem-unsupported-media-type = La solicitud no está en un formato aceptado aquí.
problem-invalid-fields = Hay respuestas que corregir.
problem-idempotency-key-reused = Esta clave ya se ha utilizado para otra solicitud.
problem-filing-closed = La administración no recibe aquí nuevas solicitudes por el momento. Los expedientes ya presentados siguen abiertos al seguimiento.
problem-proof-needed = Hace falta una breve comprobación antes del envío; su dispositivo la hace solo. Envíe una vez más.
problem-too-many-attempts = Han llegado demasiados códigos erróneos desde su red. Espere unos minutos y pruebe de nuevo con lo que figura en su resguardo.
problem-too-many-requests = En este momento llegan muchos mensajes. Espere unos minutos y envíe una vez más: nada se enviará dos veces.
problem-internal = Algo ha fallado por nuestra parte. Ya está comunicado; inténtelo de nuevo dentro de poco.
problem-unavailable = El servicio no está disponible por el momento. Inténtelo de nuevo dentro de poco.
reason-closed = El expediente está cerrado.
reason-withdrawn = Usted ha retirado este expediente.
reason-already_escalated = El Mediador ya tiene este expediente.
reason-not_answered = La administración todavía no ha respondido.
reason-reopen_period_over = El plazo para pedir un nuevo examen ha terminado.
reason-already_rated = Ya ha dado una nota.
reason-no_mediator = Desde aquí no se puede acudir al Mediador.
reason-not_a_complaint = Solo se puede llevar una queja ante el Mediador.
reason-held_by_peer = Otra institución tramita este expediente.
reason-in_use = Este par está activo. Desactívelo primero.
reason-already_acknowledged = Alguien ya se ha hecho cargo de este expediente.
reason-erased = Lo escrito en este expediente ha sido borrado.
reason-still_owed = Otra institución todavía debe ser informada de este expediente. Podrá borrarse después.
reason-still_open = Este expediente no ha terminado. Podrá borrarse después.
reason-been_there = Este expediente ya pasó por esa institución: no puede volver allí.
reason-too_many_hops = Este expediente se ha trasladado demasiadas veces: se queda donde está.
reason-not_covered = Ningún convenio con esa institución cubre este expediente: no se le envía.
reason-suspended = El convenio con esa institución está suspendido. El expediente podrá enviarse cuando vuelva a estar en vigor.
reason-concluded = La deliberación está concluida. Reábrala para continuar.
reason-not_concluded = La deliberación aún no tiene conclusión.
reason-peer_left = La otra institución se ha ido, o nunca recibió esta deliberación.
reason-not_in_wave = Este expediente no forma parte de ninguna oleada.
reason-not_empty = Aquí ya hay algo: una copia solo se restaura en un nodo vacío.
reason-damaged = La copia está dañada, incompleta o fue modificada.
reason-other_node = La copia es de otro nodo o de otro registro.
reason-other_keys = Este nodo tiene otras claves que el que escribió la copia.
reason-later_version = La copia fue escrita por una versión posterior a la de este nodo.
reason-not_following = Estas líneas no siguen a las que hay aquí.
notice-first-version = Su primer envío había llegado: este es su resguardo. No contiene sus últimos cambios; puede añadirlos con un mensaje dentro de su expediente.

## Resguardo

receipt-title =
    { $kind ->
        [complaint] Su queja está registrada
        [observation] Su observación está registrada
        [suggestion] Su sugerencia está registrada
       *[other] Su mensaje está registrado
    }
receipt-lead = Su mensaje está inscrito en el registro de la administración. Este es su resguardo.
receipt-name = Resguardo
receipt-reference = Número del expediente
receipt-access-code = Código de acceso
receipt-received = Recibido el
receipt-due = Respuesta a más tardar el
receipt-keep-title = Guarde este resguardo
receipt-keep = El número y el código abren su expediente. Este código solo se muestra una vez: anótelo, fotografíe esta pantalla o imprímala, y no se lo dé a nadie.
receipt-link = Enlace de seguimiento
receipt-next-title = ¿Y ahora?
receipt-next-read = La administración lee su mensaje y lo confía a un servicio.
receipt-next-ask = Si hace falta una aclaración, la pregunta le espera en su expediente.
receipt-next-answer = Tiene derecho a una respuesta a más tardar el { $date }.
receipt-track = Abrir mi expediente
receipt-another = Enviar otro mensaje
receipt-print = Imprimir o guardar el resguardo

## Resguardo en papel

paper-title = Resguardo de presentación
paper-print = Imprimir o guardar en PDF
paper-print-plain = Para imprimir esta página o guardarla en PDF, utilice la orden «Imprimir» de su navegador.
paper-file = Descargar el archivo de prueba (JSON)
paper-file-hint = Este archivo prueba a otros qué presentó y cuándo. Contiene su mensaje y sus datos, pero no el código de acceso.
paper-open = Para abrir su expediente, fotografíe este código con un teléfono. Sin teléfono, vaya a la dirección de abajo con el número y el código de acceso.
paper-qr = Código QR que abre el expediente { $reference }
paper-secret = Quien tenga esta hoja puede abrir su expediente: no la deje a la vista.
paper-filed-title = Lo que se presentó
paper-kind = Tipo
paper-signature-title = Firma electrónica
paper-signature = Este resguardo está firmado. Cualquiera puede comprobar, incluso sin conexión, que no se ha modificado.
paper-signed-text = Texto firmado
paper-signature-value = Firma (Ed25519)
paper-key = Clave
paper-keys-url = Claves públicas

## Expediente abierto

part-live-news = Hay novedades en su expediente:

## Documentos de un expediente

document-list = Documentos adjuntos
document-get = Descargar «{ $name }»
document-kilobytes = { $count } KB
document-megabytes = { $whole },{ $tenth } MB

## Abrir un expediente

open-title = Seguir mi expediente
open-lead = El número y el código están en su resguardo.
field-reference = Número del expediente
field-reference-hint = Por ejemplo, HAB-26A-000123-K.
field-access-code = Código de acceso
field-access-code-hint = 16 letras y cifras. No importan los guiones ni las mayúsculas.
open-submit = Abrir el expediente
open-lost-title = ¿Ha perdido su código?
open-lost = Nadie puede recuperarlo, ni siquiera la administración: eso es lo que protege su expediente. Escriba de nuevo y recuerde la fecha de su primer envío.

## Expediente

case-close = Salir del expediente
case-where = Cómo está su expediente
case-received = Presentado el
case-due = Respuesta a más tardar el
case-due-to-mediator = Respuesta de la administración al Mediador a más tardar el
case-answered-by = La respuesta se esperaba a más tardar el
case-overdue = La respuesta se retrasa: se esperaba a más tardar el { $date }.
case-overdue-to-mediator = La respuesta de la administración al Mediador se retrasa: se esperaba a más tardar el { $date }.
case-overdue-mediator = Ahora puede acudir al Mediador: es gratuito y recibe su expediente completo. Lo encuentra más abajo.
case-erased = Lo escrito en este expediente se borró el { $date }: había terminado el plazo de conservación o se pidió su borrado. El registro conserva el número, las fechas y el resultado.
case-all = Todo lo que conservamos sobre este expediente
case-all-lead = Puede imprimir o guardar esta página. El archivo contiene lo mismo para programas; cada documento tiene su propio botón.
case-all-file = Descargar el archivo (JSON)
case-all-internal = Las anotaciones y asignaciones internas del personal figuran sin su texto.
case-all-sent = Lo que se envió a otras instituciones
case-all-pending = todavía no entregado
case-all-read = Quién lo ha consultado
case-all-none = Nada hasta ahora.
case-role-caseworker = Un empleado
case-role-supervisor = Un responsable
case-kept-title = Qué se conserva, y hasta cuándo
case-kept = La ley marroquí 09-08 (artículos 7 a 9) le da derecho a consultar sus datos, a hacerlos rectificar y a oponerse a su tratamiento. Mientras se tramita su expediente, la administración los conserva. El registro conserva siempre el número, el tipo, las fechas y el resultado: la administración debe rendir cuentas de las quejas que recibe.
case-kept-for = Lo que escribió, sus datos y sus documentos se borran { $time } después de la respuesta o del fin del expediente.
span-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
span-years =
    { $count ->
        [one] { $count } año
       *[other] { $count } años
    }
case-data-title = Rectificación o borrado
case-data-hint = Diga qué es inexacto, o qué debe borrarse y por qué. Su solicitud queda en su expediente, y la administración le responde allí.
case-next-title = Siguiente paso
case-filed-title = Lo que ha enviado
case-category = Ámbito
case-subject = Asunto
timeline-title = Seguimiento
timeline-empty = Nada todavía.
step-received = Presentado
step-review = En examen
step-answer = Respuesta

status-received = Registrado
status-received-meaning = Su expediente está inscrito en el registro. Nadie se ha hecho cargo de él todavía.
status-received-next = La administración debe responderle a más tardar el { $date }.
status-forwarded = Remitido
status-forwarded-meaning = Su expediente se ha remitido a la institución competente, que lo ha recibido.
status-forwarded-next = Tiene derecho a una respuesta a más tardar el { $date }. Seguirá viendo todo aquí.
status-under_review = En examen
status-under_review-meaning = Una persona de la administración estudia su expediente.
status-under_review-next = La administración debe responderle a más tardar el { $date }.
status-awaiting_complainant = A la espera de su respuesta
status-awaiting_complainant-meaning = La administración necesita una aclaración para continuar.
status-awaiting_complainant-next = Responda a la pregunta de abajo: el examen se reanuda enseguida.
status-answered = Respondido
status-answered-meaning = La administración ha respondido. Su respuesta está en el seguimiento.
status-answered-next = Si no le satisface, vea más abajo qué puede hacer.
status-redirected = Reorientado
status-redirected-meaning = La competente es otra institución. El seguimiento dice cuál.
status-redirected-next = Diríjase a la institución indicada.
status-redirected-held-next = La institución indicada tiene su expediente, con todo su contenido. Puede seguirlo aquí con el mismo número y el mismo código.
status-escalated = Ante el Mediador
status-escalated-meaning = Ha acudido al Mediador del Reino. Sus mensajes llegan a este mismo seguimiento.
status-escalated-next = El Mediador examina su expediente con la administración, que debe responder al Mediador a más tardar el { $date }. Lo que el Mediador le escriba llegará aquí.
status-closed = Cerrado
status-closed-meaning = El examen ha terminado.
status-closed-next = Si el resultado no le satisface, vea más abajo qué puede hacer.
status-withdrawn = Retirado
status-withdrawn-meaning = Usted ha retirado su expediente.
status-withdrawn-next = No queda nada por hacer.

outcome-label = Resultado
outcome-upheld = Su solicitud está fundada
outcome-partly_upheld = Su solicitud está fundada en parte
outcome-not_upheld = Su solicitud no está fundada
outcome-inadmissible = Su solicitud no se podía examinar
outcome-redirected = La competente es otra institución
outcome-withdrawn = Usted retiró su solicitud

## Seguimiento

actor-you = Usted
actor-mediator = El Mediador
actor-system = El registro
event-filed = Expediente presentado
event-acknowledged = Expediente a cargo de la administración
event-assigned = Confiado a un empleado
event-categorised = Ámbito del expediente elegido
event-deliberation_linked = Deliberación vinculada
event-deliberation_unlinked = Deliberación desvinculada
event-linked = Vinculado a otro expediente
event-unlinked = Ya no está vinculado a otro expediente
event-singled = Sacado de una oleada
event-message = Mensaje
event-correction = Rectificación de sus datos
event-erasure = Borrado de sus datos
event-question = Pregunta
event-reply = Respuesta a la pregunta
event-redirected = Reorientado: { $peer }
event-escalated = Llevado ante el Mediador
event-reopened = Nuevo examen solicitado
event-withdrawn = Expediente retirado
event-rated = Nota: { $rating } de 5
event-closed = Expediente cerrado
event-reminder = Plazo próximo
event-overdue = El plazo ha vencido sin respuesta
event-note = Anotación
event-answer = Respuesta de la administración
event-forwarding = Remisión en curso: { $peer }
event-forwarded = Remitido y recibido: { $peer }
event-returned = { $peer } ya no lo tramita: vuelve a estar en manos de la administración
event-question-open = Sin respuesta por ahora
event-reason = Motivo

## Lo que se puede hacer en un expediente

question-title = Una pregunta para usted
question-from = Pregunta de { $actor }, { $date }:
answer-label = Su respuesta
answer-submit = Enviar mi respuesta
message-title = Añadir un mensaje
message-hint = Una aclaración, una corrección, una pregunta a la administración.
field-text = Su mensaje
message-submit = Enviar el mensaje
actions-title = Lo que puede hacer
action-message = Añadir un mensaje
action-withdraw = Retirar mi expediente
action-withdraw-explain = La administración dejará de examinarlo. No podrá volver a abrirlo; siempre podrá presentar otro.
action-withdraw-submit = Sí, retirar mi expediente
action-reopen = Pedir un nuevo examen
action-reopen-explain = Diga por qué la respuesta no le satisface. La administración examina su expediente de nuevo.
action-reopen-submit = Pedir un nuevo examen
action-escalate = Acudir al Mediador
action-escalate-explain = El Mediador del Reino recibe su expediente completo y se dirige a la administración. Es gratuito.
action-escalate-submit = Acudir al Mediador
action-rate = Dar una nota
action-rate-explain = ¿Cómo le han tratado?
action-rate-submit = Enviar mi nota
field-reason = Sus razones
field-reason-optional = ¿Por qué?
field-prior-steps = Lo que ya ha hecho
field-prior-steps-hint = Sus gestiones ante la administración y lo que le respondió.
field-before-court = Declaro que este asunto no está ante un tribunal.
field-rating = Su nota
rating-1 = 1, muy mal
rating-2 = 2, mal
rating-3 = 3, aceptable
rating-4 = 4, bien
rating-5 = 5, muy bien
notice-message-sent = Su mensaje está en el expediente.
notice-answered = Su respuesta se ha enviado. El examen continúa.
notice-answered-more = Su respuesta se ha enviado. Le espera otra pregunta.
notice-withdrawn = Su expediente está retirado.
notice-reopened = Su petición de un nuevo examen está registrada.
notice-escalated = Su expediente está ante el Mediador. Sus mensajes llegarán aquí.
notice-rated = Gracias. Su nota está registrada.

## Página de aviso

page-problem-title = Esta página no se puede mostrar
page-problem-back = Volver al formulario
closed-title = No se admiten nuevas solicitudes por el momento
elsewhere-title = Escribir a la administración
elsewhere-lead = El formulario de la administración está en su propia página.
elsewhere-link = Abrir el formulario
footer-official = { $agency }. Sin cookies, sin rastreadores, sin terceros.

## Documentos, mensaje de voz y borrador (módulos que se cargan cuando hacen falta)

part-size-mega = { $size } MB
part-size-kilo = { $size } KB
part-documents-list = Documentos adjuntos
part-documents-added =
    { $count ->
        [one] { $count } documento añadido
       *[other] { $count } documentos añadidos
    }
part-documents-removed = { $name } está retirado.
part-documents-without =
    { $count ->
        [one] { $name } no saldrá con su mensaje: quite este documento o elija otro. Para enviar sin él, pulse otra vez el botón de envío.
       *[other] Estos documentos no saldrán con su mensaje: { $name }. Quítelos o elija otros. Para enviar sin ellos, pulse otra vez el botón de envío.
    }
part-documents-done = { $name } está adjunto.
part-documents-total =
    { $count ->
        [one] { $done } de { $count } documento enviado, { $sent } de { $all }
       *[other] { $done } de { $count } documentos enviados, { $sent } de { $all }
    }
part-documents-percent = { $percent } % enviado
part-documents-wait = Primero salen sus documentos. Su mensaje los sigue solo.
part-documents-wait-offline = No hay red. En cuanto vuelva, sus documentos y luego su mensaje saldrán solos. Mantenga esta página abierta.
part-documents-wait-stop = No esperar
part-document-pause = Pausar
part-document-resume = Reanudar
part-document-retry = Intentar de nuevo
part-document-remove = Quitar
part-document-named = { $what }: { $name }
part-document-preparing = Leyendo el archivo…
part-document-waiting = En espera, { $size }
part-document-sending = { $done } de { $all }
part-document-offline = No hay red: el envío continuará solo.
part-document-paused = En pausa, { $done } de { $all }
part-document-done = Adjunto, { $size }
part-document-original = Conservar la foto original ({ $size })
part-document-reduced = Foto reducida de { $before } a { $after }, sin lugar ni dispositivo.
part-document-placed = Este archivo puede contener el lugar donde se tomó. Se envía tal cual.
part-document-error-empty = Este archivo está vacío.
part-document-error-unsupported = Este tipo de archivo no se acepta. Adjunte un PDF, una foto, un texto de Word u OpenDocument, un sonido o un vídeo.
part-document-error-too-large = Este archivo es demasiado grande: { $limit } como máximo.
part-document-error-too-many = Diez documentos como máximo. Quite uno para adjuntar este.
part-document-error-unreadable = Este archivo no se puede leer en este dispositivo. Elíjalo de nuevo.
part-document-error-refused = La administración no ha aceptado este documento. Quítelo o inténtelo de nuevo.
part-document-error-failed = El envío no ha llegado a término. Inténtelo de nuevo o quite el documento.
part-voice-title = Mensaje de voz
part-voice-lead = Hable en lugar de escribir, 5 minutos como máximo. Nada sale antes de que usted envíe.
part-voice-record = Grabar
part-voice-stop = Parar
part-voice-listen = Escuchar
part-voice-silence = Parar la escucha
part-voice-redo = Grabar de nuevo
part-voice-remove = Eliminar
part-voice-write = Escribir también
part-voice-asking = Permita el micrófono para grabar.
part-voice-recording = Hable ahora.
part-voice-soon =
    { $seconds ->
        [one] Queda { $seconds } segundo.
       *[other] Quedan { $seconds } segundos.
    }
part-voice-recorded =
    { $seconds ->
        [one] Grabado: { $seconds } segundo. Su mensaje irá con el formulario.
       *[other] Grabado: { $seconds } segundos. Su mensaje irá con el formulario.
    }
part-voice-refused = El micrófono no está permitido. Permítalo en los ajustes del navegador o escriba su mensaje.
part-voice-none = Este dispositivo no puede grabar aquí. Escriba su mensaje.
part-voice-unheard = Esta grabación no se puede escuchar aquí. Está ahí y se puede enviar.
part-voice-removed = La grabación está eliminada.
part-voice-name = mensaje de voz
part-draft-title = Borrador
part-draft-keeping = Su borrador se guarda en este dispositivo, 14 días como máximo. Desaparece al enviar.
part-draft-impossible = Este dispositivo no permite guardar un borrador.
part-draft-erased = Ya no se guarda nada en este dispositivo.
part-draft-found = Tiene un borrador del { $date }
part-draft-unsent = Su mensaje del { $date } todavía no se ha enviado
part-draft-send = Enviar ahora
part-draft-restore = Continuar
part-draft-erase = Borrar
part-draft-erase-kept = Borrar el borrador de este dispositivo
part-draft-restored = Su borrador está recuperado. Sigue guardado en este dispositivo.
part-draft-waits = No hay red. Su mensaje saldrá una sola vez, en cuanto vuelva. Mantenga esta página abierta.
part-matter-about = Parece tratarse de: { $name }.
part-matter-because = (porque ha escrito { $words })
part-matter-word = «{ $word }»
part-matter-take = Tomar esta categoría
part-matter-taken = Categoría elegida: { $name }. Puede cambiarla más arriba.
part-matter-outside = Parece un asunto para la justicia, o entre particulares: ninguna administración puede decidirlo. Puede escribir aquí de todos modos.
part-matter-elsewhere = { $body } parece competente para esto. Puede escribir aquí de todos modos.

## Páginas alojadas
page-title = { $agency }: quejas, observaciones y sugerencias
home-title = Quejas, observaciones y sugerencias
languages-label = Idiomas
page-languages-label = Idioma de esta página
page-close = Cerrar

## Página para los equipos web

embed-title = Poner el formulario en su sitio
embed-lead = Elija, vea, copie. El formulario funciona sin cookies, sin rastreadores y sin terceros.
embed-nobody = Este nodo todavía no sirve a ninguna administración.
embed-agency = Administración
embed-language = Idioma del formulario
embed-language-page = El de su página
embed-way = Cómo
embed-way-script = Una línea de script
embed-way-script-hint = El formulario aparece donde está la línea.
embed-way-element = Un elemento
embed-way-element-hint = Usted elige el lugar; lo que está entre las etiquetas se ve sin scripts.
embed-way-iframe = Un marco (iframe)
embed-way-iframe-hint = Para un sitio que no admite ningún script de fuera.
embed-way-link = Un enlace
embed-way-link-hint = A la página alojada; no se añade nada a la suya.
embed-mode = Dónde
embed-mode-inline = En la página
embed-mode-inline-hint = El formulario es visible en su lugar.
embed-mode-dialog = Tras un botón
embed-mode-dialog-hint = El botón abre una ventana sobre la página.
embed-mode-floating = Botón flotante
embed-mode-floating-hint = El botón permanece en una esquina de la pantalla.
embed-colour = Color
embed-colour-own = Otro que el de la administración
embed-colour-pick = El color
embed-show = Mostrar las líneas
embed-lines = Para copiar en la página
embed-style = Para copiar en su hoja de estilo
embed-pinned = Con una versión exacta
embed-pinned-hint = El navegador rechaza cualquier otro archivo. Cuando el nodo se actualice, cambie estas líneas a su ritmo.
embed-policy = Líneas de su Content-Security-Policy
embed-origins = Desde qué sitios
embed-origins-hint = Solo estos sitios pueden enviar el formulario o mostrarlo en un marco. El operador del nodo añade otros a petición.
embed-preview = Vista previa
embed-preview-hint = Todo se puede probar, nada se envía.

## Documentos, voz, borrador, representación

section-documents = Documentos
field-documents = Sus documentos
field-documents-hint = Fotos, PDF, sonidos o vídeos: 10 como máximo, 25 MB cada uno. Adjunte el poder si escribe en nombre de alguien.
documents-plain = El lugar y el aparato se quitan de las fotos JPEG, PNG y WebP; los demás archivos se envían tal cual.
documents-ahead = Un archivo se envía al servidor de la administración en cuanto usted lo elige; allí se borra si no envía el formulario.
documents-pick = Elegir documentos
documents-kept =
    { $count ->
        [one] { $count } documento ya está enviado e irá con su mensaje.
       *[other] { $count } documentos ya están enviados e irán con su mensaje.
    }
voice-open = Hablar
voice-open-hint = en lugar de escribir: grabe su mensaje y envíelo.
voice-subject = Mensaje de voz
voice-body = Mensaje de voz: escuche la grabación adjunta.
draft-keep = Guardar mi borrador en este dispositivo
draft-keep-hint = Para encontrarlo tras un corte. No marque esta casilla en un dispositivo compartido. Todo se borra al enviar.
more-address = Mi dirección, mi país
more-behalf = Escribo por una empresa, un grupo u otra persona
field-address = Dirección
field-country = País
country-choose = Elija un país
field-national_id = Documento nacional de identidad
field-national_id-hint = Su número, por ejemplo AB123456.
field-on_behalf = ¿En nombre de quién escribe?
behalf-myself = En mi nombre
behalf-company = Una empresa o una asociación
behalf-group = Un grupo de personas
behalf-person = Otra persona
behalf-note = Los datos de arriba son entonces los suyos, como representante. Adjunte el poder entre los documentos; un abogado no lo necesita.
field-represented = Su nombre
field-represented-hint = Nombre de la empresa, del grupo o de la persona.
field-nature = Qué es
field-nature-hint = Por ejemplo: cooperativa agrícola, vecinos de un edificio.
error-required-represented = Escriba el nombre de la empresa, del grupo o de la persona.

## Orientación

orient-open = Ayúdeme a elegir
orient-open-hint = unas preguntas sencillas y el formulario adecuado.
orient-lead = Unas preguntas para orientarle
orient-back = Pregunta anterior
orient-skip = Saltar y escribir directamente
orient-anyway = Escribir de todos modos a esta administración
orient-elsewhere-title = La competente es otra institución

open311-position = Lugar en el mapa
open311-media = Enlace dado por la aplicación, no descargado
open311-notice = Registrado. Siga su expediente en { $url } con el código de acceso { $code }: la respuesta estará allí. Guarde el código, solo se muestra ahora.

mail-above = Responda por encima de esta línea
mail-filed = { $agency } le confía un expediente.
mail-not-told = No se le comunica la identidad de la persona.
mail-left = No adjuntos, por ser demasiado grandes o faltar. Pídalos a { $agency }:
mail-how = Para escribir a la persona, responda a este correo: leerá su mensaje en su expediente. No comparta esta dirección, solo vale para este expediente.
mail-words = Para decir más, escriba una de estas palabras, sola, en la primera línea de su respuesta:
mail-refused = Su mensaje sobre el expediente { $reference } no se ha transmitido a la persona.
mail-refused-empty = Después de la palabra de la primera línea falta su texto.
mail-refused-long = Es demasiado largo. Escriba lo esencial en el mensaje, en varios si hace falta.
mail-refused-over = Este expediente ya no es suyo, o ya no existe.
mail-word-received = RECIBIDO
mail-means-received = se ocupa usted de él
mail-word-question = PREGUNTA
mail-means-question = pregunta algo a la persona
mail-word-answer = RESPUESTA
mail-means-answer = su respuesta sobre el fondo
mail-word-elsewhere = NO COMPETENTE
mail-means-elsewhere = otra institución es competente; diga cuál
mail-word-upheld = FUNDADA
mail-means-upheld = expediente cerrado: la petición es fundada
mail-word-partly = FUNDADA EN PARTE
mail-means-partly = expediente cerrado: la petición es fundada en parte
mail-word-rejected = NO FUNDADA
mail-means-rejected = expediente cerrado: la petición no es fundada
mail-word-inadmissible = INADMISIBLE
mail-means-inadmissible = expediente cerrado: la petición no puede examinarse
