// What this device keeps of a form, where the person agreed: one record for each agency of a node, and the files beside it.
// In: a key, plain values, Blobs. Out: the same. Never: anything without having been asked; anything after it was told to forget.

const DAYS = 14 * 86_400_000;
/** Read by the loader at once, without opening the database: whose drafts there are. */
const FLAG = 'wasl:draft';

const flags = () => { try { return JSON.parse(localStorage.getItem(FLAG)) ?? {}; } catch { return {}; } };
function flag(key, at) {
  const all = flags();
  if (at) all[key] = at; else delete all[key];
  try {
    if (Object.keys(all).length) localStorage.setItem(FLAG, JSON.stringify(all)); else localStorage.removeItem(FLAG);
  } catch { /* storage is forbidden here: the draft is then not offered again */ }
}

const done = request => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result);
  request.onerror = () => no(request.error);
});
let opened;
function database() {
  return opened ??= new Promise((yes, no) => {
    const request = indexedDB.open('wasl', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('draft');
      request.result.createObjectStore('file');
    };
    request.onsuccess = () => yes(request.result);
    request.onerror = request.onblocked = () => { opened = null; no(request.error); };
  });
}
async function stores(mode) {
  const transaction = (await database()).transaction(['draft', 'file'], mode);
  const finished = new Promise((yes, no) => {
    transaction.oncomplete = yes;
    transaction.onabort = transaction.onerror = () => no(transaction.error);
  });
  return { draft: transaction.objectStore('draft'), file: transaction.objectStore('file'), finished };
}
/** Every file of one draft: its keys begin with the draft's and a space. */
const within = key => IDBKeyRange.bound(`${key} `, `${key}!`, false, true);

/** Writes the record, the files that are new, and forgets files that the record does not name. */
export async function save(key, record, files) {
  const { draft, file, finished } = await stores('readwrite');
  draft.put(record, key);
  file.getAllKeys(within(key)).onsuccess = e => {
    const there = new Set(e.target.result);
    for (const [name, blob] of files) if (!there.delete(`${key} ${name}`)) file.put(blob, `${key} ${name}`);
    for (const left of there) file.delete(left);
  };
  await finished;
  flag(key, record.at);
}

/** The record with `files` by name; nothing if there is none or it is older than two weeks. */
export async function load(key, now) {
  if (!flags()[key]) return null;
  const { draft, file } = await stores('readonly');
  const [record, names, blobs] = await Promise.all([done(draft.get(key)), done(file.getAllKeys(within(key))), done(file.getAll(within(key)))]);
  if (!record || now - record.at > DAYS) { await erase(key); return null; }
  record.files = new Map(names.map((name, i) => [name.slice(key.length + 1), blobs[i]]));
  return record;
}

export async function erase(key) {
  flag(key);
  const { draft, file, finished } = await stores('readwrite');
  draft.delete(key);
  file.delete(within(key));
  await finished;
}

/** Forgets what is too old, whoever's it is. */
export async function tidy(now) {
  for (const [key, at] of Object.entries(flags())) if (now - at > DAYS) await erase(key);
}
