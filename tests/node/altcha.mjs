// ALTCHA's own library on our challenges: solved by it, and solved by our part and verified by it.
// In: a node's address, an agency, the key of challenges. Out: two payloads, one a line, the library's first;
// or an exit code and what is wrong. Never: our own code where theirs is asked for.

import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { solveChallenge, verifySolution } from 'altcha-lib';

const [node, agency, key] = process.argv.slice(2);
const source = readFileSync(new URL('../../widget/parts/proof.js', import.meta.url), 'utf8');
const { solver } = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);

const ask = async () => (await fetch(`${node}/v1/challenge?agency=${agency}`)).json();
const payload = ({ algorithm, challenge, salt, signature }, number) =>
  Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature, took: 1 })).toString('base64');

const theirs = await ask();
const { number } = await solveChallenge(theirs.challenge, theirs.salt, theirs.algorithm, theirs.maxnumber).promise;
const ours = await ask();
const step = solver(ours);
let found;
while (found === undefined) found = step(() => performance.now(), 0);
const payloads = [payload(theirs, number), payload(ours, found)];
for (const one of payloads) {
  if (!(await verifySolution(one, key))) throw new Error(`altcha-lib does not take ${one}`);
  if (await verifySolution(one, `${key}0`)) throw new Error('altcha-lib takes anything');
}
console.log(payloads.join('\n'));
