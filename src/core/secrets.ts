const words =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|credential|private[_-]?key|session[_-]?(?:id|key)|x-auth|jwt'
const secretName = `[A-Za-z0-9_.-]*(?:${words})[A-Za-z0-9_.-]*`
const variableName = `[A-Z0-9_]*(?:${words.toUpperCase()})[A-Z0-9_]*`
const quoted = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'`
/** Base64 ends with equals signs and may hold any word before them: they alone are no value. */
const notPadding = `(?!=+(?:[\\s"']|$))`

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '***'],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/]*@/gi, '$1:***@'],
  // A slash in a password that was not encoded; a port and its path hold none.
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):(?!\d{1,5}(?:[/?#]|$))[^\s"'<>@]*@/gi, '$1:***@'],
  // A list as HTTP libraries print headers; else a scheme, its token and its parameters, as in `Digest a="b", c="d"`.
  [
    /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:\[[^\]]*\]|(?:[a-z][\w-]*[ \t]+)?(?:[\w-]+="[^"]*"|[^\s"',;]+)(?:,\s*[\w-]+=(?:"[^"]*"|[^\s"',]*))*)/gi,
    '$1***',
  ],
  [/\b((?:set-)?cookie["']?\s*[:=]\s*["']?)(?:\[[^\]]*\]|[^\r\n"']+)/gi, '$1***'],
  [/\b(bearer|apikey)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 ***'],
  // An environment variable ends at a blank: what follows a comma or an ampersand is still the secret.
  [new RegExp(`\\b(${variableName}=)(?:${quoted}|${notPadding}[^\\s"']+)`, 'g'), '$1***'],
  [
    new RegExp(`(["']?\\b${secretName}["']?\\s*[:=]\\s*)(?:${quoted}|${notPadding}[^\\s"',;&]+)`, 'gi'),
    '$1***',
  ],
  [new RegExp(`(--${secretName})\\s+(?!-)\\S+`, 'gi'), '$1 ***'],
  [/(--(?:[a-z0-9-]+-)?(?:pass|requirepass|masterauth)(?:=|\s+))(?!-)\S+/gi, '$1***'],
  [/([?&](?:sig|signature|x-amz-signature|key|auth|code|pin)=)[^\s&"']+/gi, '$1***'],
  // As curl takes a name and a password; of two numbers it is a user and a group.
  [
    /((?:^|\s)(?:-u|-U|--user|--proxy-user)(?:=|\s*))(?!["']?\d+:)(?:"([^":]+):[^"]*"|'([^':]+):[^']*'|([^\s:"'-][^\s:"']*):[^\s"']+)/g,
    '$1$2$3$4:***',
  ],
  // Where the address itself is the secret: Slack, Discord, Teams.
  [
    /\b((?:hooks\.slack\.com\/services|discord(?:app)?\.com\/api\/webhooks|[\w-]+\.webhook\.office\.com)\/)[^\s"'<>]+/gi,
    '$1***',
  ],
  // Tokens that say themselves what they are: GitHub, GitLab, Slack, JSON Web Tokens.
  [
    /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)/g,
    '***',
  ],
]

// One look for what every rule needs: most texts hold none of it, and there are many.
const mayHoldSecret =
  /:\/\/|-----BEGIN|authorization|cookie|bearer|pass|pwd|secret|token|key|credential|session|masterauth|user|\s-u|sig(?:nature)?=|auth|jwt|code=|pin=|gh[pousr]_|github_pat|glpat|xox|eyJ/i

const secretVariable = new RegExp(`^${secretName}$`, 'i')
/** They hold where a secret is, or what it is for. */
const pointsElsewhere = /(?:file|path|dir|sock|url|uri|host|name|user|type|id|command|helper)$/i

/** What a shell says of where it is. */
const workingFolders: ReadonlySet<string> = new Set(['PWD', 'OLDPWD'])

/** The values of variables that are named like secrets; shorter ones than 8 characters would be found in ordinary text. */
export function secretValues(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value = '']) =>
    value.length >= 8 && secretVariable.test(name) && !pointsElsewhere.test(name) && !workingFolders.has(name)
      ? [value]
      : [],
  )
}

/** `text` with URL passwords, Authorization values, cookies, private keys and values of secret-like names replaced by `***`, and the `known` values too. */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  const rest = known.reduce((masked, value) => masked.replaceAll(value, '***'), text)
  if (!mayHoldSecret.test(rest)) return rest
  return rules.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), rest)
}

/** `value` (plain JSON) with every text in it masked; what is no plain value, such as a function, is handed on. */
export function maskSecretsIn<T>(value: T, known?: readonly string[]): T
export function maskSecretsIn(value: unknown, known: readonly string[] = []): unknown {
  if (typeof value === 'string') return maskSecrets(value, known)
  if (Array.isArray(value)) return value.map((item) => maskSecretsIn(item, known))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskSecretsIn(item, known)]))
}
