// Another language on the spot. In: a language's tag. Out: the same screen in it, with everything typed, chosen and attached, and the same key, so that
// nothing is filed twice. Never: a screen that would lose something (a receipt stays as it is).

export function start(seat) {
  let turn = 0;
  const fetched = (tag) => {
    const { agency, screen } = seat.page, at = `${seat.node}${agency.id}`;
    if (screen.case) {
      const { case: { reference }, access_code } = screen.case;
      return seat.ask('POST', `${at}/case`, new URLSearchParams({ reference, access_code, lang: tag }));
    }
    if (screen.open) return seat.ask('GET', `${at}/case?lang=${tag}`);
    return screen.form && seat.find('[data-form=file]') ? seat.ask('GET', `${at}/widget?lang=${tag}`) : null;
  };
  const speak = async (tag) => {
    const { root } = seat, mine = ++turn, answer = seat.busy || tag === seat.page.language ? null : fetched(tag);
    if (!answer) return;
    root.setAttribute('aria-busy', 'true');
    const doc = await answer.catch(() => {});
    root.removeAttribute('aria-busy');
    // Sent, left or asked for in a third language meanwhile.
    if (mine !== turn || seat.root !== root || seat.busy) return;
    if (!doc) return seat.failed(() => speak(tag));
    const inside = root.contains(root.getRootNode().activeElement);
    seat.show(doc, false, true);
    if (inside) seat.find('[data-lang][aria-current]')?.focus({ preventScroll: true });
    if (seat.hosted) page(doc, tag);
    seat.upgrade();
  };
  // Our own page around the screen.
  const page = (doc, tag) => {
    const { root } = seat;
    Object.assign(document.documentElement, { lang: root.lang, dir: root.dir });
    document.title = doc.title;
    const { agency: { name }, language } = seat.page, heading = document.querySelector('main > h1');
    if (heading && name[language]) heading.textContent = name[language];
    for (const link of document.querySelectorAll('header [data-lang]')) {
      link.toggleAttribute('aria-current', false);
      if (link.dataset.lang === root.lang) link.setAttribute('aria-current', 'true');
    }
    const address = new URL(location.href);
    address.searchParams.set('lang', tag);
    history.replaceState(history.state, '', address);
  };
  return { speak };
}
