import { suite } from 'lewis-perf/bench'
import { maskSecrets, parseByteSize, parseDuration, parseRange, valuesOf } from '../../../src/core/index.ts'

// What every command does with its options, and every text before it is printed.

suite('parsing', ({ bench }) => {
  const durations = ['100us', '250ms', '3s', '5m', '1h30m', 'soon', '12']
  bench('durations', () => durations.map((text) => parseDuration(text).ok))

  const sizes = ['512MB', '512MiB', '16Gi', '0', '1.5GiB', 'large']
  bench('sizes', () => sizes.map((text) => parseByteSize(text).ok))

  bench('a range of a thousand', () => {
    const range = parseRange('1..1000:1')
    let sum = 0
    if (range.ok) for (const value of valuesOf(range.value)) sum += value
    return sum
  })

  const text = 'connect postgres://lewis:hunter2@db:5432/lewis with Authorization: Bearer abc.def '.repeat(20)
  bench('masking secrets', () => maskSecrets(text))
})
