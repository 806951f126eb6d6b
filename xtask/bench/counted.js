// The worker as it is, with what Cloudflare counts counted around it: requests to the worker and to its objects, alarms, rows read and
// written, bytes answered and kept. GET /bench-count tells, and begins anew.
// Only `cargo xtask bench cost` starts a node with it; no line of the worker knows of it.
import * as node from './index.js';

const none = () => ({ requests: 0, answered_bytes: 0, object_requests: 0, alarms: 0, rows_read: 0, rows_written: 0 });
let count = none();
/** What each object's database weighs, as it is billed. */
const weights = new Map();

/** The real thing with some of its names answered by ours. Methods of the platform's objects work on nothing but the real thing. */
const over = (real, ours) => new Proxy(real, {
  get(_, name) {
    if (Object.hasOwn(ours, name)) return ours[name];
    const value = real[name];
    return typeof value === 'function' ? value.bind(real) : value;
  },
});

const counted = (state) => {
  const { storage } = state;
  const open = [];
  const sql = over(storage.sql, {
    exec: (...what) => {
      const cursor = storage.sql.exec(...what);
      open.push(cursor);
      return cursor;
    },
  });
  // An alarm that is set is a row written (Cloudflare's price list).
  const alarmed = { setAlarm: (...when) => { count.rows_written += 1; return storage.setAlarm(...when); } };
  const settle = () => {
    for (const cursor of open.splice(0)) {
      count.rows_read += cursor.rowsRead;
      count.rows_written += cursor.rowsWritten;
    }
    weights.set(storage, storage.sql.databaseSize);
  };
  return [over(state, { storage: over(storage, { sql, ...alarmed }) }), settle];
};

const object = (Real) => class extends Real {
  constructor(state, env) {
    const [ours, settle] = counted(state);
    super(ours, env);
    this.settle = settle;
  }
  async fetch(...given) {
    count.object_requests += 1;
    try { return await super.fetch(...given); } finally { this.settle(); }
  }
  async alarm(...given) {
    count.alarms += 1;
    try { return await super.alarm(...given); } finally { this.settle(); }
  }
};

export const Directory = object(node.Directory);
export const Register = object(node.Register);
export const Documents = object(node.Documents);

export default class extends node.default {
  async fetch(request) {
    if (new URL(request.url).pathname === '/bench-count') {
      const told = { ...count, stored_bytes: [...weights.values()].reduce((sum, bytes) => sum + bytes, 0) };
      count = none();
      return Response.json(told);
    }
    count.requests += 1;
    const answer = await super.fetch(request);
    const bytes = answer.clone();
    count.answered_bytes += (await bytes.arrayBuffer()).byteLength;
    return answer;
  }
}
