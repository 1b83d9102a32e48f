import { type Html, html } from './html.ts';

/**
 * What every answer to a browser says: nothing from elsewhere, no script and no style inside the page, in no frame,
 * and nothing of the address for others. In small letters they take the place of those the server sets. Sources: CSP level 3, HTML "Content-Security-Policy".
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** Names of files beside the page's own style: see `FILES`. */
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
  /** Seconds after which a browser without scripts asks again. */
  readonly refresh?: number;
}

/** A page. Its links are relative, so that it works below any path a proxy puts it under. */
export function page({ title, body, styles = [], scripts = [], refresh }: PageParts): string {
  const again =
    refresh === undefined
      ? ''
      : html`<noscript><meta http-equiv="refresh" content="${refresh}"></noscript>\n`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${again}${[...styles, 'page.css'].map((name) => html`<link rel="stylesheet" href="pages/${name}">\n`)}${scripts.map((name) => html`<script src="pages/${name}" defer></script>\n`)}</head>
<body>
<header><nav aria-label="Pages"><a href="./">slurmrest</a> <a href="status">Status</a> <a href="docs">API</a></nav></header>
${body}
</body>
</html>
`.text;
}

/** A field for a token; the scripts keep what is put into it in memory. It has no name, so no form ever sends it. */
export const TOKEN_FORM: Html = html`<form id="sign-in" hidden>
<label for="token">Token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false" required>
<button>Show</button>
<p>Make one with <code>slurmrest token</code> or <code>scontrol token</code>. This page keeps it until it is closed.</p>
</form>`;
