// The floor that filing is measured against: a worker and an object that only inserts one row.
// No check, no receipt, no log; the same runtime, the same disk, the same way from worker to object.
// POST /grouped writes what waits in one turn, as a register does: one commit for all of it.
import { DurableObject } from 'cloudflare:workers';

export class Bare extends DurableObject {
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS filing (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  }
  async fetch(request) {
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
    if (request.method !== 'POST') return new Response('ok');
    const body = await request.text();
    return env.BARE.getByName('bare').fetch(`http://bare${new URL(request.url).pathname}`, { method: 'POST', body });
  },
};
