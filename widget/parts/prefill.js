// What the host's page knows already. In: values by field name. Out: fields that were empty, filled as if they had been typed.
// Never: a field that the person has filled, the declarations that only they can make.

const FIELDS = ['kind', 'category', 'subject', 'body', 'name', 'email', 'phone'];

export function start(seat) {
  let wanted;
  const tell = (e) => { for (const type of ['input', 'change']) e.dispatchEvent(new Event(type, { bubbles: true, composed: true })); };
  const fill = (values) => {
    wanted = values ?? wanted;
    const form = seat.find('[data-form=file]');
    if (!form || !wanted) return;
    for (const name of FIELDS) {
      const value = wanted[name];
      if (typeof value !== 'string' || !value) continue;
      const fields = [...form.querySelectorAll(`[name="${name}"]`)];
      const choice = fields.find((e) => e.type === 'radio' && e.value === value);
      if (choice) {
        if (!fields.some((e) => e.checked)) { choice.checked = true; tell(choice); }
      } else if (fields.length === 1 && fields[0].type !== 'radio' && !fields[0].value) {
        fields[0].value = value;
        tell(fields[0]);
      }
    }
    wanted = null;
  };
  return { fill, screen: () => fill() };
}
