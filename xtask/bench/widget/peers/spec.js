// The one form that every peer shows: the fields of the widget's own filing form, with the same rules.
// In: what a peer collected. Out: the same JSON, posted to the same server.

export const KINDS = [
  ['complaint', 'Une réclamation'],
  ['observation', 'Une observation'],
  ['suggestion', 'Une suggestion'],
];
export const CATEGORIES = [
  ['delay', 'Retard dans le traitement d’un dossier'],
  ['reception', 'Accueil et orientation'],
];
export const LABELS = {
  kind: 'Vous déposez',
  category: 'Objet',
  subject: 'En une ligne',
  body: 'Racontez',
  name: 'Nom complet',
  email: 'Adresse électronique',
  phone: 'Téléphone',
  consent: 'J’accepte que mes données servent à traiter ce message',
  submit: 'Envoyer',
  choose: 'Choisir',
  required: 'Ce champ est nécessaire',
  badEmail: 'Cette adresse n’est pas complète',
  sent: 'Merci, votre message est enregistré.',
  failed: 'L’envoi n’a pas réussi. Réessayez.',
};

/** Posts to the page's own origin, as a form of that page would: the widget, on a foreign one, gets no advantage. */
export async function post({ kind, category, subject, body, consent, name, email, phone }) {
  const answer = await fetch('/v1/agencies/bench/cases', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({
      kind, category, subject, body, consent: Boolean(consent), language: 'fr', channel: 'page',
      complainant: { name, email: email || undefined, phone: phone || undefined },
    }),
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}
