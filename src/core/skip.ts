import { type Parsed, rejected, understood } from './parsed.ts'

/** A check, or one instance of it, that is left out; until which day (`2027-03-31`, included), null for this run. */
export interface Skip {
  id: string
  /** Every instance when left out. */
  instance?: string
  reason: string
  until: string | null
}

/** `net.retrans` or `disk.space:/var`, as --skip takes it. */
export function parseSkip(text: string): Parsed<Skip> {
  const [id = '', ...rest] = text.split(':')
  const instance = rest.join(':')
  if (!/^[a-z]+\.[a-z0-9-]+$/.test(id) || (rest.length > 0 && instance === ''))
    return rejected(
      'is not the id of a check',
      'Write an id such as disk.space, or ID:INSTANCE as disk.space:/var.',
    )
  const named = rest.length === 0 ? {} : { instance }
  return understood({ id, ...named, reason: 'asked for with --skip', until: null })
}
