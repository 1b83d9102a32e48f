// Puts the figures of a page asked for anew in the place of the old ones.
/** Milliseconds between two looks. */
const INTERVAL = 5000;

async function refresh() {
  const figures = document.querySelector('#figures');
  try {
    const answer = await ask('status', 'text/html');
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    figures.replaceChildren(...page.querySelector('#figures').childNodes);
    figures.classList.remove('stale');
  } catch {
    figures.classList.add('stale');
  }
}

signIn(refresh);
setInterval(() => {
  if (document.visibilityState === 'visible' && document.querySelector('#sign-in').hidden) refresh();
}, INTERVAL);
