// How Chromium is started, for the tests and for the screenshots.
// A sandbox is not to be had as root in a container; the rest keeps the browser from talking to anybody else.

export const launchOptions = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
  },
};
