import { expect, test } from 'vitest'
import { hdrHistogram, hdrPercentiles, recordValue, survivalPercentiles } from '../../src/metrics/index.ts'

function histogramOf(values: readonly number[]) {
  const histogram = hdrHistogram()
  for (const value of values) recordValue(histogram, value)
  return histogram
}

// Kaplan and Meier's way by hand: 10 of 10 at risk, 1 ends at 100; 1 is cut at 150; of the 8 at risk 2 end at 200; of 6 one ends at 300.
test('shares of those that came to their end are products over those that were still under way', () => {
  const result = survivalPercentiles(
    histogramOf([100, 200, 200, 300, 400, 500, 600]),
    histogramOf([150, 350, 450]),
  )
  // 0.9, 0.675, 0.5625, then of 4 one ends at 400: 0.4219: the median is 400.
  expect(result?.p50Seconds).toBeCloseTo(400e-6, 9)
  // of 2 one ends at 500: 0.2109; the last at 600: 0.
  expect(result?.p75Seconds).toBeCloseTo(500e-6, 9)
  expect(result?.p90Seconds).toBeCloseTo(600e-6, 9)
  expect(result?.lowerBounds).toEqual(['meanSeconds'])
  expect([result?.count, result?.censored]).toEqual([10, 3])
})

test('what too few came to the end of is a lower bound', () => {
  const result = survivalPercentiles(histogramOf([100, 200]), histogramOf([250, 250, 300]))
  expect(result?.p50Seconds).toBeCloseTo(300e-6, 9)
  expect(result?.lowerBounds).toContain('p50Seconds')
  expect(result?.lowerBounds).toContain('maxSeconds')
})

test('without anything cut short it is the ordinary percentile', () => {
  const times = histogramOf([1, 2, 3, 4, 5])
  expect(survivalPercentiles(times, hdrHistogram())).toEqual(hdrPercentiles(times, hdrHistogram()))
})

test('of what never came to an end only lower bounds are known', () => {
  const result = survivalPercentiles(hdrHistogram(), histogramOf([50, 70]))
  expect(result?.lowerBounds).toContain('p50Seconds')
  expect(result?.p50Seconds).toBeCloseTo(70e-6, 9)
  expect(survivalPercentiles(hdrHistogram(), hdrHistogram())).toBeNull()
})
