import { type Parsed, parseWhole, rejected, understood } from '../core/index.ts'

/** The spare failure domains in `n`, `n+1` or `N+2`. */
export function parseRedundancy(text: string): Parsed<number> {
  const match = /^n(?:\+(\d{1,3}))?$/i.exec(text.replaceAll(' ', ''))
  if (match === null) return rejected('is not a redundancy', 'Write n, n+1 or n+2.')
  return match[1] === undefined ? understood(0) : parseWhole(match[1])
}
