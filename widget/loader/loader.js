// The script tag of an agency's page. In: `<wasl-widget agency lang>` or `<script src="…/wasl.js" data-agency data-lang async>`.
// Out: the form in an open shadow root, readable and usable at once; WebAssembly takes it over once the person touches it.
// Never: globals, cookies, innerHTML, a request to anybody but our own node, WebAssembly before a touch, a lost word.
(() => {
  const TAG = 'wasl-widget', ROOT = '[data-wasl-root]', FIELD = 'input,select,textarea', FILING = '[data-form=file]';
  const script = document.currentScript, here = new URL('.', script.src).href;
  // Said where our node cannot be reached: the text, then the link.
  const SORRY = {
    ar: ['تعذر عرض الاستمارة هنا. ', 'افتحوها في صفحة الإدارة'],
    fr: ['Le formulaire ne peut pas s’afficher ici. ', 'Ouvrez-le sur sa propre page'],
    en: ['The form cannot be shown here. ', 'Open it on its own page'],
    es: ['El formulario no se puede mostrar aquí. ', 'Ábralo en su propia página'],
  };
  const all = new Set(), modules = {};
  let stylesheet;

  /** A request whose answer is a whole document of ours. Works under Trusted Types and needs no preflight. */
  const ask = (method, url, body) => new Promise((done, fail) => {
    const x = new XMLHttpRequest();
    x.open(method, url);
    x.responseType = 'document';
    x.timeout = 6e4;
    x.onload = () => x.response?.querySelector(ROOT) ? done(x.response) : fail();
    x.onerror = x.ontimeout = fail;
    x.send(body);
  });
  const allowed = () => { try { return !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); } catch { return false; } };
  // Glue and WebAssembly travel side by side; one instance for all widgets of one node.
  const load = at => modules[at] ??= (async () => {
    const wasm = fetch(at + 'widget_bg.wasm'), m = await import(at + 'widget.js');
    await m.default({ module_or_path: wasm });
    return m;
  })();
  // What stands in a slot is not the views' own: it is lifted out while a tree is compared or taken over.
  const slots = root => [...root.querySelectorAll('[data-part]')];
  const lift = root => slots(root).map(slot => {
    const held = document.createDocumentFragment();
    held.append(...slot.childNodes);
    return [slot.dataset.part, held];
  });
  const lower = (root, lifted) => {
    for (const slot of slots(root)) {
      const at = lifted.findIndex(([name]) => name === slot.dataset.part);
      if (at >= 0) slot.replaceChildren(lifted.splice(at, 1)[0][1]);
    }
  };
  // The tree that the server sent? What was typed, and attributes, do not count: Yew copes with both.
  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.childNodes.length === b.childNodes.length
    && [...a.childNodes].every((n, i) => same(n, b.childNodes[i]));
  const put = (from, to) => {
    const old = [...from.querySelectorAll(FIELD)];
    for (const e of to.querySelectorAll(FIELD)) {
      const o = old.find(o => o.name === e.name && o.form?.dataset.form === e.form?.dataset.form && (e.type !== 'radio' || o.value === e.value));
      if (!o) continue;
      if (e.checked !== o.checked) e.checked = o.checked;
      if (e.value !== o.value) e.value = o.value;
    }
  };
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('');

  /** One root, in a shadow root or in our hosted page, from the server's HTML to the living widget. */
  class Seat {
    state = 0; // of the form: 0 server's HTML, 1 loading, 2 mounting, 3 alive, 4 stays plain
    failures = 0;
    loading = {};
    parts = {}; // what the parts loaded later want to be told: screen(), open(element), take(element), before(), end()
    constructor(place, at, hosted) {
      Object.assign(this, { place, at, hosted });
      const on = (type, f) => place.addEventListener(type, f);
      const touched = () => this.upgrade();
      on('focusin', touched);
      // Where the eye has to go, at once: a page that scrolls smoothly would still be on its way elsewhere.
      on('focusin', e => e.composedPath()[0].matches('[data-focus]') && e.composedPath()[0].scrollIntoView({ behavior: 'instant' }));
      on('pointerdown', touched);
      on('change', e => {
        const field = e.composedPath()[0];
        if (field.type === 'file') this.part('documents').then(p => p.take(field));
        if (field.name === 'keep') this.part('draft').then(p => p.take(field));
      });
      // Parts may have to finish something before a form goes out: what they attach goes with it.
      place.addEventListener('submit', e => {
        const hooks = Object.values(this.parts).filter(p => p.before);
        if (this.cleared || !hooks.length) { this.cleared = false; return; }
        e.preventDefault();
        e.stopImmediatePropagation();
        const form = e.target, by = e.submitter;
        Promise.all(hooks.map(p => p.before(form))).then(go => {
          if (!go.every(yes => yes !== false)) return;
          this.cleared = true;
          form.requestSubmit(by);
        });
      }, true);
      // What WebAssembly takes care of is prevented by it already.
      on('submit', e => { if (!hosted && !e.defaultPrevented) { e.preventDefault(); this.post(e.target, e.submitter); } });
      on('click', e => this.click(e));
      all.add(this);
    }
    say(name, detail) { (this.root ?? this.place).dispatchEvent(new CustomEvent('wasl:' + name, { bubbles: true, composed: true, detail })); }
    find(selector) { return this.root.querySelector(selector); }

    /** Shows an answer of the node. `moved`: the person caused it, so the focus follows. */
    show(doc, moved) {
      const css = doc.querySelector('[data-wasl-style]'), old = this.root, { state, page, pristine } = this;
      // A form that is left for another screen is kept as it stands, alive or not, with every word in it.
      if (moved === 'GET' && this.find(FILING)) this.left = { root: old, state: state === 1 ? 0 : state, page, pristine };
      if (css && !this.hosted) this.dress(css.textContent);
      this.take(document.importNode(doc.querySelector(ROOT), true), doc.querySelector('[data-wasl-data]').textContent);
      this.seat(old, moved);
      this.turn = 0;
      this.state = state === 4 ? 4 : 0;
      this.changed();
      const receipt = this.page.screen.receipt?.receipt;
      if (receipt) this.say('filed', { reference: receipt.reference });
      if (moved) this.upgrade();
    }
    seat(old, moved) {
      old ? old.replaceWith(this.root) : this.place.append(this.root);
      if (moved) this.find('[data-focus]')?.focus();
    }
    /** A module that is only needed now, started once. What it returns is told what happens. */
    part(name) {
      return this.loading[name] ??= import(`${this.at}parts/${name}.js`).then(async module => this.parts[name] = await module.start(this) ?? {}, error => {
        delete this.loading[name];
        throw error;
      });
    }
    changed() { for (const part of Object.values(this.parts)) part.screen?.(); }
    take(root, json) {
      this.root = root;
      this.pristine = root.cloneNode(true);
      lift(this.pristine);
      this.page = JSON.parse(json);
      root.dataset.waslScript = navigator.clipboard ? 'copy' : '';
      for (const e of root.querySelectorAll('[name=idempotency_key],[name=page]')) e.value ||= e.name === 'page' ? location.href : random();
    }
    dress(css) {
      try {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        this.place.adoptedStyleSheets = [sheet];
      } catch {
        if (this.place.querySelector('link')) return;
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = this.at + 'widget.css';
        this.place.prepend(link);
      }
    }
    click(e) {
      const path = e.composedPath(), of = s => path.find(n => n.matches?.(s));
      const copy = of('[data-copy]'), go = of('a[data-go]'), to = of('a[href^="#"]'), open = of('[data-open]');
      if (open) this.part(open.dataset.open).then(p => p.open(open));
      if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => { copy.dataset.copied = ''; setTimeout(() => delete copy.dataset.copied, 4e3); }, () => {});
      // A shadow root has no fragments of its own.
      if (to) { e.preventDefault(); this.find(to.hash)?.focus(); }
      if (!go || this.hosted || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      const { left, root } = this, form = go.dataset.go === 'form';
      if (this.busy || root.querySelector('[aria-disabled]') || form && this.find(FILING)) return;
      if (!form || !left) return this.send('GET', go.href);
      Object.assign(this, left, { left: null });
      this.seat(root, true);
    }
    /** The plain form, posted without leaving the page. Pressed twice: sent once, and the key in the form makes sure. */
    post(form, by) {
      const body = new URLSearchParams(new FormData(form));
      if (by?.name) body.append(by.name, by.value);
      // A field may be called «action»: form.action would be that field.
      this.send('POST', form.getAttribute('action'), body, form);
    }
    async send(method, url, body, form) {
      if (this.busy) return;
      const { root } = this;
      this.busy = true;
      root.setAttribute('aria-busy', true);
      const doc = await ask(method, url, body).catch(() => {});
      this.busy = false;
      root.removeAttribute('aria-busy');
      if (doc) {
        this.failures = 0;
        this.show(doc, method);
        return;
      }
      const note = this.find('[data-offline]');
      note.hidden = false;
      note.scrollIntoView({ block: 'nearest' });
      this.say('error', { code: 'offline' });
      // A second failure with a network at hand: something between us refuses scripts. A new tab, so that nothing typed is lost.
      if (this.failures++ && navigator.onLine) {
        if (form) { form.target = '_blank'; HTMLFormElement.prototype.submit.call(form); } else open(url, '_blank', 'noopener');
      }
      this.upgrade();
    }

    /** WebAssembly takes over the filing form; every other screen is the node's own HTML. */
    async upgrade() {
      if (this.state || this.busy || !this.page?.screen.form) return;
      if (!allowed()) { this.state = 4; return; }
      this.state = 1;
      const { root, page } = this, turn = this.turn = {};
      try {
        const [m, words] = await Promise.all([load(this.at), fetch(`${this.at}words/${page.language}.json`).then(r => r.json())]);
        if (turn !== this.turn) return; // another screen came meanwhile
        if (this.busy) { this.state = 0; return; } // sent meanwhile: what comes back is taken over
        this.state = 2;
        const lifted = lift(root);
        const hear = swap => what => {
          if (what !== 'ready') { lower(root, lifted); return die(this.at); }
          swap?.();
          lower(this.root, lifted);
          this.state = 3;
          this.changed();
        };
        if (same(root, this.pristine)) return m.hydrate(root, page, words, !!this.hosted, hear());
        lower(root, lifted);
        const fresh = root.cloneNode(false); // somebody changed the tree: a fresh one, with what was typed
        m.render(fresh, page, words, !!this.hosted, hear(() => this.swap(fresh)));
      } catch (e) {
        if (e instanceof WebAssembly.RuntimeError) die(this.at); else { delete modules[this.at]; this.state = 4; }
      }
    }
    swap(fresh) {
      const a = this.root.getRootNode().activeElement, at = a && 'selectionStart' in a && [a.selectionStart, a.selectionEnd, a.selectionDirection];
      lower(fresh, lift(this.root));
      put(this.root, fresh);
      this.root.replaceWith(fresh);
      this.root = fresh;
      this.changed();
      const again = a?.id && this.find('#' + a.id);
      if (!again) return;
      again.focus({ preventScroll: true });
      try { at && again.setSelectionRange(...at); } catch { /* a field without a caret */ }
    }
    /** The instance is dead: the same screen goes on as plain HTML, with everything typed in it. */
    recover() {
      const { state, root, left } = this;
      this.state = 4;
      if (left) { const plain = left.root.cloneNode(true); put(left.root, plain); Object.assign(left, { root: plain, state: 4 }); }
      if (state < 2 || state > 3) return;
      const fresh = (state < 3 ? this.pristine : root).cloneNode(true);
      for (const e of fresh.querySelectorAll('[aria-disabled]')) e.removeAttribute('aria-disabled');
      fresh.dataset.waslScript = root.dataset.waslScript;
      this.swap(fresh);
      this.say('error', { code: 'recovered' });
    }
  }
  // A trap kills the one instance for every widget on the page.
  const die = at => {
    modules[at] = Promise.reject();
    modules[at].catch(() => {});
    for (const seat of all) if (seat.at === at) queueMicrotask(() => seat.recover());
  };
  const trapped = e => {
    if (e instanceof WebAssembly.RuntimeError) for (const at in modules) if (String(e.stack).includes(at)) die(at);
  };
  addEventListener('error', e => trapped(e.error));
  addEventListener('unhandledrejection', e => trapped(e.reason));
  const versioned = node => node + 'w/__WASL_VERSION__/';

  if (!customElements.get(TAG)) {
    customElements.define(TAG, class extends HTMLElement {
      connectedCallback() {
        if (this.seat) return void all.add(this.seat);
        const node = this.getAttribute('node') || here, place = this.attachShadow({ mode: 'open' });
        this.seat = new Seat(place, versioned(node));
        this.start(`${node}${encodeURIComponent(this.getAttribute('agency'))}`, this.closest('[lang]')?.lang || navigator.language);
      }
      disconnectedCallback() { all.delete(this.seat); }
      async start(url, lang) {
        const { seat } = this;
        // Room for the form, so that what follows does not jump when it arrives.
        seat.dress(':host{display:block;min-height:64rem}');
        const query = '?lang=' + encodeURIComponent(lang);
        try {
          seat.show(await ask('GET', url + '/widget' + query));
          seat.say('ready');
        } catch {
          const [text, label] = SORRY[lang.split('-')[0]] ?? SORRY.fr, p = document.createElement('p'), a = document.createElement('a');
          a.href = url + query;
          a.target = '_blank';
          a.textContent = label;
          p.append(text, a);
          seat.dress(':host{display:block}');
          seat.place.replaceChildren(p);
          seat.say('error', { code: 'unreachable' });
        }
      }
    });
    // Our own hosted page: the form is there, and posts by itself.
    const enhance = () => {
      const root = document.querySelector(ROOT), data = document.querySelector('[data-wasl-data]');
      if (root && data) new Seat(root.parentNode, versioned(here), true).take(root, data.textContent);
    };
    document.readyState === 'loading' ? addEventListener('DOMContentLoaded', enhance) : enhance();
  }
  const { agency, lang } = script.dataset;
  if (agency) {
    const e = document.createElement(TAG);
    e.setAttribute('agency', agency);
    e.setAttribute('node', here);
    if (lang) e.lang = lang;
    script.after(e);
  }
})();
