// The page tests: a real Chromium on the demo site, against two real nodes.
// Run with `npx playwright test -c tests/browser/playwright.config.mjs`, or as a stage of `cargo xtask test`.
// CHROMIUM names another browser; WASL_DEMO_READY names the ready file of a demo that already runs.

import { defineConfig } from '@playwright/test';
import { launchOptions } from './chromium.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: './results',
  globalSetup: './global-setup.mjs',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...launchOptions,
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
