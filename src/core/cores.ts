import { parseNumber } from './number.ts'
import { type Parsed, rejected, understood } from './parsed.ts'

/** CPU cores from `2`, `0.5` or `500m` (thousandths, as Kubernetes writes them). */
export function parseCores(text: string): Parsed<number> {
  const thousandths = text.endsWith('m')
  const number = parseNumber(thousandths ? text.slice(0, -1) : text, { minimum: 0 })
  if (!number.ok) return rejected('is not a number of cores', 'Write cores as 2, 0.5 or 500m.')
  return understood(thousandths ? number.value / 1000 : number.value)
}
