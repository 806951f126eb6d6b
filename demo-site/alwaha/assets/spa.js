// A single-page application in a few lines: views that come and go. In: buttons. Out: the form's element, made and taken away.
// Never: a global.
{
  const view = document.getElementById('view');
  const form = (agency) => {
    const element = document.createElement('wasl-widget');
    view.append(element);
    // Set after it was put in, as many frameworks do.
    element.setAttribute('agency', agency);
    return element;
  };
  const views = {
    list: () => view.append(Object.assign(document.createElement('p'), { textContent: 'Trois projets sont en cours.' })),
    form: () => form('alwaha').prefill({ kind: 'complaint', subject: 'Depuis mon espace client' }),
    both: () => ['alwaha', 'mhab'].forEach(form),
  };
  document.getElementById('views').addEventListener('click', (event) => {
    const name = event.target.dataset.view;
    if (!name) return;
    for (const element of view.querySelectorAll('wasl-widget')) element.destroy();
    view.replaceChildren();
    customElements.whenDefined('wasl-widget').then(views[name]);
  });
}
