import {
  type Parsed,
  parseBandwidth,
  parseByteSize,
  parseCores,
  parseDuration,
  parseGuideByteSize,
  parseRatio,
  understood,
} from '../core/index.ts'
import type { Kind } from './kind.ts'
import { numberKind, plainNumber } from './kind-of-number.ts'
import { bandwidthWords, binaryByteSizeWords, byteSizeWords, ratioWords } from './words.ts'

const mostBytes = 2 ** 60
const mostBitsPerSecond = 1e15
const mostSeconds = 10 * 365 * 86_400
const sizePattern = '^(\\d+(\\.\\d+)?|\\.\\d+) ?([kKMGTP]B|[KMGTP]iB?|B)$'

/** CPU cores, at most a million: `2`, `0.5`, `500m`; `aboveZero` refuses none at all. */
export function coresKind({ aboveZero }: { aboveZero: boolean }): Kind<number> {
  return numberKind({
    form: 'Write cores as 2, 0.5 or 500m.',
    parse: parseCores,
    maximum: 1e6,
    maximumWords: 'a million cores',
    aboveZero,
    json: { type: ['number', 'string'], minimum: 0, maximum: 1e6, pattern: '^\\d+(\\.\\d+)?m?$' },
  })
}

/** Whole bytes, at most an EiB: `4GiB`, `512MB` (decimal), `4Gi`. */
export function byteSizeKind({ aboveZero }: { aboveZero: boolean }): Kind<number> {
  return numberKind({
    form: 'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.',
    parse: (text) => rounded(parseByteSize(text)),
    write: byteSizeWords,
    maximum: mostBytes,
    maximumWords: '1024PiB',
    aboveZero,
    json: { type: 'string', pattern: sizePattern },
  })
}

/** As `byteSizeKind`, in the guide's words: its MB and GB are MiB and GiB. */
export const guideByteSize: Kind<number> = numberKind({
  form: 'Write a number with a unit: 512MB or 2GB (the guide means MiB and GiB).',
  parse: (text) => rounded(parseGuideByteSize(text)),
  write: binaryByteSizeWords,
  maximum: mostBytes,
  maximumWords: '1024PiB',
  json: { type: 'string', pattern: sizePattern },
})

/** Whole bytes a day: a bare number is GB (10^9). */
export const gigabytesPerDay: Kind<number> = numberKind({
  form: 'Write GB a day as 2.5, or a size with its unit as 2.5GB or 800MiB.',
  parse: (text) => rounded(/^[\d.]+$/.test(text) ? parseByteSize(`${text}GB`) : parseByteSize(text)),
  write: byteSizeWords,
  maximum: mostBytes,
  maximumWords: '1024PiB',
  json: { type: ['number', 'string'], minimum: 0, pattern: sizePattern },
})

/** Whole bits per second, at most a petabit: `100Mbps`, `1Gbps`. */
export function bandwidthKind({ aboveZero }: { aboveZero: boolean }): Kind<number> {
  return numberKind({
    form: 'Write a number with a unit: 100Mbps or 1Gbps.',
    parse: (text) => rounded(parseBandwidth(text)),
    write: bandwidthWords,
    maximum: mostBitsPerSecond,
    maximumWords: '1000Tbps',
    aboveZero,
    json: {
      type: 'string',
      pattern: '^(\\d+(\\.\\d+)?|\\.\\d+) ?([kKmMgGtT]?)([bB][pP][sS]|[bB][iI][tT]/[sS])$',
    },
  })
}

/** Whole bits, written as plain megabits (10^6). */
export const megabits: Kind<number> = numberKind({
  form: 'Write megabits as a plain number, for example 40.',
  only: 'number',
  parse: (text) => megabitsToBits(plainNumber(text)),
  write: (bits) => bits / 1e6,
  maximum: 1e15,
  maximumWords: 'a thousand million megabits',
  json: { type: 'number', minimum: 0, maximum: 1e9 },
})

/** Seconds to the microsecond, at most ten years; as in the guide, a bare number is seconds. */
export const guideSeconds: Kind<number> = numberKind({
  form: 'Write seconds as 30, or a time with its unit as 30s, 5m or 1h.',
  parse: (text) => toMicroseconds(/^[\d.]+$/.test(text) ? plainNumber(text) : parseDuration(text)),
  write: secondsWords,
  maximum: mostSeconds,
  maximumWords: '3650d',
  json: {
    type: ['number', 'string'],
    minimum: 0,
    maximum: mostSeconds,
    pattern: '^(\\d+(\\.\\d+)?(us|µs|ms|s|m|h|d|w)?)+$',
  },
})

/** Seconds to the microsecond, at most ten years, always with a unit: `90s`, `5m`, `1h30m`. */
export function durationKind({ aboveZero }: { aboveZero: boolean }): Kind<number> {
  return numberKind({
    form: 'Write a time with its unit: 30s, 5m or 1h30m.',
    parse: (text) => toMicroseconds(parseDuration(text)),
    write: secondsWords,
    maximum: mostSeconds,
    maximumWords: '3650d',
    aboveZero,
    json: { type: 'string', pattern: '^(\\d+(\\.\\d+)?(us|µs|ms|s|m|h|d|w))+$' },
  })
}

/** A share above 0 and up to 1: `70%` or `0.7`; `aboveZero: false` lets 0 in. */
export function ratioKind({ aboveZero }: { aboveZero: boolean }): Kind<number> {
  return numberKind({
    form: 'Write a share between 0 and 1, as 85% or 0.85.',
    parse: parseRatio,
    write: ratioWords,
    maximum: 1,
    maximumWords: '100%',
    aboveZero,
    json: { type: ['number', 'string'], minimum: 0, maximum: 1, pattern: '^\\d+(\\.\\d+)?( ?%)?$' },
  })
}

function secondsWords(seconds: number): string {
  return `${seconds.toFixed(6).replace(/\.?0+$/, '')}s`
}

function rounded(number: Parsed<number>): Parsed<number> {
  return number.ok ? understood(Math.round(number.value)) : number
}

function megabitsToBits(number: Parsed<number>): Parsed<number> {
  return number.ok ? understood(Math.round(number.value * 1e6)) : number
}

function toMicroseconds(number: Parsed<number>): Parsed<number> {
  return number.ok ? understood(Number(number.value.toFixed(6))) : number
}
