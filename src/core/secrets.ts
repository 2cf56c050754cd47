const secretName = '[A-Za-z0-9_.-]*(?:password|passwd|pwd|secret|token|api[_-]?key|apikey|credential|private[_-]?key|session)[A-Za-z0-9_.-]*'

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '***'],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/]*@/gi, '$1:***@'],
  [/\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|apikey|digest|token)\s+)?[^\s"',;]+/gi, '$1***'],
  [/\b((?:set-)?cookie["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, '$1***'],
  [/\b(bearer|apikey)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 ***'],
  [new RegExp(`(["']?\\b${secretName}["']?\\s*[:=]\\s*)(?:"[^"]*"|'[^']*'|[^\\s"',;&]+)`, 'gi'), '$1***'],
  [new RegExp(`(--${secretName})\\s+(?!-)\\S+`, 'gi'), '$1 ***'],
]

/** `text` with URL passwords, Authorization values, cookies, private keys and values of secret-like names replaced by `***`. */
export function maskSecrets(text: string): string {
  return rules.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text)
}
