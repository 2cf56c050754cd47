import { type Parsed, rejected, suggestion, understood } from '../core/index.ts'

const limitPattern = /^\d{1,15}(\.\d{1,15})? ?[A-Za-z%/]{0,6}$/

/** How a value is written in YAML and held in a profile. */
export interface Kind<T> {
  /** What to write, for hints. */
  form: string
  read(value: string | number | boolean): Parsed<T>
  /** What `read` turns back into the same value. */
  write(value: T): string | number | boolean
  /** JSON Schema of what may be written. */
  json: Readonly<Record<string, unknown>>
}

/** `true` or `false`. */
export const flag: Kind<boolean> = {
  form: 'Write true or false.',
  read: (value) =>
    typeof value === 'boolean' ? understood(value) : rejected('is not true or false', flag.form),
  write: (value) => value,
  json: { type: 'boolean' },
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Kind<T> {
  const form = `Write one of: ${words.join(', ')}.`
  return {
    form,
    read: (value) => {
      const word = words.find((candidate) => candidate === value)
      if (word !== undefined) return understood(word)
      return rejected(`is not one of ${words.join(', ')}`, suggestion(String(value), words, form))
    },
    write: (value) => value,
    json: { enum: words },
  }
}

/** A line of text that a person reads: blanks are joined, control characters refused. */
export function line(longest: number): Kind<string> {
  const form = `Write a text of 1 to ${longest} characters.`
  return {
    form,
    read: (value) => {
      if (typeof value !== 'string') return rejected('is not text', 'Put it in quotes.')
      const text = value.replace(/\s+/gu, ' ').trim()
      if (text === '') return rejected('is empty', form)
      if (Array.from(text).length > longest) return rejected(`is longer than ${longest} characters`, form)
      if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) return rejected('holds a character that cannot be shown', form)
      return understood(text)
    },
    write: (value) => value,
    json: { type: 'string', minLength: 1 },
  }
}

/** A text that `pattern` matches as a whole; `problem` continues "NAME ...". */
function word(pattern: RegExp, problem: string, form: string): Kind<string> {
  return {
    form,
    read: (value) => {
      if (typeof value !== 'string') return rejected('is not text', `${form} A number needs quotes.`)
      return pattern.test(value) ? understood(value) : rejected(problem, form)
    },
    write: (value) => value,
    json: { type: 'string', pattern: pattern.source },
  }
}

/** A label as Kubernetes names things (RFC 1123). */
export const kubernetesName = word(
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  'is not a Kubernetes name',
  'Write up to 63 small letters, digits and inner dashes, for example lewis-app.',
)

/** A plain name: what tiers and back ends are called. */
export const plainName = word(
  /^[A-Za-z][A-Za-z0-9._-]{0,62}$/,
  'is not a name',
  'Begin with a letter; letters, digits, dots, dashes and underscores may follow.',
)

/** A machine shape as a key, for example 8c16g. */
export const shapeName = word(
  /^(?=.*[1-9].*c)(?=.*c.*[1-9])\d+(\.\d+)?m?c\d+(\.\d+)?g$/,
  'is not a machine shape',
  'Write cores and GiB as 8c16g.',
)

/** A container image with its tag. */
export const image = word(
  /^[A-Za-z0-9][A-Za-z0-9._\-/:@]{0,254}$/,
  'is not a container image',
  'Write it as registry/name:tag, without blanks.',
)

/** A path on the service. */
export const urlPath = word(
  /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,1023}$/,
  'is not a path of a URL',
  'Begin with a slash, for example /health.',
)

/** Three capital letters (ISO 4217). */
export const currency = word(
  /^[A-Z]{3}$/,
  'is not a currency',
  'Write three capital letters, for example EUR.',
)

/** What an instance of a check is called: a mount, a disk, a process. */
export const instanceName = word(
  /^\S(.{0,254}\S)?$/u,
  'is not the name of an instance',
  'Write it as diagnose prints it after the colon, for example /mnt/archive.',
)

/** A day of the calendar (ISO 8601). */
export const calendarDay: Kind<string> = {
  ...word(/^\d{4}-\d{2}-\d{2}$/, 'is not a day', 'Write it as 2027-03-31.'),
  read: (value) => {
    const form = 'Write it as 2027-03-31.'
    if (typeof value !== 'string') return rejected('is not a day', form)
    const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null
    // A day that the month does not have rolls over into the next.
    const exists = day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
    return exists ? understood(value) : rejected('is not a day', form)
  },
}

/** A limit with or without its unit, kept as text: only the check that it is for knows which unit it needs. */
export const limitText: Kind<string> = {
  form: 'Write a number, with its unit where it has one: 85%, 20ms, 5GiB, 3.',
  read: (value) => {
    const text = String(value)
    if (typeof value === 'boolean' || !limitPattern.test(text))
      return rejected('is not a limit', limitText.form)
    return understood(text)
  },
  write: (value) => (/^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value),
  json: { type: ['number', 'string'], pattern: limitPattern.source },
}
