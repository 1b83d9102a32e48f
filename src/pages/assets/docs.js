// Shows the specification this daemon hands out.
async function show() {
  const message = document.querySelector('#message');
  try {
    const answer = await ask('openapi.json', 'application/json');
    const document_ = await answer.json();
    message.textContent = answer.ok ? '' : document_.errors[0].error;
    if (!answer.ok) return;
    SwaggerUIBundle({
      dom_id: '#reference',
      // Wherever a proxy has put the daemon.
      spec: { ...document_, servers: [{ url: new URL('.', location.href).href }] },
      docExpansion: 'list',
      defaultModelsExpandDepth: -1,
      validatorUrl: null,
      persistAuthorization: false,
      requestInterceptor: signed,
    });
  } catch {
    message.textContent = 'The daemon does not answer. Load the page again to try once more.';
  }
}

signIn(show);
