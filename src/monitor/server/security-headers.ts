/** Headers of every answer; `policy` is the content security policy of a page, and of anything else nothing may be loaded. */
export function securityHeaders(isTrustworthy: boolean, policy = nothing): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // With no-referrer a browser names no origin in the sign-in form, and that one is checked.
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Browsers complain of these two where the way to the server is not trustworthy.
    ...(isTrustworthy && {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    }),
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cache-control': 'no-store',
  }
}

const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
