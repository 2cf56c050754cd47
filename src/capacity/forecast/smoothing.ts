/** How a series is smoothed: by which weights, with which trend and season. */
export interface Smoothing {
  alpha: number
  /** Null: no trend. */
  beta: number | null
  /** Null: no season. */
  gamma: number | null
  seasonal: 'additive' | 'multiplicative'
  trend: 'linear' | 'exponential' | 'damped'
  /** By how much a damped trend keeps of itself each step. */
  phi: number
}

/** Level, slope and the last full season, the next place first. */
export interface SmoothingState {
  level: number
  slope: number
  season: number[]
}

/** The state after the last value, what was expected of each value since the start, and the squared errors of that. */
export interface Smoothed extends SmoothingState {
  fitted: number[]
  sse: number
}

/** Carries a state over the values from `first` on. Holt 1957, Winters 1960; damped: Gardner and McKenzie 1985. */
export function smooth(y: readonly number[], first: number, start: SmoothingState, how: Smoothing): Smoothed {
  let { level, slope } = start
  const season = [...start.season]
  const fitted: number[] = []
  let sse = 0
  for (let index = first; index < y.length; index++) {
    const value = y[index] ?? Number.NaN
    const ahead = grown(level, slope, 1, how)
    const place = season.length === 0 ? 0 : (index - first) % season.length
    const factor = how.gamma === null ? neutral(how) : (season[place] ?? neutral(how))
    const expected = seasoned(ahead, factor, how)
    fitted.push(expected)
    sse += (value - expected) ** 2
    const before = level
    level = how.alpha * unseasoned(value, factor, how) + (1 - how.alpha) * ahead
    if (how.beta !== null) slope = how.beta * change(before, level, how) + (1 - how.beta) * kept(slope, how)
    if (how.gamma !== null)
      season[place] = how.gamma * unseasoned(value, level, how) + (1 - how.gamma) * factor
  }
  const turn = season.length === 0 ? 0 : (y.length - first) % season.length
  return { level, slope, season: [...season.slice(turn), ...season.slice(0, turn)], fitted, sse }
}

/** What is expected `steps` after the last value. */
export function expectedAfter(
  { level, slope, season }: SmoothingState,
  steps: number,
  how: Smoothing,
): number {
  const factor = how.gamma === null ? neutral(how) : (season[(steps - 1) % season.length] ?? neutral(how))
  return seasoned(grown(level, slope, steps, how), factor, how)
}

function grown(level: number, slope: number, steps: number, how: Smoothing): number {
  if (how.beta === null) return level
  if (how.trend === 'exponential') return level * slope ** steps
  if (how.trend === 'linear') return level + slope * steps
  let damped = 0
  let share = 1
  for (let step = 0; step < steps; step++) {
    share *= how.phi
    damped += share
  }
  return level + slope * damped
}

function kept(slope: number, how: Smoothing): number {
  return how.trend === 'damped' ? how.phi * slope : slope
}

function change(before: number, after: number, how: Smoothing): number {
  return how.trend === 'exponential' ? after / before : after - before
}

function neutral({ seasonal }: Smoothing): number {
  return seasonal === 'additive' ? 0 : 1
}

function seasoned(value: number, factor: number, { seasonal }: Smoothing): number {
  return seasonal === 'additive' ? value + factor : value * factor
}

function unseasoned(value: number, factor: number, { seasonal }: Smoothing): number {
  return seasonal === 'additive' ? value - factor : value / factor
}
