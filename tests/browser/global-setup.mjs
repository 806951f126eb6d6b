// Starts the demo for the tests, unless WASL_DEMO_READY names one that runs, and stops what it started.
// At the end it prints what the looks at every screen found, by screen and language.

import { table } from './axe.mjs';
import { startStack } from './stack.mjs';

export default async function setup() {
  const stack = await startStack();
  process.env.WASL_DEMO_READY = stack.readyFile;
  return async () => {
    console.log(table());
    await stack.stop();
  };
}
