import { maskSecrets } from '../../core/index.ts'

/** Programs that take a password in a short option: what may stand before it. */
const passwordOptions: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:mysql|mariadb)/, /^-p(?=.)/],
  [/^sshpass$/, /^-p/],
  [/^redis-(?:cli|benchmark)$/, /^-a$/],
  [/^ldap[a-z]+$/, /^-w/],
  [/^mongo/, /^-p$/],
  [/^curl$/, /^(?:-[uU]|--(?:proxy-)?user(?:=|$))/],
]

/** The arguments of a process as /proc/PID/cmdline has them, each followed by a NUL, with secrets masked. */
export function maskArguments(text: string): string {
  const all = text.split('\0')
  const program = (all[0] ?? '').replace(/^.*\//, '')
  const options = passwordOptions.filter(([name]) => name.test(program)).map(([, option]) => option)
  const masked = all.map((word, index) => maskedWord(word, all[index - 1] ?? '', options))
  // Some secrets are told by several words: `Authorization: Bearer abc`.
  const joined = masked.join(' ')
  const again = maskSecrets(joined)
  return again === joined ? masked.join('\0') : again.replaceAll(' ', '\0')
}

function maskedWord(word: string, before: string, options: readonly RegExp[]): string {
  if (word === '') return word
  for (const option of options) {
    const match = option.exec(word)
    if (match !== null && match[0].length < word.length) return `${match[0]}***`
    if (option.exec(before)?.[0] === before && before !== '') return '***'
  }
  if (before.startsWith('-') && !word.startsWith('-') && takesSecret(`${before} `)) return '***'
  // A blank ends a secret in a text, but not in one argument.
  const [name] = /^[\w.-]+=/.exec(word) ?? []
  return name !== undefined && takesSecret(name) ? `${name}***` : maskSecrets(word)
}

/** Whether what follows `name` is a secret, as after `--token ` and `DB_PASSWORD=`. */
function takesSecret(name: string): boolean {
  return maskSecrets(`${name}x`) === `${name}***`
}
