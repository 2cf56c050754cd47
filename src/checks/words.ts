/** `12 %`, one decimal below 10 %: `0.4 %`. */
export function percent(ratio: number): string {
  const hundredfold = ratio * 100
  return `${Math.abs(hundredfold) < 9.95 ? Math.round(hundredfold * 10) / 10 : Math.round(hundredfold)} %`
}
