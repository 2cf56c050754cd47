import { type Parsed, parseNumber, rejected, understood } from '../core/index.ts'
import type { Kind } from './kind.ts'

/** A plain number from 0 on, at most `maximum`. */
export function amount(maximum: number): Kind<number> {
  return numberKind({
    form: 'Write a plain number, for example 20 or 0.5.',
    only: 'number',
    parse: plainNumber,
    maximum,
    maximumWords: String(maximum),
    json: { type: 'number', minimum: 0, maximum },
  })
}

/** A whole number within bounds, both included. */
export function whole(minimum: number, maximum: number): Kind<number> {
  const form = `Write a whole number from ${minimum} to ${maximum}.`
  return {
    form,
    read: (value) => {
      if (typeof value !== 'number')
        return rejected('is not a number', typeof value === 'string' ? unquoted(form) : form)
      if (!Number.isInteger(value)) return rejected('is not a whole number', form)
      if (value < minimum) return rejected(`is less than ${minimum}`, form)
      return value > maximum ? rejected(`is more than ${maximum}`, form) : understood(value === 0 ? 0 : value)
    },
    write: (value) => value,
    json: { type: 'integer', minimum, maximum },
  }
}

/** What makes one kind of number different from the next. */
export interface NumberKind {
  form: string
  /** Refuses text, also text that holds a number. */
  only?: 'number'
  parse(text: string): Parsed<number>
  write?(value: number): string | number
  maximum: number
  maximumWords: string
  aboveZero?: boolean
  json: Readonly<Record<string, unknown>>
}

/** A number of at least 0 and at most `maximum`, in words or plain. */
export function numberKind({
  form,
  only,
  parse,
  write,
  maximum,
  maximumWords,
  aboveZero = false,
  json,
}: NumberKind): Kind<number> {
  return {
    form,
    read: (value) => {
      if (typeof value === 'boolean') return rejected('is not a number', form)
      if (only === 'number' && typeof value === 'string') return rejected('is not a number', unquoted(form))
      if (typeof value === 'number' && !Number.isFinite(value))
        return rejected('is not a finite number', form)
      if (typeof value === 'number' && value < 0) return rejected('is less than 0', form)
      const number = parse(String(value))
      if (!number.ok) return number
      if (number.value > maximum) return rejected(`is more than ${maximumWords}`, form)
      if (number.value === 0 && aboveZero) return rejected('must be above 0', form)
      return understood(number.value === 0 ? 0 : number.value)
    },
    write: write ?? ((value) => value),
    json,
  }
}

/** A plain number from 0 on. */
export function plainNumber(text: string): Parsed<number> {
  return parseNumber(text, { minimum: 0 })
}

function unquoted(form: string): string {
  return `${form} Leave out quotes.`
}
