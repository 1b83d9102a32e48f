// Credentials of the page: none, where a proxy adds them, else the token of the field. It is in this variable only.
let token;

/** Asks for a path of this daemon as whoever has signed in; 403 shows the field for a token. */
// biome-ignore lint/correctness/noUnusedVariables: the pages' own scripts call it
async function ask(path, accept) {
  const headers = { accept, ...(token && { 'X-SLURM-USER-TOKEN': token }) };
  const answer = await fetch(path, { headers, cache: 'no-store' });
  document.querySelector('#sign-in').hidden = answer.status !== 403;
  return answer;
}

/** Calls `show` at once, and again with each token that is given. */
// biome-ignore lint/correctness/noUnusedVariables: the pages' own scripts call it
function signIn(show) {
  document.querySelector('#sign-in').addEventListener('submit', (event) => {
    event.preventDefault();
    const field = document.querySelector('#token');
    token = field.value.trim().replace(/^SLURM_JWT=/, '');
    field.value = '';
    show();
  });
  show();
}

/** Adds the token to a request that has none. */
// biome-ignore lint/correctness/noUnusedVariables: the pages' own scripts call it
function signed(request) {
  if (token) request.headers['X-SLURM-USER-TOKEN'] ??= token;
  return request;
}
