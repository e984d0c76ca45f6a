/** Where the page may connect to besides its own origin, e.g. the web host's `ws://127.0.0.1:49152`. */
type ConnectSource = `ws://${string}` | `wss://${string}`;

/**
 * The content security policy of the page, on every host. Everything that is not named is denied.
 * style-src-attr is open because KaTeX places every glyph of a formula by a style attribute; an
 * attribute loads and runs nothing, and inline style sheets and scripts stay denied.
 * @param connect  further sources of connect-src
 */
export function contentSecurityPolicy(connect: readonly ConnectSource[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "worker-src 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Strings become markup or script nowhere but in Svelte's own templates.
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html',
  ].join('; ');
}

/** The policy of the desktop app, which talks to nothing but its own origin. */
export const CONTENT_SECURITY_POLICY = contentSecurityPolicy();

/** What every response with a page, script or picture of the app carries besides the policy. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
