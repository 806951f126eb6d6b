// A case opened by its link, as a camera reads it from the receipt: the access code stands behind the `#`, which no
// server sees. In: the seat of the door to a case, on our own page. Out: the form sent with the code.
// Never: the code left in the address bar or in the history.

export const start = seat => {
  const open = () => {
    const code = location.hash.slice(1), field = seat.find('[name=access_code]');
    if (!seat.hosted || !field || !/^[0-9a-z-]{16,24}$/i.test(code)) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    field.value = code;
    field.form.requestSubmit();
  };
  open();
  addEventListener('hashchange', open);
  return { end: () => removeEventListener('hashchange', open) };
};
