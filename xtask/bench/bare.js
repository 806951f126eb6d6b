// The floor that filing is measured against: a worker and an object that only inserts one row.
// No check, no receipt, no log; the same runtime, the same disk, the same way from worker to object.
import { DurableObject } from 'cloudflare:workers';

export class Bare extends DurableObject {
  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS filing (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  }
  async fetch(request) {
    this.sql.exec('INSERT INTO filing (body) VALUES (?)', await request.text());
    return new Response('{}', { status: 201 });
  }
}

export default {
  async fetch(request, env) {
    if (request.method !== 'POST') return new Response('ok');
    const body = await request.text();
    return env.BARE.getByName('bare').fetch('http://bare/', { method: 'POST', body });
  },
};
