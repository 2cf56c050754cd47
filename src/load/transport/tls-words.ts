/** What an operator can do about an alert. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /certificate required|bad certificate|unknown ca|certificate unknown/,
    'it may want another client certificate: --cert and --key',
  ],
  [/unrecognized name/, 'it knows no such host: --server-name'],
  [/protocol version/, 'it speaks no TLS version that is safe enough'],
  [
    /handshake failure|insufficient security/,
    'it shares no cipher, or wants a client certificate: --cert and --key',
  ],
]

/** What OpenSSL says of a handshake, for people; null where `message` is none of its errors. */
export function tlsInWords(message: string): string | null {
  const [, reason] = /:SSL routines:[^:]*:([^:]+)/.exec(message) ?? []
  if (reason === undefined) return null
  const [, number] = /SSL alert number (\d+)/.exec(message) ?? []
  if (number !== undefined) {
    const alert = reason.replace(/^(?:ssl|tls)v\d+ alert /, '')
    const remedy = remedies.find(([of]) => of.test(alert))?.[1]
    return `the target answered with TLS alert ${number}, ${alert}${remedy === undefined ? '' : `: ${remedy}`}`
  }
  if (/wrong version number|packet length too long|http request|record layer failure/.test(reason))
    return `the target does not speak TLS on this port (${reason}): write http:// if it is meant`
  return `the TLS handshake failed: ${reason}`
}
