import { type Parsed, rejected, understood } from './parsed.ts'

const bytesIn = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['KB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['PB', 1e15],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
  ['TiB', 2 ** 40],
  ['PiB', 2 ** 50],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
])
const size = /^(\d+(?:\.\d+)?|\.\d+) ?([A-Za-z]+)$/

/** Bytes in `512MB` (10^6), `512MiB` (2^20), `4Gi` (as Kubernetes writes it) or `100B`; a bare number is refused. */
export function parseByteSize(text: string): Parsed<number> {
  const hint = 'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.'
  if (/^\d+(\.\d+)?$/.test(text)) return rejected('needs a unit of size', hint)
  const match = size.exec(text)
  const factor = match === null ? undefined : bytesIn.get(match[2] ?? '')
  if (match === null || factor === undefined) return rejected('is not a size', hint)
  const value = Number(match[1]) * factor
  return Number.isFinite(value) ? understood(value) : rejected('is too large for a size', hint)
}

/** Bytes in a size of the LEWIS guide, whose own "MB" and "GB" are MiB and GiB (it divides by 1024^3). */
export function parseGuideByteSize(text: string): Parsed<number> {
  return parseByteSize(text.replace(/(?<=[\d ][kKMGTP])B$/, 'iB').replace(/(?<=[\d ])kiB$/, 'KiB'))
}
