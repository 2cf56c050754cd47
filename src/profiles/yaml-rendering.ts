import { stringify } from './yaml-package.ts'

/** A value in the quotes of the one that it replaces. */
export function scalarText(type: string | null | undefined, value: string | number): string {
  if (type === 'QUOTE_DOUBLE') return JSON.stringify(String(value))
  if (type === 'QUOTE_SINGLE') return `'${String(value).replaceAll("'", "''")}'`
  return type === 'PLAIN' && /^[\w.%-]+$/.test(String(value)) ? String(value) : JSON.stringify(String(value))
}

/** In one line. */
export function flowText(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trimEnd()
}

/** One key a line, indented. */
export function blockLines(value: unknown, indent: number, step: number): string[] {
  return stringify(value, { indent: step, lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => ' '.repeat(indent) + line)
}
