import { formatQuantity } from './format-quantity.ts'

/** `1 day`, `365 days`, `1,000 scans`: a count of things with a regular plural. */
export function counted(value: number, thing: string): string {
  return `${formatQuantity(value)} ${thing}${value === 1 ? '' : 's'}`
}
