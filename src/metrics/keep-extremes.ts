/**
 * Which of `values` to draw where only `maximum` points have room, a whole number of at least 1: the places, rising, of the least
 * and the greatest value of equal stretches, and of the newest value. All of them where they have room.
 */
export function keepExtremes(values: readonly number[], maximum: number): number[] {
  const last = values.length - 1
  if (values.length <= maximum) return [...values.keys()]
  const stretches = Math.floor((maximum - 1) / 2)
  const kept: number[] = []
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * values.length) / stretches)
    const to = Math.floor(((stretch + 1) * values.length) / stretches)
    const [least, greatest] = extremesBetween(values, from, to)
    kept.push(Math.min(least, greatest))
    if (least !== greatest) kept.push(Math.max(least, greatest))
  }
  if (kept.at(-1) !== last) kept.push(last)
  return kept
}

function extremesBetween(values: readonly number[], from: number, to: number): [number, number] {
  let least = from
  let greatest = from
  for (let place = from + 1; place < to; place++) {
    const value = values[place] ?? Number.NaN
    if (value < (values[least] ?? Number.NaN)) least = place
    if (value > (values[greatest] ?? Number.NaN)) greatest = place
  }
  return [least, greatest]
}
