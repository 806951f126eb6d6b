// The page for web teams, alive. In: the choices on /embed. Out: the lines and a preview as soon as something is chosen; buttons that copy.
// Never: a sending: what is typed into the preview goes nowhere.

const choices = document.querySelector('[data-embed-choices]'), preview = document.querySelector('[data-embed-preview]');
const box = preview.querySelector('div');
const value = (name) => new FormData(choices).get(name) ?? '';

const ask = (url) => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  request.open('GET', url);
  request.responseType = 'document';
  request.onload = () => (request.response ? done(request.response) : fail());
  request.onerror = fail;
  request.send();
});

/** The buttons that need scripts, and what they do. */
function buttons() {
  for (const row of document.querySelectorAll('.embed-copy')) {
    const button = row.querySelector('button'), status = row.querySelector('[role=status]');
    row.hidden = !navigator.clipboard;
    button.onclick = () => navigator.clipboard.writeText(button.dataset.copy).then(() => { status.textContent = status.dataset.copied; });
  }
}

// Before anybody else hears of it.
const stop = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };

function show() {
  const way = value('way'), agency = value('agency'), language = value('language');
  const page = `/${agency}${language ? `?lang=${language}` : ''}`;
  preview.hidden = false;
  if (way === 'link') {
    const link = Object.assign(document.createElement('a'), { href: page, target: '_blank', textContent: location.origin + page });
    return box.replaceChildren(link);
  }
  if (way === 'iframe') {
    const frame = document.createElement('iframe');
    Object.assign(frame, { src: page + (language ? '&' : '?') + 'embed=frame', height: 1600, title: preview.querySelector('h2').textContent });
    frame.onload = () => frame.contentDocument.addEventListener('submit', stop, true);
    return box.replaceChildren(frame);
  }
  const there = box.querySelector('wasl-widget'), widget = there ?? document.createElement('wasl-widget');
  if (value('own')) widget.style.setProperty('--wasl-accent', value('accent')); else widget.style.removeProperty('--wasl-accent');
  for (const [name, text] of [['mode', value('mode')], ['lang', language], ['agency', agency]]) {
    if (text === (widget.getAttribute(name) ?? '')) continue;
    if (text) widget.setAttribute(name, text); else widget.removeAttribute(name);
  }
  if (!there) {
    box.replaceChildren(widget);
    customElements.whenDefined('wasl-widget').then(() => widget.shadowRoot.addEventListener('submit', stop, true));
  }
  // A colour that changes is no change of screen.
  widget.seat?.part?.('theme').then((theme) => theme.screen(), () => {});
}

let turn = 0;
choices.addEventListener('change', async () => {
  const address = `/embed?${new URLSearchParams(new FormData(choices))}`, mine = ++turn;
  show();
  const doc = await ask(address);
  if (mine !== turn) return;
  for (const part of ['[data-embed-out]', '#language']) document.querySelector(part).replaceWith(document.importNode(doc.querySelector(part), true));
  history.replaceState(null, '', address);
  buttons();
});
choices.querySelector('button').hidden = true;
buttons();
show();
