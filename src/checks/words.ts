/** `12 %`, one decimal below 10 %: `0.4 %`. */
export function percent(ratio: number): string {
  const hundredfold = ratio * 100
  return `${Math.abs(hundredfold) < 9.95 ? Math.round(hundredfold * 10) / 10 : Math.round(hundredfold)} %`
}

/** Why a rate cannot be told from one sample. */
export const needsTwoSamples = 'A rate needs two samples, and there is one: leave out --quick.'
