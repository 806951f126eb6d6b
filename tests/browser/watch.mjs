// What a page did behind the person's back: requests, console, violations of its policy, errors nobody caught.
// Call before the page is opened; read the lists afterwards.

export async function watch(page) {
  const seen = { wasm: [], requests: [], console: [], errors: [], violations: [] };
  page.on('request', (request) => {
    seen.requests.push(request.url());
    if (/\/widget_bg\.wasm$|\/widget\.js$/.test(new URL(request.url()).pathname)) seen.wasm.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.console.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  await page.exposeFunction('waslTestViolation', (violation) => seen.violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.waslTestViolation(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return seen;
}
