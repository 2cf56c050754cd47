import { displayWidth } from './display-width.ts'

const longestWordKept = 16

/**
 * Widths for columns of text (title first) that share `available` columns of the screen: wide ones wrap first,
 * numbers never. Null when not even the longest words fit.
 */
export function columnWidths(
  columns: readonly { texts: readonly string[]; wraps: boolean }[],
  available: number,
): number[] | null {
  const natural = columns.map(({ texts }) => widest(texts))
  const widths = columns.map(({ texts, wraps }, index) => {
    const words = widest((wraps ? texts : texts.slice(0, 1)).flatMap((text) => text.split(' ')))
    const kept = wraps ? Math.min(words, longestWordKept) : Math.max(words, widest(texts.slice(1)))
    return Math.min(kept, natural[index] ?? 0)
  })
  let spare = available - sum(widths)
  if (spare < 0) return null
  while (spare > 0) {
    const wanting = widths.flatMap((width, index) => (width < (natural[index] ?? 0) ? [index] : []))
    if (wanting.length === 0) break
    const share = Math.max(1, Math.floor(spare / wanting.length))
    for (const index of wanting) {
      const width = widths[index] ?? 0
      const grown = Math.min(share, spare, (natural[index] ?? 0) - width)
      widths[index] = width + grown
      spare -= grown
    }
  }
  return widths
}

// At least one: cli-table3 takes a width of 0 for none given.
function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, displayWidth(text)), 1)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
