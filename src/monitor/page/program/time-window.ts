/** What the charts show: the newest part of a range, or a part of the past that the reader zoomed into. */
export interface TimeWindow {
  rangeSeconds: number
  zoom: { fromMs: number; toMs: number } | null
}

const shortestMs = 5000

/** From when to when, where the newest figures are of `newestMs`. */
export function spanOf(
  { rangeSeconds, zoom }: TimeWindow,
  newestMs: number,
): { fromMs: number; toMs: number } {
  return zoom ?? { fromMs: newestMs - rangeSeconds * 1000, toMs: newestMs }
}

/** Zoomed to a span, held within the range and not shorter than five seconds. */
export function zoomed(window: TimeWindow, newestMs: number, fromMs: number, toMs: number): TimeWindow {
  const earliest = newestMs - window.rangeSeconds * 1000
  const length = Math.min(Math.max(toMs - fromMs, shortestMs), newestMs - earliest)
  const from = Math.min(Math.max(fromMs, earliest), newestMs - length)
  const isAll = from <= earliest && from + length >= newestMs
  return { ...window, zoom: isAll ? null : { fromMs: from, toMs: from + length } }
}

/** After a key on a chart: + and - zoom, the arrows go back and forth, Escape and 0 show all. Null for another key. */
export function afterKey(window: TimeWindow, newestMs: number, key: string): TimeWindow | null {
  const { fromMs, toMs } = spanOf(window, newestMs)
  const length = toMs - fromMs
  switch (key) {
    case '+':
    case '=':
      return zoomed(window, newestMs, toMs - length / 2, toMs)
    case '-':
      return zoomed(window, newestMs, toMs - length * 2, toMs)
    case 'ArrowLeft':
      return zoomed(window, newestMs, fromMs - length / 4, toMs - length / 4)
    case 'ArrowRight':
      return zoomed(window, newestMs, fromMs + length / 4, toMs + length / 4)
    case 'Escape':
    case '0':
      return { ...window, zoom: null }
    default:
      return null
  }
}
