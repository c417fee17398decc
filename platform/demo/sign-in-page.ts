import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { DemoIdentity } from './identities';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
.demo { background: #b3261e; color: #fff; border-radius: .4rem; padding: .6rem 1rem; font-weight: 600 }
ul { list-style: none; padding: 0; display: grid; gap: .5rem }
button { width: 100%; text-align: start; font: inherit; padding: .6rem 1rem; border: 1px solid #8888; border-radius: .4rem;
  background: transparent; color: inherit; cursor: pointer }
button:hover, button:focus-visible { border-color: currentColor }
small { opacity: .75 }`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** An HTML page with the headers it must be sent with. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The sign-in page: whom to be, one click, no password.
 * @param returnTo the client's redirect address; a browser lets a form lead there only if the policy names it
 */
export function signInPage(uid: string, identities: readonly DemoIdentity[], returnTo: string): Page {
  const choices = identities.map(
    ({
      name,
      description,
      viewer,
    }) => `<li><button name="identity" value="${escape(name)}"><strong>${escape(name)}</strong>
<small>${escape(viewer.role)}</small><br>${escape(description)}</button></li>`,
  );
  const body = `<p class="demo">DEMO. There is no password: whoever reaches this page may be anyone. All data is synthetic.</p>
<h1>Sign in to Berdaya as</h1>
<form method="post" action="/interaction/${escape(uid)}"><ul>${choices.join('\n')}</ul></form>`;
  return page('Sign in (DEMO)', body, originOf(returnTo));
}

/**
 * The second factor of a demo: a code that a real issuer would have in another place, such as a phone; here it stands beside.
 * @param isWrong whether another code was given before
 */
export function codePage(
  uid: string,
  { name }: DemoIdentity,
  { code, returnTo, isWrong }: { readonly code: string; readonly returnTo: string; readonly isWrong: boolean },
): Page {
  const body = `<p class="demo">DEMO. A real code would be on your phone. This one stands here: ${escape(code)}</p>
<h1>Sign in as ${escape(name)}: one-time code</h1>${isWrong ? '<p role="alert">That is another code.</p>' : ''}
<form method="post" action="/interaction/${escape(uid)}"><input type="hidden" name="identity" value="${escape(name)}">
<p><label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code" required pattern="[0-9]{6}"></label></p>
<button>Sign in</button></form>`;
  return page('One-time code (DEMO)', body, originOf(returnTo));
}

/** What a browser sees when a sign-in cannot go on. */
export function errorPage(reason: string): Page {
  const body = `<p class="demo">DEMO</p><h1>The sign-in cannot go on</h1><p>${escape(reason)}</p>`;
  return page('Sign-in failed (DEMO)', body);
}

/** The same for oidc-provider, which answers through koa. */
export function renderErrorPage(ctx: KoaContextWithOIDC, reason: string): void {
  const { html, headers } = errorPage(reason);
  ctx.set(headers);
  ctx.body = html;
}

function page(title: string, body: string, formTarget = ''): Page {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action 'self' ${formTarget}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style><body>${body}</body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  };
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '';
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
