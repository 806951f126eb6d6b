// The form behind a button: in a dialog that the browser itself keeps the focus in. In: a seat whose element says `mode="dialog"` or
// `"floating"`. Out: a button, the dialog around the root, `open` and `close`. Never: a lost word (closing hides, nothing is taken away), a change
// of the host's page.

const element = (name, className, part) => Object.assign(document.createElement(name), { className, part });

export function start(seat) {
  const { place } = seat, { host } = place;
  const shell = element('div', 'wasl-shell', ''), opener = element('button', 'wasl-opener', 'opener');
  const dialog = seat.box ??= document.createElement('dialog');
  const bar = element('div', 'wasl-dialog-bar', ''), close = element('button', 'wasl-close', 'close');
  opener.type = close.type = 'button';
  opener.setAttribute('aria-haspopup', 'dialog');
  shell.append(opener);
  bar.append(close);
  Object.assign(dialog, { className: 'wasl-shell wasl-dialog', part: 'dialog' });
  dialog.prepend(bar);

  const open = () => {
    if (!dialog.isConnected) {
      host.scrollIntoView({ block: 'start' });
      seat.find('[data-focus]')?.focus();
      return;
    }
    if (dialog.open) return;
    dialog.showModal();
    seat.find('[data-focus]')?.focus();
    // Whose form this is, and the other languages, stand above its title.
    dialog.scrollTop = 0;
  };
  opener.onclick = open;
  close.onclick = () => dialog.close();

  // After every change of screen, language or mode: where the root stands, and what the button says.
  const screen = () => {
    const mode = seat.mode, { root } = seat, inside = mode !== 'inline';
    for (const e of [shell, dialog]) Object.assign(e, { lang: root.lang, dir: root.dir });
    opener.textContent = host.getAttribute('label') ?? seat.labels.open;
    opener.hidden = !opener.textContent;
    close.textContent = seat.labels.close;
    dialog.ariaLabel = seat.labels.open;
    shell.classList.toggle('wasl-floating', mode === 'floating');
    // Several in one corner stand one above the other.
    shell.style.setProperty('--_nth', [...document.querySelectorAll(`${host.localName}[mode=floating]`)].indexOf(host));
    if (inside) {
      if (!shell.isConnected) place.append(shell);
      if (!dialog.isConnected) place.append(dialog);
      if (root.parentNode !== dialog) dialog.append(root);
      // Moved in the page while it was open: the browser has let go of it.
      if (dialog.open && !dialog.matches(':modal')) { dialog.close(); dialog.showModal(); }
    } else {
      dialog.close();
      if (root.parentNode !== place) place.append(root);
      shell.remove();
      dialog.remove();
    }
  };
  const hooks = { screen, open, close: () => dialog.close(), end: () => { shell.remove(); dialog.remove(); } };
  screen();
  return hooks;
}
