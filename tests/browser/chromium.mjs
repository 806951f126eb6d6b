// How Chromium is started, for the tests and for the screenshots.
// A sandbox is not to be had as root in a container. A page that a test answers itself comes from no address: without the
// second switch Chromium would keep it from this machine's own nodes. The rest keeps the browser from talking to anybody else.

export const launchOptions = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
  },
};
