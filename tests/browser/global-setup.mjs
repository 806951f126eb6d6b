// Starts the demo for the tests, unless WASL_DEMO_READY names one that runs, and stops what it started.

import { startStack } from './stack.mjs';

export default async function setup() {
  const stack = await startStack();
  process.env.WASL_DEMO_READY = stack.readyFile;
  return stack.stop;
}
