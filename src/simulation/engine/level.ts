/** A number that changes now and then, of which the mean over time is wanted. */
export interface Level {
  value: number
  /** Value x time since the last `takeArea`. */
  area: number
  sinceSeconds: number
}

/** A level at time 0. */
export function levelOf(value: number): Level {
  return { value, area: 0, sinceSeconds: 0 }
}

/** Moves it at a moment. */
export function changeLevel(level: Level, by: number, nowSeconds: number): void {
  level.area += level.value * (nowSeconds - level.sinceSeconds)
  level.sinceSeconds = nowSeconds
  level.value += by
}

/** What it added up to since this was last asked. */
export function takeArea(level: Level, nowSeconds: number): number {
  changeLevel(level, 0, nowSeconds)
  const { area } = level
  level.area = 0
  return area
}
