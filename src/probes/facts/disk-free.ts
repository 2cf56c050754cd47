import { wholeNumber } from './whole-number.ts'

/** One line of `df -P` or `df -Pi`; a figure that is not stated (`-`) is null. */
export interface DiskFree {
  source: string
  mountPoint: string
  total: number | null
  used: number | null
  available: number | null
}

/** The lines of `df -P` in bytes, or of `df -Pi` in inodes, as GNU and BusyBox print them; null without a heading. */
export function parseDiskFree(text: string): DiskFree[] | null {
  const [heading = '', ...lines] = text.split('\n')
  const unit = unitOf(heading)
  if (unit === null) return null
  const free: DiskFree[] = []
  let before = ''
  for (const line of lines) {
    // A source too long for its column stands alone in its line where -P was not understood.
    const one = lineOf(/^\s/.test(line) ? before + line : line, unit)
    if (one !== null) free.push(one)
    before = one === null && /^\S+$/.test(line) ? line : ''
  }
  return free
}

function unitOf(heading: string): number | null {
  if (!/^Filesystem\s/.test(heading)) return null
  const blocks = /\s(\d{1,7})(K|M)?-blocks\s/.exec(heading)
  if (blocks === null) return /\sInodes\s/i.test(heading) ? 1 : null
  return Number(blocks[1]) * (blocks[2] === 'K' ? 1024 : blocks[2] === 'M' ? 2 ** 20 : 1)
}

/** Sources and mount points may hold blanks: the figures are found by the share that ends them. */
function lineOf(line: string, unit: number): DiskFree | null {
  const words = [...line.matchAll(/\S+/g)]
  for (let at = 4; at < words.length; at++) {
    const share = words[at]
    if (share === undefined || !/^(?:\d+%|-)$/.test(share[0])) continue
    const figures = words.slice(at - 3, at).map(([word]) => figureOf(word, unit))
    const rest = line.slice(share.index + share[0].length).trimStart()
    if (figures.includes(undefined) || !rest.startsWith('/')) continue
    const [total = null, used = null, available = null] = figures
    return {
      source: line.slice(0, words[at - 3]?.index ?? 0).trim(),
      mountPoint: rest,
      total,
      used,
      available,
    }
  }
  return null
}

function figureOf(word: string, unit: number): number | null | undefined {
  if (word === '-') return null
  // What only root may write can leave less than nothing.
  if (/^-\d{1,20}$/.test(word)) return 0
  const figure = wholeNumber(word)
  return figure === null ? undefined : figure * unit
}
