// The floor that filing and looking up are measured against: a worker and an object that only inserts one row, or reads one.
// No check, no receipt, no log; the same runtime, the same disk, the same way from worker to object.
// GET /{id} reads a row. POST /grouped writes what waits in one turn, as a register does: one commit for all of it.
import { DurableObject } from 'cloudflare:workers';

export class Bare extends DurableObject {
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS filing (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  }
  async fetch(request) {
    if (request.method === 'GET') {
      const id = Number(new URL(request.url).pathname.slice(1));
      const [row] = this.sql.exec('SELECT body FROM filing WHERE id = ?', id);
      return row ? new Response(row.body) : new Response(null, { status: 404 });
    }
    const body = await request.text();
    if (request.url.endsWith('/grouped')) await new Promise((done) => this.group(body, done));
    else this.insert(body);
    return new Response('{}', { status: 201 });
  }
  insert(body) {
    this.sql.exec('INSERT INTO filing (body) VALUES (?)', body);
  }
  group(body, done) {
    if (this.waiting) return void this.waiting.push([body, done]);
    this.waiting = [[body, done]];
    setTimeout(() => {
      const all = this.waiting;
      this.waiting = undefined;
      for (const [text] of all) this.insert(text);
      for (const [, answered] of all) answered();
    }, 0);
  }
}

export default {
  async fetch(request, env) {
    const object = env.BARE.getByName('bare'), there = `http://bare${new URL(request.url).pathname}`;
    if (request.method !== 'POST') return object.fetch(there);
    return object.fetch(there, { method: 'POST', body: await request.text() });
  },
};
