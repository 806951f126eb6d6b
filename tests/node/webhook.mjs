// Standard Webhooks' own library on our webhooks, and on callbacks to us.
// In: `verify` or `sign`, and as JSON on standard input the secret, a body, and headers or an id. Out: the payload, or
// headers, as JSON; or an exit code and what is wrong. Never: our own code where theirs is asked for.

import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const { secret, body, headers, id } = JSON.parse(readFileSync(0, 'utf8'));
const webhook = new Webhook(secret);
if (process.argv[2] === 'verify') {
  console.log(JSON.stringify(webhook.verify(body, headers)));
} else {
  const now = new Date();
  const signature = webhook.sign(id, now, body);
  const seconds = String(Math.floor(now.getTime() / 1000));
  console.log(JSON.stringify({ 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature }));
}
