import { parseDuration, rejected, type ThinkSpan, understood } from '../core/index.ts'
import type { Kind } from './kind.ts'

const longest = 10_000

/** A text as it is, line breaks included: a number is taken for its digits. */
export const anyText: Kind<string> = {
  form: `Write a text of up to ${longest} characters.`,
  read: (value) => {
    const text = String(value)
    return text.length > longest
      ? rejected(`is longer than ${longest} characters`, anyText.form)
      : understood(text)
  },
  write: (value) => value,
  json: { type: ['string', 'number', 'boolean'] },
}

/** A single value as it is compared in JSON: 1 is not "1". */
export const jsonScalar: Kind<string | number | boolean> = {
  form: 'Write a text, a number, true or false.',
  read: understood,
  write: (value) => value,
  json: { type: ['string', 'number', 'boolean'] },
}

/** The name of a header (RFC 9110). */
export const headerName: Kind<string> = {
  form: 'Write it as Content-Type: letters, digits and dashes.',
  read: (value) =>
    typeof value === 'string' && /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/.test(value)
      ? understood(value)
      : rejected('is no name of a header', headerName.form),
  write: (value) => value,
  json: { type: 'string' },
}

/** A JSON pointer (RFC 6901), as a key. */
export const pointer: Kind<string> = {
  form: 'Write it from its slash, for example /items/0/id.',
  read: (value) =>
    typeof value === 'string' && (value === '' || value.startsWith('/'))
      ? understood(value)
      : rejected('is no JSON pointer', pointer.form),
  write: (value) => value,
  json: { type: 'string', pattern: '^(/.*)?$' },
}

/** A pause: `2s`, or `1s..3s` for one that is drawn evenly between the two. */
export const thinkSpan: Kind<ThinkSpan> = {
  form: 'Write 2s, or 1s..3s for a pause between the two.',
  read: (value) => {
    const [from = '', to = from] = String(value).split('..')
    const [fromSeconds, toSeconds] = [parseDuration(from), parseDuration(to)]
    if (!fromSeconds.ok || !toSeconds.ok) return rejected('is no pause', thinkSpan.form)
    if (fromSeconds.value > toSeconds.value) return rejected('begins above its end', thinkSpan.form)
    if (toSeconds.value > 86_400) return rejected('is longer than a day', thinkSpan.form)
    return understood({ fromSeconds: fromSeconds.value, toSeconds: toSeconds.value })
  },
  write: ({ fromSeconds, toSeconds }) =>
    fromSeconds === toSeconds ? `${fromSeconds}s` : `${fromSeconds}s..${toSeconds}s`,
  json: { type: 'string' },
}
