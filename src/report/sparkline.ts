const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
const marks = ['_', '.', '-', '~', '=', '*', '#', '@']

/**
 * Values as a row of bars, each as high as its share of `top`, or of the highest where none is given; a blank where there is none. Nothing
 * is below 0.
 */
export function sparkline(values: readonly (number | null)[], unicode: boolean, top?: number): string {
  const highest = top ?? Math.max(0, ...values.map((value) => value ?? 0))
  const bars = unicode ? blocks : marks
  return values
    .map((value) => {
      if (value === null) return ' '
      const step = highest === 0 ? 0 : Math.ceil((value / highest) * bars.length) - 1
      return bars[Math.min(bars.length - 1, Math.max(0, step))]
    })
    .join('')
}
