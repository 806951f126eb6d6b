// What is measured side by side, and how each entry's fields are found.
// In: the node's address. Out: for every entry its page, its controls, its button. Never: an entry with other fields than the rest.

/** What is typed into every form; the subject is another one each time, so that the filing can be found again. */
export const VALUES = {
  kind: 'complaint',
  category: 'delay',
  body: 'Le dossier est au guichet depuis quatre mois.\nNous avons téléphoné deux fois ; personne ne répond.',
  name: 'Amal Exemple',
  email: 'amal@example.ma',
  phone: '+212612345678',
  consent: true,
};

const TEXTS = ['subject', 'body', 'name', 'email', 'phone'];

/** Fields by their `name`, or as `where` finds them. */
function fields(where = (name) => `[name="${name}"]`, kind = { type: 'select', sel: where('kind') }) {
  return [
    { name: 'kind', ...kind },
    { name: 'category', type: 'select', sel: where('category') },
    ...TEXTS.map((name) => ({ name, type: 'text', sel: where(name) })),
    { name: 'consent', type: 'check', sel: where('consent') },
  ];
}

/** The widget's own: radio buttons for the kind, the rest plain. */
const OURS = {
  fields: fields(undefined, { type: 'check', sel: '[name="kind"][value="complaint"]' }),
  submit: 'form[data-form="file"] button[type=submit]',
  ours: true,
};

/** Entries made here from a module in `peers/` that exports `mount(element)`. */
const PEERS = [
  { id: 'vanilla', title: 'a form written by hand', fields: fields(), submit: 'button[type=submit]', packages: [] },
  {
    id: 'surveyjs', title: 'SurveyJS (survey-js-ui)', packages: ['survey-core', 'survey-js-ui'], submit: '.sd-navigation__complete-btn',
    fields: fields((name) => `[data-name="${name}"] :is(input, select, textarea)`),
  },
  {
    id: 'formio', title: 'form.io renderer', packages: ['@formio/js', 'bootstrap'], submit: 'button[name="data[submit]"]',
    fields: fields((name) => `[name^="data[${name}]"]`),
  },
];

/** Every entry that this node and build offer. */
export async function entriesOf({ node, agency }) {
  const one = `${node}/${agency}/wasl.js?lang=fr`;
  const ours = [
    { id: 'wasl', title: 'the widget by its script tag', tag: `<script src="${node}/wasl.js" data-agency="${agency}" async></script>` },
    { id: 'wasl-one', title: 'the widget in one request', tag: `<script src="${one}" async></script>`, needs: one },
    { id: 'wasl-page', title: 'the hosted page', url: `${node}/${agency}?lang=fr` },
  ];
  const there = [];
  for (const entry of ours) {
    if (!entry.needs || (await isScript(entry.needs))) there.push({ ...OURS, ...entry });
  }
  return [...there, ...PEERS];
}

async function isScript(url) {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.ok && /javascript/.test(answer.headers.get('content-type') ?? '');
}
