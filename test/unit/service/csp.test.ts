import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../../electron/service/csp.ts';

test('the page may load what is its own, style attributes for formulas and pictures that it makes; nothing else', () => {
  expect(contentSecurityPolicy().split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html',
  ]);
});

test('the browser host’s page may talk to its own socket beside its own origin', () => {
  const policy = contentSecurityPolicy(['ws://127.0.0.1:49152', 'wss://localhost:1']);
  expect(policy).toContain("; connect-src 'self' ws://127.0.0.1:49152 wss://localhost:1; ");
});
