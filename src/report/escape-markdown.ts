import { cleanLine } from './clean-text.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text of any origin as one line of GitHub Markdown that reads exactly as written: no HTML, markup or table cell can begin in it. */
export function markdownText(text: string): string {
  return cleanLine(text)
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replace(/[\\`*[\]|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(?:#{1,6}|[+-])(?= |$)|^(?=-{2,}$|=+$)/, '\\$&')
    .replace(/^(\d+)([.)])(?= )/, '$1\\$2')
}
