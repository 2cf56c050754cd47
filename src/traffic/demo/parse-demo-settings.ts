import {
  type Parsed,
  parseDuration,
  parseRatio,
  parseWhole,
  rejected,
  suggestion,
  understood,
} from '../../core/index.ts'
import { type DemoSettings, type Spread, usualDemo } from './demo-settings.ts'

const spreads: readonly Spread[] = ['constant', 'exponential', 'lognormal']

type Word = (text: string, before: DemoSettings) => Parsed<Partial<DemoSettings>>

/** Every setting by its word. */
const words: Readonly<Record<string, Word>> = {
  service: (text) => set(durationUpTo(text, 60), (serviceSeconds) => ({ serviceSeconds })),
  spread: (text) => {
    const spread = spreads.find((one) => one === text)
    if (spread !== undefined) return understood({ spread })
    return rejected('is no spread', suggestion(text, spreads, `Choose one of ${spreads.join(', ')}.`))
  },
  workers: (text) => set(parseWhole(text, { minimum: 1, maximum: 10_000 }), (workers) => ({ workers })),
  cpu: (text) => set(durationUpTo(text, 1), (cpuSeconds) => ({ cpuSeconds })),
  scan: (text) => set(durationUpTo(text, 3600), (scanSeconds) => ({ scanSeconds })),
  slots: (text) => set(parseWhole(text, { minimum: 1, maximum: 10_000 }), (slots) => ({ slots })),
  limit: (text) => set(parseLimit(text), (limit) => ({ limit })),
  errors: (text) => set(parseRatio(text), (errorShare) => ({ errorShare })),
  resets: (text) => set(parseRatio(text), (resetShare) => ({ resetShare })),
  silent: (text) => set(parseRatio(text), (silentShare) => ({ silentShare })),
  'failed-scans': (text) => set(parseRatio(text), (failedScanShare) => ({ failedScanShare })),
  freeze: (text, { freezes }) => set(parseFreeze(text), (freeze) => ({ freezes: [...freezes, freeze] })),
}

/** May be given several times. */
const repeatable: readonly string[] = ['freeze']

/** The settings of `service=20ms,slots=5,errors=1%`: what is not named is as usual. */
export function parseDemoSettings(text: string): Parsed<DemoSettings> {
  let settings = usualDemo
  const given = new Set<string>()
  for (const part of text.split(',')) {
    const [name, written] = splitOnce(part.trim())
    const word = Object.hasOwn(words, name) ? words[name] : undefined
    if (word === undefined) return rejected(`has no setting ${JSON.stringify(name)}`, offer(name))
    if (written === null)
      return rejected(`has no value for ${name}`, `Write ${name}=VALUE, for example service=20ms.`)
    if (given.has(name) && !repeatable.includes(name))
      return rejected(`has ${name} twice`, 'Leave one of them out.')
    given.add(name)
    const parsed = word(written, settings)
    if (!parsed.ok) return rejected(`has a value for ${name} that ${parsed.problem}`, parsed.hint)
    settings = { ...settings, ...parsed.value }
  }
  const { errorShare, resetShare, silentShare } = settings
  if (errorShare + resetShare + silentShare > 1)
    return rejected(
      'lets more than all requests fail',
      'errors, resets and silent together are 100% at most.',
    )
  return understood(settings)
}

function splitOnce(part: string): [name: string, written: string | null] {
  const place = part.indexOf('=')
  return place < 0 ? [part, null] : [part.slice(0, place).trim(), part.slice(place + 1).trim()]
}

function offer(name: string): string {
  const names = Object.keys(words)
  return suggestion(name, names, `Write some of ${names.join(', ')}, as service=20ms,errors=1%.`)
}

function set<T, U>(parsed: Parsed<T>, use: (value: T) => U): Parsed<U> {
  return parsed.ok ? understood(use(parsed.value)) : parsed
}

function durationUpTo(text: string, most: number): Parsed<number> {
  const parsed = parseDuration(text)
  if (!parsed.ok || parsed.value <= most) return parsed
  return rejected('is too long', `Give a time up to ${most}s.`)
}

function parseLimit(text: string): Parsed<{ requests: number; seconds: number }> {
  const hint = 'Write requests and a time, as 100/60s.'
  const [, count = '', time = ''] = /^(\d+)\/(\S+)$/.exec(text) ?? []
  const requests = parseWhole(count, { minimum: 1, maximum: 1e9 })
  const seconds = parseDuration(time)
  if (!requests.ok || !seconds.ok || seconds.value === 0) return rejected('is no limit', hint)
  return understood({ requests: requests.value, seconds: seconds.value })
}

function parseFreeze(text: string): Parsed<{ seconds: number; atSeconds: number }> {
  const hint = 'Write how long, and how long after the first request, as 1s@10s.'
  const [, long = '', after = ''] = /^([^@]+)@(.+)$/.exec(text) ?? []
  const seconds = parseDuration(long)
  const atSeconds = parseDuration(after)
  if (!seconds.ok || !atSeconds.ok) return rejected('is no freeze', hint)
  if (seconds.value > 600 || atSeconds.value > 86_400)
    return rejected('is too long', 'A freeze lasts up to 600s, and begins within a day.')
  return understood({ seconds: seconds.value, atSeconds: atSeconds.value })
}
