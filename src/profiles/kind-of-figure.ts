import {
  type Parsed,
  parseByteSize,
  parseDuration,
  parseRate,
  rejected,
  type Unit,
  understood,
} from '../core/index.ts'
import type { Kind } from './kind.ts'
import { numberKind } from './kind-of-number.ts'

type FigureUnit = Extract<Unit, 'seconds' | 'per-second' | 'bytes-per-second'>

/** How figures of one unit are written. */
interface Words {
  form: string
  pattern: string
  parse(text: string): Parsed<number>
  /** From the largest; a figure is written in the first that it fills. */
  units: readonly (readonly [text: string, size: number])[]
}

const words: Readonly<Record<FigureUnit, Words>> = {
  seconds: {
    form: 'Write a time with its unit: 95ns, 120us, 1.5ms or 2s.',
    pattern: '^\\d+(\\.\\d+)?(ns|us|µs|ms|s)$',
    parse: parseTime,
    units: [
      ['s', 1],
      ['ms', 1e-3],
      ['us', 1e-6],
      ['ns', 1e-9],
    ],
  },
  'per-second': {
    form: 'Write a rate: 850/s, 12.5k/s or 3M/s.',
    pattern: '^(\\d+(\\.\\d+)?|\\.\\d+)[kM]?/(s|min|m|h|d)$',
    parse: parseRate,
    units: [['/s', 1]],
  },
  'bytes-per-second': {
    form: 'Write bytes a second with their unit: 450MB/s (decimal) or 1.2GiB/s.',
    pattern: '^(\\d+(\\.\\d+)?|\\.\\d+) ?([kKMGTP]B|[KMGTP]iB?|B)/s$',
    parse: parseThroughput,
    units: [
      ['GB/s', 1e9],
      ['MB/s', 1e6],
      ['kB/s', 1e3],
      ['B/s', 1],
    ],
  },
}

const digits = 9
const most = 1e18

/** A figure of the host suite above 0, to nine digits. */
export function figureKind(unit: FigureUnit): Kind<number> {
  const { form, pattern, parse, units } = words[unit]
  return numberKind({
    form,
    parse: (text) => {
      const number = parse(text)
      return number.ok ? understood(short(number.value)) : rejected(number.problem, form)
    },
    write: (value) => {
      const [text, size] = units.find(([, size]) => value >= size) ?? units.at(-1) ?? ['', 1]
      return `${plain(short(value / size))}${text}`
    },
    maximum: most,
    maximumWords: 'any machine can',
    aboveZero: true,
    json: { type: 'string', pattern },
  })
}

function parseTime(text: string): Parsed<number> {
  const [, nanoseconds] = /^(\d+(?:\.\d+)?)ns$/.exec(text) ?? []
  if (nanoseconds !== undefined) return understood(Number(nanoseconds) / 1e9)
  return parseDuration(text)
}

function parseThroughput(text: string): Parsed<number> {
  const bytes = text.endsWith('/s') ? parseByteSize(text.slice(0, -2)) : null
  return bytes?.ok === true ? bytes : rejected('is no amount of bytes a second', '')
}

function short(value: number): number {
  return Number(value.toPrecision(digits))
}

/** Without an exponent, which no grammar here reads. */
function plain(value: number): string {
  return /e/.test(String(value)) ? value.toFixed(18).replace(/\.?0+$/, '') : String(value)
}
